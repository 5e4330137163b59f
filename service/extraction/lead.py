"""The first item of a listing where it stands above the others in a template of its own: a headline."""

import re
from collections import Counter

from service.extraction.outline import Outline
from service.extraction.records import group_of
from service.extraction.rows import Reader, Row, Rows
from service.extraction.titles import is_generic

_FAR_UP = 2
_SHAPELESS = re.compile(r"[^/]*\d[^/]*")


def lead_row(flat: Outline, reader: Reader, rows: Rows) -> Row | None:
    """The item right above a list, or None.

    It is the block before the list, or before what wraps it, if it is dated, or has a picture where nothing is
    dated, and all its links but 'more' and the like lead to one address, built like those of the list and not in
    it.
    """
    place = rows.group.container
    for _ in range(_FAR_UP):
        before = _linked_before(flat, place)
        if before is not None:
            return _as_row(flat, reader, rows, before)
        place = flat.parent[place]
        if place <= 0:
            return None
    return None


def _linked_before(flat: Outline, place: int) -> int | None:
    """The nearest sibling before an element that holds a link."""
    parent = flat.parent[place]
    if parent < 0:
        return None
    linked = [one for one in flat.children(parent) if one < place and flat.link_to[one] > flat.link_from[one]]
    return linked[-1] if linked else None


def _as_row(flat: Outline, reader: Reader, rows: Rows, block: int) -> Row | None:
    targets = {link.href for link in flat.links_of(block) if not is_generic(link.text) or link.image}
    known = {row.link.href for row in rows.rows}
    if len(targets) != 1 or targets & known:
        return None
    usual, count = Counter(shape_of(row.link.href) for row in rows.rows).most_common(1)[0]
    if shape_of(next(iter(targets))) != usual or 2 * count <= len(rows.rows):
        return None
    read = reader.read(group_of(flat, "lead", [block]))
    row = read.rows[0] if read and len(read.rows) == 1 else None
    if row is None or is_generic(row.title):
        return None
    if row.date is not None:
        return row if row.date.alone else None
    links = flat.links_of(block)
    pictured = len(links) > 1 and any(link.image or not link.text for link in links)
    return row if pictured and not any(one.date for one in rows.rows) else None


def shape_of(href: str) -> str:
    """A reference with all that differs between the articles of one list taken out."""
    return _SHAPELESS.sub("N", re.sub(r"^https?://", "", href))
