"""A notice that was released by its title, and its text that came afterwards."""

from datetime import timedelta

import pytest

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryState, Result
from service.domain.entry import Article, Attachment, Candidate, EntryId
from service.domain.feed import FeedId
from service.domain.publishing import after_failed_reading, after_reading
from service.domain.rules import Clause, Part, Rules
from service.domain.source import SourceId
from service.domain.subscription import Selection
from service.domain.urls import Url
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, ME, Office, notice, settlement, source

FELLOWSHIP = Rules(include=(Clause("奖学金", Part.BODY),))
TEXT = "各学院：请组织申报国家奖学金。"
LATE = Article(body=TEXT, text=TEXT)


async def open_office(store: Store) -> Office:
    """Two sections; the first has released a notice whose article nobody could read yet."""
    office = Office(store)
    await office.watch(source("a"), source("b"))
    await office.poll("a", notice(1))
    await office.poll("b", notice(2))
    await office.publish()
    await office.subscribe("body", rules=FELLOWSHIP)
    await office.subscribe("pattern", rules=Rules(patterns=(Clause("国家.学金"),)))
    await office.subscribe("everything")
    await office.subscribe("elsewhere", Selection(sources=frozenset({SourceId("b")})), rules=FELLOWSHIP)
    await office.subscribe("not this", rules=Rules(include=FELLOWSHIP.include, exclude=(Clause("各学院"),)))
    await office.subscribe("title", rules=Rules(include=(Clause("第3号", Part.TITLE), *FELLOWSHIP.include)))
    office.later(minutes=10)
    await office.poll("a", notice(3), notice(1))
    await office.fail_articles()
    office.later(minutes=2)
    assert await office.give_up() == 1
    return office


async def arrives(office: Office, article: Article = LATE) -> None:
    office.later(hours=1)
    claimed = await office.store.claim_articles(office.now, limit=9, holder=ME, lease=LEASE)
    for one in claimed:
        assert await office.store.publish(after_reading(one, article, office.now), ME)
    assert claimed


async def test_a_rule_that_finds_something_in_the_late_text_alerts_once(store: Store) -> None:
    office = await open_office(store)
    assert {channel for channel, _ in await office.send_all()} == {"everything", "title"}
    await arrives(office)
    assert sorted(await office.send_all()) == [("body", ("第3号通知",)), ("pattern", ("第3号通知",))]
    office.later(days=1)
    await arrives(office)
    assert await office.send_all() == []


async def test_text_that_comes_before_its_title_was_told_tells_once(store: Store) -> None:
    office = await open_office(store)
    await arrives(office)
    told = [channel for channel, _ in await office.send_all()]
    assert sorted(told) == ["body", "everything", "pattern", "title"]


@pytest.mark.parametrize("article", [Article(body="另", text="另有通知。"), Article()])
async def test_other_text_tells_nobody(store: Store, article: Article) -> None:
    office = await open_office(store)
    await office.send_all()
    await arrives(office, article)
    assert await office.send_all() == []


async def test_names_of_files_count_like_text(store: Store) -> None:
    office = await open_office(store)
    await office.subscribe("files", rules=Rules(include=(Clause("申请表", Part.FILES),)))
    await office.send_all()
    await arrives(office, Article(attachments=(Attachment(Url.parse("https://a.example/f.doc"), "申请表.doc"),)))
    assert await office.send_all() == [("files", ("第3号通知",))]


async def test_who_follows_since_is_not_told_of_what_was_out(store: Store) -> None:
    office = await open_office(store)
    await office.send_all()
    office.later(minutes=1)
    await office.subscribe("new", rules=FELLOWSHIP)
    await arrives(office)
    assert "new" not in {channel for channel, _ in await office.send_all()}


async def test_a_notice_listed_in_two_sections_is_told_once_to_each(store: Store) -> None:
    office = await open_office(store)
    await office.poll("b", notice(3), notice(2))
    await office.send_all()
    await arrives(office)
    assert sorted(channel for channel, _ in await office.send_all()) == ["body", "elsewhere", "pattern"]


