"""Which page is a home page, to be followed by its sections, and which is one listing."""

import pytest

from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.extraction.sections import MenuItem
from service.polling.discovery import is_home

SITE = "http://x.example.cn"
ROWS = "".join(
    f'<li><a href="/tz/{n}.html">关于开展第{n}次专项检查工作的通知</a><i>2025-02-{n:02}</i></li>'
    for n in range(26, 16, -1)
)


def listing_of(body: str, path: str) -> Listing:
    html = f"<html><head><meta charset=utf-8><title>通知公告</title></head><body>{body}</body></html>"
    page = Page(Url.parse(SITE + path), 200, "text/html", None, html.encode(), None)
    return extract_listing(page, zone="Asia/Shanghai")


def menu_of(*paths: str) -> tuple[MenuItem, ...]:
    return tuple(MenuItem((path,), Url.parse(SITE + path)) for path in paths)


NEXT = '<a href="index_2.html">下一页</a>'
THREE = ("/a/", "/b/", "/c/")


@pytest.mark.parametrize(
    ("path", "pager", "menu", "home"),
    [
        ("/tz/index.html", "", ("/tz/hot/",), False),
        ("/tz/index.html", NEXT, ("/tz/hot/", "/tz/new/"), False),
        ("/tz/index.html", "", ("/tz/hot/", "/tz/new/"), True),
        ("/", "", ("/tz/",), False),
        ("/", NEXT, ("/tz/", "/about/"), False),
        ("/", NEXT, THREE, True),
        ("/", "", THREE, True),
        ("/", "", (), False),
        ("/tz/list.htm", "", THREE, False),
    ],
)
def test_one_block_beside_a_list_makes_no_home_page(
    path: str, pager: str, menu: tuple[str, ...], home: bool
) -> None:
    listing = listing_of(f"<ul>{ROWS}</ul>{pager}", path)
    assert listing.kind is PageKind.LISTING
    assert is_home(Url.parse(SITE + path), menu_of(*menu), listing) is home


def test_a_page_that_lists_nothing_is_followed_by_its_menu() -> None:
    listing = listing_of("<p>欢迎</p>", "/welcome.htm")
    assert is_home(Url.parse(f"{SITE}/welcome.htm"), menu_of("/tz/"), listing)
