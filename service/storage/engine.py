"""Opening a database, and running plain functions on its connections in threads.

SQLite has one writer at a time whatever we do, so it gets one writer thread: writes queue here, in order and
without polling for the lock, and reads go on a snapshot beside them. PostgreSQL has a pool for both.

SQLite runs with `synchronous = NORMAL` in WAL mode: a power cut may take the last commits back, never part of one.
That is harmless here. Ids are functions of what they name, so a poll taken back finds the same entries under
the same ids, and a delivery taken back is sent again under the same id.
"""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from service.domain.errors import DatabaseUnusable
from service.storage.columns import keepable
from service.storage.failures import translated, worth_a_retry

_P = ParamSpec("_P")
_T = TypeVar("_T")
_READERS = 4
_POSTGRES_CONNECTIONS = 8
_TRIES = 4
_MOMENT = 0.02


class Database:
    """The connections of one database and the threads that use them."""

    def __init__(self, name: str, writer: Engine, reader: Engine, *, writers: int, readers: int) -> None:
        self.name = name
        self._writer = writer
        self._reader = reader
        self._writing = ThreadPoolExecutor(writers, "storage-write")
        self._reading = ThreadPoolExecutor(readers, "storage-read")
        self._kept: Connection | None = None

    async def write(
        self, work: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Runs `work(connection, …)` as one transaction that may write: all of it is kept, or nothing.

        A PostgreSQL transaction that collided with another is run again, so `work` must touch nothing but the
        connection.
        """
        return await _in(self._writing, self._run, self._writer, partial(_call, work, args, kwargs))

    async def read(
        self, work: Callable[Concatenate[Connection, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Runs `work(connection, …)` on one consistent state, without waiting for writers."""
        return await _in(self._reading, self._run, self._reader, partial(_call, work, args, kwargs))

    async def keep(
        self, work: Callable[Concatenate[Connection, _P], None], *args: _P.args, **kwargs: _P.kwargs
    ) -> None:
        """Runs `work(connection, …)` on a session of its own that stays open until `close`: the one kept before,
        or a new one where that has broken. On SQLite a session holds nothing, and none is kept."""
        if self._writer.dialect.name != "sqlite":
            await _in(self._writing, self._keep, self._writer, partial(_call, work, args, kwargs))

    async def close(self) -> None:
        """Waits for the work under way, then closes every connection."""
        await asyncio.to_thread(self._close)

    def _run(self, engine: Engine, work: Callable[[Connection], _T]) -> _T:
        with translated(self.name):
            for _ in range(_TRIES - 1):
                try:
                    with engine.begin() as connection:
                        return work(connection)
                except DBAPIError as error:
                    if not worth_a_retry(error):
                        raise
            with engine.begin() as connection:
                return work(connection)

    def _keep(self, engine: Engine, work: Callable[[Connection], None]) -> None:
        with translated(self.name):
            if self._kept is not None:
                try:
                    with self._kept.begin():
                        return work(self._kept)
                except DBAPIError:
                    self._kept.close()
            self._kept = engine.connect()
            self._kept.detach()  # closing it ends the session, instead of handing it to the next user
            with self._kept.begin():
                return work(self._kept)

    def _close(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._writing.shutdown()
        self._reading.shutdown()
        self._writer.dispose()
        self._reader.dispose()


def connect(text: str, patience: timedelta) -> Database:
    """The database at `text`: 'sqlite:///relative.db', 'sqlite:////absolute.db' or 'postgresql://…'.

    Creates the folder of a SQLite file. `patience` is how long SQLite waits for another process's lock. Opens no
    connection yet. Raises DatabaseUnusable for an address we cannot use.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise DatabaseUnusable(f"not a database address: {text!r}") from error
    shown = url.render_as_string(hide_password=True)
    kind = url.get_backend_name()
    if kind == "sqlite":
        return _sqlite(url, shown, patience)
    if kind == "postgresql":
        return _postgres(url.set(drivername="postgresql+psycopg"), shown)
    raise DatabaseUnusable(f"neither SQLite nor PostgreSQL: {shown}")


def _sqlite(url: URL, shown: str, patience: timedelta) -> Database:
    if url.database in (None, "", ":memory:"):
        raise DatabaseUnusable(f"a SQLite database needs a file: {shown}")
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"cannot make the folder {folder}: {error.strerror} ({shown})") from error

    def engine(size: int, begin: str, *pragmas: str) -> Engine:
        return _sqlite_engine(url.set(drivername="sqlite+pysqlite"), size, patience, begin, pragmas)

    writer = engine(1, "BEGIN IMMEDIATE", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
    reader = engine(_READERS, "BEGIN", "query_only = ON")
    return Database(shown, writer, reader, writers=1, readers=_READERS)


def _sqlite_engine(url: URL, size: int, patience: timedelta, begin: str, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        json_serializer=_json,
        connect_args={"timeout": patience.total_seconds(), "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the module must not begin transactions of its own
        for pragma in pragmas:
            _patiently(connection, f"PRAGMA {pragma}", patience)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _patiently(connection: sqlite3.Connection, statement: str, patience: timedelta) -> None:
    """Runs a statement for which SQLite itself does not wait: while another process makes its first transaction,
    the change to WAL fails at once, whatever the timeout says."""
    enough = time.monotonic() + patience.total_seconds()
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > enough:
                raise
        time.sleep(_MOMENT)


def _postgres(url: URL, shown: str) -> Database:
    engine = create_engine(
        url,
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=1,  # the session that stays open
        pool_pre_ping=True,  # a server that was restarted meanwhile costs a new connection, not an error
        json_serializer=_json,
        connect_args={"connect_timeout": 5},
    )
    # Each statement of a READ COMMITTED transaction sees another state; a reader is promised one for all.
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    half = _POSTGRES_CONNECTIONS // 2
    return Database(shown, engine, reader, writers=half, readers=half)


def _json(value: object) -> str:
    return keepable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _call(work: Callable[..., _T], args: tuple[Any, ...], kwargs: dict[str, Any], connection: Connection) -> _T:
    return work(connection, *args, **kwargs)


async def _in(
    threads: ThreadPoolExecutor,
    run: Callable[[Engine, Callable[[Connection], _T]], _T],
    engine: Engine,
    work: Callable[[Connection], _T],
) -> _T:
    return await asyncio.get_running_loop().run_in_executor(threads, run, engine, work)
