"""What an article page says of itself to machines: meta elements and JSON-LD."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.extraction.article_tree import one_line


@dataclass(frozen=True, slots=True)
class Head:
    """`metas`: content by name, property or itemprop in lower case, the first of each; `linked_data`: the objects
    of all JSON-LD blocks, those of a `@graph` too."""

    metas: Mapping[str, str]
    linked_data: tuple[Mapping[str, object], ...]

    def said(self, names: tuple[str, ...]) -> Iterator[str]:
        """What the metas of these names say, in the order of the names."""
        return (self.metas[name] for name in names if self.metas.get(name))

    def named(self, key: str) -> Iterator[str]:
        """The names of the things that JSON-LD gives under the key, one or a list, as objects or as texts."""
        for one in self.linked_data:
            value = one.get(key)
            for thing in value if isinstance(value, list) else [value]:
                name = thing.get("name") if isinstance(thing, dict) else thing
                if isinstance(name, str) and name.strip():
                    yield one_line(name)

    def linked(self, key: str) -> Iterator[str]:
        """The texts that JSON-LD gives under the key."""
        for one in self.linked_data:
            value = one.get(key)
            if isinstance(value, str) and value.strip():
                yield one_line(value)


def read_head(root: HtmlElement) -> Head:
    """Never fails: JSON-LD that is none counts as absent."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            metas.setdefault(name, one_line(meta.get("content")))
    found = [
        one
        for script in root.iter("script")
        if (script.get("type") or "").lower().strip() == "application/ld+json"
        for one in _objects(script.text or "")
    ]
    return Head(metas, tuple(found))


def _objects(text: str) -> Iterator[Mapping[str, object]]:
    try:
        waiting: list[object] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.append(value.get("@graph"))
