"""Listings of blogs, forums and systems of the rest of the world."""

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

SITE = "https://www.example.org"
TEASER = "We have been working on this for most of the last year, and today we are happy to share what came of it with you."


def slug(one: Notice) -> str:
    words = "".join(letter if letter.isalnum() else "-" for letter in one.title.lower())
    return "-".join(word for word in words.split("-") if word)


def dated_path(one: Notice) -> str:
    return f"{SITE}/{one.day:%Y/%m/%d}/{slug(one)}/"


def plain_path(one: Notice) -> str:
    return f"{SITE}/news/{slug(one)}"


def english(one: Notice) -> str:
    return f"{one.day:%B} {one.day.day}, {one.day.year}"


def _wordpress_classic(one: Notice) -> str:
    return f"""<article id="post-{one.number}" class="post-{one.number} post type-post status-publish format-standard hentry category-news">
<header class="entry-header"><h2 class="entry-title"><a href="{dated_path(one)}" rel="bookmark">{one.title}</a></h2>
<div class="entry-meta"><span class="posted-on">Posted on <a href="{dated_path(one)}" rel="bookmark"><time class="entry-date published" datetime="{one.ymd}T09:12:00+00:00">{english(one)}</time></a></span>
<span class="byline"> by <a href="{SITE}/author/anna/">Anna</a></span></div></header><div class="entry-content"><p>{TEASER} <a class="more-link" href="{dated_path(one)}#more-{one.number}">Continue reading <span class="screen-reader-text">{one.title}</span> →</a></p></div>
<footer class="entry-footer"><a href="{SITE}/category/news/" rel="category tag">News</a> <a href="{dated_path(one)}#comments">3 Comments</a></footer></article>"""


WP_PAGER = f"""<nav class="navigation pagination"><h2 class="screen-reader-text">Posts navigation</h2><div class="nav-links"><span aria-current="page" class="page-numbers current">1</span>
<a class="page-numbers" href="{SITE}/page/2/">2</a> <span class="page-numbers dots">…</span> <a class="page-numbers" href="{SITE}/page/19/">19</a> <a class="next page-numbers" href="{SITE}/page/2/">Next page</a></div></nav>"""


def _wordpress_block(one: Notice) -> str:
    return f"""<li class="wp-block-post post-{one.number} post type-post hentry"><div class="wp-block-group"><figure class="wp-block-post-featured-image"><a href="{dated_path(one)}"><img src="/wp-content/uploads/{one.number}.jpg" alt=""></a></figure>
<h3 class="wp-block-post-title"><a href="{dated_path(one)}">{one.title}</a></h3><div class="wp-block-post-date"><time datetime="{one.ymd}T10:00:00+08:00">{one.day:%b} {one.day.day}, {one.day.year}</time></div></div></li>"""


def _wordpress_magazine(one: Notice) -> str:
    return f"""<div class="td_module_10 td_module_wrap"><div class="td-module-thumb"><a href="{dated_path(one)}" rel="bookmark" title="{one.title}"><img class="entry-thumb" src="/wp-content/uploads/{one.number}.jpg"></a></div>
<div class="item-details"><h3 class="entry-title td-module-title"><a href="{dated_path(one)}" title="{one.title}">{one.title}</a></h3><div class="td-module-meta-info"><span class="td-post-author-name"><a href="{SITE}/author/bo/">Bo</a></span>
<span class="td-post-date"><time class="entry-date" datetime="{one.ymd}T08:00:00+00:00">{one.day:%d/%m/%Y}</time></span><div class="td-module-comments"><a href="{dated_path(one)}#respond">0</a></div></div><div class="td-excerpt">{TEASER}</div></div></div>"""


def _drupal_view(one: Notice) -> str:
    return f"""<div class="views-row views-row-{one.number % 10}"><div class="views-field views-field-created"><span class="field-content">{one.day:%m/%d/%Y}</span></div>
<div class="views-field views-field-title"><span class="field-content"><a href="/news/{slug(one)}" hreflang="en">{one.title}</a></span></div></div>"""


