"""Database failures by name: which are the world's, and which are our mistakes and go through unchanged."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.domain.errors import DatabaseBusy, DatabaseUnusable, StorageError

if TYPE_CHECKING:
    import psycopg

_SQLITE_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_SQLITE_UNUSABLE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOLFS,
    }
)
# SQLSTATE (PostgreSQL documentation, appendix A): a code of its own, else its class (the first two characters).
_POSTGRES: dict[str, type[StorageError] | None] = {
    "55P03": DatabaseBusy,  # lock_not_available
    "25006": DatabaseUnusable,  # read_only_sql_transaction: a standby
    "25P03": DatabaseBusy,  # idle_in_transaction_session_timeout
    "25P04": DatabaseBusy,  # transaction_timeout
    "08": DatabaseBusy,  # connection exceptions
    "40": DatabaseBusy,  # rolled back
    "53": DatabaseBusy,  # too many connections, out of memory
    "57": DatabaseBusy,  # shut down, starting up, cancelled
    "53100": DatabaseUnusable,  # disk_full
    "28": DatabaseUnusable,  # wrong role or password
    "3D": DatabaseUnusable,  # no such database
    "42501": DatabaseUnusable,  # insufficient_privilege
    "58": DatabaseUnusable,  # system errors: I/O, missing files
    "F0": DatabaseUnusable,  # configuration file
    "XX": DatabaseUnusable,  # internal errors, corrupted data and indexes
}
_WRONG_ADDRESS = re.compile(
    "does not exist|password authentication failed|no password supplied|no pg_hba.conf entry"
    "|invalid connection option"
)
"""Why a server refuses a connection comes without a code, in its own language; these are the English words."""
_WORTH_A_RETRY = frozenset({"40001", "40P01"})


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raises DatabaseBusy or DatabaseUnusable, naming the database `where`, for what failed outside our code.

    An integrity error, a missing table or a wrong statement is a mistake of ours and passes unchanged.
    """
    try:
        yield
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        cause = getattr(error, "orig", None) or error
        raise failure(f"{str(cause).strip()} ({where})") from error


def failure_of(error: Exception) -> type[StorageError] | None:
    """The named failure that a library's exception stands for; None: a mistake of ours."""
    if isinstance(error, PoolTimeout):
        return DatabaseBusy
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause)
    if _of_psycopg(cause):
        return _postgres(cause)
    return None


def worth_a_retry(error: DBAPIError) -> bool:
    """Whether the transaction only collided with another, and the same statements will pass when repeated."""
    return _of_psycopg(error.orig) and error.orig.sqlstate in _WORTH_A_RETRY


def _of_psycopg(error: BaseException | None) -> "TypeGuard[psycopg.Error]":
    """The driver is read by the engine that needs it; before, no error can be its own, and SQLite does without."""
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def _sqlite(error: sqlite3.Error) -> type[StorageError] | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest is the extended code
    if code in _SQLITE_BUSY:
        return DatabaseBusy
    return DatabaseUnusable if code in _SQLITE_UNUSABLE else None


def _postgres(error: "psycopg.Error") -> type[StorageError] | None:
    if error.sqlstate is not None:
        return _POSTGRES.get(error.sqlstate) or _POSTGRES.get(error.sqlstate[:2])
    # No SQLSTATE: there was no connection. psycopg has only the class to say so.
    if _WRONG_ADDRESS.search(str(error)):
        return DatabaseUnusable
    driver = sys.modules["psycopg"]
    return DatabaseBusy if isinstance(error, (driver.OperationalError, driver.InterfaceError)) else None
