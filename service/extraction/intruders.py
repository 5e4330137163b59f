"""Groups that take in what is no row of theirs: the panels of other tabs, other cells of their rows.

A list that is folded up is hidden as a panel is, but goes on with older rows; a panel begins anew.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from service.extraction.outline import Outline
from service.extraction.rows import Row, Rows
from service.extraction.titles import is_generic, is_only_date

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PANEL = re.compile(r"\btab|tab\b|-tab|panel?\b|switch|tag-?con", re.IGNORECASE)
_SHOWN = re.compile(
    r"(?:^|[\s_-])(?:show|shown|active|cur|current|on|selected|this|selecttag)(?:$|\s)", re.IGNORECASE
)
_REACH = 3
"""Elements around a row of which one may be the panel."""
_ANY_YEAR = 2000
_MOSTLY = 0.8
_FEWEST = 3


def without_intruders(read: Sequence[Rows], flat: Outline) -> list[Rows]:
    """The groups without those that go over into a hidden panel or into other cells, and without hidden panels."""
    going_over = [rows for rows in read if rows.group.how.startswith("like") and _goes_over(rows, flat)]
    panels = {row.link.element for rows in going_over for row in rows.rows if _is_hidden(flat, row)}
    return [
        rows
        for rows in read
        if rows not in going_over
        and not (panels and all(row.link.element in panels for row in rows.rows))
        and not any(_has_strays(rows, other) for other in read)
    ]


def _has_strays(rows: Rows, other: Rows) -> bool:
    """Whether it has all rows of another whose records are larger, and more out of those same records that are
    mostly none: without a day where the others have one, or called as another is, by a day, by a button's word."""
    if len(other.rows) < _FEWEST or len(rows.rows) <= len(other.rows):
        return False
    others = {row.link.element for row in other.rows}
    more = [row for row in rows.rows if row.link.element not in others]
    spans = [(row.record.link_from, row.record.link_to) for row in other.rows]
    if len(rows.rows) - len(more) < len(others) or not all(_is_in(row, spans) for row in rows.rows):
        return False
    dated = sum(row.date is not None for row in other.rows) >= _MOSTLY * len(other.rows)
    said = Counter(row.title for row in more)
    silent = {title for title in said if said[title] > 1 or is_only_date(title) or is_generic(title)}
    poor = sum(row.title in silent or (dated and row.date is None) for row in more)
    return 2 * poor > len(more)


def _is_in(row: Row, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= row.record.link_from < end for start, end in spans)


def _goes_over(rows: Rows, flat: Outline) -> bool:
    """Whether a hidden row follows a shown one and is not older."""
    hidden = [_is_hidden(flat, row) for row in rows.rows]
    steps = zip(rows.rows, rows.rows[1:], hidden, hidden[1:], strict=False)
    return any(not before and after and not _is_older(row, other) for row, other, before, after in steps)


def _is_older(row: Row, other: Row) -> bool:
    day, following = _day(row), _day(other)
    return day is not None and following is not None and following <= day


def _day(row: Row) -> date | None:
    meaning = row.date.written.meanings[0] if row.date else None
    return date(meaning.year or _ANY_YEAR, meaning.month, meaning.day) if meaning and meaning.exists else None


def _is_hidden(flat: Outline, row: Row) -> bool:
    around = flat.ancestors(row.record.element)[:_REACH]
    if any(_HIDDEN.search(flat.elements[one].get("style") or "") for one in (row.record.element, *around)):
        return True
    return any(_is_unselected_panel(flat, one) for one in around)


def _is_unselected_panel(flat: Outline, element: int) -> bool:
    """Whether it is named as a panel of tabs, and a neighbour of its first name is marked as the one shown."""
    names = flat.name(element)
    if not _PANEL.search(names) or _SHOWN.search(names):
        return False
    first = next(iter((flat.elements[element].get("class") or "").lower().split()), "")
    siblings = flat.children(flat.parent[element]) if first else []
    return any(first in flat.name(one).split() and _SHOWN.search(flat.name(one)) for one in siblings)
