"""The owner's selectors, and which of them is to blame."""

import pytest

from service.domain.errors import NoCandidates
from service.domain.poll import Page
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.listing import extract_listing

BODY = """<div class="x"><p class="n"><a href="/menu">栏目</a></p>
<div class="row"><a class="t" href="1.htm" title="关于放假安排的通知">关于放假…</a>
 <i>5</i><b class="d">2025-02-21</b></div>
<div class="row"><a class="t" href="2.htm">关于开学的通知(2025-03-01起)</a>
 <i>6</i><b class="d">2025-02-20</b></div>
<div class="row"><span>没有链接</span></div></div>"""


def read(recipe: Recipe) -> list[tuple[str, str, str | None]]:
    html = f"<html><head><meta charset=utf-8></head><body>{BODY}</body></html>"
    page = Page(Url.parse("http://a.example.edu.cn/l/"), 200, "text/html", None, html.encode(), None)
    listing = extract_listing(page, zone="Asia/Shanghai", recipe=recipe)
    assert listing.method == "recipe"
    return [
        (one.url.path, one.title, one.published.day.isoformat() if one.published else None)
        for one in listing.candidates
    ]


def test_all_parts_given() -> None:
    assert read(Recipe(item="div.row", link="a.t", title="a.t", date="b.d")) == [
        ("/l/1.htm", "关于放假…", "2025-02-21"),
        ("/l/2.htm", "关于开学的通知(2025-03-01起)", "2025-02-20"),
    ]


def test_only_the_items_given_the_rest_is_found() -> None:
    assert read(Recipe(item="div.row")) == [
        ("/l/1.htm", "关于放假安排的通知", "2025-02-21"),
        ("/l/2.htm", "关于开学的通知(2025-03-01起)", "2025-02-20"),
    ]


def test_items_may_be_the_links_themselves() -> None:
    assert [path for path, _, _ in read(Recipe(item="div.row > a"))] == ["/l/1.htm", "/l/2.htm"]


@pytest.mark.parametrize(
    ("recipe", "blamed"),
    [
        (Recipe(item="ul.gone > li"), "item selector 'ul.gone > li' matches nothing"),
        (Recipe(item="div.row", link="a.gone"), "link selector 'a.gone' matches nothing in the 3 items"),
        (Recipe(item="div.row", title="h2"), "title selector 'h2' matches nothing"),
        (Recipe(item="div.row", date="time"), "date selector 'time' matches nothing"),
        (Recipe(item="div.row >"), "item selector 'div.row >' is no CSS selector"),
        (Recipe(item="div.row", link="a[[b"), "link selector 'a[[b' is no CSS selector"),
    ],
)
def test_the_selector_to_blame_is_named(recipe: Recipe, blamed: str) -> None:
    with pytest.raises(NoCandidates) as failure:
        read(recipe)
    assert blamed in failure.value.cause
    assert failure.value.url == "http://a.example.edu.cn/l/"
