"""Listings of more real systems, drawn after the first ones had been mended, and read once before anything was."""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import (
    CAMPUS,
    ENGLISH_NEWS,
    FINNISH,
    HEBREW,
    HUNGARIAN,
    INDONESIAN,
    ORDERS,
    PORTUGUESE,
    ROMANIAN,
    TENDERS,
    chinese_campus,
    chinese_government,
    tender_portal,
    western,
)  # fmt: skip
from tests.unit.extraction.drawn.paper import Drawn, Notice, expected, links, rows

SCHOOL = "http://hjxy.example.edu.cn"
CITY = "http://www.city.example.gov.cn"
SITE = "https://www.example.org"
TEXT = "根据工作安排，现将有关事项公告如下，请社会各界和有关单位周知并积极参与，意见建议可通过信函或电子邮件反馈。"
LEAD = "The council said that the work would begin in spring and asked residents to send their comments by letter or by mail."
HU = ("január", "február", "március")
RO = ("ianuarie", "februarie", "martie")
ID = ("Januari", "Februari", "Maret")


def page(
    name: str,
    url: str,
    html: str,
    notices: tuple[Notice, ...],
    address: Callable[[Notice], str],
    next_page: str | None = None,
    *,
    dated: bool = True,
) -> Drawn:
    return Drawn(name, url, html, expected(notices, address, dated=dated), next_page)


def school(
    name: str, path: str, content: str, address: Callable[[Notice], str], next_page: str | None = None
) -> Drawn:
    return page(
        name,
        f"{SCHOOL}{path}",
        chinese_campus(content),
        CAMPUS,
        lambda one: f"{SCHOOL}{address(one)}",
        f"{SCHOOL}{next_page}" if next_page else None,
    )


def info(one: Notice) -> str:
    return f"/info/1021/{one.number}.htm"


def item(one: Notice) -> str:
    return f"{SITE}/news/{one.number}"


def _open(one: Notice) -> str:
    return f"""<li><span class="ico"></span><a href="javascript:void(0)" onclick="openWin('查看','/jsxsd/ggly/ggly_show?ggid={one.number}',800,600);window.open('/jsxsd/ggly/ggly_show?ggid={one.number}')">{one.title}</a><label>{one.ymd} 09:12:44</label></li>"""


def _album(one: Notice) -> str:
    return f"""<li class="album__list-item js_album_item js_wx_tap_highlight" data-link="{SITE}/s?mid={one.number}&amp;idx=1" data-title="{one.title}" data-pos_num="{one.number % 9}"><div class="album__item-content"><div class="album__item-title"><span class="album__item-title-wrp">{one.title}</span></div><div class="album__item-info"><span class="js_article_create_time album__item-info-item">{one.ymd}</span></div></div><div class="album__item-img"></div></li>"""


def _portal(one: Notice) -> str:
    return f"""<dl class="bbda cl"><dt class="xs2"><a href="article-{one.number}-1.html" target="_blank" class="xi2" style="">{one.title}</a></dt><dd class="xs2 cl"><div class="atc"><a href="article-{one.number}-1.html" target="_blank"><img src="data/{one.number}.jpg" alt="{one.title}" class="tn"></a></div>{TEXT} ...</dd><dd><label> 分类: <a href="portal.php?mod=list&amp;catid=2" class="xi2">公告</a></label>&nbsp;&nbsp;<span class="xg1"> {one.day.year}-{one.day.month}-{one.day.day} 10:02</span></dd></dl>"""


def _groups(shape: Callable[[Notice], str], notices: tuple[Notice, ...], size: int) -> str:
    return "".join(
        f'<ul class="list_16">{rows(notices[at : at + size], shape)}</ul>' for at in range(0, len(notices), size)
    )


