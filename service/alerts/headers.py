"""Header fields of a mail, written out: ASCII as it is, anything else as encoded-words (RFC 2047). Pure.

Written by hand because `email.policy.SMTP` writes encoded-words of 76 characters (the limit is 75), breaks long
addresses in List-Unsubscribe apart, and does both differently from one Python to the next.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache

from service.alerts.plain import one_line

LINE = 76
"""Octets of a line that holds an encoded-word (RFC 2047 section 2); all our lines keep to it where words allow."""
_WORD = 75
_FRAME = len("=?utf-8?b??=")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")


def field(name: str, value: str) -> str:
    """A field of plain ASCII parts, folded at spaces; a part too long for a line stays whole (RFC 5322: 998)."""
    return _folded(name, value.split(" "))


@lru_cache(maxsize=64)
def text_field(name: str, value: str) -> str:
    """A field of free text (Subject). Control and bidirectional characters are dropped."""
    return _folded(name, _words(one_line(value), len(name) + 2))


def address_field(name: str, display: str, address: str) -> str:
    """A field with one mailbox. `address` is ASCII ('user@xn--fsq.example'), `display` anything, also empty."""
    return phrase_field(name, display, f"<{address}>" if one_line(display) else address)


def phrase_field(name: str, phrase: str, rest: str) -> str:
    """A field of a phrase and what it names: 'Phrase <list.example.org>'. `rest` is ASCII without spaces."""
    return _folded(name, [*_phrase(name, phrase), rest])


@lru_cache(maxsize=64)
def _phrase(name: str, phrase: str) -> tuple[str, ...]:
    shown = one_line(phrase, 120)
    if shown.isascii() and len(shown) <= 60 and "=?" not in shown:
        quoted = shown if _ATOMS.fullmatch(shown) else '"' + re.sub(r'([\\"])', r"\\\1", shown) + '"'
        return tuple(quoted.split(" ")) if shown else ()
    return tuple(_encoded(shown, len(name) + 2))


def _words(text: str, taken: int) -> list[str]:
    words = text.split(" ")
    if text.isascii() and "=?" not in text and all(len(word) <= LINE - taken for word in words):
        return words
    return list(_encoded(text, taken))


def _encoded(text: str, taken: int) -> Iterator[str]:
    """Encoded-words of whole characters; the first leaves room for the `taken` columns of the field's name."""
    room = min(_WORD, LINE - taken) - _FRAME
    chunk = b""
    for character in text:
        encoded = character.encode("utf-8")
        if (len(chunk) + len(encoded) + 2) // 3 * 4 > room:
            yield f"=?utf-8?b?{b64encode(chunk).decode()}?="
            chunk, room = b"", _WORD - 1 - _FRAME
        chunk += encoded
    if chunk:
        yield f"=?utf-8?b?{b64encode(chunk).decode()}?="


def _folded(name: str, parts: list[str]) -> str:
    lines: list[str] = []
    line = f"{name}:"
    for part in parts:
        if len(line) + 1 + len(part) > LINE and line != f"{name}:":
            lines.append(line)
            line = f" {part}"
        else:
            line += f" {part}"
    return "\r\n".join([*lines, line]) + "\r\n"
