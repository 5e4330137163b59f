"""Lists in odd layouts: tables, columns, cards, headings, lines, pinned rows, few items, odd links."""

from tests.unit.extraction.drawn.paper import (
    CHINESE,
    ENGLISH,
    Drawn,
    Notice,
    chinese_page,
    english_page,
    expected,
    rows,
)

SCHOOL = "http://xy.example.edu.cn"
SITE = "https://www.example.org"
URL = f"{SCHOOL}/tzgg.htm"


def show(one: Notice) -> str:
    return f"{SCHOOL}/show/{one.number}.html"


def line(one: Notice) -> str:
    return f'<li><a href="/show/{one.number}.html">{one.title}</a><span>{one.ymd}</span></li>'


def undated(one: Notice) -> str:
    return f'<li><a href="/show/{one.number}.html">{one.title}</a></li>'


def _whole_row(one: Notice) -> str:
    return f'<a class="row" href="/show/{one.number}.html"><div class="t">{one.title}</div><div class="s">各单位：现将有关事项通知如下，请认真组织落实，并按时报送材料。</div><div class="d">{one.ymd}</div></a>'


def _two_links(one: Notice) -> str:
    return f'<li><a href="/c/12.html">[教务]</a> <a href="/show/{one.number}.html">{one.title}</a> <span>{one.ymd}</span></li>'


def _department_after(one: Notice) -> str:
    return f'<tr><td><a href="/show/{one.number}.html">{one.title}</a></td><td><a href="/dept/{one.number % 7}.html">某某某某管理与服务中心办公室</a></td><td>{one.ymd}</td></tr>'


def _department_before(one: Notice) -> str:
    return f'<tr><td>{one.number % 100}</td><td><a href="/dept/{one.number % 7}.html">某某某某管理与服务中心办公室</a></td><td><a href="/show/{one.number}.html">{one.title}</a></td><td>{one.ymd}</td></tr>'


def _fonts(one: Notice) -> str:
    return f"""<TR><TD height=22 width="5%"><IMG src="images/dot.gif"></TD><TD><FONT size=2><A href="show/{one.number}.html" target=_blank><FONT color=#003366>{one.title}</FONT></A></FONT><FONT color=#999999 size=2>({one.day.year}-{one.day.month}-{one.day.day})</FONT></TD>"""


def _card(one: Notice) -> str:
    return f'<div class="col-md-4"><div class="card"><a href="/show/{one.number}.html"><img src="/p/{one.number}.jpg" alt=""></a><div class="card-body"><h5 class="card-title">{one.title}</h5><p>{one.ymd}</p><a class="btn" href="/show/{one.number}.html">查看详情</a></div></div></div>'


def _columns(notices: tuple[Notice, ...]) -> str:
    pairs = [notices[place : place + 2] for place in range(0, len(notices), 2)]
    cell = '<td>·<a href="/show/{0.number}.html">{0.title}</a></td><td>{0.ymd}</td>'
    return (
        "<table>"
        + "".join("<tr>" + "".join(cell.format(one) for one in pair) + "</tr>" for pair in pairs)
        + "</table>"
    )


def _onclick(one: Notice) -> str:
    return f"""<li><a href="javascript:void(0)" onclick="window.open('/show/{one.number}.html')">{one.title}</a><span>{one.ymd}</span></li>"""


def _javascript_href(one: Notice) -> str:
    return f"""<tr><td><a href="javascript:window.open('/show/{one.number}.html');void(0)">{one.title}</a></td><td>{one.ymd}</td></tr>"""


def _location(one: Notice) -> str:
    return f"""<div class="item" onclick="location.href='/show/{one.number}.html'"><h4>{one.title}</h4><span>{one.ymd}</span></div>"""


def _data_href(one: Notice) -> str:
    return f"""<li class="item" data-href="/show/{one.number}.html"><p>{one.title}</p><i>{one.ymd}</i></li>"""


def _pdf(one: Notice) -> str:
    return f'<tr><td>{one.title}</td><td>{one.ymd}</td><td><a href="/files/{one.number}.pdf">PDF</a></td><td><a href="/files/{one.number}.doc">Word</a></td></tr>'


def _entities(one: Notice) -> str:
    return f'<li><a href="show.asp?id={one.number}&amp;cid=3&amp;title=%B9%FA">{one.title}</a>&nbsp;&nbsp;<span>[{one.ymd}]</span></li>'


def _spaces(one: Notice) -> str:
    return f'<li>\n  <a\n href=" /show/{one.number}.html\n"\n>\n\n   {one.title}\n  </a>\n <span>  {one.ymd} </span></li>'


def _new_badge(one: Notice) -> str:
    new = '<img src="/images/new.gif" alt="new">' if one.day.year == 2025 else ""
    return f'<li><i>{one.number % 12}</i><a href="/show/{one.number}.html">{new}<font color="red">{one.title}</font></a><b class="hot">HOT</b><span>{one.ymd}</span></li>'


