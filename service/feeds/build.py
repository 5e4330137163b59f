"""build_feed: the bytes of a feed with what HTTP wants to know of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from service.domain.feed import Feed, FeedFormat
from service.domain.feedview import Content
from service.domain.source import SectionPath, SourceId
from service.feeds import jsonfeed, xmlfeed
from service.feeds.links import Links
from service.feeds.wording import MEDIA_TYPES, changed_at, feed_url

__all__ = ["FeedDocument", "build_feed", "feed_url"]

_NO_SECTIONS: Mapping[SourceId, SectionPath] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as served. `etag` is strong and quoted, made from the bytes (RFC 9110 section 8.8.3);
    `last_modified` is aware UTC in whole seconds."""

    body: bytes
    media_type: str
    etag: str
    last_modified: datetime


def build_feed(
    feed: Feed,
    format: FeedFormat,  # noqa: A002 - the word of the domain
    *,
    public_url: str,
    sections: Mapping[SourceId, SectionPath] = _NO_SECTIONS,
    content: Content = Content.FULL,
    links: Links | None = None,
) -> FeedDocument:
    """The feed in one of its formats, entries in the order given.

    `public_url` is the one address that links to ourselves carry. `sections`: the section of each source; where
    given, entries bear it as their category. `content`: how much of each entry. `links`: what the document says of
    its own address and its neighbours; None: the usual address of the feed, alone. Raises ValueError for an entry
    with naive times.
    """
    links = links or Links(feed_url(public_url, feed.head.id, format))
    match format:
        case FeedFormat.RSS:
            body = xmlfeed.rss(feed, links, sections, content)
        case FeedFormat.ATOM:
            body = xmlfeed.atom(feed, links, sections, content)
        case FeedFormat.JSON:
            body = jsonfeed.json_feed(feed, links, sections, content)
    return FeedDocument(
        body=body,
        media_type=f"{MEDIA_TYPES[format]}; charset=utf-8",
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        last_modified=changed_at(feed),
    )
