"""Every storage test runs on a SQLite file and on PostgreSQL.

NOTICEWIRE_TEST_POSTGRES names the server (a role that may create databases). Without a server these tests are
skipped, except where CI is set: there they fail.
"""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.storage.store import Store

Opening = Callable[..., Coroutine[Any, Any, Store]]

_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A database of this session's own, dropped at the end."""
    server = os.environ.get("NOTICEWIRE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    name = f"noticewire_test_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
    except psycopg.OperationalError as error:
        missing = f"no PostgreSQL at {server} (NOTICEWIRE_TEST_POSTGRES names another): {error}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    yield server.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"

    async def make() -> None:
        await (await Store.open(f"sqlite:///{path}")).close()

    asyncio.run(make())
    return path


@pytest.fixture(params=_KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind without a row in it; on PostgreSQL perhaps without a schema."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("blank"), tmp_path / "noticewire.db")
        return f"sqlite:///{tmp_path / 'noticewire.db'}"
    address: str = request.getfixturevalue("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        listed = connection.execute(b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in listed if table != "alembic_version"]
        if tables:
            connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE".encode())
    return address


@pytest.fixture(params=_KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind without even a table in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
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
