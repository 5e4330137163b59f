"""What the catalogue's pictures and an entry's history are made of."""

from datetime import timedelta

from service.domain.source import SourceId
from service.storage.store import Store
from tests.integration.storage.office import Office, notice, source


async def test_postings_are_counted_by_week_and_source(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"), source("quiet"))
    today = office.now.date()
    await office.poll(
        "a",
        notice(1),
        notice(2, day=today - timedelta(days=1)),
        notice(3, day=today - timedelta(days=10)),
        notice(4, day=today - timedelta(days=22)),
        notice(5, day=today - timedelta(days=400)),
    )
    await office.poll("b", notice(1))
    await office.poll("quiet")
    assert await store.browsing.weekly_postings(office.now, weeks=4) == {}, "nothing is released yet"
    await office.publish()
    counted = await store.browsing.weekly_postings(office.now, weeks=4)
    assert counted == {SourceId("a"): (1, 0, 1, 2), SourceId("b"): (0, 0, 0, 1)}
    assert await store.browsing.weekly_postings(office.now, weeks=2, source_id=SourceId("a")) == {
        SourceId("a"): (1, 2)
    }


async def test_what_an_entry_said_before_is_kept_in_order(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1, "关于报送材料的通知"))
    await office.publish()
    feed = await store.feed((await store.feeds())[0].id)
    assert feed is not None
    (entry,) = feed.entries
    assert await store.browsing.revisions(entry.id) == []
    first_at = office.now
    for title in ("关于报送材料的补充通知", "关于报送材料的再次通知"):
        office.now += timedelta(hours=1)
        await office.poll("a", notice(1, title))
    revisions = await store.browsing.revisions(entry.id)
    assert [(kept.title, kept.since) for kept in revisions] == [
        ("关于报送材料的通知", first_at),
        ("关于报送材料的补充通知", first_at + timedelta(hours=1)),
    ]
