"""The older pages of a listing come into its feed, in order, told to nobody, and once."""

from datetime import date, timedelta

import pytest

from service.domain.feed import FeedId
from service.domain.history import Ending
from service.domain.source import Health, Holder, SourceId
from service.polling.backfilling import Backfilled
from tests.integration.polling.desk import LISTING, Desk

A = SourceId("a")


async def _walked(desk: Desk, *, pages: int = 20, since: date | None = None) -> Backfilled:
    done = await desk.backfill.walk(A, pages=pages, since=since)
    assert done is not None
    return done


async def _numbers(desk: Desk) -> list[int]:
    """The notices of the feed by their numbers, in its order."""
    feed = await desk.store.feed(FeedId("a"), limit=1000)
    assert feed is not None
    return [int(entry.url.path.removeprefix("/info/").removesuffix(".htm")) for entry in feed.entries]


async def _announced(desk: Desk) -> int:
    record = await desk.poller.poll_one(A)
    assert record is not None
    return sum(sighting.announce for sighting in record.sightings)


@pytest.mark.parametrize("day", [None, 19], ids=["a day each", "one day"])
async def test_all_pages_come_in_the_order_of_the_listing(desk: Desk, day: int | None) -> None:
    desk.origin.paged(28, day=day, size=7)
    await desk.watch("/a.htm")
    done = await _walked(desk)
    assert (done.pages, done.entries, done.ending) == (3, 21, Ending.LAST_PAGE)
    await desk.read_articles()
    assert await _numbers(desk) == list(range(28, 0, -1))


async def test_undated_entries_stay_in_order_below_those_above_them(desk: Desk) -> None:
    row = '<li class="row"><a href="/info/{n}.htm">关于第{n}次会议的通知</a></li>'
    pager = '<div class="pages"><a href="{to}">下一页</a></div>'
    for page, numbers in enumerate([range(30, 20, -1), range(20, 10, -1), range(10, 0, -1)]):
        body = LISTING.format(rows="".join(row.format(n=number) for number in numbers))
        following = pager.format(to=f"/a{page + 1}.htm") if page < 2 else ""
        desk.origin.page("/a.htm" if not page else f"/a{page}.htm", body.replace("</body>", following + "</body>"))
    await desk.watch("/a.htm")
    done = await _walked(desk)
    assert (done.entries, done.oldest) == (20, None)
    feed = await desk.store.feed(FeedId("a"), limit=50)
    assert feed is not None
    assert await _numbers(desk) == list(range(20, 0, -1)), "the first page waits for its articles"
    assert {entry.precision for entry in feed.entries} == {None}
    desk.later(minutes=3)
    await desk.read_articles()
    assert await _numbers(desk) == list(range(30, 0, -1))


async def test_nothing_of_it_is_announced_then_or_later(desk: Desk) -> None:
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    await _walked(desk)
    desk.later(hours=1)
    desk.origin.paged(27, day=19)  # three were taken back: older ones slide onto the first page
    assert await _announced(desk) == 0
    desk.later(hours=1)
    desk.origin.paged(31, day=20)
    assert await _announced(desk) == 1


async def test_news_that_has_left_the_first_page_is_told_before_the_history_is_read(desk: Desk) -> None:
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    await _announced(desk)
    desk.later(hours=12)
    desk.origin.paged(45, day=20)
    await _walked(desk)
    known = await desk.store.source(A)
    assert known is not None
    assert known.state.health is Health.OK
    await desk.read_articles()
    assert len(await _numbers(desk)) == 45


