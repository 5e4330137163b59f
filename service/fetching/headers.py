"""The header fields we read: Content-Type, Content-Encoding, Retry-After, Location, validators."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote_from_bytes

import httpx

from service.domain.source import Validators

LONGEST_WAIT = timedelta(hours=24)
_LONGEST_VALIDATOR = 1024
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)")
_BLANKS = " \t"  # RFC 9110 section 5.6.3: str.strip would take more
_PRINTABLE = bytes(range(0x21, 0x7F)).decode("ascii")


def first(headers: httpx.Headers, name: str) -> str | None:
    """The first field of this name: servers repeat fields, and joined by a comma they mean something else."""
    fields = headers.get_list(name)
    return fields[0].strip(_BLANKS) if fields else None


def retry_delay(text: str | None, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks us to wait, from `now` (aware UTC): seconds or an HTTP date (RFC 9110
    section 10.2.3), never below zero nor above 24 hours. None when it is absent or cannot be read."""
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        return min(timedelta(seconds=float(text)), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return max(timedelta(0), min(at - now, LONGEST_WAIT))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def media_type(content_type: str | None) -> str:
    """'text/html' of 'Text/HTML; charset=GBK'; empty when nothing usable is declared."""
    found = _MEDIA_TYPE.match(content_type or "")
    return found[1].lower() if found else ""


def charset(content_type: str | None) -> str | None:
    """'gbk' of 'text/html; charset=\"GBK\"'."""
    found = _CHARSET.search(content_type or "")
    return found[1].lower() if found else None


def encodings(headers: httpx.Headers) -> tuple[str, ...]:
    """The content codings in the order they were applied, identity left out (RFC 9110 section 8.4)."""
    names = (name.strip().lower() for name in ",".join(headers.get_list("content-encoding")).split(","))
    return tuple(name for name in names if name not in ("", "identity", "none"))


def location(headers: httpx.Headers) -> str | None:
    """Where a redirect leads, as sent; bytes outside ASCII are escaped one by one, whatever their charset was."""
    for name, value in headers.raw:
        if name.lower() == b"location":
            return quote_from_bytes(value.strip(), safe=_PRINTABLE)
    return None


def validators(headers: httpx.Headers) -> Validators:
    """What to ask again with, byte for byte. A field that would not survive the way to the database and back
    (outside ASCII, or absurdly long) is left out: without it we get the whole page, which is never wrong."""

    def kept(name: str) -> str | None:
        text = first(headers, name)
        return text if text and text.isascii() and text.isprintable() and len(text) <= _LONGEST_VALIDATOR else None

    return Validators(etag=kept("etag"), last_modified=kept("last-modified"))


def conditions(known: Validators) -> list[tuple[str, str]]:
    """The request fields that ask for a page only if it changed (RFC 9110 section 13.1)."""
    fields = []
    if known.etag is not None:
        fields.append(("If-None-Match", known.etag))
    if known.last_modified is not None:
        fields.append(("If-Modified-Since", known.last_modified))
    return fields


def renewed(known: Validators, sent: Validators) -> Validators:
    """The validators after a 304: what it sent replaces what we knew (RFC 9110 section 15.4.5)."""
    return Validators(sent.etag or known.etag, sent.last_modified or known.last_modified)
