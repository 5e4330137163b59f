"""The real process, started by its command, and what a test asks of it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from socket import socket
from typing import Any, TypeVar

import httpx
import pytest

T = TypeVar("T")
FIRST_QUEUE = pytest.mark.xdist_group("daemons 1")
SECOND_QUEUE = pytest.mark.xdist_group("daemons 2")
"""Every test here runs a daemon: two at a time are enough, on however many cores."""
_PATIENCE = 40.0


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def eventually(look: Callable[[], Awaitable[T | None]], *, seconds: float = _PATIENCE) -> T:
    """What `look` finds once it finds something; fails when it finds nothing for too long."""
    async with asyncio.timeout(seconds):
        while True:
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.05)


class Daemon:
    """`noticewire run` in `folder`, which holds its config.toml unless `arguments` say otherwise."""

    def __init__(
        self, folder: Path, port: int, *arguments: str, environment: dict[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self._arguments = arguments
        self._environment = {**os.environ, **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> "Daemon":
        """Returns when its web page answers."""
        await self.launch()
        await eventually(self.is_healthy)
        return self

    async def launch(self) -> None:
        with (self.folder / "daemon.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "service",
                "run",
                *self._arguments,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                env=self._environment,
            )

    async def is_healthy(self) -> bool:
        assert self.running, self.log()
        try:
            return (await self.get("/healthz")).status_code == 200
        except httpx.TransportError:
            return False

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def log(self) -> str:
        return (self.folder / "daemon.log").read_text(encoding="utf-8", errors="replace")

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    async def ended(self, seconds: float = 15) -> int:
        """Its exit code."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), seconds)

    async def stop(self) -> None:
        """Whatever state it is in."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None
        if self.running:
            self.send(signal.SIGTERM)
            try:
                await self.ended()
            except TimeoutError:
                self.send(signal.SIGKILL)
                await self.ended()

    async def get(self, path: str, **headers: str) -> httpx.Response:
        if self._client is None:
            once = httpx.Limits(
                max_keepalive_connections=0
            )  # the next daemon on this port knows nothing of this one
            self._client = httpx.AsyncClient(base_url=self.url, trust_env=False, limits=once)
        return await self._client.get(path, headers=headers)

    async def titles(self, feed: str) -> list[str]:
        """Those of a feed, newest first."""
        return [item["title"] for item in await self._items(feed)]

    async def ids(self, feed: str) -> list[str]:
        """Those of a feed's entries, newest first."""
        return [item["id"] for item in await self._items(feed)]

    async def _items(self, feed: str) -> list[dict[str, Any]]:
        answer = await self.get(f"/feeds/{feed}.json")
        items: list[dict[str, Any]] = answer.json()["items"] if answer.is_success else []
        return items

    async def whole_page(self, feed: str) -> list[str]:
        """The titles of a feed once it shows all 20 notices of its listing's first page."""

        async def look() -> list[str]:
            titles = await self.titles(feed)
            return titles if len(titles) >= 20 else []

        return await eventually(look)

    async def command(self, *arguments: str) -> tuple[int, Any]:
        """A command beside the daemon: its exit code and the JSON it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "service",
            *arguments,
            "--json",
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._environment,
        )
        printed, complaint = await asyncio.wait_for(process.communicate(), 60)
        assert printed, complaint.decode()
        assert process.returncode is not None
        return process.returncode, json.loads(printed)
