"""The ways in which a date is written, and what each can mean."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from service.extraction.calendars import other_calendar_dates
from service.extraction.months import MONTHS
from service.extraction.written_date import Meaning, Order, WrittenDate

_WIDE_TO_PLAIN = str.maketrans(
    "０１２３４５６７８９／：－．，٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،", "0123456789/:-.,01234567890123456789,"
)
_FRAME = " \t[]()（）【】〔〕「」|/.,:：·•-–—日年月"
"""What may stand around a date that fills its line."""
_NAMED = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_Y = r"(?P<y>(?:19|20)\d\d)"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_MM = r"(?P<m>0[1-9]|1[0-2])"
_DD = r"(?P<d>0[1-9]|[12]\d|3[01])"
_NO_MORE = r"(?!\d|\s?[-–—/.．年月]\s?\d)"
_SEP = r"\s?[-–—/.．]\s?"
_ORD = r"(?:st|nd|rd|th|\.|er|º)?"

_SURE = [
    rf"{_Y}\s*[年년]\s*{_M}\s*[月월]\s*{_D}\s*[日号號일]?",
    rf"{_Y}{_SEP}{_M}{_SEP}{_D}(?!\d)",
    rf"{_Y}\s*[_,]\s*{_M}\s*[_,]\s*{_D}(?!\d)",
    # A box with the day and one with year and month, in either order.
    rf"{_Y}(?:{_SEP}|\s*年\s*){_M}\s*[月/.-]?\s+{_D}(?![\d:.-])\s*日?",
    rf"(?<![\d.-]){_D}\s*[日/]?\s*{_Y}(?:{_SEP}|\s*年\s*){_M}{_NO_MORE}\s*月?",
    rf"{_Y}\s*年?\s+{_M}(?:{_SEP}|\s*月\s*){_D}(?!\d)\s*[日号]?",
    rf"{_M}(?:{_SEP}|\s*月\s*){_D}\s*[日号,]?\s*[,/]?\s+{_Y}{_NO_MORE}\s*年?",
    rf"{_D}\s+{_M}\s*月\s*,?\s*{_Y}(?!\d)",
    rf"{_Y}\n{_M}\n{_D}(?!\d)",
    rf"{_Y}{_MM}[-/.]{_DD}(?!\d)",
    rf"{_D}\s+tháng\s+{_M}\s*,?\s+(?:năm\s+)?{_Y}(?!\d)",
    rf"{_D}{_ORD}\s*[-–./]?\s*(?:de |d')?\s*(?P<name>{_NAMED})\b\.?\s*[-–./,]?\s*(?:de |del )?\s*{_Y}(?!\d)",
    rf"{_Y}\s*[-–/,.]?\s*(?P<name>{_NAMED})\b\.?\s*[-–/,]?\s*{_D}(?!\d)",
]
_OPEN = [
    # Day and month may be either way round, or the year may have two digits.
    r"(?P<a>\d{1,2})(?P<sep>[-–/.])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>(?:19|20)\d\d|\d\d)(?!\d)(?!(?P=sep)\d)",
    rf"(?P<c>[012]\d)\s*年\s*{_M}\s*月\s*{_D}\s*[日号]?",
]
_YEARLESS = [
    rf"{_D}\n{_M}月",
    rf"{_M}\s*[月월]\s*{_D}\s*[日号號일]",
    rf"{_D}{_ORD}\s*[-–]?\s*(?P<name>{_NAMED})\b\.?",
]
_NAMES_FIRST = [
    rf"(?P<name>{_NAMED})\b\.?\s*[-–,/]?\s*{_D}{_ORD}\s*[-–,./]?\s+{_Y}(?!\d)",
    rf"(?P<name>{_NAMED})\b\.?\s*{_D}{_ORD}(?!\d)",
]
_UNSURE = [
    rf"(?P<y>(?:19|20)\d\d){_MM}{_DD}(?!\d)",
    rf"{_MM}\s?[-/.]\s?{_DD}(?!\d)",
    rf"{_M}\s*月\s*{_D}(?!\d)",
    rf"{_M}\s?[-/.]\s?{_D}(?!\d)",
]


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    """One pattern of all, each with its own group names; the first alternative that fits wins at each place."""
    parts = []
    for number, pattern in enumerate(patterns):
        renamed = re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{number}>", pattern)
        parts.append(re.sub(r"\(\?P=(\w+)\)", rf"(?P=\g<1>{number})", renamed))
    return re.compile(rf"(?<![\d])(?:{'|'.join(parts)})", re.IGNORECASE)


_STEPS = ((_compiled(_SURE + _OPEN + _YEARLESS), True), (_compiled(_UNSURE), False))
_NAME_FIRST = _compiled(_NAMES_FIRST)
_CLOCK = re.compile(
    r"[\s,T日|)）\]-]{0,3}(?:(?:at|um|kl\.?|à)\s)?\s?(?P<half>上午|下午|晚上)?\s?(?P<h>[01]?\d|2[0-3])\s?[:时h]\s?(?P<mi>[0-5]\d)"
    r"(?:\s?[:分]\s?(?P<s>[0-5]\d)秒?)?(?:\.\d+)?\s?(?P<ampm>[ap]\.?m\.?)?"
    r"(?P<zone>Z\b|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WORD_BEFORE = re.compile(r"[^\W\d_]{3,}(?=\.?[\s,/–-]*$)")
_REACH = 16
"""Characters of a month's name and what stands between it and the day, at most."""


