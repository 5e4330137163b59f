"""The worker's side: what a job does. How it ends is written in our rows, not in the queue."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import wraps

import structlog
from procrastinate import App

from service.domain.channel import ChannelKind
from service.domain.entry import EntryId
from service.domain.errors import StorageError
from service.domain.source import SourceId
from service.domain.urls import Url
from service.parts import Parts
from service.workers.queue import DELIVER, POLL, READ

__all__ = ["Tasks"]

log = structlog.get_logger("workers")

_TICK = timedelta(milliseconds=500)


class Tasks:
    """The three jobs, on the parts of this process. `stopping` ends those that could go on."""

    def __init__(self, parts: Parts, stopping: asyncio.Event) -> None:
        self._parts = parts
        self._stopping = stopping
        self._dispatchers = {kind: dispatcher for dispatcher in parts.dispatchers for kind in dispatcher.kinds}

    def register(self, app: App) -> None:
        for name, work in ((POLL, self.poll), (READ, self.read), (DELIVER, self.deliver)):
            app.task(name=name)(_told(name, work))

    async def poll(self, source: str) -> None:
        due = await self._parts.poller.poll_due(SourceId(source))
        if due is not None:
            await self._leave(due.source.url)

    async def read(self, entry: str) -> None:
        owed = await self._parts.articles.read_due(EntryId(entry))
        if owed is not None:
            await self._leave(owed.entry.url)

    async def deliver(self, kind: str) -> None:
        """Send what is due to channels of this kind until there is nothing more. Where a limit counts what was
        sent lately, stay until it is forgotten: what waits for that would be handed out again and again."""
        dispatcher = self._dispatchers[ChannelKind(kind)]
        while not self._stopping.is_set():
            started = await dispatcher.round()
            if not started and dispatcher.is_idle and not dispatcher.is_bound():
                return
            await self._pause(_TICK)

    async def _leave(self, url: Url) -> None:
        """Keep the site for the gap that lies between two requests: the next may come from another machine."""
        rest = self._parts.fetcher.rest(url)
        if rest:
            await self._pause(rest)

    async def _pause(self, length: timedelta) -> None:
        try:
            async with asyncio.timeout(length.total_seconds()):
                await self._stopping.wait()
        except TimeoutError:
            return


def _told(name: str, work: Callable[[str], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """`work`, which leaves what the database did not take to the end of its lease."""

    @wraps(work)
    async def task(**arguments: str) -> None:
        (about,) = arguments.values()
        try:
            await work(about)
        except StorageError as error:
            log.warning("left until its lease ends", job=name, about=about, cause=str(error))

    return task
