"""Blogs, boards, courts and agencies with much around their lists, read once before anything was mended for them.

Letters and the documentation's blog were drawn with the second set, the others last of all.
"""

from collections.abc import Callable

from tests.unit.extraction.drawn.frames import ENGLISH_NEWS, western
from tests.unit.extraction.drawn.paper import CHINESE, ENGLISH, Drawn, Notice, expected, links, rows

SITE = "https://www.example.org"
LEAD = "We spent a winter with it and wrote down what broke, what held, and what we would do otherwise if we had to begin again."
OLD = tuple(Notice(one.number - 3000, f"Throwback: {one.title}", one.day.replace(year=2023)) for one in ENGLISH)
PICKED = tuple(
    Notice(one.number - 2000, f"Editors' pick: {one.title}", one.day.replace(year=2022)) for one in ENGLISH[:4]
)
CASES = tuple(
    Notice(one.number, name, one.day)
    for one, name in zip(
        ENGLISH_NEWS,
        ("Marlow v. Pine County", "In re Estate of Holt", "State v. Abara", "Quinn Dairy, LLC v. Department of Revenue", "Soto v. Soto",
         "City of Elm Grove v. Vance", "People ex rel. Diaz v. Warden", "Lakeside Water Trust v. Orr", "In the Matter of T.R."),
        strict=True,
    )
)  # fmt: skip


def page(
    name: str,
    path: str,
    content: str,
    notices: tuple[Notice, ...],
    address: Callable[[Notice], str],
    next_page: str | None = None,
    title: str = "Example",
    *,
    dated: bool = True,
) -> Drawn:
    return Drawn(
        name, f"{SITE}{path}", western(content, title, lang="en-us"),
        expected(notices, lambda one: f"{SITE}{address(one)}", dated=dated), f"{SITE}{next_page}" if next_page else None,
    )  # fmt: skip


def post(one: Notice) -> str:
    return f"/{one.day:%Y/%m}/{one.number}/"


def thread(one: Notice) -> str:
    return f"/threads/t.{one.number}/"


def long_day(one: Notice) -> str:
    return f"{one.day:%B} {one.day.day}, {one.day.year}"


def _magazine(one: Notice) -> str:
    return f"""<article id="post-{one.number}" class="post-{one.number} post type-post"><div class="thumb"><a href="{post(one)}"><img src="/w/{one.number}.jpg"></a></div><header><span class="cat-links"><a href="/category/life/">Life</a></span><h2 class="entry-title"><a href="{post(one)}" rel="bookmark">{one.title}</a></h2><div class="entry-meta"><a href="{post(one)}"><time class="entry-date published" datetime="{one.ymd}">{long_day(one)}</time></a> <a href="/author/ana/">Ana</a></div></header><div class="entry-summary"><p>{LEAD}</p></div></article>"""


def _small(one: Notice) -> str:
    return f"""<div class="mini"><a href="{post(one)}"><img src="/w/{one.number}-s.jpg"></a><h4><a href="{post(one)}">{one.title}</a></h4><span class="d">{long_day(one)}</span></div>"""


def _widget(name: str, content: str) -> str:
    return f'<section class="widget"><h3 class="widget-title">{name}</h3>{content}</section>'


SIDEBAR = (
    "<aside class='sidebar'>"
    + _widget(
        "Recent Comments",
        "".join(f'<li>Lee on <a href="{post(one)}#comment-{one.number}">{one.title}</a></li>' for one in OLD[:5]),
    )
    + _widget(
        "Archives",
        f"<ul>{links(tuple((f'{month} 2024', f'/2024/{n:02}/') for n, month in enumerate(('January', 'February', 'March', 'April', 'May', 'June'), 1)))}</ul>",
    )
    + _widget(
        "Popular",
        "".join(
            f'<div class="pop"><a href="{post(one)}">{one.title}</a> <small>{long_day(one)}</small></div>'
            for one in OLD[:6]
        ),
    )
    + "</aside>"
)


