"""Statements that every part uses: inserts that meet their own kind, leases, and lists cut to size."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, or_, select, text, update
from sqlalchemy.dialects import sqlite

from service.domain.source import Holder
from service.storage.listed import among
from service.storage.rows import Values

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_T = TypeVar("_T")
_ADDING = 0x61646469  # a number of our own for PostgreSQL's advisory locks
_CHUNK = 500
"""Well below the 32,766 variables of a statement in SQLite, 65,535 in PostgreSQL."""


def chunks(items: Sequence[_T], size: int = _CHUNK) -> Iterator[Sequence[_T]]:
    """`items` in pieces of at most `size`, for lists inside a statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert_missing(connection: Connection, table: Table, rows: Sequence[Values], *unique: str) -> None:
    """Inserts `rows`; one that meets an existing row in the columns `unique` is left out."""
    if rows:
        statement = _insert(connection)(table).on_conflict_do_nothing(index_elements=list(unique))
        connection.execute(statement, rows)


def insert_once(connection: Connection, table: Table, row: Values, *unique: str) -> bool:
    """Inserts `row` unless one with the same `unique` columns is there; whether it was inserted."""
    # RETURNING, not the row count: with a key that the database counts, PostgreSQL's driver reports none
    statement = _insert(connection)(table).values(row).on_conflict_do_nothing(index_elements=list(unique))
    return connection.execute(statement.returning(table.c[unique[0]])).first() is not None


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Values],
    unique: Sequence[str],
    changes: Sequence[str],
) -> None:
    """Inserts `rows`; where one meets an existing row in `unique`, the columns `changes` take the new values."""
    if not rows:
        return
    statement = _insert(connection)(table)
    new = {name: statement.excluded[name] for name in changes}
    connection.execute(statement.on_conflict_do_update(index_elements=list(unique), set_=new), rows)


def add_alone(connection: Connection) -> None:
    """Waits until nobody else adds sites, sources or people, until the end of the transaction: two who look for a
    free id at the same time must not both find the same. (SQLite has one writer at a time anyway.)"""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADDING})


def free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nobody holds the row, or its lease has run out."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def sites_of_others(table: Table, now: datetime, holder: Holder) -> Select[Any]:
    """The sites of which another than `holder` holds a row of `table`: nobody visits a site beside another.

    Two who take the first row of a site in the same instant may still meet there, for the length of one visit.
    """
    taken = (table.c.lease_holder.is_not(None), table.c.lease_holder != holder, table.c.lease_until > now)
    return select(table.c.site_id).where(*taken)


def take(
    connection: Connection, table: Table, wanted: Select[Any], now: datetime, holder: Holder, lease: timedelta
) -> list[Row[Any]]:
    """Leases the rows whose numbers `wanted` selects, in its order, to `holder` until `now` + `lease`.

    `wanted` must ask for `free` rows. On PostgreSQL, rows that another transaction is taking are passed over.
    """
    numbers = connection.scalars(wanted.with_for_update(of=table, skip_locked=True)).all()
    if not numbers:
        return []
    statement = (
        update(table)
        .where(among(table.c.number, numbers), free(table, now))
        .values(lease_holder=holder, lease_until=now + lease)
        .returning(table)
    )
    taken = {row.number: row for row in connection.execute(statement)}
    return [taken[number] for number in numbers if number in taken]


def release(connection: Connection, table: Table, whose: ColumnElement[bool]) -> int:
    """Ends these leases; how many there were."""
    return connection.execute(update(table).where(whose).values(NO_LEASE)).rowcount


NO_LEASE: Values = {"lease_holder": None, "lease_until": None}


def one(connection: Connection, table: Table, identity: str, *, lock: bool = False) -> Row[Any] | None:
    """The row with this id; with `lock`, kept from other transactions until the end of this one."""
    statement = select(table).where(table.c.id == identity)
    return connection.execute(statement.with_for_update(key_share=True) if lock else statement).one_or_none()


def _insert(connection: Connection) -> Callable[[Table], "postgresql.Insert | sqlite.Insert"]:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - SQLite does without, and commands start sooner

        return postgresql.insert
    return sqlite.insert
