"""The days and hours that a sentence names, however they are written. Pure.

`2026年6月8日`, `06月08日` and `2026-06-08` name one day, `下午2点半` and `14:30` one hour.
"""

import re
from collections import Counter
from collections.abc import Iterator

from service.domain.words import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./-]\s*")
_SAID = re.compile(
    r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])\s*"
    r"(?:月\s*(?P<day>\d{1,2})(?:\s*[日号])?(?!\d)"
    r"|[./-]\s*(?P<plain>3[01]|[12]\d|0?[1-9])(?![\d.%]|\s*(?:万|亿|元|倍|米|学分|公里|分钟|个)))"
    r"|(?<!\d)(?P<alone>3[01]|[12]\d|0?[1-9])\s*[日号](?![楼门线厅房院馆文])"
    r"|(?P<half>上午|下午|晚上?|傍晚|中午|凌晨)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-4])\s*"
    r"(?::(?P<minute>[0-5]\d)(?!\d)|[时点](?!建议|要求|意见|说明)(?:(?P<minutes>\d{1,2})分|(?P<past>半))?)"
)
_LATE = ("下午", "晚", "傍晚")


def times_said(text: str) -> Counter[str]:
    """Days as '6/8' ('/8' where the month is not said again), hours as '14:30', and how often they stand."""
    return Counter(_named(_YEAR.sub("", fold(text))))


def years_said(text: str) -> frozenset[str]:
    """The years of whole dates."""
    return frozenset(_YEAR.findall(fold(text)))


def sentence_around(text: str) -> str:
    """What stays of a sentence when its times move."""
    return re.sub(r"[\d\s:.,\-/年月日号时点分半上下午周星期一二三四五六七()]+", "", fold(text))


def _named(text: str) -> Iterator[str]:
    for found in _SAID.finditer(text):
        if day := found["day"] or found["plain"]:
            yield f"{int(found['month'])}/{int(day)}"
        elif found["alone"]:
            yield f"/{int(found['alone'])}"
        else:
            hour = int(found["hour"])
            if (found["half"] or "").startswith(_LATE) and hour < 12:
                hour += 12
            yield f"{hour}:{30 if found['past'] else int(found['minute'] or found['minutes'] or 0):02d}"