def _full(one: Notice) -> str:
    return f"""<div class="post hentry" id="post-{one.number}"><h3 class="post-title"><a href="{SITE}{post(one)}">{one.title}</a></h3><p class="date">{one.day:%A}, {long_day(one)}</p><div class="storycontent"><p>{LEAD}</p><ul><li><a href="https://one.example.net/{one.number}">A first thing we read</a></li><li><a href="https://two.example.net/{one.number}">A second thing we read</a></li></ul><p>{LEAD}</p></div><p class="feedback"><a href="{SITE}{post(one)}#comments">{one.number % 9} Comments</a> | <a href="{SITE}{post(one)}">Permalink</a></p></div>"""


def _phpbb(one: Notice) -> str:
    return f"""<li class="row bg1"><dl class="row-item topic_read"><dt><div class="list-inner"><a href="./viewtopic.php?t={one.number}" class="topictitle">{one.title}</a><br><div class="topic-poster">by <a href="./memberlist.php?mode=viewprofile&u=2" class="username">kim</a> &raquo; {one.day:%a} {one.day:%b} {one.day.day:02}, {one.day.year} 9:14 am</div><div class="pagination"><ul><li><a class="button" href="./viewtopic.php?t={one.number}&start=15">2</a></li></ul></div></div></dt><dd class="posts">{one.number % 20}</dd><dd class="views">{one.number % 900}</dd><dd class="lastpost"><span>by <a href="./memberlist.php?mode=viewprofile&u=3" class="username">lee</a> <a href="./viewtopic.php?p={one.number + 9}#p{one.number + 9}"><i class="icon"></i></a><br>Tue Feb 25, 2025 8:00 am</span></dd></dl></li>"""


def _struct(one: Notice) -> str:
    return f"""<div class="structItem structItem--thread js-threadListItem-{one.number}"><div class="structItem-cell structItem-cell--icon"><a href="/members/kim.{one.number % 7}/" class="avatar"><img src="/a.png" alt="kim"></a></div><div class="structItem-cell structItem-cell--main"><div class="structItem-title"><a href="/forums/dev/?prefix_id=2" class="labelLink"><span class="label">Guide</span></a> <a href="{thread(one)}" data-tp-primary="on">{one.title}</a></div><div class="structItem-minor"><ul class="structItem-parts"><li><a href="/members/kim.2/" class="username">kim</a></li><li class="structItem-startDate"><a href="{thread(one)}" rel="nofollow"><time class="u-dt" datetime="{one.ymd}T09:00:00+0000" title="{long_day(one)} at 9:00 AM">{one.day:%b} {one.day.day}, {one.day.year}</time></a></li></ul></div></div><div class="structItem-cell structItem-cell--latest"><a href="{thread(one)}latest" rel="nofollow"><time datetime="2025-02-25T08:00:00+0000">Today at 8:00 AM</time></a></div></div>"""


def _case(one: Notice) -> str:
    return f"""<tr><td><a href="/opinions/{one.number}.pdf">24-{one.number}</a></td><td><a href="/opinions/{one.number}.pdf">{one.title}</a></td><td>Affirmed</td><td>{one.day:%m-%d-%Y}</td><td><a href="/opinions/{one.number}.pdf"><img src="/pdf.gif" alt="PDF"></a></td></tr>"""


def _by_day(shape: Callable[[Notice], str], around: str, heading: Callable[[Notice], str]) -> str:
    days = list(dict.fromkeys(one.day for one in CHINESE))
    return "".join(
        heading(next(one for one in CHINESE if one.day == day))
        + around.format(rows(tuple(one for one in CHINESE if one.day == day), shape))
        for day in days
    )


def _consultation(one: Notice) -> str:
    return f"""<li class="consult"><h3><a href="/c/{one.number}">{one.title}</a></h3><p>{LEAD}</p><dl><dt>Closes:</dt><dd>31 Mar 2025</dd><dt>Published:</dt><dd>{one.day.day} {one.day:%b %Y}</dd></dl></li>"""


