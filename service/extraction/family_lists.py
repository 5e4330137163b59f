"""The lists that a CMS family's selectors point to, to be weighed beside those of repeated structure."""

from collections.abc import Iterator, Sequence
from functools import cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from service.extraction.families import Family
from service.extraction.outline import Outline
from service.extraction.records import group_of
from service.extraction.rows import Reader, Rows


def family_rows(flat: Outline, reader: Reader, family: Family) -> list[Rows]:
    """A reading of each list that the family's item selectors match, the surest selector first.

    A family that names its links (a forum) has one listing on a page, wherever its items stand; of the others,
    the items of one parent are one list.
    """
    only = frozenset(_anchors(flat, _selected(flat, family.listing.link))) if family.listing.link else None
    found = []
    for selector in family.listing.items:
        items = [one for one in _selected(flat, (selector,)) if flat.link_to[one] > flat.link_from[one]]
        for members in [_apart(flat, items)] if only is not None else _by_parent(flat, items):
            if members and (rows := reader.read(group_of(flat, "family", members), only=only)):
                found.append(rows)
    return found


def pinned_items(flat: Outline, family: Family) -> frozenset[int]:
    """The elements that the family marks as pinned."""
    return frozenset(_selected(flat, family.listing.pinned))


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def _selected(flat: Outline, selectors: Sequence[str]) -> list[int]:
    """Places in the outline, in page order, of what any of the selectors matches."""
    found = {flat.place.get(element) for selector in selectors for element in _matches(flat, selector)}
    return sorted(place for place in found if place is not None)


def _apart(flat: Outline, items: list[int]) -> list[int]:
    """Without items that stand inside others."""
    kept: list[int] = []
    for one in items:
        if not kept or one >= flat.end[kept[-1]]:
            kept.append(one)
    return kept


def _by_parent(flat: Outline, items: list[int]) -> list[list[int]]:
    lists: dict[int, list[int]] = {}
    for one in items:
        lists.setdefault(flat.parent[one], []).append(one)
    return list(lists.values())


def _anchors(flat: Outline, places: list[int]) -> Iterator[int]:
    """The links that are, or stand in, the elements selected."""
    for place in places:
        yield place
        yield from (link.element for link in flat.links_of(place))


def _matches(flat: Outline, selector: str) -> Iterator[HtmlElement]:
    found = _compiled(selector)(flat.elements[0])
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, HtmlElement))
