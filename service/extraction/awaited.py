"""Whether a page's own list is still to come: a script fetches it, or it says that there is nothing in it yet.

A list of something else that stands beside it is then the only one to be seen, and is not what the page lists.
"""

import re
from collections.abc import Iterator, Mapping

from service.extraction.document import Document
from service.extraction.kinds import FETCHES, says_empty, says_loading
from service.extraction.outline import Outline

_BESIDE = 0.5
_LONGEST_WORDS = 40
_LISTS = frozenset(("ul", "ol", "tbody", "dl", "table"))
_LIST_NAME = re.compile(r"list|data|result|content|tbody|table|news|article|container|app", re.IGNORECASE)


def stands_beside(described: Mapping[str, float]) -> bool:
    """Whether a group is a small part of the page, in something named as its side, by its features."""
    if described["main_tag"] or described["how_family"] or described["text_share"] >= _BESIDE:
        return False
    return max(described["aside"], described["aside_tag"], described["furniture"]) >= _BESIDE


def awaits_its_list(document: Document, flat: Outline, container: int) -> bool:
    """Whether, outside of `container`, a text says that there is nothing yet, or a script fills what is empty."""
    inside = range(flat.text_from[container], flat.text_to[container])
    said = (piece.text for place, piece in enumerate(flat.texts) if place not in inside)
    if any(len(text) <= _LONGEST_WORDS and (says_empty(text) or says_loading(text)) for text in said):
        return True
    scripts = [element.text for element in document.root.iter("script") if element.text]
    fetching = "\n".join(script for script in scripts if FETCHES.search(script))
    return bool(fetching) and any(_empty_lists(flat, container))


def _empty_lists(flat: Outline, container: int) -> Iterator[int]:
    """Elements that are lists by their tag or name, outside of `container` and before it, and hold no text."""
    for element in range(container):
        if flat.text_from[element] == flat.text_to[element] and not flat.contains(element, container):
            named = flat.name(element).strip()
            if flat.tags[element] in _LISTS or (flat.tags[element] == "div" and _LIST_NAME.search(named)):
                yield element
