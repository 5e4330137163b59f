"""Feeds over HTTP: built at the first read after a change, then served as bytes from memory."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from service.domain.errors import StorageError
from service.domain.overview import FeedFormat, FeedHead, FeedId, FeedScope
from service.domain.urls import Url
from service.feeds import build_feed, build_opml
from service.storage.store import Store
from service.web.shelf import Answer, Document, Shelf
from service.web.traffic import Traffic

__all__ = ["OPML_PATH", "FeedDesk", "FeedLayer", "feed_path"]

OPML_PATH = "/feeds.opml"
_FOLDER = "/feeds/"
_FORMATS: dict[str, FeedFormat] = {format_.value: format_ for format_ in FeedFormat}
_CACHE_CONTROL = "public, max-age=60"

log = structlog.get_logger()


def feed_path(feed_id: FeedId, format_: FeedFormat) -> str:
    """Where a feed is served, without the leading slash."""
    return f"feeds/{feed_id}.{format_.value}"


class FeedDesk:
    """Hands out answers for feed paths.

    Whether something changed is asked of the Store at most once every `freshness` seconds, whatever the number of
    readers; then a feed is built anew only if its own version has moved. Readers that come while it is built wait
    for the same build. While the database does not answer, what is on the shelf is served as it is.
    """

    def __init__(
        self,
        store: Store,
        *,
        public_url: str,
        limit: int = 64 * 1024 * 1024,
        freshness: float = 0.25,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._public_url = public_url
        self._home = Url.parse(public_url.rstrip("/") + "/")
        self._shelf = Shelf(limit)
        self._freshness = freshness
        self._monotonic = monotonic
        self._fresh_until = -1.0
        self._version = -1
        self._asking: asyncio.Task[int] | None = None
        self._building: dict[str, asyncio.Task[Answer | None]] = {}

    def ready(self, path: str) -> Answer | None:
        """The answer, if it is known to be current this moment. No I/O."""
        if self._monotonic() >= self._fresh_until:
            return None
        answer = self._shelf.glance(path)
        return answer if answer is not None and answer.seen == self._version else None

    async def confirmed(self, path: str) -> Answer | None:
        """The answer on the shelf, once the Store says that nothing changed; None where it must be built or the
        Store fails."""
        answer = self._shelf.get(path)
        if answer is None:
            return None
        try:
            return answer if answer.seen == await self._current_version() else None
        except StorageError:
            return None

    async def answer(self, path: str) -> Answer | None:
        """The current answer, built where necessary; None for no such feed. Raises StorageError when the database
        fails and nothing is on the shelf."""
        if not path.startswith(_FOLDER) and path != OPML_PATH:
            return None
        try:
            version = await self._current_version()
            answer = self._shelf.get(path)
            if answer is not None and answer.seen == version:
                return answer
            building = self._building.get(path)
            if building is None:
                building = asyncio.create_task(self._build(path, answer, version))
                self._building[path] = building
                building.add_done_callback(lambda _: self._building.pop(path, None))
            return await asyncio.shield(building)
        except StorageError as error:
            stale = self._shelf.get(path)
            if stale is None:
                raise
            log.warning("feed_served_stale", path=path, cause=str(error))
            return stale

    async def _current_version(self) -> int:
        if self._monotonic() < self._fresh_until:
            return self._version
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    async def _ask(self) -> int:
        asked_at = self._monotonic()
        self._version = await self._store.version()
        self._fresh_until = asked_at + self._freshness
        return self._version

    def _asked(self, _: asyncio.Task[int]) -> None:
        self._asking = None

    async def _build(self, path: str, stale: Answer | None, seen: int) -> Answer | None:
        """Versions are read before the content: an answer may be newer than it claims, never older."""
        if path == OPML_PATH:
            return self._put(path, await self._opml(seen))
        name, _, suffix = path.removeprefix(_FOLDER).rpartition(".")
        feed_id, format_ = FeedId(name), _FORMATS.get(suffix)
        version = await self._store.feed_version(feed_id) if format_ and name else None
        if format_ is None or version is None:
            self._shelf.drop(path)
            return None
        if stale is not None and stale.version == version:
            stale.seen = seen
            return stale
        answer = await self._feed(feed_id, format_, seen, version)
        return self._put(path, answer) if answer else None

    def _put(self, path: str, answer: Answer) -> Answer:
        self._shelf.put(path, answer)
        return answer

    async def _feed(self, feed_id: FeedId, format_: FeedFormat, seen: int, version: int) -> Answer | None:
        feed = await self._store.feed(feed_id)
        if feed is None:
            return None
        feed = replace(feed, head=self._at_home(feed.head))
        sections = {status.source.id: status.source.section for status in await self._store.sources()}

        def build() -> Answer:
            built = build_feed(feed, format_, public_url=self._public_url, sections=sections)
            changed_at = built.last_modified.astimezone(UTC)
            document = Document(built.body, built.media_type, built.etag, changed_at, _CACHE_CONTROL)
            return Answer(document, seen=seen, version=version)

        return await asyncio.to_thread(build)

    def _at_home(self, head: FeedHead) -> FeedHead:
        """The feed of everything has no page but ours, whose address only the web knows."""
        return replace(head, home=self._home) if head.scope is FeedScope.ALL else head

    async def _opml(self, seen: int) -> Answer:
        heads = [self._at_home(head) for head in await self._store.feeds()]

        def build() -> Answer:
            body = build_opml(heads, public_url=self._public_url, title="noticewire")
            etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            named = (("content-disposition", 'attachment; filename="noticewire.opml"'),)
            return Answer(
                Document(body, "text/x-opml; charset=utf-8", etag, None, _CACHE_CONTROL, named), seen=seen
            )

        return await asyncio.to_thread(build)


class FeedLayer:
    """The outermost layer of the application: a feed that is ready is answered here, everything else by `rest`."""

    def __init__(self, desk: FeedDesk, rest: ASGIApp, traffic: Traffic) -> None:
        self._desk = desk
        self._rest = rest
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/feeds") and scope["method"] in ("GET", "HEAD"):
            path = scope["path"]
            answer = self._desk.ready(path) or await self._desk.confirmed(path)
            if answer is not None:
                start, body = answer.reply(scope)
                await send(start)
                await send(body)
                self._traffic.count("feed", start["status"])
                return
        await self._rest(scope, receive, send)
