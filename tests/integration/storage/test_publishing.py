"""From an owed article to deliveries: the release, the fan-out, the digest."""

from dataclasses import replace
from datetime import date, time, timedelta

from service.domain.deadline import Deadline, Instant, Meaning
from service.domain.delivery import Result
from service.domain.digest import Daily
from service.domain.entry import Article, ArticleKind
from service.domain.feed import FeedId
from service.domain.publishing import after_reading
from service.domain.source import Holder, SourceId
from service.domain.subscription import Selection
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, ME, OTHER, SITE, Office, notice, settlement, source


async def _watching(store: Store) -> Office:
    """Two sections of one area, each with a notice from before."""
    office = Office(store)
    await office.watch(source("a", "组织工作", "动态"), source("b", "组织工作", "通知"))
    await office.poll("a", notice(1))
    await office.poll("b", notice(2))
    await office.publish()
    office.later(minutes=10)
    return office


async def test_a_baseline_is_released_and_told_to_nobody(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("reader")
    assert await office.send_all() == []
    assert (await store.tally(office.now)).entries == 2


async def test_an_entry_is_told_once_its_article_is_read(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("reader")
    await office.poll("a", notice(3), notice(1))
    assert await office.send_all() == []
    await office.publish("<p>全文</p>")
    assert await office.send_all() == [("reader", ("第3号通知",))]
    assert await office.send_all() == []
    feed = await store.feed(FeedId("a"))
    assert feed is not None
    assert feed.entries[0].body == "<p>全文</p>"


async def test_announced_articles_are_read_before_a_baseline(store: Store) -> None:
    office = await _watching(store)
    await office.watch(source("c"))
    await office.poll("c", *(notice(n) for n in range(50, 40, -1)))
    await office.poll("a", notice(3), notice(1))
    (first,) = await store.claim_articles(office.now, limit=5, holder=ME, lease=LEASE)
    assert first.entry.title == "第3号通知"
    assert await store.claim_articles(office.now, limit=5, holder=ME, lease=LEASE, busy={SITE.id}) == []


async def test_an_entry_is_not_kept_back_by_its_article(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("reader")
    await office.poll("a", notice(3), notice(1))
    await office.fail_articles()
    assert await office.give_up() == 0
    office.later(minutes=2)
    assert await office.give_up() == 1
    assert await office.send_all() == [("reader", ("第3号通知",))]
    released = await store.feed(FeedId("a"))
    office.later(hours=2)
    assert await office.publish() == 1
    revised = await store.feed(FeedId("a"))
    assert released is not None
    assert revised is not None
    assert revised.entries[0].dated_at == released.entries[0].dated_at
    assert revised.entries[0].updated_at > released.entries[0].updated_at
    assert await office.send_all() == []


async def test_who_lost_the_lease_of_an_article_writes_nothing(store: Store) -> None:
    office = await _watching(store)
    await office.poll("a", notice(3), notice(1))
    (owed,) = await store.claim_articles(office.now, limit=1, holder=OTHER, lease=LEASE)
    office.later(minutes=3)
    assert await office.publish("<p>mine</p>") == 1
    late = after_reading(owed, Article(body="<p>other</p>"), office.now)
    assert not await store.publish(late, OTHER)
    entry = await store.entry(owed.entry.id)
    assert entry is not None
    assert entry.body == "<p>mine</p>"


async def test_reading_the_same_again_moves_no_version(store: Store) -> None:
    office = await _watching(store)
    await office.poll("a", notice(3), notice(1))
    await office.fail_articles()
    office.later(minutes=5)
    await office.give_up()
    await office.publish("<p>x</p>")
    version = await store.feed_version(FeedId("a"))
    (again,) = [entry for entry in (await store.feed(FeedId("a"))).entries if entry.title == "第3号通知"]  # type: ignore[union-attr]  # it is there
    assert again.kind is ArticleKind.HTML
    assert await store.feed_version(FeedId("a")) == version


async def test_a_fan_out_goes_on_in_chunks_and_tells_each_once(store: Store) -> None:
    office = await _watching(store)
    for number in range(7):
        await office.subscribe(f"reader{number}")
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    assert await store.expand(office.now, chunk=3) == 1
    claimed = await store.claim_deliveries(office.now, limit=50, holder=ME, lease=LEASE)
    assert len(claimed) == 3
    while await store.expand(office.now, chunk=3):
        pass
    claimed += await store.claim_deliveries(office.now, limit=50, holder=ME, lease=LEASE)
    assert len({one.id for one in claimed}) == 7


async def test_a_notice_in_a_second_section_is_news_only_to_those_who_follow_that_alone(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("site")
    await office.subscribe("only-b", Selection(sources=frozenset({SourceId("b")})))
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    assert await office.send_all() == [("site", ("第3号通知",))]
    office.later(minutes=10)
    await office.poll("b", notice(3), notice(2))
    assert await office.send_all() == [("only-b", ("第3号通知",))]


async def test_groups_and_sites_select(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("group", Selection(groups=frozenset({(SITE.id, ("组织工作",))})))
    await office.subscribe("section", Selection(groups=frozenset({(SITE.id, ("组织工作", "通知"))})))
    await office.subscribe("elsewhere", Selection(groups=frozenset({(SITE.id, ("师德师风",))})))
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    assert [channel for channel, _ in await office.send_all()] == ["group"]


async def test_a_digest_gathers_a_day_and_is_sent_once(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("daily", timing=EIGHT)
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    await office.expand()
    office.later(hours=2)
    await office.poll("b", notice(4), notice(2))
    await office.publish()
    assert await office.send_all() == []
    office.later(hours=18)
    ((channel, titles),) = await office.send_all()
    assert channel == "daily"
    assert set(titles) == {"第3号通知", "第4号通知"}
    office.later(days=1)
    assert await office.send_all() == []


async def test_what_comes_after_a_digest_was_begun_waits_for_the_next(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("daily", timing=Daily(EIGHT.at))
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    await office.expand()
    office.later(hours=20)
    (digest,) = await store.claim_deliveries(office.now, limit=1, holder=Holder("daemon:slow"), lease=LEASE)
    await office.poll("b", notice(4), notice(2))
    await office.publish()
    await office.expand()
    assert [told.entry.title for told in digest.entries] == ["第3号通知"]
    office.later(hours=1)
    ((_, titles),) = await office.send_all()
    assert titles == ("第3号通知",)
    office.later(days=1)
    assert await office.send_all() == [("daily", ("第4号通知",))]


async def test_versions_move_for_the_feeds_that_change_and_no_other(store: Store) -> None:
    office = await _watching(store)
    await office.watch(source("c"), site=replace(SITE))
    before = {name: await store.feed_version(FeedId(name)) for name in ("a", "b", "office", "all")}
    await office.poll("a", notice(3), notice(1))
    assert await store.feed_version(FeedId("a")) == before["a"]
    await office.publish()
    after = {name: await store.feed_version(FeedId(name)) for name in before}
    assert {name for name in before if after[name] != before[name]} == {"a", "office", "all"}
    assert await store.feed_version(FeedId("nobody")) is None


async def test_feeds_of_everything_site_group_and_source(store: Store) -> None:
    office = await _watching(store)
    heads = await store.feeds()
    assert [(head.id, head.scope) for head in heads] == [
        ("all", "all"),
        ("office", "site"),
        ("office-zuzhigongzuo", "group"),
        ("a", "source"),
        ("b", "source"),
    ]
    group = await store.feed(FeedId("office-zuzhigongzuo"))
    assert group is not None
    assert {entry.title for entry in group.entries} == {"第1号通知", "第2号通知"}
    assert len((await store.feed(FeedId("all"), limit=1)).entries) == 1  # type: ignore[union-attr]  # it is there
    assert office.now - timedelta(minutes=10) == group.entries[0].first_seen_at


async def test_a_digest_that_was_tried_takes_up_nothing_more(store: Store) -> None:
    """Even from one whose clock is behind, and for whom it still lies ahead."""
    office = await _watching(store)
    await office.subscribe("daily", timing=EIGHT)
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    await office.expand()
    office.later(hours=20)
    (digest,) = await store.claim_deliveries(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.freeze(digest.id, ME, b"one notice")
    again = office.now + timedelta(minutes=5)
    assert await store.settle(settlement(digest.id, office.now, Result.RETRY, next_attempt_at=again))
    await office.poll("b", notice(4), notice(2))
    await office.publish()
    while await store.expand(office.now - timedelta(hours=20)):
        pass
    office.later(minutes=5)
    (retried,) = await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)
    assert [told.entry.title for told in retried.entries] == ["第3号通知"]
    assert await store.settle(settlement(retried.id, office.now))
    office.later(days=1)
    assert await office.send_all() == [("daily", ("第4号通知",))]


async def test_who_came_later_is_not_told_when_a_notice_is_listed_a_second_time(store: Store) -> None:
    office = await _watching(store)
    await office.poll("a", notice(3), notice(1))
    await office.publish()
    await office.expand()
    await office.subscribe("of the site")
    await office.subscribe("of b", Selection(sources=frozenset({SourceId("b")})))
    await office.poll("b", notice(3), notice(2))
    assert await office.send_all() == [("of b", ("第3号通知",))]


async def test_a_slot_takes_several_articles_of_its_site_the_announced_first(store: Store) -> None:
    office = await _watching(store)
    await office.watch(source("c"))
    await office.poll("c", *(notice(number) for number in range(50, 40, -1)))
    await office.poll("a", notice(3), notice(1))
    batch = await store.claim_articles(office.now, limit=3, holder=ME, lease=LEASE, site=SITE.id)
    assert len(batch) == 3
    assert batch[0].entry.title == "第3号通知"
    rest = await store.claim_articles(office.now, limit=50, holder=ME, lease=LEASE, site=SITE.id)
    assert len(rest) == 8
    assert not {owed.entry.id for owed in batch} & {owed.entry.id for owed in rest}


async def test_what_an_article_asks_for_is_kept_with_its_entry(store: Store) -> None:
    office = await _watching(store)
    due = (
        Deadline(
            Meaning.DEADLINE, None, Instant(date(2026, 11, 30), time(17, 0)), "报名", "请于11月30日17:00前报名。"
        ),
        Deadline(Meaning.EVENT, Instant(date(2026, 12, 5)), None, "讲座", "讲座时间：12月5日", "报告厅"),
    )
    await office.poll("a", notice(3), notice(1))
    (owed,) = await store.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.publish(after_reading(owed, Article(body="<p>…</p>", deadlines=due), office.now), ME)
    entry = await store.entry(owed.entry.id)
    assert entry is not None
    assert entry.deadlines == due


async def test_a_digest_reminds_of_what_was_told_before_and_is_due_soon(store: Store) -> None:
    office = await _watching(store)
    await office.subscribe("reader", timing=EIGHT)
    day = (office.now + timedelta(days=4)).date()
    due = (Deadline(Meaning.DEADLINE, None, Instant(day, time(17, 0)), "报名", "…"),)
    await office.poll("a", notice(3), notice(1))
    (owed,) = await store.claim_articles(office.now, limit=1, holder=ME, lease=LEASE)
    assert await store.publish(after_reading(owed, Article(body="<p>…</p>", deadlines=due), office.now), ME)
    for number, remembered in ((4, True), (5, False)):
        await office.expand()
        office.later(days=1)
        (first,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
        assert [told.entry.id for told in first.soon] == [owed.entry.id]
        assert await store.settle(settlement(first.id, office.now))
        await office.poll("a", notice(number), notice(3), notice(1))
        await office.publish()
        if not remembered:
            break
    office.later(days=7)
    await office.poll("a", notice(6), notice(3), notice(1))
    await office.publish()
    await office.expand()
    office.later(days=1)
    claimed = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert [told.entry.id for one in claimed[-1:] for told in one.soon] == [], "it is over"
