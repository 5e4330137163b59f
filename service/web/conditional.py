"""Conditional requests and content coding: what a request's headers ask of a stored answer. Pure."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["etag_matches", "preferred_coding", "prefers_page", "unmodified_since"]

# RFC 9110 section 8.8.3: an opaque tag between quotes, which may hold commas, so splitting at them would not do.
_ENTITY_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


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


_WEIGHT = re.compile(rb"[\s;]q\s*=\s*([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)
_FEEDS = (b"application/rss+xml", b"application/atom+xml", b"application/feed+json", b"application/json")


@lru_cache(maxsize=256)  # the same few headers come again and again
def preferred_coding(accept_encoding: bytes) -> str:
    """'br', 'gzip' or '' (as it is): what the header weighs most, Brotli of equals (RFC 9110 section 12.5.3)."""
    weights = {coding.strip(): weight for coding, weight in _weighed(accept_encoding)}
    other = weights.get(b"*", 0.0)
    brotli = weights.get(b"br", other)
    packed = weights.get(b"gzip", weights.get(b"x-gzip", other))
    best = max(brotli, packed)
    return "" if best <= 0 else "br" if brotli == best else "gzip"


@lru_cache(maxsize=256)
def prefers_page(accept: bytes) -> bool:
    """Whether a browser asks, for a person to look at: HTML weighs no less than anything, and no kind of feed is
    named (RFC 9110 section 12.5.1)."""
    weights = {kind.strip(): weight for kind, weight in _weighed(accept)}
    page = weights.get(b"text/html", 0.0)
    return page > 0 and page >= max(weights.values()) and not any(kind in weights for kind in _FEEDS)


def _weighed(field: bytes) -> list[tuple[bytes, float]]:
    """The members of an Accept field with their weights; one that cannot be read counts fully."""
    members = (member.partition(b";") for member in field.lower().split(b","))
    return [(name, _weight(parameters)) for name, _, parameters in members]


def _weight(parameters: bytes) -> float:
    found = _WEIGHT.search(b";" + parameters)
    return min(1.0, float(found[1])) if found else 1.0
