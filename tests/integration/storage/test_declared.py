"""What the configuration file declares, read again and again."""

from dataclasses import replace

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.digest import AtOnce
from service.domain.feed import FeedId
from service.domain.source import Origin, Recipe, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store
from tests.integration.storage.office import NOON, SITE, Office, notice, source

A, B = (replace(source(name), origin=Origin.CONFIG) for name in "ab")
READER = Channel(ChannelId("reader"), MailTarget("reader@example.org"), origin=Origin.CONFIG)
WANTS = Subscription(
    SubscriptionId("wants"), READER.id, Selection(), AtOnce(), NOON, "first token", origin=Origin.CONFIG
)


async def _ids(store: Store) -> list[str]:
    return [status.source.id for status in await store.sources()]


async def test_declaring_again_changes_nothing(store: Store) -> None:
    office = Office(store)
    await store.declare([SITE], [A, B], [READER], [WANTS], office.now)
    await office.poll("a", notice(1))
    version, before = await store.version(), await store.sources()
    await store.declare([SITE], [A, B], [READER], [replace(WANTS, token="another")], office.now)
    assert (await store.version(), await store.sources()) == (version, before)
    assert [one.token for one in await store.subscriptions()] == ["first token"]


async def test_what_is_no_longer_declared_ends_and_comes_back_with_its_memory(store: Store) -> None:
    office = Office(store)
    await store.declare([SITE], [A, B], [READER], [WANTS], office.now)
    await office.poll("a", notice(1))
    await office.publish()
    await store.declare([SITE], [B], [], [], office.now)
    assert await _ids(store) == ["b"]
    assert await store.feed(FeedId("a")) is None
    assert await store.subscriptions() == []
    await store.declare([SITE], [A, B], [READER], [WANTS], office.now)
    assert await _ids(store) == ["a", "b"]
    record = await office.poll("a", notice(2), notice(1))
    assert sum(sighting.announce for sighting in record.sightings) == 1
    assert len(await store.subscriptions()) == 1


async def test_a_reader_who_left_stays_away_whatever_the_file_says(store: Store) -> None:
    office = Office(store)
    await store.declare([SITE], [A], [READER], [WANTS], office.now)
    await store.end_subscription("first token", office.now)
    await store.declare([SITE], [A], [READER], [WANTS], office.now)
    assert await store.subscriptions() == []


async def test_what_was_added_by_command_is_left_alone(store: Store) -> None:
    office = Office(store)
    await office.watch(source("mine"))
    await office.subscribe("friend")
    await store.declare([SITE], [A], [], [], office.now)
    await store.declare([], [], [], [], office.now)
    assert await _ids(store) == ["mine"]
    assert len(await store.subscriptions()) == 1


async def test_another_address_or_recipe_is_read_anew(store: Store) -> None:
    office = Office(store)
    await store.declare([SITE], [A], [], [], office.now)
    await office.poll("a", notice(1))
    changed = replace(A, recipe=Recipe("li.row"))
    await store.declare([SITE], [changed], [], [], office.now)
    status = await store.source(SourceId("a"))
    assert status is not None
    assert status.state.body_digest is None
    assert status.state.next_poll_at == office.now
    assert status.source.recipe == Recipe("li.row")
