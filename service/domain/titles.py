"""A title as listings write it: whole or cut, bare or dressed with a date, a tag, a mark for what is new."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.domain.identity import normalised_title

_TELLING = 8
"""Letters: a shorter beginning may be that of many titles."""
_LEAST = 4
"""Letters: where less is left, the dress was the title."""
_ELLIPSIS = re.compile(r"…+|⋯+|\.{2,}|。{2,}|·{3,}")
_DATE = r"(?:(?:19|20)?\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
_MARK = r"new!?|hot!?|top|置顶|最新|热门?|推荐|原创|图文?|more|详情|查看详情|查看更多|阅读全文|详细|read more"
_GLUED = r"置顶"
"""A mark that stands against the title without a space, and begins or ends none."""
_BEFORE = re.compile(
    rf"\s*(?:[\[【〖「『<(]\s*(?:{_DATE}|{_MARK}|[^\W\d_]{{2,8}})\s*[\]】〗」』>)]|{_DATE}(?=\D)|\d{{1,3}}[.、](?=\D)"
    rf"|[^\W\d_]{{2,6}}\s*[|丨｜:：]\s|(?:{_MARK})\s|{_GLUED}|[·•●■◆▪>»*\-–—]+)\s*"
)
_AFTER = re.compile(
    rf"\s*(?:[\[【〖「『<(]\s*(?:{_DATE}|{_MARK})\s*[\]】〗」』>)]|(?<=\D){_DATE}|\s(?:{_MARK})|{_GLUED}|[>»]+)\s*"
)
_AT_THE_END = re.compile(rf"(?:{_AFTER.pattern})$")


_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?\W*$")


@dataclass(frozen=True, slots=True)
class Title:
    """`plain`: as compared (see `normalised_title`); `bare`: without what it is dressed with; `pieces`: what
    stands around the ellipses of the bare one. `dated`: (month, day) of the date that it is dressed with."""

    plain: str
    bare: str
    pieces: tuple[str, ...]
    dated: tuple[int, int] | None = None

    def same_but_dressed(self, other: "Title") -> bool:
        """Whether both say the same, but for what they are dressed with."""
        return self.bare == other.bare and (self.dated is None or other.dated is None or self.dated == other.dated)

    def is_cut_of(self, other: "Title") -> bool:
        """Whether this is the other title with a part of it left out where the ellipsis stands."""
        first, *rest = self.pieces
        if not rest or len(first) + len(rest[-1]) < _TELLING:
            return False
        longer = other.bare
        return len(longer) > len(first) + len(rest[-1]) and longer.startswith(first) and longer.endswith(rest[-1])


@lru_cache(maxsize=4096)
def titled(text: str) -> Title:
    """What a title says, of its text as found."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    bare, dress = _undressed(folded)
    pieces = tuple(normalised_title(piece) for piece in _ELLIPSIS.split(bare))
    day = next((found for piece in dress if (found := _DAY.search(piece))), None)
    dated = (int(day[1]), int(day[2])) if day else None
    return Title(normalised_title(text), normalised_title(bare), pieces, dated)


def says_no_more(new: str, old: str) -> bool:
    """Whether a title `new` is only the `old` one cut or dressed: no reason to rename what bears the old one."""
    one, other = titled(new), titled(old)
    return one.same_but_dressed(other) or one.is_cut_of(other)


def _undressed(text: str) -> tuple[str, list[str]]:
    """The text without dates, tags and marks before and behind, as long as something is left; and these."""
    dress: list[str] = []
    while True:
        before, behind = _BEFORE.match(text), _AT_THE_END.search(text)
        start = before.end() if before else 0
        end = max(start, behind.start()) if behind else len(text)
        left = normalised_title(text[start:end])
        if (start, end) == (0, len(text)) or len(left) < _LEAST or left.isdigit():
            return text, dress
        dress += [text[:start].strip(), text[end:].strip()]
        text = text[start:end]