def _month_groups(notices: tuple[Notice, ...]) -> str:
    months = list(dict.fromkeys((one.day.year, one.day.month) for one in notices))
    return "".join(
        f"<h3>{year}年{month}月</h3><ul>"
        + "".join(
            f'<li><span>{one.day.day}日</span><a href="/show/{one.number}.html">{one.title}</a></li>'
            for one in notices
            if (one.day.year, one.day.month) == (year, month)
        )
        + "</ul>"
        for year, month in months
    )


def _english_line(one: Notice) -> str:
    return f'<li><a href="/n/{one.number}">{one.title}</a> <small>{one.day:%d %b %Y}</small></li>'


def _author_first(one: Notice) -> str:
    return f'<div class="entry"><a class="avatar" href="/u/{one.number % 5}"><img alt="Anna Example" src="/a.png"></a><div><a class="user" href="/u/{one.number % 5}">Anna Example</a> · {one.day:%d %b %Y}<h2><a href="/n/{one.number}">{one.title}</a></h2><p>A few words of what this is about, written by the author for the readers of the site, so that they know.</p><a href="/n/{one.number}#c">4 comments</a> <a href="/t/web">#web</a> <a href="/t/life">#life</a></div></div>'


PINNED = Notice(900, "关于启用新版网上办事大厅的公告", CHINESE[-1].day)
ONE, TWO, THREE = CHINESE[:1], CHINESE[:2], CHINESE[:3]
NEXT = '<div class="page"><a href="tzgg2.htm">下一页</a></div>'

