"""Conditional requests and content coding: what a request's headers ask of a stored answer. Pure."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["accepts_gzip", "etag_matches", "unmodified_since"]

# RFC 9110 section 8.8.3: an opaque tag between quotes, which may hold commas, so splitting at them would not do.
_ENTITY_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_NO_WEIGHT = re.compile(rb"\s*q\s*=\s*0(?:\.0*)?\s*", re.IGNORECASE)


def etag_matches(if_none_match: bytes, etags: Collection[bytes]) -> bool:
    """Whether the header names one of `etags` (strong, quoted) by the weak comparison that If-None-Match wants
    (RFC 9110 section 13.1.2); '*' names any."""
    if if_none_match in etags:
        return True
    if if_none_match.strip() == b"*":
        return True
    return any(tag in etags for tag in _ENTITY_TAG.findall(if_none_match))


def unmodified_since(if_modified_since: bytes, last_modified: datetime) -> bool:
    """Whether nothing changed after the header's date (RFC 9110 section 13.1.3). A date that cannot be read is
    ignored. `last_modified` is aware."""
    try:
        since = parsedate_to_datetime(if_modified_since.decode("ascii"))
    except ValueError:  # UnicodeDecodeError is one
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return last_modified.replace(microsecond=0) <= since


@lru_cache(maxsize=256)  # the same few headers come again and again
def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether 'gzip' (or '*') is accepted with a weight above nought (RFC 9110 section 12.5.3)."""
    verdicts: dict[bytes, bool] = {}
    for offer in accept_encoding.lower().split(b","):
        coding, _, parameters = offer.partition(b";")
        verdicts[coding.strip()] = _NO_WEIGHT.fullmatch(parameters) is None
    return verdicts.get(b"gzip", verdicts.get(b"x-gzip", verdicts.get(b"*", False)))
