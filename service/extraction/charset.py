"""From bytes to text: the header, the document's own declaration, then a detector; and what to do when they lie.

The order is the one of HTML (WHATWG, section 13.2.3.2). Three kinds of wrong declaration are common on the sites
we watch and are mended: UTF-8 declared as gb2312, GBK declared as UTF-8, and a server-wide ISO-8859-1 header on
pages that declare better.
"""

import codecs
import re

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

_READ_AS = {
    # WHATWG Encoding Standard, section 4.2: what these labels mean on the web.
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32")
_UNLIKELY_SHARE = 0.02
"""More broken characters than this, of those outside ASCII, and the declaration is taken for wrong."""
_REPLACED = re.compile("\ufffd")
_UNUSED_BY_GBK = re.compile("[\ufffd\ue000-\uf8ff]")
"""gb18030 puts pairs that GBK leaves free into the private use area; real text never uses them."""
_PROBE_BYTES = 1 << 16


def decode(body: bytes, declared: str | None) -> tuple[str, str]:
    """The text of `body` and the name of the codec that read it. `declared`: charset of the Content-Type header.

    Never fails: bytes that mean nothing become U+FFFD.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), codec
    if body.isascii() and not _shifts(declared):
        return body.decode("ascii"), "ascii"
    if _is_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    for codec in _declared(body, declared):
        text = body.decode(codec, "replace")
        if _broken_share(text, codec) <= _UNLIKELY_SHARE:
            return text, codec
    codec = _detected(body)
    return body.decode(codec, "replace"), codec


def _shifts(label: str | None) -> bool:
    """ISO-2022-JP and HZ write their characters in ASCII bytes."""
    return label is not None and label.lower().startswith(("iso-2022", "hz"))


def _is_utf8(body: bytes) -> bool:
    """Whether the bytes can be nothing else: three valid sequences are no accident. A cut end is allowed."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return _outside_ascii(text) >= 3


def _declared(body: bytes, header: str | None) -> list[str]:
    """Codecs to try. A single-byte Western header is often the server's default: then the document goes first."""
    own = EncodingDetector.find_declared_encoding(body, is_html=True, search_entire_document=False)
    labels = [header, own if isinstance(own, str) else None]
    codecs_named = [codec for codec in map(_codec, labels) if codec]
    if codecs_named[:1] == ["cp1252"]:
        codecs_named.reverse()
    if "utf-8" in codecs_named:
        # Said to be UTF-8, and it is not: the script of its country is the likeliest mistake.
        codecs_named.append("gb18030")
    return [codec for codec in codecs_named if not codec.startswith(_WIDE)]


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    cleaned = re.sub(r"[^\w.:-]", "", label).lower().removeprefix("x-")
    try:
        name = codecs.lookup(cleaned).name
        b"".decode(name)
    except LookupError:
        return None
    return _READ_AS.get(name, name)


def _broken_share(text: str, codec: str) -> float:
    """The share of characters that show that the text is in another encoding."""
    outside_ascii = _outside_ascii(text)
    broken = _UNUSED_BY_GBK if codec == "gb18030" else _REPLACED
    return len(broken.findall(text)) / outside_ascii if outside_ascii else 0.0


def _outside_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _detected(body: bytes) -> str:
    best = from_bytes(body[:_PROBE_BYTES]).best()
    return _READ_AS.get(best.encoding, best.encoding) if best else "utf-8"
