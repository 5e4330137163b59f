"""More was published between two polls than a page holds: nothing of it is lost."""

from datetime import timedelta

from service.domain.source import SourceId
from tests.integration.polling.desk import Desk


def _pages(desk: Desk, newest: int, *, day: int) -> None:
    """A listing of ten a page, all of one day, down to number 1."""
    numbers = list(range(newest, 0, -1))
    chunks = [numbers[start : start + 10] for start in range(0, len(numbers), 10)]
    for number, chunk in enumerate(chunks):
        following = f"/a{number + 1}.htm" if number + 1 < len(chunks) else ""
        desk.origin.listing("/a.htm" if number == 0 else f"/a{number}.htm", *chunk, following=following, day=day)


async def _announced(desk: Desk) -> int:
    record = await desk.poller.poll_one(SourceId("a"))
    assert record is not None
    return sum(sighting.announce for sighting in record.sightings)


async def test_forty_five_notices_between_two_polls_are_all_announced_once(desk: Desk) -> None:
    _pages(desk, 30, day=19)
    await desk.watch("/a.htm")
    assert await _announced(desk) == 0
    desk.now += timedelta(hours=12)
    _pages(desk, 75, day=20)
    desk.origin.asked.clear()
    assert await _announced(desk) == 45
    assert desk.origin.asked == ["/a.htm", "/a1.htm", "/a2.htm", "/a3.htm", "/a4.htm"]
    desk.now += timedelta(hours=1)
    _pages(desk, 76, day=20)
    assert await _announced(desk) == 1
    assert desk.origin.asked[5:] == ["/a.htm"]


async def test_a_page_that_fails_ends_the_walk_and_loses_nothing_else(desk: Desk) -> None:
    _pages(desk, 30, day=19)
    await desk.watch("/a.htm")
    await _announced(desk)
    desk.now += timedelta(hours=12)
    _pages(desk, 75, day=20)
    desk.origin.page("/a2.htm", "x", 500)
    assert await _announced(desk) == 20


async def test_without_a_gap_one_page_is_enough(desk: Desk) -> None:
    _pages(desk, 30, day=19)
    await desk.watch("/a.htm")
    desk.origin.asked.clear()
    await _announced(desk)
    desk.now += timedelta(hours=1)
    _pages(desk, 35, day=20)
    assert await _announced(desk) == 5
    assert set(desk.origin.asked) <= {"/a.htm", "/robots.txt"}


async def test_strangers_with_old_dates_are_no_gap(desk: Desk) -> None:
    _pages(desk, 30, day=19)
    await desk.watch("/a.htm")
    await _announced(desk)
    desk.now += timedelta(hours=12)
    desk.origin.listing("/a.htm", *range(500, 480, -1), following="/old.htm", day=2)
    desk.origin.asked.clear()
    assert await _announced(desk) == 0
    assert desk.origin.asked == ["/a.htm"]
