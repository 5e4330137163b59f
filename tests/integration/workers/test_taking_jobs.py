"""A worker goes on taking jobs, whatever happens to the queue meanwhile, and stops when told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from procrastinate import App

from service.domain.source import SiteId, SourceId
from service.domain.work import DueSource
from service.workers.queue import poll_job
from service.workers.run import take_jobs
from tests.integration.workers.conftest import Works, waiting

pytestmark = pytest.mark.postgres


@asynccontextmanager
async def _taking(app: App, done: Callable[[str], None]) -> AsyncIterator[None]:
    async def poll(source: str) -> None:
        done(source)

    app.task(name="poll")(poll)
    stopping = asyncio.Event()
    work = asyncio.create_task(take_jobs(app, "sites", 2, stopping))
    try:
        yield
    finally:
        stopping.set()
        work.cancel()
        await asyncio.wait([work], timeout=10)
        assert work.done()


async def _defer(app: App, name: str, site: str = "s") -> None:
    await app.job_manager.defer_job_async(poll_job(DueSource(SourceId(name), SiteId(site))))


async def test_jobs_of_one_site_run_in_turn_and_are_forgotten(works: Works) -> None:
    ran: asyncio.Queue[str] = asyncio.Queue()
    app = await works.queue()
    for name in ("first", "second", "third"):
        await _defer(app, name)
    async with _taking(app, ran.put_nowait):
        assert [await asyncio.wait_for(ran.get(), 10) for _ in range(3)] == ["first", "second", "third"]
    assert list(await app.job_manager.list_jobs_async()) == []


@pytest.mark.parametrize("mishap", ["restart", "forgotten"])
async def test_it_goes_on_after(works: Works, mishap: str) -> None:
    ran: asyncio.Queue[str] = asyncio.Queue()
    app = await works.queue()
    await _defer(app, "before")
    async with _taking(app, ran.put_nowait):
        assert await asyncio.wait_for(ran.get(), 10) == "before"
        if mishap == "restart":
            works.cut()  # perhaps while the end of that job is written, or while it is looked for the next
        else:  # it was not seen for long, and counted as dead
            await app.job_manager.prune_stalled_workers(-1)
        await _defer(app, "after")
        assert await asyncio.wait_for(ran.get(), 20) == "after"
    assert await waiting(app) == []
