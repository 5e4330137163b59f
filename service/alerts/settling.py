"""How tries ended, written down behind the sending: what ends in the same moment goes into one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta

import structlog

from service.alerts.message import Message
from service.domain.delivery import Settlement
from service.domain.errors import DatabaseBusy

_Ended = tuple[Settlement, Message]

_PAUSES = (timedelta(seconds=0.5), timedelta(seconds=2), timedelta(seconds=5))
_MOST = 500
_MOMENT = 0.01
_MOMENTS = 5
"""So many moments, of so many seconds, may an end wait for others."""


class Settling:
    """Takes ends and writes them, in the order they came. The delivery's lease holds until its end is written, so
    whoever sends may go on at once.

    `write` takes several in one transaction and gives the places of those written; the others lost their lease.
    `expecting` tells whether more are to come soon, for which it is worth waiting a moment. `after` is called when
    some were written: their channels are free again.

    What the database is too busy to take is tried again, all of it, after each of `pauses`; what breaks it is
    tried alone, so that it harms no other. What is not taken is logged: the lease runs out, and it is sent again.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Settlement]], Awaitable[Collection[int]]],
        *,
        expecting: Callable[[], bool],
        after: Callable[[], None],
        pauses: Sequence[timedelta] = _PAUSES,
    ) -> None:
        self._write = write
        self._expecting = expecting
        self._after = after
        self._pauses = pauses
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
                await self._settle(taken)
                self._after()
        finally:
            self._writing = None

    async def _gathered(self) -> None:
        await asyncio.sleep(0)  # what ends in this very turn of the loop
        for _ in range(_MOMENTS):
            if len(self._waiting) >= _MOST or not self._expecting():
                break
            await asyncio.sleep(_MOMENT)

    async def _settle(self, taken: Sequence[_Ended]) -> None:
        try:
            written = await self._patiently([settlement for settlement, _ in taken])
        except Exception as error:  # noqa: BLE001 - here is nobody to tell; the lease runs out, as after a crash
            if len(taken) == 1 or isinstance(
                error, DatabaseBusy
            ):  # busy for all alike: the next ends must not wait
                unsettled = [settlement.delivery_id for settlement, _ in taken]
                self._log.exception("deliveries were not settled", deliveries=unsettled)
                return
            for one in taken:
                await self._settle([one])
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

    async def _patiently(self, settlements: Sequence[Settlement]) -> Collection[int]:
        for pause in self._pauses:
            try:
                return await self._write(settlements)
            except DatabaseBusy:
                await asyncio.sleep(pause.total_seconds())
        return await self._write(settlements)
