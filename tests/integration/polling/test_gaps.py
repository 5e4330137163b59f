"""More was published between two polls than a page holds: nothing of it is lost."""

from datetime import timedelta

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.source import Health, Holder, SourceId
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


async def _missed(desk: Desk, newest: int) -> None:
    """A listing known down to number 1, and twelve hours later notices up to `newest` on it."""
    _pages(desk, 30, day=19)
    await desk.watch("/a.htm")
    await _announced(desk)
    desk.now += timedelta(hours=12)
    _pages(desk, newest, day=20)


async def test_a_page_that_fails_is_read_at_the_next_poll(desk: Desk) -> None:
    await _missed(desk, 75)
    whole = desk.origin.pages["/a2.htm"]
    desk.origin.page("/a2.htm", "x", 500)
    assert await _announced(desk) == 20
    health, evidence = await desk.health("a")
    assert health is Health.OK
    assert "a gap is open" in evidence
    assert "500" in evidence
    desk.now += timedelta(minutes=10)
    desk.origin.pages["/a2.htm"] = whole
    assert await _announced(desk) == 25, "the rest, once its page comes"
    assert "gap" not in (await desk.health("a"))[1]
    desk.now += timedelta(minutes=10)
    assert await _announced(desk) == 0


async def test_an_open_gap_is_followed_though_more_was_published_meanwhile(desk: Desk) -> None:
    await _missed(desk, 75)
    desk.origin.page("/a2.htm", "x", 500)
    assert await _announced(desk) == 20
    desk.now += timedelta(minutes=10)
    _pages(desk, 79, day=20)
    assert await _announced(desk) == 29
    desk.now += timedelta(minutes=10)
    assert await _announced(desk) == 0


async def test_a_gap_of_many_pages_is_closed_in_several_polls(desk: Desk) -> None:
    await _missed(desk, 130)
    assert await _announced(desk) == 60
    assert "5 further pages were read" in (await desk.health("a"))[1]
    desk.now += timedelta(minutes=10)
    assert await _announced(desk) == 40
    assert "gap" not in (await desk.health("a"))[1]


async def test_a_gap_that_cannot_be_closed_is_given_up_and_told(desk: Desk) -> None:
    await desk.store.add_channel(Channel(ChannelId("me"), MailTarget("me@example.org"), owner=True))
    await _missed(desk, 75)
    desk.origin.page("/a2.htm", "x", 500)
    assert await _announced(desk) == 20
    desk.now += timedelta(hours=25)
    assert await _announced(desk) == 0
    assert "a gap was given up" in (await desk.health("a"))[1]
    (told,) = await desk.store.deliveries()
    assert told.titles[0].startswith("Notices may be missing")
    desk.now += timedelta(minutes=10)
    desk.origin.asked.clear()
    await _announced(desk)
    assert "/a2.htm" not in desk.origin.asked


async def test_what_stands_on_further_pages_is_not_taken_to_be_on_the_first(desk: Desk) -> None:
    await _missed(desk, 45)
    await _announced(desk)
    due = await desk.store.claim_source(SourceId("a"), desk.now, holder=Holder("x"), lease=timedelta(minutes=1))
    assert due is not None
    assert len((await desk.store.known(due, [])).present) == 10


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
