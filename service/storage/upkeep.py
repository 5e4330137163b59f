"""What concerns the whole database: declarations, leases of the dead, the next thing due, its state in a line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from service.domain.channel import Channel
from service.domain.source import Site, Source
from service.domain.subscription import Subscription
from service.storage.deliveries import next_delivery
from service.storage.entries import next_article
from service.storage.fanout import is_waiting
from service.storage.migrating import revision
from service.storage.people import declare_people
from service.storage.schema import deliveries, entries, hub_requests, sources
from service.storage.sources import declare_sources, next_poll
from service.storage.statements import release


def declare(
    connection: Connection,
    sites: Sequence[Site],
    declared: Sequence[Source],
    channels: Sequence[Channel],
    subscriptions: Sequence[Subscription],
    now: datetime,
) -> None:
    """Makes the rows of the configuration file like the file, all of them or none."""
    declare_sources(connection, sites, declared, now)
    declare_people(connection, channels, subscriptions, now)


def release_leases(connection: Connection, holder_prefix: str) -> int:
    """Ends what these holders hold of sources, articles and deliveries; how many leases that were."""
    return sum(
        release(connection, table, table.c.lease_holder.startswith(holder_prefix, autoescape=True))
        for table in (sources, entries, deliveries, hub_requests)
    )


def next_wake(connection: Connection, now: datetime, patience: timedelta) -> datetime | None:
    """The earliest time at which there is something to do."""
    times = (
        next_poll(connection, now),
        next_article(connection, now, patience),
        next_delivery(connection, now),
        now if is_waiting(connection) else None,
    )
    return min((moment for moment in times if moment), default=None)


def check(connection: Connection) -> str:
    """Engine, version, schema and size in one line."""
    schema = revision(connection) or "none"
    if connection.dialect.name == "postgresql":
        version = connection.scalar(text("SHOW server_version"))
        size = connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
        return f"PostgreSQL {version}, schema {schema}, {size / 2**20:.1f} MiB"
    version = connection.scalar(text("SELECT sqlite_version()"))
    pages = connection.scalar(text("PRAGMA page_count")) or 0
    page_size = connection.scalar(text("PRAGMA page_size")) or 0
    return f"SQLite {version}, schema {schema}, {pages * page_size / 2**20:.1f} MiB"
