"""What the daemon is told from outside: stop (SIGTERM, SIGINT), read the configuration again (SIGHUP)."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

__all__ = ["Calls", "answering_signals", "until_stopped"]


@dataclass(frozen=True, slots=True)
class Calls:
    """What has been asked for and not been done yet."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    reload: asyncio.Event = field(default_factory=asyncio.Event)


@contextmanager
def answering_signals() -> Iterator[Calls]:
    """Notes signals from the start of the daemon to the end of its stop: one that comes while it starts waits
    until it runs, and none ends the process in the middle of its work.

    A second SIGTERM or SIGINT, of somebody who does not want to wait for the stop, does.
    """
    loop = asyncio.get_running_loop()
    calls = Calls()

    def stop(number: signal.Signals) -> None:
        if calls.stop.is_set():
            loop.remove_signal_handler(number)
            signal.raise_signal(number)
        calls.stop.set()

    reactions: dict[signal.Signals, Callable[[], None]] = {
        signal.SIGTERM: lambda: stop(signal.SIGTERM),
        signal.SIGINT: lambda: stop(signal.SIGINT),
        signal.SIGHUP: calls.reload.set,
    }
    for number, reaction in reactions.items():
        loop.add_signal_handler(number, reaction)
    try:
        yield calls
    finally:
        for number in reactions:
            loop.remove_signal_handler(number)


async def until_stopped(calls: Calls, reload: Callable[[], Awaitable[None]]) -> None:
    """Reload as often as asked, one at a time, until told to stop; a reload under way is let come to its end."""
    stopping = asyncio.ensure_future(calls.stop.wait())
    while not calls.stop.is_set():
        asked = asyncio.ensure_future(calls.reload.wait())
        await asyncio.wait((stopping, asked), return_when=asyncio.FIRST_COMPLETED)
        if asked.done() and not calls.stop.is_set():
            calls.reload.clear()
            await reload()
        asked.cancel()
