"""The same article in other mark-up reads the same; and no bytes at all make the reader fail."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.entry import Published
from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.article import read_article

ZONE = "Asia/Shanghai"
WORDS = "各单位学院学生教师工作会议通知安排评选材料报送办公室审核公示名单申请条件时间地点联系电话组织领导落实要求"

names = st.text("abcdefghijklmnopqrstuvwxyz", min_size=9, max_size=12)
sentences = st.text(WORDS, min_size=25, max_size=60).map(lambda text: text + "。")
titles = st.text(WORDS, min_size=8, max_size=24).map(lambda text: f"关于{text}的通知")
days = st.dates(date(2005, 1, 1), date(2026, 1, 1))
wrappers = st.sampled_from(
    (
        "<div class='{0}'>{1}</div>",
        "<section id='{0}'>{1}</section>",
        "<table><tr><td class='{0}'>{1}</td></tr></table>",
        "<form name='{0}'>{1}</form>",
        "<article><div>{1}</div></article>",
        "<center><font class='{0}'>{1}</font></center>",
    )
)
paragraphs = st.sampled_from(
    ("<p>{}</p>", "<p><span style='font-size:16px'>{}</span></p>", "<div>{}</div>", "{}<br>")
)
headings = st.sampled_from(
    ("<h1>{}</h1>", "<h3 class='tit'>{}</h3>", "<div class='title'>{}</div>", "<p><b>{}</b></p>")
)
datelines = st.sampled_from(
    ("发布时间：{} 浏览次数：12", "日期：{} 来源：办公室", "[{}]", "时间：{}　作者：张三　【打印】")
)
written = st.sampled_from(("%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d"))

MENU = "<ul class='{0}'><li><a href='/'>首页</a></li><li><a href='/a'>通知公告</a></li></ul>"
ASIDE = (
    "<div class='{0}'><a href='/1'>热点新闻一则，内容待定</a><br><a href='/2'>关于召开年度工作会议的通知</a></div>"
)
FOOT = "<div class='{0}'><p>版权所有：某某大学</p><p>地址：某某路1号　邮编：100000</p></div>"


@st.composite
def templates(draw: st.DrawFn) -> tuple[str, str, date, list[str]]:
    title, day, text = draw(titles), draw(days), draw(st.lists(sentences, min_size=3, max_size=8, unique=True))
    line = draw(paragraphs)
    body = "".join(line.format(sentence) for sentence in text)
    head = draw(headings).format(title) + f"<div>{draw(datelines).format(day.strftime(draw(written)))}</div>"
    for wrapper in draw(st.lists(wrappers, max_size=3)):
        body = wrapper.format(draw(names), body)
    content = head + body + "<p>上一篇：<a href='/0'>没有了</a></p>"
    for wrapper in draw(st.lists(wrappers, max_size=2)):
        content = wrapper.format(draw(names), content)
    around = [MENU.format(draw(names)), content, FOOT.format(draw(names))]
    around.insert(draw(st.sampled_from((1, 2))), ASIDE.format(draw(names)))
    site = draw(st.sampled_from((f"{title}-某某大学", "某某大学", title, "")))
    return f"<html><head><title>{site}</title></head><body>{''.join(around)}</body></html>", title, day, text


def page(body: bytes) -> Page:
    return Page(Url.parse("https://x.example.cn/show/7.html"), 200, "text/html", None, body, None)


@given(templates())
@settings(max_examples=150, deadline=None)
def test_an_article_reads_the_same_in_any_template(template: tuple[str, str, date, list[str]]) -> None:
    html, title, day, text = template

    article = read_article(page(html.encode()), zone=ZONE)

    assert article.title == title
    assert article.published == Published(day, ZONE)
    assert article.text.split("\n") == text


@given(
    st.binary(max_size=400)
    | st.text(st.characters(), max_size=400).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(deadline=None)
def test_no_bytes_make_the_reader_fail(body: bytes) -> None:
    read_article(page(body), zone=ZONE)


PIECES = (
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<h1>", "</div>", "<div class='v_news_content'>", "<br>",
    "<script>", "</script>", "<a href='a.doc'>", "</a>", "<form>", "<!--", "-->", "文字", "2026-03-02", "<title>",
    "&#x0;", "<img src=a>", "<a href='http://['>", "<a href='//[a.pdf'>", "<a href='a.doc#%zz'>",
    "<meta name=PubDate content='x'>", "<iframe src='?f=a.pdf'>", "<p style='display:none'>",
)  # fmt: skip
markup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(markup)
@settings(deadline=None)
def test_nor_does_broken_markup(html: str) -> None:
    article = read_article(page(html.encode()), zone=ZONE)

    assert "<script" not in article.body
