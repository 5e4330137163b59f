"""Days told by the day of publication: '下周四', '本月25日', '月底前', '自发布之日起5个工作日'.

chinese_calendar's only owner: it knows the holidays and the working weekends of mainland China, and says so where
it does not know them yet. Then no day is given.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from chinese_calendar import is_workday

_OLD = timedelta(days=120)
"""A month and day without a year that far before publication is meant for the next year."""
_JUST_PAST, _FAR_AHEAD = timedelta(days=45), timedelta(days=270)
"""12月31日 in a notice of the first days of January is yesterday's, not one of next December."""
_WEEKDAYS = "一二三四五六日天"
_COUNTS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_LONGEST_TERM = 60

WEEKDAY = re.compile(
    r"(?<![上隔每])(?P<week>本|这|下)(?:个)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"(?!\s*[(（,，]?\s*(?:\d{4}年)?\d{1,2}\s*[月日号])(?![至到、—–-])"
)
COMING_WEEKDAY = re.compile(
    r"(?<![上下本这每隔至到、和及—~\-\d第(（日号个午])(?:周"
    r"|星期)(?P<weekday>[一二三四五六日天])(?![至到、和及—~-])"
    r"(?=(?:中午|[上下]午|晚上?)?(?:\d{1,2}(?:[:：]\d\d|[点时](?:半|整|\d{1,2}分)?))?(?:下班|放学)?(?:之?前"
    r"|以前|截止))"
)
"""'周五下午5点前': the next Friday after publication."""
SPOKEN = re.compile(
    r"(?<![\d今明后])(?P<spoken>今|明|后)(?:天|日|(?=晚))(?=(?:中午|[上下]午|晚上?"
    r"|早上?)?\s*(?:\d{1,2}[:：点时]|(?:下班)?之?前))"
)
"""'明天上午9:00', '今日17:00'."""
OF_MONTH = re.compile(r"(?P<month>本|下)月(?P<day>3[01]|[12]\d|0?[1-9])[日号]")
MONTH_END = re.compile(r"(?<![\d上下每个十一二三四五六七八九年])(?:本月|月)[底末](?=之?前)")
COUNT, UNIT = r"\d{1,2}|[一二两三四五六七八九十]", "工作日|自然日|日历日|日|天"
TERM = re.compile(
    r"(?:自|从)本?(?:公告|公示|通知|启事|通告)?(?:发布|公布|公示|公告|发文)之日(?:起|开始),?(?:计算)?(?:的|共|为)?"
    rf"(?P<count>{COUNT})个?(?P<unit>{UNIT})(?!后|以后|之后|(?:之?内)?[,，(（]?即)"
)
PATTERNS = (WEEKDAY, COMING_WEEKDAY, SPOKEN, OF_MONTH, MONTH_END, TERM)


def reckoned(match: re.Match[str], published: date) -> date | None:
    """The day that a match of one of PATTERNS means, of TERM the last one; None: it cannot be told."""
    if match.re is TERM:
        return days_later(published, match["count"], match["unit"])
    if match.re is WEEKDAY:
        weekday = min(_WEEKDAYS.index(match["weekday"]), 6)
        monday = published - timedelta(days=published.weekday())
        return monday + timedelta(days=weekday + (7 if match["week"] == "下" else 0))
    if match.re is COMING_WEEKDAY:
        ahead = (min(_WEEKDAYS.index(match["weekday"]), 6) - published.weekday()) % 7
        return published + timedelta(days=ahead) if ahead else None
    if match.re is SPOKEN:
        return published + timedelta(days="今明后".index(match["spoken"]))
    if match.re is MONTH_END:
        return published.replace(day=monthrange(published.year, published.month)[1])
    month = published.month + (match["month"] == "下")
    return valid_day(published.year + (month > 12), (month - 1) % 12 + 1, int(match["day"]))


def nearest_day(month: int, day: int, anchor: date) -> date | None:
    """The day of that month in the year of `anchor`, or in the next where it would lie too far behind."""
    found = valid_day(anchor.year, month, day)
    if found is not None and anchor - found > _OLD:
        return valid_day(anchor.year + 1, month, day)
    return found


def day_near(month: int, day: int, published: date) -> date | None:
    """The day of that month nearest after publication, or just before it."""
    found = nearest_day(month, day, published)
    earlier = valid_day(published.year - 1, month, day)
    if found and earlier and found - published > _FAR_AHEAD and published - earlier <= _JUST_PAST:
        return earlier
    return found


def valid_day(year: int, month: int, day: int) -> date | None:
    """None for a day that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_later(day: date, count: str, unit: str) -> date | None:
    """The last day of a term of `count` days that runs from `day`, which is not counted (Civil Code of the PRC,
    article 201). `unit` 工作日: working days. None: too long, or beyond the holidays that are known."""
    left = int(count) if count.isdigit() else _COUNTS[count]
    if not 0 < left <= _LONGEST_TERM:
        return None
    if unit != "工作日":
        return day + timedelta(days=left)
    try:
        while left:
            day += timedelta(days=1)
            left -= is_workday(day)
    except NotImplementedError:
        return None
    return day
