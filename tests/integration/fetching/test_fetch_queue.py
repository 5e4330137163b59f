"""Many fetches at once: each host in turn, hosts beside each other, no slot held while waiting."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from service.domain.errors import Unreachable
from service.fetching.limits import Limits

from .conftest import MakeFetcher, Origin, Request, answer


async def test_one_request_at_a_time_for_a_host(origin: Origin, make_fetcher: MakeFetcher) -> None:
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher()
    await asyncio.gather(*(fetcher.fetch(origin.url()) for _ in range(10)))
    assert (len(origin.requests), origin.most_at_once, origin.connections) == (10, 1, 1)


async def test_gap_is_kept_on_the_real_clock(origin: Origin, make_fetcher: MakeFetcher) -> None:
    times: list[float] = []

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        times.append(asyncio.get_running_loop().time())
        writer.write(answer(b"x"))

    origin.replies["/"] = reply
    fetcher = make_fetcher(gap=timedelta(seconds=0.1))
    await asyncio.gather(*(fetcher.fetch(origin.url()) for _ in range(3)))
    assert all(later - earlier >= 0.09 for earlier, later in itertools.pairwise(times))


async def test_hung_host_with_a_long_queue_takes_one_slot(
    origin: Origin, other_origin: Origin, make_fetcher: MakeFetcher
) -> None:
    hanging = asyncio.Event()

    async def hang(request: Request, writer: asyncio.StreamWriter) -> None:
        hanging.set()
        await asyncio.Event().wait()

    origin.replies["/"] = hang
    other_origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(concurrency=2)
    stuck = [asyncio.create_task(fetcher.fetch(origin.url())) for _ in range(20)]
    await asyncio.wait_for(hanging.wait(), 10)
    for _ in range(5):
        await asyncio.wait_for(fetcher.fetch(other_origin.url()), 10)
    assert not any(task.done() for task in stuck)
    for task in stuck:
        task.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)
    assert len(origin.requests) == 1


async def test_no_more_at_once_than_told(origin: Origin, other_origin: Origin, make_fetcher: MakeFetcher) -> None:
    both = {"now": 0, "most": 0}

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        both["now"] += 1
        both["most"] = max(both["most"], both["now"])
        for _ in range(20):
            await asyncio.sleep(0)
        both["now"] -= 1
        writer.write(answer(b"x"))

    for one in (origin, other_origin):
        one.replies["/"] = reply
    fetcher = make_fetcher(concurrency=1)
    await asyncio.gather(*(fetcher.fetch(one.url()) for one in (origin, other_origin) for _ in range(3)))
    assert both["most"] == 1


async def test_waiting_for_the_turn_does_not_use_up_the_deadline(
    origin: Origin, make_fetcher: MakeFetcher
) -> None:
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(gap=timedelta(seconds=0.2), limits=Limits(total=timedelta(seconds=0.3)))
    await asyncio.gather(*(fetcher.fetch(origin.url()) for _ in range(4)))
    assert len(origin.requests) == 4


async def test_cancelled_fetch_frees_its_host(origin: Origin, make_fetcher: MakeFetcher) -> None:
    asked = asyncio.Event()

    async def hang(request: Request, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await asyncio.Event().wait()

    origin.replies["/hang"] = hang
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(concurrency=1)
    task = asyncio.create_task(fetcher.fetch(origin.url("/hang")))
    await asyncio.wait_for(asked.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(fetcher.fetch(origin.url()), 10)


async def test_deadline_of_one_is_not_the_failure_of_the_next(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def hang(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    origin.replies["/hang"] = hang
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(limits=Limits(total=timedelta(seconds=0.2)))
    hung, fine = await asyncio.gather(
        fetcher.fetch(origin.url("/hang")), fetcher.fetch(origin.url()), return_exceptions=True
    )
    assert isinstance(hung, Unreachable)
    assert not isinstance(fine, BaseException)
