"""How tries ended, written down behind the sending: what ends in the same moment goes into one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from service.alerts.message import Message
from service.domain.delivery import Settlement
from service.domain.errors import DatabaseBusy
from service.storage.store import Store

_Ended = tuple[Settlement, Message]

_PAUSES = (timedelta(seconds=0.5), timedelta(seconds=2), timedelta(seconds=5))
_MOST = 500
_MOMENT = 0.01
"""Seconds in which a burst shows itself."""
_MOMENTS = 5
_BURST = 5
"""Ends in a moment: where there are so many, the next moment's are waited for."""


class Settling:
    """Takes ends and writes them, in the order they came. The delivery's lease holds until its end is written, so
    whoever sends may go on at once. `after` is called when some were written: their channels are free again.

    What the database does not take is tried again, and one by one, so that an end that breaks it harms no other;
    what it never takes is logged. Then the lease runs out, and the delivery is sent again under the same id.
    """

    def __init__(self, store: Store, after: Callable[[], None]) -> None:
        self._store = store
        self._after = after
        self._waiting: list[_Ended] = []
        self._writing: asyncio.Task[None] | None = None
        self._log = structlog.get_logger()

    @property
    def is_idle(self) -> bool:
        return self._writing is None

    def put(self, message: Message, settlements: Sequence[Settlement]) -> None:
        """Have the ends of a message's deliveries written soon."""
        self._waiting.extend((settlement, message) for settlement in settlements)
        if self._writing is None and self._waiting:
            self._writing = asyncio.create_task(self._work())

    async def idle(self) -> None:
        """Wait until everything is written."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._gathered()
                taken, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._write(taken)
                self._after()
        finally:
            self._writing = None

    async def _gathered(self) -> None:
        for _ in range(_MOMENTS):
            before = len(self._waiting)
            await asyncio.sleep(_MOMENT)
            if not before + _BURST <= len(self._waiting) < _MOST:
                break

    async def _write(self, taken: Sequence[_Ended]) -> None:
        try:
            written = await self._patiently([settlement for settlement, _ in taken])
        except Exception:  # noqa: BLE001 - here is nobody to tell; the lease runs out, as after a crash
            if len(taken) == 1:
                self._log.exception("a delivery was not settled", delivery=taken[0][0].delivery_id)
                return
            for one in taken:
                await self._write([one])
            return
        for place, (settlement, message) in enumerate(taken):
            self._log.info(
                "delivery" if place in written else "delivery settled too late: the lease was lost",
                delivery=settlement.delivery_id,
                channel=message.channel.id,
                kind=message.whole.kind.value,
                result=settlement.result.value,
                attempt=message.whole.attempts + 1,
                detail=settlement.detail,
            )

    async def _patiently(self, settlements: Sequence[Settlement]) -> set[int]:
        for pause in _PAUSES:
            try:
                return await self._store.settle_all(settlements)
            except DatabaseBusy:
                await asyncio.sleep(pause.total_seconds())
        return await self._store.settle_all(settlements)
