"""Locked, damaged, newer and lost databases; and a schema that the migrations and the code agree on."""

import asyncio
import inspect
import re
import shutil
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from service.domain.bounce import Bounce, Report
from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId, Frozen
from service.domain.digest import AtOnce
from service.domain.entry import Article, EntryId
from service.domain.errors import DatabaseBusy, DatabaseUnusable
from service.domain.feed import FeedId
from service.domain.history import history_page
from service.domain.poll import Known
from service.domain.publishing import after_reading
from service.domain.source import Decision, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.browsing import BrowsingStore
from service.storage.columns import Moment, Span, metadata
from service.storage.engine import connect
from service.storage.histories import HistoryStore
from service.storage.returns import ReturnStore
from service.storage.schema import versions
from service.storage.store import Store
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
        "labels": lambda: store.labels(SourceId("a")),
        "healings": store.healings,
        "decide_healing": lambda: store.decide_healing(SourceId("a"), Decision.RESTART, now),
        "record_poll": lambda: store.record_poll(record),
        "extend_lease": lambda: store.extend_lease(due, now),
        "read_to": lambda: store.histories.read_to(SourceId("a")),
        "dated": lambda: store.histories.dated([EntryId("x")]),
        "record": lambda: store.histories.record(history_page(due, due.source.url, [], Known(), {}, now)),
        "end": lambda: store.histories.end(due, complete=True),
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
        "freeze_all": lambda: store.freeze_all([Frozen(DeliveryId("x"), ME, b"")]),
        "settle_all": lambda: store.settle_all([settlement("x", now)]),
        "record_bounce": lambda: store.returns.record_bounce(Bounce(DeliveryId("x"), "", Report.FAILED), now),
        "looked": lambda: store.returns.looked("box", "refused", now),
        "boxes": store.returns.boxes,
        "keep": lambda: store.returns.keep(["box"]),
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
        "feed_head": lambda: store.feed_head(FeedId("a")),
        "held": lambda: store.held(SourceId("a"), announce=True, now=now),
        "due": lambda: store.due(FeedId("a"), since=now),
        "posted_beside": lambda: store.browsing.posted_beside(EntryId("x")),
        "digest_page": lambda: store.browsing.digest_page("x"),
        "revisions": lambda: store.browsing.revisions(EntryId("x")),
        "posting_days": lambda: store.browsing.posting_days(now),
        "weekly_postings": lambda: store.browsing.weekly_postings(now),
        "tally": lambda: store.tally(now),
        "prune": lambda: store.prune(now, deliveries_older=LEASE),
        "check": store.check,
    }


_READS = {
    "sources", "source", "known", "next_wake", "deliveries", "channels", "subscriptions", "subscription_by_token",
    "feeds", "feed", "feed_version", "version", "entry", "tally", "check", "read_to", "dated",
    "due", "feed_head", "revisions", "weekly_postings", "posting_days", "digest_page", "posted_beside",
    "labels", "healings", "boxes",
}  # fmt: skip


async def test_every_method_on_a_locked_file_says_busy_or_reads_on(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    store = await Store.open(f"sqlite:///{path}", lock_patience=_SOON)
    calls = await _calls(store)
    parts = (Store, HistoryStore, BrowsingStore, ReturnStore)
    methods = (name for part in parts for name, _ in inspect.getmembers(part, inspect.iscoroutinefunction))
    public = {name for name in methods if name[0] != "_"}
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


def _engine(database: str) -> sa.Engine:
    return sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))


async def test_a_database_of_a_newer_version_is_refused(empty_database: str) -> None:
    await (await Store.open(empty_database)).close()
    engine = _engine(empty_database)
    with engine.begin() as connection:
        before = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from the future'"))
    for migrate in (True, False):
        with pytest.raises(DatabaseUnusable, match="newer version"):
            await Store.open(empty_database, migrate=migrate)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :before"), {"before": before})
    engine.dispose()
    await (await Store.open(empty_database, migrate=False)).close()


async def test_a_database_without_the_schema_is_refused_by_who_must_not_make_it(empty_database: str) -> None:
    with pytest.raises(DatabaseUnusable, match="schema none"):
        await Store.open(empty_database, migrate=False)


async def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, " * 500)
    with pytest.raises(DatabaseUnusable):
        await Store.open(f"sqlite:///{path}")
    for address in ("mysql://localhost/x", "nonsense", "sqlite://"):
        with pytest.raises(DatabaseUnusable):
            await Store.open(address)


async def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, blank: Path) -> None:
    shutil.copy(blank, tmp_path / "damaged.db")
    with (tmp_path / "damaged.db").open("r+b") as file:
        file.seek(4096)  # behind the first page, so that it still looks like a database
        file.write(b"\xff" * 100_000)
    with pytest.raises(DatabaseUnusable, match=r"damaged\.db"):
        await Store.open(f"sqlite:///{tmp_path / 'damaged.db'}")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder that even root cannot write")
