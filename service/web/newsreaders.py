"""Addresses that add a feed to a reader. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlsplit

__all__ = ["HOSTED", "OWN", "Newsreader", "own_address"]


@dataclass(frozen=True, slots=True)
class Newsreader:
    """`address` is a pattern: {feed} is the feed's address, escaped, {own} that of the reader's own server."""

    name: str
    address: str

    def adding(self, feed: str, own: str = "") -> str:
        return self.address.format(feed=quote(feed, safe=""), own=own)


HOSTED = (
    Newsreader("Inoreader", "https://www.inoreader.com/?add_feed={feed}"),
    Newsreader("Feedly", "https://feedly.com/i/subscription/feed%2F{feed}"),
    Newsreader("Folo", "follow://add?url={feed}"),
)
OWN: Mapping[str, Newsreader] = MappingProxyType(
    {
        "miniflux": Newsreader("Miniflux", "{own}/bookmarklet?uri={feed}"),
        "freshrss": Newsreader("FreshRSS", "{own}/i/?c=feed&a=add&url_rss={feed}"),
    }
)
"""Those that people run themselves."""


def own_address(text: str) -> str:
    """The address of one's own server, without a slash at its end; empty for what is no http(s) address."""
    text = text.strip().rstrip("/")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in parts.netloc or len(text) > 300:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
