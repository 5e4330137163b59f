"""A source in trouble says so in its feed: once, after the owner's delay, until it is read again."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import feedparser
import pytest

from service.domain.source import SourceId
from service.storage.store import Store
from service.web.making import FeedMaker
from service.web.serving import FeedDesk
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import Newsroom

FIRST = SourceId("college-0")
Reading = Callable[..., Awaitable[list[tuple[str, str]]]]


class Monotonic:
    seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 61  # each look is a minute after the one before
        return self.seconds


@pytest.fixture
def read(newsroom: Newsroom, store: Store) -> Reading:
    desks: dict[timedelta, FeedDesk] = {}

    async def look(after: timedelta = timedelta(days=1), feed: str = "college-0") -> list[tuple[str, str]]:
        if after not in desks:
            maker = FeedMaker(store, public_url=PUBLIC_URL, clock=newsroom.clock, trouble_after=after)
            desks[after] = FeedDesk(store, maker, public_url=PUBLIC_URL, monotonic=Monotonic())
        answer = await desks[after].answer(f"/feeds/{feed}.atom")
        assert answer is not None
        reply = answer.reply({"type": "http", "method": "GET", "headers": []})
        assert reply is not None
        parsed = feedparser.parse(reply[1]["body"])
        assert not parsed.bozo
        return [(entry.id, entry.title) for entry in parsed.entries]

    return look


async def _fail_for(newsroom: Newsroom, hours: int) -> None:
    for _ in range(hours // 6):
        newsroom.clock.advance(hours=6)
        await newsroom.fail(FIRST, "no answer")


async def test_it_is_told_after_the_delay_and_stays_the_same_until_the_source_is_read_again(
    newsroom: Newsroom, read: Reading
) -> None:
    await newsroom.open()
    before = await read()
    await _fail_for(newsroom, 18)
    assert await read() == before
    await _fail_for(newsroom, 6)
    told = await read()
    assert told[1:] == before
    assert "无法读取" in told[0][1]
    assert "工作动态" in told[0][1]
    await _fail_for(newsroom, 12)
    assert await read() == told
    await newsroom.publish(FIRST, "补发的通知")
    healed = await read()
    assert healed[0][1] == "补发的通知"
    assert healed[1:] == before
    await _fail_for(newsroom, 24)
    again = await read()
    assert again[0][0] != told[0][0]
    assert again[1:] == healed


async def test_the_owner_can_have_it_later_or_never_and_other_feeds_keep_silent(
    newsroom: Newsroom, read: Reading
) -> None:
    await newsroom.open()
    before, site = await read(), await read(feed="college")
    await _fail_for(newsroom, 48)
    assert await read(timedelta()) == before
    assert await read(timedelta(days=7)) == before
    assert await read(feed="college") == site
    assert len(await read()) == len(before) + 1


async def test_a_paused_source_is_in_no_trouble(newsroom: Newsroom, read: Reading, store: Store) -> None:
    await newsroom.open()
    before = await read()
    await _fail_for(newsroom, 48)
    await store.set_paused(FIRST, True, newsroom.clock())
    assert await read() == before
