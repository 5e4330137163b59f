"""Visits to a real origin, written to a real store: one trouble never becomes another's."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from service.domain.feed import FeedId
from service.domain.poll import Outcome, Reading
from service.domain.source import Due, Health, Recipe, SourceId
from service.polling.visit import Visitor
from tests.integration.polling.desk import ARTICLE, LISTING, ROW, Desk, Origin


async def test_from_listing_to_feed(desk: Desk) -> None:
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 15):
        desk.origin.page(f"/info/{number}.htm", ARTICLE)
    await desk.watch("/a.htm")
    await desk.round()
    assert await desk.titles("a") == []
    await desk.read_articles()
    assert len(await desk.titles("a")) == 12
    desk.origin.listing("/a.htm", *range(13, 1, -1))
    desk.later(minutes=10)
    await desk.round()
    await desk.read_articles()
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
        desk.later(minutes=10)
    await desk.read_articles()
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
            await asyncio.sleep(0.01)
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
    desk.poller = desk.poller_with(Broken(desk.fetcher))
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
    rows = "".join(ROW.format(n=number, day=number) for number in range(12, 0, -1))
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
    await desk.read_articles()
    assert len(await desk.titles("a")) == 12
