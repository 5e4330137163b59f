"""A bounded set of running tasks: rounds start what there is room for and never wait for the slowest."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Slots:
    """At most `size` tasks at a time. A task's failure is its own: it must end in a record, not here."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def free(self) -> int:
        return self._size - len(self._tasks)

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` in a slot. Starting more than `free` is allowed for the caller who has claimed it already."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def idle(self) -> None:
        """Wait until every task has ended, those started meanwhile included."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def drain(self, seconds: float) -> int:
        """Wait at most `seconds` for the running tasks, cancel the rest; the number cancelled."""
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        return len(late)