def _drupal_table(one: Notice) -> str:
    return f"""<tr class="{"odd" if one.number % 2 else "even"}"><td class="views-field views-field-title"><a href="/news/{slug(one)}">{one.title}</a></td>
<td class="views-field views-field-field-topic"><a href="/topics/press">Press</a></td><td class="views-field views-field-created">{one.day:%d.%m.%Y}</td></tr>"""


DRUPAL_PAGER = """<nav class="pager"><ul class="pager__items"><li class="pager__item is-active"><a href="?page=0" title="Current page">1</a></li><li class="pager__item"><a href="?page=1">2</a></li>
<li class="pager__item pager__item--next"><a href="?page=1" title="Go to next page" rel="next"><span class="visually-hidden">Next page</span><span aria-hidden="true">››</span></a></li></ul></nav>"""


def _joomla_table(one: Notice) -> str:
    return f"""<tr class="cat-list-row{one.number % 2}"><th class="list-title" scope="row"><a href="/index.php/news/{one.number}-{slug(one)}">{one.title}</a></th>
<td class="list-date small">{one.day.day:02d} {one.day:%B %Y}</td><td class="list-author">Written by Anna</td><td class="list-hits"><span class="badge">Hits: {one.number % 400}</span></td></tr>"""


def _joomla_blog(one: Notice) -> str:
    return f"""<div class="blog-item"><div class="item-content"><div class="page-header"><h2><a href="/index.php/news/{one.number}-{slug(one)}">{one.title}</a></h2></div>
<dl class="article-info text-muted"><dt class="article-info-term">Details</dt><dd class="createdby">Written by: <span>Anna</span></dd><dd class="category-name">Category: <a href="/index.php/news">News</a></dd>
<dd class="published"><time datetime="{one.ymd}T08:00:00+00:00">Published: {one.day.day:02d} {one.day:%B %Y}</time></dd></dl><p>{TEASER}</p><p class="readmore"><a class="btn" href="/index.php/news/{one.number}-{slug(one)}">Read more: {one.title}</a></p></div></div>"""


def _typecho(one: Notice) -> str:
    return f"""<article class="post" itemscope><h2 class="post-title"><a itemprop="url" href="{SITE}/archives/{one.number}/">{one.title}</a></h2>
<ul class="post-meta"><li>作者: <a href="{SITE}/author/1/">站长</a></li><li>时间: <time datetime="{one.ymd}T00:00:00+08:00">{one.ymd}</time></li><li>分类: <a href="{SITE}/category/default/">默认分类</a></li>
<li><a href="{SITE}/archives/{one.number}/#comments">评论</a></li></ul><div class="post-content"><p>这是文章的开头部分，介绍了这次折腾的起因和经过，后面会详细说明每一步。</p><p class="more"><a href="{SITE}/archives/{one.number}/">- 阅读剩余部分 -</a></p></div></article>"""


def _hexo_archive(one: Notice) -> str:
    return f"""<article class="post-type-normal"><header class="post-header"><div class="post-meta"><time class="post-time" datetime="{one.ymd}T10:20:00+08:00">{one.day:%m-%d}</time></div>
<div class="post-title"><a class="post-title-link" href="/{one.day:%Y/%m/%d}/{one.number}/"><span>{one.title}</span></a></div></header></article>"""


def _hugo(one: Notice) -> str:
    return f"""<article class="post-entry"><header class="entry-header"><h2>{one.title}</h2></header><div class="entry-content"><p>{TEASER}</p></div>
<footer class="entry-footer"><span title="{one.ymd} 00:00:00 +0000 UTC">{english(one)}</span>&nbsp;·&nbsp;4 min&nbsp;·&nbsp;Anna</footer><a class="entry-link" aria-label="post link to {one.title}" href="{SITE}/posts/{slug(one)}/"></a></article>"""


def _jekyll(one: Notice) -> str:
    return f"""<li><span class="post-meta">{one.day:%b} {one.day.day}, {one.day.year}</span><h3><a class="post-link" href="/{one.day:%Y/%m/%d}/{slug(one)}/">{one.title}</a></h3></li>"""


