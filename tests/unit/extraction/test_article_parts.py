"""Headline, date, author, files and text blocks, each by itself."""

from datetime import date, time

import pytest
from lxml import etree
from lxml.html import fromstring

from service.domain.entry import Published
from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.article_blocks import read_blocks
from service.extraction.article_furniture import heads_article, is_furniture, is_meta
from service.extraction.article_head import read_head
from service.extraction.article_title import without_site
from service.extraction.attachments import is_file, media_type_of

ZONE = "Asia/Shanghai"
TEXT = "<p>根据学校安排，现将有关事项通知如下，请各单位认真组织落实，并按时报送材料。</p>" * 3


def read(
    inner: str, head: str = "", url: str = "https://x.example.cn/a/1.htm", hint: str = ""
) -> tuple[str | None, Published | None, str | None]:
    html = f"<html><head>{head}</head><body><div class='menu'><a href='/'>首页</a></div>{inner}</body></html>"
    article = read_article(
        Page(Url.parse(url), 200, "text/html", "utf-8", html.encode(), None), zone=ZONE, title_hint=hint
    )
    return article.title, article.published, article.author


@pytest.mark.parametrize(
    ("inner", "head"),
    [
        (f"<h1>放假通知</h1>{TEXT}", ""),
        (f"<div class='art-tit'>放假通知</div><div>发布时间：2026-03-01</div>{TEXT}", ""),
        (f"<p>放假通知</p><p>时间：2026-03-01 来源：办公室</p>{TEXT}", "<title>某某大学</title>"),
        (f"<h1>某某大学</h1><h3>放假通知</h3>{TEXT}", "<title>放假通知-某某大学</title>"),
        (f"<h1><a href='/'>某某大学</a></h1><p>放假通知</p>{TEXT}", "<title>放假通知_通知公告_某某大学</title>"),
        (TEXT, "<title>放假通知 - 某某大学</title>"),
        (TEXT, "<title>某某大学</title><meta name='ArticleTitle' content='放假通知'>"),
        (TEXT, '<script type="application/ld+json">{"@graph":[{"headline":"放假通知"}]}</script>'),
    ],
)
def test_the_headline(inner: str, head: str) -> None:
    assert read(inner, head)[0] == "放假通知"


def test_a_heading_that_was_cut_is_completed_by_the_page_title() -> None:
    title = "关于做好二〇二六年春季学期教材征订与发放工作的补充通知"

    assert read(f"<h1>{title[:20]}…</h1>{TEXT}", f"<title>{title}-教务处</title>")[0] == title


def test_the_title_on_the_listing_finds_the_headline() -> None:
    inner = f"<div>校园之窗</div><div>公示名单</div>{TEXT}"

    assert read(inner, "<title>首页</title>", hint="公示名单")[0] == "公示名单"


def test_a_heading_of_two_lines_is_one_title() -> None:
    assert read(f"<h1>就业政策惠及你我<br>专场招聘会举行</h1>{TEXT}")[0] == "就业政策惠及你我 专场招聘会举行"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("放假通知-某某大学", "放假通知"),
        ("放假通知_通知公告_某某大学教务处", "放假通知"),
        ("2026-2027学年校历 | 某某大学", "2026-2027学年校历"),
        ("关于校车的通知..._通知_某某新闻-The Paper", "关于校车的通知..."),
        ("Exam dates - Some University", "Exam dates"),
        ("新华社北京3月2日电-要闻", "新华社北京3月2日电-要闻"),
        ("放假通知", "放假通知"),
        ("", ""),
    ],
)
def test_the_page_title_without_the_site(text: str, wanted: str) -> None:
    assert without_site(text) == wanted


DAY = Published(date(2026, 3, 2), ZONE)
MINUTE = Published(date(2026, 3, 2), ZONE, time(9, 20))


