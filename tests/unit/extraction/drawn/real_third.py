"""Listings of still other real systems, drawn after both former sets had been mended, and read once before anything was."""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import (
    CAMPUS,
    ENGLISH_NEWS,
    GERMAN,
    JAPAN,
    TENDERS,
    chinese_campus,
    tender_portal,
    tidings,
    western,
)
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, links, rows

SITE = "https://www.example.gov"
PORTAL = "http://ggzy.example.gov.cn"
AREAS = ("市本级", "城东区", "河西区", "高新区")
GREEK = tidings(
    720,
    3,
    """
2025-02-24 Ανακοίνωση για τις εξετάσεις του εαρινού εξαμήνου
2025-02-18 Πρόσκληση εκδήλωσης ενδιαφέροντος για υποτροφίες
2025-02-07 Κυκλοφοριακές ρυθμίσεις στο κέντρο της πόλης
2025-01-27 Ημερίδα για την προστασία των υδάτων
2025-01-15 Αποτελέσματα επιλογής εκπαιδευτικών
""",
)
POLISH = tidings(
    1530,
    4,
    """
2025-02-24 Zarządzenie w sprawie konsultacji społecznych
2025-02-19 Ogłoszenie o naborze na stanowisko inspektora
2025-02-10 Obwieszczenie o przystąpieniu do sporządzenia planu
2025-01-29 Informacja o wyniku przetargu na remont drogi
2025-01-13 Sprawozdanie z wykonania budżetu
""",
)
DE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
EL = ("Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου")
LEAD = "The senator said that the measure would help farmers and small towns, and thanked those who had worked on it for years."


def us(
    name: str,
    path: str,
    content: str,
    address: Callable[[Notice], str],
    next_page: str | None = None,
    notices: tuple[Notice, ...] = ENGLISH_NEWS,
) -> Drawn:
    return Drawn(
        name, f"{SITE}{path}", western(content, "Press Releases | Office", lang="en-us"),
        expected(notices, lambda one: f"{SITE}{address(one)}"), f"{SITE}{next_page}" if next_page else None,
    )  # fmt: skip


def cn(name: str, path: str, content: str, next_page: str | None = None) -> Drawn:
    return Drawn(
        name, f"{PORTAL}{path}", tender_portal(content), expected(TENDERS, lambda one: f"{PORTAL}{show(one)}"),
        f"{PORTAL}{next_page}" if next_page else None,
    )  # fmt: skip


def abroad(
    name: str,
    path: str,
    html: str,
    notices: tuple[Notice, ...],
    address: Callable[[Notice], str],
    next_page: str | None = None,
) -> Drawn:
    return Drawn(
        name,
        f"https://www.example.org{path}",
        html,
        expected(notices, lambda one: f"https://www.example.org{address(one)}"),
        next_page and f"https://www.example.org{next_page}",
    )


def release(one: Notice) -> str:
    return f"/press-releases/{one.day.year}/{one.number}"


def show(one: Notice) -> str:
    return f"/zbgg/{one.number}.html"


def area(one: Notice) -> str:
    return AREAS[one.number % len(AREAS)]


def _jet(one: Notice) -> str:
    return f"""<div class="jet-listing-grid__item jet-listing-dynamic-post-{one.number}"><div class="elementor elementor-55"><div class="elementor-section"><div class="elementor-widget-wrap"><div class="elementor-widget"><h3 class="elementor-heading-title"><a href="{SITE}{release(one)}">{one.title}</a></h3></div><div class="elementor-widget"><ul class="elementor-icon-list-items"><li class="elementor-icon-list-item"><span class="elementor-icon-list-icon"><i></i></span><span class="elementor-icon-list-text">{one.day:%B} {one.day.day}, {one.day.year}</span></li></ul></div></div></div></div></div>"""


FEATURED = "".join(
    f'<div class="jet-listing-grid__item"><h3 class="elementor-heading-title"><a href="{SITE}/issues/{n}">{title}</a></h3></div>'
    for n, title in enumerate(
        ("Agriculture and rural life", "Veterans and military families", "Health care in small towns")
    )
)


