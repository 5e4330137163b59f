"""Article pages of systems the world over, drawn from memory before the reader was looked at."""

from tests.unit.extraction.drawn.articles import DrawnArticle

TITLE = "Temporary closure of the harbour footbridge"
BODY = (
    "The harbour footbridge will be closed to the public while engineers replace the decking and repaint the railings.",
    "Pedestrians should follow the signed diversion along Quay Street, which adds about ten minutes to the walk.",
    "The ferry will run every fifteen minutes between 7am and 7pm for the length of the closure.",
)
SITE = "https://www.harbour.example.org"


def _p(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _whole(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


_GOVUK = _whole(
    f"<title>{TITLE} - Example Government</title>",
    f"""<a href="#content" class="govuk-skip-link">Skip to main content</a><div id="global-cookie-message"><p>We use some essential cookies to make this website work.</p><button>Accept additional cookies</button></div><header><a href="/">Example Government</a><nav><ul><li><a href="/browse">Topics</a></li><li><a href="/government">Activity</a></li></ul></nav></header>
<div class="govuk-breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/transport">Transport</a></li></ol></div><main id="content"><span class="govuk-caption-xl">News story</span><h1 class="gem-c-heading__text">{TITLE}</h1><p class="gem-c-lead-paragraph">The bridge closes for six weeks from March.</p>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/government/organisations/harbour">Harbour Board</a></dd><dt>Published</dt><dd>21 February 2025</dd><dt>Last updated</dt><dd>3 March 2025 — <a href="#history">See all updates</a></dd></dl></div><div class="govspeak">{_p(BODY)}</div>
<section class="attachment"><h2 class="gem-c-attachment__title"><a href="https://assets.example.org/media/67b/Diversion_map.pdf">Diversion map</a></h2><p><span>PDF</span>, <span>1.2 MB</span>, <span>3 pages</span></p></section><div class="gem-c-share-links"><h2>Share this page</h2><ul><li><a href="https://facebook.com/sharer">Share on Facebook</a></li></ul></div><h2>Updates to this page</h2><p>Published 21 February 2025</p></main>
<div class="gem-c-feedback"><h2>Is this page useful?</h2><button>Yes</button></div><footer><p>All content is available under the Open Licence</p></footer>""",
)
_DRUPAL = _whole(
    f'<title>{TITLE} | Harbour Board</title><meta name="Generator" content="Drupal 7">',
    f"""<div id="page-wrapper"><div id="header"><a href="/">Harbour Board</a></div><div id="main-menu"><ul class="links"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></div><div id="content" class="column"><h1 class="title" id="page-title">{TITLE}</h1><div class="tabs"></div><div class="region region-content"><div id="node-12" class="node node-news"><div class="submitted">Submitted by webmaster on Fri, 02/21/2025 - 10:15</div>
<div class="content clearfix"><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{_p(BODY)}</div></div></div><div class="field field-name-field-files"><div class="field-label">Attachments:&nbsp;</div><div class="field-items"><div class="field-item even"><span class="file"><img class="file-icon" src="/modules/file/icons/application-pdf.png"> <a href="{SITE}/sites/default/files/map.pdf" type="application/pdf; length=120000">map.pdf</a></span></div></div></div></div>
<div class="link-wrapper"><ul class="links"><li><a href="/user/login?destination=node/12">Log in to post comments</a></li></ul></div></div></div></div><div id="sidebar-first"><h2>Recent news</h2><ul><li><a href="/node/9">Dredging begins at the north quay</a></li><li><a href="/node/8">New fees for visiting boats</a></li></ul></div><div id="footer">Powered by Drupal</div></div>""",
)
_HUGO = _whole(
    f'<title>{TITLE} | Notes</title><meta name="generator" content="Hugo 0.121">',
    f"""<header class="nav"><a href="/">Notes</a><a href="/posts/">Posts</a><a href="/tags/">Tags</a></header><main class="main"><article class="post-single"><header class="post-header"><h1 class="post-title">{TITLE}</h1><div class="post-meta"><span title="2025-02-21 10:15:00 +0000 UTC">February 21, 2025</span>&nbsp;·&nbsp;2 min&nbsp;·&nbsp;Ann Lee</div></header><div class="post-content">{_p(BODY)}</div>
<footer class="post-footer"><ul class="post-tags"><li><a href="/tags/bridge/">Bridge</a></li></ul><nav class="paginav"><a class="prev" href="/posts/fees/"><span>« Prev</span><br><span>New fees for visiting boats</span></a></nav></footer></article></main><footer class="footer"><span>© 2025 Notes</span> <span>Powered by <a href="https://gohugo.io/">Hugo</a></span></footer>""",
)
_DISCOURSE = _whole(
    f'<title>{TITLE} - Announcements - Harbour Forum</title><meta name="generator" content="Discourse 3.4"><meta property="og:title" content="{TITLE}">',
    f"""<header><a href="/">Harbour Forum</a></header><div id="main-outlet" class="wrap"><div id="topic-title"><h1><a href="/t/temporary-closure/77">{TITLE}</a></h1><div class="topic-category" itemscope><span><a href="/c/announcements/5" class="badge-wrapper"><span itemprop="name">Announcements</span></a></span></div></div>
<div itemscope itemtype="http://schema.org/DiscussionForumPosting"><meta itemprop="headline" content="{TITLE}"><meta itemprop="datePublished" content="2025-02-21T10:15:00Z"><div id="post_1" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/ann"><span itemprop="name">ann</span></a></span><link itemprop="mainEntityOfPage" href="/t/77"><span class="crawler-post-infos"><time datetime="2025-02-21T10:15:00Z" class="post-time">February 21, 2025, 10:15am</time><span itemprop="position">1</span></span></div><div class="post" itemprop="text">{_p(BODY)}</div><div class="post-likes">3 Likes</div></div>
<div id="post_2" itemprop="comment" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/bob"><span>bob</span></a></span><time datetime="2025-02-23T09:00:00Z" class="post-time">February 23, 2025, 9:00am</time></div><div class="post" itemprop="text"><p>Will the ferry take bicycles during the closure? I ride to work every day and the diversion is long.</p></div></div></div></div><footer class="container"><nav><a href="/">Home</a> <a href="/guidelines">Guidelines</a></nav></footer>""",
)
_JOOMLA = _whole(
    f"<title>{TITLE}</title>",
    f"""<div class="body"><header><a class="brand" href="/">Harbour Board</a></header><nav class="navigation"><ul class="nav menu"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav><main id="content"><ul class="breadcrumb"><li>You are here: </li><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li>{TITLE}</li></ul>
<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{TITLE}</h2></div><dl class="article-info muted"><dt class="article-info-term">Details</dt><dd class="createdby">Written by: <span itemprop="name">Super User</span></dd><dd class="category-name">Category: <a href="/news">News</a></dd><dd class="published"><time datetime="2025-02-21T10:15:00+00:00" itemprop="datePublished">Published: 21 February 2025</time></dd><dd class="hits">Hits: 431</dd></dl>
<div itemprop="articleBody">{_p(BODY)}</div><ul class="pager pagenav"><li class="previous"><a href="/news/9" rel="prev">Prev</a></li><li class="next"><a href="/news/11" rel="next">Next</a></li></ul></div></main><div id="aside"><h3>Latest Articles</h3><ul><li><a href="/news/9">Dredging begins</a></li></ul></div></div>""",
)
_COUNCIL = _whole(
    f"<title>{TITLE} - Harbour Town Council</title>",
    f"""<header><form action="/search"><input name="q"></form><ul><li><a href="/bins">Bins</a></li><li><a href="/parking">Parking</a></li></ul></header><div class="breadcrumbs"><a href="/">Home</a> » <a href="/news">News</a></div><div class="grid"><div class="col-8"><h1>{TITLE}</h1><p class="date"><strong>Published:</strong> Friday, 21st February 2025</p><div class="rte"><p><strong>{BODY[0]}</strong></p>{_p(BODY[1:])}</div><p class="tags">Tags: <a href="/news?tag=roads">Roads</a></p></div><div class="col-4"><h2>Related news</h2><ul><li><a href="/news/a">Dredging begins at the north quay</a><span>14 February 2025</span></li><li><a href="/news/b">New fees for visiting boats</a><span>1 February 2025</span></li></ul><h2>Sign up</h2><p>Sign up for our e-mail alerts.</p></div></div><footer><p>© 2025 Harbour Town Council</p></footer>""",
)
_T4 = _whole(
    f"<title>{TITLE} : News : University of Harbour</title>",
    f"""<nav class="global"><ul><li><a href="/study">Study</a></li><li><a href="/research">Research</a></li></ul></nav><div class="hero"><img src="/img/bridge.jpg" alt="Bridge"></div><div class="wrapper"><section class="main"><p class="kicker">Campus news</p><h1>{TITLE}</h1><p class="article__date">21 Feb 2025</p><div class="article__body">{_p(BODY)}<h3>Media contact</h3><p>Press Office, press@harbour.example.org</p></div></section><aside><h2>You may also like</h2><ul><li><a href="/news/x">Students win sailing cup</a></li></ul></aside></div><footer><ul><li><a href="/privacy">Privacy</a></li></ul></footer>""",
)
_DOTCMS = _whole(
    f'<title>{TITLE}</title><script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}","datePublished":"2025-02-21T10:15:00Z","author":{{"@type":"Person","name":"Ann Lee"}}}}</script>',
    f"""<header><nav><a href="/">Home</a><a href="/latest">Latest</a></nav></header><div class="css-1x2y3z"><div class="css-9k1"><h1 class="css-aa1">{TITLE}</h1><div class="css-bb2"><span>By Ann Lee</span></div><figure><img src="/bridge.jpg"><figcaption>The bridge last week. Photo: Ann Lee</figcaption></figure>{"".join(f'<div class="css-cc3"><p class="css-dd4">{line}</p></div>' for line in BODY)}<div class="css-ee5"><p>Subscribe to our newsletter to get the news every morning.</p><form><input type="email"></form></div></div><div class="css-ff6"><h2>Most read</h2><ol><li><a href="/a">Dredging begins at the north quay</a></li><li><a href="/b">New fees for visiting boats</a></li></ol></div></div><footer>© Harbour Times</footer>""",
)


def _english(
    name: str,
    html: str,
    path: str,
    lines: tuple[str, ...] = BODY,
    files: tuple[tuple[str, str], ...] = (),
    author: str | None = None,
    images: int = 0,
) -> DrawnArticle:
    return DrawnArticle(name, html, TITLE, "2025-02-21", lines, files, author, SITE + path, images=images)


BLIND_WORLD = (
    _english(
        "a national government",
        _GOVUK,
        "/government/news/closure",
        files=(("https://assets.example.org/media/67b/Diversion_map.pdf", "Diversion map"),),
    ),
    _english("drupal 7", _DRUPAL, "/node/12", files=((f"{SITE}/sites/default/files/map.pdf", "map.pdf"),)),
    _english("hugo", _HUGO, "/posts/closure/"),
    _english("discourse", _DISCOURSE, "/t/temporary-closure/77"),
    _english("joomla", _JOOMLA, "/news/10"),
    _english("a town council", _COUNCIL, "/news/closure"),
    _english(
        "a university",
        _T4,
        "/news/closure",
        lines=(*BODY, "Media contact", "Press Office, press@harbour.example.org"),
    ),
    _english("a paper of hashed classes", _DOTCMS, "/news/closure", images=1, author="Ann Lee"),
)