@pytest.mark.parametrize(
    ("inner", "head", "wanted"),
    [
        (f"<h1>通知</h1><p>发布日期：2026-03-02</p>{TEXT}", "", DAY),
        (f"<h1>通知</h1><p>发布时间：2026-03-02 09:20 更新时间：2026-03-09 10:00</p>{TEXT}", "", MINUTE),
        (f"<h1>通知</h1><p>报名截止时间：2026-03-20 发布时间：2026-03-02</p>{TEXT}", "", DAY),
        (f"<h1>通知</h1><p>[2026-03-02]</p>{TEXT}", "", DAY),
        (f"<h1>通知</h1>{TEXT}<p>发布时间：2026年3月2日</p>", "", DAY),
        (f"<h1>通知</h1>{TEXT}", "<meta name='PubDate' content='2026-03-02 09:20'>", MINUTE),
        (f"<h1>通知</h1><p>2026-03-02</p>{TEXT}", "<meta name='PubDate' content='2026-03-02 09:20'>", MINUTE),
        (f"<h1>通知</h1><p>2026-03-02</p>{TEXT}", "<meta name='PubDate' content='2026-03-15 09:20'>", DAY),
        (f"<h1>N</h1>{TEXT}", '<script type="application/ld+json">{"datePublished":"2026-03-02"}</script>', DAY),
        (f"<h1>通知</h1>{TEXT}<p>教务处</p><p>2026年3月2日</p>", "", DAY),
    ],
)
def test_the_date(inner: str, head: str, wanted: Published) -> None:
    assert read(inner, head)[1] == wanted


def test_the_date_in_the_address_counts_where_the_page_says_none() -> None:
    assert read(f"<h1>通知</h1>{TEXT}", url="https://x.example.cn/2026/0302/c1a2/page.htm")[1] == DAY


def test_a_date_in_the_text_is_not_the_articles() -> None:
    inner = f"<h1>通知</h1>{TEXT}<p>会议定于2026年4月1日上午在行政楼召开，请有关同志准时参加，不得缺席。</p>{TEXT}"

    assert read(inner)[1] is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：张三 来源：宣传部 2026-03-02", "张三"),
        ("来源：宣传部 发布时间：2026-03-02", "宣传部"),
        ("作者：发布时间：2026-03-02浏览次数：", None),
        ("发布时间：2026-03-02 供稿单位：图书馆", "图书馆"),
        ("发布时间：2026-03-02", None),
    ],
)
def test_the_author(line: str, author: str | None) -> None:
    assert read(f"<h1>通知</h1><p>{line}</p>{TEXT}")[2] == author


def test_the_head_of_a_page() -> None:
    head = read_head(
        fromstring(
            "<html><head><meta name='Author' content=' 张三 '><meta name='author' content='李四'>"
            '<script type=\'application/ld+json\'>[{"a": "1"}, {"@graph": [{"a": "2"}]}]</script>'
            "<script type='application/ld+json'>{broken</script></head></html>"
        )
    )

    assert list(head.said(("none", "author"))) == ["张三"]
    assert list(head.linked("a")) == ["1", "2"]


@pytest.mark.parametrize(
    ("reference", "name", "wanted"),
    [
        ("a.docx", "表", True),
        ("a.PDF?v=1", "表", True),
        ("/system/_content/download.jsp?wbfileid=1", "表", True),
        ("/module/download/down.jsp?i=1", "表", True),
        ("/show?id=7", "名单.xlsx", True),
        ("/show?id=7", "名单", False),
        ("page.htm", "说明", False),
        ("javascript:void(0)", "名单.xlsx", False),
        ("mailto:a.doc@x.cn", "a.doc", False),
        ("https://www.example.com", "www.example.com", False),
    ],
)
def test_links_to_files(reference: str, name: str, wanted: bool) -> None:
    assert is_file(reference, name) is wanted


def files(inner: str) -> list[tuple[str, str]]:
    html = f"<html><body><h1>关于公布名单的通知</h1><div>发布时间：2026-03-02</div>{inner}</body></html>"
    article = read_article(
        Page(Url.parse("https://x.cn/a/1.htm"), 200, "text/html", None, html.encode(), None), zone=ZONE
    )
    return [(one.url.text, one.name) for one in article.attachments]


def test_files_stand_in_the_text_and_under_it_and_count_once() -> None:
    inner = (
        f"{TEXT}<p>附件：<a href='1.doc'>申请表</a></p>"
        "<ul><li><a href='1.doc'>申请表.doc</a></li><li><a href='2.zip'>材料</a></li></ul>"
    )

    assert files(inner) == [("https://x.cn/a/1.doc", "申请表"), ("https://x.cn/a/2.zip", "材料")]


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='f/名单.pdf'>点击下载</a>", "名单.pdf"),
        ("<a href='f/1.pdf' title='录取名单.pdf'>下载</a>", "录取名单.pdf"),
        ("<a href='down.jsp?filename=%E5%90%8D%E5%8D%95.pdf'>附件1</a>", "名单.pdf"),
        ("<a href='f/1.pdf'>附件1：录取名单</a>", "附件1：录取名单"),
    ],
)
def test_a_vague_name_is_replaced_by_what_the_address_says(link: str, name: str) -> None:
    assert [found for _, found in files(f"{TEXT}<p>{link}</p>")] == [name]


