"""The outbox: claimed, frozen, sent, settled; and who is told when something breaks."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import DeliveryState, Result
from service.domain.digest import AtOnce
from service.domain.poll import Failed
from service.domain.publishing import after_failed_reading
from service.domain.source import Health, Holder
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.schema import deliveries, payloads
from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import LEASE, ME, OTHER, Office, notice, settlement, source, webhook


async def _owing(store: Store, *readers: str) -> Office:
    """Each reader is owed one notice."""
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    for name in readers:
        await office.subscribe(name)
    await office.poll("a", notice(2), notice(1))
    await office.publish()
    await office.expand()
    return office


async def test_a_channel_is_given_one_delivery_at_a_time(store: Store) -> None:
    office = await _owing(store, "reader")
    await office.poll("a", notice(3), notice(2), notice(1))
    await office.publish()
    await office.expand()
    first = await store.claim_deliveries(office.now, limit=10, holder=ME, lease=LEASE)
    assert len(first) == 1
    assert await store.claim_deliveries(office.now, limit=10, holder=OTHER, lease=LEASE) == []
    assert await store.settle(settlement(first[0].id, office.now))
    assert len(await store.claim_deliveries(office.now, limit=10, holder=ME, lease=LEASE)) == 1


async def test_excluded_channels_and_other_kinds_wait(store: Store) -> None:
    office = await _owing(store, "one", "two")
    taken = await store.claim_deliveries(
        office.now, limit=9, holder=ME, lease=LEASE, exclude=[ChannelId("one")], kinds=[ChannelKind.MAIL]
    )
    assert [one.channel.id for one in taken] == ["two"]
    hooks = [ChannelKind.WEBHOOK]
    assert await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE, kinds=hooks) == []


async def test_any_number_of_channels_may_be_excluded_whatever_they_are_called(store: Store) -> None:
    office = await _owing(store, "一\"'\\%s", "two")
    crowd = [ChannelId(f"c{number}") for number in range(70_000)]  # more than a statement may have variables
    taken = await store.claim_deliveries(
        office.now, limit=9, holder=ME, lease=LEASE, exclude=[*crowd, ChannelId("一\"'\\%s")]
    )
    assert [one.channel.id for one in taken] == ["two"]


async def test_every_try_sends_the_bytes_of_the_first(store: Store) -> None:
    office = await _owing(store, "reader")
    (claimed,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    assert claimed.payload is None
    assert await store.freeze(claimed.id, ME, b"first")
    again = office.now + timedelta(minutes=1)
    assert await store.settle(settlement(claimed.id, office.now, Result.RETRY, next_attempt_at=again))
    assert await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE) == []
    (retried,) = await store.claim_deliveries(again, limit=1, holder=ME, lease=LEASE)
    assert (retried.id, retried.payload, retried.attempts) == (claimed.id, b"first", 1)
    assert not await store.freeze(claimed.id, ME, b"second")


async def test_who_lost_the_lease_neither_sends_nor_settles(store: Store) -> None:
    office = await _owing(store, "reader")
    (slow,) = await store.claim_deliveries(office.now, limit=1, holder=OTHER, lease=LEASE)
    office.later(minutes=3)
    assert await office.send_all() == [("reader", ("第2号通知",))]
    assert not await store.freeze(slow.id, OTHER, b"late")
    assert not await store.settle(settlement(slow.id, office.now, holder=OTHER))


async def test_the_end_of_the_tries_is_a_dead_letter_that_replay_revives(store: Store) -> None:
    office = await _owing(store, "reader")
    (claimed,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    await store.freeze(claimed.id, ME, b"payload")
    await store.settle(settlement(claimed.id, office.now, Result.DEAD, detail="550 no such user"))
    (dead,) = await store.deliveries(state=DeliveryState.DEAD)
    assert [attempt.detail for attempt in dead.attempts] == ["550 no such user"]
    assert dead.titles == ("第2号通知",)
    assert (await store.tally(office.now)).dead_deliveries == 1
    assert await store.replay(office.now, channel_id=ChannelId("nobody")) == 0
    assert await store.replay(office.now) == 1
    (revived,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    assert (revived.id, revived.payload) == (claimed.id, b"payload")


async def test_a_gone_endpoint_is_switched_off_and_the_owner_told_once(store: Store) -> None:
    office = await _owing(store)
    await office.subscribe("owner", Selection(groups=frozenset({(source("a").site_id, ("nothing",))})), owner=True)
    channel = webhook("hook")
    await store.add_channel(channel)
    await store.add_subscription(
        Subscription(SubscriptionId("s"), channel.id, Selection(), AtOnce(), office.now, "secret")
    )
    for number in (3, 4):
        await office.poll("a", *(notice(n) for n in range(number, 0, -1)))
        await office.publish()
    await office.expand()
    (claimed,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    gone = settlement(claimed.id, office.now, Result.DEAD, detail="410", disable_channel="410 Gone")
    assert await store.settle(gone)
    assert [one.disabled_reason for one in await store.channels() if one.id == "hook"] == ["410 Gone"]
    told = await office.send_all()
    assert [name for name, _ in told] == ["owner"]
    assert "hook" in told[0][1][0]
    assert await store.enable_channel(channel.id)
    sent = await office.send_all()
    assert [name for name, _ in sent] == ["hook", "owner"]
    assert sent[1][1] == ("Channel hook delivers again",)
    assert not await store.enable_channel(channel.id)


async def test_an_ended_subscription_gets_nothing_more(store: Store) -> None:
    office = await _owing(store, "reader", "other")
    assert await store.end_subscription("token of reader", office.now)
    assert await store.end_subscription("token of reader", office.now)
    assert not await store.end_subscription("no such token", office.now)
    assert [name for name, _ in await office.send_all()] == ["other"]
    ended = await store.subscription_by_token("token of reader")
    assert ended is not None
    assert ended.ended_at == office.now
    assert [one.id for one in await store.subscriptions()] == ["other"]
    (withdrawn,) = await store.deliveries(channel_id=ChannelId("reader"))
    assert withdrawn.state is DeliveryState.WITHDRAWN


async def test_two_dispatchers_never_take_the_same(opening: Opening) -> None:
    here, there = await opening(), await opening()
    office = await _owing(here, *(f"reader{number}" for number in range(12)))
    taken = []
    for store, holder in ((here, ME), (there, OTHER)) * 3:
        taken += await store.claim_deliveries(office.now, limit=2, holder=holder, lease=LEASE)
    assert len({one.id for one in taken}) == len(taken) == 12


async def test_what_a_dead_daemon_had_taken_falls_free(opening: Opening) -> None:
    alive, dying, heir = await opening(), await opening(), await opening()
    office = await _owing(alive, "reader")
    assert await dying.take_over(OTHER) == 0
    assert await dying.claim_deliveries(office.now, limit=1, holder=OTHER, lease=LEASE)
    await dying.close()
    assert await heir.take_over(ME) == 1
    assert [name for name, _ in await office.send_all()] == ["reader"]


async def test_old_ledger_rows_are_forgotten_and_nothing_is_told_again(store: Store) -> None:
    office = await _owing(store, "reader")
    await office.send_all()
    office.later(days=91)
    assert await store.prune(office.now, deliveries_older=timedelta(days=90)) == 1
    assert await store.deliveries() == []
    await office.poll("a", notice(2), notice(1))
    assert await office.send_all() == []


async def test_next_wake_is_the_earliest_thing_to_do(store: Store) -> None:
    office = Office(store)
    assert await store.next_wake(office.now) is None
    await office.watch(source("a"))
    assert await store.next_wake(office.now) == office.now
    await office.poll("a", notice(1))
    await office.publish()
    assert await store.next_wake(office.now) == office.now + timedelta(minutes=10)


async def test_an_incident_is_told_to_each_owner_once(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    for name in ("first owner", "second owner"):
        await office.subscribe(name, owner=True)
    await office.subscribe("reader")
    for _ in range(12):
        office.later(hours=2)
        await office.read("a", Failed(Health.UNREACHABLE, "no route"))
    told = await office.send_all()
    assert sorted(channel for channel, _ in told) == ["first owner", "second owner"]
    assert all("trouble" in titles[0] for _, titles in told)
    (record, _) = await store.deliveries()
    assert record.titles == told[-1][1]


async def test_what_is_withdrawn_while_it_is_sent_is_written_down_as_sent(store: Store) -> None:
    office = await _owing(store, "quick", "slow")
    claimed = {
        one.channel.id: one for one in await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    }
    for name in ("quick", "slow"):
        assert await store.end_subscription(f"token of {name}", office.now)
    retry = settlement(claimed[ChannelId("slow")].id, office.now, Result.RETRY, next_attempt_at=office.now)
    assert await store.settle(settlement(claimed[ChannelId("quick")].id, office.now))
    assert await store.settle(retry)
    states = {record.channel_id: record.state for record in await store.deliveries()}
    assert states == {"quick": DeliveryState.SENT, "slow": DeliveryState.WITHDRAWN}
    assert await office.send_all() == []


async def test_replay_picks_by_id_by_age_and_never_for_who_left(store: Store) -> None:
    office = await _owing(store, "one", "two", "left")
    for claimed in await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE):
        result = Result.SENT if claimed.channel.id == "one" else Result.DEAD
        assert await store.settle(settlement(claimed.id, office.now, result))
    assert await store.end_subscription("token of left", office.now)
    later = office.now + timedelta(seconds=1)
    assert await store.replay(office.now, since=later) == 0
    (sent,) = await store.deliveries(state=DeliveryState.SENT)
    assert await store.replay(office.now, delivery_id=sent.id) == 1
    assert await store.replay(office.now, delivery_id=sent.id) == 0, "it is pending already"
    assert await store.replay(office.now, since=office.now) == 1
    assert sorted(channel for channel, _ in await office.send_all()) == ["one", "two"]


async def test_sent_bytes_are_kept_for_a_while_and_those_of_the_dead_for_good(store: Store, database: str) -> None:
    office = await _owing(store, "one", "two")
    for claimed, result in zip(
        await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE),
        (Result.SENT, Result.DEAD),
        strict=True,
    ):
        assert await store.freeze(claimed.id, ME, b"bytes")
        assert await store.settle(settlement(claimed.id, office.now, result))
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    for days, sent in ((2, b"bytes"), (4, None)):
        old = timedelta(days=days)
        await store.prune(office.now + old, deliveries_older=timedelta(days=90), bytes_older=timedelta(days=3))
        with engine.connect() as connection:
            kept = sa.select(deliveries.c.state, payloads.c.bytes).outerjoin(
                payloads, payloads.c.number == deliveries.c.number
            )
            rows = connection.execute(kept)
            assert {row.state: row.bytes for row in rows} == {"sent": sent, "dead": b"bytes"}
    engine.dispose()


async def test_per_channel_says_how_many_at_a_time(store: Store) -> None:
    office = await _owing(store, "busy", "other")
    for number in range(3, 7):
        await office.poll("a", *(notice(n) for n in range(number, 0, -1)))
        await office.publish()
    await office.expand()

    async def claim(per_channel: int) -> list[str]:
        claimed = await store.claim_deliveries(
            office.now, limit=9, holder=ME, lease=LEASE, per_channel=per_channel, exclude=[ChannelId("other")]
        )
        return [told.entry.title for one in claimed for told in one.entries]

    assert await claim(1) == ["第2号通知"]
    assert await claim(3) == ["第3号通知", "第4号通知", "第5号通知"]
    assert await claim(3) == []


async def test_a_long_backlog_of_one_channel_hides_no_other(store: Store) -> None:
    office = await _owing(store, "behind")
    for number in range(3, 25):
        await office.poll("a", *(notice(n) for n in range(number, number - 3, -1)))
        await office.publish()
    await office.expand()
    office.later(minutes=1)
    await office.subscribe("late")
    await office.poll("a", notice(25), notice(24))
    await office.publish()
    await office.expand()
    claimed = await store.claim_deliveries(office.now, limit=2, holder=ME, lease=LEASE)
    assert [one.channel.id for one in claimed] == ["behind", "late"]


async def test_the_ledger_is_newest_first_and_told_by_channel(store: Store) -> None:
    office = await _owing(store, "one", "two")
    office.later(minutes=1)
    await office.poll("a", notice(3), notice(2), notice(1))
    await office.publish()
    await office.expand()
    assert [record.titles for record in await store.deliveries(limit=2)] == [("第3号通知",)] * 2
    mine = await store.deliveries(channel_id=ChannelId("one"))
    assert [record.titles for record in mine] == [("第3号通知",), ("第2号通知",)]
    assert {record.state for record in mine} == {DeliveryState.PENDING}


async def test_pruning_keeps_what_is_pending_and_what_is_young(store: Store) -> None:
    office = await _owing(store, "one", "two")
    (claimed,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.settle(settlement(claimed.id, office.now))
    month = timedelta(days=30)
    assert await store.prune(office.now + month, deliveries_older=month) == 0
    assert await store.prune(office.now + month * 2, deliveries_older=month) == 1
    assert [record.state for record in await store.deliveries()] == [DeliveryState.PENDING]


async def test_the_tally_counts_what_waits(store: Store) -> None:
    office = await _owing(store, "reader")
    office.later(minutes=5)
    await office.poll("a", notice(3), notice(2), notice(1))
    tally = await store.tally(office.now)
    assert (tally.entries, tally.owed_articles, tally.pending_deliveries) == (2, 1, 1)
    assert tally.oldest_due_at == office.now - timedelta(minutes=5)
    assert tally.oldest_good_poll_at == office.now
    assert tally.sources_by_health == {"ok": 1}
    assert await office.publish() == 1
    await office.send_all()
    tally = await store.tally(office.now)
    assert (tally.entries, tally.owed_articles, tally.pending_deliveries, tally.oldest_due_at) == (3, 0, 0, None)


async def test_the_next_wake_follows_the_work_to_its_end(store: Store) -> None:
    office = await _owing(store)
    ten_minutes = office.now + timedelta(minutes=10)
    assert await store.next_wake(office.now) == ten_minutes
    await office.subscribe("reader")
    await office.poll("a", notice(3), notice(2), notice(1))
    assert await store.next_wake(office.now) == office.now, "an article is owed"
    (owed,) = await store.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.next_wake(office.now) == office.now + LEASE, "or its reader has died"
    failed = after_failed_reading(owed, [timedelta(seconds=20)], office.now)
    assert await store.publish(failed, ME)
    assert await store.next_wake(office.now) == office.now + timedelta(seconds=20)
    office.later(seconds=20)
    await office.publish()
    assert await store.next_wake(office.now) == office.now, "the entry is to be told"
    await office.expand()
    assert await store.next_wake(office.now) == office.now, "a delivery is due"
    (claimed,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.next_wake(office.now) == office.now + LEASE
    again = office.now + timedelta(minutes=1)
    assert await store.settle(settlement(claimed.id, office.now, Result.RETRY, next_attempt_at=again))
    assert await store.next_wake(office.now) == again


async def test_leases_end_by_the_name_of_their_holder(store: Store) -> None:
    office = await _owing(store, "one", "two")
    command = Holder("command:x")
    assert len(await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)) == 1
    assert len(await store.claim_deliveries(office.now, limit=1, holder=command, lease=LEASE)) == 1
    assert await store.release_leases("daemon:") == 1
    assert await store.release_leases("daemon:") == 0
    again = await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    assert [one.channel.id for one in again] == ["one"]


async def test_a_claim_does_not_read_the_whole_backlog(blank: Path) -> None:
    """By SQLite's own plan: what is due comes in the order of an index, and nothing is sorted."""
    plans: list[str] = []

    def explain(
        connection: Connection, cursor: sqlite3.Cursor, statement: str, parameters: Any, *_: object
    ) -> None:
        if statement.startswith("SELECT deliveries.number, deliveries.channel_id"):
            beside = connection.connection.cursor()
            plans.extend(
                row[3] for row in beside.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            )

    store = await Store.open(f"sqlite:///{blank}")
    event.listen(Engine, "before_cursor_execute", explain)
    try:
        await store.claim_deliveries(datetime.now(UTC), limit=9, holder=ME, lease=LEASE)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
        await store.close()
    assert any("ix_deliveries_next_attempt_at" in step for step in plans), plans
    assert not any("ORDER BY" in step for step in plans), plans
