"""Visits to a real origin, written to a real store: one trouble never becomes another's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from service.domain.decision import Policy
from service.domain.naming import site_id
from service.domain.overview import FeedId
from service.domain.poll import Outcome, Reading
from service.domain.source import Due, Health, Holder, Recipe, Site, Source, SourceId
from service.domain.urls import Url
from service.fetching.fetch import Fetcher, open_fetcher
from service.polling.articles import ArticleReader
from service.polling.rounds import Poller
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.server import WebServer

LISTING = "<html><head><title>通知</title></head><body><ul>{rows}</ul></body></html>"
ROW = '<li class="row"><a href="/info/{n}.htm">关于第{n}次会议的通知</a><span>2026-03-{n:02d}</span></li>'
ARTICLE = "<html><body><h1>通知</h1><div class='v_news_content'><p>请各单位按时参加会议。</p></div></body></html>"


@dataclass
class Origin:
    """Answers by path: (status, headers, body), or hangs."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    hanging: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def page(self, path: str, body: str, status: int = 200, charset: str = "utf-8", **headers: str) -> None:
        fields = {"content-type": f"text/html; charset={charset}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.pages[path] = (status, fields, body.encode(charset))

    def listing(self, path: str, *numbers: int) -> None:
        self.page(path, LISTING.format(rows="".join(ROW.format(n=number) for number in numbers)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        self.asked.append(path)
        if path in self.hanging:
            self.reached.set()
            await asyncio.Event().wait()
        status, headers, body = self.pages.get(path, (404, {"content-type": "text/html"}, b"nothing"))
        fields = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": fields})
        await send({"type": "http.response.body", "body": body})


@dataclass
class Desk:
    """The parts of polling on one origin; `now` moves when a test says so."""

    origin: Origin
    server: WebServer
    store: Store
    fetcher: Fetcher
    now: datetime = datetime(2026, 3, 20, 2, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.poller = self._poller(Visitor(self.fetcher))
        self.reader = ArticleReader(self.store, self.fetcher, clock=lambda: self.now, holder=Holder("daemon:x"))

    def _poller(self, visitor: Visitor) -> Poller:
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

    async def health(self, name: str) -> tuple[Health, str]:
        status = await self.store.source(SourceId(name))
        assert status is not None
        return status.state.health, status.state.evidence

    async def titles(self, name: str) -> list[str]:
        feed = await self.store.feed(FeedId(name))
        assert feed is not None
        return [entry.title for entry in feed.entries]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    origin = Origin()
    server = WebServer(origin, "127.0.0.1", 0)
    await server.start()
    store = await Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    fetcher = open_fetcher(allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0))
    yield Desk(origin, server, store, fetcher)
    await fetcher.aclose()
    await store.close()
    await server.stop(1)


async def test_from_listing_to_feed(desk: Desk) -> None:
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 15):
        desk.origin.page(f"/info/{number}.htm", ARTICLE)
    await desk.watch("/a.htm")
    await desk.round()
    assert await desk.titles("a") == []
    while await desk.reader.round():
        await desk.reader.idle()
    assert len(await desk.titles("a")) == 12
    desk.origin.listing("/a.htm", *range(13, 1, -1))
    desk.now += timedelta(minutes=10)
    await desk.round()
    while await desk.reader.round():
        await desk.reader.idle()
    assert (await desk.titles("a"))[0] == "关于第13次会议的通知"
    feed = await desk.store.feed(FeedId("a"))
    assert feed is not None
    assert "按时参加" in feed.entries[0].body


@pytest.mark.parametrize(
    ("prepare", "health", "waits"),
    [
        (lambda origin: origin.page("/bad.htm", "x", 500), Health.UNREACHABLE, False),
        (lambda origin: origin.page("/bad.htm", "x", 404), Health.GONE, False),
        (lambda origin: origin.page("/bad.htm", "x", 410), Health.GONE, True),
        (lambda origin: origin.page("/bad.htm", "x", 403), Health.BLOCKED, False),
        (lambda origin: origin.page("/bad.htm", "x", 412), Health.BLOCKED, False),
        (lambda origin: origin.page("/bad.htm", "x", 429, retry_after="3600"), Health.THROTTLED, True),
        (lambda origin: origin.page("/bad.htm", "<p>只有一段话。</p>"), Health.DRIFTED, False),
    ],
    ids=["500", "404", "410", "403", "412", "429", "no listing"],
)
async def test_a_troubled_source_tells_its_trouble_and_touches_no_other(
    desk: Desk, prepare: Callable[[Origin], None], health: Health, waits: bool
) -> None:
    desk.origin.listing("/good.htm", *range(12, 0, -1))
    prepare(desk.origin)
    await desk.watch("/bad.htm", "/good.htm")
    await desk.round()
    found, evidence = await desk.health("bad")
    assert (found, bool(evidence)) == (health, True)
    assert (await desk.health("good"))[0] is (Health.OK if health is not Health.THROTTLED else Health.THROTTLED)
    status = await desk.store.source(SourceId("bad"))
    assert status is not None
    assert (status.state.wait_until is not None) is waits
    assert status.state.next_poll_at > desk.now


async def test_an_emptied_or_broken_listing_loses_nothing_and_announces_nothing_again(desk: Desk) -> None:
    await desk.watch("/a.htm")
    for number in range(1, 13):
        desk.origin.page(f"/info/{number}.htm", ARTICLE)
    full = tuple(range(12, 0, -1))
    pages: list[Callable[[], None]] = [
        lambda: desk.origin.listing("/a.htm", *full),
        lambda: desk.origin.page("/a.htm", "<p>系统维护中</p>"),
        lambda: desk.origin.page("/a.htm", "", 503),
        lambda: desk.origin.listing("/a.htm", *full),
    ]
    for show in pages:
        show()
        record = await desk.poller.poll_one(SourceId("a"))
        assert record is not None
        assert not any(sighting.announce for sighting in record.sightings)
        desk.now += timedelta(minutes=10)
    while await desk.reader.round():
        await desk.reader.idle()
    assert len(await desk.titles("a")) == 12


async def test_a_site_that_hangs_holds_up_nobody_else(desk: Desk) -> None:
    desk.origin.hanging.add("/slow.htm")
    desk.origin.listing("/quick.htm", *range(12, 0, -1))
    await desk.watch("/slow.htm", host="127.0.0.1")
    await desk.watch("/quick.htm", host="localhost")
    await desk.poller.round()
    async with asyncio.timeout(10):
        await desk.origin.reached.wait()
        while (await desk.health("quick"))[0] is Health.UNCHECKED:
            await desk.poller.round()
            await asyncio.sleep(0)
    assert (await desk.health("quick"))[0] is Health.OK
    assert (await desk.health("slow"))[0] is Health.UNCHECKED
    assert await desk.poller.drain(0.01) == 1


async def test_what_nobody_foresaw_is_put_off_and_the_others_go_on(desk: Desk) -> None:
    class Broken(Visitor):
        async def visit(self, due: Due) -> Reading:
            if due.source.id == "odd":
                raise KeyError("surprise")
            return await super().visit(due)

    desk.origin.listing("/fine.htm", *range(12, 0, -1))
    desk.poller = desk._poller(Broken(desk.fetcher))
    await desk.watch("/odd.htm", "/fine.htm")
    await desk.round()
    assert (await desk.health("fine"))[0] is Health.OK
    status = await desk.store.source(SourceId("odd"))
    assert status is not None
    assert status.state.failures == 1
    assert "surprise" in status.state.evidence
    assert status.state.next_poll_at > desk.now + timedelta(minutes=5)


async def test_a_selector_that_fits_no_more_is_named(desk: Desk) -> None:
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    await desk.watch("/a.htm", recipe=Recipe("tr.row"))
    await desk.round()
    health, evidence = await desk.health("a")
    assert health is Health.DRIFTED
    assert "tr.row" in evidence


async def test_a_gbk_page_is_read_and_the_same_bytes_are_unchanged(desk: Desk) -> None:
    rows = "".join(ROW.format(n=number) for number in range(12, 0, -1))
    desk.origin.page("/a.htm", LISTING.format(rows=rows), charset="gbk")
    await desk.watch("/a.htm")
    first = await desk.poller.poll_one(SourceId("a"))
    second = await desk.poller.poll_one(SourceId("a"))
    assert first is not None
    assert second is not None
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.UNCHANGED)
    assert first.sightings[0].title == "关于第12次会议的通知"


async def test_a_moved_listing_is_followed(desk: Desk) -> None:
    desk.origin.listing("/new.htm", *range(12, 0, -1))
    desk.origin.page("/a.htm", "", 301, location="/new.htm")
    await desk.watch("/a.htm")
    record = await desk.poller.poll_one(SourceId("a"))
    assert record is not None
    assert record.outcome is Outcome.OK
    assert record.moved_to is not None
    assert record.moved_to.path == "/new.htm"


async def test_an_article_behind_a_login_is_told_by_its_title(desk: Desk) -> None:
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 13):
        desk.origin.page(f"/info/{number}.htm", "x", 403)
    await desk.watch("/a.htm")
    await desk.round()
    while await desk.reader.round():
        await desk.reader.idle()
    assert len(await desk.titles("a")) == 12
