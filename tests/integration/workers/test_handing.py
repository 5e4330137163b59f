"""What is due becomes a job once; what a dead worker had begun becomes one again."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from service.domain.source import Holder, SourceId
from service.parts import Parts
from service.workers.handing import Handing
from service.workers.tasks import Tasks
from tests.integration.workers.conftest import Works, taken, waiting

pytestmark = pytest.mark.postgres
WORKER = Holder("worker:one")
LEASE = timedelta(minutes=5)


async def test_each_due_source_is_queued_once(works: Works) -> None:
    handing = await works.handing()
    assert await handing.round() == 2
    assert await handing.round() == 0
    app = await works.queue()
    assert Counter(job.task_kwargs["source"] for job in await waiting(app)) == Counter(["a", "b"])


async def test_two_daemons_at_once_queue_each_once(works: Works) -> None:
    handing = await works.handing()
    other = Handing(await works.parts(Holder("daemon:other")), await works.queue(), holder=Holder("daemon:other"))
    for _ in range(5):
        await asyncio.gather(handing.round(), other.round())
    assert len(await waiting(await works.queue())) == 2


async def test_a_site_is_visited_by_one_at_a_time(works: Works) -> None:
    await (await works.handing()).round()
    app = await works.queue()
    first = await taken(app)
    assert first is not None
    assert await taken(app) is None, "the other source is of the same site"


async def test_a_source_that_is_taken_is_not_queued(works: Works) -> None:
    handing = await works.handing()
    worker = await works.parts(WORKER)
    assert await worker.store.work.claim_source(SourceId("a"), works.now, holder=WORKER, lease=LEASE)
    await handing.round()
    assert [job.task_kwargs["source"] for job in await waiting(await works.queue())] == ["b"]


async def test_the_job_of_a_dead_worker_is_queued_again(works: Works) -> None:
    handing = await works.handing()
    await handing.round()
    app = await works.queue()
    job = await taken(app)
    assert job is not None
    await handing.sweep()
    assert job.id in {one.id for one in await app.job_manager.list_jobs_async(status="doing")}, "it lives"
    await app.connector.execute_query_async(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
    )
    await handing.sweep()
    assert list(await app.job_manager.list_jobs_async(status="doing")) == []
    assert await handing.round() == 1
    assert len(await waiting(app)) == 2


async def test_what_a_dead_worker_held_falls_free_at_the_second_look(works: Works) -> None:
    handing = await works.handing()
    worker = await works.parts(WORKER)
    assert await worker.store.work.claim_source(SourceId("a"), works.now, holder=WORKER, lease=LEASE)
    await handing.sweep()
    await handing.sweep()
    assert await handing.round() == 1, "it lives and keeps what it holds"
    await worker.store.close()
    await handing.sweep()
    assert await handing.round() == 0, "perhaps the database was only restarted"
    await handing.sweep()
    assert await handing.round() == 1


async def test_who_shows_himself_after_a_restart_of_the_database_keeps_what_he_holds(works: Works) -> None:
    handing = await works.handing()
    worker = await works.parts(WORKER)
    assert await worker.store.work.claim_source(SourceId("a"), works.now, holder=WORKER, lease=LEASE)
    works.cut()
    await handing.sweep()
    await worker.store.work.stay(WORKER)
    await handing.sweep()
    await handing.sweep()
    assert await handing.round() == 1, "b alone"
    assert await worker.store.release_leases(WORKER) == 1


async def test_articles_are_handed_out_and_read_by_workers(works: Works) -> None:
    handing = await works.handing()
    tasks = Tasks(await works.parts(WORKER), asyncio.Event())
    await tasks.poll("a")
    await handing.round()
    owed = [job.task_kwargs["entry"] for job in await waiting(await works.queue()) if job.task_name == "read"]
    assert len(owed) == 3
    for entry in owed:
        await tasks.read(str(entry))
    assert Counter(works.origin.asked) == Counter(["/a.htm", "/info/1.htm", "/info/2.htm", "/info/3.htm"])
    for entry in owed:
        await tasks.read(str(entry))
    assert len(works.origin.asked) == 4, "a job that comes twice finds nothing owed"


async def test_an_entry_is_released_without_a_worker_when_it_has_waited_too_long(works: Works) -> None:
    handing = await works.handing()
    worker = await works.parts(WORKER)
    await Tasks(worker, asyncio.Event()).poll("a")
    await handing.round()
    assert await _released(worker) == 0
    works.now += timedelta(minutes=3)
    await handing.round()
    assert await _released(worker) == 3


async def _released(parts: Parts) -> int:
    status = await parts.store.source(SourceId("a"))
    assert status is not None
    return status.entries
