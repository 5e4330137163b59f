"""A department's site, and commands that follow it from an empty folder."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Any

import httpx
import pytest
from click.testing import Result
from starlette.types import Receive, Scope, Send

from service.config import Settings, load
from service.demo.app import demo_app
from service.demo.site import DemoSite
from service.web.server import WebServer
from tests.unit.cli.conftest import command as command  # noqa: PLC0414 - a fixture of ours too

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass
class Department:
    """The demo site; while `busy` it asks its visitors to wait. `/hook` is a webhook endpoint that is gone."""

    busy: bool = False
    url: str = ""

    def __post_init__(self) -> None:
        site = DemoSite(started_at=NOW, every=timedelta(days=365), clock=lambda: NOW, closed=())
        self._pages = demo_app(site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/hook":
            await _answer(send, 410, [])
        elif self.busy:
            await _answer(send, 429, [(b"retry-after", b"3600")])
        else:
            await self._pages(scope, receive, send)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
async def department() -> AsyncIterator[Department]:
    department = Department()
    server = WebServer(department, "127.0.0.1", 0)
    await server.start()
    department.url = server.url
    yield department
    await server.stop(1)


@dataclass
class Desk:
    """A folder with a config.toml, and a person who types commands there."""

    folder: Path
    _command: Callable[..., Result]

    async def __call__(self, *words: str, answers: str | None = None) -> Result:
        return await asyncio.to_thread(self._command, *words, answers=answers)

    async def asked(self, *words: str) -> Any:
        """What the command answers as JSON; it must succeed."""
        result = await self(*words, "--json")
        assert result.exit_code == 0, result.output
        return self.parsed(result)

    async def refused(self, *words: str) -> tuple[int, Any]:
        """The exit code and the JSON of a command that fails."""
        result = await self(*words, "--json")
        assert result.exit_code != 0, result.output
        return result.exit_code, self.parsed(result) if result.stdout else None

    @staticmethod
    def parsed(result: Result) -> Any:
        """The one JSON object on standard output."""
        return json.loads(result.stdout)

    async def save(self, url: str, name: str) -> Path:
        """The page at `url`, kept as a file of the folder."""
        async with httpx.AsyncClient() as client:
            content = (await client.get(url)).content
        file = self.folder / name
        await asyncio.to_thread(file.write_bytes, content)
        return file

    def settings(self) -> Settings:
        return load(self.folder / "config.toml", now=datetime.now(UTC))


@pytest.fixture
def desk(tmp_path: Path, command: Callable[..., Result], department: Department) -> Desk:
    host = department.url.removeprefix("http://")
    (tmp_path / "config.toml").write_text(
        f'[fetch]\nallow_addresses = ["127.0.0.0/8"]\nown_hosts = ["{host}"]\n', encoding="utf-8"
    )
    return Desk(tmp_path, command)


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