DATED_BESIDE = "".join(
    f'<li><a href="/n1/2025/02{25 - n}/c1-{n}.html">{title}</a><em>02-{25 - n}</em></li>'
    for n, title in enumerate(
        (
            "人民论坛：久久为功的力量",
            "现场评论：把好事办好",
            "记者手记：田埂上的会议",
            "今日谈：莫让善意落空",
            "微观：一张清单的温度",
            "思想纵横：常怀敬畏之心",
        )
    )
)
YEARS = (
    "".join(
        f'<h3 class="year">{year}年</h3><ul class="y">{rows(tuple(one for one in CAMPUS if one.day.year == year), lambda one: f"""<li><i>{one.day:%m-%d}</i><a href="/tzgg/{one.number}.html">{one.title}</a></li>""")}</ul>'
        for year in (2025,)
    )
    + '<h3 class="year">2024年</h3><ul class="y"><li><i>12-30</i><a href="/tzgg/60001.html">关于元旦放假的通知</a></li><li><i>12-18</i><a href="/tzgg/60000.html">期末考试考务工作会召开</a></li></ul>'
)
OLDER = tuple(
    Notice(number, title, day)
    for number, title, day in (
        (60001, "关于元旦放假的通知", CAMPUS[0].day.replace(2024, 12, 30)),
        (60000, "期末考试考务工作会召开", CAMPUS[0].day.replace(2024, 12, 18)),
    )
)


def _labelled(one: Notice) -> str:
    return f"""<div class="sb-item"><div class="sb-t"><a href="/ky/{one.number}.html">{one.title}</a></div><div class="sb-m"><span>类别：纵向项目</span><span>校内截止时间：2025-03-{one.number % 20 + 1:02}</span><span>发布时间：{one.ymd}</span></div></div>"""


def _talk(one: Notice) -> str:
    return f"""<li class="clearfix"><div class="jz-date"><span class="d">{one.number % 28 + 1}</span><span class="m">3月</span></div><div class="jz-info"><h3><a href="/jz/{one.number}.html">{one.title}</a></h3><p>报告人：李教授</p><p>报告时间：2025年3月{one.number % 28 + 1}日 14:30</p><p class="pub">发布时间：{one.ymd}</p></div></li>"""


def _flash(one: Notice) -> str:
    return f"""<li class="item"><div class="newsFlashItem"><h3><a id="nf{one.number}" href="/CivicAlerts.aspx?AID={one.number}"><span>{one.title}</span></a></h3><div class="intro">{LEAD} <a href="/CivicAlerts.aspx?AID={one.number}" class="readmore">Read on...</a></div><div class="date">Posted on: {one.day:%B} {one.day.day}, {one.day.year} | Last Modified on: February 25, 2025</div></div></li>"""


def _release(one: Notice) -> str:
    return f"""<section aria-labelledby="h{one.number}"><h2 class="sr-only" id="h{one.number}">{one.title}</h2><div class="d-flex"><div class="meta"><relative-time datetime="{one.ymd}T09:00:00Z">{one.day:%b} {one.day.day}, {one.day.year}</relative-time><a href="/kim">kim</a><a href="/o/p/tree/v{one.number}"><span>v{one.number}</span></a><a href="/o/p/commit/ab{one.number}"><code>ab{one.number}</code></a></div><div class="Box"><div class="Box-body"><span class="f1"><a href="/o/p/releases/tag/v{one.number}" class="Link--primary">{one.title}</a></span><div class="markdown-body"><p>{LEAD}</p><ul><li>Fixes by <a href="/lee">@lee</a> in <a href="/o/p/pull/{one.number}">#{one.number}</a></li></ul></div></div><div class="Box-footer"><details><summary>Assets 2</summary><ul><li><a href="/o/p/archive/v{one.number}.zip">Source code (zip)</a></li></ul></details></div></div></div></section>"""


def _event(one: Notice) -> str:
    return f"""<div class="tribe-common-g-row tribe-events-calendar-list__event-row"><div class="tribe-events-calendar-list__event-date-tag"><time class="tribe-events-calendar-list__event-date-tag-datetime" datetime="{one.ymd}"><span class="tribe-weekday">{one.day:%a}</span><span class="tribe-daynum">{one.day.day}</span></time></div><div class="tribe-events-calendar-list__event-wrapper"><article class="tribe-events-calendar-list__event"><header><div class="tribe-datetime-wrapper"><time datetime="{one.ymd}"><span class="tribe-event-date-start">{one.day:%B} {one.day.day} @ 2:00 pm</span> - <span class="tribe-event-time">4:00 pm</span></time></div><h3 class="tribe-title"><a href="{SITE}/event/{one.number}/" title="{one.title}" rel="bookmark">{one.title}</a></h3><address><span>Room {one.number % 90}</span></address></header><div class="tribe-description"><p>{LEAD}</p></div></article></div></div>"""


