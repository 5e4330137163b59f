"""Every storage test runs on a SQLite file and on PostgreSQL."""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.storage.store import Store

Opening = Callable[..., Coroutine[Any, Any, Store]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server on which a database of our own was made, dropped at the end."""
    server = os.environ.get("NOTICEWIRE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    name = f"noticewire_test_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {server} (NOTICEWIRE_TEST_POSTGRES names another): {error}")
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


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