def _ghost(one: Notice) -> str:
    return f"""<article class="post-card post"><a class="post-card-image-link" href="/{slug(one)}/"><img class="post-card-image" src="/c/{one.number}.jpg" alt="{one.title}" loading="lazy"></a>
<div class="post-card-content"><a class="post-card-content-link" href="/{slug(one)}/"><header class="post-card-header"><div class="post-card-tags"><span class="post-card-primary-tag">News</span></div><h2 class="post-card-title">{one.title}</h2></header>
<div class="post-card-excerpt">{TEASER}</div></a><footer class="post-card-meta"><time class="post-card-meta-date" datetime="{one.ymd}">{one.day:%b} {one.day.day}, {one.day.year}</time><span class="post-card-meta-length">5 min read</span></footer></div></article>"""


def _blogger(one: Notice) -> str:
    return f"""<h2 class='date-header'><span>{one.day:%A}, {english(one)}</span></h2><div class='post hentry'><h3 class='post-title entry-title'><a href='{SITE}/{one.day:%Y/%m}/{slug(one)}.html'>{one.title}</a></h3>
<div class='post-body entry-content'>{TEASER}</div><div class='post-footer'>Posted by Anna at <a class='timestamp-link' href='{SITE}/{one.day:%Y/%m}/{slug(one)}.html'><abbr class='published' title='{one.ymd}T10:04:00+08:00'>10:04 AM</abbr></a> <a class="comment-link" href='{SITE}/{one.day:%Y/%m}/{slug(one)}.html#comment-form'>No comments:</a></div></div>"""


def _discuz(one: Notice) -> str:
    return f"""<tbody id="normalthread_{one.number}"><tr><td class="icn"><a href="thread-{one.number}-1-1.html" title="新窗口打开" target="_blank"><img src="static/image/common/folder_new.gif"></a></td>
<th class="new"><a href="javascript:;" id="content_{one.number}" class="showcontent y" title="更多操作"></a><em>[<a href="forum.php?mod=forumdisplay&fid=2&filter=typeid&typeid=1">公告</a>]</em> <a href="thread-{one.number}-1-1.html" onclick="atarget(this)" class="s xst">{one.title}</a>
<span class="tps">&nbsp;...<a href="thread-{one.number}-2-1.html">2</a><a href="thread-{one.number}-3-1.html">3</a></span></th><td class="by"><cite><a href="space-uid-{one.number % 97}.html" c="1">同学甲</a></cite><em><span>{one.day.year}-{one.day.month}-{one.day.day}</span></em></td>
<td class="num"><a href="thread-{one.number}-1-1.html" class="xi2">{one.number % 50}</a><em>{one.number}</em></td><td class="by"><cite><a href="space-username-b.html">同学乙</a></cite><em><a href="forum.php?mod=redirect&tid={one.number}&goto=lastpost#lastpost">2025-2-25 10:11</a></em></td></tr></tbody>"""


DISCUZ_PAGER = """<div class="pg"><strong>1</strong><a href="forum-2-2.html">2</a><a href="forum-2-3.html">3</a><a href="forum-2-100.html" class="last">... 100</a><label><input type="text" size="2"><span> / 100 页</span></label><a href="forum-2-2.html" class="nxt">下一页</a></div>"""


def _forum_table(one: Notice) -> str:
    """A forum that no family knows."""
    return f"""<tr class="topic"><td><i class="icon"></i></td><td><a class="t" href="topic.asp?id={one.number}">{one.title}</a><br><small>pages: <a href="topic.asp?id={one.number}&p=2">2</a> <a href="topic.asp?id={one.number}&p=3">3</a></small></td>
<td><a href="user.asp?u={one.number % 31}">member{one.number % 31}</a></td><td>{one.number % 40}</td><td>{one.number}</td><td>{one.day:%d-%m-%Y} 10:14<br>by <a href="user.asp?u=5">member5</a></td></tr>"""


def _results(one: Notice) -> str:
    """A page of search results."""
    return f"""<div class="result"><h3><a href="/news/{slug(one)}">{one.title}</a></h3><p class="snippet"><span class="f">{one.day:%b} {one.day.day}, {one.day.year} — </span>{TEASER}</p><cite>{SITE}/news/{slug(one)}</cite> <a href="/cache?u={one.number}">Cached</a></div>"""


