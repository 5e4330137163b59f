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
    """One reading for each of the family's item selectors that matches, the surest selector first."""
    links = _selected(flat, family.listing.link)
    only = frozenset(_anchors(flat, links)) if links else None
    found = []
    for selector in family.listing.items:
        items = _apart(flat, _selected(flat, (selector,)))
        linked = [one for one in items if flat.link_to[one] > flat.link_from[one]]
        if linked and (rows := reader.read(group_of(flat, "family", linked), only=only)):
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
    found = {
        flat.place.get(element) for selector in selectors for element in _compiled(selector)(flat.elements[0])
    }
    return sorted(place for place in found if place is not None)


def _apart(flat: Outline, items: list[int]) -> list[int]:
    """Without items that stand inside others."""
    kept: list[int] = []
    for one in items:
        if not kept or one >= flat.end[kept[-1]]:
            kept.append(one)
    return kept


def _anchors(flat: Outline, places: list[int]) -> Iterator[int]:
    """The links that are, or stand in, the elements selected."""
    for place in places:
        yield place
        yield from (link.element for link in flat.links_of(place))


def _matches(flat: Outline, selector: str) -> list[HtmlElement]:
    found = _compiled(selector)(flat.elements[0])
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []
