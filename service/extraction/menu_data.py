"""Menus that a script draws from data in the page: arrays of objects with a name, an address and others below."""

from collections.abc import Iterator, Mapping

from service.domain.source import SectionPath
from service.extraction.document import Document
from service.extraction.embedded import arrays, json_values
from service.extraction.outline import folded

_NAMES = ("name", "title", "text", "label", "menuname", "columnname", "navname", "channelname")
_ADDRESSES = ("url", "href", "link", "path", "menuurl", "linkurl")
_BELOW = ("children", "child", "childs", "sub", "submenu", "subs", "childlist", "items", "nodes")
_FEWEST = 2
_DEEPEST = 4
_LONGEST = 24


def menu_of_data(document: Document) -> list[tuple[SectionPath, str]]:
    """Paths and addresses as written, of the greatest such menu with entries below others; else empty."""
    found = [list(_paths(array, ())) for value in json_values(document) for array in arrays(value, _FEWEST)]
    nested = [menu for menu in found if any(len(path) > 1 for path, _ in menu)]
    return max(nested, key=len, default=[])


def _paths(entries: object, above: SectionPath) -> Iterator[tuple[SectionPath, str]]:
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        fields = {str(key).lower(): value for key, value in entry.items()}
        name = folded(_text(fields, _NAMES))
        if not 2 <= len(name) <= _LONGEST:
            continue
        path = (*above, name)
        address = _text(fields, _ADDRESSES)
        if address and not address.startswith(("#", "javascript:")):
            yield path, address
        if len(path) < _DEEPEST:
            yield from _paths(next((fields[key] for key in _BELOW if fields.get(key)), None), path)


def _text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := fields.get(key), str) and value.strip()), "")
