"""Two stores on one database, as two processes have them, that reach for the same rows at the same time."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import psycopg
import pytest

from service.domain.decision import Policy, decide
from service.domain.delivery import DeliveryKind
from service.domain.entry import Article
from service.domain.feed import FeedId
from service.domain.poll import Found, Known, PollRecord
from service.domain.publishing import after_reading
from service.domain.source import Holder, Site, SiteId, SourceId
from service.domain.subscription import Caps, Selection
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import LEASE, ME, OTHER, SITE, Office, listing, notice, source

T = TypeVar("T")
ROUNDS = 8


@pytest.fixture
async def both(opening: Opening) -> tuple[Store, Store]:
    return await opening(), await opening()


def _site(number: int) -> Site:
    return Site(SiteId(f"site{number}"), Url.parse(f"https://site{number}.example.edu.cn/"), f"Site {number}")


async def _two_readers(here: Store) -> Office:
    """Sections a and b with a past, and a reader of each alone."""
    office = Office(here)
    await office.watch(source("a"), source("b"))
    await office.poll("a", notice(0))
    await office.poll("b", notice(0))
    await office.publish()
    for name in ("a", "b"):
        await office.subscribe(f"of {name}", Selection(sources=frozenset({SourceId(name)})))
    office.later(minutes=10)
    return office


async def _record(office: Office, store: Store, source_id: str, found: Found, holder: Holder) -> PollRecord:
    """A poll up to its record, as if nothing on the page were known but what was there before."""
    due = await store.claim_source(SourceId(source_id), office.now, holder=holder, lease=LEASE)
    assert due is not None
    known = await store.known(due, [])
    return decide(due, found, Known(present=known.present), Policy(), office.now, jitter=0)


async def test_each_due_source_is_taken_by_one(both: tuple[Store, Store]) -> None:
    office = Office(both[0])
    for number in range(12):
        await office.watch(source(f"s{number}", site=_site(number)), site=_site(number))
    claims = [
        store.claim_due(office.now, limit=2, holder=holder, lease=LEASE)
        for store, holder in zip(both * ROUNDS, (ME, OTHER) * ROUNDS, strict=True)
    ]
    taken = Counter(due.source.id for claimed in await asyncio.gather(*claims) for due in claimed)
    assert set(taken.values()) == {1}
    rest = await both[0].claim_due(office.now, limit=20, holder=ME, lease=LEASE)
    assert len(taken) + len(rest) == 12


async def test_each_article_and_each_delivery_is_taken_by_one(both: tuple[Store, Store]) -> None:
    office = Office(both[0])
    for number in range(8):
        await office.watch(source(f"s{number}", site=_site(number)), site=_site(number))
        article = replace(notice(1), url=_site(number).url.join("/1.htm"))
        await office.poll(f"s{number}", article)
        await office.subscribe(f"reader{number}", Selection(sites=frozenset({_site(number).id})))
    turns = list(zip(both * 4, (ME, OTHER) * 4, strict=True))
    claimed = await asyncio.gather(
        *(one.claim_articles(office.now, limit=2, holder=holder, lease=LEASE) for one, holder in turns)
    )
    articles = Counter(owed.entry.id for some in claimed for owed in some)
    assert set(articles.values()) == {1}
    await both[0].release_leases("daemon:")
    await office.publish()
    office.later(minutes=10)
    for number in range(8):
        article = replace(notice(2), url=_site(number).url.join("/2.htm"))
        await office.poll(f"s{number}", article)
    await office.publish()
    await office.expand()
    sent = await asyncio.gather(
        *(one.claim_deliveries(office.now, limit=2, holder=holder, lease=LEASE) for one, holder in turns)
    )
    deliveries = Counter(one.id for some in sent for one in some)
    assert set(deliveries.values()) == {1}


async def test_two_polls_that_find_one_new_article_store_it_once_and_tell_each_reader(
    both: tuple[Store, Store],
) -> None:
    here, there = both
    office = await _two_readers(here)
    for number in range(1, ROUNDS):
        page = listing([notice(shown) for shown in range(number, -1, -1)], f"{number}")
        records = [
            await _record(office, here, "a", page, ME),
            await _record(office, there, "b", page, OTHER),
        ]
        assert all(await asyncio.gather(here.record_poll(records[0]), there.record_poll(records[1])))
        assert await office.publish() == 1
        title = (f"第{number}号通知",)
        assert sorted(await office.send_all()) == [("of a", title), ("of b", title)]
        office.later(minutes=10)


async def test_a_listing_and_a_release_that_meet_tell_each_reader_once(both: tuple[Store, Store]) -> None:
    """The notice is in section a and its article read, while section b comes to list it too."""
    here, there = both
    office = await _two_readers(here)
    for number in range(1, ROUNDS):
        page = listing([notice(number), notice(0)], f"{number}")
        await office.read("a", page)
        (owed,) = await here.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
        record = await _record(office, there, "b", page, OTHER)
        publication = after_reading(owed, Article(body="<p>正文</p>"), office.now)
        assert all(await asyncio.gather(here.publish(publication, ME), there.record_poll(record)))
        title = (f"第{number}号通知",)
        assert sorted(await office.send_all()) == [("of a", title), ("of b", title)]
        feed = await here.feed(FeedId("b"))
        assert feed is not None
        assert title[0] in [entry.title for entry in feed.entries]
        office.later(minutes=10)


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has one writer at a time
async def test_a_listing_waits_for_the_release_it_met(database: str, both: tuple[Store, Store]) -> None:
    """The same, with the release stopped at its last step until the poll has come to the entry."""
    here, there = both
    office = await _two_readers(here)
    page = listing([notice(1), notice(0)])
    await office.read("a", page)
    (owed,) = await here.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    record = await _record(office, there, "b", page, OTHER)
    async with await psycopg.AsyncConnection.connect(database) as third:
        await third.execute("SELECT 1 FROM versions WHERE scope = 'all' FOR UPDATE")
        publishing = asyncio.ensure_future(here.publish(after_reading(owed, Article(), office.now), ME))
        await _waiting(database, 1)
        polling = asyncio.ensure_future(there.record_poll(record))
        await _waiting(database, 2)
        await third.rollback()
    assert all(await asyncio.gather(publishing, polling))
    title = ("第1号通知",)
    assert sorted(await office.send_all()) == [("of a", title), ("of b", title)]


async def _waiting(database: str, wanted: int) -> None:
    """Until `wanted` sessions wait for a lock."""
    count = (
        b"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as watching:
        for _ in range(2000):
            row = await (await watching.execute(count)).fetchone()
            if row == (wanted,):
                return
    raise AssertionError(f"never {wanted} sessions waited for a lock")


async def test_a_fan_out_expanded_by_two_tells_each_once(both: tuple[Store, Store]) -> None:
    here, there = both
    office = await _two_readers(here)
    for number in range(10):
        await office.subscribe(f"reader{number}")
    await office.poll("a", notice(1), notice(0))
    await office.poll("b", notice(1), notice(0))
    await office.publish()

    async def expand(store: Store) -> None:
        while await store.expand(office.now, chunk=2):
            pass

    await asyncio.gather(expand(here), expand(there), expand(here), expand(there))
    await office.expand()
    told = Counter(channel for channel, _ in await office.send_all())
    assert set(told) == {"of a", "of b", *(f"reader{number}" for number in range(10))}
    assert set(told.values()) == {1}


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has one writer at a time
async def test_two_who_plan_at_once_keep_the_cap_of_a_day(database: str, both: tuple[Store, Store]) -> None:
    """Both are stopped before they write what they owe: neither may have counted without the other's."""
    here, _ = both
    office = await _two_readers(here)
    await office.subscribe("capped", caps=Caps(alerts=1))
    await office.poll("a", notice(2), notice(1), notice(0))
    await office.publish()
    async with await psycopg.AsyncConnection.connect(database) as third:
        await third.execute("LOCK TABLE deliveries IN SHARE MODE")
        planning = [asyncio.ensure_future(store.expand(office.now)) for store in both]
        await _waiting(database, 2)
        await third.rollback()
    await asyncio.gather(*planning)
    await office.expand()
    kinds = [one.kind for one in await here.deliveries(limit=9) if one.channel_id == "capped"]
    assert sorted(kinds) == [DeliveryKind.ALERT, DeliveryKind.DIGEST]


