"""Feeds over HTTP: built at the first read after a change, then served as bytes from memory."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Hashable
from functools import lru_cache

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from service.domain.errors import StorageError
from service.domain.feed import FeedFormat, FeedId
from service.domain.feedview import FeedView, Unclear, parse_view
from service.feeds import build_opml
from service.storage.store import Store
from service.web.making import FeedMaker
from service.web.shelf import Answer, Document, Shelf
from service.web.traffic import Traffic

__all__ = ["OPML_PATH", "FeedDesk", "FeedLayer", "feed_path"]

OPML_PATH = "/feeds.opml"
_CACHE_CONTROL = "public, max-age=60"
_LOOK_AGAIN = 60.0
"""Seconds until a feed that nobody changed is looked at again."""

log = structlog.get_logger()


def feed_path(feed_id: FeedId, format_: FeedFormat) -> str:
    """Where a feed is served, without the leading slash."""
    return FeedView(feed_id, format_).address


@lru_cache(maxsize=1024)
def _address(path: str, query: bytes) -> str | None:
    """What an answer is kept under: the path and those parameters that make a difference. None: none of ours."""
    try:
        view = parse_view(path, query.decode("latin-1"))
    except Unclear:
        return None
    return "/" + view.address if view else None


class FeedDesk:
    """Hands out answers for feed paths.

    Whether something changed is asked of the Store at most once every `freshness` seconds, whatever the number of
    readers; then a feed is built anew only if its own version has moved. Readers that come while it is built wait
    for the same build. While the database does not answer, what is on the shelf is served as it is.
    """

    def __init__(
        self,
        store: Store,
        maker: FeedMaker,
        *,
        public_url: str,
        limit: int = 64 * 1024 * 1024,
        freshness: float = 0.25,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._public_url = public_url
        self._maker = maker
        self._shelf = Shelf(limit)
        self._freshness = freshness
        self._monotonic = monotonic
        self._fresh_until = -1.0
        self._version = -1
        self._asking: asyncio.Task[int] | None = None
        self._building: dict[str, asyncio.Task[Answer | None]] = {}

    def ready(self, path: str) -> Answer | None:
        """The answer, if it is known to be current this moment. No I/O."""
        now = self._monotonic()
        if now >= self._fresh_until:
            return None
        answer = self._shelf.glance(path)
        return answer if answer is not None and self._is_current(answer, self._version, now) else None

    async def confirmed(self, path: str) -> Answer | None:
        """The answer on the shelf, once the Store says that nothing changed; None where it must be built or the
        Store fails."""
        answer = self._shelf.get(path)
        if answer is None:
            return None
        try:
            version = await self._current_version()
            return answer if self._is_current(answer, version, self._monotonic()) else None
        except StorageError:
            return None

    async def answer(self, path: str, query: str = "") -> Answer | None:
        """The current answer, built where necessary; None for no such feed. Raises Unclear for a query that means
        nothing, StorageError when the database fails and nothing is on the shelf."""
        view = None if path == OPML_PATH else parse_view(path, query)
        if view is None and path != OPML_PATH:
            return None
        path = "/" + view.address if view and query else path
        try:
            version = await self._current_version()
            answer = self._shelf.get(path)
            if answer is not None and self._is_current(answer, version, self._monotonic()):
                return answer
            building = self._building.get(path)
            if building is None:
                building = asyncio.create_task(self._build(path, view, answer, version))
                self._building[path] = building
                building.add_done_callback(lambda _: self._building.pop(path, None))
            return await asyncio.shield(building)
        except StorageError as error:
            stale = self._shelf.get(path)
            if stale is None:
                raise
            log.warning("feed_served_stale", path=path, cause=str(error))
            return stale

    def _is_current(self, answer: Answer, version: int, now: float) -> bool:
        """A feed also changes by mere time, when its source has been in trouble for long."""
        return answer.seen == version and now - answer.checked_at < _LOOK_AGAIN

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

    async def _build(self, path: str, view: FeedView | None, stale: Answer | None, seen: int) -> Answer | None:
        """Versions are read before the content: an answer may be newer than it claims, never older."""
        if view is None:
            return self._put(path, await self._opml(seen))
        version = await self._maker.version(view)
        if version is None:
            self._shelf.drop(path)
            return None
        if stale is not None and stale.version == version:
            stale.seen = seen
            stale.checked_at = self._monotonic()
            return stale
        document = await self._maker.document(view)
        if document is None:
            return None
        return self._put(path, await asyncio.to_thread(self._pack, document, seen, version))

    def _pack(self, document: Document, seen: int, version: Hashable) -> Answer:
        return Answer(document, seen=seen, version=version, checked_at=self._monotonic())

    def _put(self, path: str, answer: Answer) -> Answer:
        self._shelf.put(path, answer)
        return answer

    async def _opml(self, seen: int) -> Answer:
        heads = [self._maker.at_home(head) for head in await self._store.feeds()]

        def build() -> Answer:
            body = build_opml(heads, public_url=self._public_url, title="noticewire")
            etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            named = (("content-disposition", 'attachment; filename="noticewire.opml"'),)
            return self._pack(
                Document(body, "text/x-opml; charset=utf-8", etag, None, _CACHE_CONTROL, named), seen, None
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
            query = scope["query_string"]
            path = _address(scope["path"], query) if query else scope["path"]
            answer = (self._desk.ready(path) or await self._desk.confirmed(path)) if path else None
            reply = answer.reply(scope, raw=b"raw" in query) if answer else None
            if reply:
                start, body = reply
                await send(start)
                await send(body)
                self._traffic.count("feed", start["status"])
                return
        await self._rest(scope, receive, send)