def test_files_of_the_page_around_are_not_the_articles() -> None:
    html = (
        "<html><body><div class='nav'><a href='/log.txt'>日志</a></div><h1>关于公布名单的通知</h1>"
        f"<div>{TEXT}</div><div class='footer'><a href='/app.apk'>客户端</a></div></body></html>"
    )
    article = read_article(
        Page(Url.parse("https://x.cn/"), 200, "text/html", None, html.encode(), None), zone=ZONE
    )

    assert article.attachments == ()


def test_the_file_behind_a_viewer() -> None:
    assert files(f"{TEXT}<iframe src='/pdfjs/viewer.html?file=%2Ff%2F1.pdf'></iframe>") == [
        ("https://x.cn/f/1.pdf", "1.pdf")
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.pdf", "application/pdf"),
        ("a.PDF", "application/pdf"),
        ("v1.2.zip", "application/zip"),
        ("a", "application/octet-stream"),
    ],
)
def test_media_types(name: str, media_type: str) -> None:
    assert media_type_of(name) == media_type


def blocks(html: str) -> list[str]:
    return [block.text for block in read_blocks(fromstring(f"<div>{html}</div>"))]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("一<br>二<p>三<b>四</b></p>五", ["一", "二", "三四", "五"]),
        ("<table><tr><td>一</td><td><p>二</p></td></tr></table>", ["一 二"]),
        ("<table><tr><td>只有一格</td></tr></table>", ["只有一格"]),
        ("<h2>一<br>二</h2>", ["一 二"]),
        ("<p> \u3000一\u200b\xa0二 </p><p> </p>", ["一 二"]),
        ("<script>x</script><p>一</p><!-- 注 -->", ["一"]),
        ("<a href='/'><div>一</div><div>二</div></a>", ["一", "二"]),
    ],
)
def test_blocks(html: str, wanted: list[str]) -> None:
    assert blocks(html) == wanted


def test_blocks_of_a_tree_deeper_than_the_stack() -> None:
    root = fromstring("<div></div>")
    at: etree._Element = root
    for _ in range(3000):
        at = etree.SubElement(at, "div")
    at.text = "底"

    assert [block.text for block in read_blocks(root)] == ["底"]


def test_a_block_can_be_erased() -> None:
    root = fromstring("<div><p>一<b>二</b>三</p><p>四</p></div>")

    read_blocks(root)[0].erase()

    assert [block.text for block in read_blocks(root)] == ["四"]


def test_the_size_of_a_block_counts_what_stands_in_links() -> None:
    page_link, file_link = read_blocks(
        fromstring("<div><p>见<a href='/x'>通知全文</a></p><p><a href='1.doc'>表格</a></p></div>")
    )

    assert (page_link.size, page_link.linked) == (5, 4)
    assert (file_link.size, file_link.linked) == (2, 0)


@pytest.mark.parametrize(
    "text",
    [
        "浏览次数：12",
        "点击数：",
        "【关闭】",
        "分享到：QQ",
        "京ICP备1号",
        "字体：大 中 小",
        "字号：[大 中 小]",
        "已下载3次",
        "Share this",
        "Sign up for our newsletter",
    ],
)
def test_lines_of_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "全国大中小学",
        "字体：宋体，字号：小四",
        "请扫一扫报名",
        "技术支持电话：400",
        "学生们分享心得",
        "Students can sign up for the exam.",
    ],
)
def test_lines_that_are_none(text: str) -> None:
    assert not is_furniture(text)


def test_a_bare_date_heads_an_article_and_signs_it() -> None:
    assert heads_article("2026年3月2日")
    assert not is_meta("2026年3月2日")
    assert is_meta("发布时间：2026-03-02 来源：教务处")
    assert not is_meta("4．报送时间：2026年3月2日")


def test_a_day_that_a_script_writes_into_the_page() -> None:
    script = '<script>var pubDate = "2026-03-02 08:00"; document.write(pubDate)</script>'
    published = read(f"<h1>放假通知</h1><div>{script}</div>{TEXT}")[1]
    assert published is not None
    assert published.day == date(2026, 3, 2)
