"""Every storage test runs on a SQLite file and on PostgreSQL."""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.storage.store import Store
from tests.integration.storage.server import started_server

_USUAL_SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
Opening = Callable[..., Coroutine[Any, Any, Store]]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of our own, dropped at the end: on the server that NOTICEWIRE_TEST_POSTGRES names, on the one of
    this machine if it lets us in, else on one that is started for these tests."""
    server = os.environ.get("NOTICEWIRE_TEST_POSTGRES", "")
    with ExitStack() as started:
        if not server and not _lets_us_in(_USUAL_SERVER):
            server = started.enter_context(started_server(tmp_path_factory.mktemp("postgres")))
        server = server or _USUAL_SERVER
        name = f"noticewire_test_{secrets.token_hex(4)}"
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        yield server.rpartition("/")[0] + f"/{name}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _lets_us_in(server: str) -> bool:
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'noticewire.db'}"
    address: str = request.getfixturevalue("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(b"DROP SCHEMA public CASCADE")
        connection.execute(b"CREATE SCHEMA public")
    return address


@pytest.fixture
async def opening(database: str) -> AsyncIterator[Opening]:
    """Opens stores on the database of this test, as several processes would, and closes them all."""
    opened: list[Store] = []

    async def open_store(**options: Any) -> Store:
        store = await Store.open(database, **options)
        opened.append(store)
        return store

    yield open_store
    for store in opened:
        await store.close()


@pytest.fixture
async def store(opening: Opening) -> Store:
    return await opening()