def _block(one: Notice) -> str:
    return f"""<div class="ArticleBlock"><h2 class="ArticleTitle"><a class="ArticleTitle__link" href="{SITE}{release(one)}">{one.title}</a></h2><p>{one.day:%m.%d.%y}</p><div class="ArticleBlock__tools"><a href="/print?u={one.number}">Print</a><a href="/email?u={one.number}">Email</a></div></div>"""


def _element(one: Notice) -> str:
    return f"""<div class="element"><a href="{SITE}{release(one)}" class="element-link"><div class="element-datetime">{one.day:%m/%d/%Y}</div><div class="element-title">{one.title}</div><div class="element-abstract">{LEAD}</div></a></div>"""


def _media_body(one: Notice) -> str:
    return f"""<div class="evo-views-row"><div class="evo-media-object media"><div class="media-body"><div class="h3"><a href="{release(one)}" rel="bookmark">{one.title}</a></div><div class="evo-create-type"><div class="row"><div class="col-auto">{one.day:%B} {one.day.day}, {one.day.year}</div><div class="col-auto">Press Release</div></div></div><p>{LEAD}</p></div></div></div>"""


def _single(one: Notice) -> str:
    return f"""<article class="newsblocker"><h2 class="newsie-titler"><a href="/news/documentsingle.aspx?DocumentID={one.number}">{one.title}</a></h2><div class="newsie-details"><span class="middot">Press Releases</span> <time datetime="{one.ymd}">{one.day:%B} {one.day.day}, {one.day.year}</time></div><div class="newsbody"><p>{LEAD} <a href="/news/documentsingle.aspx?DocumentID={one.number}">Read More »</a></p></div></article>"""


def _subject(one: Notice) -> str:
    return f"""<div class="sub-item"><div class="sub-t"><a href="{show(one)}" target="_blank">{one.title}</a></div><div class="sub-b"><span><i></i>{area(one)}</span><span>{one.ymd}</span><span>招标公告</span></div></div>"""


def _many(one: Notice) -> str:
    return f"""<tr><td><input type="checkbox"></td><td class="zb_title"><a href="{show(one)}" title="{one.title}">{one.title}</a></td><td>招标</td><td><a href="/hy/{one.number % 7}/">市政工程</a></td><td><a href="/dq/{one.number % 4}/">{area(one)}</a></td><td><a href="javascript:">关注</a></td><td>{one.day:%Y/%m/%d}</td></tr>"""


def _nei(one: Notice) -> str:
    return f"""<li><span><tt>{area(one)}</tt></span><em><a href="{show(one)}">{one.title}</a></em><b><a href="/unit/{one.number % 5}">某局机关</a></b><i>{one.ymd}</i></li>"""


def _grid(one: Notice) -> str:
    return f"""<tr valign="top"><td align="right" style="width:3%;"><img src="/img/li.gif"></td><td align="left"><a href="{show(one)}" target="_blank" title="{one.title}"><font color="red"></font>{one.title[:18]}</a></td><td align="right" style="width:80px;">{one.ymd}</td></tr>"""


GRID_PAGER = """<div id="MoreInfoList1_Pager"><table width="100%"><tr><td style="width:40%">记录总数：<font color="blue"><b>2071</b></font> 总页数：<font color="blue"><b>104</b></font> 当前页：<font color="red"><b>1</b></font></td><td><img src="/first.gif"><a href="javascript:__doPostBack('MoreInfoList1$Pager','2')"><img src="/next.gif"></a></td></tr></table></div>"""


def _layui(one: Notice) -> str:
    return f"""<li><a href="{show(one)}"><span class="t">{one.title}</span><span class="d">{area(one)}</span><span class="s">{one.ymd}</span></a></li>"""


SECOND = "".join(
    f'<li><a href="/zbjg/{n}.html"><span class="t">{title}中标结果公告</span><span class="d">市本级</span><span class="s">2025-02-2{5 - n}</span></a></li>'
    for n, title in enumerate(("绿化养护服务", "校园物业管理", "路灯改造工程", "消防器材采购", "会议系统升级"))
)


