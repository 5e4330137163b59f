"""Pages that hold no listing, and what each of them is."""

from service.domain.poll import PageKind
from tests.unit.extraction.drawn import real_none
from tests.unit.extraction.drawn.paper import CHINESE, chinese_page, english_page, links, rows
from tests.unit.extraction.drawn.refused import REFUSED, SCHOOL, SENTENCE, NoListing, bare

ENGLISH_SENTENCE = "The committee met on Tuesday to discuss the plan, heard from several residents, and agreed to return to the question in spring."


def paragraphs(sentence: str, count: int) -> str:
    return "".join(f"<p>{sentence}{n}</p>" for n in range(count))


RELATED = rows(
    CHINESE, lambda one: f'<li><a href="/show/{one.number}.html">{one.title}</a><span>{one.ymd}</span></li>'
)
UNDATED = rows(CHINESE[:6], lambda one: f'<li><a href="/show/{one.number}.html">{one.title}</a></li>')
ARTICLE_TITLE = "关于做好2025年春季学期学生注册工作的通知"
K = PageKind

NO_LISTINGS = (
    *REFUSED,
    # Empty listings
    NoListing("nothing yet", K.EMPTY, chinese_page("<ul class='list'></ul><div class='none'>暂无内容</div>")),
    NoListing(
        "no data",
        K.EMPTY,
        chinese_page(
            "<table><tr><th>标题</th><th>时间</th></tr><tr><td colspan=2>没有找到匹配的记录</td></tr></table>"
        ),
    ),
    NoListing("no posts", K.EMPTY, english_page("<h1>Archive</h1><p>No posts found.</p>")),
    NoListing("nothing there", K.EMPTY, english_page("<h1>News</h1><p>There are currently no news items.</p>")),
    NoListing(
        "zero of zero", K.EMPTY, chinese_page('<ul class="news_list list2"></ul><div>总共 0 记录 页码 1/0</div>')
    ),
    # Shells
    NoListing(
        "shell of an app",
        K.SHELL,
        bare(
            '<div id="app"></div><script src="/js/chunk-vendors.8a1b.js"></script><script src="/js/app.3c.js"></script><noscript><strong>Please enable JavaScript to continue.</strong></noscript>',
            title="通知公告",
        ),
    ),
    NoListing(
        "shell, next",
        K.SHELL,
        bare('<div id="__next"></div><script src="/_next/static/main.js"></script>', title="News"),
    ),
    NoListing(
        "shell, loading",
        K.SHELL,
        bare(
            '<div id="root"><div class="loading">加载中...</div></div><script type="module" src="/assets/index.js"></script>',
            title="通知公告",
        ),
    ),
    NoListing(
        "shell with menus",
        K.SHELL,
        chinese_page(
            '<div class="list"><ul id="newsList"></ul><div id="pager"></div></div><script>$.ajax({url:"/api/news/list",success:function(d){render(d)}});</script>'
        ),
    ),
    NoListing(
        "shell with a template",
        K.SHELL,
        chinese_page(
            '<ul id="list"><li v-for="item in list"><a :href="item.url">{{item.title}}</a><span>{{item.date}}</span></li></ul><script src="/js/vue.js"></script><script>new Vue({el:"#list"})</script>'
        ),
    ),
    # Articles
    NoListing(
        "article",
        K.ARTICLE,
        chinese_page(
            f"<h1>{ARTICLE_TITLE}</h1><div class='info'>发布时间：2025-02-21 作者：教务处 浏览次数：120</div><div class='content'>{paragraphs(SENTENCE, 8)}</div><p>上一篇：无</p><p>下一篇：<a href='/show/3.html'>停水通知</a></p>",
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/show/15820.html",
    ),
    NoListing(
        "article with related",
        K.ARTICLE,
        chinese_page(
            f"<h1>{ARTICLE_TITLE}</h1><div class='info'>2025-02-21</div><div class='content'>{paragraphs(SENTENCE, 6)}</div><h3>相关阅读</h3><ul>{RELATED}</ul>",
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/show/15820.html",
    ),
    NoListing(
        "article beside a dated list",
        K.ARTICLE,
        chinese_page(
            f"<h2>{ARTICLE_TITLE}</h2><p>时间：2025年02月21日 来源：教务处</p><div id='zoom'>{paragraphs(SENTENCE, 4)}</div><div class='side'><h3>通知公告</h3><ul>{RELATED}</ul></div>",
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/content/2025/15820.html",
    ),
    NoListing(
        "short article beside a list",
        K.ARTICLE,
        chinese_page(
            f"<h1>{ARTICLE_TITLE}</h1><p>发布者：教务处 发布时间：2025-02-21 点击数：15</p><p>请各学院按时完成。</p><p>附件：<a href='/f/1.doc'>注册名单.doc</a></p><div class='box'><h3>最新文章</h3><ul>{UNDATED}</ul></div>",
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/show/15820.html",
    ),
    NoListing(
        "article with many files",
        K.ARTICLE,
        chinese_page(
            f"<h1>{ARTICLE_TITLE}</h1><p>发布时间：2025-02-21</p>{paragraphs(SENTENCE, 2)}"
            + "".join(
                f"<p>附件{n}：<a href='/f/{n}.doc'>附件{n}：某某工作材料报送汇总表.doc</a></p>"
                for n in range(1, 9)
            ),
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/show/15820.html",
    ),
    NoListing(
        "article of links",
        K.ARTICLE,
        chinese_page(
            f"<h1>{ARTICLE_TITLE}</h1><p>来源：宣传部 日期：2025-02-21</p>{paragraphs(SENTENCE, 3)}<ol>{UNDATED}</ol>{paragraphs(SENTENCE, 3)}<p>责任编辑：张三</p>",
            section=ARTICLE_TITLE,
        ),
        f"{SCHOOL}/show/15820.html",
    ),
    NoListing(
        "english article",
        K.ARTICLE,
        english_page(
            f"<article><h1>City council approves the new riverside cycling plan</h1><p>By Anna Example · February 21, 2025</p>{paragraphs(ENGLISH_SENTENCE, 8)}</article><h3>Related</h3><ul><li><a href='/n/1'>Road works begin in March</a></li><li><a href='/n/2'>Library closes early</a></li><li><a href='/n/3'>A new bridge for the old town</a></li></ul>",
            title="City council approves the new riverside cycling plan - Example",
        ),
        "https://www.example.org/news/city-council-approves-the-new-riverside-cycling-plan",
    ),
    NoListing(
        "english article with comments",
        K.ARTICLE,
        english_page(
            "<article><h1>What we learned from 1,000 user interviews</h1><p>Posted on 9 January 2025 by Anna</p>"
            + paragraphs(ENGLISH_SENTENCE, 6)
            + "</article><ol class='comments'>"
            + "".join(
                f"<li class='comment'><a href='/u/{n}'>Reader {n}</a> <a href='#c{n}'>January {n + 9}, 2025</a><p>Thanks for writing this, it was good to read about it, and I will try it.</p></li>"
                for n in range(6)
            )
            + "</ol>",
            title="What we learned from 1,000 user interviews",
        ),
        "https://www.example.org/2025/01/09/what-we-learned/",
    ),
    # Others
    NoListing(
        "contact",
        K.OTHER,
        chinese_page(
            "<h2>联系我们</h2><p>地址：某市某路1号</p><p>电话：010-12345678</p><p>邮编：100000</p><p>邮箱：xy@example.edu.cn</p>",
            section="联系我们",
        ),
        f"{SCHOOL}/lxwm.htm",
    ),
    NoListing(
        "staff",
        K.OTHER,
        chinese_page(
            "<h2>师资队伍</h2><ul>"
            + "".join(
                f"<li><a href='/t/{n}.htm'>{name}</a></li>"
                for n, name in enumerate(("张三", "李四", "王五", "赵六", "钱七", "孙八", "周九"))
            )
            + "</ul>",
            section="师资队伍",
        ),
        f"{SCHOOL}/szdw.htm",
    ),
    NoListing(
        "product",
        K.OTHER,
        english_page(
            "<h1>Ship faster with Example</h1><p>The platform for teams who care.</p><div class='features'>"
            + "".join(
                f"<div class='feature'><h3>{name}</h3><p>{ENGLISH_SENTENCE}</p><a href='/features/{n}'>Learn more</a></div>"
                for n, name in enumerate(("Fast", "Secure", "Open"))
            )
            + "</div><a class='btn' href='/signup'>Start free</a>",
            title="Example - ship faster",
        ),
        "https://www.example.org/",
    ),
    NoListing(
        "sections only",
        K.OTHER,
        chinese_page(
            "<h2>办事指南</h2><ul>"
            + links(
                (
                    ("教学服务", "/bszn/jx.htm"),
                    ("科研服务", "/bszn/ky.htm"),
                    ("财务服务", "/bszn/cw.htm"),
                    ("后勤服务", "/bszn/hq.htm"),
                )
            )
            + "</ul>",
            section="办事指南",
        ),
        f"{SCHOOL}/bszn.htm",
    ),
    NoListing("nothing at all", K.OTHER, ""),
    NoListing("a word", K.OTHER, "OK"),
    *real_none.PAGES,
)
