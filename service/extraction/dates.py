"""Dates of a page: found in a text, in an address, and settled over a whole list.

A single date can leave things open: '03/04/2025' its order, '11-24' its year, '3小时前' everything. The
neighbours settle the first two (a list runs one way), the time of fetching the last.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from service.domain.entry import Published
from service.domain.urls import Url
from service.extraction.date_patterns import relative_dates, written_dates
from service.extraction.written_date import NEWEST_YEAR, OLDEST_YEAR, Meaning, Order, WrittenDate

_AHEAD = timedelta(days=2)
"""How far a date without a year may lie ahead of the time of fetching."""
_OUT_OF_ORDER = timedelta(days=45)
"""A list that runs downwards may go up by this much without a year having passed."""
_MOST_PINNED = 5
_COST_OF_PINNED_DAYS = 20


def find_dates(text: str, *, zone: str, fetched_at: datetime | None = None) -> list[WrittenDate]:
    """Every date in the text, in text order; relative ones ('昨天 10:30') only with `fetched_at` (aware)."""
    found = written_dates(text)
    if fetched_at is None:
        return found
    relative = [
        one
        for one in relative_dates(text, fetched_at.astimezone(ZoneInfo(zone)))
        if not any(other.start < one.end and one.start < other.end for other in found)
    ]
    return sorted(found + relative, key=lambda one: one.start) if relative else found


def first_date(text: str, *, zone: str, fetched_at: datetime | None = None) -> Published | None:
    """The first date in the text that is sure to be one and whose year is known, else None."""
    found = [one for one in find_dates(text, zone=zone, fetched_at=fetched_at) if one.sure and one.has_year]
    return published(found[0], found[0].meanings[0], zone) if found else None


def published(written: WrittenDate, meaning: Meaning, zone: str) -> Published | None:
    """The value of a date whose meaning is chosen; None while its year is unknown.

    An offset written with the time is kept: whole hours as the zone 'Etc/GMT…', 'Z' by turning it into `zone`.
    """
    if meaning.year is None:
        return None
    try:
        day = date(meaning.year, meaning.month, meaning.day)
    except ValueError:  # 29 February of a common year, once the year is inferred
        return None
    if written.clock is None:
        return Published(day, zone)
    if written.offset is None:
        return Published(day, zone, written.clock)
    return _with_offset(datetime.combine(day, written.clock), written.offset, zone)


def _with_offset(wall: datetime, offset: timedelta, zone: str) -> Published:
    if offset == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset():
        return Published(wall.date(), zone, wall.time())
    if not offset and wall.time() == time(0):
        return Published(wall.date(), zone)  # a day without a time, written by a program
    hours, rest = divmod(offset, timedelta(hours=1))
    if offset and not rest and -12 <= hours <= 14:
        return Published(wall.date(), f"Etc/GMT{-hours:+d}", wall.time())
    local = (wall - offset).replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return Published(local.date(), zone, local.time())


_IN_URL = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-](?P<m>0?[1-9]|1[0-2])[/_-](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)/?(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\D|\d{6}(?:\D|$)|$)"
    ),
)


def date_from_url(url: Url, *, zone: str) -> Published | None:
    """The day that stands in an address, as in /2024/0603/, /202406/t20240603_1.html or 20240603101500.htm."""
    for pattern in _IN_URL:
        for match in pattern.finditer(url.path):
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
            if OLDEST_YEAR <= year <= NEWEST_YEAR:
                try:
                    return Published(date(year, month, day), zone)
                except ValueError:
                    continue
    return None


def settle(
    dates: Sequence[WrittenDate | None],
    *,
    zone: str,
    fetched_at: datetime | None = None,
    usual: Order | None = None,
) -> list[Published | None]:
    """The dates of one list, in page order, with what each leaves open settled by its neighbours.

    `usual`: the order of the page's country, where the list does not tell. A year that is not written is inferred
    from `fetched_at` and the order of the list; without `fetched_at` such a date stays None.
    """
    order = _common_order([one for one in dates if one and len(one.meanings) > 1], dates, usual)
    chosen = [_choose(one, order) if one else None for one in dates]
    if fetched_at is not None:
        chosen = _with_years(chosen, fetched_at.astimezone(ZoneInfo(zone)).date())
    return [
        published(one, meaning, zone) if one and meaning else None
        for one, meaning in zip(dates, chosen, strict=True)
    ]


def _choose(written: WrittenDate, order: Order | None) -> Meaning:
    return next((one for one in written.meanings if one.order == order), written.meanings[0])


def _common_order(
    open_dates: list[WrittenDate], dates: Sequence[WrittenDate | None], usual: Order | None
) -> Order | None:
    """The order that most dates allow; then the one under which the list runs most evenly; then the usual one."""
    if not open_dates:
        return None
    written = [one for one in dates if one]
    allowed = Counter(meaning.order for one in written for meaning in one.meanings)
    orders = list(dict.fromkeys(meaning.order for one in open_dates for meaning in one.meanings))
    if usual in orders:
        orders.remove(usual)
        orders.insert(0, usual)
    most = max(allowed[order] for order in orders)
    orders = [order for order in orders if allowed[order] == most]
    return min(orders, key=lambda order: _unevenness([_choose(one, order) for one in written]))


def _unevenness(meanings: list[Meaning]) -> int:
    """How many days a reader of the list is thrown to and fro."""
    days = [one.year * 372 + one.month * 31 + one.day for one in meanings if one.year is not None]
    steps = [abs(after - before) for before, after in pairwise(days)]
    return sum(steps)


def _with_years(meanings: list[Meaning | None], today: date) -> list[Meaning | None]:
    """Years for the dates without, in a list that runs from new to old.

    Up to five dates at the top may be pinned and out of order: as many are set apart as bring the head of the
    run nearest to today.
    """
    open_places = [place for place, one in enumerate(meanings) if one and one.year is None]
    if not open_places:
        return meanings
    runs = [_run_down(meanings, set(open_places[:pinned]), today) for pinned in range(_MOST_PINNED + 1)]
    heads = [next(iter(open_places[pinned:]), None) for pinned in range(_MOST_PINNED + 1)]
    costs = [
        (today - _calendar_day(run[head])).days + pinned * _COST_OF_PINNED_DAYS if head is not None else 10_000
        for pinned, (run, head) in enumerate(zip(runs, heads, strict=True))
    ]
    return runs[costs.index(min(costs))]


def _run_down(meanings: list[Meaning | None], pinned: set[int], today: date) -> list[Meaning | None]:
    newest = today + _AHEAD
    before = newest
    dated: list[Meaning | None] = []
    for place, meaning in enumerate(meanings):
        if meaning is None or meaning.year is not None:
            dated.append(meaning)
            continue
        ceiling = newest if place in pinned else min(before + _OUT_OF_ORDER, newest)
        full = replace(meaning, year=_latest_year(meaning, ceiling))
        dated.append(full)
        if place not in pinned:
            before = _calendar_day(full)
    return dated


def _latest_year(meaning: Meaning, ceiling: date) -> int:
    return ceiling.year if _calendar_day(replace(meaning, year=ceiling.year)) <= ceiling else ceiling.year - 1


def _calendar_day(meaning: Meaning | None) -> date:
    """The day meant; 29 February of a common year counts as the 28th here."""
    assert meaning is not None
    assert meaning.year is not None
    try:
        return date(meaning.year, meaning.month, meaning.day)
    except ValueError:
        return date(meaning.year, meaning.month, 28)
