"""What changed between two texts, to the word: the paragraphs that differ, and in them what went and what came.

Chinese has no spaces between words: each of its characters counts as one, while letters and digits hold together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+|\s+|.", re.DOTALL)
_LONGEST = 2_000
"""Words in a paragraph that are compared one by one; longer ones are shown as taken out and put in."""
_MOST_PARAGRAPHS = 3_000
_ALIKE = 0.35
"""Paragraphs that share less were replaced, not edited."""


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


Piece = tuple[Change, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """`paragraphs` that differ with one unchanged neighbour on each side; None stands for what is left out
    between them."""

    paragraphs: tuple[tuple[Piece, ...] | None, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


def difference(before: str, after: str) -> Difference:
    """Paragraphs are lines; blank ones and the space around them do not count. Empty when nothing differs."""
    old, new = _paragraphs(before), _paragraphs(after)
    if old == new:
        return Difference()
    told: list[tuple[Piece, ...] | None] = []
    for name, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            ends = b == len(old) and d == len(new)
            told += _context(old[a:b], is_first=a == c == 0, is_last=ends)
        else:
            told += _changed(old[a:b], new[c:d])
    return Difference(tuple(told))


def inline(before: str, after: str) -> tuple[Piece, ...]:
    """One line: what went and what came, word by word; neighbours of one kind are one piece."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _LONGEST:
        return _replaced(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _replaced(before, after)
    pieces: list[Piece] = []
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            pieces.append((Change.SAME, "".join(old[a:b])))
        else:
            pieces += _replaced("".join(old[a:b]), "".join(new[c:d]))
    return tuple(pieces)


def _replaced(before: str, after: str) -> tuple[Piece, ...]:
    both = ((Change.GONE, before), (Change.NEW, after))
    return tuple(piece for piece in both if piece[1])


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:_MOST_PARAGRAPHS]


def _context(same: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[tuple[Piece, ...] | None]:
    head = 0 if is_first else 1
    tail = 0 if is_last else 1
    if len(same) <= head + tail:
        yield from (((Change.SAME, line),) for line in same)
        return
    yield from (((Change.SAME, line),) for line in same[:head])
    yield None
    yield from (((Change.SAME, line),) for line in same[len(same) - tail :])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    paired = min(len(old), len(new))
    yield from (inline(before, after) for before, after in zip(old, new, strict=False))
    yield from (((Change.GONE, line),) for line in old[paired:])
    yield from (((Change.NEW, line),) for line in new[paired:])
