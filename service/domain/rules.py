"""What of a selection a reader wants to hear of, and what of it cannot wait. Pure; linear in the text.

Rules are the same however a subscription was declared. They look at the entry as it is stored when it is told: its
title, its body and the names of its attachments.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from enum import Enum, StrEnum

from service.domain.entry import Entry
from service.domain.words import fold, matches_any

Search = Callable[[str, str], bool]
"""Whether a pattern (the first) finds something in a text: RE2 in the service, see `service.matching`."""


class Part(StrEnum):
    """The parts of an entry that a rule may be limited to."""

    TITLE = "title"
    BODY = "body"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words (see `words.Words`) or a pattern, looked for in one part of an entry, or in all of it."""

    text: str
    part: Part | None = None

    @classmethod
    def parse(cls, written: str) -> "Clause":
        """'招聘' looks everywhere; 'title:招聘', 'body:…' and 'files:…' in that part.

        Raises ValueError, in words for the author, when nothing is left to look for.
        """
        name, colon, rest = written.partition(":")
        part = Part(name) if colon and name in _PARTS else None
        text = (rest if part else written).strip()
        if not text:
            raise ValueError(f"looks for nothing: {written!r}. Write a word, or 'title:' and a word")
        return cls(text, part)

    def __str__(self) -> str:
        return f"{self.part}:{self.text}" if self.part else self.text


_PARTS = frozenset(part.value for part in Part)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything is wanted when neither `include` nor `patterns` is given, else what one of their clauses finds;
    never what one of `exclude` or `exclude_patterns` finds. Of what is wanted, `urgent` tells what cannot wait.

    `include`, `exclude` and `urgent` are words; the words of one clause must all be there.
    """

    include: tuple[Clause, ...] = ()
    exclude: tuple[Clause, ...] = ()
    patterns: tuple[Clause, ...] = ()
    exclude_patterns: tuple[Clause, ...] = ()
    urgent: tuple[Clause, ...] = ()

    def named(self) -> tuple[tuple[str, tuple[Clause, ...]], ...]:
        """The clauses by the names they are declared under."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))


class Verdict(Enum):
    UNWANTED = "unwanted"
    WANTED = "wanted"
    URGENT = "urgent"


class Said:
    """What an entry says, in the forms that rules compare; each form is made once, when it is first asked for."""

    def __init__(self, title: str, body: str = "", files: Iterable[str] = ()) -> None:
        self._parts = {Part.TITLE: title, Part.BODY: body, Part.FILES: "\n".join(files)}
        self._folded: dict[Part | None, str] = {}
        self._level: dict[Part | None, str] = {}

    @classmethod
    def by(cls, entry: Entry) -> "Said":
        """An entry whose article was not read says what its listing said."""
        return cls(entry.title, entry.text or entry.summary, (found.name for found in entry.attachments))

    def folded(self, part: Part | None) -> str:
        """For words: see `words.fold`."""
        if part not in self._folded:
            self._folded[part] = fold(self._text(part))
        return self._folded[part]

    def level(self, part: Part | None) -> str:
        """For patterns: full width made half (NFKC), and nothing else changed, so that classes, anchors and lines
        mean what they say."""
        if part not in self._level:
            self._level[part] = unicodedata.normalize("NFKC", self._text(part))
        return self._level[part]

    def _text(self, part: Part | None) -> str:
        return self._parts[part] if part else "\n".join(self._parts.values())


def judge(rules: Rules, said: Said, search: Search) -> Verdict:
    """Whether the reader is to be told, and whether it can wait for his hour."""

    def words(clauses: Iterable[Clause]) -> bool:
        return any(matches_any((clause.text,), said.folded(clause.part)) for clause in clauses)

    def patterns(clauses: Iterable[Clause]) -> bool:
        return any(search(clause.text, said.level(clause.part)) for clause in clauses)

    wants_all = not (rules.include or rules.patterns)
    if not (wants_all or words(rules.include) or patterns(rules.patterns)):
        return Verdict.UNWANTED
    if words(rules.exclude) or patterns(rules.exclude_patterns):
        return Verdict.UNWANTED
    return Verdict.URGENT if words(rules.urgent) else Verdict.WANTED
