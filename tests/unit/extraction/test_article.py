"""Whole article pages of our own writing, in the shapes that CMSs give them."""

from datetime import UTC, date, datetime, time

import pytest

from service.domain.entry import Article, ArticleKind, Published
from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.article_predictions import article_predictions

ZONE = "Asia/Shanghai"
SEEN_AT = datetime(2026, 3, 5, 4, tzinfo=UTC)


def page(
    html: str | bytes, url: str = "https://jw.example.edu.cn/info/1006/1234.htm", kind: str = "text/html"
) -> Page:
    body = html if isinstance(html, bytes) else html.encode()
    return Page(Url.parse(url), 200, kind, "utf-8", body, SEEN_AT)


def read(html: str | bytes, url: str = "https://jw.example.edu.cn/info/1006/1234.htm", hint: str = "") -> Article:
    return read_article(page(html, url), zone=ZONE, title_hint=hint)


VSB = """<html><head><title>关于组织2026年转专业工作的通知-某某大学教务处</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="../1006.htm">通知公告</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="../1006.htm">通知公告</a> &gt; 正文</div>
<form name="_newscontent_fromname"><h1>关于组织2026年转专业工作的通知</h1>
<div>作者：学籍科　来源：教务处　发布日期：2026-03-02 09:20　浏览次数：<span id="n"></span></div>
<div id="vsb_content"><div class="v_news_content">
<p>各学院：</p><p><strong>一、申请条件</strong>　在读一年级学生均可申请，成绩须在本专业前列。</p>
<p><img src="/images/loading.gif" orisrc="/__local/a.jpg" onclick="steal()"></p>
<table><tr><td>学院</td><td>名额</td></tr><tr><td>文学院</td><td>12</td></tr></table>
<p>详见<a href="../../index/zd.htm">制度</a>。</p><script>alert(1)</script>
<p>教务处</p><p>2026年3月1日</p></div></div>
<ul style="list-style-type:none;"><li>附件【<a href="/system/_content/download.jsp?wbfileid=7">申请表.docx</a>】
 （34KB）已下载 <span>3</span>次</li></ul>
<p>上一篇：<a href="1233.htm">放假通知</a></p><p>下一条：<a href="1235.htm">选课通知</a></p></form>
<div class="footer">版权所有 某某大学 ICP备12345号</div></body></html>"""


def test_a_vsb_page() -> None:
    article = read(VSB)

    assert article.kind is ArticleKind.HTML
    assert article.title == "关于组织2026年转专业工作的通知"
    assert article.published == Published(date(2026, 3, 2), ZONE, time(9, 20))
    assert article.author == "学籍科"
    assert article.text.split("\n") == [
        "各学院：",
        "一、申请条件 在读一年级学生均可申请，成绩须在本专业前列。",
        "学院 名额",
        "文学院 12",
        "详见制度。",
        "教务处",
        "2026年3月1日",
    ]
    assert [(one.url.text, one.name, one.size) for one in article.attachments] == [
        ("https://jw.example.edu.cn/system/_content/download.jsp?wbfileid=7", "申请表.docx", 34 * 1024)
    ]


def test_the_body_is_safe_and_its_addresses_are_whole() -> None:
    body = read(VSB).body

    assert '<img src="https://jw.example.edu.cn/__local/a.jpg">' in body
    assert '<a href="https://jw.example.edu.cn/index/zd.htm"' in body
    assert "<strong>一、申请条件</strong>" in body
    assert "<td>文学院</td>" in body
    for unsafe in ("script", "onclick", "steal", "class=", "style="):
        assert unsafe not in body


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<iframe src='https://evil.example/'></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)></svg>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<form action='https://evil.example/'><input name=password></form>",
    ],
)
def test_attacks_do_not_pass(attack: str) -> None:
    body = read(VSB.replace("<p>各学院：</p>", f"<p>各学院：</p>{attack}")).body

    assert "各学院" in body
    for unsafe in ("alert", "evil", "javascript", "onerror", "onload", "<form", "<input", "<iframe"):
        assert unsafe not in body


SUDY = """<html><head><title>数学学术讲座</title></head><body frag="portlet"><div class="wp_news_w3"></div>
<link href="/_upload/tpl/00/style.css"><h1 class="arti_title">数学学术讲座</h1>
<p class="arti_metas"><span class="arti_update">2026.03.03</span>
 <span class="WP_VisitCount">615</span></p>
<div class="entry"><div class="wp_articlecontent"><div class="wp_pdf_player" pdfsrc="/_upload/article/files/1.pdf"
 sudyfile-attr="{'title':'讲座海报.pdf'}"></div></div></div>
<div class="footer">地址：某某路1号</div></body></html>"""