async def test_a_walk_cut_short_goes_on_where_it_ended(desk: Desk) -> None:
    desk.origin.paged(60, day=19)
    await desk.watch("/a.htm")
    first = await _walked(desk, pages=2)
    assert (first.entries, first.ending) == (20, Ending.PAGES)
    assert "/a3.htm" in first.detail
    desk.later(hours=1)
    desk.origin.paged(63, day=19)  # everything has moved down by three
    desk.origin.asked.clear()
    second = await _walked(desk, pages=3)
    assert second.entries == 17, "the last page again, which is known by now, and two more"
    assert "/a1.htm" not in desk.origin.asked
    last = await _walked(desk)
    assert last.ending is Ending.LAST_PAGE
    assert sorted(await _numbers(desk))[:20] == list(range(1, 21))


async def test_an_interrupted_walk_whose_page_is_gone_begins_again(desk: Desk) -> None:
    desk.origin.paged(50, day=19)
    await desk.watch("/a.htm")
    await _walked(desk, pages=3)
    desk.origin.paged(50, day=19)
    del desk.origin.pages["/a3.htm"]
    desk.origin.asked.clear()
    done = await _walked(desk)
    assert done.ending is Ending.FAILED
    assert "404" in done.detail
    assert desk.origin.asked.count("/a1.htm") == 1


async def test_read_to_its_end_the_history_is_not_read_again(desk: Desk) -> None:
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    assert (await _walked(desk)).ending is Ending.LAST_PAGE
    again = await _walked(desk)
    assert (again.pages, again.entries, again.ending) == (1, 0, Ending.KNOWN)
    assert sorted(await _numbers(desk)) == list(range(1, 21))


async def test_a_pager_that_leads_in_a_circle_is_left(desk: Desk) -> None:
    desk.origin.paged(30, day=19, last="/a1.htm")
    await desk.watch("/a.htm")
    done = await _walked(desk)
    assert (done.pages, done.ending) == (2, Ending.CYCLE)


async def test_a_site_that_sends_the_first_page_for_every_page_is_left(desk: Desk) -> None:
    desk.origin.listing("/a.htm", *range(20, 10, -1), following="/a1.htm", day=19)
    for page in range(1, 9):
        desk.origin.listing(f"/a{page}.htm", *range(20, 10, -1), following=f"/a{page + 1}.htm", day=19)
    await desk.watch("/a.htm")
    done = await _walked(desk)
    assert (done.entries, done.ending) == (0, Ending.CYCLE)


async def test_what_is_older_than_asked_for_is_left_out(desk: Desk) -> None:
    desk.origin.paged(28, size=7)
    await desk.watch("/a.htm")
    done = await _walked(desk, since=date(2026, 3, 12))
    assert (done.entries, done.ending, done.oldest) == (10, Ending.SINCE, date(2026, 3, 1))
    assert sorted(await _numbers(desk))[0] == 12


async def test_a_page_that_robots_forbid_ends_the_walk(desk: Desk) -> None:
    desk.origin.page("/robots.txt", "User-agent: *\nDisallow: /a2")
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    done = await _walked(desk)
    assert (done.entries, done.ending) == (10, Ending.FAILED)
    assert "robots.txt" in done.detail
    assert "/a2.htm" not in desk.origin.asked


async def test_the_lease_is_given_back_and_a_lost_one_ends_the_walk(desk: Desk) -> None:
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    await _walked(desk, pages=1)
    other, lease = Holder("command:other"), timedelta(minutes=5)
    taken = await desk.store.claim_source(A, desk.now, holder=other, lease=lease)
    assert taken is not None, "nobody holds it after the walk"
    assert await desk.backfill.walk(A) is None, "it is being visited"
    await desk.store.histories.end(taken, complete=False)
    assert await desk.backfill.walk(A) is not None


async def test_articles_of_news_are_read_before_those_of_the_history(desk: Desk) -> None:
    desk.origin.paged(30, day=19)
    await desk.watch("/a.htm")
    await _walked(desk)
    desk.later(hours=1)
    desk.origin.paged(31, day=20)
    assert await _announced(desk) == 1
    desk.origin.asked.clear()
    await desk.reader.round()
    await desk.reader.idle()
    assert desk.origin.asked[0] == "/info/31.htm"
