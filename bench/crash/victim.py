"""The daemon as a process of its own group, started by its command and killed without warning."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen


class Victim:
    """`log` takes what all lives of the daemon print."""

    def __init__(self, config: Path, address: str, log: Path) -> None:
        self._config = config
        self._address = address
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "service",
                "run",
                "--config",
                str(self._config),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def serving(self, seconds: float) -> bool:
        """Whether it answers within `seconds`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end and self.alive:
            with suppress(OSError):
                await asyncio.to_thread(_open, self._address + "/healthz")
                return True
            await asyncio.sleep(0.05)
        return False

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def stop_for_a_while(self) -> None:
        self._signal(signal.SIGSTOP)

    async def kill(self) -> None:
        """SIGKILL to the whole group; returns when the process is gone."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            await self._process.wait()

    async def end(self, seconds: float) -> int | None:
        """SIGTERM; its exit code, or None when it did not stop within `seconds` and was killed."""
        self._signal(signal.SIGTERM)
        assert self._process is not None
        try:
            return await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            await self.kill()
            return None

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


def _open(address: str) -> None:
    with urlopen(address, timeout=2) as answer:
        answer.read()
