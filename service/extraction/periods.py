"""Headings that say the month or year of what stands below them, where the rows say the day alone.

Archives are drawn so: '2025年2月' over rows with '21日', '2025' over rows with '02-21'.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.extraction.months import MONTHS
from service.extraction.outline import Outline
from service.extraction.page_dates import PlacedDate
from service.extraction.records import Record
from service.extraction.written_date import Meaning, Order, WrittenDate

_REACH = 12
"""Texts before the first record among which the heading of its period may stand."""
_NAMED = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_PERIOD = re.compile(
    r"\W*(?P<y>(?:19|20)\d\d)\s*(?:[年년]?|(?:[年년]|[./-])\s*(?P<m>1[0-2]|0?[1-9])\s*[月월]?)\W*"
    rf"|\W*(?P<name>{_NAMED})\.?,?\s+(?P<y2>(?:19|20)\d\d)\W*",
    re.IGNORECASE,
)
_DAY = re.compile(r"\W*(?P<d>3[01]|[12]\d|0?[1-9])\s*(?:[日号號일]|st|nd|rd|th|\.)?\W*", re.IGNORECASE)
_ENOUGH = 0.8

Period = tuple[int, int | None]
"""A year, and a month of it if one is said."""


def dated_by_periods(
    flat: Outline, records: Sequence[Record], dates: Sequence[PlacedDate | None]
) -> list[PlacedDate | None]:
    """The dates of records in page order, with what the headings over them add: a year, or all but the day."""
    found = list(dates)
    open_places = [place for place, one in enumerate(dates) if one is None or not one.written.has_year]
    if len(open_places) < _ENOUGH * len(found):
        return found
    periods = _periods(flat, records)
    if periods is None:
        return found
    for place in open_places:
        date, (year, month) = found[place], periods[place]
        if date is not None:
            found[place] = _with_year(date, year)
        elif month is not None:
            found[place] = _day_of(flat, records[place], year, month)
    return found


def _periods(flat: Outline, records: Sequence[Record]) -> list[Period] | None:
    """The period over each record; None unless there is one over the first, and one alone: several are a menu."""
    found: list[Period] = []
    current: Period | None = None
    place = max(0, records[0].text_from - _REACH)
    for record in records:
        said = [one for at in range(place, record.text_from) if (one := _said(flat, at))]
        if len(said) > 1 or (not said and current is None):
            return None
        current = said[0] if said else current
        assert current is not None
        found.append(current)
        place = record.text_to
    return found


def _said(flat: Outline, place: int) -> Period | None:
    match = _PERIOD.fullmatch(flat.texts[place].text)
    owner = flat.texts[place].owner
    if not match or flat.tags[owner] == "a" or any(flat.tags[one] == "a" for one in flat.ancestors(owner)[:2]):
        return None
    if match["name"]:
        return int(match["y2"]), MONTHS[match["name"].lower()]
    return int(match["y"]), int(match["m"]) if match["m"] else None


def _with_year(date: PlacedDate, year: int) -> PlacedDate:
    meanings = tuple(replace(one, year=year) for one in date.written.meanings)
    there = tuple(one for one in meanings if one.exists)
    return replace(date, written=replace(date.written, meanings=there)) if there else date


def _day_of(flat: Outline, record: Record, year: int, month: int) -> PlacedDate | None:
    for place in range(record.text_from, record.text_to):
        match = _DAY.fullmatch(flat.texts[place].text)
        if match and (meaning := Meaning(Order.YEAR_FIRST, year, month, int(match["d"]))).exists:
            return PlacedDate(place, place, WrittenDate(0, 0, (meaning,)), alone=True)
    return None
