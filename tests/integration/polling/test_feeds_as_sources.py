"""A source whose address is a feed is watched like any listing."""

from service.domain.poll import Outcome
from service.domain.source import SourceId
from tests.integration.polling.desk import Desk

ITEM = (
    "<item><title>第{n}号通知</title><link>/info/{n}.htm</link>"
    "<pubDate>{day:02d} Mar 2026 08:00:00 +0800</pubDate></item>"
)


def _feed(desk: Desk, *numbers: int) -> None:
    items = "".join(ITEM.format(n=number, day=number) for number in numbers)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>通知</title>{items}</channel></rss>'
    desk.origin.page("/rss.xml", body)
    status, _, content = desk.origin.pages["/rss.xml"]
    desk.origin.pages["/rss.xml"] = (status, {"content-type": "application/rss+xml"}, content)


async def test_new_entries_of_a_feed_are_announced_once(desk: Desk) -> None:
    _feed(desk, 3, 2, 1)
    await desk.watch("/rss.xml")
    first = await desk.poller.poll_one(SourceId("rss"))
    assert first is not None
    assert (first.new, first.state.method) == (3, "RSS")
    desk.later(hours=1)
    _feed(desk, 4, 3, 2)
    second = await desk.poller.poll_one(SourceId("rss"))
    assert second is not None
    assert [sighting.title for sighting in second.sightings if sighting.announce] == ["第4号通知"]
    desk.later(hours=1)
    third = await desk.poller.poll_one(SourceId("rss"))
    assert third is not None
    assert third.outcome is Outcome.UNCHANGED