# The same notice of two offices, whose texts come after their titles were told

NOTICE = "关于做好2026年教职工体检工作的通知"
BODY = (
    "各部门：现就教职工体检有关事项通知如下。时间：3月16日至3月27日，地点：校医院一楼大厅。"
    "请于3月10日前报送名单，逾期不候。"
)
SAME = Article(body=BODY, text=BODY)
CHECK_UP = Rules(include=(Clause("校医院", Part.BODY),))


async def two_offices(store: Store) -> Office:
    office = Office(store)
    await office.watch(source("a", "工作动态"), source("b", "组织通知"))
    for name in ("a", "b"):
        await office.poll(name, *standing(name))
    await office.publish()
    return office


def standing(name: str) -> list[Candidate]:
    return [notice((900 if name == "a" else 950) + more) for more in range(3)]


async def posted(office: Office, name: str, number: int, *, late: bool = False) -> EntryId:
    """A notice appears on a listing, and is released with its text, or by its title because nobody can read it."""
    office.later(minutes=10)
    record = await office.poll(name, notice(number, NOTICE), *standing(name))
    (new,) = record.new_entries
    if not late:
        await arrived(office, new.id)
        return new.id
    one = await office.store.work.claim_article(new.id, office.now, holder=ME, lease=LEASE)
    assert one
    assert await office.store.publish(after_failed_reading(one, [timedelta(hours=9)], office.now), ME)
    office.later(minutes=2)
    assert await office.give_up() == 1
    return new.id


async def arrived(office: Office, entry_id: EntryId, article: Article = SAME) -> None:
    """The text of that notice is read."""
    one = await office.store.work.claim_article(entry_id, office.now, holder=ME, lease=LEASE)
    assert one
    assert await office.store.publish(after_reading(one, article, office.now), ME)


async def shown(store: Store, feed_id: str) -> list[EntryId]:
    feed = await store.feed(FeedId(feed_id))
    assert feed is not None
    return [entry.id for entry in feed.entries if entry.title == NOTICE]


@pytest.mark.parametrize("late", [(True, False), (False, True), (True, True)])
async def test_offices_whose_texts_come_late_are_one_notice(store: Store, late: tuple[bool, bool]) -> None:
    office = await two_offices(store)
    first = await posted(office, "a", 1, late=late[0])
    second = await posted(office, "b", 2, late=late[1])
    assert await shown(store, "office") == [second, first]
    before = await store.feed_version(FeedId("office"))
    for entry_id, was_late in zip((second, first), (late[1], late[0]), strict=True):
        office.later(minutes=10)
        if was_late:
            await arrived(office, entry_id)
    assert await shown(store, "office") == await shown(store, "all") == [first]
    assert (await shown(store, "a"), await shown(store, "b")) == ([first], [second])
    assert await store.feed_version(FeedId("office")) != before
    assert await store.browsing.posted_beside(first) == (SourceId("b"),)
    assert await store.browsing.posted_beside(second) == (SourceId("a"),)


async def test_the_first_of_three_whose_text_comes_last_leads_the_others(store: Store) -> None:
    office = await two_offices(store)
    await office.watch(source("c", "人事处"))
    await office.poll("c", *standing("b"))
    first = await posted(office, "a", 1, late=True)
    second, third = await posted(office, "b", 2), await posted(office, "c", 3)
    assert await store.browsing.posted_beside(second) == (SourceId("c"),)
    await arrived(office, first)
    assert await shown(store, "office") == [first]
    assert await store.browsing.posted_beside(third) == (SourceId("a"), SourceId("b"))


async def test_another_late_text_stays_another_notice(store: Store) -> None:
    office = await two_offices(store)
    first, second = await posted(office, "a", 1), await posted(office, "b", 2, late=True)
    await arrived(office, second, Article(body=BODY, text=BODY.replace("3月10日", "3月11日")))
    assert await shown(store, "office") == [second, first]