def written_dates(text: str) -> list[WrittenDate]:
    """Every date that stands in the text, in text order; none overlap. Relative ones are in `relative_dates`.

    Lines are pieces of a page: a date may be spread over several only if it fills them (boxes of day and month).
    """
    plain = text.translate(_WIDE_TO_PLAIN)
    found = [
        _with_clock(plain, start, end, (meaning,), sure=sure)
        for start, end, meaning, sure in other_calendar_dates(plain)
        if meaning.exists
    ]
    taken = [(one.start, one.end) for one in found]
    done = 0
    for digits in _DIGITS.finditer(plain):
        if digits.start() < done:
            continue
        one = _date_at(plain, digits.start(), done)
        if one and not any(start < one.end and one.start < end for start, end in taken):
            found.append(one)
            done = one.end
    return sorted(found, key=lambda one: one.start) if taken else found


def _date_at(plain: str, start: int, done: int) -> WrittenDate | None:
    word = _WORD_BEFORE.search(plain, max(done, start - _REACH), start)
    if word and word.group().lower() in MONTHS and (one := _tried(_NAME_FIRST, plain, word.start(), sure=True)):
        return one
    for pattern, sure in _STEPS:
        if one := _tried(pattern, plain, start, sure=sure):
            return one
    return None


def _tried(pattern: re.Pattern[str], plain: str, start: int, *, sure: bool) -> WrittenDate | None:
    match = pattern.match(plain, start)
    while match and "\n" in match.group().strip() and not _fills_lines(plain, match):
        match = pattern.match(plain, start, plain.rindex("\n", start, start + len(match.group().rstrip())))
    return _read(match, plain, sure=sure) if match else None


def _fills_lines(plain: str, match: re.Match[str]) -> bool:
    end = match.start() + len(match.group().rstrip())
    before = plain[plain.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = plain[end : end + 200].split("\n", 1)[0]
    return not before.strip(_FRAME) and not after.strip(_FRAME)


def _read(match: re.Match[str], plain: str, *, sure: bool) -> WrittenDate | None:
    groups = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value is not None}
    meanings = tuple(one for one in _meanings(groups) if one.exists)
    if not meanings:
        return None
    return _with_clock(plain, match.start(), match.start() + len(match.group().rstrip()), meanings, sure=sure)


def _with_clock(plain: str, start: int, end: int, meanings: tuple[Meaning, ...], *, sure: bool) -> WrittenDate:
    clock, offset, end = _clock(plain, end)
    return WrittenDate(start, end, meanings, clock, offset, sure)


def _meanings(groups: dict[str, str]) -> Iterator[Meaning]:
    if "a" in groups:
        yield from _open_meanings(groups["a"], groups["b"], groups["c"], groups["sep"])
        return
    month = MONTHS[groups["name"].lower()] if "name" in groups else int(groups["m"])
    year = int(groups["y"]) if "y" in groups else _full_year(groups["c"]) if "c" in groups else None
    yield Meaning(Order.YEAR_FIRST, year, month, int(groups["d"]))


