"""Article pages in the shapes that sites have, each with what a reader takes from it."""

from dataclasses import dataclass

from service.domain.entry import ArticleKind
from service.domain.poll import Page
from service.domain.urls import Url
from tests.unit.extraction.drawn.paper import (
    CHINESE,
    FETCHED,
    FRIENDS,
    MENU,
    chinese_page,
    english_page,
    links,
    rows,
)

SCHOOL = "http://xy.example.edu.cn"
URL = f"{SCHOOL}/show/15820.html"
TITLE = "关于做好2025年春季学期学生注册工作的通知"
BODY = (
    "各学院、各有关部门：",
    "根据学校工作安排，现将2025年春季学期学生注册工作有关事项通知如下。",
    "一、注册时间",
    "本科生注册时间为3月1日至3月3日，研究生注册时间为3月4日，逾期不予办理。",
    "二、工作要求",
    "各学院要高度重视注册工作，指定专人负责，按时完成各项任务，并将结果报送教务处学籍科。",
    "教务处",
    "2025年2月20日",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
NEIGHBOURS = '<div class="sx"><p>上一篇：<a href="/show/15819.html">图书馆数据库试用通知</a></p><p>下一篇：<a href="/show/15821.html">后勤服务中心停水通知</a></p></div>'
RELATED = (
    '<div class="xg"><h3>相关文章</h3><ul>'
    + rows(
        CHINESE[1:7],
        lambda one: f'<li><a href="/show/{one.number}.html">{one.title}</a><span>{one.ymd}</span></li>',
    )
    + "</ul></div>"
)


@dataclass(frozen=True)
class DrawnArticle:
    name: str
    html: str
    title: str | None = TITLE
    day: str | None = "2025-02-21"
    lines: tuple[str, ...] = BODY
    files: tuple[tuple[str, str], ...] = ()
    author: str | None = None
    url: str = URL
    kind: ArticleKind = ArticleKind.HTML
    images: int = 0

    def page(self) -> Page:
        return Page(Url.parse(self.url), 200, "text/html", None, self.html.encode(), FETCHED)


def notice(inside: str, *, section: str = TITLE, head: str = "") -> str:
    return chinese_page(inside, section=section, head=head)


def with_meta(line: str, *, after: str = "") -> str:
    return notice(
        f'<div class="art"><h1>{TITLE}</h1><div class="meta">{line}</div><div class="con">{PARAGRAPHS}</div>{after}</div>'
    )


WECHAT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="微信公众平台"><meta property="og:type" content="article"><title></title></head>
<body id="activity-detail"><div class="rich_media"><div id="page-content" class="rich_media_area_primary"><div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title" id="activity-name"> {TITLE} </h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">学籍科</span>
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">某大学教务处</a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0;"><section><section>{"".join(f"<p><span>{line}</span></p>" for line in BODY)}</section></section>
<p><img class="rich_pages" data-src="https://mmbiz.example.com/mmbiz_png/a/640?wx_fmt=png" src="data:image/gif;base64,R0"></p></div></div></div></div>
<div class="rich_media_tool"><a id="js_view_source" href="javascript:;">阅读原文</a></div><div id="js_pc_qr_code">微信扫一扫关注该公众号</div><div>预览时标签不可点</div></div>
<script>var ct = "1740102000"; var nickname = htmlDecode("某大学教务处"); var msg_title = '{TITLE}';</script></body></html>"""

ARTICLES = (
    DrawnArticle(
        "plain",
        with_meta("发布时间：2025-02-21 09:30 作者：张三 浏览次数：<span>123</span>次", after=NEIGHBOURS),
        author="张三",
    ),
    DrawnArticle(
        "with related",
        with_meta("来源：教务处　发布日期：2025年02月21日　点击：36", after=NEIGHBOURS + RELATED),
        author="教务处",
    ),
    DrawnArticle(
        "fonts and sizes",
        with_meta(
            '发布者：教务处 发布时间：2025/2/21 【字体：<a href="javascript:f(16)">大</a> <a href="javascript:f(14)">中</a> <a href="javascript:f(12)">小</a>】 【<a href="javascript:print()">打印</a>】【<a href="javascript:close()">关闭</a>】',
            after=NEIGHBOURS,
        ),
        author="教务处",
    ),
    DrawnArticle(
        "editors under the text",
        with_meta(
            "2025-02-21",
            after="<p>责任编辑：李四</p><p>审核：王五</p><p>【打印本页】 【关闭窗口】</p>" + NEIGHBOURS,
        ),
    ),
    DrawnArticle(
        "shared",
        with_meta(
            "时间：2025-02-21",
            after='<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a><a href="#">QQ空间</a></div>'
            + NEIGHBOURS,
        ),
    ),
    DrawnArticle("updated after it was published", with_meta("发布时间：2025-02-21 更新时间：2025-02-24")),
    DrawnArticle("deadline beside the date", with_meta("发布日期：2025-02-21 报名截止时间：2025-03-10")),
    DrawnArticle(
        "today above it",
        notice(
            f'<div class="today">今天是2025年2月26日 星期三</div><div><h1>{TITLE}</h1><p class="m">2025-02-21</p>{PARAGRAPHS}</div>'
        ),
    ),
    DrawnArticle(
        "date under the text",
        notice(
            f'<div><h2>{TITLE}</h2><div class="c">{PARAGRAPHS}</div><div class="f">发布时间：2025-02-21</div>{NEIGHBOURS}</div>'
        ),
    ),
    DrawnArticle(
        "date in the address",
        notice(
            f'<div><h2>{TITLE}</h2><div class="c">{"".join(f"<p>{line}</p>" for line in BODY[:-1])}</div></div>'
        ),
        lines=BODY[:-1],
        url=f"{SCHOOL}/tzgg/202502/t20250221_1234.html",
    ),
    DrawnArticle(
        "date in the signature alone",
        notice(f'<div><h2>{TITLE}</h2><div class="c">{PARAGRAPHS}</div></div>'),
        day="2025-02-20",
    ),
    DrawnArticle(
        "signed in numerals",
        notice(
            f'<div><h2>{TITLE}</h2><div class="c">{"".join(f"<p>{line}</p>" for line in BODY[:-1])}<p>二〇二五年二月二十日</p></div></div>'
        ),
        day="2025-02-20",
        lines=(*BODY[:-1], "二〇二五年二月二十日"),
    ),
    DrawnArticle(
        "government metas",
        notice(
            f'<div><div class="t">{TITLE}</div><div id="zoom">{PARAGRAPHS}</div></div>',
            section="通知公告",
            head=f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-02-21 10:00"><meta name="ContentSource" content="市教育局">',
        ),
        author="市教育局",
    ),
    DrawnArticle(
        "index of a document",
        notice(
            f'<table class="idx"><tr><td>索 引 号：</td><td>000014349/2025-00012</td><td>主题分类：</td><td>教育</td></tr><tr><td>发文机关：</td><td>市教育局</td><td>成文日期：</td><td>2025年02月18日</td></tr><tr><td>标　　题：</td><td>{TITLE}</td><td>发布日期：</td><td>2025年02月21日</td></tr></table><h1>{TITLE}</h1><div class="c">{PARAGRAPHS}</div>'
        ),
    ),
    DrawnArticle(
        "title in the breadcrumb",
        notice(
            f'<div class="pos2">位置：首页 &gt; 通知公告 &gt; {TITLE}</div><div class="d">发布时间：2025-02-21</div><div class="c">{PARAGRAPHS}</div>'
        ),
    ),
    DrawnArticle(
        "title in a cell",
        notice(
            f'<table width="90%"><tr><td align="center" class="bt"><b><font size=4>{TITLE}</font></b></td></tr><tr><td align="center">[2025-2-21]　来源：教务处</td></tr><tr><td><hr></td></tr><tr><td class="nr">{PARAGRAPHS}</td></tr><tr><td align="right">【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table>'
        ),
        author="教务处",
    ),
    DrawnArticle(
        "lines without paragraphs",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>2025-02-21</p><div class="c">{"<br>　　".join(BODY)}</div></div>{NEIGHBOURS}'
        ),
    ),
    DrawnArticle(
        "divs and spans of an office program",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>2025-02-21</p><div class="c">{"".join(f"""<div class="MsoNormal"><span style="font-size:16pt"><span>{line[: len(line) // 2]}</span><span>{line[len(line) // 2 :]}</span></span><o:p></o:p></div>""" for line in BODY)}</div></div>'
        ),
    ),
    DrawnArticle(
        "multi-page",
        with_meta(
            "2025-02-21",
            after='<div class="fy"><span>上一页</span> <b>1</b> <a href="15820_2.html">2</a> <a href="15820_3.html">3</a> <a href="15820_2.html">下一页</a></div>'
            + NEIGHBOURS,
        ),
    ),
    DrawnArticle(
        "pager in the body",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>2025-02-21</p><div class="c">{PARAGRAPHS}<p align="center"><b>[1]</b> <a href="15820_2.html">[2]</a> <a href="15820_2.html">下一页</a></p></div></div>'
        ),
    ),
    DrawnArticle(
        "bare files under the text",
        with_meta(
            "2025-02-21",
            after='<p>附件：</p><p><a href="/upfile/1.doc">1.学生注册名单.doc</a></p><p><a href="/upfile/2.xls">2.注册情况统计表.xls</a></p>'
            + NEIGHBOURS,
        ),
        lines=BODY,
        files=(
            (f"{SCHOOL}/upfile/1.doc", "1.学生注册名单.doc"),
            (f"{SCHOOL}/upfile/2.xls", "2.注册情况统计表.xls"),
        ),
    ),
    DrawnArticle(
        "files beside the body",
        with_meta(
            "2025-02-21",
            after='<div class="fj"><h4>附件下载</h4><ul><li><a href="/download.jsp?fileid=88">注册名单.docx</a>（35KB）</li></ul></div>'
            + NEIGHBOURS,
        ),
        files=((f"{SCHOOL}/download.jsp?fileid=88", "注册名单.docx"),),
    ),
    DrawnArticle(
        "file in a frame",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c"><iframe src="/pdfjs/web/viewer.html?file=/upload/a.pdf" width="100%"></iframe></div></div>'
        ),
        lines=(),
        files=((f"{SCHOOL}/upload/a.pdf", "a.pdf"),),
    ),
    DrawnArticle(
        "file in an object",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c"><object data="/upload/a.pdf" type="application/pdf"><p>您的浏览器不支持</p></object></div></div>'
        ),
        lines=(),
        files=((f"{SCHOOL}/upload/a.pdf", "a.pdf"),),
    ),
    DrawnArticle(
        "file in an embed",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c"><embed src="/upload/a.pdf" type="application/pdf"></div></div>'
        ),
        lines=(),
        files=((f"{SCHOOL}/upload/a.pdf", "a.pdf"),),
    ),
    DrawnArticle(
        "file by a script",
        with_meta(
            "2025-02-21",
            after="""<p>附件：<a href="javascript:void(0)" onclick="downloadFile('/upload/b.docx','注册名单.docx')">注册名单.docx</a></p>""",
        ),
        files=((f"{SCHOOL}/upload/b.docx", "注册名单.docx"),),
    ),
    DrawnArticle(
        "file opened by a script",
        with_meta(
            "2025-02-21",
            after="""<p>附件：<a href="javascript:window.open('/upload/b.docx')">注册名单.docx</a></p>""",
        ),
        files=((f"{SCHOOL}/upload/b.docx", "注册名单.docx"),),
    ),
    DrawnArticle(
        "only a file",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c"><p><a href="/upload/a.pdf">{TITLE}.pdf</a></p></div></div>{NEIGHBOURS}'
        ),
        lines=(f"{TITLE}.pdf",),
        files=((f"{SCHOOL}/upload/a.pdf", f"{TITLE}.pdf"),),
    ),
    DrawnArticle(
        "only pictures",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c"><p><img src="/upload/1.jpg"></p><p><img src="/upload/2.jpg"></p></div></div>{NEIGHBOURS}'
        ),
        lines=(),
        images=2,
    ),
    DrawnArticle(
        "lazy pictures",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c">{PARAGRAPHS}<p><img src="/images/loading.gif" data-original="/upload/1.jpg"></p><p><img data-src="/upload/2.jpg"></p></div></div>'
        ),
        images=2,
    ),
    DrawnArticle(
        "a table",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><p>发布时间：2025-02-21</p><div class="c">{PARAGRAPHS}<table><tr><td>学院</td><td>人数</td></tr><tr><td>化学学院</td><td>120</td></tr></table></div></div>'
        ),
        lines=(*BODY, "学院 人数", "化学学院 120"),
    ),
    DrawnArticle("wechat", WECHAT, day="2025-02-21", url="https://mp.weixin.qq.com/s/abc", images=1),
    DrawnArticle(
        "login",
        chinese_page(
            "<form><input name=u><input type=password name=p><button>登录</button></form>", section="统一身份认证"
        ),
        title=None,
        day=None,
        lines=(),
        kind=ArticleKind.LOGIN,
    ),
    DrawnArticle(
        "campus only",
        chinese_page(
            '<div class="prompt">您当前IP不在校内，仅限校园网用户访问，请使用VPN。</div>', section="提示"
        ),
        title=None,
        day=None,
        lines=(),
        kind=ArticleKind.LOGIN,
    ),
    DrawnArticle(
        "menus after the text",
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>2025-02-21</p><div>{PARAGRAPHS}</div><ul>{links(MENU)}</ul><p>{links(FRIENDS, '<a href={href}>{text}</a> | ')}</p><p>Copyright © 2025 某大学 All Rights Reserved 技术支持：某某科技</p></body></html>",
    ),
    DrawnArticle(
        "a short notice",
        notice(
            f'<div class="art"><h1>停水通知</h1><p>发布时间：2025-02-21</p><div class="c"><p>因管道检修，今晚停水。</p></div></div>{NEIGHBOURS}',
            section="停水通知",
        ),
        title="停水通知",
        lines=("因管道检修，今晚停水。",),
    ),
    DrawnArticle(
        "statement and code",
        notice(
            f'<div class="art"><h1>{TITLE}</h1><div class="m">2025-02-21</div><div class="c">{PARAGRAPHS}</div><div class="qr"><img src="/qr.png"><p>扫一扫在手机打开当前页</p></div><div>免责声明：本网站转载的文章版权归原作者所有。</div>{NEIGHBOURS}</div>'
        ),
    ),
)

