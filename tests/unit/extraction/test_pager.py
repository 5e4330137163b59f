"""The next page, as pagers name it."""

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import read_document
from service.extraction.listing import extract_listing
from service.extraction.outline import outline
from service.extraction.pager import find_pager
from service.extraction.predictions import prediction


def next_page(body: str, url: str = "http://dept.example.edu.cn/xwzx/tzgg.htm", head: str = "") -> str | None:
    html = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    document = read_document(Page(Url.parse(url), 200, "text/html", None, html.encode(), None))
    found = find_pager(document, outline(document)).next_page
    return str(found) if found else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<a href="tzgg/4.htm">下页</a> <a href="tzgg/1.htm">尾页</a>',
            "http://dept.example.edu.cn/xwzx/tzgg/4.htm",
        ),
        ('<a class="next" href="list2.htm">下一页&gt;&gt;</a>', "http://dept.example.edu.cn/xwzx/list2.htm"),
        ('<a href="index_1.html"><span>下一页</span></a>', "http://dept.example.edu.cn/xwzx/index_1.html"),
        ('<a href="?page=2" title="下一页">&gt;</a>', "http://dept.example.edu.cn/xwzx/tzgg.htm?page=2"),
        ('<div class="pages"><a href="p1">1</a><a href="p2">»</a></div>', "http://dept.example.edu.cn/xwzx/p2"),
        ('<a href="/page/2">Older posts →</a>', "http://dept.example.edu.cn/page/2"),
        ('<a href="/p/2">次のページ</a>', "http://dept.example.edu.cn/p/2"),
        (
            '<div class="pager"><b>1</b> <a href="p2">2</a> <a href="p3">3</a></div>',
            "http://dept.example.edu.cn/xwzx/p2",
        ),
        (
            '<ul class="pagination"><li><a href="p1">1</a></li><li class="active"><a href="p2">2</a></li>'
            '<li><a href="p3">3</a></li></ul>',
            "http://dept.example.edu.cn/xwzx/p3",
        ),
        ('<a href="javascript:go(2)">下一页</a>', None),
        ('<a href="#">下一页</a>', None),
        ('<a href="tzgg.htm">下一页</a>', None),
        ('<div class="pager"><a href="p1">1</a> <a href="p2">2</a> <b>3</b></div>', None),
        ("<p>上一篇 <a href='12.htm'>关于放假的通知</a> 下一篇</p>", None),
        ('<a href="next.htm">下一届学生会选举</a>', None),
    ],
)
def test_the_next_page(body: str, expected: str | None) -> None:
    assert next_page(body) == expected


def test_what_the_document_declares_counts_where_no_link_says_it() -> None:
    declared = '<link rel="next" href="/blog/page/2">'
    assert next_page("<p>text</p>", head=declared) == "http://dept.example.edu.cn/blog/page/2"


def test_a_middle_page_leads_on_not_back() -> None:
    body = '<a href="list2.htm">上一页</a><a href="list4.htm">下一页</a>'
    assert (
        next_page(body, url="http://dept.example.edu.cn/1/list3.htm") == "http://dept.example.edu.cn/1/list4.htm"
    )


@pytest.mark.parametrize(
    ("pager", "told"),
    [
        ('<a href="tzgg/4.htm">下页</a>', "http://dept.example.edu.cn/xwzx/tzgg/4.htm"),
        ("""<a onclick="location.href='tzgg/4.htm'">下页</a>""", None),
        ('<div class="page"><script>createPageHTML(4, 0, "tzgg", "htm")</script></div>', None),
    ],
)
def test_the_predictions_tell_only_a_next_page_that_a_link_leads_to(pager: str, told: str | None) -> None:
    rows = "".join(
        f'<li><a href="info/1006/{n}.htm">关于开展第{n}次检查工作的通知</a><span>2026-11-{n:02}</span></li>'
        for n in range(20, 8, -1)
    )
    html = f"<html><meta charset=utf-8><body><ul>{rows}</ul>{pager}</body></html>"
    url = Url.parse("http://dept.example.edu.cn/xwzx/tzgg.htm")
    listing = extract_listing(Page(url, 200, "text/html", None, html.encode(), None), zone="Asia/Shanghai")
    assert listing.next_page is not None
    assert prediction(listing)["next_page"] == told