@pytest.mark.parametrize("late", ["a", "b"])
async def test_who_was_told_of_one_office_is_not_told_of_the_others_late_text(store: Store, late: str) -> None:
    office = await two_offices(store)
    await office.subscribe("both", rules=CHECK_UP)
    await office.subscribe("one", Selection(sources=frozenset({SourceId(late)})), rules=CHECK_UP)
    posts = {
        "a": await posted(office, "a", 1, late=late == "a"),
        "b": await posted(office, "b", 2, late=late == "b"),
    }
    assert [channel for channel, _ in await office.send_all()] == ["both"]
    office.later(hours=1)
    await arrived(office, posts[late])
    assert [channel for channel, _ in await office.send_all()] == ["one"]


async def test_a_notice_that_waits_to_be_told_is_not_told_to_whom_the_late_one_was(store: Store) -> None:
    office = await two_offices(store)
    await office.subscribe("everything")
    first = await posted(office, "a", 1, late=True)
    assert await office.send_all() == [("everything", (NOTICE,))]
    await posted(office, "b", 2)  # released, and told to nobody yet
    await arrived(office, first)
    assert await office.send_all() == []


async def test_who_follows_what_was_listed_before_is_told_of_the_late_text(store: Store) -> None:
    """The other office was not watched when it posted: nobody was told of its notice."""
    office = await two_offices(store)
    await office.subscribe("body", rules=CHECK_UP)
    first = await posted(office, "a", 1, late=True)
    await office.watch(source("c", "人事处"))
    record = await office.poll("c", notice(3, NOTICE))
    await arrived(office, record.new_entries[0].id)
    assert await office.send_all() == []
    await arrived(office, first)
    assert await office.send_all() == [("body", (NOTICE,))]


async def test_a_digest_not_yet_sent_tells_both_as_one(store: Store) -> None:
    office = await two_offices(store)
    await office.subscribe("daily", timing=EIGHT)
    first, _ = await posted(office, "a", 1, late=True), await posted(office, "b", 2)
    await office.expand()
    await arrived(office, first)
    await office.expand()
    office.later(days=1)
    (digest,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert [(told.entry.id, told.also) for told in digest.entries] == [(first, ("组织通知",))]


async def test_an_alert_that_waits_is_withdrawn_where_the_late_notice_was_told(store: Store) -> None:
    office = await two_offices(store)
    await office.subscribe("both")
    await office.subscribe("second", Selection(sources=frozenset({SourceId("b")})))
    first = await posted(office, "a", 1, late=True)
    assert [channel for channel, _ in await office.send_all()] == ["both"]
    second = await posted(office, "b", 2)
    await office.expand()  # both are owed the second
    await arrived(office, first)
    assert [channel for channel, _ in await office.send_all()] == ["second"]
    states = {one.state for one in await store.deliveries(channel_id=ChannelId("both"))}
    assert states == {DeliveryState.SENT, DeliveryState.WITHDRAWN}
    assert await store.browsing.posted_beside(second) == (SourceId("a"),)


async def test_of_two_alerts_that_wait_the_one_owed_first_stays(store: Store) -> None:
    office = await two_offices(store)
    await office.subscribe("both")
    first, second = await posted(office, "a", 1), await posted(office, "b", 2, late=True)
    await office.expand()
    await arrived(office, second)
    (claimed,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert [told.entry.id for told in claimed.entries] == [first]
    assert await store.settle(settlement(claimed.id, office.now))
    assert await office.send_all() == []


async def test_an_alert_stays_where_the_other_was_given_up_or_is_in_a_digest(store: Store) -> None:
    office = await two_offices(store)
    await office.subscribe("urgent", timing=EIGHT, rules=Rules(urgent=(Clause("校医院"),)))
    await office.subscribe("failing")
    first = await posted(office, "a", 1, late=True)
    await office.expand()
    (claimed,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert await store.settle(settlement(claimed.id, office.now, Result.DEAD))
    await posted(office, "b", 2)
    await office.expand()
    await arrived(office, first)
    assert sorted(channel for channel, _ in await office.send_all()) == ["failing", "urgent"]
