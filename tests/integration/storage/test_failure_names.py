"""Every failure that the database libraries know has a name of ours, or is a mistake of ours."""

import inspect
import re
import sqlite3

import psycopg
import pytest

from service.domain.errors import DatabaseBusy, DatabaseUnusable
from service.storage.failures import failure_of


def test_every_failure_of_sqlite_is_named_or_known_to_be_ours() -> None:
    """Result codes: SQLite documentation, 'Result and Error Codes', 3. A new one must be given a name here."""
    ours = (
        "ERROR INTERNAL ABORT NOMEM INTERRUPT NOTFOUND EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE AUTH FORMAT"
    )
    primary = re.compile("SQLITE_[A-Z]+")
    no_codes = re.compile("_(OK|DENY|IGNORE|NOTICE|WARNING|ROW|DONE|RANGE)$")
    actions = re.compile(
        "_(CREATE|DROP|DELETE|INSERT|PRAGMA|READ|SELECT|TRANSACTION|UPDATE|ATTACH|DETACH|REINDEX|ANALYZE|"
        "FUNCTION|SAVEPOINT|RECURSIVE)$"
    )
    for name in filter(primary.fullmatch, dir(sqlite3)):
        if no_codes.search(name) or actions.search(name):
            continue
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = getattr(sqlite3, name)
        named = failure_of(error) is not None
        assert named != (name.removeprefix("SQLITE_") in ours.split()), name
        error.sqlite_errorcode |= 0x100  # an extended code of the same kind
        assert (failure_of(error) is not None) == named, name


def test_every_failure_of_postgres_that_is_not_ours_is_named() -> None:
    """psycopg tells them apart as the DB-API does (PEP 249): OperationalError is what no programmer can help."""
    never_used = (
        "24",
        "27",
        "2B",
        "2D",
        "2F",
        "38",
        "39",
        "3B",
        "54",
        "HV",
    )  # cursors, triggers, routines, wrappers
    ours = {"55000", "55006", "55P02", "55P04", "25000", "25001", "25002", "25003", "25004", "25005", "25007"}
    ours |= {"25008", "25P01", "25P02"}
    for _, kind in inspect.getmembers(psycopg.errors, inspect.isclass):
        state = getattr(kind, "sqlstate", None)
        if state is None or not issubclass(kind, psycopg.OperationalError | psycopg.InternalError):
            continue
        named = failure_of(kind("x")) is not None
        assert named != (state in ours or state.startswith(never_used)), f"{state} {kind.__name__}"


@pytest.mark.parametrize(
    "error",
    [
        *(kind("x") for kind in (psycopg.OperationalError, psycopg.InterfaceError)),
        *(
            cause
            for cause in (
                psycopg.errors.DeadlockDetected("x"),
                psycopg.errors.SerializationFailure("x"),
                psycopg.errors.AdminShutdown("x"),
                psycopg.errors.TooManyConnections("x"),
            )
        ),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_the_world_does_is_busy(error: Exception) -> None:
    assert failure_of(error) is DatabaseBusy


@pytest.mark.parametrize(
    "error",
    [psycopg.errors.DiskFull("x"), psycopg.errors.InvalidPassword("x"), psycopg.errors.DataCorrupted("x")],
    ids=lambda error: type(error).__name__,
)
def test_what_the_owner_must_mend_is_unusable(error: Exception) -> None:
    assert failure_of(error) is DatabaseUnusable


@pytest.mark.parametrize(
    "error",
    [psycopg.errors.UniqueViolation("x"), psycopg.errors.UndefinedTable("x"), sqlite3.IntegrityError("x")],
    ids=lambda error: type(error).__name__,
)
def test_our_own_mistakes_pass_through(error: Exception) -> None:
    assert failure_of(error) is None
