import asyncio
import gzip
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import feedparser
import httpx
import pytest

from service.domain.errors import DatabaseBusy
from service.domain.feed import Feed, FeedId
from service.domain.source import SourceId
from service.domain.words import Words
from service.storage.store import Store
from service.web.making import FeedMaker
from service.web.serving import FeedDesk
from service.web.shelf import Answer
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import START, Newsroom

ANY = Words()
FIRST, SECOND = SourceId("college-0"), SourceId("college-1")


class WatchedStore(Store):
    """A real store that counts what it is asked, can be told to fail and to wait."""

    asked: Counter[str]
    fails: bool
    gate: asyncio.Event
    """Open: feeds are read at once."""
    reached: asyncio.Event
    """A feed was asked for."""

    def watch(self) -> None:
        self.asked = Counter()
        self.fails = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.reached = asyncio.Event()

    async def version(self) -> int:
        self._ask("version")
        return await super().version()

    async def feed_version(self, feed_id: FeedId) -> int | None:
        self._ask("feed_version")
        return await super().feed_version(feed_id)

    async def feed(self, feed_id: FeedId, *, limit: int = 50, words: Words = ANY) -> Feed | None:
        self._ask("feed")
        self.reached.set()
        await self.gate.wait()
        return await super().feed(feed_id, limit=limit, words=words)

    def _ask(self, what: str) -> None:
        self.asked[what] += 1
        if self.fails:
            raise DatabaseBusy("locked")


def make(store: Store) -> FeedMaker:
    return FeedMaker(store, public_url=PUBLIC_URL, clock=lambda: START, trouble_after=timedelta())