def _square(one: Notice) -> str:
    return f"""<article class="hentry category-news post-type-text" id="article-{one.number}"><div class="post"><header><div class="byline"><span class="entry-dateline"><time class="published" datetime="{one.ymd}">{one.day:%B} {one.day.day}, {one.day.year}</time></span><span class="entry-author">by <a href="/blog?author=5">Ana Silva</a></span></div><h1 class="entry-title" data-content-field="title"><a href="/news/{one.number}">{one.title}</a></h1></header><div class="body entry-content"><div class="sqs-layout"><p>{LEAD} {LEAD}</p></div></div><footer class="meta"><a href="/news/{one.number}#comments-outer-wrapper">0 Comments</a><span class="sqs-like">{one.number % 9} Likes</span></footer></div></article>"""


def _ministry(one: Notice) -> str:
    return f"""<div class="views-col"><a class="card card--horizontal" href="/news/{one.number}"><div class="card__body"><div class="card__meta"><span class="tag">Media release</span><span class="card__date">{one.day:%d %b %Y}</span></div><h2 class="card__title">{one.title}</h2><div class="card__text">{LEAD}</div><span class="card__link">Read more</span></div></a></div>"""


def _paper(one: Notice) -> str:
    return f"""<dt><a name="item{one.number}">[{one.number % 60}]</a> <a href="/abs/2502.{one.number}" title="Abstract" id="2502.{one.number}">arXiv:2502.{one.number}</a> [<a href="/pdf/2502.{one.number}" title="Download PDF">pdf</a>, <a href="/html/2502.{one.number}v1">html</a>]</dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> {one.title}</div><div class="list-authors"><a href="/a/kim">B. Kim</a>, <a href="/a/lee">C. Lee</a></div><div class="list-subjects">Subjects: Geophysics</div></div></dd>"""


def _xxgk(one: Notice) -> str:
    return f"""<tr class="tr_main_value_odd"><td align="center">{one.number % 30}</td><td align="left"><a href="/art/{one.day.year}/{one.day.month}/{one.day.day}/art_1_{one.number}.html" target="_blank" mc="{one.title}" syh="000/{one.number}">{one.title}</a></td><td align="center">{one.ymd}</td></tr>"""


TREE = "".join(
    f'<li><span class="folder"></span><a href="/col/col{n}/index.html">{name}</a></li>'
    for n, name in enumerate(
        ("概况信息", "法规文件", "发展规划", "工作动态", "人事信息", "财经信息", "行政执法", "公共服务"), 71
    )
)


def _br(one: Notice) -> str:
    return f"""&nbsp;&nbsp;<font color="#ff0000">◆</font> [{one.day:%y-%m-%d}] <a href="shownews.asp?newsid={one.number}" target="_blank">{one.title}</a> <font color="#808080">({one.number % 400})</font><br>"""


def _top(one: Notice) -> str:
    return f"""<div class="item"><div class="tt">{'<i class="top">顶</i>' if one.number > 61340 else ""}<a href="/tz/{one.number}.html">{one.title}</a>{'<i class="hot">热</i>' if one.number % 3 else ""}</div><div class="dd"><span>学工办</span><span>{one.day:%Y年%m月%d日}</span><span>{one.number % 500}次阅读</span></div></div>"""


def _foreign(words: tuple[str, ...], lang: str, content: str) -> str:
    return western(content, words[4], lang=lang, words=words)


