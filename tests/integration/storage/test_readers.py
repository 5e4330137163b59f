"""People who subscribe by themselves: on both databases."""

from dataclasses import replace
from datetime import timedelta

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.delivery import DeliveryKind
from service.domain.digest import AtOnce
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, ME, Office, notice, source

READER = Channel(ChannelId("reader-1"), MailTarget("reader@example.org"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def subscription(office: Office, name: str = "reader-s1") -> Subscription:
    return Subscription(SubscriptionId(name), READER.id, Selection(), AtOnce(), office.now, f"token {name}")


async def write(office: Office, text: str = "https://x/confirm/1") -> bool:
    return await office.store.readers.write_to(READER, "确认订阅", text, office.now, at_most=2, within=DAY)


async def test_a_letter_is_owed_to_an_address_and_only_so_often(store: Store) -> None:
    office = Office(store)
    assert await write(office)
    office.now += HOUR
    assert await write(office)
    assert not await write(office)
    claimed = await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE, per_channel=9)
    assert [(one.kind, one.channel.target, one.incident_text) for one in claimed] == [
        (DeliveryKind.REQUESTED, READER.target, "https://x/confirm/1")
    ] * 2
    office.now += DAY
    assert await write(office)


async def test_a_subscription_is_confirmed_once_and_stays_ended(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    assert await store.readers.confirm(READER, subscription(office))
    assert not await store.readers.confirm(READER, subscription(office))
    await store.end_subscription("token reader-s1", office.now)
    assert not await store.readers.confirm(READER, subscription(office))
    assert await store.subscriptions() == []
    assert not await store.readers.change(subscription(office)), "it has ended"


async def test_a_change_keeps_token_and_beginning(store: Store) -> None:
    office = Office(store)
    await store.readers.confirm(READER, subscription(office))
    wanted = replace(subscription(office), timing=EIGHT, language="en", token="other", zone="Europe/Berlin")
    assert await store.readers.change(wanted)
    (kept,) = await store.subscriptions()
    assert kept == replace(wanted, token="token reader-s1")


async def test_a_reader_gets_all_that_is_kept_and_is_forgotten_with_it(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await write(office)
    await store.readers.confirm(READER, subscription(office))
    await office.poll("a")
    office.now += HOUR
    await office.poll("a", notice(1))
    await office.publish()
    await office.expand()
    assert (READER.id, ("第1号通知",)) in await office.send_all()
    reader = await store.readers.reader(READER.id, messages=True)
    assert reader is not None
    assert [kept.id for kept in reader.subscriptions] == ["reader-s1"]
    assert [(message.kind, message.titles) for message in reader.messages] == [
        ("alert", ("第1号通知",)),
        ("requested", ()),
    ]
    assert await store.readers.forget(READER.id)
    assert await store.readers.reader(READER.id) is None
    assert await store.channels() == []
    assert await store.deliveries() == []
    assert not await store.readers.forget(READER.id)


async def test_who_never_said_yes_is_forgotten_and_nobody_else(store: Store) -> None:
    office = Office(store)
    await write(office)
    yes = Channel(ChannelId("reader-2"), MailTarget("yes@example.org"))
    await store.readers.write_to(yes, "t", "x", office.now, at_most=2, within=DAY)
    await store.readers.confirm(yes, replace(subscription(office), channel_id=yes.id))
    mine = Channel(ChannelId("mine"), MailTarget("owner@example.org"), owner=True)
    await store.add_channel(mine)
    assert await store.readers.forget_unconfirmed(office.now) == 0, "it was asked at this very moment"
    assert await store.readers.forget_unconfirmed(office.now + HOUR) == 1
    assert {channel.id for channel in await store.channels()} == {"reader-2", "mine"}
