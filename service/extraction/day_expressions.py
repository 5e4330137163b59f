"""Days and times as notices write them inside sentences: '9月30日17:00', '10月19日至31日', '11月2日、3日'.

Unlike the dates of listings these stand in running text, lean on each other ('2020年12月7日—11日') and on the day
of publication ('即日起'), and have times of day and ranges around them.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from service.domain.deadline import Instant
from service.extraction import reckoned_days
from service.extraction.reckoned_days import day_near, nearest_day, valid_day

_PART = r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|午夜)?"
_CLOCK = (
    r"(?P<hour>2[0-4]|1\d|0?\d)\s*(?:[:：]\s*(?P<minute>[0-5]\d)(?:[:：][0-5]\d)?(?!\d)\s*[时分点]?"
    r"|[时点](?:整|钟)?(?:(?P<half>半)|(?P<minute2>[0-5]?\d)\s*分)?(?!间))"
)
_TIME = re.compile(rf"{_PART}\s*{_CLOCK}")
_NOON = re.compile(r"中午(?:12\s*[时点]整?)?(?=之?前)")
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s*年|(?P<relative>今年|明年|本年|次年))\s*"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:份\s*)?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_FULL = re.compile(
    rf"(?<![\d.])(?:{_YEAR})?{_MONTH}{_DAY}\s*(?:日|号|(?=\s*[-—–~～至到,，。、（(）)]|\s*$))"
    rf"|(?<![\d.])(?P<year2>20\d\d)\s*(?P<sep>[-./])\s*(?P<month2>1[0-2]|0?[1-9])\s*(?P=sep)\s*"
    r"(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d.])"
)
_MONTH_END = re.compile(rf"(?<![\d.])(?:{_YEAR})?(?P<month>1[0-2]|0?[1-9])\s*月\s*[底末]")
_MONTH_ALONE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>1[0-2]|0?[1-9])\s*月(?!\s*\d)")
_DAY_ALONE = re.compile(
    rf"(?<![\d.月年第]){_DAY}\s*(?:日(?!报(?![到名送])|[讯电])"
    r"|号(?=\s*(?:[-—–~～至到,，。;；、)）(（之前以起后开截止为]|[上下]午|中午|[早晚\d周]|星期|举[行办]|召开"
    r"|报[名到]|考试|$)))"
)
_NUMBERS = re.compile(r"\d[-—–~～至到]$")
"""'1—16号' counts rooms or groups."""
_FROM_NOW = re.compile(
    r"(?:自|从)?本?(?:公告|通知|通告|启事|公示)?(?:发布|公布|发出|公告|公示|发文|印发|下发)之日(?:起|开始)"
    r"|[自从]?即日(?:起|开始)?"
)
_NEXT_DAY = re.compile(r"(?<=[-—–~～至到])\s*(?:次日|翌日|第二天)")
_PATTERNS = (*reckoned_days.PATTERNS, _FULL, _DAY_ALONE, _FROM_NOW, _NEXT_DAY, _MONTH_END, _MONTH_ALONE)
_BETWEEN = re.compile(
    r"\s*(?:(?:闭馆|下班|放学|下课)后|起|开始|正式)?\s*(?:[,，]\s*(?=[至到]))?(?:[-—–―~～－]{1,3}|至|到|之)\s*"
)
_BEGINS, _CLOSES = re.compile(r"\s*(?:起|开始)[,，]\s*"), re.compile(r"\s*(?:结束|截止|为?止)")
_AND = re.compile(r"\s*[、和及]\s*")
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_HOUR_FOLLOWS = r"(?=\s*(?:[上下]午|中午|晚上?)?\d{1,2}[:：时点])"
_ASIDE = re.compile(
    rf"\s*(?:[（(]\s*(?:第?[\d一二三四五六七八九十]{{1,3}}周的?,?|[本下])?{_WEEKDAY}(?:[上下]午)?\s*[)）]"
    rf"|[,，]?{_WEEKDAY}"
    r"|[（(]\s*(?:含|包含)?(?:当日|当天|本日)\s*[)）]|[（(][全半]天[)）]|当天|当日"
    rf"|[（(][^()（）\d]{{1,6}}[)）]{_HOUR_FOLLOWS}|[)）]{_HOUR_FOLLOWS}|[,，]?{_HOUR_FOLLOWS})"
)
_UNTIL = re.compile(r"(?<![截止延长期迟])[-—–~～至到]\s*$")
"""The sign of a stretch whose beginning is no day; '截止到' is one word."""
_NIGHT = {"晚上", "晚间", "晚", "夜间", "午夜"}
_HALF_DAYS = {"中午", "下午", "傍晚"} | _NIGHT - {"午夜"}


@dataclass(frozen=True, slots=True)
class DayExpression:
    """What stands at [start, end) of a text: a point in time, or a stretch from `first` to `last`.

    `first` None: only the end of a stretch is written ('系统开放时间—11月1日'). `ranged`: written as a stretch.
    """

    start: int
    end: int
    first: Instant | None
    last: Instant
    ranged: bool
    has_year: bool
    exact: bool = True
    """False for '11月底': good as an end, not as the day on which something takes place."""


@dataclass(slots=True)
class _Point:
    start: int
    end: int
    instant: Instant
    until: time | None
    """The later time of '15:00—17:30' on the same day."""
    has_year: bool
    exact: bool
    term: Instant | None = None
    """The last day of a stretch that its own words count out: '自发布之日起5个工作日'."""


def day_expressions(text: str, published: date | None, *, within: int | None = None) -> list[DayExpression]:
    """The days that `text` (one sentence or line) names, in order.

    A year that is not written is that of an earlier date in the text, else the one that brings the day nearest
    after `published`, or after the first of January of `within`; without any the day is left out.
    """
    points = list(_points(text, published, date(within, 1, 1) if within else None))
    found: list[DayExpression] = []
    position = 0
    while position < len(points):
        point = points[position]
        following = points[position + 1] if position + 1 < len(points) else None
        if point.term:
            found.append(DayExpression(point.start, point.end, point.instant, point.term, True, True))
            position += 1
            continue
        if following and _spans(text, point, following):
            last = _after(following, point)
            found.append(DayExpression(point.start, following.end, point.instant, last, True, point.has_year))
            position += 2
            continue
        joined = _enumerated(text, points, position)
        if joined > 1:
            final = points[position + joined - 1]
            # Hours behind '3月8日、9日' are those of each day.
            last = final.instant if point.instant.clock else replace(final.instant, clock=None)
            found.append(DayExpression(point.start, final.end, point.instant, last, True, point.has_year))
            position += joined
            continue
        if not _FROM_NOW.fullmatch(text, point.start, point.end):  # it only opens a stretch
            found.append(_alone(text, point))
        position += 1
    return found


def _spans(text: str, point: _Point, following: _Point) -> bool:
    """'11月4日至12月13日', '11月4日开始,12月13日结束'."""
    if _BETWEEN.fullmatch(text, point.end, following.start):
        return True
    begins = _BEGINS.fullmatch(text, point.end, following.start)
    return bool(begins and _CLOSES.match(text, following.end))


def _alone(text: str, point: _Point) -> DayExpression:
    before = _UNTIL.search(text, 0, point.start)
    if before and not re.search(r"\d\s*[日号]?\s*$", text[: before.start()]) and before.start() > 0:
        return DayExpression(before.start(), point.end, None, point.instant, True, point.has_year)
    last = replace(point.instant, clock=point.until) if point.until else point.instant
    return DayExpression(
        point.start, point.end, point.instant, last, point.until is not None, point.has_year, point.exact
    )


def _after(point: _Point, first: _Point) -> Instant:
    """The end of a stretch is not before its beginning: '12月28日至1月5日' ends in the next year. Two times behind
    two days, '6月16日—17日,8:30—11:30', are those of each day."""
    daily = point.until is not None and first.instant.clock is None
    last = replace(point.instant, clock=None) if daily else point.instant
    if last.day < first.instant.day and not point.has_year:
        try:
            last = replace(last, day=last.day.replace(year=first.instant.day.year + 1))
        except ValueError:
            return first.instant
    return last


def _enumerated(text: str, points: list[_Point], position: int) -> int:
    """How many of the points are days that follow one another: '11月2日、3日'."""
    count = 1
    while position + count < len(points):
        here, following = points[position + count - 1], points[position + count]
        if not _AND.fullmatch(text, here.end, following.start):
            break
        if following.instant.day - here.instant.day != timedelta(days=1):
            break
        count += 1
    return count


def _points(text: str, published: date | None, known: date | None) -> Iterator[_Point]:
    position = ended = 0
    while match := _first_of(text, position):
        position = match.end()
        if match.re is _NEXT_DAY and not _BETWEEN.fullmatch(text, ended, match.start()):
            continue
        if match.re is _FROM_NOW:
            if published is not None:
                known = published
                yield _Point(match.start(), match.end(), Instant(published), None, False, True)
            continue
        if match.re is reckoned_days.TERM:
            last = reckoned_days.reckoned(match, published) if published else None
            if published and last:
                yield _Point(match.start(), match.end(), Instant(published), None, True, True, Instant(last))
            continue
        if match.re is _MONTH_ALONE:
            known = date(int(match["year"]), int(match["month"]), 1)
            continue
        if match.re is _DAY_ALONE and match[0].endswith("号") and _NUMBERS.search(text, 0, match.start()):
            continue
        if match.re is reckoned_days.COMING_WEEKDAY and known is not None:
            continue
        day = _day(match, known, published)
        if day is None:
            continue
        if match.re is _MONTH_END:
            day = day.replace(day=monthrange(day.year, day.month)[1])
        written = match.re is _FULL and bool(match["year"] or match["year2"])
        has_year = written or (known is not None and day.year == known.year and published is None)
        known = day
        end, clock, until = _times(text, match.end())
        position = ended = max(position, end)
        yield _Point(match.start(), end, Instant(day, clock), until, has_year, match.re is not _MONTH_END)


def _first_of(text: str, position: int) -> re.Match[str] | None:
    matches = [match for pattern in _PATTERNS if (match := pattern.search(text, position))]
    return min(matches, key=lambda match: (match.start(), -match.end()), default=None)


def _day(match: re.Match[str], known: date | None, published: date | None) -> date | None:
    if match.re in reckoned_days.PATTERNS:
        return reckoned_days.reckoned(match, published) if published else None
    if match.re is _DAY_ALONE:
        return valid_day(known.year, known.month, int(match["day"])) if known else None
    if match.re is _NEXT_DAY:
        return known + timedelta(days=1) if known else None
    if match.re is _MONTH_END:
        month, day, year = int(match["month"]), 1, match["year"]
    else:
        month = int(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"])
        year = match["year"] or match["year2"]
    if year:
        return valid_day(int(year), month, day)
    if match["relative"] and published:
        return valid_day(published.year + (match["relative"] in ("明年", "次年")), month, day)
    return _unwritten_year(month, day, known, published)


def _unwritten_year(month: int, day: int, known: date | None, published: date | None) -> date | None:
    if known is not None:
        return nearest_day(month, day, known)
    return day_near(month, day, published) if published else None


def _times(text: str, position: int) -> tuple[int, time | None, time | None]:
    """The time of day behind a date, and the later one of a range of times; where both end."""
    end = position
    while aside := _ASIDE.match(text, end):
        if aside.end() == end:
            break
        end = aside.end()
    if noon := _NOON.match(text, end):
        return noon.end(), time(12), None
    opening = re.match(r"\s*", text[end:])
    start = end + (opening.end() if opening else 0)
    first = _TIME.match(text, start)
    if first is None:
        return _kept(text, position, end), None, None
    between = _BETWEEN.match(text, first.end())
    second = _TIME.match(text, between.end()) if between else None
    if second is None:
        return first.end(), _clock(first), None
    return second.end(), _clock(first), _clock(second, first["part"])


def _kept(text: str, position: int, end: int) -> int:
    """An aside belongs to its date, but not the comma that leads on."""
    return end if text[position:end].strip(" ,，") else position


def _clock(match: re.Match[str], part: str | None = None) -> time | None:
    hour = int(match["hour"])
    minute = 30 if match["half"] else int(match["minute"] or match["minute2"] or 0)
    half = match["part"] or part
    if half in _HALF_DAYS and 1 <= hour < 12 and not (half == "中午" and hour >= 10):
        hour += 12
    if hour == 24 or (hour == 12 and half in _NIGHT):
        return time(23, 59)
    return time(hour, minute)
