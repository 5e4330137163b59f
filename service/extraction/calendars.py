"""Dates by other calendars than the common one, and in Chinese numerals.

Japan counts the years of an era (令和7年 is 2025), Taiwan those of the republic (114), Thailand those of the
Buddha (2568). A notice in Chinese is often signed in numerals: 二〇二五年二月二十一日.
"""

import re
from collections.abc import Iterator

from service.extraction.months import MONTHS
from service.extraction.written_date import Meaning, Order

_REPUBLIC = 1911
_BEFORE_ERA = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "中華民國": 1911,
    "中华民国": 1911,
    "民國": 1911,
    "民国": 1911,
}
_BEFORE_LETTER = {"R": 2018, "H": 1988, "S": 1925}
_BUDDHIST = 543
_M = r"(?P<m>1[0-2]|0?[1-9])"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_NAMED = "|".join(sorted((re.escape(name) for name in MONTHS if not name.isascii()), key=len, reverse=True))
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_BEFORE_ERA)})\s*(?P<y>\d{{1,3}}|元)\s*(?:年\s*|[./-]\s?){_M}\s*(?:月\s*|[./-]\s?){_D}(?!\d)\s*日?"
)
_ERA_LETTER = re.compile(rf"(?<![A-Za-z])(?P<era>[RHS])(?P<y>\d{{1,2}})\.\s?{_M}\.\s?{_D}(?![\d.])")
_OF_REPUBLIC = re.compile(
    r"(?<![\d./-])(?P<y>1[0-4]\d)(?P<s>[./-])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?![\d./-])"
)
_OF_BUDDHA = re.compile(
    rf"(?<![\d./-]){_D}\s*(?:[./-]\s?{_M}\s?[./-]|(?P<name>{_NAMED})\.?)\s*(?:พ\.ศ\.\s*)?(?P<y>25[4-9]\d)(?!\d)"
)
_SIGNS = ("〇○Ｏ零O0", *"一二三四五六七八九")
_DIGIT = {sign: place for place, signs in enumerate(_SIGNS) for sign in signs}
_NUMERALS = re.compile(
    r"(?P<y>[一二][〇○Ｏ零O0一二三四五六七八九]{3})\s*年\s*(?P<m>十[一二]?|[一二三四五六七八九元])\s*月\s*"
    r"(?P<d>三十一?|[二廿]?十?[一二三四五六七八九]|[二廿]?十|廿)\s*日"
)


def other_calendar_dates(plain: str) -> Iterator[tuple[int, int, Meaning, bool]]:
    """(start, end, meaning, sure) of each, by pattern. `plain`: with ASCII digits. Spans may overlap no others."""
    for match in _ERA.finditer(plain):
        years = 1 if match["y"] == "元" else int(match["y"])
        yield _found(match, _BEFORE_ERA[match["era"]] + years)
    for match in _ERA_LETTER.finditer(plain):
        yield _found(match, _BEFORE_LETTER[match["era"]] + int(match["y"]), sure=False)
    for match in _OF_REPUBLIC.finditer(plain):
        yield _found(match, _REPUBLIC + int(match["y"]))
    for match in _OF_BUDDHA.finditer(plain):
        yield _found(match, int(match["y"]) - _BUDDHIST)
    for match in _NUMERALS.finditer(plain):
        year = int("".join(str(_DIGIT[sign]) for sign in match["y"]))
        meaning = Meaning(Order.YEAR_FIRST, year, _number(match["m"]), _number(match["d"]))
        yield match.start(), match.end(), meaning, True


def _found(match: re.Match[str], year: int, *, sure: bool = True) -> tuple[int, int, Meaning, bool]:
    name = match.groupdict().get("name")
    month = MONTHS[name.lower()] if name else int(match["m"])
    end = match.start() + len(match.group().rstrip())
    return match.start(), end, Meaning(Order.YEAR_FIRST, year, month, int(match["d"])), sure


def _number(numerals: str) -> int:
    """1..31, as months and days are written."""
    if numerals == "元":
        return 1
    tens, ten, ones = numerals.replace("廿", "二十").partition("十")
    if not ten:
        return _DIGIT[tens]
    return 10 * (_DIGIT[tens] if tens else 1) + (_DIGIT[ones.removeprefix("十")] if ones.removeprefix("十") else 0)
