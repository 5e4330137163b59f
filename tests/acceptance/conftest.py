"""A department that publishes, a mail server and a webhook receiver, and the daemon between them."""

import asyncio
import email
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.types import Receive, Scope, Send

from service.demo.app import demo_app
from service.demo.site import DemoSite
from service.web.server import WebServer
from tests.acceptance.daemon import Daemon, free_port

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"


@dataclass
class Receiver:
    """A webhook endpoint that answers `status`, or hangs."""

    status: int = 200
    hangs: bool = False
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.calls.append(({name.decode(): value.decode() for name, value in scope["headers"]}, body))
        if self.hangs:
            await asyncio.Event().wait()
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@dataclass
class Postbox:
    """An SMTP server's handler that accepts everything."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        body = content if isinstance(content, bytes) else content.encode()
        self.mails.append(email.message_from_bytes(body, policy=policy.default))
        return "250 2.0.0 kept"


@dataclass
class World:
    """All that is around the daemon; `config` is what it is told."""

    folder: Path
    site: DemoSite
    site_url: str
    receiver: Receiver
    postbox: Postbox
    port: int
    config: str

    def keep_in(self, database: str) -> None:
        """The daemon's database is this one, instead of a file of its own."""
        self.config += f'[database]\nurl = "{database}"\n'

    def daemon(self, *arguments: str, environment: dict[str, str] | None = None) -> Daemon:
        (self.folder / "config.toml").write_text(self.config, encoding="utf-8")
        return Daemon(self.folder, self.port, *arguments, environment=environment)


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty database of our own, on the server that NOTICEWIRE_TEST_POSTGRES names or on that of
    this machine; dropped at the end."""
    server = os.environ.get("NOTICEWIRE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    name = f"noticewire_acceptance_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {server} (NOTICEWIRE_TEST_POSTGRES names another): {error}")
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    an_hour_ago = datetime.now(UTC) - timedelta(
        hours=1
    )  # what it publishes by itself, soon after its start, is past
    site = DemoSite(started_at=an_hour_ago, every=timedelta(days=365), clock=lambda: datetime.now(UTC))
    receiver, postbox = Receiver(), Postbox()
    pages = WebServer(demo_app(site), "127.0.0.1", 0)
    hook = WebServer(receiver, "127.0.0.1", 0)
    await pages.start()
    await hook.start()
    loop = asyncio.get_running_loop()
    post = await loop.create_server(lambda: SMTP(postbox, hostname="sink.invalid"), "127.0.0.1", 0)
    port = free_port()
    yield World(
        tmp_path,
        site,
        pages.url,
        receiver,
        postbox,
        port,
        _config(port, pages.port, hook.port, post.sockets[0].getsockname()[1]),
    )
    post.close()
    await hook.stop(1)
    await pages.stop(1)


def _config(port: int, site: int, hook: int, post: int) -> str:
    return f"""public_url = "http://127.0.0.1:{port}"
[web]
port = {port}
[fetch]
allow_addresses = ["127.0.0.0/8"]
own_hosts = ["127.0.0.1:{site}"]
[alerts]
webhook_delays = ["0.2s", "0.2s", "0.2s", "0.2s", "0.2s"]
[mail]
host = "127.0.0.1"
port = {post}
security = "none"
from = "notices <notices@example.org>"
allow_insecure_links = true
[[sources]]
id = "gzdt"
url = "http://127.0.0.1:{site}/zzgz/gzdt.htm"
section = ["组织工作", "工作动态"]
every = "0.2s"
[[channels]]
id = "post"
mail = "reader@example.org"
[[channels]]
id = "hook"
webhook = "http://127.0.0.1:{hook}/"
secrets = ["{SECRET}"]
[[subscriptions]]
id = "by-post"
channel = "post"
[[subscriptions]]
id = "by-hook"
channel = "hook"
"""
