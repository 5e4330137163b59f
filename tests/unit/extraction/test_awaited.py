"""Lists beside the page's own: one that a script still fills, a tab that is not shown, an archive folded up."""

import pytest

from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing

DAYS = range(26, 16, -1)


def rows(first: int, month: int) -> str:
    return "".join(
        f'<li><a href="/tz/{first + n}.html">关于开展第{first + n}次专项检查工作的通知</a>'
        f"<i>2025-{month:02}-{n:02}</i></li>"
        for n in DAYS
    )


def read(body: str) -> Listing:
    html = f"<html><head><meta charset=utf-8><title>通知公告</title></head><body>{body}</body></html>"
    return extract_listing(
        Page(Url.parse("http://x.example.cn/tz/"), 200, "text/html", None, html.encode(), None),
        zone="Asia/Shanghai",
    )


SIDE = f'<div class="side"><h3>最新要闻</h3><ul>{rows(0, 2)}</ul></div>'
FRAME = "".join(f"<p>本栏目第{n}条说明：办理时间见公告栏</p>" for n in range(40))
FETCHES = '<script>$.get("/api/list", fill)</script>'


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        (f'<ul id="list"></ul>{FETCHES}', PageKind.SHELL),
        ("<p>正在加载...</p>", PageKind.SHELL),
        ("<p>暂无数据</p>", PageKind.EMPTY),
        ('<ul id="list"></ul>', PageKind.LISTING),
        (FETCHES, PageKind.LISTING),
        ("<p>本栏目公布本机关的各类通知</p>", PageKind.LISTING),
    ],
)
def test_a_list_beside_is_not_the_page_s_own_while_that_is_still_to_come(own: str, kind: PageKind) -> None:
    listing = read(f'<div class="c">{own}</div>{FRAME}{SIDE}')
    assert (listing.kind, bool(listing.candidates)) == (kind, kind is PageKind.LISTING)


def test_what_is_still_to_come_elsewhere_takes_nothing_from_the_page_s_own_list() -> None:
    listing = read(f'<div class="c"><ul>{rows(0, 2)}</ul></div><div class="side"><p>暂无数据</p></div>')
    assert len(listing.candidates) == len(DAYS)


def test_the_panel_of_another_tab_is_no_part_of_the_list() -> None:
    listing = read(f'<div class="tabs"><ul>{rows(0, 2)}</ul><ul style="display:none">{rows(100, 2)}</ul></div>')
    assert len(listing.candidates) == len(DAYS)


def test_an_archive_that_is_folded_up_is_part_of_the_list() -> None:
    folded = (
        f'<div><h4>2月</h4><ul>{rows(0, 2)}</ul><h4>1月</h4><ul style="display:none">{rows(100, 1)}</ul></div>'
    )
    assert len(read(folded).candidates) == 2 * len(DAYS)


def test_a_tag_before_a_title_that_the_title_attribute_leaves_out_is_no_part_of_it() -> None:
    named = [(n, f"关于开展第{n}次专项检查工作的通知") for n in DAYS]
    tagged = "".join(
        f'<li><a href="/tz/{n}.html" title="{title}"><b>[城东]</b>{title}</a><i>2025-02-{n:02}</i></li>'
        for n, title in named
    )
    assert [one.title for one in read(f"<ul>{tagged}</ul>").candidates] == [title for _, title in named]


def test_the_panel_that_is_marked_as_shown_counts() -> None:
    shown, other = f"<ul>{rows(0, 2)}</ul>", f"<ul>{rows(100, 2)}</ul>"
    panels = f'<div class="tab-item show">{shown}</div><div class="tab-item">{other}</div>'
    assert [one.title for one in read(f"<div>{panels}</div>").candidates] == [
        f"关于开展第{n}次专项检查工作的通知" for n in DAYS
    ]


def test_another_link_of_the_rows_that_is_the_same_in_all_is_no_row() -> None:
    table = "".join(
        f'<tr><td><a href="/tz/{n}.html">关于开展第{n}次专项检查工作的通知</a></td><td>2025-02-{n:02}</td>'
        f'<td><a href="/who/7.html">某办公室</a></td></tr>'
        for n in DAYS
    )
    assert len(read(f"<table>{table}</table>").candidates) == len(DAYS)


@pytest.mark.parametrize(
    ("shown", "attribute", "title"),
    [
        ("关于公布2025年度研究生导师招生", "关于公布2025年度研究生导师招生资格的通知", 1),
        ("关于公布2025年度研究生导师名单", "关于公布2025年度研究生导师名单 - 某大学", 0),
        ("关于公布2025年度研究生导师名单", "关于公布2025年度研究生导师名单：详情", 0),
        ("停水通知", "停水通知发布于后勤处", 0),
    ],
)
def test_a_title_that_is_cut_without_a_sign_is_completed(shown: str, attribute: str, title: int) -> None:
    first = f'<li><a href="/tz/99.html" title="{attribute}">{shown}</a><i>2025-02-27</i></li>'
    assert read(f"<ul>{first}{rows(0, 2)}</ul>").candidates[0].title == (shown, attribute)[title]


@pytest.mark.parametrize("words", ["次のページ", "Επόμενη", "下一頁", "Próxima", "Следующая", "다음 페이지"])
def test_a_link_of_the_pager_is_no_row(words: str) -> None:
    lines = "".join(
        f'<p>2025年2月{n}日</p><p><a href="/tz/{n}.html">関係機関への通知を第{n}回として公表しました</a></p>'
        for n in DAYS
    )
    listing = read(f'<div>{lines}<p><a href="/tz/index2.html">{words}</a></p></div>')
    assert len(listing.candidates) == len(DAYS)
    assert str(listing.next_page) == "http://x.example.cn/tz/index2.html"


def test_two_notices_of_one_day_under_its_heading_are_both_rows() -> None:
    shape = '<li><a href="/tz/{0}{1}.html">关于开展第{0}{1}次专项检查工作的通知</a></li>'
    days = "".join(
        f"<h3>2025年2月{n}日</h3><ul>{''.join(shape.format(n, m) for m in range(1 + (n == 20)))}</ul>"
        for n in DAYS
    )
    assert len(read(f"<div>{days}</div>").candidates) == len(DAYS) + 1
