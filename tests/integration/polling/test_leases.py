"""What one visitor has taken, no other touches; what he leaves behind falls free."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network

import pytest

from service.domain.decision import Policy
from service.domain.poll import Reading
from service.domain.source import Due, Health, Holder, SourceId
from service.fetching.fetch import open_fetcher
from service.polling.rounds import Poller
from service.polling.visit import Visitor
from tests.integration.polling.desk import Desk

A = SourceId("a")


@pytest.fixture
async def another(desk: Desk) -> AsyncIterator[Poller]:
    """A command that polls beside the daemon, with connections of its own."""
    fetcher = open_fetcher(allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0))
    yield poller(desk, Visitor(fetcher), "command:y")
    await fetcher.aclose()


def poller(desk: Desk, visitor: Visitor, holder: str, slots: int = 20) -> Poller:
    return Poller(
        desk.store,
        visitor,
        Policy(),
        clock=lambda: desk.now,
        jitter=lambda: 0.0,
        holder=Holder(holder),
        slots=slots,
    )


@pytest.fixture
async def visited(desk: Desk) -> Desk:
    """Source `a` is being visited by the daemon, and hangs."""
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    desk.origin.hanging.add("/a.htm")
    await desk.watch("/a.htm")
    await desk.poller.round()
    await desk.origin.reached.wait()
    return desk


async def test_nobody_else_gets_what_is_being_visited(visited: Desk, another: Poller) -> None:
    assert await another.poll_one(A) is None
    assert await another.round() == 0
    assert await visited.poller.round() == 0
    visited.origin.let_go()
    await visited.poller.idle()
    assert (await visited.health("a"))[0] is Health.OK
    assert await another.poll_one(A) is not None


async def test_a_source_of_a_site_that_is_being_visited_waits_its_turn(visited: Desk, another: Poller) -> None:
    visited.origin.listing("/b.htm", *range(12, 0, -1))
    await visited.watch("/b.htm")
    assert await another.round() == 0
    visited.origin.let_go()
    await visited.poller.idle()
    assert visited.origin.asked.count("/b.htm") == 1
    assert (await visited.health("b"))[0] is Health.OK


async def test_who_lost_his_lease_writes_nothing(visited: Desk, another: Poller) -> None:
    visited.later(minutes=6)
    visited.origin.hanging.clear()
    record = await another.poll_one(A)
    assert record is not None
    assert record.new == 12
    visited.origin.page("/a.htm", "gone", 404)
    visited.origin.let_go()
    await visited.poller.idle()
    assert (await visited.health("a"))[0] is Health.OK


async def test_a_visit_cut_by_the_end_is_made_again(visited: Desk) -> None:
    assert await visited.poller.drain(0.01) == 1
    visited.origin.let_go()
    await visited.round()
    assert (await visited.health("a"))[0] is Health.UNCHECKED, "the lease holds"
    visited.later(minutes=6)
    await visited.round()
    assert (await visited.health("a"))[0] is Health.OK


async def test_the_next_daemon_takes_up_what_the_last_one_left(visited: Desk) -> None:
    await visited.poller.drain(0.01)
    visited.origin.let_go()
    following = Holder("daemon:next")
    assert await visited.store.take_over(following) == 1
    successor = poller(visited, Visitor(visited.fetcher), following)
    assert await successor.round() == 1
    await successor.idle()
    assert (await visited.health("a"))[0] is Health.OK


async def test_sites_fill_the_slots_and_no_more(desk: Desk) -> None:
    class Counting(Visitor):
        running = most = 0

        async def visit(self, due: Due) -> Reading:
            Counting.running += 1
            Counting.most = max(Counting.most, Counting.running)
            try:
                return await super().visit(due)
            finally:
                Counting.running -= 1

    hosts = [f"127.0.0.{number}" for number in range(2, 8)]
    for host in hosts:
        desk.origin.listing(f"/{host[-1]}.htm", *range(12, 0, -1))
        await desk.watch(f"/{host[-1]}.htm", host=host)
    narrow = poller(desk, Counting(desk.fetcher), "daemon:x", slots=2)
    taken = 0
    async with asyncio.timeout(20):
        while taken < len(hosts):
            taken += await narrow.round()
            await narrow.idle()
    assert Counting.most == 2


async def test_a_page_that_asks_for_time_is_left_alone_for_so_long(desk: Desk, another: Poller) -> None:
    desk.origin.page("/a.htm", "later", 503, retry_after="1800")
    await desk.watch("/a.htm")
    await desk.round()
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for _ in range(2):
        desk.later(minutes=14)
        assert await another.round() == 0
    desk.later(minutes=3)
    assert await another.round() == 1
    await another.idle()
    assert desk.origin.asked.count("/a.htm") == 2
    assert (await desk.health("a"))[0] is Health.OK
