"""What a page's reading says of itself can be said in Chinese, whatever the page is."""

import re
from datetime import UTC, datetime

import pytest

from service.domain.poll import Page, PageKind
from service.domain.remark import Remark
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.polling.visit import failed_listing
from service.wording.remarks import in_language

ROWS = "".join(
    f"<li><a href='/info/{n}.htm'>第{n}期学生活动安排的通知</a><span>2026-11-{n:02d}</span></li>"
    for n in range(20, 0, -1)
)
ITEMS = "".join(f"<item><title>第{n}期</title><link>https://x.example/{n}</link></item>" for n in range(3))
PROSE = "<p>现将有关事项通知如下，请各单位遵照执行。</p>" * 40
HTML = "text/html"
PAGES = {
    "a list": (HTML, f"<h2>通知</h2><ul class='news'>{ROWS}</ul><a href='/2.htm'>下一页</a>", PageKind.LISTING),
    "a feed": ("text/xml", f"<rss version='2.0'><channel>{ITEMS}</channel></rss>", PageKind.LISTING),
    "nothing yet": (HTML, "<h2>通知</h2><p>暂无内容</p>", PageKind.EMPTY),
    "a login": (HTML, "<title>统一身份认证</title><form><input type='password'></form>", PageKind.LOGIN),
    "a challenge": (HTML, "<script>document.cookie='a=1';location.reload()</script>", PageKind.CHALLENGE),
    "an error": (HTML, "<title>页面不存在</title><p>您访问的页面不存在</p>", PageKind.ERROR),
    "an article": (
        HTML,
        f"<h1>关于放假的通知</h1><p>发布时间：2026-11-01 来源：办公室 浏览次数：12</p>{PROSE}<p>上一篇：无</p>",
        PageKind.ARTICLE,
    ),
    "a shell": (
        HTML,
        "<div id='app'></div><script src='a.js'></script><script></script>",
        PageKind.SHELL,
    ),
    "a picture": ("image/png", "x", PageKind.OTHER),
    "hardly anything": (HTML, "<p>hello</p>", PageKind.OTHER),
}


def page(media_type: str, body: str) -> Page:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Page(Url.parse("https://x.example/list.htm"), 200, media_type, "utf-8", body.encode(), now)


@pytest.mark.parametrize("name", PAGES)
def test_all_evidence_of_a_page_can_be_said_in_chinese(name: str) -> None:
    media_type, body, kind = PAGES[name]
    listing = extract_listing(page(media_type, body), zone="Asia/Shanghai")
    assert listing.kind is kind
    assert listing.evidence
    for line in listing.evidence:
        assert isinstance(line, Remark), line
        assert re.search("[一-鿿]", in_language(line, "zh")), line
    failure = failed_listing(listing)
    if failure is not None:
        assert re.match("[一-鿿].*（.*）$", in_language(failure.cause, "zh"))
        assert in_language(failure.advice, "zh") != failure.advice


def test_the_evidence_of_a_recipe_too() -> None:
    listing = extract_listing(page(*PAGES["a list"][:2]), zone="Asia/Shanghai", recipe=Recipe("ul.news > li"))
    assert [in_language(line, "zh") for line in listing.evidence] == ["20 项符合管理者的选择器 'ul.news > li'"]
