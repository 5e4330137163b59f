"""find_deadlines: what an article asks for by when, from its text.

Each sentence is searched for days (`day_expressions`); the words right before and behind a day say whether it ends
something, opens a stretch of time or is when something takes place (`deadline_meaning`). A day without such words
means nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from service.domain.deadline import Deadline, Instant, Meaning
from service.extraction import deadline_cues as cues
from service.extraction.day_expressions import DayExpression, day_expressions
from service.extraction.day_writing import uniform_days
from service.extraction.deadline_meaning import Setting, meaning_of, name_of
from service.extraction.english_deadlines import english_deadlines
from service.extraction.publicity_terms import publicity_terms
from service.extraction.reckoned_days import TERM

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?\n]?")
_BLANK = re.compile(r"(?<=[\u3400-\u9fff:])\s+(?=[\u3400-\u9fff\d(:])|(?<=\d)\s+(?=[\u3400-\u9fff])")
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.、)]\s*(?=\d{1,2}月)")
_DAY_SIGNS = r"[\d\s年月日号时点分上中下午晚:.至到~—–-]"
_BARE = re.compile(rf"{_DAY_SIGNS}+(?:\([^()]{{1,8}}\){_DAY_SIGNS}*){{0,2}}(?:[。;]?|,[^,\d]{{1,16}})")
_LABEL = re.compile(r"[^,。;:\d]{1,10}:\s*")
"""'全日制:' before a day below '报到时间'."""
_LEANING = re.compile(r"[\s,、/及和:\d~～—–-]*")
_GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\s*\(?[A-Za-z][A-Za-z &/]{1,30}\)?\s*(?=:)")
"""'时间 Time:', '投稿截止(Submission due):' say the same twice."""
_LONGEST_HEADING = 60
_TABLE = 40
"""Rows of a table below its head at most."""
_MOST = 60
_NEAR = timedelta(days=366)
_MONTHS = timedelta(days=75)
_LONGEST_TEXT = 200_000
_LONGEST_SENTENCE = 2_000
_LONGEST_EVIDENCE = 200


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`text` is normalised, `evidence` as the article has it; `line` counts the text's lines from 0."""

    text: str
    evidence: str
    line: int
    year: int | None = None
    """That of the report whose paragraph it stands in."""
    column: str = ""
    """The head of the table, for a row."""


def find_deadlines(text: str, *, title: str = "", published: date | None = None) -> tuple[Deadline, ...]:
    """The deadlines, windows and events that `text` (plain paragraphs, one a line) names, in its order.

    `published` is the day of publication in the article's zone: what was over then is left out, and years that are
    not written are inferred from it. Times are wall-clock in that zone. At most 60; never fails.
    """
    found: dict[tuple[Instant | None, Instant | None, bool], tuple[int, Deadline]] = {}
    lines = text[:_LONGEST_TEXT].split("\n")
    for line, deadline in _told(lines, title, published):
        if published is not None and _over(deadline, published):
            continue
        key = (deadline.start, deadline.end, deadline.meaning is Meaning.DEADLINE)
        if key not in found:
            found[key] = line, _placed(deadline, lines, line)
        if len(found) >= _MOST:
            break
    told = [*found.values(), *publicity_terms(lines, [deadline for _, deadline in found.values()])]
    return tuple(deadline for _, deadline in sorted(told, key=lambda each: each[0])[:_MOST])


def _told(lines: list[str], title: str, published: date | None) -> Iterator[tuple[int, Deadline]]:
    """Each with the line it stands in; the Chinese ones before the English ones."""
    whole = [_with_hours(line, following) for line, following in zip(lines, [*lines[1:], ""], strict=True)]
    for sentence in _headed(_sentences(whole), lines):
        for deadline in _of_sentence(sentence, title, published):
            yield sentence.line, deadline
    for number, line in enumerate(whole):
        for deadline in english_deadlines(line, title, published):
            yield number, deadline


def _with_hours(line: str, following: str) -> str:
    """'Date: 24 October' above 'Time: 10:30-12:00' is one setting in two lines."""
    hours = cues.HOURS_LINE.fullmatch(unicodedata.normalize("NFKC", following)[:80])
    if hours is None or not cues.DAY_LINE.match(unicodedata.normalize("NFKC", line)[:80]):
        return line
    return f"{line.rstrip(' ,，;；。.')}, {hours['hours']}"


def _sentences(lines: list[str]) -> Iterator[_Sentence]:
    for number, (line, column) in enumerate(zip(lines, _columns(lines), strict=True)):
        report = cues.REPORT_YEAR.match(unicodedata.normalize("NFKC", line[:20]))
        year = int(report[1]) if report else None
        for match in _SENTENCE.finditer(line):
            raw = match[0].strip()[:_LONGEST_SENTENCE]
            if len(raw) > 4 and (any(sign.isdigit() for sign in raw) or cues.DAY_IN_WORDS.search(raw)):
                yield _Sentence(_normal(raw), raw[:_LONGEST_EVIDENCE], number, year, column)