PAGES = (
    page(
        "tree of sections beside documents",
        f"{CITY}/col/col74/index.html",
        chinese_government(
            f'<div class="xxgk"><div class="tree"><ul>{TREE}</ul></div><div class="zf"><table class="t1"><tr class="tr_main_title"><td>序号</td><td>名称</td><td>生成日期</td></tr>{rows(ORDERS, _xxgk)}</table><table><tr><td>共126条 1/13页 首页 上页 <a href="/col/col74/index.html?pageNum=2">下页</a> <a href="/col/col74/index.html?pageNum=13">尾页</a></td></tr></table></div></div>',
            "法规文件",
        ),
        ORDERS,
        lambda one: f"{CITY}/art/{one.day.year}/{one.day.month}/{one.day.day}/art_1_{one.number}.html",
        f"{CITY}/col/col74/index.html?pageNum=2",
    ),
    school(
        "headings with the day in them, then a line",
        "/xyxw.htm",
        f'<div class="n_listxx1"><ul>{rows(CAMPUS, lambda one: f"""<li id="line_u8_{one.number % 12}"><h2><a href="info/1021/{one.number}.htm" target="_blank" title="{one.title}">{one.title}</a><span class="time">{one.ymd}</span></h2><p>{TEXT}</p></li>""")}</ul></div>',
        info,
    ),
    school(
        "notices that a click opens in a window",
        "/jsxsd/framework/main.jsp",
        f'<div class="notice"><ul class="middletopttx">{rows(CAMPUS, _open)}</ul></div>',
        lambda one: f"/jsxsd/ggly/ggly_show?ggid={one.number}",
    ),
    page(
        "lines of an old page, day before, clicks behind",
        "http://www.old.example.edu.cn/news.asp",
        f'<html><head><title>新闻列表</title></head><body><table><tr><td><a href="index.asp">首页</a> | <a href="news.asp">新闻</a> | <a href="down.asp">下载</a></td></tr><tr><td>{rows(CAMPUS, _br)}<p align="center">第1页/共20页 <a href="news.asp?page=2">下一页</a></td></tr></table></body></html>',
        CAMPUS,
        lambda one: f"http://www.old.example.edu.cn/shownews.asp?newsid={one.number}",
        "http://www.old.example.edu.cn/news.asp?page=2",
    ),
    page(
        "album whose rows state their link",
        f"{SITE}/mp/appmsgalbum?album_id=1",
        f'<!DOCTYPE html><html><head><title>学院公告</title></head><body><div class="album"><div class="album__head"><div class="album__label-title">#学院公告</div><div class="album__desc">12篇内容</div></div><ul class="album__list js_album_list">{rows(CAMPUS, _album)}</ul></div></body></html>',
        CAMPUS,
        lambda one: f"{SITE}/s?mid={one.number}&idx=1",
    ),
    page(
        "portal of a forum",
        "http://bbs.example.com/portal.php?mod=list&catid=2",
        f'<!DOCTYPE html><html><head><meta name="generator" content="Discuz! X3.4"><title>公告</title></head><body><div id="nv"><ul>{links((("门户", "portal.php"), ("论坛", "forum.php"), ("导读", "forum.php?mod=guide")))}</ul></div><div id="ct" class="ct2"><div class="mn"><div class="bm"><div class="bm_h"><h1>公告</h1></div><div class="bm_c xld">{rows(CAMPUS, _portal)}</div></div><div class="pgs"><div class="pg"><strong>1</strong><a href="portal.php?mod=list&catid=2&page=2">2</a><a href="portal.php?mod=list&catid=2&page=2" class="nxt">下一页</a></div></div></div><div class="sd pph"><h2>热门</h2><ul>{links((("校园卡挂失办法", "article-11-1.html"), ("失物招领处电话", "article-12-1.html"), ("班车时刻表", "article-13-1.html")))}</ul></div></div></body></html>',
        CAMPUS,
        lambda one: f"http://bbs.example.com/article-{one.number}-1.html",
        "http://bbs.example.com/portal.php?mod=list&catid=2&page=2",
    ),
    page(
        "groups of five beside two dated lists",
        "http://paper.example.com.cn/GB/1/index.html",
        f'<!DOCTYPE html><html><head><title>要闻--某报网</title></head><body><div class="w1000"><p><a href="/">首页</a> &gt;&gt; 要闻</p><div class="fl w655">{_groups(lambda one: f"""<li><a href="/n1/{one.day:%Y/%m%d}/c1001-{one.number}.html" target="_blank">{one.title}</a> <em>{one.ymd} 07:21</em></li>""", ORDERS, 5)}<div class="page_n"><a class="common_current_page">1</a><a href="index2.html">2</a><a href="index2.html">下一页</a></div></div><div class="fr w310"><h2>评论</h2><ul>{DATED_BESIDE}</ul><h2>观察</h2><ul>{DATED_BESIDE.replace("c1-", "c2-")}</ul></div></div></body></html>',
        ORDERS,
        lambda one: f"http://paper.example.com.cn/n1/{one.day:%Y/%m%d}/c1001-{one.number}.html",
        "http://paper.example.com.cn/GB/1/index2.html",
    ),
    page(
        "years as headings, month and day before",
        f"{SCHOOL}/tzgg/",
        chinese_campus(f'<div class="by-year">{YEARS}</div>'),
        (*CAMPUS, *OLDER),
        lambda one: f"{SCHOOL}/tzgg/{one.number}.html",
    ),
    school(
        "projects, last day before the day of publication",
        "/ky/sb.html",
        f'<div class="sb">{rows(CAMPUS, _labelled)}</div>',
        lambda one: f"/ky/{one.number}.html",
    ),
    school(
        "talks with a leaf of the calendar and a day of publication",
        "/jz/",
        f'<ul class="jz">{rows(CAMPUS, _talk)}</ul>',
        lambda one: f"/jz/{one.number}.html",
    ),
    school(
        "badges for top and hot, reads beside",
        "/tz/",
        f'<div class="lst">{rows(CAMPUS, _top)}</div>',
        lambda one: f"/tz/{one.number}.html",
    ),
    page(
        "city's news flashes, day of change beside",
        f"{SITE}/CivicAlerts.aspx",
        western(
            f'<div class="widgetBody"><h2>News Flash</h2><div class="category"><h3>Home</h3><ol class="list">{rows(ENGLISH_NEWS, _flash)}</ol></div></div>',
            "News Flash",
            lang="en-us",
        ),
        ENGLISH_NEWS,
        lambda one: f"{SITE}/CivicAlerts.aspx?AID={one.number}",
    ),
    page(
        "releases with links in their notes",
        f"{SITE}/o/p/releases",
        western(
            f'<div class="repository-content">{rows(ENGLISH_NEWS, _release)}<div class="pagination"><span class="previous_page disabled">Previous</span><em class="current">1</em><a rel="next" href="/o/p/releases?page=2">2</a><a class="next_page" rel="next" href="/o/p/releases?page=2">Next</a></div></div>',
            "Releases · o/p",
        ),
        ENGLISH_NEWS,
        lambda one: f"{SITE}/o/p/releases/tag/v{one.number}",
        f"{SITE}/o/p/releases?page=2",
    ),
    page(
        "calendar as a list",
        f"{SITE}/events/list/",
        western(
            f'<div class="tribe-events"><div class="tribe-events-calendar-list"><h2 class="month-separator"><time>February 2025</time></h2>{rows(tuple(reversed(ENGLISH_NEWS)), _event)}</div><nav class="tribe-events-calendar-list-nav"><ul><li><span>Previous Events</span></li><li><a rel="next" href="{SITE}/events/list/page/2/">Next Events</a></li></ul></nav></div>',
            "Events",
        ),
        tuple(reversed(ENGLISH_NEWS)),
        lambda one: f"{SITE}/event/{one.number}/",
        f"{SITE}/events/list/page/2/",
    ),
    page(
        "posts in full, first headings",
        f"{SITE}/news",
        western(
            f'<div id="content" class="main-content"><div class="blog-list">{rows(ENGLISH_NEWS[:5], _square)}</div><nav class="pagination"><a href="/news?offset=1739">Older Posts →</a></nav></div>',
            "News — Example",
        ),
        ENGLISH_NEWS[:5],
        item,
        f"{SITE}/news?offset=1739",
    ),
    page(
        "cards of a ministry",
        f"{SITE}/news",
        western(
            f'<div class="view-content"><div class="views-row">{rows(ENGLISH_NEWS, _ministry)}</div></div><ul class="pager__items"><li class="is-active"><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li><li class="pager__item--next"><a href="?page=1" rel="next"><span class="visually-hidden">Next page</span>››</a></li></ul>',
            "News and media",
        ),
        ENGLISH_NEWS,
        item,
        f"{SITE}/news?page=1",
    ),
    page(
        "papers, number linked, title beside",
        f"{SITE}/list/geo/recent",
        western(
            f'<div id="dlpage"><h1>Geophysics</h1><h3>Mon, 24 Feb 2025 (showing 9 of 9 entries )</h3><dl id="articles">{rows(ENGLISH_NEWS, _paper)}</dl></div>',
            "Geophysics",
        ),
        tuple(Notice(one.number, one.title, ENGLISH_NEWS[0].day) for one in ENGLISH_NEWS),
        lambda one: f"{SITE}/abs/2502.{one.number}",
    ),
    page(
        "hungarian, year first",
        f"{SITE}/hirek",
        _foreign(
            ("Főoldal", "Rólunk", "Képzések", "Kutatás", "Hírek", "Kapcsolat"),
            "hu",
            f'<div class="hir-lista">{rows(HUNGARIAN, lambda one: f"""<div class="hir"><h3><a href="/news/{one.number}">{one.title}</a></h3><div class="datum">{one.day.year}. {HU[one.day.month - 1]} {one.day.day}.</div></div>""")}</div>',
        ),
        HUNGARIAN,
        item,
    ),
    page(
        "romanian months",
        f"{SITE}/anunturi",
        _foreign(
            ("Acasă", "Despre", "Studii", "Cercetare", "Anunțuri", "Contact"),
            "ro",
            f'<div class="posts">{rows(ROMANIAN, lambda one: f"""<article><h2><a href="/news/{one.number}">{one.title}</a></h2><span class="data">{one.day.day} {RO[one.day.month - 1]} {one.day.year}</span></article>""")}</div>',
        ),
        ROMANIAN,
        item,
    ),
    page(
        "indonesian, weekday and hour",
        f"{SITE}/berita",
        _foreign(
            ("Beranda", "Profil", "Akademik", "Penelitian", "Berita", "Kontak"),
            "id",
            f'<div class="list-berita">{rows(INDONESIAN, lambda one: f"""<div class="media"><a class="pull-left" href="/news/{one.number}"><img src="/{one.number}.jpg"></a><div class="media-body"><small>Senin, {one.day.day} {ID[one.day.month - 1]} {one.day.year} | 10:15 WIB</small><h4><a href="/news/{one.number}">{one.title}</a></h4></div></div>""")}</div><ul class="pagination"><li class="active"><a>1</a></li><li><a href="/berita?hal=2">2</a></li><li><a href="/berita?hal=2">Selanjutnya</a></li></ul>',
        ),
        INDONESIAN,
        item,
        f"{SITE}/berita?hal=2",
    ),
    page(
        "finnish, numbers with points",
        f"{SITE}/uutiset",
        _foreign(
            ("Etusivu", "Tietoa", "Opiskelu", "Tutkimus", "Uutiset", "Yhteys"),
            "fi",
            f'<ul class="uutiset">{rows(FINNISH, lambda one: f"""<li><span class="pvm">{one.day.day}.{one.day.month}.{one.day.year} klo 9.30</span> <a href="/news/{one.number}">{one.title}</a></li>""")}</ul>',
        ),
        FINNISH,
        item,
    ),
    page(
        "hebrew, from right to left",
        f"{SITE}/he/news",
        _foreign(
            ("ראשי", "אודות", "לימודים", "מחקר", "חדשות", "צור קשר"),
            "he",
            f'<div class="news-page" dir="rtl">{rows(HEBREW, lambda one: f"""<div class="news-row"><div class="news-date">{one.day:%d/%m/%Y}</div><div class="news-title"><a href="/news/{one.number}">{one.title}</a></div></div>""")}</div>',
        ),
        HEBREW,
        item,
    ),
    page(
        "portuguese gazette, office above, two files",
        f"{SITE}/editais",
        western(
            f'<table class="listagem"><thead><tr><th>Número</th><th>Edital</th><th>Data de publicação</th><th>Prazo final</th><th>Anexos</th></tr></thead><tbody>{rows(PORTUGUESE, lambda one: f"""<tr><td>{one.number % 50}/2025</td><td><a href="/editais/{one.number}">{one.title}</a></td><td>{one.day:%d/%m/%Y}</td><td>30/04/2025</td><td><a href="/a/{one.number}.pdf">Edital</a> <a href="/a/{one.number}-r.pdf">Retificação</a></td></tr>""")}</tbody></table>',
            "Editais",
            lang="pt-br",
        ),
        PORTUGUESE,
        lambda one: f"{SITE}/editais/{one.number}",
    ),
    page(
        "tenders, end of bids before the day of publication",
        "http://ggzy.example.gov.cn/zb/",
        tender_portal(
            f'<table class="zb"><tr><th>项目名称</th><th>投标截止时间</th><th>发布时间</th></tr>{rows(TENDERS, lambda one: f"""<tr><td><a href="/zb/{one.number}.html">{one.title}</a></td><td>2025-03-{one.number % 20 + 1:02} 09:00</td><td>{one.ymd}</td></tr>""")}</table>'
        ),
        TENDERS,
        lambda one: f"http://ggzy.example.gov.cn/zb/{one.number}.html",
    ),
)