PAGES = (
    Drawn(
        "whole-rows-linked",
        URL,
        chinese_page(f'<div class="list">{rows(CHINESE, _whole_row)}</div>'),
        expected(CHINESE, show),
    ),
    Drawn(
        "category-and-title", URL, chinese_page(f"<ul>{rows(CHINESE, _two_links)}</ul>"), expected(CHINESE, show)
    ),
    Drawn(
        "department-after",
        URL,
        chinese_page(f"<table>{rows(CHINESE, _department_after)}</table>"),
        expected(CHINESE, show),
    ),
    Drawn(
        "department-before",
        URL,
        chinese_page(f"<table>{rows(CHINESE, _department_before)}</table>"),
        expected(CHINESE, show),
    ),
    Drawn(
        "fonts-unclosed",
        URL,
        chinese_page(f"<TABLE><TBODY>{rows(CHINESE, _fonts)}</TBODY></TABLE>"),
        expected(CHINESE, show),
    ),
    Drawn("cards", URL, chinese_page(f'<div class="row">{rows(CHINESE, _card)}</div>'), expected(CHINESE, show)),
    Drawn("two-columns", URL, chinese_page(_columns(CHINESE)), expected(CHINESE, show)),
    Drawn(
        "two-lists-side-by-side",
        URL,
        chinese_page(
            f'<div class="l"><ul>{rows(CHINESE[:6], line)}</ul></div><div class="r"><ul>{rows(CHINESE[6:], line)}</ul></div>'
        ),
        expected(CHINESE, show),
    ),
    Drawn(
        "groups-of-five",
        URL,
        chinese_page(
            f"<div><ul>{rows(CHINESE[:5], line)}</ul><ul>{rows(CHINESE[5:10], line)}</ul><ul>{rows(CHINESE[10:], line)}</ul></div>"
        ),
        expected(CHINESE, show),
    ),
    Drawn("onclick", URL, chinese_page(f"<ul>{rows(CHINESE, _onclick)}</ul>"), expected(CHINESE, show)),
    Drawn(
        "javascript-href",
        URL,
        chinese_page(f"<table>{rows(CHINESE, _javascript_href)}</table>"),
        expected(CHINESE, show),
    ),
    Drawn(
        "onclick-location",
        URL,
        chinese_page(f"<div class='l'>{rows(CHINESE, _location)}</div>"),
        expected(CHINESE, show),
    ),
    Drawn(
        "data-href", URL, chinese_page(f"<ul class='l'>{rows(CHINESE, _data_href)}</ul>"), expected(CHINESE, show)
    ),
    Drawn(
        "documents",
        URL,
        chinese_page(
            f"<table><tr><th>文件名</th><th>日期</th><th colspan=2>下载</th></tr>{rows(CHINESE, _pdf)}</table>"
        ),
        expected(CHINESE, lambda one: f"{SCHOOL}/files/{one.number}.pdf"),
    ),
    Drawn(
        "entities",
        f"{SCHOOL}/more.asp?cid=3",
        chinese_page(f"<ul>{rows(CHINESE, _entities)}</ul>"),
        expected(CHINESE, lambda one: f"{SCHOOL}/show.asp?id={one.number}&cid=3&title=%B9%FA"),
    ),
    Drawn("white-space", URL, chinese_page(f"<ul>{rows(CHINESE, _spaces)}</ul>"), expected(CHINESE, show)),
    Drawn("badges", URL, chinese_page(f"<ul>{rows(CHINESE, _new_badge)}</ul>"), expected(CHINESE, show)),
    Drawn(
        "pinned-other-markup",
        URL,
        chinese_page(
            f'<div class="top"><em>置顶</em><a href="/show/900.html">{PINNED.title}</a><span>{PINNED.ymd}</span></div><ul>{rows(CHINESE, line)}</ul>'
        ),
        expected((PINNED, *CHINESE), show),
    ),
    Drawn("one-item", URL, chinese_page(f'<ul class="list">{rows(ONE, line)}</ul>'), expected(ONE, show)),
    Drawn("two-items", URL, chinese_page(f'<ul class="list">{rows(TWO, line)}</ul>'), expected(TWO, show)),
    Drawn("three-items", URL, chinese_page(f'<ul class="list">{rows(THREE, line)}</ul>'), expected(THREE, show)),
    Drawn(
        "one-item-div",
        URL,
        chinese_page(
            f'<div class="list"><div class="item"><a href="/show/{ONE[0].number}.html">{ONE[0].title}</a><span>{ONE[0].ymd}</span></div></div>'
        ),
        expected(ONE, show),
    ),
    Drawn(
        "undated",
        URL,
        chinese_page(f'<ul class="list">{rows(CHINESE, undated)}</ul>'),
        expected(CHINESE, show, dated=False),
    ),
    Drawn(
        "short-titles",
        URL,
        chinese_page(
            '<ul class="list">'
            + "".join(
                f'<li><a href="/show/{n}.html">{t}</a><span>2025-02-{20 - n:02d}</span></li>'
                for n, t in enumerate(
                    ("放假通知", "停水通知", "停电通知", "课表", "校历", "招聘启事", "讲座预告", "失物招领")
                )
            )
            + "</ul>"
        ),
        tuple(
            (f"{SCHOOL}/show/{n}.html", t, f"2025-02-{20 - n:02d}")
            for n, t in enumerate(
                ("放假通知", "停水通知", "停电通知", "课表", "校历", "招聘启事", "讲座预告", "失物招领")
            )
        ),
    ),
    Drawn(
        "base-href",
        f"{SCHOOL}/a/b/tzgg.htm",
        chinese_page(
            f"<ul>{rows(CHINESE, lambda one: line(one).replace('/show/', 'show/'))}</ul>",
            head=f'<base href="{SCHOOL}/x/">',
        ),
        expected(CHINESE, lambda one: f"{SCHOOL}/x/show/{one.number}.html"),
    ),
    Drawn(
        "english-list",
        f"{SITE}/news/",
        english_page(f"<h1>News</h1><ul>{rows(ENGLISH, _english_line)}</ul>"),
        expected(ENGLISH, lambda one: f"{SITE}/n/{one.number}"),
    ),
    Drawn(
        "authors-first",
        f"{SITE}/",
        english_page(rows(ENGLISH, _author_first), title="Example"),
        expected(ENGLISH, lambda one: f"{SITE}/n/{one.number}"),
    ),
    Drawn("months", URL, chinese_page(_month_groups(CHINESE)), expected(CHINESE, show)),
    Drawn("no-frame", URL, f"<title>通知公告</title><ul>{rows(CHINESE, line)}</ul>", expected(CHINESE, show)),
    Drawn(
        "hot-list-beside",
        URL,
        chinese_page(
            f'<div class="main"><ul>{rows(CHINESE, line)}</ul></div><div class="box"><h3>热门文章</h3><ol>{rows(tuple(Notice(one.number - 5000, "热门：" + one.title, one.day) for one in CHINESE), undated)}</ol></div>'
        ),
        expected(CHINESE, show),
    ),
    Drawn(
        "recent-list-beside-dated",
        URL,
        chinese_page(
            f'<div class="main"><ul>{rows(CHINESE, line)}</ul><div class="page">1/12 <a href="tzgg2.htm">下一页</a></div></div><div class="box"><h3>最新发布</h3><ul>{rows(tuple(Notice(one.number - 5000, "另有：" + one.title, one.day) for one in CHINESE), line)}</ul></div>'
        ),
        expected(CHINESE, show),
        f"{SCHOOL}/tzgg2.htm",
    ),
    Drawn(
        "slides-before",
        URL,
        chinese_page(
            f'<div class="slides"><ul>{"".join(f"""<li><a href="/show/{n}.html"><img src="/s{n}.jpg"></a><p>学校隆重举行某某年开学典礼暨表彰大会之{n}</p></li>""" for n in range(5))}</ul></div><div class="c"><ul>{rows(CHINESE, line)}</ul></div>'
        ),
        expected(CHINESE, show),
    ),
    Drawn(
        "long-menu-alike",
        URL,
        chinese_page(f'<div class="c"><ul>{rows(CHINESE[:6], line)}</ul></div>').replace(
            '<div class="left">',
            '<div class="left"><ul>'
            + "".join(f'<li><a href="/lm/{n}.html">某某某某管理与服务工作专题栏目{n}</a></li>' for n in range(25))
            + "</ul>",
        ),
        expected(CHINESE[:6], show),
    ),
)
