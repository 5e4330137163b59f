"""Listings as sites draw them, written here in the shapes that sites have."""

from datetime import UTC, datetime

import pytest

from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing

FETCHED = datetime(2025, 2, 26, 3, 0, tzinfo=UTC)
TITLES = (
    "关于召开2025年全区教育工作会议的通知",
    "党群工作部开展主题党日活动",
    "关于做好发展党员工作的通知",
    "2024年度先进集体和先进个人评选结果公示",
    "关于组织参加统战理论学习班的通知",
    "学校召开师德师风建设推进会",
    "关于开展廉洁文化作品征集活动的通知",
    "关于公布第三批优秀课程名单的通知",
)
DAYS = (
    "2025-02-21",
    "2025-02-18",
    "2025-02-11",
    "2025-01-20",
    "2025-01-09",
    "2024-12-30",
    "2024-12-12",
    "2024-11-05",
)
MENU = "".join(
    f'<li><a href="{place}/list.htm">{name}</a></li>'
    for place, name in enumerate(("部门首页", "部门简介", "组织工作", "统战工作", "下载专区"))
)


def read(
    body: str,
    *,
    url: str = "http://dept.example.edu.cn/zzgz/tzgg.htm",
    head: str = "",
    fetched: bool = True,
    status: int = 200,
) -> Listing:
    top = f"<head><meta charset=utf-8><title>组织通知-某学院党群工作部</title>{head}</head>"
    html = f"<html>{top}<body>{body}</body></html>"
    page = Page(Url.parse(url), status, "text/html", None, html.encode(), FETCHED if fetched else None)
    return extract_listing(page, zone="Asia/Shanghai")


def framed(content: str) -> str:
    menu = f'<div class="nav"><ul>{MENU}</ul></div>'
    return f'{menu}<div class="right"><h2>组织通知</h2>{content}</div><div>版权所有</div>'


def titles(listing: Listing) -> list[str]:
    return [one.title for one in listing.candidates]


def days(listing: Listing) -> list[str | None]:
    return [one.published.day.isoformat() if one.published else None for one in listing.candidates]


def items(shape: str) -> str:
    return "".join(
        shape.format(
            href=f"../info/1006/{1200 - place}.htm", title=title, day=day, y=day[:4], m=day[5:7], d=day[8:]
        )
        for place, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )


@pytest.mark.parametrize(
    "shape",
    [
        '<li><a href="{href}">{title}</a><span>{day}</span></li>',
        '<li><span>[{day}]</span><a href="{href}" title="{title}">{title:.9}...</a></li>',
        '<li id="line_u8_0"><a href="{href}">{title}</a>&nbsp;{y}年{m}月{d}日</li>',
        '<li><a href="{href}"><div><p>{m}/{d}</p><span>{y}</span></div><h3>{title}</h3><p>{title}各单位</p></a>',
        '<li><a href="{href}"><b>{d}</b><i>{y}-{m}</i></a><a href="{href}">{title}</a><a href="{href}">详情</a>',
        '<li>[<a href="../tz/list.htm">通知</a>] <a href="{href}">{title}</a> <em>{y}.{m}.{d}</em></li>',
        '<li><div><a href="{href}"><img src=a.jpg></a></div><div><a href="{href}">{title}</a><p>{day}</p></div>',
        '<li><a href="{href}"><span>·</span>{title}</a><span class="time">发布时间：{day} 10:30</span></li>',
    ],
)
def test_rows_of_a_list(shape: str) -> None:
    listing = read(framed(f"<ul>{items(shape)}</ul>"))
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


@pytest.mark.parametrize(
    "table",
    [
        "<table>{rows}</table>",
        "<table><tr><th>序号</th><th>标题</th><th>日期</th></tr>{rows}</table>",
        "<table><tbody>{rows}</tbody><tr><td><a href='1.htm'>下页</a> <a href='9.htm'>尾页</a></td></tr></table>",
    ],
)
@pytest.mark.parametrize(
    "row",
    [
        '<tr><td>1</td><td><a href="{href}">{title}</a></td><td>{day}</td></tr>',
        '<tr><td><table><tr><td><a href="{href}">{title}</a></td></tr></table></td><td>{day}</td></tr>',
        '<tr><td><a href="{href}">{title}</a></td></tr><tr><td>{day} 点击 12</td></tr>',
        '<tr><td>{title}</td><td>{day}</td><td><a href="{href}">查看</a></td></tr>',
    ],
)
def test_rows_of_a_table(table: str, row: str) -> None:
    listing = read(framed(table.replace("{rows}", items(row))))
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


