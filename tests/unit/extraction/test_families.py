"""CMS families: each file loads, is known by its marks, and numbers its articles."""

import pytest
from lxml.cssselect import CSSSelector

from service.domain.urls import Url
from service.extraction.families import Family, load_families, recognise


@pytest.mark.parametrize("family", load_families(), ids=lambda family: family.name)
def test_every_selector_compiles(family: Family) -> None:
    listing, article = family.listing, family.article
    selectors = (*listing.items, *listing.link, *listing.pinned, *article.title, *article.date, *article.author)
    selectors += (*article.body, *article.attachments, *article.furniture, *article.blocked)
    for selector in selectors:
        CSSSelector(selector)
    assert family.fingerprints
    assert family.article_links


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("http://a.edu.cn/info/1006/1234.htm", "vsb:1234"),
        ("http://a.edu.cn/info/1006/1234-1.htm", "vsb:1234"),
        ("http://a.edu.cn/en/info/1006/1234.htm", "vsb:en/1234"),
        ("http://a.edu.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1006&wbnewsid=1234", "vsb:1234"),
        ("http://a.edu.cn/04/95/c24261a328853/page.htm", "sudy:328853"),
        ("http://a.edu.cn/2024/0603/c1234a56789/page.psp", "sudy:56789"),
        ("http://a.gov.cn/gzdt/202011/t20201127_65399695.html", "trs:65399695"),
        ("http://a.gov.cn/art/2024/6/3/art_1_234.html", "hanweb:234"),
        ("http://a.gov.cn/tzgg/content/post_3136785.html", "nfw:3136785"),
        ("http://bbs.a.cn/thread-123-1-1.html", "discuz:123"),
        ("http://bbs.a.cn/forum.php?mod=viewthread&tid=123&page=2", "discuz:123"),
        ("http://a.example/?p=12", "wordpress:12"),
    ],
)
def test_an_article_keeps_its_number_whatever_leads_to_it(address: str, number: str) -> None:
    family = next(one for one in load_families() if one.name == number.partition(":")[0])
    assert family.article_id(Url.parse(address)) == number


@pytest.mark.parametrize(
    "address", ["http://a.edu.cn/zzgz/tzgg.htm", "http://a.edu.cn/123/list.htm", "http://a.edu.cn/"]
)
def test_a_listing_has_no_article_number(address: str) -> None:
    assert [family.name for family in load_families() if family.article_id(Url.parse(address))] == []


def test_a_page_is_known_by_its_marks_or_its_links() -> None:
    marked = recognise("<!--Announced by Visual SiteBuilder 9-->", [])
    linked = recognise("<html>", [f"../info/1006/{number}.htm" for number in range(3)])
    assert (marked and marked.name, linked and linked.name) == ("vsb", "vsb")
    assert recognise("<html>", ["/a", "/b", "/c"]) is None
