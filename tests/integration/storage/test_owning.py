"""What the owner alone asks for, on both databases."""

from dataclasses import replace
from datetime import timedelta

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryState
from service.domain.source import Recipe, SourceId
from service.storage.store import Store
from tests.integration.storage.office import NOON, Office, notice, source, webhook


async def test_a_test_is_owed_like_any_message(store: Store) -> None:
    await store.add_channel(webhook("hook"))
    sent = await store.owner.send_test(ChannelId("hook"), "title", "text", NOON)
    (record,) = await store.deliveries()
    assert (record.id, record.state, record.titles) == (sent, DeliveryState.PENDING, ("title",))
    assert await store.owner.send_test(ChannelId("nobody"), "title", "text", NOON) is None


async def test_the_newest_message_of_each_channel(store: Store) -> None:
    for name in ("one", "other", "silent"):
        await store.add_channel(webhook(name))
    for number in range(3):
        for name in ("one", "other"):
            when = NOON + timedelta(minutes=number)
            await store.owner.send_test(ChannelId(name), f"{name} {number}", "", when)
    latest = await store.owner.latest_deliveries()
    assert {channel: record.titles for channel, record in latest.items()} == {
        "one": ("one 2",),
        "other": ("other 2",),
    }


async def test_the_ledger_by_time_and_after_one_message(store: Store) -> None:
    await store.add_channel(webhook("one"))
    sent = [
        await store.owner.send_test(ChannelId("one"), str(number), "", NOON + timedelta(hours=number))
        for number in range(4)
    ]
    span = await store.deliveries(since=NOON + timedelta(hours=1), until=NOON + timedelta(hours=3))
    assert [record.titles for record in span] == [("2",), ("1",)]
    assert [record.id for record in await store.deliveries(older_than=sent[2])] == [sent[1], sent[0]]


async def test_an_edited_source_is_read_whole_by_its_new_recipe(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    status = await store.source(SourceId("a"))
    assert status is not None
    assert status.state.body_digest
    wanted = replace(
        status.source,
        title="Neues",
        section=("x", "y"),
        recipe=Recipe("li", date="time"),
        tags=frozenset({"jobs"}),
    )
    assert await store.owner.edit_source(wanted, office.now)
    edited = await store.source(SourceId("a"))
    assert edited is not None
    assert edited.source == wanted
    assert edited.state.body_digest is None
    assert edited.state.next_poll_at == office.now
    assert not await store.owner.edit_source(replace(wanted, id=SourceId("b")), office.now)
