"""The outbox: claimed, frozen, sent, settled; and who is told when something breaks."""

from datetime import timedelta

from service.domain.delivery import (
    ChannelId,
    ChannelKind,
    DeliveryState,
    Result,
    Selection,
    Subscription,
    SubscriptionId,
)
from service.domain.digest import AtOnce
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
    assert [name for name, _ in await office.send_all()] == ["hook"]
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
