"""The queue of a host, on a clock that only moves when told."""

import asyncio
from datetime import timedelta

import pytest

from service.domain.urls import Url
from service.fetching.politeness import Held, Politeness, host_key


class Clock:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds
        await asyncio.sleep(0)


def _polite(gap: float, clock: Clock) -> Politeness:
    return Politeness(timedelta(seconds=gap), monotonic=clock, sleep=clock.sleep)


async def test_gap_lies_between_the_end_of_one_and_the_start_of_the_next() -> None:
    clock = Clock()
    polite = _polite(2, clock)
    async with polite.turn("a"):
        clock.now += 5
    async with polite.turn("a"):
        pass
    clock.now += 0.5
    async with polite.turn("a"):
        pass
    assert clock.slept == [2.0, 1.5]


async def test_what_is_left_of_the_gap_can_be_told_to_others() -> None:
    clock = Clock()
    polite = _polite(2, clock)
    assert polite.rest("a") == timedelta(0), "never asked"
    async with polite.turn("a"):
        pass
    clock.now += 0.5
    assert polite.rest("a") == timedelta(seconds=1.5)
    assert polite.rest("b") == timedelta(0)
    clock.now += 2
    assert polite.rest("a") == timedelta(0)


async def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    polite = _polite(2, clock)
    async with polite.turn("a"), polite.turn("b"), polite.turn("c"):
        pass
    assert clock.slept == []


async def test_no_gap_means_no_sleep() -> None:
    clock = Clock()
    polite = _polite(0, clock)
    for _ in range(3):
        async with polite.turn("a"):
            pass
    assert clock.slept == []


async def test_host_of_our_own_needs_no_gap_unless_it_asks_for_one() -> None:
    clock = Clock()
    polite = Politeness(timedelta(seconds=2), own=["127.0.0.1:81"], monotonic=clock, sleep=clock.sleep)
    for gap in (0, 0, 3, 0):
        async with polite.turn("127.0.0.1:81", timedelta(seconds=gap)):
            pass
    for _ in range(2):
        async with polite.turn("127.0.0.1:82"):
            pass
    assert clock.slept == [3.0, 2.0]


async def test_longer_gap_of_the_site_counts() -> None:
    clock = Clock()
    polite = _polite(2, clock)
    async with polite.turn("a", timedelta(seconds=10)):
        pass
    async with polite.turn("a", timedelta(seconds=1)):
        pass
    async with polite.turn("a"):
        pass
    assert clock.slept == [10.0, 2.0]


async def test_one_at_a_time_first_come_first_served() -> None:
    clock = Clock()
    polite = _polite(1, clock)
    order: list[str] = []

    async def visit(name: str) -> None:
        async with polite.turn("a"):
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(*(visit(str(n)) for n in range(4)))
    assert order == [f"{n} {what}" for n in range(4) for what in ("in", "out")]
    assert clock.slept == [1.0, 1.0, 1.0]


async def test_held_host_is_refused_with_the_time_left_and_no_other() -> None:
    clock = Clock()
    polite = _polite(0, clock)
    polite.hold("a", timedelta(seconds=60))
    polite.hold("a", timedelta(seconds=5))
    clock.now += 20
    with pytest.raises(Held) as caught:
        async with polite.turn("a"):
            pytest.fail("it had to wait")
    assert caught.value.remaining == timedelta(seconds=40)
    async with polite.turn("b"):
        pass
    clock.now += 40
    async with polite.turn("a"):
        pass


async def test_those_waiting_hear_of_a_hold_too() -> None:
    clock = Clock()
    polite = _polite(0, clock)
    inside = asyncio.Event()

    async def waiting() -> None:
        async with polite.turn("a"):
            pytest.fail("it had to wait")

    async with polite.turn("a"):
        task = asyncio.create_task(waiting())
        await asyncio.sleep(0)
        polite.hold("a", timedelta(seconds=9))
        inside.set()
    with pytest.raises(Held):
        await task


async def test_cancelled_waiter_leaves_the_queue_in_order() -> None:
    clock = Clock()
    polite = _polite(0, clock)

    async def waiting() -> None:
        async with polite.turn("a"):
            pytest.fail("it was cancelled")

    async with polite.turn("a"):
        task = asyncio.create_task(waiting())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with polite.turn("a"):
        pass


async def test_failure_inside_a_turn_ends_it_and_keeps_the_gap() -> None:
    clock = Clock()
    polite = _polite(3, clock)
    with pytest.raises(ZeroDivisionError):
        async with polite.turn("a"):
            raise ZeroDivisionError
    async with polite.turn("a"):
        pass
    assert clock.slept == [3.0]


async def test_idle_hosts_are_forgotten_and_held_ones_are_not() -> None:
    clock = Clock()
    polite = _polite(1, clock)
    polite.hold("held", timedelta(hours=24))
    for n in range(5000):
        async with polite.turn(f"host{n}"):
            clock.now += 1
    with pytest.raises(Held):
        async with polite.turn("held"):
            pytest.fail("it had to wait")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://a.cn/x", "a.cn"),
        ("https://a.cn/", "a.cn"),
        ("http://a.cn:443/", "a.cn"),
        ("http://a.cn:8080/", "a.cn:8080"),
        ("http://u:p@A.cn:8080/", "a.cn:8080"),
        ("http://[::1]:81/", "::1:81"),
    ],
)
def test_host_key(address: str, key: str) -> None:
    assert host_key(Url.parse(address)) == key
