"""Schemathesis against the API on a real port: it does what its description says, whatever is sent."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.domain.access import Scope, Token, digest_of
from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.source import SourceId
from service.polling.discovery import Discovery
from service.polling.visit import Visitor
from service.web.app import create_app
from service.web.explorations import Explorations
from service.web.server import WebServer
from tests.integration.web.newsroom import Newsroom
from tests.integration.web.test_api import OnePage

SECRET = "nw_conformance"


@pytest.fixture
async def address(newsroom: Newsroom, tmp_path: Path) -> AsyncIterator[str]:
    """Of an API with something in it; what the description cannot tell stands in the configuration."""
    store = newsroom.store
    await newsroom.open()
    await store.add_channel(Channel(ChannelId("mail"), MailTarget("student@example.org")))
    await newsroom.subscribe("reader")
    await newsroom.publish(SourceId("college-0"), "关于开展主题党日活动的通知")
    while await store.expand(newsroom.clock()):
        pass
    (entry, *_) = await store.owner.entries(limit=1)
    (tmp_path / "schemathesis.toml").write_text(f'[parameters]\n"path.entry" = "{entry.id}"\n', encoding="utf-8")
    await store.access.add_token(Token("t", "", digest_of(SECRET), Scope.ADMIN, newsroom.clock()))
    explorations = Explorations(Discovery(Visitor(OnePage())), zone="Asia/Shanghai", clock=newsroom.clock)
    app = create_app(
        store,
        public_url="https://notices.example.org",
        clock=newsroom.clock,
        mailbox=None,
        version="1.2.3",
        explorations=explorations,
    )
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    yield f"http://127.0.0.1:{server.port}/api/v1"
    await server.stop(2)
    await explorations.aclose()


@pytest.mark.timeout(300)
async def test_schemathesis_finds_nothing(address: str, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run",
        f"{address}/openapi.json", "--url", address, "--checks", "all",
        "--header", f"Authorization: Bearer {SECRET}",
        "--max-examples", "15", "--seed", "1", "--generation-database", "none", "--no-color",
        "--suppress-health-check", "all",
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        told, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    report = told.decode()
    assert process.returncode == 0, report
    assert "Missing test data" not in report, report
    for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"):
        assert phase in report, report
