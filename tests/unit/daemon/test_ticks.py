"""Rounds that come again whatever happened to the last one."""

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from service.daemon.ticks import Ticks
from service.domain.errors import DatabaseBusy

_SOON = timedelta(milliseconds=5)


async def test_a_round_that_fails_comes_again() -> None:
    ticks, third = Ticks(), asyncio.Event()
    calls = []

    async def work() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("once")
        if len(calls) == 2:
            raise DatabaseBusy("locked")
        third.set()

    ticks.every(_SOON, "work", work)
    with capture_logs() as logs:
        ticks.start()
        async with asyncio.timeout(5):
            await third.wait()
        ticks.stop()
    assert [(log["event"], log["log_level"]) for log in logs[:2]] == [
        ("round failed", "error"),
        ("round put off", "warning"),
    ]


async def test_a_slow_round_is_not_started_twice_and_holds_up_no_other() -> None:
    ticks, other = Ticks(), asyncio.Event()
    running = 0
    most = 0
    turns = 0

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await other.wait()
        running -= 1

    async def quick() -> None:
        nonlocal turns
        turns += 1
        if turns == 5:
            other.set()

    ticks.every(_SOON, "slow", slow)
    ticks.every(_SOON, "quick", quick)
    ticks.start()
    async with asyncio.timeout(5):
        await other.wait()
    ticks.stop()
    assert most == 1


async def test_silence_counts_from_the_last_round_that_ended_well() -> None:
    now = 100.0
    ticks, done = Ticks(monotonic=lambda: now), asyncio.Event()
    assert ticks.longest_silence() == timedelta(0)

    async def work() -> None:
        done.set()

    ticks.every(_SOON, "work", work)
    now = 130.0
    assert ticks.longest_silence() == timedelta(seconds=30)
    ticks.start()
    async with asyncio.timeout(5):
        await done.wait()
    ticks.stop()
    assert ticks.longest_silence() == timedelta(0)
    ticks.stop()


async def test_a_round_that_always_fails_is_silent_beside_one_that_does_not() -> None:
    now = 100.0
    ticks, failed, done = Ticks(monotonic=lambda: now), asyncio.Event(), asyncio.Event()

    async def broken() -> None:
        failed.set()
        raise DatabaseBusy("locked")

    async def sound() -> None:
        done.set()

    ticks.every(_SOON, "broken", broken)
    ticks.every(_SOON, "sound", sound)
    now = 160.0
    ticks.start()
    async with asyncio.timeout(5):
        await failed.wait()
        await done.wait()
    ticks.stop()
    assert ticks.longest_silence() == timedelta(seconds=60)


async def test_what_is_rarely_done_is_not_silence() -> None:
    now = 100.0
    ticks = Ticks(monotonic=lambda: now)

    async def tidy() -> None:
        pass

    ticks.every(timedelta(hours=6), "tidy", tidy, vital=False)
    now += 6 * 3600
    assert ticks.longest_silence() == timedelta(0)
