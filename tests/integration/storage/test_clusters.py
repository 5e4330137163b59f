"""The same notice posted by several offices of a site: told once, and said to be posted elsewhere too."""

from service.domain.entry import Article, Candidate
from service.domain.feed import FeedId
from service.domain.publishing import after_reading
from service.domain.source import SourceId
from service.domain.subscription import Selection
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, ME, Office, notice, source

TITLE = "关于做好2026年教职工体检工作的通知"
TEXT = (
    "各部门：现就教职工体检有关事项通知如下。时间：3月16日至3月27日，地点：校医院一楼大厅。"
    "请于3月10日前报送名单，逾期不候。"
)
NEWS, NOTICES = SourceId("news"), SourceId("notices")


async def post(office: Office, source_id: str, number: int, title: str = TITLE, text: str = TEXT) -> None:
    """A notice appears on a listing, and its article is read."""
    await office.poll(source_id, notice(number, title), *_standing(source_id))
    for owed in await office.store.claim_articles(office.now, limit=5, holder=ME, lease=LEASE):
        article = Article(body=f"<p>{text}</p>", text=text)
        assert await office.store.publish(after_reading(owed, article, office.now), ME)


def _standing(source_id: str) -> list[Candidate]:
    first = 900 if source_id == NEWS else 950
    return [notice(number) for number in range(first, first + 3)]


async def open_office(store: Store) -> Office:
    office = Office(store)
    await office.watch(source("news", "工作动态"), source("notices", "组织通知"))
    for source_id in (NEWS, NOTICES):
        await office.poll(source_id, *_standing(source_id))
    await office.publish()
    office.later(minutes=20)
    return office


async def test_who_follows_both_offices_is_told_once_and_who_follows_one_is_told(store: Store) -> None:
    office = await open_office(store)
    await office.subscribe("both")
    await office.subscribe("second", Selection(sources=frozenset({NOTICES})))
    await post(office, NEWS, 1)
    assert await office.send_all() == [("both", (TITLE,))]
    office.later(hours=1)
    await post(office, NOTICES, 2, f"转发：{TITLE}")
    assert await office.send_all() == [("second", (f"转发：{TITLE}",))]


async def test_a_near_miss_is_told(store: Store) -> None:
    office = await open_office(store)
    await office.subscribe("both")
    await post(office, NEWS, 1)
    await post(office, NOTICES, 2, TITLE.replace("通知", "补充通知"))
    await office.expand()
    assert [len(titles) for _, titles in await office.send_all()] == [1, 1]


async def test_a_digest_not_yet_sent_says_who_else_posted_it(store: Store) -> None:
    office = await open_office(store)
    await office.subscribe("daily", timing=EIGHT)
    await post(office, NEWS, 1)
    await office.expand()
    office.later(hours=2)
    await post(office, NOTICES, 2)
    await office.expand()
    office.later(days=1)
    (digest,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    (told,) = digest.entries
    assert (told.source_id, told.also) == (NEWS, ("组织通知",))


async def test_feeds_of_both_show_the_first_and_each_offices_feed_its_own(store: Store) -> None:
    office = await open_office(store)
    await post(office, NEWS, 1)
    office.later(minutes=20)
    await post(office, NOTICES, 2)
    first, second = notice(1).url, notice(2).url
    for feed_id, url in (("news", first), ("notices", second), ("office", first), ("all", first)):
        feed = await store.feed(FeedId(feed_id))
        assert feed is not None
        assert [entry.url for entry in feed.entries if entry.title == TITLE] == [url], feed_id


async def test_the_page_of_each_says_where_else_it_was_posted(store: Store) -> None:
    office = await open_office(store)
    await post(office, NEWS, 1)
    await post(office, NOTICES, 2)
    entries = {}
    for source_id in (NEWS, NOTICES):
        feed = await store.feed(FeedId(source_id))
        assert feed is not None
        entries[source_id] = next(entry.id for entry in feed.entries if entry.title == TITLE)
    assert await store.browsing.posted_beside(entries[NEWS]) == (NOTICES,)
    assert await store.browsing.posted_beside(entries[NOTICES]) == (NEWS,)