async def test_a_reader_who_leaves_during_a_fan_out_gets_nothing_later(both: tuple[Store, Store]) -> None:
    here, there = both
    office = await _two_readers(here)
    for number in range(1, ROUNDS):
        await office.subscribe(f"leaving {number}")
        await office.poll("a", *(notice(n) for n in range(number, -1, -1)))
        await office.publish()
        left = there.end_subscription(f"token of leaving {number}", office.now)
        await asyncio.gather(left, *(here.expand(office.now) for _ in range(3)))
        assert f"leaving {number}" not in {channel for channel, _ in await office.send_all()}
        office.later(minutes=10)


async def test_ids_wanted_by_two_at_once_are_told_apart(both: tuple[Store, Store]) -> None:
    for number in range(ROUNDS):
        wanted = [replace(source("x", site=_site(2 * number + k)), id=SourceId(f"same{number}")) for k in (0, 1)]
        added = await asyncio.gather(
            *(
                _one(store.add(_site(2 * number + k), [wanted[k]], Office(store).now))
                for k, store in enumerate(both)
            )
        )
        assert sorted(one.id for one in added) == [f"same{number}", f"same{number}-2"]


async def _one(adding: Awaitable[list[T]]) -> T:
    (one,) = await adding
    return one


async def test_a_site_is_left_to_who_visits_it(both: tuple[Store, Store]) -> None:
    here, there = both
    office = Office(here)
    await office.watch(source("a"), source("b"), source("c"))
    await office.watch(source("d", site=_site(1)), site=_site(1))
    (first,) = await here.claim_due(office.now, limit=1, holder=ME, lease=LEASE)
    assert first.source.id == "a"
    others = await there.claim_due(office.now, limit=9, holder=OTHER, lease=LEASE)
    assert [due.source.id for due in others] == ["d"]
    assert await there.claim_due(office.now, limit=9, holder=OTHER, lease=LEASE, site=SITE.id) == []
    more = await here.claim_due(office.now, limit=9, holder=ME, lease=LEASE, site=SITE.id)
    assert [due.source.id for due in more] == ["b", "c"]
    later = office.now + LEASE
    taken_over = await there.claim_due(later, limit=9, holder=OTHER, lease=LEASE, site=SITE.id)
    assert len(taken_over) == 3


async def test_articles_of_a_site_are_left_to_who_reads_there(both: tuple[Store, Store]) -> None:
    here, there = both
    office = Office(here)
    await office.watch(source("a"))
    await office.poll("a", *(notice(number) for number in range(6)))
    assert len(await here.claim_articles(office.now, limit=9, holder=ME, lease=LEASE)) == 1
    for site in (None, SITE.id):
        assert not await there.claim_articles(office.now, limit=9, holder=OTHER, lease=LEASE, site=site)
    batch = await here.claim_articles(office.now, limit=3, holder=ME, lease=LEASE, site=SITE.id)
    assert len({owed.entry.id for owed in batch}) == 3
    later = office.now + LEASE + timedelta(seconds=1)
    assert len(await there.claim_articles(later, limit=9, holder=OTHER, lease=LEASE, site=SITE.id)) == 6
