"""Listings of courts, agencies, councils, boards and blogs of the English-speaking world, in the shapes of their systems."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.extraction.drawn.paper import CHINESE, ENGLISH, Drawn, Notice, chinese_page, english_page, rows
from tests.unit.extraction.drawn.world_cms import SITE, TEASER, english, plain_path, slug

CASES = tuple(
    Notice(one.number, name, one.day)
    for one, name in zip(
        ENGLISH,
        (
            "Okafor v. Lindqvist Shipping Co.", "In re Estate of Marguerite Dahl", "State v. Tanaka", "B.K. v. County",
            "United States v. Forty-Two Barrels", "Ames v. Ames", "Harbor Trust Co. v. Ng", "State ex rel. Ruiz v. Board",
            "People v. D'Angelo", "Meridian Water District v. Holloway Farms, LLC",
        ),
        strict=True,
    )
)  # fmt: skip
MEETINGS = tuple(
    Notice(one.number, name, one.day)
    for one, name in zip(
        ENGLISH,
        (
            "City Council Regular Meeting", "Planning Commission", "City Council Work Session", "Parks and Recreation Board",
            "Budget Committee Special Meeting", "Historic Preservation Board", "City Council Public Hearing on Water Rates",
            "Library Board of Trustees", "Zoning Board of Appeals", "Housing Authority Annual Meeting",
        ),
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """A row, its address and what stands around the rows. `dated` is False where no day is shown."""

    row: Callable[[Notice], str]
    address: Callable[[Notice], str] = plain_path
    around: str = "<div>{}</div>"
    notices: tuple[Notice, ...] = ENGLISH
    dated: bool = True
    titles: Callable[[Notice], str] = lambda one: one.title
    page: Callable[[str], str] = english_page


def us(one: Notice) -> str:
    return f"{one.day.month}/{one.day.day}/{one.day.year}"


def short(one: Notice) -> str:
    return f"{one.day:%b} {one.day.day}, {one.day.year}"


def pdf(one: Notice) -> str:
    return f"{SITE}/opinions/{one.day:%y}/{one.number}.pdf"


def thread(one: Notice) -> str:
    return f"{SITE}/office/viewtopic.php?t={one.number}"


SHAPES = {
    "court table, docket linked": Shape(
        lambda one: f'<tr><td>{us(one)}</td><td><a href="{pdf(one)}">24-{one.number}</a></td><td>{one.title}</td><td>Affirmed</td></tr>',
        pdf,
        '<table class="opinions"><thead><tr><th>Date</th><th>Docket</th><th>Caption</th><th>Disposition</th></tr></thead><tbody>{}</tbody></table>',
        CASES,
    ),
    "court table, case linked, judge and part": Shape(
        lambda one: f'<tr><td style="text-align:center;">{one.number}</td><td>{one.day:%m/%d/%y}</td><td>23-{one.number}</td><td><a href="{pdf(one)}" target="_blank">{one.title}</a></td><td>K</td><td>604/1</td></tr>',
        pdf,
        '<table class="table table-bordered"><tr><th>R-</th><th>Date</th><th>Docket</th><th>Name</th><th>J.</th><th>Pt.</th></tr>{}</table>',
        CASES,
    ),
    "law reports, date in brackets behind": Shape(
        lambda one: f'<li><a href="{pdf(one)}">{one.title}</a> ({one.day.day:02} {one.day:%B %Y})</li>',
        pdf,
        "<ul>{}</ul>",
        CASES,
    ),
    "court paragraphs with summary": Shape(
        lambda one: f'<p><strong>{english(one)}</strong><br><a href="{pdf(one)}">{one.title}</a>, No. {one.number}<br>{TEASER}</p>',
        pdf,
        "<div class='field-item'>{}</div>",
        CASES,
    ),
    "opinions, download beside": Shape(
        lambda one: f'<div class="row result"><div class="col"><a href="{SITE}/case/{one.number}/">{one.title}</a></div><div class="col">Filed: {short(one)}</div><div class="col"><a href="{pdf(one)}">Download PDF</a></div></div>',
        lambda one: f"{SITE}/case/{one.number}/",
        '<div class="results">{}</div>',
        CASES,
    ),
    "agendas, name in a cell of text": Shape(
        lambda one: f'<tr class="listingRow"><td class="listItem" headers="Name">{one.title}</td><td class="listItem" headers="Date"><span style="display:none">17{one.number}00</span>{one.day:%b} {one.day.day}, {one.day.year} - 06:30 PM</td><td>2h 10m</td><td><a href="{SITE}/AgendaViewer.php?view_id=2&clip_id={one.number}">Agenda</a></td><td></td></tr>',
        lambda one: f"{SITE}/AgendaViewer.php?view_id=2&clip_id={one.number}",
        '<table class="listingTable"><thead><tr><th>Name</th><th>Date</th><th>Duration</th><th>Agenda</th><th>Video</th></tr></thead><tbody>{}</tbody></table>',
        MEETINGS,
    ),
    "agendas, agenda and minutes": Shape(
        lambda one: f'<tr><td><h3><strong>{one.day:%b} {one.day.day}, {one.day.year}</strong></h3><p><a href="/AgendaCenter/ViewFile/Agenda/_{one.number}">{one.title}</a></p></td><td><a href="/AgendaCenter/ViewFile/Minutes/_{one.number}" aria-label="Minutes"><img src="/m.png" alt="Minutes"></a></td></tr>',
        lambda one: f"{SITE}/AgendaCenter/ViewFile/Agenda/_{one.number}",
        "<table>{}</table>",
        MEETINGS,
    ),
    "agency press releases": Shape(
        lambda one: f'<div class="views-row"><div class="views-field views-field-field-date"><div class="field-content"><time datetime="{one.ymd}T12:00:00Z">{english(one)}</time></div></div><div class="views-field views-field-title"><h3 class="field-content"><a href="/news/{slug(one)}" hreflang="en">{one.title}</a></h3></div><div class="views-field views-field-body"><p>{TEASER}</p></div></div>',
        around='<div class="view-content">{}</div>',
    ),
    "government document list": Shape(
        lambda one: f'<li class="gem-c-document-list__item"><div class="gem-c-document-list__item-title"><a href="/news/{slug(one)}" class="govuk-link">{one.title}</a></div><p>{TEASER}</p><ul class="gem-c-document-list__item-metadata"><li>Document type: Press release</li><li>Organisation: <a href="/o/{one.number}">Department</a></li><li>Updated: <time datetime="{one.ymd}">{one.day.day} {one.day:%B %Y}</time></li></ul></li>',
        around='<ul class="gem-c-document-list">{}</ul>',
    ),
    "press corner, type before": Shape(
        lambda one: f'<article class="ecl-content-item"><ul class="meta"><li>Press release</li><li>{one.day.day} {one.day:%B %Y}</li></ul><div class="title"><a href="/news/{slug(one)}" class="ecl-link">{one.title}</a></div></article>',
    ),
    "cards, whole linked": Shape(
        lambda one: f'<a class="card" href="/news/{slug(one)}"><div class="card-img"><img src="/i/{one.number}.jpg" alt=""></div><div class="card-body"><span class="tag">News</span><h4>{one.title}</h4><p>{TEASER}</p><span class="when">{short(one)}</span></div></a>',
        around='<div class="grid">{}</div>',
    ),
    "cards, title no heading": Shape(
        lambda one: f'<a class="c-t" href="/news/{slug(one)}"><span>Research</span><p>{one.title}</p><span>{one.day:%d.%m.%Y}</span></a>',
        around='<div class="c-g">{}</div>',
    ),
    "overlay link with a label": Shape(
        lambda one: f'<article class="post-entry"><header><h2>{one.title}</h2></header><div class="entry-content"><p>{TEASER}</p></div><footer class="entry-footer"><span title="{one.ymd}">{english(one)}</span> · 3 min · Anna</footer><a class="entry-link" aria-label="post link to {one.title}" href="/news/{slug(one)}"></a></article>',
    ),
    "page builder grid": Shape(
        lambda one: f'<article class="elementor-post elementor-grid-item post-{one.number}"><a class="elementor-post__thumbnail__link" href="/news/{slug(one)}"><img src="/i.jpg"></a><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="/news/{slug(one)}">{one.title}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{english(one)}</span><span>No Comments</span></div><a class="elementor-post__read-more" href="/news/{slug(one)}">Read More »</a></div></article>',
        around='<div class="elementor-posts-container">{}</div>',
    ),
    "divi": Shape(
        lambda one: f'<article class="et_pb_post clearfix"><h2 class="entry-title"><a href="/news/{slug(one)}">{one.title}</a></h2><p class="post-meta">by <span class="author"><a href="/author/kim/">Kim</a></span> | <span class="published">{short(one)}</span> | <a href="/category/news/">News</a></p><div class="post-content"><p>{TEASER}</p></div></article>',
    ),
    "plain blog by headings": Shape(
        lambda one: f'<h2><a href="/news/{slug(one)}">{one.title}</a></h2><p class="d">{english(one)}</p><p>{TEASER}</p><p><a href="/news/{slug(one)}">Read more</a></p><hr>',
    ),
    "plain lines, date before": Shape(
        lambda one: f'{one.ymd} - <a href="/news/{slug(one)}">{one.title}</a><br>',
        around="<p>{}</p>",
    ),
    "essay list without days": Shape(
        lambda one: f'<tr valign="top"><td><img src="/dot.gif" width="10"></td><td><font size="2"><a href="/news/{slug(one)}">{one.title}</a></font></td></tr>',
        around="<table border=0><tbody>{}</tbody></table>",
        dated=False,
    ),
    "links of a board": Shape(
        lambda one: f'<tr class="athing" id="{one.number}"><td align="right">{one.number % 30}.</td><td><a href="/vote?id={one.number}">▲</a></td><td class="title"><span class="titleline"><a href="/news/{slug(one)}">{one.title}</a> (<a href="/from?site=x">example.org</a>)</span></td></tr><tr><td colspan="2"></td><td class="subtext">120 points by <a href="/user?id=kim">kim</a> <span class="age"><a href="/item?id={one.number}">on {short(one)}</a></span> | <a href="/item?id={one.number}">41 comments</a></td></tr><tr class="spacer"></tr>',
        around="<table>{}</table>",
    ),
    "bulletin board topics": Shape(
        lambda one: f'<li class="row bg1"><dl class="row-item"><dt><div class="list-inner"><a href="./viewtopic.php?t={one.number}" class="topictitle">{one.title}</a><br>by <a href="./memberlist.php?u=3" class="username">kim</a> » {one.day:%a %b} {one.day.day:02}, {one.day.year} 9:31 am</div></dt><dd class="posts">4</dd><dd class="views">120</dd><dd class="lastpost"><span>by <a href="./memberlist.php?u=5" class="username">ola</a> <a href="./viewtopic.php?p={one.number}9"><i></i></a><br>Mon Mar 03, 2025 8:00 am</span></dd></dl></li>',
        thread,
        '<div class="forumbg"><ul class="topiclist topics">{}</ul></div>',
    ),
    "forum of an unknown system": Shape(
        lambda one: f'<div class="trow"><div class="av"><a href="/u/kim"><img src="/a.png" alt="kim"></a></div><div class="mid"><a class="ttl" href="/office/viewtopic.php?t={one.number}">{one.title}</a><div class="by"><a href="/u/kim">kim</a> · {short(one)}</div></div><div class="n">12 replies</div></div>',
        thread,
    ),
    "events with a box for the day": Shape(
        lambda one: f'<div class="event"><div class="cal"><span class="m">{one.day:%b}</span><span class="dd">{one.day.day}</span><span class="y">{one.day.year}</span></div><div class="txt"><a href="/news/{slug(one)}">{one.title}</a><div>Main Hall, 6 pm</div></div></div>',
    ),
    "news by year in lists": Shape(
        lambda one: f'<dt>{english(one)}</dt><dd><a href="/news/{slug(one)}">{one.title}</a></dd>',
        around="<dl>{}</dl>",
    ),
    "title in the link's attribute alone": Shape(
        lambda one: f'<div class="it"><a href="/news/{slug(one)}" title="{one.title}"><img src="/i/{one.number}.jpg"></a><span>{one.day:%d %b %Y}</span></div>',
    ),
    "chinese, script opens the notice": Shape(
        lambda one: f"""<li><a href="#" onclick="window.open('/show.aspx?id={one.number}')">{one.title}</a><i>{one.ymd}</i></li>""",
        lambda one: f"{SITE}/show.aspx?id={one.number}",
        '<ul class="xwlb">{}</ul>',
        CHINESE,
        page=chinese_page,
    ),
    "chinese table of documents with numbers": Shape(
        lambda one: f'<tr><td>{one.number}</td><td><a href="/zc/{one.number}.html">{one.title}</a></td><td>某府发〔2024〕{one.number}号</td><td>{one.ymd}</td><td>有效</td></tr>',
        lambda one: f"{SITE}/zc/{one.number}.html",
        "<table><tr><th>序号</th><th>标题</th><th>文号</th><th>发布日期</th><th>状态</th></tr>{}</table>",
        CHINESE,
        page=chinese_page,
    ),
    "chinese, all in the link": Shape(
        lambda one: f'<a class="clearfix" href="/art/{one.number}.html"><span class="tag">通知</span><span>{one.title}</span><em>{one.ymd}</em></a>',
        lambda one: f"{SITE}/art/{one.number}.html",
        '<div class="lb">{}</div>',
        CHINESE,
        page=chinese_page,
    ),
    "chinese, office and clicks beside": Shape(
        lambda one: f'<li><div><a href="/list/{one.number % 5}.html">[教务处]</a><a href="/art/{one.number}.html">{one.title}</a></div><div>点击：{one.number % 400}　发布：{one.ymd}</div></li>',
        lambda one: f"{SITE}/art/{one.number}.html",
        "<ul>{}</ul>",
        CHINESE,
        page=chinese_page,
    ),
    "chinese, consultations with periods": Shape(
        lambda one: f'<li><p><a href="/yjzj/{one.number}.html">{one.title}</a></p><p>发布时间：{one.ymd}　征集期限：2025-03-01至2025-03-31</p></li>',
        lambda one: f"{SITE}/yjzj/{one.number}.html",
        '<ul class="zjlist">{}</ul>',
        CHINESE,
        page=chinese_page,
    ),
    "two, undated": Shape(
        lambda one: f'<li><a href="/office/{one.number}.html">{one.title}</a></li>',
        lambda one: f"{SITE}/office/{one.number}.html",
        '<div class="lb"><ul>{}</ul></div>',
        CHINESE[:2],
        dated=False,
        page=chinese_page,
    ),
    "two, undated and without names": Shape(
        lambda one: f'<div><a href="show.asp?id={one.number}">{one.title}</a></div>',
        lambda one: f"{SITE}/office/show.asp?id={one.number}",
        "<div>{}</div>",
        CHINESE[1:3],
        dated=False,
        page=chinese_page,
    ),
    "two, undated, with words": Shape(
        lambda one: f'<div class="x"><h3><a href="/news/{slug(one)}">{one.title}</a></h3><p>{TEASER}</p></div>',
        notices=ENGLISH[:2],
        dated=False,
    ),
}  # fmt: skip


def _drawn(name: str, shape: Shape) -> Drawn:
    items = tuple(
        (shape.address(one), shape.titles(one), one.ymd if shape.dated else None) for one in shape.notices
    )
    html = shape.page(shape.around.format(rows(shape.notices, shape.row)))
    return Drawn(name, f"{SITE}/office/tzgg.htm" if shape.page is chinese_page else f"{SITE}/office/", html, items)


PAGES = tuple(_drawn(name, shape) for name, shape in SHAPES.items())
