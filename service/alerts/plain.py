"""Texts from strangers' pages, made safe for one line of a header or a paragraph, and short enough. Pure."""

import re
import unicodedata
from collections.abc import Collection

from service.domain.remark import Remark

_JOINERS = "\u200c\u200d"
"""Invisible, but part of the spelling in Persian, in Indian scripts and in emoji: they stay."""
_PASSING = re.compile(
    r"(?P<address>https?://[^\s?#<>()\[\]]+)[^\s<>()\[\]]*|\s*[(\[{<][^()\[\]{}<>]*\d[^()\[\]{}<>]*[)\]}>]|\S*\d\S*"
)
_SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?=\s)")


def one_line(text: str, limit: int | None = None) -> str:
    """`text` without line breaks, control, bidirectional and other invisible characters, white space run together.

    Such characters forge headers (CR, LF) and let a title read as something else (U+202E and its like). With
    `limit` the text has at most that many characters, the last one an ellipsis when it was cut.
    """
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join("".join(_visible(character) for character in text).split())
    if limit is None or len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…"


def told_line(text: str, limit: int) -> str:
    """As `one_line`; of a remark each text in it, so that it can still be said in any language."""
    if not isinstance(text, Remark):
        return one_line(text, limit)
    values = {
        name: told_line(value, limit) if isinstance(value, str) else value for name, value in text.values.items()
    }
    return Remark(text.pattern, **values)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zl", "Zp") or character in "\t\n\v\f\r\x85":
        return " "
    if category in ("Cc", "Cs", "Cn") or (category == "Cf" and character not in _JOINERS):
        return ""
    return character


def excerpt(text: str, limit: int = 300) -> str:
    """The beginning of a text, in one line: whole when it fits, else cut after a sentence or a word if one ends in
    the last two fifths, with an ellipsis."""
    line = one_line(text[: limit * 4])
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    ends = [found.end() for found in _SENTENCE_END.finditer(kept)]
    if ends and ends[-1] >= limit * 3 // 5:
        return kept[: ends[-1]] + "…"
    space = kept.rfind(" ")
    return (kept[:space] if space >= limit * 3 // 5 else kept).rstrip() + "…"


def unvarying(text: str, names: Collection[str] = ()) -> str:
    """What a server says, without what differs from one answer to the next: timings, sessions, traces, counters.

    Bracketed parts with a digit in them are gone, and other words with one are an ellipsis, unless they hold one
    of `names`, which are ours. Addresses of web pages stay, without their query.
    """

    def kept(found: re.Match[str]) -> str:
        said = found[0]
        if found["address"]:
            return found["address"]
        if any(name in said for name in names if name):
            return said
        return "" if said.lstrip()[:1] in set("([{<") and said[-1] in ")]}>" else "…"

    return _PASSING.sub(kept, text).strip()


def readable_size(size: int) -> str:
    """Bytes for people: '312 B', '45 kB', '1.2 MB' (powers of 1000, as download pages count)."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
