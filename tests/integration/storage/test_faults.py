"""Locked, damaged, newer and lost databases; and a schema that the migrations and the code agree on."""

import inspect
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from service.domain.delivery import ChannelId, DeliveryId, Selection, Subscription, SubscriptionId
from service.domain.digest import AtOnce
from service.domain.entry import Article, EntryId
from service.domain.errors import DatabaseBusy, DatabaseUnusable
from service.domain.overview import FeedId
from service.domain.publishing import after_reading
from service.domain.source import SourceId
from service.storage.failures import failure_of
from service.storage.schema import Moment, Span, metadata
from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import LEASE, ME, NOON, SITE, Office, notice, settlement, source, webhook

_SOON = timedelta(milliseconds=50)


async def _calls(store: Store) -> dict[str, Callable[[], Awaitable[object]]]:
    """One call of each public method."""
    office = Office(store)
    await office.watch(source("a"))
    await office.subscribe("reader")
    record = await office.poll("a", notice(1))
    due = record.due
    now = office.now
    subscription = Subscription(SubscriptionId("s"), ChannelId("reader"), Selection(), AtOnce(), now, "t")
    (owed,) = await store.claim_articles(now, limit=1, holder=ME, lease=LEASE)
    return {
        "add": lambda: store.add(SITE, [source("b")], now),
        "declare": lambda: store.declare([SITE], [], [], [], now),
        "remove_source": lambda: store.remove_source(SourceId("a"), now),
        "set_paused": lambda: store.set_paused(SourceId("a"), True, now),
        "make_due": lambda: store.make_due(SourceId("a"), now),
        "sources": store.sources,
        "source": lambda: store.source(SourceId("a")),
        "claim_due": lambda: store.claim_due(now, limit=1, holder=ME, lease=LEASE),
        "claim_source": lambda: store.claim_source(SourceId("a"), now, holder=ME, lease=LEASE),
        "known": lambda: store.known(due, ["x"]),
        "record_poll": lambda: store.record_poll(record),
        "put_off": lambda: store.put_off(SourceId("a"), ME, now, "x"),
        "release_leases": lambda: store.release_leases("daemon:"),
        "take_over": lambda: store.take_over(ME),
        "next_wake": lambda: store.next_wake(now),
        "claim_articles": lambda: store.claim_articles(now, limit=1, holder=ME, lease=LEASE),
        "publish": lambda: store.publish(after_reading(owed, Article(), now), ME),
        "expand": lambda: store.expand(now),
        "claim_deliveries": lambda: store.claim_deliveries(now, limit=1, holder=ME, lease=LEASE),
        "freeze": lambda: store.freeze(DeliveryId("x"), ME, b""),
        "settle": lambda: store.settle(settlement("x", now)),
        "deliveries": store.deliveries,
        "replay": lambda: store.replay(now),
        "enable_channel": lambda: store.enable_channel(ChannelId("reader")),
        "add_channel": lambda: store.add_channel(webhook("new")),
        "channels": store.channels,
        "add_subscription": lambda: store.add_subscription(subscription),
        "subscriptions": store.subscriptions,
        "subscription_by_token": lambda: store.subscription_by_token("t"),
        "end_subscription": lambda: store.end_subscription("t", now),
        "feeds": store.feeds,
        "feed": lambda: store.feed(FeedId("a")),
        "feed_version": lambda: store.feed_version(FeedId("a")),
        "version": store.version,
        "entry": lambda: store.entry(EntryId("x")),
        "held": lambda: store.held(SourceId("a"), announce=True, now=now),
        "tally": lambda: store.tally(now),
        "prune": lambda: store.prune(now, deliveries_older=LEASE),
        "check": store.check,
    }


_READS = {
    "sources", "source", "known", "next_wake", "deliveries", "channels", "subscriptions", "subscription_by_token",
    "feeds", "feed", "feed_version", "version", "entry", "tally", "check",
}  # fmt: skip


async def test_every_method_on_a_locked_file_says_busy_or_reads_on(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    store = await Store.open(f"sqlite:///{path}", lock_patience=_SOON)
    calls = await _calls(store)
    public = {name for name, _ in inspect.getmembers(Store, inspect.iscoroutinefunction) if name[0] != "_"}
    assert public - {"open", "close"} <= set(calls), "a method was added without a call here"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        for name, call in calls.items():
            if name in _READS:
                await call()
            else:
                with pytest.raises(DatabaseBusy, match="locked"):
                    await call()
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert await store.set_paused(SourceId("a"), True, NOON)
    await store.close()


async def test_a_database_of_a_newer_version_is_refused(database: str, opening: Opening) -> None:
    await (await opening()).close()
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from the future'"))
    engine.dispose()
    with pytest.raises(DatabaseUnusable, match="newer version"):
        await Store.open(database)


async def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, " * 500)
    with pytest.raises(DatabaseUnusable):
        await Store.open(f"sqlite:///{path}")
    for address in ("mysql://localhost/x", "nonsense", "sqlite://"):
        with pytest.raises(DatabaseUnusable):
            await Store.open(address)


async def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'c.db'}")
    await store.close()
    assert (tmp_path / "a" / "b" / "c.db").exists()


async def test_migrations_make_the_schema_of_the_code(database: str, opening: Opening) -> None:
    await opening()
    await opening()
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))

    def same_type(_: object, __: object, ___: object, present: object, wanted: object) -> bool | None:
        return False if isinstance(wanted, Moment | Span) and isinstance(present, sa.BigInteger) else None

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.mark.postgres
async def test_after_a_lost_connection_the_next_call_works(postgres: str, opening: Opening, database: str) -> None:
    if not database.startswith("postgresql"):
        return
    store = await opening()
    await store.version()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            b" WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert await store.version() == 0
    assert await store.add(SITE, [source("a")], NOON)


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