def _episode(one: Notice) -> str:
    return f"""<div class="episode"><div class="cover"><a href="/e/{one.number}"><img src="/c.png" alt="Cover"></a></div><div class="body"><p class="no">Ep. {one.number % 300} · {one.day:%b} {one.day.day}, {one.day.year} · 42 min</p><h2><a href="/e/{one.number}">{one.title}</a></h2><audio controls src="/a/{one.number}.mp3"></audio><p>{LEAD}</p><p><a href="/a/{one.number}.mp3">Download</a> <a href="/e/{one.number}#notes">Show notes</a></p></div></div>"""


def _letter(one: Notice) -> str:
    return f"""<div class="portable-archive-post"><div class="pc-display-flex"><div class="container"><div><a data-testid="post-preview-title" href="{SITE}/p/{one.number}" class="title-link">{one.title}</a></div><div><a href="{SITE}/p/{one.number}" class="sub">{LEAD}</a></div><div class="byline"><time datetime="{one.ymd}T08:00:00.000Z">{one.day:%b} {one.day.day}</time> • <a href="{SITE}/@anna">Anna Berg</a></div><div class="ufi"><a href="{SITE}/p/{one.number}" aria-label="Like">{one.number % 80}</a><a href="{SITE}/p/{one.number}/comments" aria-label="View comments">{one.number % 12}</a></div></div><a href="{SITE}/p/{one.number}"><img src="/i/{one.number}.png"></a></div></div>"""


def _docs(one: Notice) -> str:
    return f"""<article class="margin-bottom--xl" itemprop="blogPost"><header><h2 class="title" itemprop="headline"><a itemprop="url" href="/blog/{one.number}">{one.title}</a></h2><div class="container"><time datetime="{one.ymd}T00:00:00.000Z">{one.day:%B} {one.day.day}, {one.day.year}</time> · 3 min read</div><div class="avatar"><a href="https://github.example/kim"><img src="/k.png" alt="Kim"></a><div><a href="https://github.example/kim"><span>Kim</span></a><small>Maintainer</small></div></div></header><div class="markdown"><p>{LEAD}</p><h3>What changed</h3><p>{LEAD}</p><p>See <a href="/docs/install">how to install</a>.</p></div><footer><b>Tags:</b><ul><li><a href="/blog/tags/release">release</a></li></ul><a aria-label="Read more about {one.title}" href="/blog/{one.number}"><b>Read more</b></a></footer></article>"""


