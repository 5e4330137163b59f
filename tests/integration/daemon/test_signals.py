"""Real signals to this very process, while the daemon starts, runs and stops."""

import asyncio
import os
import signal
import sys

from service.daemon.signals import answering_signals, until_stopped


def tell(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


async def test_a_reload_asked_for_during_the_start_is_done_once_running() -> None:
    done: list[str] = []

    async def reload() -> None:
        done.append("reload")
        tell(signal.SIGTERM)

    with answering_signals() as calls:
        tell(signal.SIGHUP)
        tell(signal.SIGHUP)
        await asyncio.wait_for(until_stopped(calls, reload), 10)
    assert done == ["reload"]


async def test_a_stop_asked_for_during_the_start_ends_it_before_anything_is_reloaded() -> None:
    done: list[str] = []

    async def reload() -> None:
        done.append("reload")

    with answering_signals() as calls:
        tell(signal.SIGTERM)
        await asyncio.wait_for(calls.stop.wait(), 10)
        tell(signal.SIGHUP)
        await asyncio.wait_for(until_stopped(calls, reload), 10)
        assert calls.reload.is_set(), "noted, and left"
    assert done == []


async def test_a_second_stop_does_not_wait_for_the_first() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SLOW, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    for said in (b"running", b"stopping"):
        assert (await asyncio.wait_for(process.stdout.readline(), 60)).strip() == said
        process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == -signal.SIGTERM


_SLOW = """
import asyncio
from service.daemon.signals import answering_signals

async def daemon():
    with answering_signals() as calls:
        print("running", flush=True)
        await calls.stop.wait()
        print("stopping", flush=True)
        await asyncio.Event().wait()

asyncio.run(daemon())
"""
