"""The demo site over HTTP, on a real server at 127.0.0.1."""

import asyncio
import io
import re
import socket
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urljoin

import httpx
import pytest
import uvicorn
from lxml import html

from service.demo.app import demo_app
from service.demo.menu import DUTIES, PROFILE, SECTIONS, section_at
from service.demo.notices import Kind, Notice
from service.demo.site import DemoSite

START = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> DemoSite:
    return DemoSite(started_at=START, every=timedelta(minutes=1), clock=clock)


@pytest.fixture
async def web(site: DemoSite) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the site. Its socket listens before the server runs, so nothing has to wait for it."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(demo_app(site), log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve([listening]))
    host, port = listening.getsockname()
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}") as client:
        yield client
    server.should_exit = True
    await serving
    listening.close()


async def page(web: httpx.AsyncClient, path: str) -> Any:
    answer = await web.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return parsed(answer)


def parsed(answer: httpx.Response) -> Any:
    """The page as lxml reads it; what its XPath brings has no type worth narrowing in a test."""
    return html.document_fromstring(answer.text)


def links(document: Any, path: str) -> dict[str, str]:
    """Texts by the address they lead to, seen from the root; only those within the site."""
    found = {
        urljoin(path, href): link.text_content().strip()
        for link in document.iter("a")
        if not re.match(r"\w+:", href := link.get("href") or "")
    }
    return {address.partition("#")[0]: text for address, text in found.items()}


def notice_of_kind(site: DemoSite, kind: Kind) -> Notice:
    notices = (site.write(slot) for section in SECTIONS for slot in site.listing(section))
    return next(notice for notice in notices if notice.kind is kind)


async def test_the_home_page_shows_the_two_level_menu(web: httpx.AsyncClient) -> None:
    document = await page(web, "/")
    menu = {}
    for entry in document.xpath('//div[@class="nav"]/ul/li'):
        name = entry.find("a").text
        menu[name] = [(link.text, link.get("href")) for link in entry.findall("ul/li/a")]
    assert list(menu) == [
        *(
            "学校首页",
            "部门首页",
            "部门简介",
            "组织工作",
            "统战工作",
            "清廉信工",
            "师德师风",
            "部门职责",
            "下载专区",
        )
    ]
    assert [name for name, _ in menu["组织工作"]] == ["工作动态", "组织通知", "党员发展", "办事指南", "政策理论"]
    assert ("警示教育", "qlxg/jsjy.htm") in menu["清廉信工"]
    assert ("警示教育", "sdsf/jsjy.htm") in menu["师德师风"]


async def test_every_link_within_the_site_leads_somewhere(web: httpx.AsyncClient) -> None:
    seen = set()
    waiting = {"/index.htm", "/bmjj.htm", *(section.path for section in SECTIONS)}
    articles_left = 40
    while waiting:
        path = waiting.pop()
        seen.add(path)
        if "/system/" in path:
            assert (await web.get(path)).status_code == 200, path
            continue
        if path.startswith("/info/"):
            articles_left -= 1
            if articles_left < 0:
                continue
        waiting |= links(await page(web, path), path).keys() - seen
    assert {section.path for section in SECTIONS} | {PROFILE.path, DUTIES.path} <= seen


async def test_the_pager_leads_through_all_notices_of_a_section(web: httpx.AsyncClient, site: DemoSite) -> None:
    section = SECTIONS[0]
    path, found, pages = section.path, [], []
    while path:
        pages.append(path)
        document = await page(web, path)
        rows = document.xpath('//ul[contains(@class, "list")]/li[starts-with(@id, "line_u9_")]')
        found += [(urljoin(path, row.find("a").get("href")), row.find("span").text) for row in rows]
        following = document.xpath('//span[@class="p_next p_fun"]/a/@href')
        path = urljoin(path, following[0]) if following else ""
    assert pages == ["/zzgz/gzdt.htm", "/zzgz/gzdt/3.htm", "/zzgz/gzdt/2.htm", "/zzgz/gzdt/1.htm"]
    expected = [site.write(slot) for slot in site.listing(section)]
    assert found == [(notice.path, notice.day.isoformat()) for notice in expected]
    assert len(found) > 60


