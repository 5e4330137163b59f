"""Menus as trees of sections, native feeds, and where a page says it stands."""

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import read_document
from service.extraction.outline import outline
from service.extraction.sections import breadcrumb, find_feeds, find_sections
from tests.unit.extraction.drawn.blind_homes import BLIND_HOMES, DrawnHome


def page(body: str, head: str = "") -> Page:
    html = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return Page(Url.parse("http://dept.example.edu.cn/index.htm"), 200, "text/html", None, html.encode(), None)


def paths(body: str) -> list[str]:
    return ["/".join(item.path) for item in find_sections(page(body))]


NESTED = """<div class="nav"><ul>
<li><a href="index.htm">网站首页</a></li><li><a href="bmjj.htm">部门简介</a></li>
<li><a href="qlxk/qlgz.htm">清廉信科</a><ul><li><a href="qlxk/qlgz.htm">清廉工作</a></li>
  <li><a href="qlxk/jsjy.htm">警示教育</a></li></ul></li>
<li><a href="sdsf/sdjs.htm">师德师风</a><ul><li><a href="sdsf/sdjs.htm">师德建设</a></li>
  <li><a href="sdsf/jsjy.htm">警示教育</a></li></ul></li>
<li><a href="http://news.example.com/">新闻网</a></li>
</ul></div>"""


def test_the_same_name_under_two_parents_stays_two_sections() -> None:
    assert paths(NESTED) == [
        "部门简介",
        "清廉信科",
        "清廉信科/清廉工作",
        "清廉信科/警示教育",
        "师德师风",
        "师德师风/师德建设",
        "师德师风/警示教育",
        "新闻网",
    ]


def test_addresses_are_whole() -> None:
    found = {"/".join(item.path): str(item.url) for item in find_sections(page(NESTED))}
    assert found["师德师风/警示教育"] == "http://dept.example.edu.cn/sdsf/jsjy.htm"
    assert found["新闻网"] == "http://news.example.com/"


BY_HEADING = (("组织工作", ("工作动态", "组织通知")), ("统战工作", ("统战动态", "政策文件")))
NESTED_LISTS = "".join(
    f"<li><span>{area}</span><ul>{''.join(f'<li><a href={name}.htm>{name}</a></li>' for name in names)}</ul></li>"
    for area, names in BY_HEADING
)
DEFINITIONS = "".join(
    f"<dl><dt>{area}</dt><dd>{''.join(f'<a href={name}.htm>{name}</a>' for name in names)}</dd></dl>"
    for area, names in BY_HEADING
)


@pytest.mark.parametrize("menu", [f"<ul>{NESTED_LISTS}</ul>", DEFINITIONS])
def test_headings_without_links_name_what_is_below(menu: str) -> None:
    assert paths(f"<div class=nav>{menu}</div>") == [
        "组织工作/工作动态",
        "组织工作/组织通知",
        "统战工作/统战动态",
        "统战工作/政策文件",
    ]


def test_sub_menus_in_blocks() -> None:
    menu = "".join(
        f'<div class="item"><a href="{n}.htm">栏目{n}</a><div class="sub"><a href="{n}a.htm">子栏目{n}甲</a>'
        f'<a href="{n}b.htm">子栏目{n}乙</a></div></div>'
        for n in "123"
    )
    assert paths(f'<div class="menu">{menu}</div>') == [
        path for n in "123" for path in (f"栏目{n}", f"栏目{n}/子栏目{n}甲", f"栏目{n}/子栏目{n}乙")
    ]


def test_pages_without_a_menu_have_no_sections() -> None:
    assert find_sections(page("<p>文字</p><a href=1.htm>一</a>")) == ()
    pager = "".join(f"<a href='index_{n}.html'>{n}</a>" for n in range(2, 9))
    assert find_sections(page(f"<div>{pager}</div>")) == ()


def test_native_feeds_are_found() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">'
        '<link rel="alternate" type="application/rss+xml" href="http://dept.example.edu.cn/feed">'
        '<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" href="a.css">'
    )
    assert [str(url) for url in find_feeds(page("", head))] == [
        "http://dept.example.edu.cn/feed/",
        "http://dept.example.edu.cn/atom.xml",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<div>当前位置：<a href="/">首页</a> > <a href="/a">组织工作</a> > 组织通知</div>',
            ("组织工作", "组织通知"),
        ),
        ('<p>您现在的位置：<a href="/">网站首页</a>&gt;&gt;<a href="/a">公告</a></p>', ("公告",)),
        ('<div class="breadcrumb"><a href="/">Home</a> / <a href="/n">News</a></div>', ("News",)),
        ('<div class="position"><a href="/">首页</a> > <a href="/a">组织工作</a> > 正文</div>', ("组织工作",)),
        ("<p>会议地点:行政楼</p>", ()),
    ],
)
def test_where_a_page_says_it_stands(body: str, expected: tuple[str, ...]) -> None:
    assert breadcrumb(outline(read_document(page(body)))) == expected


def test_feeds_that_a_page_links_to_are_found_behind_those_it_declares() -> None:
    head = '<link rel="alternate" type="application/atom+xml" href="/main.atom">'
    body = (
        '<a href="/feed/">RSS</a><a href="rss.xml">订阅</a><a href="/main.atom">again</a>'
        '<a href="/about/feedback">x</a><a href="https://elsewhere.example/rss.xml">x</a>'
        '<a href="/feed.json">JSON</a><a href="/rssnews/list.htm">x</a>'
    )
    assert [url.path for url in find_feeds(page(body, head))] == ["/main.atom", "/feed/", "/rss.xml", "/feed.json"]


@pytest.mark.parametrize("home", BLIND_HOMES, ids=lambda home: home.name)
def test_a_home_page_is_read_as_drawn(home: DrawnHome) -> None:
    found = [("/".join(item.path), str(item.url)) for item in find_sections(home.page())]
    base = Url.parse(home.url)
    assert sorted(found) == sorted((path, str(base.join(address))) for path, address in home.sections.items())
    assert [str(feed) for feed in find_feeds(home.page())] == [str(base.join(feed)) for feed in home.feeds]


def test_a_block_of_another_site_or_of_a_section_in_the_menu_makes_no_section() -> None:
    more = '<div><h3>工作简报</h3><a href="qlxk/qlgz.htm">更多</a></div>'
    away = '<div><h3>教育部</h3><a href="http://www.example.org/a/">更多</a></div>'
    assert paths(NESTED + more + away) == paths(NESTED)