def test_a_sudy_page_that_is_one_pdf() -> None:
    article = read(SUDY, "https://math.example.edu.cn/2026/0303/c10a20/page.htm")

    assert article.kind is ArticleKind.HTML
    assert article.title == "数学学术讲座"
    assert article.published == Published(date(2026, 3, 3), ZONE)
    assert article.text == ""
    assert [(one.url.text, one.name, one.media_type) for one in article.attachments] == [
        ("https://math.example.edu.cn/_upload/article/files/1.pdf", "讲座海报.pdf", "application/pdf")
    ]


def test_a_pdf_that_a_script_shows() -> None:
    script = '<script>showVsbpdfIframe("/__local/9/A.pdf","100%","600","0");</script>'

    article = read(VSB.replace("<p>各学院：</p>", f"<p>各学院：</p>{script}"))

    assert "https://jw.example.edu.cn/__local/9/A.pdf" in [one.url.text for one in article.attachments]
    assert "showVsbpdfIframe" not in article.text + article.body


UNKNOWN = """<html><head><title>某某局网站</title></head><body><table width="100%"><tr><td>
<a href="/a">首页</a> <a href="/b">机构</a> <a href="/c">公告</a></td></tr></table>
<table><tr><td width="200"><table><tr><td><a href="/1">政策法规</a></td></tr>
<tr><td><a href="/2">办事指南</a></td></tr></table></td>
<td><p align="center"><b>关于举办春季招聘会的公告</b></p><p>日期：2026年3月4日 点击：25</p>
<p>为服务毕业生就业，我局定于三月中旬举办春季招聘会，欢迎用人单位报名参加。</p>
<p>报名截止日期：2026年3月10日，请有关单位按时报送材料，逾期不予受理。</p>
<p>附件：<a href="bm.xls">报名表</a></p><p>二〇二六年三月四日</p></td></tr></table>
<table><tr><td>主办：某某局　技术支持：某公司　ICP备99号</td></tr></table></body></html>"""


def test_a_page_of_no_known_family_in_a_layout_of_tables() -> None:
    article = read(UNKNOWN, "http://www.example.gov.cn/show.asp?id=7")

    assert article.title == "关于举办春季招聘会的公告"
    assert article.published == Published(date(2026, 3, 4), ZONE)
    assert article.text.startswith("为服务毕业生就业")
    assert article.text.endswith("二〇二六年三月四日")
    assert "政策法规" not in article.text
    assert [(one.url.text, one.name) for one in article.attachments] == [
        ("http://www.example.gov.cn/bm.xls", "报名表")
    ]


PICTURES = """<html><head><title>校园风光</title></head><body><div class="menu"><a href="/">首页</a></div>
<div class="main"><h2>校园风光摄影作品展</h2><div>发布时间：2026-03-01</div>
<div><p><img data-src="/1.jpg" src="data:image/gif;base64,R0lG"></p><p><img src="/2.jpg"></p></div>
<div>上一篇：无</div></div><div class="footer"><img src="/logo.png">某某大学</div></body></html>"""


def test_a_page_of_pictures() -> None:
    article = read(PICTURES)

    assert article.kind is ArticleKind.HTML
    assert article.title == "校园风光摄影作品展"
    assert article.text == ""
    assert [part.split('"')[1] for part in article.body.split("src=")[1:]] == [
        "https://jw.example.edu.cn/1.jpg",
        "https://jw.example.edu.cn/2.jpg",
    ]


WECHAT = """<html><head><meta property="og:title" content="招生简章发布"></head><body>
<h1 id="activity-name"> 招生简章发布 </h1><div id="js_content" style="visibility: hidden;">
<section><p>今年计划招生一千人。</p><p><img data-src="https://mmbiz.example.cn/a.png"></p></section></div>
<script>var ct = "1772414400";</script></body></html>"""


def test_a_wechat_page() -> None:
    article = read(WECHAT, "https://mp.example.cn/s/abc")

    assert article.title == "招生简章发布"
    assert article.published == Published(date(2026, 3, 2), ZONE, time(9, 20))
    assert article.text == "今年计划招生一千人。"
    assert "https://mmbiz.example.cn/a.png" in article.body