async def test_a_long_title_is_cut_and_stands_whole_in_its_attribute(web: httpx.AsyncClient) -> None:
    document = await page(web, "/zzgz/zztz.htm")
    cut = [link for link in document.xpath('//ul[contains(@class, "list")]//a') if link.text.endswith("…")]
    assert cut
    assert all(link.get("title").startswith(link.text[:-1]) and len(link.text) == 36 for link in cut)
    assert document.xpath('//ul[contains(@class, "list")]/li[1]/i/text()') == ["置顶"]


async def test_an_article_page(web: httpx.AsyncClient, site: DemoSite) -> None:
    notice = notice_of_kind(site, Kind.PINNED)
    answer = await web.get(notice.path)
    document = parsed(answer)
    assert "<!--Announced by Visual SiteBuilder" in answer.text
    assert document.xpath('//meta[@name="pageTitle"]/@content') == [notice.title]
    form = document.xpath('//form[@name="_newscontent_fromname"]')[0]
    assert form.findtext("h1") == notice.title
    facts = form.xpath('.//div[@class="facts"]')[0]
    assert f"发布日期:{notice.day}" in facts.text
    assert facts.findtext("script") == f'_showDynClicks("wbnews", 1604912733, {notice.number})'
    body = form.xpath('.//*[@id="vsb_content"]/div[@class="v_news_content"]')[0]
    assert body.text_content().split() == notice.text.split()
    assert body.xpath(".//p/strong/span/text()")
    position = document.xpath('//div[@class="position"]')[0].text_content()
    assert position == "部门首页 > 组织工作 > 正文"
    assert [paragraph.text[:4] for paragraph in form.xpath('.//div[@class="near"]/p')] == ["上一篇：", "下一篇："]


async def test_attachments_stand_outside_the_body_and_can_be_fetched(
    web: httpx.AsyncClient, site: DemoSite
) -> None:
    notice = notice_of_kind(site, Kind.PINNED)
    document = await page(web, notice.path)
    files = document.xpath('//form//a[contains(@href, "download.jsp")]')
    assert [link.text for link in files] == list(notice.attachments)
    assert not document.xpath('//*[@id="vsb_content"]//a')
    assert re.search(r"附件【.+】已下载.*次", files[0].getparent().text_content())
    word = next(link for link in files if link.text.endswith(".docx"))
    answer = await web.get(urljoin(notice.path, word.get("href")))
    assert unquote(answer.headers["content-disposition"]) == f"attachment; filename*=UTF-8''{word.text}"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert notice.title in package.read("word/document.xml").decode()


async def test_an_article_that_is_a_pdf(web: httpx.AsyncClient, site: DemoSite) -> None:
    notice = notice_of_kind(site, Kind.PDF)
    answer = await web.get(notice.path)
    call = re.search(r'showVsbpdfIframe\("([^"]+)"', answer.text)
    assert call is not None
    file = await web.get(urljoin(notice.path, call[1]))
    assert file.headers["content-type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")


async def test_an_article_that_is_a_picture(web: httpx.AsyncClient, site: DemoSite) -> None:
    notice = notice_of_kind(site, Kind.PICTURE)
    document = await page(web, notice.path)
    body = document.get_element_by_id("vsb_content")
    assert body.text_content().strip() == ""
    (picture,) = body.iter("img")
    answer = await web.get(urljoin(notice.path, picture.get("src")))
    assert answer.headers["content-type"] == "image/svg+xml"
    assert notice.title in answer.text


async def test_an_external_notice_links_away(web: httpx.AsyncClient, site: DemoSite) -> None:
    notice = notice_of_kind(site, Kind.EXTERNAL)
    document = await page(web, notice.section.path)
    addresses = [link.get("href") for link in document.xpath('//ul[contains(@class, "list")]//a')]
    assert notice.address in addresses
    assert (await web.get(notice.path)).headers["location"] == notice.address