def _columns(lines: list[str]) -> Iterator[str]:
    """For each line, the cell that names the days in the head of the table of which it is a row; else ''."""
    column, rows = "", 0
    for line in lines:
        cells, numbers = line.split(), any(sign.isdigit() for sign in line)
        rows += 1
        yield column if numbers and 2 <= len(cells) <= 12 and rows <= _TABLE else ""
        if len(cells) < 2 or len(line) > 80:
            column = ""
        elif not numbers:
            column, rows = next((cell for cell in cells if cues.TABLE_HEAD.search(cell)), ""), 0


def _headed(sentences: Iterator[_Sentence], lines: list[str]) -> Iterator[_Sentence]:
    """A line that is nothing but a day is read with the heading above it, as are those that follow it."""
    above, reaches = "", -1
    for sentence in sentences:
        if not _is_bare(sentence.text):
            yield sentence
            continue
        before = lines[sentence.line - 1].strip() if sentence.line else ""
        if len(before) <= _LONGEST_HEADING and cues.HEADING.search(before):
            above = before
        elif sentence.line - reaches > 1:
            above = ""
        reaches = sentence.line
        if not above:
            yield sentence
            continue
        heading = re.sub("如下$", "", _normal(above).rstrip(":"))
        label = _LABEL.match(sentence.text)
        text = sentence.text[label.end() :] if label else sentence.text
        yield replace(sentence, text=f"{heading}:{text}", evidence=f"{above} {sentence.evidence}")


def _is_bare(text: str) -> bool:
    label = _LABEL.match(text)
    if label and not (cues.EVENT_NOUN.search(label[0]) or cues.WINDOW_NOUN.search(label[0])):
        text = text[label.end() :]
    return bool(_BARE.fullmatch(text) or TERM.fullmatch(text.rstrip("。;,")))


def _normal(text: str) -> str:
    """Half width, no blanks between Chinese characters, no number of the paragraph, days in one writing."""
    joined = _BLANK.sub("", _GLOSS.sub("", unicodedata.normalize("NFKC", text)))
    return uniform_days(_NUMBERED.sub("", joined))


def _of_sentence(sentence: _Sentence, title: str, published: date | None) -> Iterator[Deadline]:
    text = sentence.text
    expressions = day_expressions(text, published, within=sentence.year)
    previous: tuple[DayExpression, Deadline] | None = None
    for position, expression in enumerate(expressions):
        if published is None and not expression.has_year:
            continue
        floor = expressions[position - 1].end if position else 0
        ceiling = expressions[position + 1].start if position + 1 < len(expressions) else len(text)
        before = text[floor : expression.start]
        moved = cues.MOVED.fullmatch(before)
        if not moved and position + 1 < len(expressions) and cues.MOVED.fullmatch(text, expression.end, ceiling):
            continue
        to_come = published is None or expression.last.day > published
        near = published is None or expression.last.day - published <= _NEAR
        began = expression.first.day if expression.first else expression.last.day
        day = Setting(
            expression,
            before,
            text[expression.end : ceiling],
            text,
            title,
            to_come,
            near,
            column=sentence.column,
            dated=published is not None,
            long_running=published is not None and published - began > _MONTHS,
            replaces=text[: expression.start] if moved else "",
        )
        alike = previous and previous[0].ranged is expression.ranged and before and _LEANING.fullmatch(before)
        if not moved and previous and alike and not day.refused:
            # '5月30日-6月30日,7月1日-7月10日': the second means what the first does.
            meaning: Meaning | None = previous[1].meaning
            name = previous[1].what
        else:
            meaning, name = meaning_of(day), name_of(day)
        if meaning is not None:
            deadline = _shaped(meaning, expression, name, sentence.evidence)
            previous = (expression, deadline)
            yield deadline


def _shaped(meaning: Meaning, expression: DayExpression, name: str, evidence: str) -> Deadline:
    first, last = expression.first, expression.last
    if meaning is Meaning.DEADLINE:
        return Deadline(meaning, None, last, name, evidence)
    if meaning is Meaning.EVENT and last == first:
        return Deadline(meaning, first, None, name, evidence)
    return Deadline(meaning, first, last, name, evidence)


def _over(deadline: Deadline, published: date) -> bool:
    end = deadline.end or deadline.start
    return end is not None and end.day < published


def _placed(deadline: Deadline, lines: list[str], line: int) -> Deadline:
    """An event with its place, which stands in the same line or one of the next two."""
    if deadline.meaning is not Meaning.EVENT:
        return deadline
    for near in lines[line : line + 3]:
        if match := cues.PLACE.search(near):
            place = re.split(r"[,，]?\s*(?:时间|主讲|主办|联系)", match[1])[0].strip(" ,，")
            return replace(deadline, place=place)
    return deadline
