"""Places in archives, on both databases."""

from datetime import timedelta

from service.domain.feed import FeedId
from service.domain.feedview import ARCHIVE_PAGE, ArchivePage
from service.domain.source import SourceId
from service.storage.store import Store
from tests.integration.storage.office import Office, notice, source

A, ALL = FeedId("a"), FeedId("all")


async def _office(store: Store, count: int) -> Office:
    office = Office(store)
    await office.watch(source("a", "组织工作", "动态"), source("b", "组织工作", "通知"))
    await office.poll("a", notice(0))
    for first in range(1, count, 9):
        office.now += timedelta(minutes=10)
        shown = range(min(first + 8, count - 1), max(-1, first - 10), -1)
        await office.poll("a", *(notice(number) for number in shown))
        await office.publish()
    return office


async def _titles(store: Store, feed: FeedId, page: ArchivePage) -> list[str]:
    found = await store.archives.page(feed, page)
    return [entry.title for entry in found.entries] if found else []


async def test_places_are_given_once_in_the_order_of_release(store: Store) -> None:
    office = await _office(store, 62)
    assert await store.archives.places(A) == 0
    assert await store.archives.file(A, office.now) == 62
    assert await store.archives.file(A, office.now) == 62
    first = await _titles(store, A, ArchivePage(1))
    rest = await _titles(store, A, ArchivePage(2, 12))
    assert (len(first), len(rest)) == (ARCHIVE_PAGE, 12)
    assert sorted([*first, *rest]) == sorted(f"第{number}号通知" for number in range(62))
    assert await store.archives.file(ALL, office.now) == 62
    assert await _titles(store, A, ArchivePage(2)) == []
    assert await _titles(store, A, ArchivePage(2, 13)) == []


async def test_a_feed_that_its_current_document_holds_has_no_places(store: Store) -> None:
    office = await _office(store, 40)
    assert await store.archives.file(A, office.now) == 0
    assert await store.archives.file(FeedId("nobody"), office.now) == 0
    assert await store.archives.page(A, ArchivePage(1)) is None


async def test_an_entry_says_in_its_place_what_it_said_when_it_got_it(store: Store) -> None:
    office = await _office(store, 62)
    await store.archives.file(A, office.now)
    before = await store.archives.page(A, ArchivePage(2, 12))
    office.now += timedelta(hours=1)
    listed = [notice(61, "改过的标题"), *(notice(number) for number in range(60, 52, -1))]
    await office.poll("a", *listed)
    await office.poll("b", *listed[:3])
    now = await store.feed(A, limit=1)
    assert now is not None
    assert now.entries[0].title == "改过的标题"
    assert now.entries[0].sources == (SourceId("a"), SourceId("b"))
    assert await store.archives.page(A, ArchivePage(2, 12)) == before