def test_links_in_lines() -> None:
    lines = items('<a href="{href}">{title}</a> ({day})<br>')
    listing = read(framed(f"<div>{lines}</div>"))
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


def test_definition_lists() -> None:
    pairs = items('<dt><a href="{href}">{title}</a></dt><dd>{day}</dd>')
    listing = read(framed(f"<dl>{pairs}</dl>"))
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


def test_lists_by_month_are_one_listing() -> None:
    rows = [
        f'<li><a href="/a/{place}.html">{title}</a><span>{day}</span></li>'
        for place, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    listing = read(framed(f"<h3>二月</h3><ul>{''.join(rows[:3])}</ul><h3>一月</h3><ul>{''.join(rows[3:])}</ul>"))
    assert titles(listing) == list(TITLES)


def test_days_as_headings_date_what_stands_below_them() -> None:
    body = "".join(
        f"<h3>{day}</h3><ul>"
        + "".join(f'<li><a href="/a/{day}-{n}.html">{TITLES[n]}第{n}次</a></li>' for n in range(4))
        + "</ul>"
        for day in ("2025年2月21日", "2025年2月20日")
    )
    assert days(read(framed(body))) == ["2025-02-21"] * 4 + ["2025-02-20"] * 4


def test_years_that_are_not_written_are_inferred_if_the_page_has_an_age() -> None:
    rows = items('<li><a href="/c/{m}{d}.html">{title}</a><span>{m}-{d}</span></li>')
    body = framed(f"<ul>{rows}</ul>")
    assert days(read(body)) == list(DAYS)
    assert days(read(body, fetched=False)) == [None] * 8


def test_a_date_can_come_from_the_address() -> None:
    rows = items('<li><a href="./{y}{m}/t{y}{m}{d}_77{d}.html">{title}</a></li>')
    listing = read(framed(f"<ul>{rows}</ul>"))
    assert days(listing) == list(DAYS)
    assert listing.candidates[0].article_id == "trs:7721"


def test_pinned_rows_are_marked() -> None:
    rows = items('<li><a href="{href}">{title}</a><span>{day}</span></li>')
    first = (
        '<li><i>置顶</i><a href="../info/1006/900.htm">关于启用新版信息系统的通知</a><span>2024-03-01</span></li>'
    )
    listing = read(framed(f"<ul>{first}{rows}</ul>"))
    assert [one.pinned for one in listing.candidates] == [True] + [False] * 8


def test_an_old_row_above_newer_ones_is_pinned_without_saying_so() -> None:
    rows = items('<li><a href="{href}">{title}</a><span>{day}</span></li>')
    first = '<li><a href="../info/1006/900.htm">关于启用新版信息系统的通知</a><span>2024-03-01</span></li>'
    listing = read(framed(f"<ul>{first}{rows}</ul>"))
    assert [one.pinned for one in listing.candidates] == [True] + [False] * 8


def test_a_longer_sidebar_is_not_the_listing() -> None:
    hot = "".join(
        f'<li><a href="../info/9/{n}.htm">热门:{title}之{n}</a></li>' for n in range(3) for title in TITLES
    )
    rows = items('<li><a href="{href}">{title}</a><span>{day}</span></li>')
    listing = read(framed(f'<ul>{rows}</ul></div><div class="sidebar"><h3>热点</h3><ul>{hot}</ul>'))
    assert titles(listing) == list(TITLES)


@pytest.mark.parametrize("count", [1, 2])
def test_a_young_section_with_few_items(count: int) -> None:
    rows = "".join(
        f'<li id="line_u8_{n}"><a href="../info/1006/{1200 - n}.htm">{TITLES[n]}</a><span>{DAYS[n]}</span></li>'
        for n in range(count)
    )
    body = framed(f"<ul>{rows}</ul>")
    listing = read(
        body, head="<!--Announced by Visual SiteBuilder 9--><script src='../_sitegray/_sitegray.js'></script>"
    )
    assert titles(listing) == list(TITLES[:count])


def test_what_spoke_for_it_is_told() -> None:
    rows = items('<li id="line_u8_1"><a href="{href}">{title}</a><span>{day}</span></li>')
    pager = '<span class="p_next"><a href="tzgg/3.htm">下页</a></span>'
    here = '<p>您的位置：<a href="/">首页</a> > <a href="../zzgz.htm">组织工作</a> > 组织通知</p>'
    head = "<!--Announced by Visual SiteBuilder 9--><script src='../_sitegray/_sitegray.js'></script>"
    listing = read(framed(f"{here}<ul>{rows}</ul>{pager}"), head=head)
    assert listing.method == "VSB"
    assert listing.section == ("组织工作", "组织通知")
    assert str(listing.next_page) == "http://dept.example.edu.cn/zzgz/tzgg/3.htm"
    assert listing.candidates[0].article_id == "vsb:1200"
    assert "8 of 8 rows have a date" in listing.evidence
    assert listing.confidence > 0.9


def test_the_records_of_an_xml_island() -> None:
    rows = items(
        "<record><![CDATA[<p><a href='/art/{y}/{m}/{d}/art_1_{m}{d}.html'>{title}</a> {day}</p>]]></record>"
    )
    island = (
        f'<div id="12"><script type="text/xml"><datastore><recordset>{rows}</recordset></datastore></script></div>'
    )
    listing = read(framed(island), url="http://www.example.gov.cn/col/col1/index.html")
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)
    assert listing.candidates[0].article_id == "hanweb:0221"


