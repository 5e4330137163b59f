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


BY_CALL = '<div class="page">共12页 <a href="javascript:go(2)">下一页</a></div><script>{}</script>'
SITE = "http://dept.example.edu.cn"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('function go(n){ location.href = "list" + n + ".htm"; }', f"{SITE}/xwzx/list2.htm"),
        (
            "function go(n) { if (n<2) location='a.htm'; else location='a_'+(n-1)+'.htm' }",
            f"{SITE}/xwzx/a_1.htm",
        ),
        (
            'var go = function(p, all){ var to = "/t?p=" + parseInt(p); window.location = to; }',
            f"{SITE}/t?p=2",
        ),
        ('function go(n){ location.replace("?page=" + n) }', f"{SITE}/xwzx/tzgg.htm?page=2"),
        ('function go(n){ location.href = base + "list" + n + ".htm"; }', None),
        ('function go(n){ location.href = "list" + (n * 20) + ".htm"; }', None),
        ('function go(n){ location.href = "list.htm"; }', None),
        ("function go(n){ load(n); }", None),
        ('function other(n){ location.href = "list" + n + ".htm"; }', None),
    ],
)
def test_a_function_of_the_page_is_followed_where_it_states_all_of_the_address(
    script: str, told: str | None
) -> None:
    assert next_page(BY_CALL.format(script)) == told


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ('<form action="/search">', f"{SITE}/search?kind=3&pageNo=2&order=new"),
        ('<form method="GET">', f"{SITE}/xwzx/tzgg.htm?kind=3&pageNo=2&order=new"),
        ('<form action="/search" method="post">', None),
    ],
)
def test_a_form_is_filled_for_the_next_page_unless_it_is_posted(form: str, told: str | None) -> None:
    fields = (
        '<input type="hidden" name="kind" value="3"><input type="hidden" id="pn" name="pageNo" value="1">'
        '<select name="order"><option value="old"></option><option value="new" selected></option></select></form>'
    )
    script = 'function go(n){ document.getElementById("pn").value = n; document.forms[0].submit(); }'
    assert next_page(form + fields + BY_CALL.format(script)) == told


@pytest.mark.parametrize(
    ("current", "told"), [(1, f"{SITE}/xwzx/list2.htm"), (4, f"{SITE}/xwzx/list5.htm"), (9, None)]
)
def test_pages_that_are_counted_beside_a_pager_without_links_are_named_as_the_system_names_them(
    current: int, told: str | None
) -> None:
    pager = f'<span>页码 <em class="curr_page">{current}</em>/<em class="all_pages">9</em></span>'
    name = "list.htm" if current == 1 else f"list{current}.htm"
    assert next_page(pager, url=f"{SITE}/xwzx/{name}") == told


@pytest.mark.parametrize(
    ("pager", "told"),
    [
        ('<div class="pages"><b>0</b> <a href="?from=10">10</a> <a href="?from=20">20</a></div>', "?from=10"),
        ('<div class="pages"><a href="?">0</a> <b>10</b> <a href="?from=20">20</a></div>', "?from=20"),
        ('<div class="pages"><b>1</b> <a href="?p=5">5</a> <a href="?p=20">20</a></div>', None),
        ('<div class="pages"><b>1</b> <a href="?p=2">2<span>페이지</span></a></div>', "?p=2"),
        ('<div class="bar"><a href="?s=20">Next 20 items »</a> <a href="?s=20">2</a></div>', "?s=20"),
        ('<div class="bar"><a href="/events">Next 5 events</a></div>', None),
        ("""<input type="button" value="下一页" onclick="location.href='a_2.htm'">""", "a_2.htm"),
    ],
)
def test_pages_may_be_named_by_their_first_item_or_with_words(pager: str, told: str | None) -> None:
    address = f"{SITE}/xwzx/tzgg.htm" if told and told.startswith("?") else f"{SITE}/xwzx/"
    assert next_page(pager) == (told and address + told)
