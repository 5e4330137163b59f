"""The whole history of a feed in documents that never change (RFC 5005 section 4)."""

from collections.abc import Callable
from datetime import date, timedelta

import feedparser
import httpx
import pytest

from service.domain.entry import Candidate, Published
from service.domain.source import SourceId
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import Newsroom

FIRST, SECOND = SourceId("college-0"), SourceId("college-1")


class Walker:
    """Follows a feed's archive as RFC 5005 tells readers to: each document once, for ever."""

    def __init__(self, client: httpx.AsyncClient, feed: str) -> None:
        self._client = client
        self._feed = feed
        self.kept: dict[str, bytes] = {}
        self.ids: dict[str, str] = {}

    async def walk(self) -> list[str]:
        """From the current document back to what is known already; the addresses fetched anew."""
        current = await self._client.get(self._feed)
        body = current.content
        fetched: list[str] = []
        while True:
            parsed = feedparser.parse(body)
            assert not parsed.bozo
            self.ids.update({entry.id: entry.title for entry in parsed.entries})
            previous = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
            if not previous or previous[0] in self.kept:
                return fetched
            answer = await self._client.get(previous[0].removeprefix(PUBLIC_URL))
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
            assert b"http://purl.org/syndication/history/1.0" in answer.content
            body = self.kept[previous[0]] = answer.content
            fetched.append(previous[0].rpartition("/")[2])

    async def unchanged(self) -> bool:
        """Whether every document is still served as it was, but by a process that remembers nothing."""
        answers = [await self._client.get(address.removeprefix(PUBLIC_URL)) for address in self.kept]
        return [answer.content for answer in answers] == list(self.kept.values())


async def fill(room: Newsroom, source: SourceId, count: int, *, first: int = 0) -> None:
    """In polls of a few: more at once would be a flood."""
    for number in range(first, first + count):
        notice = Candidate(
            Url.parse(f"https://college.example.edu.cn/info/{source}/{number}.htm"),
            f"通知第{number}号",
            Published(date(2026, 1, 1) + timedelta(days=number), "Asia/Shanghai"),
        )
        room.listings[source].insert(0, notice)
        if number % 8 == 7 or number == first + count - 1:
            room.clock.advance(seconds=1)
            await room.poll(source)


@pytest.fixture
async def room(newsroom: Newsroom) -> Newsroom:
    await newsroom.open()
    return newsroom


@pytest.mark.parametrize("format_", ["atom", "rss"])
async def test_a_reader_that_walks_back_has_the_whole_history_once(
    room: Newsroom, client: httpx.AsyncClient, format_: str
) -> None:
    await fill(room, FIRST, 120)
    walker = Walker(client, f"/feeds/college-0.{format_}")
    assert await walker.walk() == [f"3-23.{format_}", f"2.{format_}", f"1.{format_}"]
    assert len(walker.ids) == 123
    first = feedparser.parse(walker.kept[f"{PUBLIC_URL}/feeds/college-0/archive/1.{format_}"])
    links = {link.rel: link.href for link in first.feed.links}
    assert links["current"] == f"{PUBLIC_URL}/feeds/college-0.{format_}"
    assert links["next-archive"] == f"{PUBLIC_URL}/feeds/college-0/archive/2.{format_}"
    assert "prev-archive" not in links
    assert "hub" not in links


async def test_a_feed_that_fits_in_one_document_has_no_archive(room: Newsroom, client: httpx.AsyncClient) -> None:
    assert await Walker(client, "/feeds/college-0.atom").walk() == []
    assert (await client.get("/feeds/college-0/archive/1.atom")).status_code == 404


async def test_documents_stay_as_they_were_while_entries_come_are_revised_and_listed_elsewhere(
    room: Newsroom, store: Store, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    await fill(room, FIRST, 70)
    walker = Walker(open_client(), "/feeds/college-0.atom")
    assert await walker.walk() == ["2-23.atom", "1.atom"]
    room.clock.advance(minutes=5)
    await room.rename(FIRST, "通知第3号", "通知第3号（更正）")
    room.listings[SECOND] = [*room.listings[FIRST][:10], *room.listings[SECOND]]
    await room.poll(SECOND)
    for number in range(8):
        room.clock.advance(minutes=2)
        await room.publish(FIRST, f"新的通知{number}")
    later = Walker(open_client(), "/feeds/college-0.atom")
    later.kept = dict(walker.kept)
    assert await later.walk() == ["2-31.atom"]
    assert {f"新的通知{number}" for number in range(8)} <= set(later.ids.values())
    assert await later.unchanged()
    del later.kept[f"{PUBLIC_URL}/feeds/college-0/archive/2-23.atom"]
    assert set(await later.walk()) <= {"1.atom", "2-31.atom"}


async def test_old_entries_that_are_found_later_go_into_new_places(
    room: Newsroom, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    await fill(room, FIRST, 60, first=100)
    walker = Walker(open_client(), "/feeds/college-0.atom")
    await walker.walk()
    before = dict(walker.kept)
    room.clock.advance(minutes=5)
    await fill(room, FIRST, 8)
    again = Walker(open_client(), "/feeds/college-0.atom")
    again.kept = dict(before)
    assert await again.walk() == ["2-21.atom"]
    assert "通知第0号" in (again.ids | walker.ids).values()
    assert await again.unchanged()


async def test_the_next_document_is_found_before_it_is_full(room: Newsroom, client: httpx.AsyncClient) -> None:
    await fill(room, FIRST, 70)
    await client.get("/feeds/college-0.atom")
    there = await client.get("/feeds/college-0/archive/2.atom")
    assert there.status_code == 307
    assert there.headers["location"] == f"{PUBLIC_URL}/feeds/college-0/archive/2-23.atom"
    room.clock.advance(minutes=5)
    await fill(room, FIRST, 27, first=200)
    there = await client.get("/feeds/college-0/archive/3.atom")
    assert there.headers["location"] == f"{PUBLIC_URL}/feeds/college-0.atom"
    for missing in ("4", "2-51", "3-1", "99"):
        assert (await client.get(f"/feeds/college-0/archive/{missing}.atom")).status_code == 404
    assert (await client.get("/feeds/nobody/archive/1.atom")).status_code == 404


async def test_json_goes_on_to_older_pages_and_everything_has_an_archive_too(
    room: Newsroom, client: httpx.AsyncClient
) -> None:
    await fill(room, FIRST, 60)
    seen: set[str] = set()
    address = f"{PUBLIC_URL}/feeds/all.json"
    while address:
        page = (await client.get(address.removeprefix(PUBLIC_URL))).json()
        seen.update(item["id"] for item in page["items"])
        address = page.get("next_url", "")
    assert len(seen) == 75