async def test_a_folder_that_cannot_be_written_is_named() -> None:
    for path in ("/proc/noticewire.db", "/proc/noticewire/noticewire.db"):
        with pytest.raises(DatabaseUnusable, match="/proc/noticewire"):
            await Store.open(f"sqlite:///{path}")


async def test_a_file_that_cannot_grow_is_unusable_and_keeps_what_it_holds(tmp_path: Path, blank: Path) -> None:
    shutil.copy(blank, tmp_path / "full.db")
    database = connect(f"sqlite:///{tmp_path / 'full.db'}", _SOON)

    def fill(connection: sa.Connection) -> None:
        pages = connection.scalar(sa.text("PRAGMA page_count"))
        connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        rows = [{"scope": f"source:{number}", "version": 1} for number in range(9000)]
        connection.execute(sa.insert(versions), rows)

    with pytest.raises(DatabaseUnusable, match="full"):
        await database.write(fill)
    assert (
        await database.read(lambda connection: connection.scalar(sa.select(sa.func.count(versions.c.scope)))) == 0
    )
    await database.close()


async def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'c.db'}")
    await store.close()
    assert (tmp_path / "a" / "b" / "c.db").exists()


async def test_a_file_that_is_locked_at_the_opening_is_busy(tmp_path: Path, blank: Path) -> None:
    path = tmp_path / "locked.db"
    shutil.copy(blank, path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(DatabaseBusy):
            await Store.open(f"sqlite:///{path}", lock_patience=_SOON)
    finally:
        other.close()


async def test_migrations_make_the_schema_of_the_code(empty_database: str) -> None:
    await (await Store.open(empty_database)).close()
    engine = _engine(empty_database)

    def same_type(_: object, __: object, ___: object, present: object, wanted: object) -> bool | None:
        return False if isinstance(wanted, Moment | Span) and isinstance(present, sa.BigInteger) else None

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_opening_again_changes_nothing(empty_database: str) -> None:
    first = await Store.open(empty_database)
    await Office(first).watch(source("a"))
    kept = await first.sources()
    await first.close()
    second = await Store.open(empty_database)
    assert await second.sources() == kept
    await second.close()


async def test_two_processes_that_open_an_empty_database_both_find_the_schema(empty_database: str) -> None:
    both = await asyncio.gather(Store.open(empty_database), Store.open(empty_database))
    for store in both:
        assert await store.sources() == []
        await store.close()


async def test_a_new_file_is_opened_while_another_process_makes_its_first_transaction(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    soon = threading.Timer(0.3, other.rollback)
    soon.start()
    store = await Store.open(f"sqlite:///{path}")
    assert await store.sources() == []
    await store.close()
    soon.join()
    other.close()


async def test_the_doctor_is_told_engine_schema_and_size(store: Store, database: str) -> None:
    line = await store.check()
    assert line.startswith("SQLite 3." if database.startswith("sqlite") else "PostgreSQL ")
    assert re.search(r", schema \w+, \d+\.\d MiB$", line)


@pytest.mark.postgres
async def test_after_a_lost_connection_the_next_call_works(postgres: str) -> None:
    store = await Store.open(postgres)
    await store.version()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            b" WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await store.version()
    assert await store.add(SITE, [source("a")], NOON)
    await store.close()


@pytest.mark.postgres
async def test_a_connection_lost_in_the_middle_is_busy_and_nothing_is_written(postgres: str) -> None:
    database = connect(postgres, _SOON)

    def work(connection: sa.Connection) -> None:
        connection.execute(sa.insert(versions).values(scope="site:lost", version=1))
        pid = connection.scalar(sa.text("SELECT pg_backend_pid()"))
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        connection.execute(sa.select(versions))

    await (await Store.open(postgres)).close()
    with pytest.raises(DatabaseBusy):
        await database.write(work)
    lost = sa.select(versions.c.scope).where(versions.c.scope == "site:lost")
    assert await database.read(lambda connection: connection.scalars(lost).all()) == []
    await database.close()


@pytest.mark.postgres
async def test_a_transaction_that_collided_is_run_again(postgres: str) -> None:
    database = connect(postgres, _SOON)
    runs = []

    def work(connection: sa.Connection) -> str:
        runs.append(connection)
        if len(runs) < 3:
            connection.execute(sa.text("DO $$ BEGIN RAISE EXCEPTION 'collided' USING ERRCODE = '40P01'; END $$"))
        return "done"

    assert await database.write(work) == "done"
    assert len(runs) == 3
    await database.close()


async def test_a_server_that_is_not_there_is_busy() -> None:
    with pytest.raises(DatabaseBusy, match=r"127\.0\.0\.1"):
        await Store.open("postgresql://noticewire@127.0.0.1:1/noticewire")


@pytest.mark.postgres
async def test_a_wrong_address_is_not_tried_for_ever(postgres: str) -> None:
    with pytest.raises(DatabaseUnusable, match="no_such_database"):
        await Store.open(f"{postgres.rpartition('/')[0]}/no_such_database")
