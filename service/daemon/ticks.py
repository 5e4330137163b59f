"""What the daemon does again and again, on APScheduler's clock; and whether it still does."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from service.domain.errors import DatabaseBusy

log = structlog.get_logger("daemon")

Round = Callable[[], Awaitable[object]]


class Ticks:
    """Rounds at their intervals, each at most once at a time.

    A round that fails is logged and comes again: what it did not do is still due in the database.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._ended_well: dict[str, float] = {}

    def every(self, interval: timedelta, name: str, work: Round, *, vital: bool = True) -> None:
        """Do `work` each `interval` from the start on. The service counts as silent when a `vital` one does not
        end well."""
        if vital:
            self._ended_well[name] = self._monotonic()
        self._scheduler.add_job(
            self._guarded,
            IntervalTrigger(seconds=interval.total_seconds(), timezone="UTC"),
            args=(name, work),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """No round starts after this; what runs is not waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def longest_silence(self) -> timedelta:
        """How long ago the vital round that has been silent longest last ended well."""
        now = self._monotonic()
        return timedelta(seconds=max((now - at for at in self._ended_well.values()), default=0.0))

    async def _guarded(self, name: str, work: Round) -> None:
        try:
            await work()
        except DatabaseBusy as error:
            log.warning("round put off", round=name, cause=str(error))
        except Exception:
            log.exception("round failed", round=name)
        else:
            if name in self._ended_well:
                self._ended_well[name] = self._monotonic()
