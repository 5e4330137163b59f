"""Dates that an element carries in an attribute beside what it shows ('3 天前' with title='2025-2-21')."""

import re
from datetime import UTC, datetime

from lxml.html import HtmlElement

from service.extraction.date_patterns import written_dates

_ATTRIBUTES = ("datetime", "data-datetime", "data-date", "data-time", "data-timestamp", "data-utime", "title")
_BEARERS = frozenset(
    ("time", "span", "abbr", "em", "i", "b", "small", "p", "div", "td", "relative-time", "time-ago")
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_LONGEST = 40
_FRAME = 8
"""Characters beside the date in an attribute that is one: a weekday, brackets."""


def stamp_of(element: HtmlElement) -> str:
    """The date in an element's attribute, as text; empty without one, and where the element shows a full date.

    Seconds or milliseconds since 1970 come out as ISO 8601 in UTC.
    """
    if element.tag not in _BEARERS:
        return ""
    for name in _ATTRIBUTES:
        value = (element.get(name) or "").strip()
        if value and (stamp := _as_date(value)):
            return "" if _shows_date(element) else stamp
    return ""


def _as_date(value: str) -> str:
    if len(value) > _LONGEST:
        return ""
    if _EPOCH.fullmatch(value):
        seconds = int(value[:10])
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    found = written_dates(value)
    whole = len(found) == 1 and found[0].sure and found[0].has_year
    return value if whole and len(value) - (found[0].end - found[0].start) <= _FRAME else ""


def _shows_date(element: HtmlElement) -> bool:
    shown = str(element.text_content())
    return len(shown) > 5 * _LONGEST or any(one.has_year for one in written_dates(shown))