ENGLISH_BODY = (
    "The city council has approved a plan for a new cycling path along the river, after two years of debate.",
    "Work is to begin in March, the council said, and should be finished before the end of next year.",
    "“This is a good day for everyone who rides to work,” said the head of the transport office, who has worked on the plan since it was first proposed to the council.",
    "Residents had asked for better lighting, and for more room at the two bridges in the old town.",
)
ENGLISH_TITLE = "City council approves the new riverside cycling plan"
ENGLISH_URL = "https://www.example.org/news/city-council-approves-plan"
ENGLISH_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in ENGLISH_BODY)


def english(inside: str, *, head: str = "") -> str:
    return english_page(inside, title=f"{ENGLISH_TITLE} | Example Times", head=head)


def _english(name: str, html: str) -> DrawnArticle:
    return DrawnArticle(name, html, title=ENGLISH_TITLE, lines=ENGLISH_BODY, url=ENGLISH_URL)


ENGLISH_ARTICLES = (
    _english(
        "english, with a byline",
        english(
            f'<article><h1>{ENGLISH_TITLE}</h1><p class="byline">By Anna Example, 21 February 2025</p>{ENGLISH_PARAGRAPHS}</article>'
        ),
    ),
    _english(
        "english, with shares",
        english(
            f'<article><h1>{ENGLISH_TITLE}</h1><time datetime="2025-02-21T09:00:00+08:00">Feb 21</time><div class="share"><a href="#">Tweet</a> <a href="#">Share on Facebook</a> <a href="#">Email</a></div><div class="body">{ENGLISH_PARAGRAPHS}</div><div class="tags">Tags: <a href="/t/1">cycling</a> <a href="/t/2">council</a></div></article>'
        ),
    ),
    _english(
        "english, with related",
        english(
            f'<article><h1>{ENGLISH_TITLE}</h1><p>February 21, 2025</p><div class="body">{ENGLISH_PARAGRAPHS}</div></article><section class="more"><h2>Read next</h2><div><h3><a href="/n/1">Road works begin in March</a></h3><p>Drivers should expect delays on Main Street from the first week of the month on.</p></div><div><h3><a href="/n/2">Library closes early</a></h3><p>The main library closes at four on Friday for a meeting of its staff.</p></div></section>'
        ),
    ),
    _english(
        "english, with comments",
        english(
            f'<article><h1>{ENGLISH_TITLE}</h1><p>Posted on February 21, 2025 by Anna</p><div class="body">{ENGLISH_PARAGRAPHS}</div></article><div id="comments"><h3>2 comments</h3><div class="comment"><b>Reader</b><p>At last! I have been waiting for this path since I moved here ten years ago.</p></div><div class="comment"><b>Other</b><p>Let us see whether they keep to the plan this time, I have my doubts about it.</p></div><h3>Leave a reply</h3></div>'
        ),
    ),
    _english(
        "english, with a newsletter inside",
        english(
            f'<article><h1>{ENGLISH_TITLE}</h1><p>February 21, 2025</p><p>{ENGLISH_BODY[0]}</p><p>{ENGLISH_BODY[1]}</p><div class="newsletter-signup"><h4>Sign up for our newsletter</h4><p>Get the news of the day in your inbox every morning.</p><form><input type="email"></form></div><p>{ENGLISH_BODY[2]}</p><div class="ad">Advertisement</div><p>{ENGLISH_BODY[3]}</p></article>'
        ),
    ),
)