async def test_pages_that_did_not_change_are_not_sent_again(
    web: httpx.AsyncClient, site: DemoSite, clock: Clock
) -> None:
    clock.now += timedelta(seconds=15)
    news, other = "/zzgz/gzdt.htm", "/zzgz/bszn.htm"
    first = {
        path: await web.get(path) for path in ("/", news, other, PROFILE.path, "/robots.txt", "/style/site.css")
    }
    for path, answer in first.items():
        assert answer.headers["last-modified"]
        for header, value in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
            again = await web.get(path, headers={header: answer.headers[value]})
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["etag"] == answer.headers["etag"]

    clock.now += timedelta(seconds=8)
    for path, status in (("/", 200), (news, 200), (other, 304), (PROFILE.path, 304)):
        again = await web.get(path, headers={"if-none-match": first[path].headers["etag"]})
        assert again.status_code == status, path
        again = await web.get(path, headers={"if-modified-since": first[path].headers["last-modified"]})
        assert again.status_code == status, path
    section = section_at("zzgz/gzdt")
    assert section is not None
    newest = site.write(site.listing(section)[0])
    assert newest.path in links(await page(web, news), news)


async def test_an_etag_outweighs_a_date(web: httpx.AsyncClient, clock: Clock) -> None:
    clock.now += timedelta(seconds=15)
    answer = await web.get("/")
    headers = {"if-none-match": '"other"', "if-modified-since": answer.headers["last-modified"]}
    assert (await web.get("/", headers=headers)).status_code == 200
    weak = {"if-none-match": f'"other", W/{answer.headers["etag"]}'}
    assert (await web.get("/", headers=weak)).status_code == 304


async def test_a_date_is_withheld_while_its_second_lasts(web: httpx.AsyncClient, site: DemoSite) -> None:
    notice = site.publish()
    answer = await web.get(notice.section.path)
    assert "last-modified" not in answer.headers
    site.publish()
    again = await web.get(notice.section.path, headers={"if-modified-since": "Tue, 10 Mar 2026 01:30:00 GMT"})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere", "/nowhere.htm", "/zzgz/gzdt/0.htm", "/zzgz/gzdt/4.htm", "/zzgz/gzdt/x.htm", "/zzgz.htm"),
        *("/info/1006/999.htm", "/info/1006/99999.htm", "/info/9/1001.htm", "/__local/1001/content.pdf"),
        *("/system/_content/download.jsp", "/system/_content/download.jsp?wbfileid=99", "/style/other.css"),
    ],
)
async def test_what_is_not_there_is_told_on_a_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 404
    assert "您访问的页面不存在" in answer.text
    home = parsed(answer).xpath('//a[text()="返回部门首页"]/@href')
    assert urljoin(path, home[0]) == "/index.htm"


async def test_the_counter_is_not_in_the_page(web: httpx.AsyncClient, site: DemoSite, clock: Clock) -> None:
    notice = notice_of_kind(site, Kind.PINNED)
    clicks = "/system/resource/code/news/click/dynclicks.jsp"
    before = await web.get(notice.path)
    views = int((await web.get(clicks, params={"clickid": notice.number, "clicktype": "wbnews"})).text)
    clock.now += timedelta(seconds=10)
    assert (await web.get(notice.path)).headers["etag"] == before.headers["etag"]
    clock.now += timedelta(days=30)
    assert int((await web.get(clicks, params={"clickid": notice.number, "clicktype": "wbnews"})).text) > views
    downloads = await web.get(clicks, params={"clickid": str(notice.number * 10), "clicktype": "wbnewsfile"})
    assert int(downloads.text) >= 0


async def test_robots_allow_the_pages(web: httpx.AsyncClient) -> None:
    answer = await web.get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /system/resource/code/\n"