class Ticks:
    """A monotonic clock that moves when told."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[WatchedStore]:
    opened = await WatchedStore.open(f"sqlite:///{tmp_path / 'notices.db'}")
    opened.watch()
    yield opened
    await opened.close()


@pytest.fixture
async def newsroom(store: WatchedStore) -> Newsroom:
    room = Newsroom(store)
    await room.open()
    store.watch()
    return room


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def desk(store: WatchedStore, ticks: Ticks) -> FeedDesk:
    return FeedDesk(store, make(store), public_url=PUBLIC_URL, monotonic=ticks)


def body_of(answer: Answer | None) -> bytes:
    assert answer is not None
    reply = answer.reply({"type": "http", "method": "GET", "headers": []})
    assert reply is not None
    _, body = reply
    assert isinstance(body["body"], bytes)
    return body["body"]


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
async def test_each_format_is_served_with_its_entries(
    newsroom: Newsroom, client: httpx.AsyncClient, format_: str
) -> None:
    await newsroom.publish(FIRST, "新的通知 & 公告")
    answer = await client.get(f"/feeds/college-0.{format_}")
    assert answer.status_code == 200
    if format_ == "json":
        titles = [item["title"] for item in json.loads(answer.content)["items"]]
    else:
        titles = [entry.title for entry in feedparser.parse(answer.content).entries]
    assert titles[0] == "新的通知 & 公告"
    assert len(titles) == 4
    assert f"{PUBLIC_URL}/feeds/college-0.{format_}" in answer.text
    expected = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    assert answer.headers["content-type"].startswith(expected[format_])
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_the_feed_of_everything_has_our_own_page_as_its_home(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    parsed = feedparser.parse((await client.get("/feeds/all.rss")).content)
    assert parsed.feed.link == f"{PUBLIC_URL}/"
    assert len(parsed.entries) == 15


async def test_a_reader_that_comes_again_gets_304_until_something_is_published(
    newsroom: Newsroom, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    first = await open_client().get("/feeds/college-0.atom")
    headers = {"if-none-match": first.headers["etag"]}
    again = await open_client().get("/feeds/college-0.atom", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    await newsroom.publish(SECOND, "别处的通知")
    assert (await open_client().get("/feeds/college-0.atom", headers=headers)).status_code == 304
    await newsroom.publish(FIRST, "这里的通知")
    changed = await open_client().get("/feeds/college-0.atom", headers=headers)
    assert changed.status_code == 200
    assert "这里的通知" in changed.text


async def test_the_opml_lists_every_feed_as_a_download(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    answer = await client.get("/feeds.opml")
    assert answer.headers["content-type"].startswith("text/x-opml")
    assert "noticewire.opml" in answer.headers["content-disposition"]
    for feed in ("all", "college", "college-zuzhigongzuo", "college-4"):
        assert f'xmlUrl="{PUBLIC_URL}/feeds/{feed}.rss"' in answer.text
    assert ".invalid" not in answer.text
    tag = answer.headers["etag"]
    assert (await client.get("/feeds.opml", headers={"if-none-match": tag})).status_code == 304


async def test_head_and_gzip_and_other_methods(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    plain = await client.get("/feeds/all.rss", headers={"accept-encoding": "identity"})
    head = await client.head("/feeds/all.rss", headers={"accept-encoding": "identity"})
    assert head.content == b""
    assert head.headers["content-length"] == str(len(plain.content))
    for _ in range(2):  # built, and from memory
        request = client.build_request("GET", "/feeds/all.rss", headers={"accept-encoding": "gzip"})
        packed = await client.send(request, stream=True)
        raw = b"".join([chunk async for chunk in packed.aiter_raw()])
        assert packed.headers["vary"] == "accept, accept-encoding"
        assert gzip.decompress(raw) == plain.content
    refused = await client.post("/feeds/all.rss")
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


async def test_first_and_later_answers_carry_the_same_feed_headers(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    first = await client.get("/feeds/all.rss")
    for _ in range(5):
        later = await client.get("/feeds/all.rss")
    assert {name: first.headers[name] for name in later.headers} == dict(later.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/nobody.rss",
        "/feeds/all.xml",
        "/feeds/all",
        "/feeds/.rss",
        "/feeds/",
        "/feeds",
        "/feeds/all.rss/",
        "/feeds/a/b.rss",
        "/feeds/%00.rss",
    ],
)
async def test_other_addresses_are_404(newsroom: Newsroom, client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_a_thousand_readers_cost_one_build(newsroom: Newsroom, store: WatchedStore, desk: FeedDesk) -> None:
    store.gate.clear()
    readers = [asyncio.create_task(desk.answer("/feeds/all.rss")) for _ in range(1000)]
    await store.reached.wait()
    store.gate.set()
    answers = await asyncio.gather(*readers)
    assert len({id(answer) for answer in answers}) == 1
    assert store.asked == {"version": 1, "feed_version": 1, "feed": 1}


async def test_a_reader_who_leaves_does_not_spoil_it_for_the_others(
    newsroom: Newsroom, store: WatchedStore, desk: FeedDesk
) -> None:
    store.gate.clear()
    leaving = asyncio.create_task(desk.answer("/feeds/all.rss"))
    staying = asyncio.create_task(desk.answer("/feeds/all.rss"))
    await store.reached.wait()
    leaving.cancel()
    store.gate.set()
    assert await staying is not None
    assert leaving.cancelled() or leaving.cancelling()


async def test_the_database_is_asked_at_most_every_quarter_second(
    newsroom: Newsroom, store: WatchedStore, desk: FeedDesk, ticks: Ticks
) -> None:
    assert desk.ready("/feeds/all.rss") is None
    answer = await desk.answer("/feeds/all.rss")
    for _ in range(100):
        assert desk.ready("/feeds/all.rss") is answer
    assert store.asked["version"] == 1
    ticks.seconds += 0.249
    assert desk.ready("/feeds/all.rss") is answer
    ticks.seconds += 0.002
    assert desk.ready("/feeds/all.rss") is None
    assert await desk.confirmed("/feeds/all.rss") is answer
    assert store.asked == {"version": 2, "feed_version": 1, "feed": 1}


async def test_a_change_elsewhere_builds_nothing_anew(
    newsroom: Newsroom, store: WatchedStore, desk: FeedDesk, ticks: Ticks
) -> None:
    answer = await desk.answer("/feeds/college-0.rss")
    await newsroom.publish(SECOND, "别处的通知")
    store.watch()
    ticks.seconds += 1
    assert await desk.confirmed("/feeds/college-0.rss") is None
    assert await desk.answer("/feeds/college-0.rss") is answer
    assert store.asked == {"version": 1, "feed_version": 1}
    assert desk.ready("/feeds/college-0.rss") is answer


async def test_a_change_is_seen_within_the_quarter_second(
    newsroom: Newsroom, desk: FeedDesk, ticks: Ticks
) -> None:
    before = body_of(await desk.answer("/feeds/college-0.rss"))
    await newsroom.publish(FIRST, "新的通知")
    assert body_of(await desk.answer("/feeds/college-0.rss")) == before
    ticks.seconds += 0.25
    assert "新的通知" in body_of(await desk.answer("/feeds/college-0.rss")).decode()


async def test_a_corrected_title_changes_the_feed(newsroom: Newsroom, desk: FeedDesk, ticks: Ticks) -> None:
    await newsroom.publish(FIRST, "关于放价的通知")
    await desk.answer("/feeds/college-0.rss")
    ticks.seconds += 1
    newsroom.clock.advance(minutes=1)
    await newsroom.rename(FIRST, "关于放价的通知", "关于放假的通知")
    assert "关于放假的通知" in body_of(await desk.answer("/feeds/college-0.rss")).decode()


async def test_without_the_database_readers_get_what_is_in_memory(
    newsroom: Newsroom, store: WatchedStore, desk: FeedDesk, ticks: Ticks
) -> None:
    answer = await desk.answer("/feeds/all.rss")
    store.fails = True
    ticks.seconds += 1
    assert await desk.confirmed("/feeds/all.rss") is None
    assert await desk.answer("/feeds/all.rss") is answer
    with pytest.raises(DatabaseBusy):
        await desk.answer("/feeds/college-0.rss")
    store.fails = False
    assert await desk.answer("/feeds/college-0.rss") is not None


async def test_without_the_database_and_the_memory_a_reader_is_told_to_come_again(
    newsroom: Newsroom, store: WatchedStore, client: httpx.AsyncClient
) -> None:
    store.fails = True
    answer = await client.get("/feeds/all.rss", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "The database is busy" in answer.text


async def test_a_removed_source_has_no_feed_any_more(
    newsroom: Newsroom, store: WatchedStore, desk: FeedDesk, ticks: Ticks
) -> None:
    assert await desk.answer("/feeds/college-4.rss") is not None
    await store.remove_source(SourceId("college-4"), newsroom.clock())
    ticks.seconds += 1
    assert await desk.answer("/feeds/college-4.rss") is None
    assert "college-4" not in body_of(await desk.answer("/feeds.opml")).decode()


async def test_the_memory_is_bounded(newsroom: Newsroom, store: WatchedStore, ticks: Ticks) -> None:
    whole = FeedDesk(store, make(store), public_url=PUBLIC_URL, monotonic=ticks)
    size = len(body_of(await whole.answer("/feeds/college-0.rss")))
    small = FeedDesk(store, make(store), public_url=PUBLIC_URL, limit=3 * size, monotonic=ticks)
    for number in range(5):
        assert await small.answer(f"/feeds/college-{number}.rss") is not None
    kept = [number for number in range(5) if small.ready(f"/feeds/college-{number}.rss")]
    assert kept
    assert len(kept) < 4
    assert kept[-1] == 4