def _tracked(one: Notice) -> str:
    return f"""<div class="masonry-item"><a aria-hidden="true" tabindex="-1" href="{release(one)}?ref=img"><img loading="lazy" data-src="/i/{one.number}.jpg" alt=""></a><div class="cap"><p class="eyebrow">Newsroom</p><h2><a href="{release(one)}?ref=title">{one.title}</a></h2><p class="when">{one.day.day} {one.day:%b %Y}</p><a class="btn" href="{release(one)}?ref=more">Read the story</a></div></div>"""


def _wire(one: Notice) -> str:
    return f"""<li><a href="{SITE}{release(one)}">{one.title}</a> <span class="src">Rep. Kim</span></li>"""


PAGES = (
    us(
        "table of records, two digits of the year",
        "/public/index.cfm/news-releases",
        f'<div class="table-responsive"><table class="table recordList"><thead><tr><th>Date</th><th>Title</th></tr></thead><tbody>{rows(ENGLISH_NEWS, lambda one: f"""<tr class="divider"><td class="recordListDate">{one.day.month}/{one.day.day}/{one.day:%y}</td><td class="recordListTitle"><a href="{release(one)}">{one.title}</a></td></tr>""")}</tbody></table></div><div class="pagination"><span class="current">1</span><a href="/public/index.cfm/news-releases?page=2">2</a><a href="/public/index.cfm/news-releases?page=2">Next Page »</a></div>',
        release,
        "/public/index.cfm/news-releases?page=2",
    ),
    us(
        "listing grid under featured ones of the same kind",
        "/media/press-releases",
        f'<div class="featured jet-listing-grid__items">{FEATURED}</div><div class="jet-listing-grid__items">{rows(ENGLISH_NEWS, _jet)}</div>',
        release,
    ),
    us(
        "blocks with points in the day, tools in each",
        "/newsroom/press-releases",
        f'<div class="ArticleList">{rows(ENGLISH_NEWS, _block)}</div><div class="Pagination"><select><option>1</option></select><a class="Pagination__next" href="?PageNum_rs=2">Next</a></div>',
        release,
        "/newsroom/press-releases?PageNum_rs=2",
    ),
    us(
        "table whose first cell is a time",
        "/media-center/press-releases",
        f'<table class="table"><tr><th>Date</th><th>Title</th></tr>{rows(ENGLISH_NEWS, lambda one: f"""<tr><td><time datetime="{one.ymd}">{one.day:%m/%d/%y}</time></td><td><a href="{release(one)}">{one.title}</a></td></tr>""")}</table>',
        release,
    ),
    us(
        "elements linked as a whole, day above",
        "/media/press",
        f'<div class="elements">{rows(ENGLISH_NEWS, _element)}</div>',
        release,
    ),
    us(
        "media bodies in rows",
        "/media",
        f'<div class="evo-view-evo-press-releases">{rows(ENGLISH_NEWS, _media_body)}</div><nav><ul class="pagination js-pager__items"><li class="page-item active"><span class="page-link">1</span></li><li class="page-item"><a href="?page=1" class="page-link">2</a></li><li class="page-item"><a href="?page=1" title="Go to next page" rel="next" class="page-link"><span aria-hidden="true">››</span></a></li></ul></nav>',
        release,
        "/media?page=1",
    ),
    us(
        "documents of a query, kind before the time",
        "/news/documentquery.aspx?DocumentTypeID=27",
        f'<div class="middlecopy">{rows(ENGLISH_NEWS, _single)}<div class="pager"><a href="/news/documentquery.aspx?DocumentTypeID=27&Page=2">Next »</a></div></div>',
        lambda one: f"/news/documentsingle.aspx?DocumentID={one.number}",
        "/news/documentquery.aspx?DocumentTypeID=27&Page=2",
    ),
    us(
        "wire of a day",
        "/news?Date=02/24/2025",
        f'<h2>Monday, February 24, 2025</h2><ul id="membernews">{rows(ENGLISH_NEWS, _wire)}</ul>',
        release,
        notices=tuple(Notice(one.number, one.title, ENGLISH_NEWS[0].day) for one in ENGLISH_NEWS),
    ),
    us(
        "tiles with three addresses of each story",
        "/stories",
        f'<div class="masonry">{rows(ENGLISH_NEWS, _tracked)}</div>',
        lambda one: f"{release(one)}?ref=title",
    ),
    cn(
        "boxes of two lines, area and kind around the day",
        "/ln/type_105/page-1.html",
        f'<div class="subject">{rows(TENDERS, _subject)}</div><div class="pages"><a class="cur">1</a><a href="/ln/type_105/page-2.html">2</a><a href="/ln/type_105/page-9.html">9</a><a href="/ln/type_105/page-2.html">下一页</a></div>',
        "/ln/type_105/page-2.html",
    ),
    cn(
        "day in a box, title cut, attribute whole",
        "/ttxw/",
        f'<div class="TTXW_LIST"><ul>{rows(TENDERS, lambda one: f"""<li><div class="u-date"><span>{one.ymd}</span></div><a href="{show(one)}" title="{one.title}">{one.cut}</a><p>{one.title}的有关说明</p></li>""")}</ul></div><div data-maxpages="12"><a class="on">1</a><a href="javascript:void(0)">2</a></div>',
    ),
    cn(
        "day first, list among tabs' contents",
        "/cn/jyxx/index.htm",
        f'<div id="tagContent"><div class="tagContent selectTag"><div class="tag-list4"><ul>{rows(TENDERS, lambda one: f"""<li><span>{one.ymd}</span><a href="{show(one)}" title="{one.title}">{one.title[:20]}</a></li>""")}</ul></div><div class="page"><font>共</font><font>31</font><font>页</font> <a href="index_1.htm">下一页</a></div></div></div>',
        "/cn/jyxx/index_1.htm",
    ),
    cn(
        "district, title and unit linked, day last",
        "/cgw/list.jsp?currentPage=1",
        f'<div class="nei02_04_01"><ul>{rows(TENDERS, _nei)}</ul></div><div class="nei02_04_02"><form><ul><li>共 20 页</li><li><a href="/cgw/list.jsp?currentPage=1">首页</a><a href="/cgw/list.jsp?currentPage=2">下一页</a></li></ul></form></div>',
        "/cgw/list.jsp?currentPage=2",
    ),
    cn(
        "paragraphs of a container",
        "/gpoz/",
        f'<div id="gpoz-container"><div id="gpozItems">{rows(TENDERS, lambda one: f"""<p><a href="{show(one)}" title="{one.title}">[{area(one)}]{one.title}</a><span>[{one.ymd}]</span></p>""")}</div><div><p><span><ul><li><a>1</a></li><li><a>2</a></li></ul></span></p></div></div>',
    ),
    cn(
        "a list of terms for each row",
        "/bidding/zbjg/page1",
        f'<div id="page_wraper"><div class="l"><div class="box"><dl class="th"><dt>地区</dt><dd>标题</dd><dd>日期</dd></dl>{rows(TENDERS, lambda one: f"""<dl><dt>[{area(one)}]</dt><dd><a href="{show(one)}" title="{one.title}">{one.title}</a></dd><dd>{one.ymd}</dd></dl>""")}</div><div id="pageNav"><a class="c">1</a><a href="/bidding/zbjg/page2">2</a><a href="/bidding/zbjg/page2">下一页</a></div></div></div>',
        "/bidding/zbjg/page2",
    ),
    cn(
        "data grid, titles cut, pager posts back",
        "/dlweb/showinfo/moreinfo.aspx?CategoryNum=003002001",
        f'<form method="post"><table id="MoreInfoList1_DataGrid1" cellspacing="0">{rows(TENDERS, _grid)}</table>{GRID_PAGER}</form>',
    ),
    cn(
        "seven cells, four of them linked",
        "/search?diqu=7&page=1",
        f'<table><thead><tr><th></th><th>标题</th><th>类型</th><th>行业</th><th>地区</th><th></th><th>更新时间</th></tr></thead><tbody>{rows(TENDERS, _many)}</tbody></table><div class="page"><ul><li class="active">1</li><li><a href="/search?diqu=7&page=2">2</a></li><li><a href="/search?diqu=7&page=2">下一页</a></li></ul></div>',
        "/search?diqu=7&page=2",
    ),
    cn(
        "rows in the shown one of two tabs",
        "/zbnews/list",
        f'<div class="layui-tab"><ul class="layui-tab-title"><li class="layui-this">招标公告</li><li>中标结果</li></ul><div class="layui-tab-content"><div class="layui-tab-item layui-show"><ul>{rows(TENDERS, _layui)}</ul></div><div class="layui-tab-item"><ul>{SECOND}</ul></div></div></div>',
    ),
    Drawn(
        "submenu and list of one class",
        "http://hjxy.example.edu.cn/tzygg/index.htm",
        chinese_campus(
            f'<div class="sub_nav"><ul class="sub_list">{links((("通知公告", "/tzygg/index.htm"), ("学术讲座信息公告", "/xsjz/index.htm"), ("招标采购信息公告", "/zbcg/index.htm"), ("校内人事招聘公告", "/rszp/index.htm")))}</ul></div><ul class="sub_list">{rows(CAMPUS, lambda one: f"""<li><a href="{one.number}.htm">{one.title}</a><span>{one.day:%m月%d日}</span></li>""")}</ul>'
        ),
        expected(CAMPUS, lambda one: f"http://hjxy.example.edu.cn/tzygg/{one.number}.htm"),
    ),
    abroad(
        "parliament's papers, two files in a row",
        "/drucksachen",
        western(
            f'<table><thead><tr><th>Datum</th><th>Titel</th><th>Dokument</th></tr></thead><tbody>{rows(GERMAN, lambda one: f"""<tr><td>{one.day.day}. {DE[one.day.month - 1]} {one.day.year}</td><td><a href="/d/{one.number}">{one.title}</a></td><td><a href="/f/{one.number}.pdf">PDF (123 KB)</a> <a href="/f/{one.number}.docx">Word (40 KB)</a></td></tr>""")}</tbody></table>',
            "Drucksachen",
            lang="de",
        ),
        GERMAN,
        lambda one: f"/d/{one.number}",
    ),
    abroad(
        "greek months",
        "/anakoinoseis",
        western(
            f'<div class="posts">{rows(GREEK, lambda one: f"""<div class="post-row"><span class="post-date">{one.day.day} {EL[one.day.month - 1]} {one.day.year}</span><h3><a href="/a/{one.number}">{one.title}</a></h3></div>""")}</div><div class="pagination"><a href="/anakoinoseis?page=2">Επόμενη</a></div>',
            "Ανακοινώσεις",
            lang="el",
        ),
        GREEK,
        lambda one: f"/a/{one.number}",
        "/anakoinoseis?page=2",
    ),
    abroad(
        "polish bulletin, day of change behind",
        "/bip/ogloszenia",
        western(
            f'<table class="bip"><thead><tr><th>Tytuł</th><th>Data publikacji</th><th>Data modyfikacji</th></tr></thead><tbody>{rows(POLISH, lambda one: f"""<tr><td><a href="/bip/{one.number}">{one.title}</a></td><td>{one.ymd} 08:30</td><td>2025-02-25 12:00</td></tr>""")}</tbody></table>',
            "Ogłoszenia",
            lang="pl",
        ),
        POLISH,
        lambda one: f"/bip/{one.number}",
    ),
    abroad(
        "japanese city, day and title by turns",
        "/shinchaku/",
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>新着情報 | 某市</title></head><body><ul id="gnav">{links((("くらし", "/kurashi/"), ("防災", "/bosai/"), ("観光", "/kanko/"), ("市政情報", "/shisei/")))}</ul><div id="main"><h1>新着情報</h1>{rows(JAPAN, lambda one: f"""<p class="date">{one.day.year}年{one.day.month}月{one.day.day}日更新</p><p class="ttl"><a href="/s/{one.number}.html">{one.title}</a></p>""")}<p><a href="/shinchaku/index2.html">次のページ</a></p></div></body></html>',
        JAPAN,
        lambda one: f"/s/{one.number}.html",
        "/shinchaku/index2.html",
    ),
)
