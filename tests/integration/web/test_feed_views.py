"""What parameters, browsers and scripts of other sites get at the address of a feed."""

import json
from dataclasses import replace

import brotli
import feedparser
import httpx
import pytest

from service.domain.source import Origin, SourceId
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import SITE, Newsroom

FIRST, SECOND = SourceId("college-0"), SourceId("college-1")
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "accept-language": "en"}


@pytest.fixture
async def open_room(newsroom: Newsroom) -> Newsroom:
    await newsroom.open()
    return newsroom


async def titles(client: httpx.AsyncClient, address: str) -> list[str]:
    answer = await client.get(address)
    assert answer.status_code == 200
    return [entry.title for entry in feedparser.parse(answer.content).entries]


async def test_a_search_finds_every_written_form(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    await open_room.publish(FIRST, "关于２０２６年碩士研究生獎學金的通知")
    await open_room.publish(SECOND, "关于本科生奖学金的通知")
    both = ["关于本科生奖学金的通知", "关于２０２６年碩士研究生獎學金的通知"]
    assert sorted(await titles(client, "/feeds/search.atom?q=奖学金")) == sorted(both)
    assert await titles(client, "/feeds/search.rss?q=獎學金 -本科") == both[1:]
    assert await titles(client, "/feeds/search.atom?q=2026年") == both[1:]
    assert await titles(client, "/feeds/search.atom?q=没有这样的词") == []


async def test_a_search_reads_articles_and_the_names_of_their_files(
    open_room: Newsroom, client: httpx.AsyncClient
) -> None:
    await open_room.publish(FIRST, "一个通知")
    assert "一个通知" in await titles(client, "/feeds/search.atom?q=报送材料&limit=1")
    assert "一个通知" in await titles(client, "/feeds/search.atom?q=登记表&limit=200")


async def test_a_search_looks_within_a_feed_and_says_so(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    await open_room.publish(FIRST, "招聘公告")
    await open_room.publish(SECOND, "另一则招聘公告")
    answer = await client.get("/feeds/college-0.atom", params={"q": "招聘", "utm_source": "x"})
    parsed = feedparser.parse(answer.content)
    assert [entry.title for entry in parsed.entries] == ["招聘公告"]
    assert parsed.feed.title.startswith("招聘 - ")
    own = [link.href for link in parsed.feed.links if link.rel == "self"]
    assert own == [f"{PUBLIC_URL}/feeds/college-0.atom?q=%E6%8B%9B%E8%81%98"]
    other = feedparser.parse((await client.get("/feeds/college-0.atom?q=招聘公告")).content)
    assert other.feed.id != parsed.feed.id


async def test_a_search_follows_what_is_published_and_renamed(
    open_room: Newsroom, client: httpx.AsyncClient
) -> None:
    await open_room.publish(FIRST, "关于放价的通知")
    assert await titles(client, "/feeds/search.atom?q=放假") == []
    open_room.clock.advance(minutes=1)
    await open_room.rename(FIRST, "关于放价的通知", "关于放假的通知")
    assert await titles(client, "/feeds/college-0.atom?q=放假") == ["关于放假的通知"]


async def test_fewer_entries_and_less_of_them(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    assert len(await titles(client, "/feeds/all.atom?limit=2")) == 2
    documents = [
        (await client.get(f"/feeds/all.atom?limit=1&content={amount}")).content
        for amount in ("full", "summary", "title")
    ]
    full, summary, title = (feedparser.parse(document).entries[0] for document in documents)
    assert "各支部" in full.content[0].value
    assert summary.summary == "请于11月30日前报送材料。"
    assert "content" not in summary
    assert title.content[0].value == f'<p><a href="{title.link}">{title.title}</a></p>'
    for amount in ("summary", "title"):
        rss = feedparser.parse((await client.get(f"/feeds/all.rss?content={amount}")).content).entries[0]
        item = json.loads((await client.get(f"/feeds/all.json?content={amount}")).content)["items"][0]
        assert "各支部" not in str(rss) + str(item)
        assert rss.link == item["url"]
        assert "content_text" in item or "content_html" in item


async def test_a_parameter_that_means_nothing_is_answered_in_words(
    open_room: Newsroom, client: httpx.AsyncClient
) -> None:
    for query in ("limit=many", "content=all", "q=" + "x" * 300):
        answer = await client.get(f"/feeds/all.rss?{query}")
        assert answer.status_code == 400
        assert answer.text.startswith(query.partition("=")[0] + ":")


async def test_a_browser_gets_a_page_and_a_reader_the_feed(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    for _ in range(2):  # built, and from memory
        page = await client.get("/feeds/college-0.atom", headers=BROWSER)
        assert page.headers["content-type"].startswith("text/html")
        assert "This is a feed" in page.text
        assert "往期通知第0号" in page.text
        assert f"{PUBLIC_URL}/feeds/college-0.atom" in page.text
        raw = await client.get("/feeds/college-0.atom?raw", headers=BROWSER)
        assert raw.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert (await client.get("/feeds/college-0.atom")).content == raw.content
        assert "Accept" in page.headers["vary"]
        assert "accept" in raw.headers["vary"].split(", ")
    assert (await client.get("/feeds/nobody.atom", headers=BROWSER)).status_code == 404


async def test_brotli_from_memory(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    plain = await client.get("/feeds/all.rss", headers={"accept-encoding": "identity"})
    request = client.build_request("GET", "/feeds/all.rss", headers={"accept-encoding": "gzip, br"})
    packed = await client.send(request, stream=True)
    raw = b"".join([chunk async for chunk in packed.aiter_raw()])
    assert packed.headers["content-encoding"] == "br"
    assert packed.headers["etag"].endswith('-br"')
    assert brotli.decompress(raw) == plain.content


async def test_scripts_of_other_sites_may_read_feeds(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    asked = {
        "origin": "https://reader.example.org",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    allowed = await client.options("/feeds/all.json", headers=asked)
    assert allowed.status_code == 204
    assert "if-none-match" in allowed.headers["access-control-allow-headers"]
    assert allowed.headers["access-control-allow-origin"] == "*"
    first = await client.get("/feeds/all.json", headers={"origin": asked["origin"]})
    assert "etag" in first.headers["access-control-expose-headers"]
    again = await client.get("/feeds/all.json", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["access-control-allow-origin"] == "*"


async def test_every_page_names_the_feed_of_everything(open_room: Newsroom, client: httpx.AsyncClient) -> None:
    for path in ("/", "/sites/college", "/sources/college-0", "/feeds/all.rss"):
        page = await client.get(path, headers=BROWSER)
        assert page.status_code == 200
        assert 'type="application/atom+xml"' in page.text or "application/rss+xml" in page.text, path


async def test_a_tag_has_a_feed_of_its_own_as_long_as_a_source_has_it(
    open_room: Newsroom, client: httpx.AsyncClient
) -> None:
    store = open_room.store
    tagged = [
        replace(status.source, tags=frozenset({"jobs"}), origin=Origin.CONFIG)
        for status in await store.sources()
        if status.source.id in (FIRST, SECOND)
    ]
    assert (await client.get("/feeds/tags/jobs.atom")).status_code == 404
    await store.declare([SITE], tagged, [], [], open_room.clock())
    await open_room.publish(SECOND, "招聘公告")
    parsed = feedparser.parse((await client.get("/feeds/tags/jobs.atom")).content)
    assert len(parsed.entries) == 7
    assert parsed.entries[0].title == "招聘公告"
    assert parsed.feed.link == f"{PUBLIC_URL}/"
    assert f'xmlUrl="{PUBLIC_URL}/feeds/tags/jobs.rss"' in (await client.get("/feeds.opml")).text
    assert (await client.get("/feeds/tags/other.atom")).status_code == 404
