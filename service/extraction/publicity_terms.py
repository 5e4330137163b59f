"""Terms that run from the end of a publicity (公示) whose days the notice tells: '公示期满后3个工作日内'."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from service.domain.deadline import Deadline, Instant, Meaning
from service.extraction.reckoned_days import COUNT, UNIT, days_later

_TERM = re.compile(
    r"公示(?:期|时间)?(?:结束|期满|届满|无异议|完毕)?之?后的?"
    rf"(?P<count>{COUNT})个?(?P<unit>{UNIT})之?(?:内|前)"
)
_ASKED = re.compile("请|须|需|应|务必")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_LONGEST_EVIDENCE = 200


def publicity_terms(lines: Iterable[str], found: Iterable[Deadline]) -> Iterator[tuple[int, Deadline]]:
    """Each such term with the line it stands in; none unless `found` has one publicity, and one alone."""
    ends = {due.end.day for due in found if due.meaning is Meaning.WINDOW and due.end and "公示" in due.what}
    if len(ends) != 1:
        return
    (end,) = ends
    for number, line in enumerate(lines):
        if "公示" not in line:
            continue
        for match in _SENTENCE.finditer(line):
            day = _ends(unicodedata.normalize("NFKC", match[0]), end)
            if day is not None:
                evidence = match[0].strip()[:_LONGEST_EVIDENCE]
                yield number, Deadline(Meaning.DEADLINE, None, Instant(day), "", evidence)


def _ends(sentence: str, end: date) -> date | None:
    term = _TERM.search("".join(sentence.split()))
    if term is None or not _ASKED.search(sentence):
        return None
    return days_later(end, term["count"], term["unit"])
