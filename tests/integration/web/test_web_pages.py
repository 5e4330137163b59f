import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from service.domain.source import Site, SiteId, Source, SourceId
from service.domain.urls import Url
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import Newsroom

CHINESE = {"accept-language": "zh-CN,zh;q=0.9"}
ENGLISH = {"accept-language": "en-GB"}
FIRST = SourceId("college-0")


class References(HTMLParser):
    """Every address that a page makes a browser load, and every link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("script", "img", "iframe"):
            self.loaded.append(values.get("src", ""))
        if tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.loaded.append(values["href"])
        if tag == "a":
            self.links.append(values.get("href", ""))
        self.inline += [name for name in values if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in values) else []


async def pages_of(client: httpx.AsyncClient) -> dict[str, str]:
    paths = ["/", "/?q=组织", "/sites/college", "/sources/college-0", "/nothing/here", "/unsubscribe/secret"]
    source = await client.get("/sources/college-0")
    entry = re.search(r'entries/(\w+)"', source.text)
    assert entry
    paths.append(f"/entries/{entry[1]}")
    return {path: (await client.get(path)).text for path in paths}


async def test_the_first_page_lists_areas_and_sections_with_their_feeds(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于开展主题党日活动的通知")
    newsroom.clock.advance(minutes=3)
    page = await client.get("/", headers=CHINESE)
    assert page.status_code == 200
    text = page.text
    assert text.index("<h3>组织工作</h3>") < text.index("<h3>清廉信工</h3>") < text.index("<h3>师德师风</h3>")
    assert text.count(">警示教育</a>") == 2
    assert "关于开展主题党日活动的通知" in text
    assert "3分钟前读取" in text
    assert "<b>5</b> 个栏目" in text
    assert "<b>16</b> 条通知" in text
    for feed in ("all", "college", "college-zuzhigongzuo", "college-0"):
        assert f'value="{PUBLIC_URL}/feeds/{feed}.rss"' in text
        assert f'href="./feeds/{feed}.rss"' in text
    assert 'href="./feeds.opml"' in text
    assert '<link rel="alternate" type="application/rss+xml"' in text


async def test_both_languages_by_browser_address_and_cookie(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    assert '<html lang="zh-CN">' in (await client.get("/", headers=CHINESE)).text
    english = await client.get("/", headers=ENGLISH)
    assert '<html lang="en">' in english.text
    assert "How to subscribe" in english.text
    assert english.headers["content-language"] == "en"
    assert "Accept-Language" in english.headers["vary"]
    assert "set-cookie" not in english.headers
    chosen = await client.get("/?lang=zh", headers=ENGLISH)
    assert '<html lang="zh-CN">' in chosen.text
    kept = await client.get("/sources/college-0", headers=ENGLISH)
    assert '<html lang="zh-CN">' in kept.text
    assert '<html lang="zh-CN">' in (await client.get("/", headers={"accept-language": "fr"})).text


async def test_the_search_works_without_script(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    found = (await client.get("/", params={"q": "组织通知"}, headers=ENGLISH)).text
    assert found.count('<li class="section"') == 1
    assert "1 section found" in found
    assert 'value="组织通知"' in found
    nothing = (await client.get("/", params={"q": '<b>"x'}, headers=ENGLISH)).text
    assert "Nothing found" in nothing
    assert "<b>&#34;x" not in nothing
    assert 'value="&lt;b&gt;&#34;x"' in nothing


async def test_a_source_shows_its_health_and_its_newest_entries(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "新的通知")
    newsroom.clock.advance(hours=2)
    await newsroom.fail(FIRST, "the server did not answer within 20 s")
    page = (await client.get("/sources/college-0", headers=ENGLISH)).text
    assert "unreachable" in page
    assert "the server did not answer within 20 s" in page
    assert "2 hours ago" in page
    assert page.index("新的通知") < page.index("往期通知第0号")
    assert page.count('class="out quiet"') == 4
    assert f'value="{PUBLIC_URL}/feeds/college-0.rss"' in page
    home = (await client.get("/", headers=ENGLISH)).text
    assert "1 section needs attention" in home


async def test_an_entry_reads_without_loading_anything_from_elsewhere(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    source = await client.get("/sources/college-0")
    path = re.search(r"entries/\w+", source.text)
    assert path
    page = (await client.get(f"/{path[0]}", headers=CHINESE)).text
    assert "<h1>往期通知第0号</h1>" in page
    assert "<h2>安排</h2>" in page
    assert "组织部" in page
    assert "附件1：登记表.docx" in page
    assert "34.5 kB" in page
    assert "图片: 会场" in page
    assert "<img src=" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    "path", ["/nothing", "/sources/nobody", "/entries/0", "/sites/x", "/feeds/x.rss", "/mailbox"]
)
async def test_what_is_not_there_says_so_in_both_languages(client: httpx.AsyncClient, path: str) -> None:
    chinese = await client.get(path, headers=CHINESE)
    english = await client.get(path, headers=ENGLISH)
    assert chinese.status_code == english.status_code == 404
    assert "这里什么也没有" in chinese.text
    assert "There is nothing here" in english.text


async def test_nothing_watched_yet_tells_how_to_begin(client: httpx.AsyncClient) -> None:
    page = await client.get("/", headers=ENGLISH)
    assert page.status_code == 200
    assert "noticewire add https://" in page.text


async def test_the_demo_is_introduced(open_client: Callable[..., httpx.AsyncClient], newsroom: Newsroom) -> None:
    await newsroom.open()
    page = (await open_client(demo_url="http://127.0.0.1:8766/").get("/", headers=ENGLISH)).text
    assert 'This is the demo: noticewire watches <a href="http://127.0.0.1:8766/">' in page
    assert "This is the demo" not in (await open_client().get("/", headers=ENGLISH)).text


async def test_pages_load_nothing_but_our_own_files_and_hold_nothing_inline(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret")
    for path, html in (await pages_of(client)).items():
        found = References(html)
        assert found.inline == [], path
        assert found.loaded, path
        for address in found.loaded:
            assert re.match(r"(\./|(\.\./)+)(static/|favicon)", address), (path, address)
            answer = await client.get(httpx.URL(f"http://testserver{path}").join(address))
            assert answer.status_code == 200, (path, address)


async def test_every_link_inside_leads_somewhere(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    for path, html in (await pages_of(client)).items():
        for link in References(html).links:
            if link.startswith(("http", "feed:", "#")):
                continue
            answer = await client.get(httpx.URL(f"http://testserver{path}").join(link))
            assert answer.status_code == (404 if "nothing" in path or "unsubscribe" in path else 200) or (
                link.startswith("../") and answer.status_code == 200
            ), (path, link)


async def test_every_page_is_guarded(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    for path in ("/", "/sources/college-0", "/nothing", "/static/style.css", "/healthz"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


async def test_pages_stay_small_on_the_wire(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    request = client.build_request("GET", "/", headers={"accept-encoding": "gzip"})
    answer = await client.send(request, stream=True)
    raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    rest = sum([len((await client.get(f"/static/{name}")).content) for name in ("style.css", "page.js")])
    assert len(raw) + rest < 100_000


async def test_static_files_are_kept_by_browsers_under_their_marked_address(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    marked = re.search(r"static/style\.css\?\w+", (await client.get("/")).text)
    assert marked
    style = await client.get(f"/{marked[0]}")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["cache-control"]
    assert "immutable" not in (await client.get("/static/style.css?old")).headers["cache-control"]
    again = await client.get(f"/{marked[0]}", headers={"if-none-match": style.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.get("/static/%2e%2e/app.py")).status_code == 404
    assert (await client.get("/favicon.svg")).headers["content-type"] == "image/svg+xml"


async def test_a_site_with_very_many_sections_is_folded(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    status = await newsroom.store.source(FIRST)
    assert status is not None
    many = [
        replace(
            status.source,
            id=SourceId(f"more-{number}"),
            url=status.source.url.join(f"/more/{number}.htm"),
            section=("更多", f"栏目{number}"),
        )
        for number in range(200)
    ]
    await newsroom.store.add(status.site, many, newsroom.clock())
    page = (await client.get("/")).text
    assert page.count('<li class="section"') == 0
    assert 'href="./sites/college"' in page
    assert (await client.get("/sites/college")).text.count('<li class="section"') == 205
    assert (await client.get("/", params={"q": "栏目199"})).text.count('<li class="section"') == 1


async def test_an_unforeseen_error_becomes_a_page_and_a_database_failure_too(
    open_client: Callable[..., httpx.AsyncClient], newsroom: Newsroom, tmp_path: Path
) -> None:
    client = open_client(mailbox=tmp_path / "a file")
    (tmp_path / "a file").write_text("not a folder")
    assert (await client.get("/mailbox")).status_code == 200
    await newsroom.store.close()
    answer = await client.get("/", headers=ENGLISH)
    assert answer.status_code in (500, 503)
    assert "<h1>" in answer.text


async def test_five_hundred_sections_stand_as_a_tree_on_one_light_page(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    for number in range(50):
        site = Site(SiteId(f"s{number}"), Url.parse(f"https://s{number}.example.edu.cn/"), f"第{number}学院")
        sections = [
            Source(SourceId(f"s{number}-{place}"), site.id, site.url.join(f"{place}"), "栏", ("大类", str(place)))
            for place in range(10)
        ]
        await newsroom.store.add(site, sections, newsroom.clock())
    page = await client.get("/")
    assert page.text.count('<details class="tree">') == 50
    assert page.text.count('href="./sources/') == 500
    assert len(gzip.compress(page.content, 6)) < 60_000
