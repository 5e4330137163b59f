"""One request at a time for a host, with a gap after each, and none while it asked us to wait."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from service.domain.urls import Url

_MOST_HOSTS = 4096
_NONE = timedelta(0)


class Held(Exception):
    """The host asked us to wait and the time is not over; `remaining` is how long that still is."""

    def __init__(self, remaining: timedelta) -> None:
        self.remaining = remaining
        super().__init__(f"the host is held for {remaining}")


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0
    held_until: float = 0.0


class Politeness:
    """The queue of each host. `gap` lies between the end of one request and the start of the next.

    The hosts of `own` (as `host_key` names them) need no gap. Times are monotonic, so that a change of the wall
    clock neither hurries nor stops us. `monotonic` and `sleep` count in seconds.
    """

    def __init__(
        self,
        gap: timedelta,
        *,
        own: Collection[str] = (),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = gap.total_seconds()
        self._own = frozenset(own)
        self._monotonic = monotonic
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, gap: timedelta = _NONE) -> AsyncIterator[None]:
        """Waits for this host's turn and keeps it until the end of the block; first come, first served.

        `gap`, where it is the longer one, replaces the usual gap after this request. Raises Held at once when
        the host is held, also for those already waiting when it becomes so.
        """
        queue = self._queue(host)
        queue.waiting += 1
        try:
            self._check(queue)
            async with queue.lock:
                self._check(queue)
                while (wait := queue.free_at - self._monotonic()) > 0:
                    await self._sleep(wait)
                try:
                    yield
                finally:
                    usual = 0.0 if host in self._own else self._gap
                    queue.free_at = self._monotonic() + max(usual, gap.total_seconds())
        finally:
            queue.waiting -= 1

    def rest(self, host: str) -> timedelta:
        """How long the gap after the last request to this host still is."""
        queue = self._hosts.get(host)
        return timedelta(seconds=max(0.0, queue.free_at - self._monotonic())) if queue else _NONE

    def hold(self, host: str, delay: timedelta) -> None:
        """No request to this host for the next `delay`."""
        queue = self._queue(host)
        queue.held_until = max(queue.held_until, self._monotonic() + delay.total_seconds())

    def _check(self, queue: _Host) -> None:
        if queue.held_until and (remaining := queue.held_until - self._monotonic()) > 0:
            raise Held(timedelta(seconds=remaining))

    def _queue(self, host: str) -> _Host:
        queue = self._hosts.get(host)
        if queue is None:
            if len(self._hosts) >= _MOST_HOSTS:
                self._forget_idle()
            queue = self._hosts[host] = _Host()
        return queue

    def _forget_idle(self) -> None:
        now = self._monotonic()
        self._hosts = {
            name: queue
            for name, queue in self._hosts.items()
            if queue.waiting or queue.free_at > now or queue.held_until > now
        }


@lru_cache(maxsize=4096)
def host_key(url: Url) -> str:
    """Whom we are polite to: the host, with its port unless that is the usual one of http or https, which are
    one server."""
    port = urlsplit(url.text).port
    return url.host if port in (None, 80, 443) else f"{url.host}:{port}"
