"""What feeds show, in which order, and when their versions move."""

from dataclasses import replace
from datetime import date, timedelta

from service.domain.entry import Article, Published
from service.domain.feed import Feed, FeedId, FeedScope
from service.domain.publishing import after_reading
from service.domain.source import Site, SiteId, SourceId
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, OTHER, SITE, TODAY, Office, notice, source

LIBRARY = Site(SiteId("library"), Url.parse("https://library.example.edu.cn/"), "图书馆")


async def _feed(store: Store, feed_id: str, limit: int = 50) -> Feed:
    feed = await store.feed(FeedId(feed_id), limit=limit)
    assert feed is not None
    return feed


async def _titles(store: Store, feed_id: str, limit: int = 50) -> list[str]:
    return [entry.title for entry in (await _feed(store, feed_id, limit)).entries]


async def _versions(store: Store) -> dict[str, int | None]:
    return {head.id: await store.feed_version(head.id) for head in await store.feeds()}


async def _two_sites(store: Store) -> Office:
    office = Office(store)
    await office.watch(
        source("a", "组织工作", "动态"), source("b", "组织工作", "通知"), source("c", "干部工作", "通知")
    )
    await office.watch(source("d", site=LIBRARY), site=LIBRARY)
    return office


async def test_every_feed_that_is_listed_is_found_alone_with_the_same_head(store: Store) -> None:
    await _two_sites(store)
    heads = await store.feeds()
    assert [head.id for head in heads] == ["all", "office", "office-zuzhigongzuo", "a", "b", "c", "library", "d"]
    for head in heads:
        assert (await _feed(store, head.id)).head == head
        assert await store.feed_version(head.id) is not None
    assert await store.feed(FeedId("office-ganbugongzuo")) is None, "one source makes no group"


async def test_titles_tell_site_and_section(store: Store) -> None:
    await _two_sites(store)
    heads = {head.id: head for head in await store.feeds()}
    assert heads[FeedId("a")].title == "组织部 - 组织工作 / 动态"
    assert heads[FeedId("a")].folder == ("组织部", "组织工作")
    assert heads[FeedId("office-zuzhigongzuo")].title == "组织部 - 组织工作"
    assert heads[FeedId("office-zuzhigongzuo")].scope is FeedScope.GROUP
    assert heads[FeedId("office")].title == "组织部"
    assert heads[FeedId("d")].home == LIBRARY.url.join("/d.htm")


async def test_a_group_keeps_its_id_when_another_of_the_same_sound_comes(store: Store) -> None:
    office = await _two_sites(store)
    await office.watch(source("e", "组织公作", "一"), source("f", "组织公作", "二"))
    groups = [head for head in await store.feeds() if head.scope is FeedScope.GROUP]
    assert [(group.id, group.folder[-1]) for group in groups] == [
        ("office-zuzhigongzuo", "组织工作"),
        ("office-zuzhigongzuo-2", "组织公作"),
    ]
    for first in ("a", "b"):
        await store.remove_source(SourceId(first), office.now)
    groups = [head for head in await store.feeds() if head.scope is FeedScope.GROUP]
    assert [group.id for group in groups] == ["office-zuzhigongzuo-2"]


async def test_newest_first_then_as_first_seen_then_as_listed(store: Store) -> None:
    office = await _two_sites(store)
    yesterday = TODAY - timedelta(days=1)
    await office.poll("a", notice(1, "一"), notice(2, "二", yesterday), notice(3, "三"))
    office.later(minutes=10)
    await office.poll("b", notice(4, "四"), notice(5, "五", date(2025, 12, 31)))
    await office.publish()
    assert await _titles(store, "office") == ["四", "一", "三", "二", "五"]
    assert await _titles(store, "all", limit=2) == ["四", "一"]
    assert await _titles(store, "b") == ["四", "五"]


async def test_news_stand_where_they_were_found_even_if_they_are_dated_back(store: Store) -> None:
    office = await _two_sites(store)
    await office.poll("a", notice(1, "一"))
    office.later(minutes=10)
    late = notice(2, "补发", TODAY - timedelta(days=5))
    await office.poll("a", late, notice(1, "一"))
    await office.publish()
    assert await _titles(store, "all", limit=1) == ["补发"]
    (dated_back, _) = (await _feed(store, "all")).entries
    assert dated_back.dated_at.date() == TODAY - timedelta(days=5)
    (status, *_) = await store.sources()
    assert status.newest_title == "补发"


async def test_what_has_no_date_stands_where_it_was_first_seen(store: Store) -> None:
    office = await _two_sites(store)
    undated = replace(notice(1), published=None)
    await office.poll("a", undated)
    office.later(days=2)
    await office.poll("b", notice(2, day=TODAY + timedelta(days=1)))
    await office.publish()
    feed = await _feed(store, "all")
    assert [entry.title for entry in feed.entries] == ["第2号通知", "第1号通知"]
    assert feed.entries[1].dated_at == feed.entries[1].first_seen_at
    assert feed.entries[1].precision is None


