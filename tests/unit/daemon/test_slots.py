"""A bounded set of running tasks."""

import asyncio

from service.slots import Slots


async def test_slots_fill_and_fall_free() -> None:
    slots, go = Slots(2), asyncio.Event()
    slots.start(_until(go))
    slots.start(_until(go))
    assert slots.free == 0
    go.set()
    await slots.idle()
    assert slots.free == 2


async def test_draining_waits_for_the_quick_and_cancels_the_slow() -> None:
    slots, never = Slots(3), asyncio.Event()
    quick = slots.start(_until(None))
    slow = slots.start(_until(never))
    assert await slots.drain(0.05) == 1
    assert quick.done()
    assert slow.cancelled()
    assert slots.free == 3


async def test_idle_waits_for_what_starts_meanwhile() -> None:
    slots, ended = Slots(2), []

    async def second() -> None:
        ended.append("second")

    async def first() -> None:
        slots.start(second())
        ended.append("first")

    slots.start(first())
    await slots.idle()
    assert ended == ["first", "second"]


async def test_a_failing_task_frees_its_slot_and_stops_no_other() -> None:
    slots, go = Slots(2), asyncio.Event()

    async def fail() -> None:
        raise ValueError("mine alone")

    failing, other = slots.start(fail()), slots.start(_until(go))
    await asyncio.wait([failing])
    assert isinstance(failing.exception(), ValueError)
    assert slots.free == 1
    go.set()
    assert await slots.drain(1) == 0
    assert other.done()


async def test_draining_nothing_takes_no_time() -> None:
    assert await Slots(1).drain(60) == 0


async def _until(event: asyncio.Event | None) -> None:
    if event is not None:
        await event.wait()