def _headed(shape: str) -> str:
    return f"<h1>News</h1>{shape}"


def _odd(one: Notice) -> str:
    return f'<p class="item">{one.day:%d %b %Y}: <a href="/news/{slug(one)}">{one.title}</a></p>'


WP_HEAD = "<link rel='stylesheet' href='/wp-content/themes/twentyone/style.css'><link rel='https://api.w.org/' href='/wp-json/'>"
PAGES = (
    Drawn(
        "wordpress-classic",
        f"{SITE}/",
        english_page(rows(ENGLISH, _wordpress_classic) + WP_PAGER, head=WP_HEAD),
        expected(ENGLISH, dated_path),
        f"{SITE}/page/2/",
    ),
    Drawn(
        "wordpress-block",
        f"{SITE}/blog/",
        english_page(
            f'<ul class="wp-block-post-template">{rows(ENGLISH, _wordpress_block)}</ul>{WP_PAGER}', head=WP_HEAD
        ),
        expected(ENGLISH, dated_path),
        f"{SITE}/page/2/",
    ),
    Drawn(
        "wordpress-magazine",
        f"{SITE}/category/news/",
        english_page(
            f'<div class="td-ss-main-content">{rows(ENGLISH, _wordpress_magazine)}</div>',
            head=WP_HEAD,
            lang="en-GB",
        ),
        expected(ENGLISH, dated_path),
    ),
    Drawn(
        "wordpress-one-post",
        f"{SITE}/category/rare/",
        english_page(rows(ENGLISH[:1], _wordpress_classic), head=WP_HEAD),
        expected(ENGLISH[:1], dated_path),
    ),
    Drawn(
        "wordpress-chinese",
        f"{SITE}/category/news",
        chinese_page(f'<div id="primary">{rows(CHINESE, _wordpress_block)}</div>', head=WP_HEAD),
        expected(CHINESE, dated_path),
    ),
    Drawn(
        "drupal-view",
        f"{SITE}/news",
        english_page(
            _headed(
                f'<div class="view view-news"><div class="view-content">{rows(ENGLISH, _drupal_view)}</div>{DRUPAL_PAGER}</div>'
            ),
            head='<script data-drupal-selector="drupal-settings-json">{}</script>',
            lang="en-US",
        ),
        expected(ENGLISH, plain_path),
        f"{SITE}/news?page=1",
    ),
    Drawn(
        "drupal-table",
        f"{SITE}/news",
        english_page(
            _headed(
                f'<table class="views-table"><thead><tr><th><a href="?order=title&sort=asc">Title</a></th><th>Topic</th><th><a href="?order=created&sort=asc">Date</a></th></tr></thead><tbody>{rows(ENGLISH, _drupal_table)}</tbody></table>{DRUPAL_PAGER}'
            ),
            lang="de",
        ),
        expected(ENGLISH, plain_path),
        f"{SITE}/news?page=1",
    ),
    Drawn(
        "joomla-table",
        f"{SITE}/index.php/news",
        english_page(
            _headed(
                f'<table class="com-content-category__table category table"><thead><tr><th>Title</th><th>Published Date</th><th>Author</th><th>Hits</th></tr></thead><tbody>{rows(ENGLISH, _joomla_table)}</tbody></table>'
            )
        ),
        expected(ENGLISH, lambda one: f"{SITE}/index.php/news/{one.number}-{slug(one)}"),
    ),
    Drawn(
        "joomla-blog",
        f"{SITE}/index.php/news",
        english_page(f'<div class="blog-items">{rows(ENGLISH, _joomla_blog)}</div>'),
        expected(ENGLISH, lambda one: f"{SITE}/index.php/news/{one.number}-{slug(one)}"),
    ),
    Drawn(
        "typecho",
        f"{SITE}/",
        chinese_page(
            f'<div id="main">{rows(CHINESE, _typecho)}</div><ol class="page-navigator"><li class="current"><a href="{SITE}/page/1/">1</a></li><li><a href="{SITE}/page/2/">2</a></li><li class="next"><a href="{SITE}/page/2/">后一页 »</a></li></ol>',
            section="博客",
        ),
        expected(CHINESE, lambda one: f"{SITE}/archives/{one.number}/"),
        f"{SITE}/page/2/",
    ),
    Drawn(
        "hexo-archive",
        f"{SITE}/archives/",
        chinese_page(
            f'<div class="posts-collapse"><div class="collection-header">目前共计 153 篇日志</div><div class="collection-year"><h2>2025</h2></div>{rows(CHINESE[:6], _hexo_archive)}<div class="collection-year"><h2>2024</h2></div>{rows(CHINESE[6:], _hexo_archive)}</div><nav class="pagination"><span class="page-number current">1</span><a class="page-number" href="/archives/page/2/">2</a><a class="extend next" rel="next" href="/archives/page/2/"><i class="fa"></i></a></nav>',
            section="归档",
        ),
        expected(CHINESE, lambda one: f"{SITE}/{one.day:%Y/%m/%d}/{one.number}/"),
        f"{SITE}/archives/page/2/",
    ),
    Drawn(
        "hugo-overlay",
        f"{SITE}/posts/",
        english_page(
            rows(ENGLISH, _hugo)
            + f'<footer class="page-footer"><nav class="pagination"><a class="next" href="{SITE}/posts/page/2/">Next&nbsp;&nbsp;»</a></nav></footer>'
        ),
        expected(ENGLISH, lambda one: f"{SITE}/posts/{slug(one)}/"),
        f"{SITE}/posts/page/2/",
    ),
    Drawn(
        "jekyll",
        f"{SITE}/",
        english_page(
            f'<h2 class="post-list-heading">Posts</h2><ul class="post-list">{rows(ENGLISH, _jekyll)}</ul>'
        ),
        expected(ENGLISH, dated_path),
    ),
    Drawn(
        "ghost",
        f"{SITE}/",
        english_page(f'<div class="post-feed">{rows(ENGLISH, _ghost)}</div>'),
        expected(ENGLISH, lambda one: f"{SITE}/{slug(one)}/"),
    ),
    Drawn(
        "blogger",
        f"{SITE}/",
        english_page(
            f"<div class='blog-posts hfeed'>{rows(ENGLISH, _blogger)}</div><a class='blog-pager-older-link' href='{SITE}/search?updated-max=2024-11-05&max-results=10'>Older Posts</a>",
            head="<meta content='blogger' name='generator'/>",
        ),
        expected(ENGLISH, lambda one: f"{SITE}/{one.day:%Y/%m}/{slug(one)}.html"),
        f"{SITE}/search?updated-max=2024-11-05&max-results=10",
    ),
    Drawn(
        "discuz",
        f"{SITE}/forum-2-1.html",
        chinese_page(
            f'<div id="threadlist"><form><table summary="forum_2">{rows(CHINESE, _discuz)}</table></form></div>{DISCUZ_PAGER}',
            head='<meta name="generator" content="Discuz! X3.4"><script>var discuz_uid = "0";</script>',
            section="公告",
        ),
        expected(CHINESE, lambda one: f"{SITE}/thread-{one.number}-1-1.html"),
        f"{SITE}/forum-2-2.html",
    ),
    Drawn(
        "forum-unknown",
        f"{SITE}/forum.asp?f=3",
        english_page(
            f'<table class="topics"><tr><th></th><th>Topic</th><th>Author</th><th>Replies</th><th>Views</th><th>Last post</th></tr>{rows(ENGLISH, _forum_table)}</table>',
            title="General - Forum",
        ),
        expected(ENGLISH, lambda one: f"{SITE}/topic.asp?id={one.number}"),
    ),
    Drawn(
        "search-results",
        f"{SITE}/search?q=news",
        english_page(
            f'<p>About 1,230 results for <b>news</b></p><div id="results">{rows(ENGLISH, _results)}</div>'
        ),
        expected(ENGLISH, plain_path),
    ),
    Drawn(
        "paragraphs", f"{SITE}/news/", english_page(_headed(rows(ENGLISH, _odd))), expected(ENGLISH, plain_path)
    ),
)
