"""Taking sources and writing down what came of a poll."""

from dataclasses import replace
from datetime import date, timedelta

from service.domain.decision import Policy, decide
from service.domain.feed import FeedId
from service.domain.poll import Failed, Known, NotModified
from service.domain.source import Health, Holder, Site, SiteId, SourceId, Validators
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import LEASE, ME, OTHER, SITE, Office, listing, notice, source

ELSEWHERE = Site(SiteId("library"), Url.parse("https://library.example.edu.cn/"), "图书馆")


async def test_one_source_of_each_site_is_taken_at_a_time(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"))
    await office.watch(source("c", site=ELSEWHERE), site=ELSEWHERE)
    first = await store.claim_due(office.now, limit=10, holder=ME, lease=LEASE)
    assert [due.source.id for due in first] == ["a", "c"]
    busy = {SITE.id, ELSEWHERE.id}
    assert await store.claim_due(office.now, limit=10, holder=ME, lease=LEASE, busy=busy) == []
    of_site = await store.claim_due(office.now, limit=10, holder=ME, lease=LEASE, site=SITE.id)
    assert [due.source.id for due in of_site] == ["b"]


async def test_a_slot_takes_several_of_its_site(store: Store) -> None:
    office = Office(store)
    await office.watch(*(source(name) for name in "abcd"))
    taken = await store.claim_due(office.now, limit=3, holder=ME, lease=LEASE, site=SITE.id)
    assert [due.source.id for due in taken] == ["a", "b", "c"]


async def test_a_lease_keeps_others_away_until_it_ends(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    assert await store.claim_source(SourceId("a"), office.now, holder=ME, lease=LEASE)
    assert await store.claim_source(SourceId("a"), office.now, holder=OTHER, lease=LEASE) is None
    office.later(minutes=2)
    assert await store.claim_source(SourceId("a"), office.now, holder=OTHER, lease=LEASE)


async def test_who_lost_the_lease_writes_nothing(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    slow = await store.claim_source(SourceId("a"), office.now, holder=OTHER, lease=LEASE)
    assert slow is not None
    office.later(minutes=3)
    await office.poll("a", notice(1))
    late = decide(slow, listing([notice(1), notice(2)]), Known(), Policy(), office.now, jitter=0)
    assert not await store.record_poll(late)
    await office.publish()
    shown = await store.feed(FeedId("a"))
    assert shown is not None
    assert [entry.title for entry in shown.entries] == ["第1号通知"]


async def test_unchanged_and_failed_polls_write_the_state_alone(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    version = await store.version()
    office.later(minutes=10)
    await office.read("a", NotModified(Validators(etag='"x"')))
    status = await store.source(SourceId("a"))
    assert status is not None
    assert status.state.validators.etag == '"x"'
    assert status.state.last_good_at == office.now
    await office.read("a", Failed(Health.UNREACHABLE, "no route"))
    status = await store.source(SourceId("a"))
    assert status is not None
    assert (status.state.health, status.state.failures) == (Health.UNREACHABLE, 1)
    assert await store.version() == version


async def test_two_sources_that_list_one_article_share_its_entry(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"))
    await office.poll("a", notice(1))
    await office.poll("b", notice(1), notice(2))
    assert await office.publish() == 2
    titles = {
        name: [entry.title for entry in feed.entries]
        for name in ("a", "b", "office")
        if (feed := await store.feed(FeedId(name))) is not None
    }
    assert titles["a"] == ["第1号通知"]
    assert titles["b"] == ["第1号通知", "第2号通知"]
    assert len(titles["office"]) == 2


async def test_two_polls_of_one_site_that_both_find_an_article_new_store_it_once(opening: Opening) -> None:
    here, there = await opening(), await opening()
    office = Office(here)
    await office.watch(source("a"), source("b"))
    dues = [
        await one.claim_source(SourceId(name), office.now, holder=Holder(name), lease=LEASE)
        for one, name in ((here, "a"), (there, "b"))
    ]
    for one, due in zip((here, there), dues, strict=True):
        assert due is not None
        record = decide(due, listing([notice(1)]), Known(), Policy(), office.now, jitter=0)
        assert await one.record_poll(record)
    assert await office.publish() == 1
    feed = await there.feed(FeedId(SITE.id))
    assert feed is not None
    assert len(feed.entries) == 1
    assert set(feed.entries[0].sources) == {"a", "b"}


async def test_a_renamed_notice_is_a_revision_of_the_same_entry(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    await office.publish()
    before = await store.feed(FeedId("a"))
    office.later(hours=1)
    await office.poll("a", notice(1, "第1号通知（更正）"))
    after = await store.feed(FeedId("a"))
    assert before is not None
    assert after is not None
    (old,), (new,) = before.entries, after.entries
    assert (new.id, new.dated_at, new.title) == (old.id, old.dated_at, "第1号通知（更正）")
    assert new.updated_at == office.now


async def test_what_vanishes_stays_in_the_feed_and_is_no_news_when_it_comes_back(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(2), notice(1))
    assert (await office.poll("a", notice(2))).vanished
    back = await office.poll("a", notice(2), notice(1))
    assert back.new == 0


async def test_a_flood_is_kept_from_feed_and_readers_until_the_owner_decides(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.subscribe("reader")
    await office.subscribe("owner", owner=True, timing=None)
    await office.poll("a", notice(1))
    office.later(days=1)
    record = await office.poll("a", *(notice(n, day=date(2020, 1, 1)) for n in range(100, 112)))
    assert record.state.health is Health.FLOODED
    await office.publish()
    shown = await store.feed(FeedId("a"))
    assert shown is not None
    assert len(shown.entries) == 1
    told = await office.send_all()
    assert [channel for channel, _ in told] == ["owner"]
    assert "Held back" in told[0][1][0]
    assert await store.held(SourceId("a"), announce=True, now=office.now) == 12
    assert len([channel for channel, _ in await office.send_all() if channel == "reader"]) == 12
    assert await store.held(SourceId("a"), announce=True, now=office.now) == 0
    status = await store.source(SourceId("a"))
    assert status is not None
    assert (status.held, status.entries, status.state.health) == (0, 13, Health.OK)


async def test_a_flood_that_rests_is_shown_and_told_to_nobody(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.subscribe("reader")
    await office.poll("a", notice(1))
    office.later(days=1)
    await office.poll("a", *(notice(n, day=date(2020, 1, 1)) for n in range(100, 112)))
    await store.held(SourceId("a"), announce=False, now=office.now)
    await office.publish()
    assert await office.send_all() == []
    shown = await store.feed(FeedId("a"))
    assert shown is not None
    assert len(shown.entries) == 13


async def test_put_off(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    due = await store.claim_source(SourceId("a"), office.now, holder=ME, lease=LEASE)
    assert due is not None
    until = office.now + timedelta(minutes=10)
    await store.put_off(due.source.id, ME, until, "KeyError: 'x'")
    status = await store.source(SourceId("a"))
    assert status is not None
    assert (status.state.next_poll_at, status.state.failures) == (until, 1)
    assert await store.claim_due(office.now, limit=1, holder=ME, lease=LEASE) == []
    assert await store.claim_due(until, limit=1, holder=ME, lease=LEASE)


async def test_pausing_and_hurrying(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    assert not await store.claim_due(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.make_due(SourceId("a"), office.now)
    assert await store.set_paused(SourceId("a"), True, office.now)
    assert not await store.claim_due(office.now, limit=1, holder=ME, lease=LEASE)
    assert not await store.make_due(SourceId("a"), office.now)
    assert await store.set_paused(SourceId("a"), False, office.now)
    assert await store.claim_due(office.now, limit=1, holder=ME, lease=LEASE)
    assert not await store.set_paused(SourceId("nobody"), True, office.now)


async def test_added_twice_is_watched_once_and_ids_stay_apart(store: Store) -> None:
    office = Office(store)
    first = await store.add(SITE, [source("a")], office.now)
    again = await store.add(SITE, [replace(source("a"), id=SourceId("other"))], office.now)
    taken = await store.add(SITE, [replace(source("b"), id=SourceId("a"))], office.now)
    assert [one.id for one in (*first, *again, *taken)] == ["a", "a", "a-2"]


async def test_a_removed_source_has_no_feed_and_comes_back_with_its_memory(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    await office.publish()
    assert await store.remove_source(SourceId("a"), office.now)
    assert await store.feed(FeedId("a")) is None
    assert not await store.remove_source(SourceId("a"), office.now)
    await office.watch(source("a"))
    record = await office.poll("a", notice(2), notice(1))
    assert sum(sighting.announce for sighting in record.sightings) == 1


async def test_each_source_shows_its_own_newest_notice(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"), source("c"))
    await office.poll("a", notice(1, day=date(2026, 2, 1)))
    await office.poll("b", notice(2, day=date(2026, 3, 1)))
    await office.publish()
    newest = {status.source.id: status.newest_title for status in await store.sources()}
    assert newest == {"a": "第1号通知", "b": "第2号通知", "c": ""}
