"""One daemon that hands out, two workers that do: each notice once, and nothing lost with a worker that dies."""

import asyncio
import os
import re
import signal
import sys
from collections import Counter

import pytest

from tests.acceptance.conftest import World
from tests.acceptance.daemon import SECOND_QUEUE, Daemon, eventually

pytestmark = [pytest.mark.postgres, SECOND_QUEUE]


class Worker:
    """`noticewire worker` beside a daemon, with its configuration."""

    def __init__(self, world: World, name: str) -> None:
        self._world = world
        self._path = world.folder / f"{name}.log"
        self.process: asyncio.subprocess.Process | None = None

    async def launch(self) -> None:
        with self._path.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "service", "worker", "--concurrency", "5"),
                cwd=self._world.folder,
                stdout=log,
                stderr=log,
                env=os.environ,
            )

    async def runs(self) -> None:
        await self.logs("worker is running")

    async def logs(self, words: str) -> None:
        async def look() -> bool:
            assert self.process is not None
            assert self.process.returncode is None, self.log
            return words in self.log

        await eventually(look)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def log(self) -> str:
        return self._path.read_text(encoding="utf-8", errors="replace")

    async def end(self, number: signal.Signals) -> int:
        """Its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 10)


async def _shown(daemon: Daemon) -> set[int]:
    """The workers that doctor knows, living or not."""
    _, told = await daemon.command("doctor")
    whole = " ".join(one["what"] for one in told["findings"] if one["subject"].startswith("worker"))
    return {int(number) for number in re.findall(r"\((\d+)\)", whole)}


def _told(world: World) -> Counter[str]:
    return Counter(str(mail["Subject"]) for mail in world.postbox.mails)


async def test_each_notice_is_told_once_and_a_killed_worker_is_taken_over_from(
    world: World, postgres: str
) -> None:
    world.keep_in(postgres)
    world.config += "[daemon]\nworkers = true\n"
    daemon = world.daemon()
    first, second = Worker(world, "first"), Worker(world, "second")
    try:
        await daemon.start()
        for worker in (first, second):
            await worker.launch()
        await first.runs()
        await second.runs()
        await eventually(lambda: daemon.titles("gzdt"))
        assert await _shown(daemon) == {first.pid, second.pid}
        notices = [world.site.publish() for _ in range(41)]
        here = [notice.title for notice in notices if notice.section is notices[0].section]
        assert len(here) == 3, "each 20th goes where the first went"

        async def told() -> bool:
            return len(world.postbox.mails) >= 3 and len(world.receiver.calls) >= 3

        await eventually(told)
        assert "polled" not in daemon.log(), "the daemon hands out and does nothing itself"
        assert await second.end(signal.SIGTERM) == 0
        assert await _shown(daemon) == {first.pid}, "it took its leave"
        assert "polled" in first.log + second.log
        assert "published" in first.log + second.log
        assert _told(world) == Counter(here)
        assert len({headers["webhook-id"] for headers, _ in world.receiver.calls}) == 3
        assert len(world.receiver.calls) == 3

        world.receiver.calls.clear()
        world.postbox.mails.clear()
        world.receiver.hangs = True
        later = [world.site.publish() for _ in range(20)]
        (late,) = [notice.title for notice in later if notice.section is notices[0].section]

        async def in_the_middle() -> bool:
            return len(world.receiver.calls) == 1 and bool(world.postbox.mails)

        await eventually(in_the_middle)
        assert await first.end(signal.SIGKILL) == -signal.SIGKILL
        world.receiver.hangs = False
        await second.launch()

        async def told_again() -> bool:
            return len(world.receiver.calls) == 2

        await eventually(told_again)
        (before, body), (after, again) = world.receiver.calls
        assert (before["webhook-id"], body) == (after["webhook-id"], again), "the one repeat, the same message"
        assert set(_told(world)) == {late}
        assert _told(world)[late] <= 2
        assert "took back what a stopped worker had begun" in daemon.log()
        daemon.send(signal.SIGTERM)
        assert await daemon.ended(10) == 0
        assert await second.end(signal.SIGTERM) == 0
    finally:
        for worker in (first, second):
            if worker.process is not None and worker.process.returncode is None:
                await worker.end(signal.SIGKILL)
        await daemon.stop()
