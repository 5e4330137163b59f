"""The parts of a daemon and of workers on one PostgreSQL database, with an origin that they watch."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from procrastinate import App
from procrastinate.jobs import Job

from service.config import Settings
from service.config.reading import read
from service.domain.source import Holder
from service.parts import Parts, open_parts
from service.storage.store import Store
from service.web.server import WebServer
from service.workers.handing import Handing
from service.workers.queue import open_queue
from tests.integration.polling.desk import ARTICLE, Origin

DAEMON = Holder("daemon:test")


@pytest.fixture(scope="session")
def server() -> str:
    """The address of a server where we may make databases."""
    address = os.environ.get("NOTICEWIRE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {address} (NOTICEWIRE_TEST_POSTGRES names another): {error}")
    return address


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """The name of a database with our tables and the queue's."""

    async def make(address: str) -> None:
        await (await Store.open(address)).close()
        async with open_queue(address):
            pass

    with _database(server) as address:
        asyncio.run(make(address))
        yield address.rpartition("/")[2]


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """The address of an empty database of this test's own, dropped at the end."""
    with _database(server) as address:
        yield address


@contextmanager
def _database(server: str, template: str = "template1") -> Iterator[str]:
    name = f"noticewire_workers_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    try:
        yield server.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@dataclass
class Works:
    """What several processes have, in one; `now` moves when a test says so."""

    database: str
    folder: Path
    origin: Origin
    server: WebServer
    opened: AsyncExitStack
    gap: str = "0s"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def settings(self) -> Settings:
        sources = "".join(
            f'[[sources]]\nid = "{name}"\nurl = "http://127.0.0.1:{self.server.port}/{name}.htm"\n'
            for name in ("a", "b")
        )
        text = (
            f'[database]\nurl = "{self.database}"\n[daemon]\nworkers = true\n'
            f'[fetch]\ngap = "{self.gap}"\nrobots = false\nallow_addresses = ["127.0.0.0/8"]\n{sources}'
        )
        return read(text, source="test", folder=self.folder, now=self.now)

    async def parts(self, holder: Holder) -> Parts:
        """Of a daemon or a worker of that name, which has announced itself."""
        declaring = holder == DAEMON
        opening = open_parts(self.settings(), holder=holder, clock=lambda: self.now, declaring=declaring)
        parts = await self.opened.enter_async_context(opening)
        await parts.store.take_over(holder)
        return parts

    def cut(self) -> None:
        """End every session, as a restart of the server does."""
        server, _, name = self.database.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    async def queue(self) -> App:
        return await self.opened.enter_async_context(open_queue(self.database))

    async def handing(self) -> Handing:
        return Handing(await self.parts(DAEMON), await self.queue(), holder=DAEMON)


@pytest.fixture
async def works(server: str, template: str, tmp_path: Path) -> AsyncIterator[Works]:
    origin = Origin()
    for name, numbers in (("a", (3, 2, 1)), ("b", (6, 5, 4))):
        origin.listing(f"/{name}.htm", *numbers)
        for number in numbers:
            origin.page(f"/info/{number}.htm", ARTICLE)
    pages = WebServer(origin, "127.0.0.1", 0)
    await pages.start()
    with _database(server, template) as database:
        async with AsyncExitStack() as opened:
            yield Works(database, tmp_path, origin, pages, opened)
    await pages.stop(1)


async def waiting(app: App) -> list[Job]:
    return list(await app.job_manager.list_jobs_async(status="todo"))


async def taken(app: App) -> Job | None:
    """The next job, as a worker takes it that dies in the middle of it."""
    worker = await app.job_manager.register_worker()
    return await app.job_manager.fetch_job(queues=["sites"], worker_id=worker)