@pytest.mark.parametrize(
    ("body", "kind", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "application/pdf"),
        (b"%PDF-1.7 ...", "text/html", "application/pdf"),
        (b"PK\x03\x04....", "application/octet-stream", "application/pdf"),
    ],
)
def test_a_file_is_an_article_with_itself_attached(body: bytes, kind: str, media_type: str) -> None:
    when = Published(date(2026, 3, 1), ZONE)

    article = read_article(
        page(body, "https://x.example.cn/f/2026.pdf", kind), zone=ZONE, title_hint="公示", published_hint=when
    )

    assert (article.kind, article.title, article.published, article.body) == (ArticleKind.FILE, "公示", when, "")
    (attached,) = article.attachments
    assert (attached.url.text, attached.name, attached.media_type, attached.size) == (
        "https://x.example.cn/f/2026.pdf",
        "2026.pdf",
        media_type,
        len(body),
    )


def test_a_file_without_a_name_in_its_address_takes_the_title() -> None:
    article = read_article(
        page(b"%PDF-1.7", "https://x.example.cn/get?id=7", "application/pdf"), zone=ZONE, title_hint="拟录取名单"
    )

    assert article.attachments[0].name == "拟录取名单.pdf"


LOGIN = [
    """<html><title>统一身份认证</title><body><form><input name=u><input type="password"></form></body></html>""",
    """<html><title>系统提示</title><body><!--Announced by Visual SiteBuilder 9--><div class="prompt">
    <p>您无权访问此页面，请使用校园网访问。</p></div></body></html>""",
    """<html><title>通知</title><body><h1>关于评优的通知</h1>
    <div class="v_news_content">请进行统一身份认证后查看全文</div></body></html>""",
]


@pytest.mark.parametrize("html", LOGIN)
def test_a_login_in_the_place_of_the_article(html: str) -> None:
    article = read(html, hint="关于评优的通知")

    assert (article.kind, article.title, article.body) == (ArticleKind.LOGIN, "关于评优的通知", "")


def test_a_notice_about_logging_in_is_a_notice() -> None:
    text = (
        "请登录教务系统完成选课。"
        + "选课分三轮进行，每轮结束后系统自动抽签，结果在次日公布，未中签的学生可参加下一轮。" * 3
    )

    article = read(VSB.replace("各学院：", text))

    assert article.kind is ArticleKind.HTML


def test_a_page_that_sends_its_visitors_elsewhere() -> None:
    html = """<html><body><script>window.location.href = "https://mp.example.cn/s/abc";</script></body></html>"""

    assert read(html).kind is ArticleKind.EXTERNAL


@pytest.mark.parametrize("body", [b"", b"   ", b"<html></html>", b"<p>", b"\xff\xfe\x00<\x00"])
def test_a_page_without_an_article_is_unread(body: bytes) -> None:
    when = Published(date(2026, 3, 1), ZONE)

    article = read_article(page(body), zone=ZONE, title_hint="题", published_hint=when)

    assert (article.kind, article.title, article.published) == (ArticleKind.UNREAD, "题", when)


def test_words_of_notices_that_look_like_furniture_stay() -> None:
    kept = (
        "论文格式：字体：宋体，字号：小四",
        "全国大中小学生均可报名",
        "请扫一扫下方二维码报名",
        "学生可在线阅读：电子版",
    )
    article = read(VSB.replace("<p>各学院：</p>", "".join(f"<p>{line}</p>" for line in kept)))

    assert article.text.split("\n")[: len(kept)] == list(kept)


def test_a_caption_is_shown_but_is_no_text() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>图为开幕式现场</figcaption></figure>"
    article = read(VSB.replace("<p>各学院：</p>", f"<p>各学院：</p>{figure}"))

    assert "图为开幕式现场" in article.body
    assert "图为开幕式现场" not in article.text


def test_predictions_are_what_a_gold_corpus_is_scored_with() -> None:
    asking = VSB.replace("<p>各学院：</p>", "<p>请于3月30日17:00前报送。</p>")
    assert article_predictions({"a": read(asking), "b": read(b"")}) == {
        "a": {
            "title": "关于组织2026年转专业工作的通知",
            "date": "2026-03-02 09:20",
            "text": read(asking).text,
            "attachments": [
                {
                    "url": "https://jw.example.edu.cn/system/_content/download.jsp?wbfileid=7",
                    "name": "申请表.docx",
                }
            ],
            "deadlines": [
                {
                    "meaning": "deadline",
                    "start": None,
                    "end": "2026-03-30T17:00",
                    "what": "报送",
                    "place": "",
                    "evidence": "请于3月30日17:00前报送。",
                }
            ],
        },
        "b": {"title": None, "date": None, "text": "", "attachments": [], "deadlines": []},
    }
