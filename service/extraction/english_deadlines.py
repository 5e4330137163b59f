"""What an English line asks for by when: its sentences, their days, and what the words before each say."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from service.domain.deadline import Deadline, Meaning
from service.extraction.day_expressions import DayExpression
from service.extraction.english_days import english_days
from service.extraction.english_meaning import english_meaning, english_name, is_moved

_DAY_NAME = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\b"
_SENTENCE_END = re.compile(
    r"(?<=[a-z\d)]{2}[.!?])(?<!\bDr\.)(?<!Prof\.)(?<!\bNo\.)(?<!Sept\.)(?<!\bMr\.)\s+(?=[A-Z])"
    rf"|(?<=[ap]\.m\.)\s+(?=[A-Z])(?!{_DAY_NAME})|(?<=[。;；])"
)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.I)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(?<![\d/.-])(?P<year>20\d\d)-(?P<month>1[0-2]|0[1-9])-(?P<day>3[01]|[12]\d|0[1-9])(?![\d/-])")
_EACH_YEAR = re.compile(r"\s*(?:of|in)?\s*(?:each|every) year|\s*annually", re.I)
_HOURS_BETWEEN = re.compile(
    r"\bbetween\s+(?P<first>\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?)\s+and\s+(?=\d{1,2}(?:[:.]\d\d|\s*[ap]\.?m))",
    re.I,
)
_OCLOCK = re.compile(r"(?<=\d)\s*o.clock\s+(?=[ap]\.?m)", re.I)
_HOURS = re.compile(
    r"(?<![\d:.])(?P<hour>[01]\d|2[0-3])\.?(?P<minute>[0-5]\d)(?:(?<=\.\d\d)(?=,?\s+on\b)|\s+(?:hours|hrs)\b)",
    re.I,
)
"""'17.00 on', '1700 hours'."""
_DAY = re.compile(rf"{_MONTH.pattern}|{_ISO.pattern}", re.I)
_FAR = timedelta(days=500)
_LONGEST_LINE = 5_000
_LONGEST_EVIDENCE = 200


def english_deadlines(line: str, title: str, published: date | None) -> Iterator[Deadline]:
    """The deadlines, windows and events of one line, in its order. Times are wall-clock; a year that is not
    written is inferred from `published`."""
    if not _DAY.search(line):
        return
    for raw in _SENTENCE_END.split(line[:_LONGEST_LINE]):
        if _DAY.search(raw):
            yield from _of_sentence(raw.strip(), title, published)


def _of_sentence(raw: str, title: str, published: date | None) -> Iterator[Deadline]:
    text = _ISO.sub(_in_words, unicodedata.normalize("NFKC", raw))
    text = _HOURS_BETWEEN.sub(r"from \g<first> to ", text)
    text = _HOURS.sub(r"\g<hour>:\g<minute>", _OCLOCK.sub(" ", text))
    floor = 0
    for expression in english_days(text, published):
        before = text[floor : expression.start]
        floor = expression.end
        if _EACH_YEAR.match(text, expression.end):
            continue
        if published is not None and expression.last.day - published > _FAR:
            continue
        newer = replace(expression, first=expression.last, ranged=False) if is_moved(before) else expression
        meaning = english_meaning(newer, before, text[expression.end :], text, title)
        if meaning is not None:
            yield _shaped(meaning, newer, english_name(before), raw[:_LONGEST_EVIDENCE])


def _in_words(match: re.Match[str]) -> str:
    return f"{int(match['day'])} {_NAMES[int(match['month']) - 1]} {match['year']}"


def _shaped(meaning: Meaning, expression: DayExpression, name: str, evidence: str) -> Deadline:
    if meaning is Meaning.DEADLINE:
        return Deadline(meaning, None, expression.last, name, evidence)
    end = None if expression.last == expression.first and meaning is Meaning.EVENT else expression.last
    return Deadline(meaning, expression.first, end, name, evidence)