def _open_meanings(a: str, b: str, c: str, separator: str) -> Iterator[Meaning]:
    first, second, third = int(a), int(b), int(c)
    day_first = Meaning(Order.DAY_FIRST, _full_year(c), second, first)
    month_first = Meaning(Order.MONTH_FIRST, _full_year(c), first, second)
    year_first = Meaning(Order.YEAR_FIRST, _full_year(a), second, third)
    if len(c) == 4:
        yield from (day_first, month_first) if separator == "." else (month_first, day_first)
    elif len(a) == len(b) == 2:
        yield from (year_first, day_first, month_first)
    else:
        yield from (month_first, day_first)


def _full_year(digits: str) -> int:
    """Two digits mean the years 1970..2069, as in POSIX strptime up to the pivot."""
    number = int(digits)
    if len(digits) == 4:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _clock(plain: str, position: int) -> tuple[time | None, timedelta | None, int]:
    """The time of day that follows, the offset written after it, and where the whole ends."""
    match = _CLOCK.match(plain, position)
    if not match:
        return None, None, position
    hour = int(match["h"])
    afternoon = match["half"] in ("下午", "晚上") or (match["ampm"] or "").lower().startswith("p")
    if afternoon and hour < 12:
        hour += 12
    elif hour == 12 and (match["half"] == "上午" or (match["ampm"] or "").lower().startswith("a")):
        hour = 0
    clock = time(hour, int(match["mi"]), int(match["s"] or 0))
    return clock, _offset(match["zone"]), match.start() + len(match.group().rstrip())


def _offset(written: str | None) -> timedelta | None:
    if not written:
        return None
    if written.upper() == "Z":
        return timedelta(0)
    digits = written[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if written[0] == "-" else size


_UNITS = {
    "秒": timedelta(seconds=1), "分": timedelta(minutes=1), "时": timedelta(hours=1), "天": timedelta(days=1),
    "周": timedelta(weeks=1), "月": timedelta(days=30), "年": timedelta(days=365),
}  # fmt: skip
_ENGLISH_UNITS = {"sec": "秒", "min": "分", "h": "时", "d": "天", "w": "周", "mo": "月", "y": "年"}
_AGO = re.compile(
    r"(?P<n>\d{1,3})\s*(?P<unit>秒|分钟|个?小时|天|日|周|个?星期|个月|年)之?(?:钟)?前"
    r"|(?P<en>\d{1,3}|an?)\s+(?P<word>sec|min|h|d|w|mo|y)(?:ond|ute|our|ay|eek|nth|ear|r)?s?\s+ago"
    r"|(?P<near>刚刚|just now)"
    r"|(?P<day>今天|今日|昨天|昨日|前天|today|yesterday)",
    re.IGNORECASE,
)
_SHORT_LINE = 60
"""Width (Chinese letters count two) of a line that says author, section and day, and is no sentence."""
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "today": 0, "yesterday": 1}


def relative_dates(text: str, local_now: datetime) -> list[WrittenDate]:
    """'3小时前', 'yesterday 10:30' and the like, resolved against `local_now` (aware, in the page's zone).

    In a long line without a time of day they may be words of a sentence ('today we are happy'), and are not sure.
    """
    found = []
    for match in _AGO.finditer(text.translate(_WIDE_TO_PLAIN)):
        clock: time | None = None
        end = match.end()
        if match["day"]:
            moment = local_now - timedelta(days=_DAYS_BACK[match["day"].lower()])
            clock, _, end = _clock(text.translate(_WIDE_TO_PLAIN), end)
        else:
            back, fine = _distance(match)
            moment = local_now - back
            clock = moment.time().replace(second=0, microsecond=0) if fine else None
        meaning = Meaning(Order.YEAR_FIRST, moment.year, moment.month, moment.day)
        line = text[text.rfind("\n", 0, match.start()) + 1 : end + _SHORT_LINE].partition("\n")[0]
        sure = len(line.encode("gb18030", "replace")) <= _SHORT_LINE or bool(match["day"] and clock)
        found.append(WrittenDate(match.start(), end, (meaning,), clock, sure=sure))
    return found


def _distance(match: re.Match[str]) -> tuple[timedelta, bool]:
    """How long ago, and whether that is finer than a day."""
    if match["near"]:
        return timedelta(0), True
    if match["n"]:
        unit = match["unit"].removeprefix("个").replace("日", "天").replace("星期", "周").replace("小时", "时")[0]
        count = int(match["n"])
    else:
        unit = _ENGLISH_UNITS[match["word"].lower()]
        count = int(match["en"]) if match["en"].isdigit() else 1
    return count * _UNITS[unit], _UNITS[unit] < timedelta(days=1)
