"""Rounds: all sources that are due are visited, one at a time on each site, none waiting for another site."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from service.domain.decision import Policy, decide
from service.domain.errors import DatabaseBusy, StorageError
from service.domain.healing import with_healing
from service.domain.poll import PollRecord
from service.domain.source import Due, Holder, SiteId, SourceId
from service.polling.healing import tended
from service.polling.visit import Visitor
from service.slots import Slots
from service.storage.store import Store

log = structlog.get_logger("polling")

_PUT_OFF = timedelta(minutes=10)
_BATCH = 4
"""Sources of a site claimed together: as many as can each take their longest within one lease."""


class Poller:
    """Takes due sources from the store, visits them and writes down what follows.

    Each site has at most one slot; the slot works off the site's due sources one after the other, so that a site
    which hangs holds up nobody but itself. `lease` must outlast the slowest visit, waiting for the host included.
    """

    def __init__(
        self,
        store: Store,
        visitor: Visitor,
        policy: Policy,
        *,
        clock: Callable[[], datetime],
        jitter: Callable[[], float],
        holder: Holder,
        slots: int = 20,
        lease: timedelta = timedelta(minutes=5),
    ) -> None:
        self._store = store
        self._visitor = visitor
        self.policy = policy
        self._clock = clock
        self._jitter = jitter
        self._holder = holder
        self._lease = lease
        self._slots = Slots(slots)
        self._busy: set[SiteId] = set()

    async def round(self) -> int:
        """Start on every due source there is a slot for; the number of sites taken up."""
        if self._slots.free <= 0:
            return 0
        dues = await self._store.claim_due(
            self._clock(),
            limit=self._slots.free,
            holder=self._holder,
            lease=self._lease,
            busy=frozenset(self._busy),
        )
        for due in dues:
            self._busy.add(due.source.site_id)
            self._slots.start(self._work_off(due))
        return len(dues)

    async def poll_one(self, source_id: SourceId) -> PollRecord | None:
        """One poll by hand, due or not; None when the source is unknown or being polled at this moment."""
        due = await self._store.claim_source(source_id, self._clock(), holder=self._holder, lease=self._lease)
        return await self.poll(due) if due else None

    async def poll_due(self, source_id: SourceId) -> Due | None:
        """One poll of a source that was handed to us; None: it is not due any more, or its site is visited by
        another. A poll that fails unexpectedly is put off. Raises StorageError."""
        due = await self._store.work.claim_source(source_id, self._clock(), holder=self._holder, lease=self._lease)
        if due is not None:
            await self._poll_guarded(due)
        return due

    async def poll(self, due: Due) -> PollRecord:
        """Visit, decide, write down. Raises StorageError, and whatever is not known by name."""
        reading = await self._visitor.visit(due)
        outcome, known = await tended(self._store, self._visitor, due, reading, self._clock())
        record = decide(due, outcome.reading, known, self.policy, self._clock(), jitter=self._jitter())
        record = with_healing(record, outcome, self._clock())
        written = await self._store.record_poll(record)
        log.info(
            "polled" if written else "poll lost its lease",
            source=due.source.id,
            outcome=str(record.outcome),
            new=record.new,
            health=str(record.state.health),
            **({"error": record.error} if record.error else {}),
        )
        return record

    async def idle(self) -> None:
        """Wait until nothing that was started is running."""
        await self._slots.idle()

    async def drain(self, seconds: float) -> int:
        return await self._slots.drain(seconds)

    async def _work_off(self, first: Due) -> None:
        site = first.source.site_id
        batch = [first]
        try:
            while batch:
                for due in batch:
                    await self._poll_guarded(due)
                batch = await self._store.claim_due(
                    self._clock(), limit=_BATCH, holder=self._holder, lease=self._lease, site=site
                )
        except StorageError as error:
            log.warning("site left until its leases end", site=site, cause=str(error))
        finally:
            self._busy.discard(site)

    async def _poll_guarded(self, due: Due) -> None:
        """A poll whose unexpected failure is logged, counted and put off: one broken source cannot spin us."""
        try:
            await self.poll(due)
        except DatabaseBusy:
            raise
        except Exception as error:
            log.exception("poll failed unexpectedly", source=due.source.id)
            await self._store.put_off(
                due.source.id, due.holder, self._clock() + _PUT_OFF, f"{type(error).__name__}: {error}"
            )
