"""Articles of all kinds, from one listing: each is released, with what could be read of it."""

import asyncio

import pytest

from service.domain.entry import ArticleKind, Entry, OwedArticle, Publication
from service.domain.feed import FeedId
from service.domain.poll import PageKind
from service.domain.source import Health, Holder
from service.polling.articles import ArticleReader
from tests.integration.polling.desk import ARTICLE, LISTING, ROW, Desk

LOGIN = "<title>统一身份认证</title><form><input name=u><input type=password name=p></form>"
CHALLENGE = "<html><script>document.cookie='x=1';location.reload()</script></html>"
EMPTY = "<html><title>通知</title><body><div class=list><p>暂无数据</p></div></body></html>"
BROKEN = "<html><body><h1>会议<div class='v_news_content'><p>只有一半"


@pytest.fixture
async def listed(desk: Desk) -> Desk:
    """A listing of twelve notices with their articles, polled once."""
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 13):
        desk.origin.page(f"/info/{number}.htm", ARTICLE)
    await desk.watch("/a.htm")
    await desk.round()
    return desk


async def entry(desk: Desk, number: int) -> Entry:
    feed = await desk.store.feed(FeedId("a"))
    assert feed is not None
    return next(one for one in feed.entries if f"第{number}次" in one.title)


async def test_each_trouble_stays_its_own(listed: Desk) -> None:
    origin = listed.origin
    origin.page("/info/1.htm", "gone", 410)
    origin.page("/info/2.htm", "forbidden", 403)
    origin.page("/info/3.htm", "broken", 500)
    origin.page("/info/4.htm", "", 302, location="http://10.255.255.1/inside.htm")
    origin.page("/info/5.htm", BROKEN)
    origin.page("/info/6.htm", ARTICLE.replace("会议", "會議"), charset="gb18030")
    origin.page("/info/7.htm", "")
    await listed.read_articles()
    listed.later(minutes=3)
    await listed.read_articles()
    assert len(await listed.titles("a")) == 12
    assert (await entry(listed, 1)).kind is ArticleKind.EXTERNAL
    assert (await entry(listed, 2)).kind is ArticleKind.LOGIN
    assert (await entry(listed, 3)).body == ""
    assert (await entry(listed, 4)).kind is ArticleKind.EXTERNAL
    assert "只有一半" in (await entry(listed, 5)).text
    assert "會議" in (await entry(listed, 6)).text
    assert "按时参加" in (await entry(listed, 8)).text


async def test_an_article_that_comes_late_completes_its_entry_under_the_same_id_and_date(listed: Desk) -> None:
    listed.origin.page("/info/12.htm", "not yet", 500)
    await listed.read_articles()
    assert len(await listed.titles("a")) == 11
    listed.later(minutes=2)
    await listed.read_articles()
    first = await entry(listed, 12)
    assert first.body == ""
    listed.origin.page("/info/12.htm", ARTICLE)
    listed.later(minutes=20)
    await listed.read_articles()
    completed = await entry(listed, 12)
    assert "按时参加" in completed.text
    assert (completed.id, completed.dated_at) == (first.id, first.dated_at)


async def test_an_article_that_hangs_holds_up_its_site_alone_and_is_released_in_time(listed: Desk) -> None:
    listed.origin.hanging.add("/info/12.htm")
    listed.origin.listing("/b.htm", *range(11, 0, -1))
    await listed.watch("/b.htm", host="localhost")
    await listed.round()
    await listed.reader.round()
    async with asyncio.timeout(20):
        await listed.origin.reached.wait()
        while len(await listed.titles("b")) < 11:
            await listed.reader.round()
            await asyncio.sleep(0.01)
    listed.later(minutes=3)
    await listed.reader.round()
    assert len(await listed.titles("a")) == 11, "all but the one that is being read"
    listed.origin.let_go()
    await listed.reader.idle()
    assert len(await listed.titles("a")) == 12


async def test_what_nobody_foresaw_counts_as_not_read(listed: Desk) -> None:
    class Broken(ArticleReader):
        async def read(self, owed: OwedArticle) -> Publication:
            if "第7次" in owed.entry.title:
                raise KeyError("surprise")
            return await super().read(owed)

    listed.reader = Broken(listed.store, listed.fetcher, clock=lambda: listed.now, holder=Holder("daemon:x"))
    await listed.read_articles()
    assert len(await listed.titles("a")) == 11
    listed.later(minutes=2)
    await listed.read_articles()
    assert len(await listed.titles("a")) == 12
    assert (await entry(listed, 7)).body == ""


@pytest.mark.parametrize(
    ("body", "kind", "health"),
    [
        (LOGIN, PageKind.LOGIN, Health.BLOCKED),
        (CHALLENGE, PageKind.CHALLENGE, Health.BLOCKED),
        (EMPTY, PageKind.EMPTY, Health.EMPTY),
        ("", PageKind.OTHER, Health.DRIFTED),
        (ARTICLE, PageKind.ARTICLE, Health.DRIFTED),
    ],
    ids=["login", "challenge", "empty", "nothing", "article"],
)
async def test_what_comes_instead_of_a_listing_is_told_and_forgets_nothing(
    listed: Desk, body: str, kind: PageKind, health: Health
) -> None:
    await listed.read_articles()
    listed.origin.page("/a.htm", body)
    listed.later(minutes=11)
    await listed.round()
    found, evidence = await listed.health("a")
    assert (found, bool(evidence)) == (health, True), kind
    rows = "".join(ROW.format(n=number, day=number) for number in range(12, 0, -1))
    listed.origin.page("/a.htm", LISTING.format(rows=rows + "<!-- as before -->"))
    listed.later(hours=7)
    before = listed.origin.asked.count("/info/12.htm")
    await listed.round()
    assert (await listed.health("a"))[0] is Health.OK
    await listed.read_articles()
    assert len(await listed.titles("a")) == 12
    assert listed.origin.asked.count("/info/12.htm") == before, "an old acquaintance is not read anew"
