"""From the view that an address asks for to the document that is served."""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.domain.entry import Entry
from service.domain.feed import Feed, FeedHead, FeedId, FeedScope
from service.domain.feedview import SEARCH, USUAL_LIMIT, ArchivePage, FeedView, newest_page, shown_by
from service.domain.privatefeed import token_digest
from service.domain.source import SectionPath, SourceId
from service.domain.trouble import in_trouble_since
from service.domain.urls import Url
from service.domain.websub import feed_pushed, hub_address
from service.domain.words import Words
from service.feeds import Links, build_feed
from service.storage.store import Store
from service.web.shelf import Document
from service.web.trouble import trouble_entry

__all__ = ["FeedMaker"]

_FOR_ALL = "public, max-age=60"
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_ONE = "private, max-age=60"
_HIDDEN = (("x-robots-tag", "noindex, nofollow"), ("referrer-policy", "no-referrer"))
_FILING = timedelta(minutes=1)
"""How often new entries get their places in an archive, at most; meanwhile the current document has them."""
_OURS = frozenset({FeedScope.ALL, FeedScope.TAG, FeedScope.PRIVATE})
_SEARCHES_AT_ONCE = 2
"""A search reads far; more of them would hold up everybody else's reads."""


class FeedMaker:
    """Reads what a feed shows and makes its bytes; keeps nothing but when it last looked after an archive."""

    def __init__(
        self, store: Store, *, public_url: str, clock: Callable[[], datetime], trouble_after: timedelta
    ) -> None:
        """`clock` gives aware UTC. A source in trouble says so there after `trouble_after`, nought: never."""
        self._store = store
        self._clock = clock
        self._trouble_after = trouble_after
        self._public_url = public_url.rstrip("/")
        self._home = Url.parse(self._public_url + "/")
        self._filed_at: dict[FeedId, datetime] = {}
        self._searching = asyncio.Semaphore(_SEARCHES_AT_ONCE)

    async def version(self, view: FeedView) -> Hashable | None:
        """Another one after every change of what the view shows; None: there is no such feed."""
        if view.token:
            return await self._store.private.version(token_digest(view.token))
        version = await self._store.feed_version(shown_by(view))
        if version is None or view.archive:
            return version if version is None else "archive"
        return version, await self._trouble(view)

    async def feed(self, view: FeedView) -> Feed | None:
        """The feed with the entries that the view asks for, under its own head; None: there is no such feed."""
        words = Words.parse(view.words)
        if words:
            async with self._searching:
                feed = await self._store.feed(shown_by(view), limit=view.limit, words=words)
            return replace(feed, head=_searched(self.at_home(feed.head), view.words, words)) if feed else None
        feed = await self._read(view)
        return await self._told(view, replace(feed, head=self.at_home(feed.head))) if feed else None

    async def document(self, view: FeedView) -> Document | None:
        """The document as it is served; None: there is no such feed."""
        feed = await self.feed(view)
        if feed is None:
            return None
        links = await self._links(view)
        return await asyncio.to_thread(self._build, view, feed, await self._sections(), links)

    async def newest_archive(self, view: FeedView) -> ArchivePage | None:
        """The document of the archive that holds the feed's newest entries; None: it has no archive."""
        if view.token or view.words or view.feed_id == SEARCH:
            return None
        now, due = self._clock(), self._filed_at.get(view.feed_id)
        if due is not None and now - due < _FILING:
            return newest_page(await self._store.archives.places(view.feed_id))
        self._filed_at[view.feed_id] = now
        return newest_page(await self._store.archives.file(view.feed_id, now))

    async def _read(self, view: FeedView) -> Feed | None:
        if view.token:
            return await self._store.private.feed(token_digest(view.token), limit=view.limit)
        if view.archive:
            return await self._store.archives.page(view.feed_id, view.archive)
        return await self._store.feed(shown_by(view), limit=view.limit)

    async def _links(self, view: FeedView) -> Links:
        own = self._at(view)
        if view.archive:
            number, is_full = view.archive.number, view.archive.length is None
            previous = ArchivePage(number - 1) if number > 1 else None
            following = ArchivePage(number + 1) if is_full else None
            return Links(
                own,
                current=self._at(replace(view, archive=None)),
                previous=self._at(replace(view, archive=previous)) if previous else "",
                following=self._at(replace(view, archive=following)) if following else "",
            )
        newest = await self.newest_archive(view)
        return Links(
            own,
            hub=hub_address(self._public_url) if feed_pushed(view) else "",
            previous=self._at(replace(view, archive=newest, limit=USUAL_LIMIT)) if newest else "",
        )

    def _at(self, view: FeedView) -> str:
        return f"{self._public_url}/{view.address}"

    def at_home(self, head: FeedHead) -> FeedHead:
        """A feed of no one site has no page but ours, whose address only the web knows."""
        return replace(head, home=self._home) if head.scope in _OURS else head

    async def _told(self, view: FeedView, feed: Feed) -> Feed:
        """The feed with a word on top where its source is in trouble."""
        trouble = await self._trouble(view)
        return replace(feed, entries=(trouble, *feed.entries[: view.limit - 1])) if trouble else feed

    async def _trouble(self, view: FeedView) -> Entry | None:
        if not self._trouble_after or view.words or view.archive or view.token:
            return None
        status = await self._store.source(SourceId(view.feed_id))
        if status is None or status.source.paused:
            return None
        since = in_trouble_since(status.state, self._clock(), self._trouble_after)
        if since is None:
            return None
        return trouble_entry(status, since, self._trouble_after, public_url=self._public_url, language="zh")

    def _build(
        self, view: FeedView, feed: Feed, sections: Mapping[SourceId, SectionPath], links: Links
    ) -> Document:
        built = build_feed(
            feed, view.format, public_url=self._public_url, sections=sections, content=view.content, links=links
        )
        return Document(
            built.body,
            built.media_type,
            built.etag,
            built.last_modified.astimezone(UTC),
            _FOR_ONE if view.token else _FOR_EVER if view.archive else _FOR_ALL,
            extra=(("link", _link_field(links)), *(_HIDDEN if view.token else ())),
            public=not view.token,
            has_page=True,
        )

    async def _sections(self) -> Mapping[SourceId, SectionPath]:
        return {status.source.id: status.source.section for status in await self._store.sources()}


def _link_field(links: Links) -> str:
    """The Link field (RFC 8288): subscribers look there before they read the document (W3C WebSub, section 4)."""
    related = [("self", links.own), *(named for named in links.named if named[0] == "hub")]
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in related)


def _searched(head: FeedHead, typed: str, words: Words) -> FeedHead:
    """The head of a search in a feed: two ways to write a search are one feed to readers."""
    return replace(head, id=FeedId(f"{head.id}?{words}"), title=f"{typed} - {head.title}")
