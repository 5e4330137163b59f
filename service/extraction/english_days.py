"""Days and times as English notices write them: '5 pm on 30 September 2025', '12 to 16 January 2026',
'October 16, 2025, 4:00 PM - 5:30 PM'.

Numeric dates ('09/10/2025') are left out: their order is not told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from service.domain.deadline import Instant
from service.extraction.day_expressions import DayExpression
from service.extraction.reckoned_days import day_near, valid_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s+)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_SPAN = r"(?:\s*(?P<both>and|&)\s*|\s*(?:-|–|—|~|to|until|till|through)\s*)"
_TO = r"\s*(?:-|–|—|~|to|until|till|through)\s*"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\b{_DAY})(?:st|nd|rd|th)?(?:{_SPAN}(?P<last>{_DAY})(?:st|nd|rd|th)?)?\s+(?:of\s+)?"
    rf"(?P<month>{_MONTH})|(?P<month2>\b{_MONTH})\s+(?P<day2>{_DAY})(?:st|nd|rd|th)?(?![\d:])"
    rf"(?:{_TO}(?P<last2>{_DAY})(?:st|nd|rd|th)?(?![\d:]|\s*(?:[ap]\.?m|{_MONTH})))?){_YEAR}",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<hour{0}>1[0-2]|0?[1-9])(?:[:.](?P<minute{0}>[0-5]\d))?\s*(?P<half{0}>[ap])\.?m\b\.?"
    r"|(?P<hours{0}>2[0-3]|[01]?\d):(?P<minutes{0}>[0-5]\d)(?:\s*(?:hrs|h)\b)?|(?P<noon{0}>noon|midday)|(?P<midnight{0}>midnight))"
)
_BARE_HOUR = r"(?P<bare>1[0-2]|0?[1-9])(?:[:.](?P<bareminute>[0-5]\d))?"
_FIRST, _SECOND = _CLOCK.replace("{0}", "1"), _CLOCK.replace("{0}", "2")
_TIMES = rf"(?:(?:{_FIRST}|{_BARE_HOUR}(?={_TO}))(?:{_TO}{_SECOND})?)"
_BEFORE = re.compile(
    rf"(?<![\d:.]){_TIMES}\s*(?:\([^()]{{1,20}}\)|[A-Z]{{3,4}})?,?\s*(?:on|of)?\s*(?:the\s+)?$", re.I
)
_AFTER = re.compile(
    rf"(?:\s*\((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}\.?\))?(?:\s*[,(;|]?\s*|\s+)(?:(?:at|from|by|until|@)\s+)?{_TIMES}",
    re.I,
)
_BETWEEN = re.compile(_TO, re.I)
_AND = re.compile(r"\s+and\s+", re.I)


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    day: date
    last: date
    clock: time | None
    until: time | None
    has_year: bool


def english_days(text: str, published: date | None) -> list[DayExpression]:
    """The days that `text` (one sentence) names, in order; without `published` those with a year alone.

    A year that is not written is that of the other end of the stretch, else the one nearest to publication.
    """
    points = list(_points(text, published))
    found: list[DayExpression] = []
    position = 0
    while position < len(points):
        point = points[position]
        following = points[position + 1] if position + 1 < len(points) else None
        if following and following.last > point.day and _joined(text, point, following):
            daily = following.until is not None and point.clock is None  # 'March 1 - 3, 8:30-16:30': of each day
            last = Instant(following.last, None if daily else following.until or following.clock)
            found.append(_expression(point, following.end, last, ranged=True))
            position += 2
            continue
        ranged = point.last != point.day or point.until is not None
        whole = Instant(point.last, None if point.last != point.day else point.until or point.clock)
        found.append(_expression(point, point.end, whole, ranged=ranged))
        position += 1
    return found


def _expression(point: _Point, end: int, last: Instant, *, ranged: bool) -> DayExpression:
    clock = point.clock if last.day == point.day or last.clock else None
    return DayExpression(point.start, end, Instant(point.day, clock), last, ranged, point.has_year)


def _joined(text: str, point: _Point, following: _Point) -> bool:
    if _BETWEEN.fullmatch(text, point.end, following.start):
        return True
    between = re.search(r"\bbetween\s+$", text[: point.start], re.I)
    return bool(between and _AND.fullmatch(text, point.end, following.start))


def _points(text: str, published: date | None) -> Iterator[_Point]:
    matches = list(_DATE.finditer(text))
    for place, match in enumerate(matches):
        later = matches[place + 1] if place + 1 < len(matches) else None
        near = later is not None and later.start() - match.end() <= 40
        lent = later["year"] if later and near and _leads_to(text, match, later) else None
        written = match["year"] or lent
        day = _day(match, match["day"] or match["day2"], written, published)
        if day and later and lent and not match["year"] and _month(later) < day.month:
            day = valid_day(day.year - 1, day.month, day.day)
        if day is None:
            continue
        ending = match["last"] or match["last2"]
        last = valid_day(day.year, day.month, int(ending)) if ending else day
        if match["both"] and last and not _between(text, match) and (last - day).days != 1:
            last = None  # '3 and 17 November'
        floor = matches[place - 1].end() if place else 0
        yield _timed(text, match, floor, day, last if last and last >= day else day, has_year=bool(written))


def _between(text: str, match: re.Match[str]) -> bool:
    return re.search(r"\bbetween\s+$", text[: match.start()], re.I) is not None


def _leads_to(text: str, match: re.Match[str], later: re.Match[str]) -> bool:
    """Whether the two are the ends of one stretch: '1 November to 30 November 2025'."""
    return (
        re.search(r"(?:^|\W)(?:-|–|—|~|to|until|till|through|and)(?:\W|$)", text[match.end() : later.start()])
        is not None
    )


def _day(match: re.Match[str], day: str, year: str | None, published: date | None) -> date | None:
    month = _month(match)
    if year:
        return valid_day(int(year), month, int(day))
    return day_near(month, int(day), published) if published else None


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1


def _timed(text: str, match: re.Match[str], floor: int, day: date, last: date, *, has_year: bool) -> _Point:
    point = _Point(match.start(), match.end(), day, last, None, None, has_year)
    before = _BEFORE.search(text[floor : match.start()])
    if before:
        clock, until = _clocks(before)
        return replace(point, start=floor + before.start(), clock=clock, until=until)
    after = _AFTER.match(text, match.end())
    if after is None:
        return point
    clock, until = _clocks(after)
    return replace(point, end=after.end(), clock=clock, until=until)


def _clocks(match: re.Match[str]) -> tuple[time | None, time | None]:
    until = _clock(match, "2")
    if not match["bare"]:
        first = _clock(match, "1")
        late = match["half2"] and match["half2"].lower() == "p" and match["hours1"]
        if late and first and until and time(first.hour % 12 + 12, first.minute) < until and first.hour <= 12:
            return first.replace(hour=first.hour % 12 + 12), until  # '7:00-8:30 pm'
        return first, until
    if until is None:
        return None, None
    hour, minute = int(match["bare"]) % 12, int(match["bareminute"] or 0)
    later = time(hour + 12, minute)
    return (later if later < until else time(hour, minute)), until


def _clock(match: re.Match[str], which: str) -> time | None:
    if match[f"noon{which}"]:
        return time(12)
    if match[f"midnight{which}"]:
        return time(23, 59)
    if hours := match[f"hours{which}"]:
        return time(int(hours), int(match[f"minutes{which}"]))
    if not (hour := match[f"hour{which}"]):
        return None
    afternoon = match[f"half{which}"].lower() == "p"
    return time(int(hour) % 12 + 12 * afternoon, int(match[f"minute{which}"] or 0))
