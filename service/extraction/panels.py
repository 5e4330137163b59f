"""Panels of tabs that are not shown: what stands in them is no part of the list that is.

A list that is folded up is hidden too, but goes on with older rows; a panel begins anew.
"""

import re
from collections.abc import Sequence
from datetime import date

from service.extraction.outline import Outline
from service.extraction.rows import Row, Rows

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_REACH = 3
"""Elements around a row of which one may be the panel."""
_ANY_YEAR = 2000


def without_hidden_panels(read: Sequence[Rows], flat: Outline) -> list[Rows]:
    """The groups without those that go over into a hidden panel, and without the hidden panels themselves."""
    going_over = [rows for rows in read if rows.group.how.startswith("like") and _goes_over(rows, flat)]
    panels = {row.link.element for rows in going_over for row in rows.rows if _is_hidden(flat, row)}
    return [
        rows
        for rows in read
        if rows not in going_over and not (panels and all(row.link.element in panels for row in rows.rows))
    ]


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
    around = (row.record.element, *flat.ancestors(row.record.element)[:_REACH])
    return any(_HIDDEN.search(flat.elements[one].get("style") or "") for one in around)
