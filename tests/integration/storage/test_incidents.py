"""What the owner hears of a source in trouble: the beginning, and the end of what was told."""

from datetime import timedelta

import sqlalchemy as sa

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryState, Result
from service.domain.poll import Failed
from service.domain.remark import Remark
from service.domain.source import Health, SourceId
from service.domain.subscription import Selection
from service.storage.store import Store
from service.wording.remarks import in_language
from tests.integration.storage.office import LEASE, ME, Office, notice, settlement, source, webhook

BLOCKED = Failed(Health.BLOCKED, "a login page", "Open it in a browser.")


async def test_trouble_is_told_once_and_its_end_once(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", owner=True)
    await office.poll("news", notice(1))
    for _ in range(4):
        office.later(hours=1)
        await office.read("news", BLOCKED)
    assert [titles for _, titles in await office.send_all()] == [("In trouble (blocked): news",)]
    for _ in range(2):
        office.later(hours=1)
        await office.poll("news", notice(1))
    assert [titles for _, titles in await office.send_all()] == [("Well again: news",)]


async def test_what_is_kept_is_told_in_either_language_and_old_rows_as_they_were_written(
    store: Store, database: str
) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", owner=True)
    for _ in range(3):
        await office.read("news", Failed(Health.GONE, Remark("the server answered %(answer)s", answer="404")))
        office.later(hours=1)
    status = await store.source(SourceId("news"))
    assert status is not None
    assert in_language(status.state.evidence, "zh") == "服务器返回 404"
    (claimed,) = await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    assert in_language(claimed.incident_title, "zh") == "读取异常（已不存在）：news"
    assert "news：服务器返回 404。从未正常读取过。" in in_language(claimed.incident_text, "zh")
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE sources SET evidence = '404 Not Found'"))
        connection.execute(sa.text("UPDATE deliveries SET incident_title = 'In trouble (gone): news'"))
    engine.dispose()
    status = await store.source(SourceId("news"))
    assert status is not None
    assert in_language(status.state.evidence, "zh") == "404 Not Found"
    (record,) = await store.deliveries()
    assert in_language(record.titles[0], "zh") == "In trouble (gone): news"


async def test_a_trouble_that_was_too_short_to_tell_has_no_end_to_tell(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", owner=True)
    await office.poll("news", notice(1))
    office.later(hours=1)
    await office.read("news", BLOCKED)
    office.later(hours=1)
    await office.poll("news", notice(1))
    assert await office.send_all() == []


async def test_a_closed_channel_is_told_once_and_once_that_it_delivers_again(store: Store) -> None:
    office = Office(store)
    await office.subscribe("owner", owner=True)
    await office.subscribe("reader")
    await _send_test(office)
    for _ in range(2):  # closed again before anything arrived
        await _close(office)
        assert await office.send_all() == [("owner", ("Channel reader is switched off",))]
        assert await store.enable_channel(ChannelId("reader"))
        office.later(minutes=1)
    assert await office.send_all() == [("reader", ("Test",)), ("owner", ("Channel reader delivers again",))]
    await _send_test(office)
    assert await office.send_all() == [("reader", ("Test",))]


async def test_given_up_messages_are_told_once_and_once_that_one_arrives(store: Store) -> None:
    office = Office(store)
    await office.subscribe("owner", owner=True)
    await office.subscribe("reader")
    told = []
    for _ in range(2):
        await _send_test(office)
        (claimed,) = await office.store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
        assert await store.settle(settlement(claimed.id, office.now, Result.DEAD, detail="HTTP 500"))
        office.later(minutes=1)
        told.append(await office.send_all())
    assert told == [[("owner", ("A message to channel reader was given up",))], []]
    await _send_test(office)
    assert await office.send_all() == [("reader", ("Test",)), ("owner", ("Channel reader delivers again",))]


async def test_a_message_given_up_of_who_left_during_the_try_is_not_told(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", Selection(sources=frozenset({SourceId("other")})), owner=True)
    await office.poll("news", notice(1))
    reader = await office.subscribe("reader")
    office.later(minutes=10)
    await office.poll("news", notice(2), notice(1))
    await office.publish()
    await office.expand()
    (claimed,) = await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    assert await store.end_subscription(reader.token, office.now)
    assert await store.settle(settlement(claimed.id, office.now, Result.DEAD, detail="HTTP 500"))
    assert await office.send_all() == []
    (record,) = await store.deliveries()
    assert (record.state, len(record.attempts)) == (DeliveryState.WITHDRAWN, 1)


async def test_an_endpoint_that_takes_nothing_for_five_days_is_closed(store: Store) -> None:
    office = Office(store)
    await office.subscribe("owner", owner=True)
    await store.add_channel(webhook("hook"))

    async def fail() -> None:
        assert await office.store.owner.send_test(ChannelId("hook"), "Test", "", office.now)
        (claimed,) = await office.store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
        assert await store.settle(settlement(claimed.id, office.now, Result.DEAD, detail="HTTP 500"))

    assert await office.store.owner.send_test(ChannelId("hook"), "Test", "", office.now)
    await office.send_all()
    office.later(hours=100)  # of silence, which are none of failing
    await fail()
    assert await office.send_all() == [("owner", ("A message to channel hook was given up",))]
    office.later(hours=5 * 24 - 1)
    await fail()
    assert await office.send_all() == []
    office.later(hours=1)
    await fail()
    assert await office.send_all() == [("owner", ("Channel hook is switched off",))]
    (closed,) = [one for one in await store.channels() if one.id == "hook"]
    assert "nothing was taken since" in closed.disabled_reason
    assert "HTTP 500" in closed.disabled_reason


async def test_a_channel_that_was_never_closed_has_no_end_to_tell(store: Store) -> None:
    office = Office(store)
    await office.subscribe("owner", owner=True)
    await office.subscribe("reader")
    await _send_test(office)
    assert await office.send_all() == [("reader", ("Test",))]


async def _send_test(office: Office) -> None:
    assert await office.store.owner.send_test(ChannelId("reader"), "Test", "", office.now)


async def _close(office: Office) -> None:
    """Its receiver wants nothing more, and what he refused stays owed."""
    (claimed,) = await office.store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    again = office.now + timedelta(minutes=1)
    gone = settlement(claimed.id, office.now, Result.RETRY, next_attempt_at=again, disable_channel="410 gone")
    assert await office.store.settle(gone)
