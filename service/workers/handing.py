"""The daemon's side: what is due is handed out, and what dead workers had begun is handed out again."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from service.domain.source import Holder
from service.domain.work import SILENT_TOO_LONG, DueWork
from service.parts import Parts
from service.workers.queue import LANES, answering, deliver_job, open_queue, poll_job, read_job

__all__ = ["STALLED_SECONDS", "Handing", "open_handing"]

log = structlog.get_logger("workers")

_OF_A_SITE = 4
"""Jobs of each sort that wait at a site: it is visited by one at a time, and what comes later may be urgent."""
_A_LANE_FULL = 200
_MOST_PLANS = 20
"""Chunks of a fan-out planned in a round, so that what is due meanwhile does not wait for a very large one."""
STALLED_SECONDS = SILENT_TOO_LONG.total_seconds()


class Handing:
    """Hands due work to the workers. The daemon plans and releases what needs no site and no receiver itself."""

    def __init__(self, parts: Parts, app: App, *, holder: Holder) -> None:
        self._parts = parts
        self._store = parts.store
        self._clock: Callable[[], datetime] = parts.clock
        self._app = app
        self._holder = holder
        self._seemed_dead: frozenset[Holder] = frozenset()
        self._workers_run: bool | None = None

    async def round(self) -> int:
        """Plan what was released, then queue what is due and not queued; how many jobs. Raises StorageError."""
        await self._parts.articles.release_overdue()
        for _ in range(_MOST_PLANS):
            if not await self._store.expand(self._clock()):
                break
        due = await self._store.work.due(self._clock(), of_a_site=_OF_A_SITE)
        with answering():
            waiting = {job.queueing_lock for job in await self._app.job_manager.list_jobs_async(status="todo")}
            return await self._queue([job for job in _jobs(due) if job.queueing_lock not in waiting])

    async def sweep(self) -> None:
        """Give back what dead workers had begun. Raises StorageError.

        What our own rows say is freed when its holder seemed dead twice in a row: after a restart of the database
        the living need a moment to show themselves.
        """
        await self._store.work.stay(self._holder)
        dead = await self._store.work.dead(self._holder)
        freed = await self._store.work.free(dead & self._seemed_dead)
        self._seemed_dead = dead
        with answering():
            jobs = self._app.job_manager
            # One that lives, but was not seen for so long, meets an error at its next job, and registers anew.
            await jobs.prune_stalled_workers(STALLED_SECONDS)
            stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS))
            for job in stalled:
                await self._forget(job)
            await self._look_for_workers()
        if freed or stalled:
            log.warning("took back what a stopped worker had begun", leases=freed, jobs=len(stalled))

    async def _queue(self, jobs: list[Job]) -> int:
        if not jobs:
            return 0
        try:
            return len(await self._app.job_manager.batch_defer_jobs_async(jobs))
        except AlreadyEnqueued:  # another daemon hands out beside us
            return sum([await self._queue_one(job) for job in jobs])

    async def _queue_one(self, job: Job) -> int:
        try:
            await self._app.job_manager.defer_job_async(job)
        except AlreadyEnqueued:
            return 0
        return 1

    async def _forget(self, job: Job) -> None:
        """What is still due of it is in our rows, and becomes a job again."""
        try:
            await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except ConnectorException as error:  # its worker lived, and has just ended it
            log.info("a stalled job has ended", job=job.call_string, cause=str(error.__cause__ or error))

    async def _look_for_workers(self) -> None:
        row = await self._app.connector.execute_query_one_async(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers) AS found"
        )
        found = bool(row["found"])
        if found != self._workers_run:
            told = log.info if found else log.warning
            told("workers are running" if found else "no worker is running: nothing is visited or sent")
        self._workers_run = found


@asynccontextmanager
async def open_handing(parts: Parts, holder: Holder) -> AsyncIterator[Handing]:
    """Raises StorageError when the queue cannot be used."""
    async with open_queue(parts.settings.database_url) as app:
        yield Handing(parts, app, holder=holder)


def _jobs(due: DueWork) -> Iterator[Job]:
    yield from map(poll_job, due.sources)
    yield from map(read_job, due.articles)
    for kind, count in due.deliveries.items():
        lanes = min(LANES[kind], 1 + count // _A_LANE_FULL)
        yield from (deliver_job(kind, lane) for lane in range(lanes))
