"""From the view that an address asks for to the document that is served."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC

from service.domain.feed import Feed, FeedHead, FeedId, FeedScope
from service.domain.feedview import EVERYTHING, SEARCH, FeedView
from service.domain.source import SectionPath, SourceId
from service.domain.urls import Url
from service.domain.websub import feed_pushed, hub_address
from service.domain.words import Words
from service.feeds import Links, build_feed
from service.storage.store import Store
from service.web.shelf import Document

__all__ = ["FeedMaker"]

_CACHE_CONTROL = "public, max-age=60"
_SEARCHES_AT_ONCE = 2
"""A search reads far; more of them would hold up everybody else's reads."""


class FeedMaker:
    """Reads what a feed shows and makes its bytes; keeps nothing."""

    def __init__(self, store: Store, *, public_url: str) -> None:
        self._store = store
        self._public_url = public_url.rstrip("/")
        self._home = Url.parse(self._public_url + "/")
        self._searching = asyncio.Semaphore(_SEARCHES_AT_ONCE)

    async def version(self, view: FeedView) -> int | None:
        """A count that grows with every change of what the view shows; None: there is no such feed."""
        return await self._store.feed_version(_shown_by(view))

    async def feed(self, view: FeedView) -> Feed | None:
        """The feed with the entries that the view asks for; None: there is no such feed."""
        words = Words.parse(view.words)
        if not words:
            feed = await self._store.feed(_shown_by(view), limit=view.limit)
            return replace(feed, head=self.at_home(feed.head)) if feed else None
        async with self._searching:
            feed = await self._store.feed(_shown_by(view), limit=view.limit, words=words)
        return replace(feed, head=_searched(self.at_home(feed.head), view.words, words)) if feed else None

    async def document(self, view: FeedView) -> Document | None:
        """The document as it is served; None: there is no such feed."""
        feed = await self.feed(view)
        if feed is None:
            return None
        return await asyncio.to_thread(self._build, view, feed, await self._sections())

    def at_home(self, head: FeedHead) -> FeedHead:
        """The feed of everything has no page but ours, whose address only the web knows."""
        return replace(head, home=self._home) if head.scope is FeedScope.ALL else head

    def _build(self, view: FeedView, feed: Feed, sections: Mapping[SourceId, SectionPath]) -> Document:
        hub = hub_address(self._public_url) if feed_pushed(view) else ""
        links = Links(f"{self._public_url}/{view.address}", hub)
        built = build_feed(
            feed, view.format, public_url=self._public_url, sections=sections, content=view.content, links=links
        )
        return Document(
            built.body,
            built.media_type,
            built.etag,
            built.last_modified.astimezone(UTC),
            _CACHE_CONTROL,
            extra=(("link", _link_field(links)),),
            has_page=True,
        )

    async def _sections(self) -> Mapping[SourceId, SectionPath]:
        return {status.source.id: status.source.section for status in await self._store.sources()}


def _link_field(links: Links) -> str:
    """The Link field (RFC 8288): subscribers look there before they read the document (W3C WebSub, section 4)."""
    related = [("self", links.own), *(named for named in links.named if named[0] == "hub")]
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in related)


def _shown_by(view: FeedView) -> FeedId:
    return EVERYTHING if view.feed_id == SEARCH else view.feed_id


def _searched(head: FeedHead, typed: str, words: Words) -> FeedHead:
    """The head of a search in a feed: two ways to write a search are one feed to readers."""
    return replace(head, id=FeedId(f"{head.id}?{words}"), title=f"{typed} - {head.title}")
