"""Times as people say them, in the language of the page. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

__all__ = ["COMMON_ZONES", "age", "day", "minute"]

COMMON_ZONES = (
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata",
    "Asia/Dubai", "Europe/Moscow", "Europe/Berlin", "Europe/Paris", "Europe/London", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Australia/Sydney",
    "Pacific/Auckland", "UTC",
)  # fmt: skip
"""What is proposed to whoever chooses a time zone; any IANA name may be typed."""
_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
_SHORT_DATES = {"zh": ("M月d日", "yyyy年M月d日"), "en": ("d MMM", "d MMM yyyy")}
_LONG_TIMES = {"zh": "yyyy年M月d日 HH:mm", "en": "d MMM yyyy, HH:mm"}


def age(moment: datetime, now: datetime, language: str) -> str:
    """How far `moment` lies from `now`: '3 minutes ago', 'in 2 hours', '3分钟前'. Both aware."""
    distance = moment - now
    if abs(distance) < timedelta(seconds=1):
        distance = timedelta(seconds=1 if distance > timedelta(0) else -1)
    return format_timedelta(distance, add_direction=True, locale=_LOCALES[language], threshold=0.95)


def day(moment: datetime, now: datetime, zone: str, language: str) -> str:
    """The day of `moment` in `zone` (IANA); the year only where it is not the present one."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    short, long = _SHORT_DATES[language]
    return format_date(local.date(), short if local.year == today.year else long, locale=_LOCALES[language])


def minute(moment: datetime, zone: str, language: str) -> str:
    """The day and time of `moment` in `zone` (IANA), to the minute."""
    return format_datetime(moment.astimezone(ZoneInfo(zone)), _LONG_TIMES[language], locale=_LOCALES[language])
