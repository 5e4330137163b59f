"""WebSub subscribers in the database: nothing holds before it is confirmed, and no lease is for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.channel import CallbackTarget
from service.domain.delivery import Result
from service.domain.feed import FeedId
from service.domain.source import Holder
from service.domain.websub import HubRequest, Mode, PendingRequest
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, OTHER, Office, notice, settlement, source

REQUEST = HubRequest(
    Mode.SUBSCRIBE, "https://reader.example.net/cb?x=1", "https://n.example.org/feeds/a.atom", timedelta(days=1)
)


async def office_of(store: Store) -> Office:
    office = Office(store)
    await office.watch(source("a", "组织工作", "动态"), source("b", "组织工作", "通知"))
    await office.poll("a", notice(1))
    await office.publish()
    office.later(minutes=10)
    return office


async def take(office: Office, holder: Holder = ME) -> list[PendingRequest]:
    return await office.store.hub.claim(office.now, limit=5, holder=holder, lease=LEASE)


async def subscribe(office: Office, request: HubRequest = REQUEST, feed: str = "a") -> None:
    assert await office.store.hub.ask(request, office.now)
    (pending,) = await take(office)
    token = f"token-{office.now.isoformat()}"
    assert await office.store.hub.confirm(pending, FeedId(feed), token, office.now)


async def told(office: Office, number: int) -> list[str]:
    """The callbacks to which a new notice is owed."""
    await office.poll("a", *(notice(n) for n in range(number, 0, -1)))
    await office.publish()
    await office.expand()
    claimed = await office.store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    for one in claimed:
        await office.store.settle(settlement(one.id, office.now))
    targets = [one.channel.target for one in claimed]
    return [target.callback for target in targets if isinstance(target, CallbackTarget)]


async def test_a_confirmed_subscriber_is_told_what_is_new_from_then_on(store: Store) -> None:
    office = await office_of(store)
    assert await store.hub.ask(REQUEST, office.now)
    assert await told(office, 2) == []
    await subscribe(office)
    assert await told(office, 3) == [REQUEST.callback]


@pytest.mark.parametrize("feed", ["all", "site", "a"])
async def test_each_scope_of_feed_is_pushed(store: Store, feed: str) -> None:
    office = await office_of(store)
    name = {"site": str((await store.sources())[0].site.id)}.get(feed, feed)
    await subscribe(office, feed=name)
    assert await told(office, 2) == [REQUEST.callback]


async def test_a_groups_feed_is_pushed(store: Store) -> None:
    office = await office_of(store)
    (group,) = [head for head in await store.feeds() if head.scope.value == "group"]
    await subscribe(office, feed=group.id)
    assert await told(office, 2) == [REQUEST.callback]


async def test_a_lease_ends_and_can_be_renewed(store: Store) -> None:
    office = await office_of(store)
    await subscribe(office)
    office.later(hours=23)
    await subscribe(office, replace(REQUEST, secret="new"))
    office.later(hours=2)
    assert await store.hub.expire(office.now) == 0
    assert await told(office, 2) == [REQUEST.callback]
    (channel,) = [one for one in await store.channels() if isinstance(one.target, CallbackTarget)]
    assert isinstance(channel.target, CallbackTarget)
    assert channel.target.secret == "new"
    office.later(hours=23)
    assert await store.hub.expire(office.now) == 1
    assert await told(office, 3) == []
    assert [one for one in await store.channels() if isinstance(one.target, CallbackTarget)] == []


async def test_who_comes_back_after_the_end_hears_of_what_is_new_then(store: Store) -> None:
    office = await office_of(store)
    await subscribe(office)
    office.later(hours=25)
    assert await store.hub.expire(office.now) == 1
    assert await told(office, 2) == []
    await subscribe(office)
    assert await told(office, 3) == [REQUEST.callback]


async def test_an_unsubscription_ends_it_once_confirmed(store: Store) -> None:
    office = await office_of(store)
    await subscribe(office)
    leaving = replace(REQUEST, mode=Mode.UNSUBSCRIBE)
    assert await store.hub.ask(leaving, office.now)
    (pending,) = await take(office)
    assert await store.hub.refuse(pending)
    assert await told(office, 2) == [REQUEST.callback], "a stranger asked: nothing has changed"
    assert await store.hub.ask(leaving, office.now)
    (pending,) = await take(office)
    assert await store.hub.confirm(pending, None, "unused", office.now)
    assert await told(office, 3) == []


async def test_a_newer_request_replaces_one_that_is_being_verified(store: Store) -> None:
    office = await office_of(store)
    assert await store.hub.ask(REQUEST, office.now)
    (older,) = await take(office)
    assert await store.hub.ask(replace(REQUEST, secret="newer"), office.now)
    assert not await store.hub.confirm(older, FeedId("a"), "t", office.now)
    (newer,) = await take(office)
    assert newer.request.secret == "newer"


async def test_one_callback_host_is_asked_one_thing_at_a_time_and_not_pointed_at_in_numbers(store: Store) -> None:
    office = await office_of(store)
    many = [replace(REQUEST, callback=f"https://victim.example.net/{number}") for number in range(21)]
    taken = [await store.hub.ask(request, office.now) for request in many]
    assert taken == [True] * 20 + [False]
    assert await store.hub.ask(REQUEST, office.now), "others are not affected"
    hosts = [pending.request.callback_host for pending in await take(office)]
    assert sorted(hosts) == ["reader.example.net", "victim.example.net"]
    assert await take(office, OTHER) == []


async def test_a_callback_that_gave_no_answer_is_asked_again_later(store: Store) -> None:
    office = await office_of(store)
    assert await store.hub.ask(REQUEST, office.now)
    (pending,) = await take(office)
    assert await store.hub.put_off(pending, office.now + timedelta(minutes=1))
    assert await take(office) == []
    office.later(minutes=1)
    (again,) = await take(office)
    assert again.tries == 1


async def test_a_callback_that_is_gone_ends_without_a_word_to_the_owner(store: Store) -> None:
    office = await office_of(store)
    await office.subscribe("boss", owner=True)
    await subscribe(office)
    await office.poll("a", notice(2), notice(1))
    await office.publish()
    await office.expand()
    for one in await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE):
        gone = isinstance(one.channel.target, CallbackTarget)
        result = Result.DEAD if gone else Result.SENT
        assert await store.settle(settlement(one.id, office.now, result, disable_channel="410" if gone else ""))
    assert await store.hub.expire(office.now) == 1
    assert await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE) == []
    await subscribe(office)
    assert await told(office, 3) == [REQUEST.callback], "who asks again is open again"
