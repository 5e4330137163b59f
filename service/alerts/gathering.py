"""Many calls, few transactions: what is asked while one transaction runs goes into the next together."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Gathered(Generic[Item]):
    """`work` writes a list of items in one transaction and returns the places of those that were written.

    Whoever asks waits for the transaction that holds his item.
    One that fails is tried item by item, so that a message that breaks it harms no other.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Collection[int]]], *, most: int = 200) -> None:
        self._work = work
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[bool]]] = []
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> bool:
        """Whether it was written. Raises what `work` raises for it."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(0)
                taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._write(taken)
        finally:
            self._running = None

    async def _write(self, taken: list[tuple[Item, asyncio.Future[bool]]]) -> None:
        try:
            written = await self._work([item for item, _ in taken])
        except Exception as error:  # noqa: BLE001 - it belongs to who asked, and he is told
            if len(taken) == 1:
                _tell(taken[0][1], error)
                return
            for one in taken:
                await self._write([one])
            return
        for place, (_, future) in enumerate(taken):
            if not future.done():
                future.set_result(place in written)


def _tell(future: asyncio.Future[bool], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
