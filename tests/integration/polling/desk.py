"""An origin that answers as told, and the parts of polling on it."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from service.domain.decision import Policy
from service.domain.feed import FeedId
from service.domain.naming import site_id
from service.domain.source import Health, Holder, Recipe, Site, Source, SourceId
from service.domain.urls import Url
from service.fetching.fetch import Fetcher
from service.polling.articles import ArticleReader
from service.polling.backfilling import Backfill
from service.polling.rounds import Poller
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.server import WebServer

LISTING = "<html><head><title>通知</title></head><body><ul>{rows}</ul></body></html>"
ROW = '<li class="row"><a href="/info/{n}.htm">关于第{n}次会议的通知</a><span>2026-03-{day:02d}</span></li>'
ARTICLE = "<html><body><h1>通知</h1><div class='v_news_content'><p>请各单位按时参加会议。</p></div></body></html>"


@dataclass
class Origin:
    """Answers by path: (status, headers, body), or hangs."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    hanging: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody hangs."""
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    services: dict[str, Callable[[dict[str, str]], tuple[str, str]]] = field(default_factory=dict)
    """By path: from a query to the media type and the body; with an ETag, so that 304 is an answer."""

    def page(self, path: str, body: str, status: int = 200, charset: str = "utf-8", **headers: str) -> None:
        fields = {"content-type": f"text/html; charset={charset}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.pages[path] = (status, fields, body.encode(charset))

    def listing(self, path: str, *numbers: int, following: str = "", day: int | None = None) -> None:
        """Notices with these numbers, dated by their number or all of one `day` of March."""
        pager = f'<div class="pages"><a href="{following}">下一页</a></div>' if following else ""
        rows = "".join(ROW.format(n=number, day=day or number) for number in numbers)
        self.page(path, LISTING.format(rows=rows).replace("</body>", f"{pager}</body>"))

    def paged(self, newest: int, *, day: int | None = None, size: int = 10, last: str = "") -> None:
        """The listing /a.htm of `size` a page, down to number 1; the last page leads on to `last`."""
        numbers = list(range(newest, 0, -1))
        chunks = [numbers[start : start + size] for start in range(0, len(numbers), size)]
        for number, chunk in enumerate(chunks):
            following = f"/a{number + 1}.htm" if number + 1 < len(chunks) else last
            self.listing("/a.htm" if number == 0 else f"/a{number}.htm", *chunk, following=following, day=day)

    def let_go(self) -> None:
        """Nothing hangs any more; whoever does is answered."""
        self.hanging.clear()
        self.freed.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        self.asked.append(path)
        if path in self.hanging:
            self.reached.set()
            await self.freed.wait()
        if path in self.services:
            query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
            kind, text = self.services[path](query)
            tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
            known = dict(scope["headers"]).get(b"if-none-match") == tag.encode()
            self.pages[path] = (304 if known else 200, {"content-type": kind, "etag": tag}, text.encode())
        status, headers, body = self.pages.get(path, (404, {"content-type": "text/html"}, b"nothing"))
        fields = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": fields})
        await send({"type": "http.response.body", "body": b"" if status == 304 else body})


@dataclass
class Desk:
    """The parts of polling on one origin; `now` moves when a test says so."""

    origin: Origin
    server: WebServer
    store: Store
    fetcher: Fetcher
    now: datetime = datetime(2026, 3, 20, 2, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.poller = self.poller_with(Visitor(self.fetcher))
        self.backfill = Backfill(
            self.store, Visitor(self.fetcher), self.poller, clock=lambda: self.now, holder=Holder("daemon:x")
        )
        self.reader = ArticleReader(self.store, self.fetcher, clock=lambda: self.now, holder=Holder("daemon:x"))

    def poller_with(self, visitor: Visitor) -> Poller:
        return Poller(
            self.store, visitor, Policy(), clock=lambda: self.now, jitter=lambda: 0.0, holder=Holder("daemon:x")
        )

    async def watch(self, *paths: str, host: str = "127.0.0.1", recipe: Recipe | None = None) -> None:
        for path in paths:
            url = Url.parse(f"http://{host}:{self.server.port}{path}")
            site = Site(site_id(url), url.join("/"), host)
            name = SourceId(path.strip("/").partition(".")[0])
            source = Source(name, site.id, url, name, every=timedelta(minutes=10), recipe=recipe)
            await self.store.add(site, [source], self.now)

    async def round(self) -> None:
        await self.poller.round()
        await self.poller.idle()

    async def read_articles(self) -> None:
        """All that are owed and due."""
        while await self.reader.round():
            await self.reader.idle()

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    async def health(self, name: str) -> tuple[Health, str]:
        status = await self.store.source(SourceId(name))
        assert status is not None
        return status.state.health, status.state.evidence

    async def titles(self, name: str) -> list[str]:
        feed = await self.store.feed(FeedId(name))
        assert feed is not None
        return [entry.title for entry in feed.entries]
