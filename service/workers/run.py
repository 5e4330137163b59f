"""The life of a worker: take jobs until told to stop, then end or give back what was begun within ten seconds."""

import asyncio
import dataclasses
import os
import platform
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

import structlog
from procrastinate import App

from service.ambient import new_holder
from service.config import Settings
from service.daemon import logs
from service.daemon.notify import Notifier
from service.daemon.signals import answering_signals, until_stopped
from service.daemon.ticks import Ticks
from service.domain.errors import ConfigError, DatabaseBusy, Problem, StorageError
from service.domain.source import Holder
from service.domain.work import Worker
from service.parts import Parts, open_parts, policy
from service.workers.queue import LANES, Queue, answering, open_queue
from service.workers.tasks import Tasks

__all__ = ["run_worker", "take_jobs"]

log = structlog.get_logger("workers")

_DRAIN_SECONDS = 6.0
_LAST_WORDS_SECONDS = 2.0
_SHOWN_EVERY = timedelta(seconds=3)
_LOOK_SECONDS = 0.5
"""How often it is looked whether a job that waited for another at its site may begin; of new ones we are told."""
_AGAIN_SECONDS = 2.0


async def run_worker(settings: Settings, *, reload: Callable[[], Settings], concurrency: int | None = None) -> int:
    """Run until SIGTERM or SIGINT; the exit code. `concurrency` is how many sites are visited at a time, by
    default `fetch.concurrency`. SIGHUP reads the intervals again through `reload`.

    Raises NoticewireError when the start fails; all that was started is stopped again then.
    """
    logs.configure(settings.log.level, settings.log.format)
    _check(settings)
    if concurrency is not None:
        settings = dataclasses.replace(
            settings, fetch=dataclasses.replace(settings.fetch, concurrency=concurrency)
        )
    notifier = Notifier()
    async with AsyncExitStack() as started:
        calls = started.enter_context(answering_signals())
        holder = new_holder("worker")
        parts = await started.enter_async_context(open_parts(settings, holder=holder, declaring=False))
        await parts.store.take_over(holder)
        app = await started.enter_async_context(open_queue(settings.database_url))
        tasks = Tasks(parts, calls.stop)
        tasks.register(app)
        started.push_async_callback(_give_back, parts, holder)
        shown = _itself(parts, holder)
        await parts.store.work.show(shown)
        started.push_async_callback(_leave, parts, holder)
        ticks = _ticks(parts, shown, notifier)
        started.callback(ticks.stop)
        ticks.start()
        work = [
            asyncio.create_task(take_jobs(app, "sites", settings.fetch.concurrency, calls.stop)),
            asyncio.create_task(take_jobs(app, "deliveries", sum(LANES.values()), calls.stop)),
        ]
        log.info("worker is running", holder=holder, concurrency=settings.fetch.concurrency)
        notifier.ready("working")

        async def read_again() -> None:
            _reload(parts, reload)

        await until_stopped(calls, read_again)
        log.info("stopping")
        notifier.stopping()
        for task in work:
            task.cancel()
        await asyncio.gather(
            *work, *(dispatcher.drain(_DRAIN_SECONDS) for dispatcher in parts.dispatchers), return_exceptions=True
        )
    log.info("stopped")
    return 0


def _check(settings: Settings) -> None:
    """Raises ConfigError where nobody would hand us anything."""
    if not settings.daemon.workers:
        wanted = (
            "is not set, so the daemon does all work itself. Workers share a PostgreSQL database: set "
            "`workers = true` under [daemon] and a postgresql:// address as database.url, for the daemon too"
        )
        raise ConfigError(str(settings.path or "defaults"), (Problem("daemon.workers", wanted),))
    if not settings.mail.host:
        log.warning(
            "mails go into a folder of this machine, since mail.host is empty", mailbox=str(settings.mail.mailbox)
        )


async def take_jobs(app: App, queue: Queue, concurrency: int, stopping: asyncio.Event) -> None:
    """Take jobs of `queue` until cancelled; a queue that does not answer is asked again."""
    while not stopping.is_set():
        try:
            with answering():
                await app.run_worker_async(
                    queues=[queue],
                    name=f"noticewire-{queue}",
                    concurrency=concurrency,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=_LOOK_SECONDS,
                    update_heartbeat_interval=_SHOWN_EVERY.total_seconds(),
                    shutdown_graceful_timeout=_DRAIN_SECONDS,
                    delete_jobs="always",  # how it ended is in our rows and in the log
                )
        except DatabaseBusy as error:
            log.warning("no jobs are taken for now", queue=queue, cause=str(error))
        except Exception:
            log.exception("no jobs are taken for now", queue=queue)
        with suppress(TimeoutError):
            async with asyncio.timeout(_AGAIN_SECONDS):
                await stopping.wait()


def _itself(parts: Parts, holder: Holder) -> Worker:
    now = parts.clock()
    place = f"{platform.node() or 'localhost'} ({os.getpid()})"
    return Worker(holder, place, parts.settings.fetch.concurrency, now, now)


def _ticks(parts: Parts, worker: Worker, notifier: Notifier) -> Ticks:
    ticks = Ticks()

    async def stay() -> None:
        await parts.store.work.stay(worker.holder)
        await parts.store.work.show(dataclasses.replace(worker, seen_at=parts.clock()))
        notifier.alive()

    ticks.every(_SHOWN_EVERY, "stay", stay)
    return ticks


async def _leave(parts: Parts, holder: Holder) -> None:
    try:
        async with asyncio.timeout(_LAST_WORDS_SECONDS):
            await parts.store.work.leave(holder)
    except (StorageError, TimeoutError):
        log.warning("the database did not hear that this worker ends: it is shown as dead for a day")


async def _give_back(parts: Parts, holder: Holder) -> None:
    """What was cut is taken up by another at once."""
    try:
        async with asyncio.timeout(_LAST_WORDS_SECONDS):
            given = await parts.store.release_leases(holder)
    except (StorageError, TimeoutError):
        log.warning("what was begun could not be given back: it is taken up when its lease ends")
    else:
        if given:
            log.info("gave back what was begun", leases=given)


def _reload(parts: Parts, reload: Callable[[], Settings]) -> None:
    try:
        parts.poller.policy = policy(reload())
    except ConfigError as error:
        problems = [str(problem) for problem in error.problems]
        log.error("configuration not reloaded, the old one stays", problems=problems)
    else:
        log.info("intervals read again; everything else wants a restart of the worker")