PAGES = (
    page(
        "magazine, picks and a block above the latest",
        "/",
        f'<div class="slider"><div class="slides">{rows(PICKED, _small)}</div></div><section class="block"><h2>From the archive</h2><div class="grid">{rows(OLD[:4], _small)}</div></section><section class="latest"><h2>Latest</h2>{rows(ENGLISH, _magazine)}<nav class="navigation pagination"><div class="nav-links"><span class="page-numbers current">1</span><a class="page-numbers" href="/page/2/">2</a><a class="next page-numbers" href="/page/2/">Next</a></div></nav></section>',
        ENGLISH,
        post,
        "/page/2/",
    ),
    page(
        "posts in full beside dated populars",
        "/blog/",
        f'<div id="content">{rows(ENGLISH[:6], _full)}<div class="navigation"><a href="/blog/page/2/">« Older Entries</a></div></div>{SIDEBAR}',
        ENGLISH[:6],
        post,
        "/blog/page/2/",
    ),
    page(
        "archive of four beside more populars",
        "/2025/02/",
        f"<h1>Month: February 2025</h1>{rows(ENGLISH[:4], _magazine)}{SIDEBAR}",
        ENGLISH[:4],
        post,
        title="February 2025 - Example",
    ),
    page(
        "board with announcements in a list of their own",
        "/viewforum.php?f=3",
        f'<div id="page-body"><h2 class="forum-title">General</h2><div class="forumbg announcement"><div class="inner"><ul class="topiclist"><li class="header"><dl><dt>Announcements</dt><dd class="posts">Replies</dd></dl></li></ul><ul class="topiclist topics">{rows(ENGLISH_NEWS[:2], _phpbb)}</ul></div></div><div class="forumbg"><div class="inner"><ul class="topiclist"><li class="header"><dl><dt>Topics</dt><dd class="posts">Replies</dd></dl></li></ul><ul class="topiclist topics">{rows(ENGLISH_NEWS[2:], _phpbb)}</ul></div></div><div class="pagination"><ul><li class="active"><span>1</span></li><li><a class="button" href="./viewforum.php?f=3&start=25">2</a></li><li class="arrow next"><a class="button" href="./viewforum.php?f=3&start=25" rel="next">Next</a></li></ul></div></div>',
        ENGLISH_NEWS,
        lambda one: f"/viewtopic.php?t={one.number}",
        "/viewforum.php?f=3&start=25",
        title="General - Example",
    ),
    page(
        "threads, sticky ones in a group of their own",
        "/forums/dev/",
        f'<div class="structItemContainer"><div class="structItemContainer-group structItemContainer-group--sticky">{rows(ENGLISH_NEWS[:2], _struct)}</div><div class="structItemContainer-group js-threadList">{rows(ENGLISH_NEWS[2:], _struct)}</div></div><nav class="pageNavWrapper"><ul class="pageNav-main"><li class="pageNav-page pageNav-page--current"><a href="/forums/dev/">1</a></li><li class="pageNav-page"><a href="/forums/dev/page-2">2</a></li></ul><a href="/forums/dev/page-2" class="pageNav-jump pageNav-jump--next">Next</a></nav>',
        ENGLISH_NEWS,
        thread,
        "/forums/dev/page-2",
        title="Dev | Example",
    ),
    page(
        "opinions, number and name linked alike",
        "/opinions",
        f'<table id="opinions"><thead><tr><th>Number</th><th>Case name</th><th>Disposition</th><th>Filed</th><th></th></tr></thead><tbody>{rows(CASES, _case)}</tbody></table>',
        CASES,
        lambda one: f"/opinions/{one.number}.pdf",
        title="Opinions",
    ),
    page(
        "wire under the heading of each day, hours before",
        "/wire",
        _by_day(
            lambda one: (
                f'<li><span class="t">10:{one.number % 60:02}</span> <a href="/w/{one.number}">{one.title}</a></li>'
            ),
            "<ul>{}</ul>",
            lambda one: f'<h3 class="day">{long_day(one)}</h3>',
        ),
        CHINESE,
        lambda one: f"/w/{one.number}",
    ),
    page(
        "terms, several to a day",
        "/log",
        "<dl>"
        + _by_day(
            lambda one: f'<dd><a href="/l/{one.number}">{one.title}</a></dd>',
            "{}",
            lambda one: f"<dt>{one.day.day} {one.day:%B %Y}</dt>",
        )
        + "</dl>",
        CHINESE,
        lambda one: f"/l/{one.number}",
    ),
    page(
        "consultations, end before the day of publication",
        "/consultations",
        f'<ul class="consultations">{rows(ENGLISH_NEWS, _consultation)}</ul>',
        ENGLISH_NEWS,
        lambda one: f"/c/{one.number}",
        title="Consultations",
    ),
    page(
        "episodes, number, day and length in one line",
        "/podcast",
        f'<div class="episodes">{rows(ENGLISH_NEWS, _episode)}</div>',
        ENGLISH_NEWS,
        lambda one: f"/e/{one.number}",
        title="Podcast",
    ),
    page(
        "letters, five links to each",
        "/archive",
        f'<div class="archive">{rows(ENGLISH_NEWS, _letter)}</div>',
        ENGLISH_NEWS,
        lambda one: f"/p/{one.number}",
    ),
    page(
        "blog of a documentation, in full",
        "/blog",
        f'<div class="row"><aside class="col--3"><nav aria-label="Blog recent posts navigation"><div>Recent posts</div><ul>{rows(ENGLISH_NEWS[:5], lambda one: f"""<li><a href="/blog/{one.number}">{one.title}</a></li>""")}</ul></nav></aside><main class="col--7">{rows(ENGLISH_NEWS, _docs)}<nav class="pagination-nav"><a class="pagination-nav__link pagination-nav__link--next" href="/blog/page/2"><div>Older entries</div></a></nav></main></div>',
        ENGLISH_NEWS,
        lambda one: f"/blog/{one.number}",
        "/blog/page/2",
    ),
)
