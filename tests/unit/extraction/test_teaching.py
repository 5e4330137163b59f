import pytest

from service.domain.poll import Page
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.extraction.teaching import pointable, taught

MENU = (
    '<ul class="menu"><li><a href="/">首页</a></li><li><a href="/a/">通知</a></li>'
    '<li><a href="/b/">新闻</a></li></ul>'
)


def page_of(body: str) -> Page:
    html = f"<html><head><title>页</title></head><body>{MENU}{body}</body></html>"
    return Page(Url.parse("https://college.example.edu.cn/a/"), 200, "text/html", "utf-8", html.encode(), None)


def number_of(page: Page, title: str) -> int:
    """As a person finds it: the button that says so."""
    before, found, _ = pointable(page, form="pick", name="item").partition(f">{title}</button>")
    assert found, f"no button says {title!r}"
    return int(before.rpartition('value="')[2].partition('"')[0])


def titles(page: Page, recipe: Recipe) -> list[str]:
    return [found.title for found in extract_listing(page, zone="Asia/Shanghai", recipe=recipe).candidates]


ROWS = "".join(
    f'<li class="row n{n}"><a href="/info/{n}.htm">第{n}号通知</a><i>2026-11-0{n}</i></li>' for n in range(1, 6)
)


def test_one_item_teaches_the_list_it_stands_in() -> None:
    page = page_of(f'<div class="list"><ul>{ROWS}</ul></div>')
    first, *_ = taught(page, number_of(page, "第3号通知"))
    assert titles(page, first) == [f"第{n}号通知" for n in range(1, 6)]
    assert first.item == "div.list > ul > li.row"


def test_rows_whose_classes_alternate_are_one_list() -> None:
    rows = "".join(
        f'<tr class="{"eo"[n % 2]}dd"><td>{n}</td><td><a href="/info/{n}.htm">第{n}号通知</a></td></tr>'
        for n in range(1, 7)
    )
    page = page_of(f"<table id='notices'><tbody>{rows}</tbody></table>")
    first, *_ = taught(page, number_of(page, "第4号通知"))
    assert len(titles(page, first)) == 6


def test_the_title_is_found_beside_another_link() -> None:
    rows = "".join(
        f'<li><span><a href="/dept/{n}/">教务处{n}</a></span><h3><a href="/info/{n}.htm">第{n}号通知</a></h3></li>'
        for n in range(1, 5)
    )
    page = page_of(f'<ul class="list">{rows}</ul>')
    first, *_ = taught(page, number_of(page, "第2号通知"))
    assert titles(page, first) == [f"第{n}号通知" for n in range(1, 5)]


def test_each_box_of_a_page_is_a_list_of_its_own() -> None:
    other = ROWS.replace("号通知", "号新闻")
    page = page_of(f'<div class="box"><ul>{ROWS}</ul></div><div class="box"><ul>{other}</ul></div>')
    first, *_ = taught(page, number_of(page, "第3号新闻"))
    found = titles(page, first)
    assert [title for title in found if title.endswith("新闻")] == [f"第{n}号新闻" for n in range(1, 6)]


@pytest.mark.parametrize("number", [-1, 99])
def test_a_link_that_is_not_there_teaches_nothing(number: int) -> None:
    assert taught(page_of(ROWS), number) == []


def test_a_link_that_stands_alone_teaches_nothing() -> None:
    page = page_of('<p><a href="/only.htm">唯一的链接</a></p>')
    assert taught(page, number_of(page, "唯一的链接")) == []


def test_what_is_pointed_at_runs_and_loads_nothing() -> None:
    page = page_of(
        f"<script>alert(1)</script><style>p{{}}</style><img src=x onerror=alert(1)><iframe src='//evil'></iframe>"
        f"<form action='//evil'><input name=a></form><p onclick=x style='color:red'>说明</p><ul>{ROWS}</ul>"
        "<a href='/x.htm'><script>alert(2)</script>一个&lt;b&gt;标题</a>"
    )
    shown = pointable(page, form="pick", name="item", found={"college.example.edu.cn/info/2.htm"})
    for danger in (
        "<script",
        "alert",
        "<style",
        "<img",
        "<iframe",
        "<form",
        "<input",
        "onclick",
        "style=",
        "href",
        "evil",
    ):
        assert danger not in shown, danger
    assert "<p>说明</p>" in shown
    assert "一个&lt;b&gt;标题</button>" in shown


def test_what_was_found_is_marked() -> None:
    page = page_of(f"<ul>{ROWS}</ul>")
    listing = extract_listing(page, zone="Asia/Shanghai", recipe=Recipe("li.row"))
    shown = pointable(page, form="pick", name="item", found={listing.candidates[1].url.canonical})
    assert shown.count('class="found"') == 1
    (button,) = [found for found in shown.split("<button") if 'class="found"' in found]
    assert f">{listing.candidates[1].title}</button>" in button
