"""Words that a reader wants or does not want in a notice. Pure; time grows linearly with the text.

Written forms are folded before they are compared: full and half width, upper and lower case, traditional and
simplified Chinese, kinds of blanks and quotes.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service.domain.han import SIMPLIFIED

__all__ = ["LONGEST_QUERY", "MOST_TERMS", "Term", "Words", "fold", "matches_any"]

LONGEST_QUERY = 200
"""Characters that a query from a stranger may have: whoever takes one in refuses longer ones."""
MOST_TERMS = 16

_HIDDEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F])
"""Soft hyphens, zero-width blanks, variation selectors: pages are full of what does not show."""
_FOLDED = {
    **SIMPLIFIED,
    **dict.fromkeys(map(ord, "“”„«»「」『』《》〈〉"), '"'),
    **dict.fromkeys(map(ord, "‘’`"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
}
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s",、;]+))')


def fold(text: str) -> str:
    """The form of `text` in which written forms do not differ, with single blanks. `fold(fold(x)) == fold(x)`.

    Unicode's compatibility forms (UAX 15, NFKC) and case folding, then our own tables.
    """
    wide = unicodedata.normalize("NFKC", text.translate(_HIDDEN)).casefold()
    return " ".join(unicodedata.normalize("NFKC", wide).translate(_FOLDED).split())


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded, not empty.

    A word in letters or digits is found where a word begins ("grant" in "grants", "rant" not); with `whole` (it
    was quoted) it must end there as well. Chinese is found anywhere.
    """

    text: str
    whole: bool = False

    def is_in(self, folded: str) -> bool:
        """Whether `folded` (from `fold`) has it."""
        start = folded.find(self.text)
        while start >= 0:
            end = start + len(self.text)
            if not _inside_word(folded, start) and not (self.whole and _inside_word(folded, end)):
                return True
            start = folded.find(self.text, start + 1)
        return False

    def __str__(self) -> str:
        return f'"{self.text}"' if self.whole or " " in self.text else self.text


@dataclass(frozen=True, slots=True)
class Words:
    """All of `wanted` and none of `unwanted`. False (as a truth value) when nothing is named."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, query: str) -> "Words":
        """The words of a query as people type it: `研究生 "open call" -讲座`. Any text is a query; terms beyond
        MOST_TERMS count no more."""
        wanted: dict[Term, None] = {}
        unwanted: dict[Term, None] = {}
        for found in _TERM.finditer(fold(query)):
            quoted = found["quoted"]
            text = (found["plain"] if quoted is None else quoted).strip()
            if text.strip("-") and len(wanted) + len(unwanted) < MOST_TERMS:
                (unwanted if found["minus"] else wanted)[Term(text, whole=quoted is not None)] = None
        return cls(tuple(wanted), tuple(unwanted))

    def match(self, folded: str) -> bool:
        """Whether `folded` (from `fold`) has all that is wanted and nothing unwanted."""
        return all(term.is_in(folded) for term in self.wanted) and not any(
            term.is_in(folded) for term in self.unwanted
        )

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def __str__(self) -> str:
        """The query in its one canonical form: `Words.parse(str(words)) == words`."""
        return " ".join([*map(str, self.wanted), *(f"-{term}" for term in self.unwanted)])


def matches_any(queries: Iterable[str], folded: str) -> bool:
    """Whether one of several queries finds `folded`."""
    return any(_parsed(query).match(folded) for query in queries)


@lru_cache(maxsize=4096)
def _parsed(query: str) -> Words:
    return Words.parse(query)


def _inside_word(text: str, place: int) -> bool:
    """Whether letters or digits of one alphabetic word stand on both sides of `place`."""
    return 0 < place < len(text) and _joins(text[place - 1]) and _joins(text[place])


def _joins(character: str) -> bool:
    """Latin, Greek, Cyrillic letters and digits; scripts without blanks between words do not join."""
    return character.isalnum() and character < "\u0e00"
