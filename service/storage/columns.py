"""Kinds of columns, and what tables are made of: alike on SQLite and PostgreSQL."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An instant, kept as microseconds since 1970 UTC on both databases: exact, sortable, without a zone to lose.

    Takes any aware datetime, gives aware UTC. Raises ValueError for a naive one.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class Span(TypeDecorator[timedelta]):
    """A duration, kept as microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * _MICROSECOND


class Written(TypeDecorator[str]):
    """Text that strangers wrote: what no database can keep of it becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keepable(value)


def keepable(text_: str) -> str:
    """PostgreSQL takes no NUL, and neither database a lone surrogate; pages and mail servers send both."""
    return _UNKEEPABLE.sub("\ufffd", text_)


_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
Number = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER PRIMARY KEY counts by itself in SQLite
Json = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def number() -> Column[int]:
    """Counts rows in the order of insertion."""
    return Column("number", Number, primary_key=True, autoincrement=True)


def lease() -> tuple[Column[str], Column[datetime]]:
    """Who has taken the row for work, and until when."""
    return Column("lease_holder", Text), Column("lease_until", Moment)


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that `where` selects alone."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