async def test_dates_are_fixed_at_the_release(store: Store) -> None:
    office = await _two_sites(store)
    await office.poll("a", replace(notice(1), published=None))
    office.later(minutes=3)
    await office.give_up()
    (released,) = (await _feed(store, "a")).entries
    (owed,) = await store.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    dated = Article(body="<p>x</p>", published=Published(date(2020, 1, 1), "Asia/Shanghai"))
    assert await store.publish(after_reading(owed, dated, office.now), ME)
    (read,) = (await _feed(store, "a")).entries
    assert read.body == "<p>x</p>"
    assert (read.id, read.dated_at, read.released_at) == (released.id, released.dated_at, released.released_at)


async def test_a_notice_renamed_while_its_article_is_read_keeps_the_new_title(store: Store) -> None:
    office = await _two_sites(store)
    await office.poll("a", notice(1))
    (owed,) = await store.claim_articles(office.now, limit=1, holder=OTHER, lease=LEASE)
    await office.poll("a", notice(1, "第1号通知（更正）"))
    stale = after_reading(owed, Article(body="<p>x</p>"), office.now)
    assert not await store.publish(stale, OTHER)
    assert await office.publish() == 1
    assert await _titles(store, "a") == ["第1号通知（更正）"]


async def test_a_version_moves_with_what_is_shown_and_only_upwards(store: Store) -> None:
    office = await _two_sites(store)
    start = await _versions(store)
    await office.poll("a", notice(1))
    assert await _versions(store) == start, "what is not released is not shown"
    await office.publish()
    released = await _versions(store)
    assert _moved(start, released) == {"all", "office", "office-zuzhigongzuo", "a"}
    office.later(minutes=10)
    await office.poll("a", notice(1))
    assert await _versions(store) == released, "nothing new"
    await office.poll("b", notice(1))
    listed_twice = await _versions(store)
    assert _moved(released, listed_twice) == {"all", "office", "office-zuzhigongzuo", "b"}
    await office.poll("b", notice(1, "另一个题目"))
    renamed = await _versions(store)
    assert _moved(listed_twice, renamed) == {"all", "office", "office-zuzhigongzuo", "a", "b"}
    await store.set_paused(SourceId("a"), True, office.now)
    assert await _versions(store) == renamed
    await store.remove_source(SourceId("c"), office.now)
    without = await _versions(store)
    assert {"all", "office"} <= _moved(renamed, without)
    assert without["library"] == renamed["library"]
    assert await store.version() == without["all"]


def _moved(before: dict[str, int | None], after: dict[str, int | None]) -> set[str]:
    assert all((after[feed] or 0) >= (version or 0) for feed, version in before.items() if feed in after)
    return {feed for feed in before if feed in after and before[feed] != after[feed]}


async def test_what_no_database_can_keep_is_replaced(store: Store) -> None:
    office = await _two_sites(store)
    await office.poll("a", notice(1, "关于\x00评优\ud83d的通知"))
    office.later(minutes=10)
    await office.poll("a", notice(1, "关于\x00评优\ud83d的通知"))
    (owed,) = await store.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    article = Article(body="<p>\x00正文</p>", text="正文\udcff")
    assert await store.publish(after_reading(owed, article, office.now), ME)
    (entry,) = (await _feed(store, "a")).entries
    assert (entry.title, entry.body, entry.text) == ("关于�评优�的通知", "<p>�正文</p>", "正文�")
    assert await store.entry(entry.id) == entry


async def test_a_source_as_the_owner_sees_it(store: Store) -> None:
    office = await _two_sites(store)
    assert [status.source.id for status in await store.sources()] == ["a", "b", "c", "d"]
    await office.poll("a", notice(2), notice(1, day=date(2026, 1, 1)))
    (status,) = [status for status in await store.sources() if status.source.id == "a"]
    assert (status.entries, status.held, status.newest_title) == (0, 0, "")
    await office.publish()
    status_alone = await store.source(SourceId("a"))
    assert status_alone is not None
    assert (status_alone.entries, status_alone.newest_title) == (2, "第2号通知")
    assert status_alone in await store.sources()
    assert status_alone.site == SITE
    assert await store.source(SourceId("nobody")) is None


async def test_no_feed_shows_what_only_a_removed_source_listed(store: Store) -> None:
    office = await _two_sites(store)
    await office.poll("a", notice(1))
    await office.poll("b", notice(1), notice(2))
    await office.publish()
    await store.remove_source(SourceId("b"), office.now)
    for feed_id in ("all", "office", "a"):
        assert await _titles(store, feed_id) == ["第1号通知"]