def test_items_in_the_state_of_a_script() -> None:
    rows = ",".join(
        f'{{"id":{n},"title":"{title}","url":"/p/{n}","publishTime":"{day} 08:00:00"}}'
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    listing = read(f'<div id="app"></div><script>window.__INITIAL_STATE__ = {{"list":[{rows}]}};</script>')
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


@pytest.mark.parametrize(
    ("body", "url", "status", "kind"),
    [
        (
            "<p>请输入账号</p><form><input name=u><input type=password></form>",
            "http://a.example/x",
            200,
            PageKind.LOGIN,
        ),
        (
            "<script>document.cookie='a=1';location.reload()</script>",
            "http://a.example/x",
            412,
            PageKind.CHALLENGE,
        ),
        (
            "<script>var $_ts=window['$_ts'];</script><script src=/b.js></script>",
            "http://a.example/x",
            200,
            PageKind.CHALLENGE,
        ),
        ("<h1>404 Not Found</h1>", "http://a.example/x", 200, PageKind.ERROR),
        ("<div>您访问的页面不存在或已删除</div>", "http://a.example/x", 200, PageKind.ERROR),
        (
            '<div id="app"></div><script src=a.js></script><script src=b.js></script>',
            "http://a.example/x",
            200,
            PageKind.SHELL,
        ),
        (framed("<ul></ul><div>暂无数据</div>"), "http://a.example/x/list.htm", 200, PageKind.EMPTY),
        (framed("<ul></ul><div>共0条 1/1</div>"), "http://a.example/x/list.htm", 200, PageKind.EMPTY),
    ],
)
def test_what_is_no_listing_is_told_apart(body: str, url: str, status: int, kind: PageKind) -> None:
    listing = read(body, url=url, status=status)
    assert (listing.kind, listing.candidates) == (kind, ())
    assert listing.evidence


def test_an_article_with_a_long_list_beside_it_is_an_article() -> None:
    related = "".join(
        f'<li><a href="{n}.htm">{title}</a><span>{day}</span></li>'
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    text = "".join(
        f"<p>会议指出,要坚持和加强党对教育工作的全面领导,健全高质量学校党建工作体系,压实主体责任。{n}</p>"
        for n in range(12)
    )
    head = f"<h1>{TITLES[0]}</h1><div>发布日期:2025-02-21 作者:张三</div>"
    body = f"{head}{text}<p>上一篇:无</p><p>下一篇:无</p><h3>相关文章</h3><ul>{related}</ul>"
    assert read(body, url="http://dept.example.edu.cn/show-12345.html").kind is PageKind.ARTICLE


def test_other_types_are_not_read() -> None:
    page = Page(Url.parse("http://a.example/a.pdf"), 200, "application/pdf", None, b"%PDF", None)
    assert extract_listing(page, zone="Asia/Shanghai").kind is PageKind.OTHER


def test_a_headline_in_its_own_template_leads_the_list() -> None:
    rows = items('<li><a href="{href}">{title}</a><span>{day}</span></li>')
    headline = (
        '<div class="top"><a href="../info/1006/1300.htm"><img src="/a.jpg"></a>'
        '<h3><a href="../info/1006/1300.htm">学校召开党的建设工作会议</a></h3><i>2025-02-22</i></div>'
    )
    listing = read(framed(f"{headline}<ul>{rows}</ul>"))
    assert titles(listing) == ["学校召开党的建设工作会议", *TITLES]


@pytest.mark.parametrize(
    ("row", "picture", "expected"),
    [
        ('<li><a href="{href}">{title}</a></li>', '<img src="/a.jpg">', True),
        ('<li><a href="{href}">{title}</a></li>', "", False),
        ('<li><a href="{href}">{title}</a><span>{day}</span></li>', '<img src="/a.jpg">', False),
    ],
)
def test_a_headline_without_a_date_has_a_picture_and_no_dates_below(
    row: str, picture: str, *, expected: bool
) -> None:
    headline = (
        f'<div class="top"><a href="../info/1006/1300.htm">{picture}</a>'
        '<h3><a href="../info/1006/1300.htm">学校召开党的建设工作会议</a></h3></div>'
    )
    if not picture:
        headline = headline.replace('<a href="../info/1006/1300.htm"></a>', "")
    listing = read(framed(f"{headline}<ul>{items(row)}</ul>"))
    assert titles(listing) == [*["学校召开党的建设工作会议"] * expected, *TITLES]


def test_rows_whose_date_stands_in_the_row_before() -> None:
    rows = items('<tr><td>{day}</td></tr><tr><td><a href="{href}">{title}</a></td></tr>')
    assert days(read(framed(f"<table>{rows}</table>"))) == list(DAYS)


@pytest.mark.parametrize("shape", ["{title} {day}", "[{day}]{title}", "{title}（{y}年{m}月{d}日）"])
def test_a_date_that_every_link_ends_or_begins_with_is_no_part_of_the_title(shape: str) -> None:
    listing = read(framed("<ul>" + items('<li><a href="{href}">' + shape + "</a></li>") + "</ul>"))
    assert titles(listing) == list(TITLES)
    assert days(listing) == list(DAYS)


def test_a_date_that_one_title_speaks_of_is_not_the_rows() -> None:
    rows = items('<li><a href="{href}">{title}</a></li>')
    one = '<li><a href="../info/1006/999.htm">关于2025年3月1日开学的通知</a></li>'
    listing = read(framed(f"<ul>{one}{rows}</ul>"))
    assert days(listing) == [None] * 9
    assert titles(listing)[0] == "关于2025年3月1日开学的通知"


def test_a_headline_over_a_dated_text_outweighs_a_dated_list_beside_it() -> None:
    rows = items('<li><a href="show-{m}{d}.html">{title}</a><span>{day}</span></li>')
    said = "会议指出,要坚持和加强党对教育工作的全面领导,健全高质量学校党建工作体系,压实全面从严治党主体责任。"
    text = "".join(f"<p>{said}{n}</p>" for n in range(8))
    headline = "组织通知-某学院党群工作部年终总结会议召开"
    body = f"<h1>{headline}</h1><p>时间：2025-02-21</p>{text}<h3>最新文章</h3><ul>{rows}</ul>"
    html = f"<html><head><meta charset=utf-8><title>{headline}</title></head><body>{body}</body></html>"
    page = Page(Url.parse("http://x.example.cn/news/show-123.html"), 200, "text/html", None, html.encode(), None)
    assert extract_listing(page, zone="Asia/Shanghai").kind is PageKind.ARTICLE


def test_what_was_left_out_is_counted_by_reason() -> None:
    rows = items('<li><a href="{href}">{title}</a><span>{day}</span></li>')
    more = (
        '<li><a href="http://ads.example.com/1">本店全场五折欢迎光临选购</a><em>广告</em></li>'
        '<li><a href="../info/1006/1200.htm">关于召开2025年全区教育工作会议的通知</a><span>2025-02-21</span></li>'
        '<li><a href="tzgg/3.htm">下一页</a></li>'
    )
    listing = read(framed(f"<ul>{rows}{more}</ul>"))
    assert titles(listing) == list(TITLES)
    assert listing.rejections == {"an advertisement": 1, "the same link again": 1, "a link of the pager": 1}


def test_a_tab_that_leads_to_a_section_is_no_row_of_an_undated_list() -> None:
    rows = "".join(f'<li><a href="/info/{place}.htm">{title}</a></li>' for place, title in enumerate(TITLES))
    tab = '<li><a href="../162/index.html">公司公告与信息披露</a></li>'
    listing = read(f'<div class="box"><h3>公司动态</h3><ul class="list">{tab}{rows}</ul></div>')
    assert [one.title for one in listing.candidates] == list(TITLES)
    assert listing.rejections == {"a link to a section": 1}
