"""Feeds as sources: RSS, Atom and JSON Feed, and pages that only look like one."""

from datetime import date, time

import pytest

from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>通知公告</title><link>https://x.example.edu.cn/</link>
<item><title>关于开展2026年春季学期教学检查的通知</title><link>/info/1/12.htm</link>
<pubDate>Mon, 02 Mar 2026 23:30:00 GMT</pubDate>
<description>&lt;p&gt;各学院：请于本周五前报送。&lt;/p&gt;</description></item>
<item><title>Rules &amp;amp; dates</title><guid>https://x.example.edu.cn/info/1/11.htm</guid></item>
<item><title>没有地址</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title type="html">A &lt;b&gt;first&lt;/b&gt; notice</title><link href="https://x.example.org/a"/>
<updated>2026-03-02T08:00:00+08:00</updated></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
{"id": "1", "url": "https://x.example.org/1", "title": "One notice",
 "date_published": "2026-03-02T08:00:00+08:00"},
{"id": "2", "url": "https://x.example.org/2", "content_text": "A note without a title"},
{"id": "3"}]}"""


def _read(body: str | bytes, media_type: str, charset: str | None = None) -> Listing:
    content = body.encode() if isinstance(body, str) else body
    page = Page(Url.parse("https://x.example.edu.cn/feed.xml"), 200, media_type, charset, content, None)
    return extract_listing(page, zone="Asia/Shanghai")


@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", "text/html"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_rss(media_type: str, charset: str) -> None:
    listing = _read(RSS.format(charset=charset).encode(charset), media_type)
    assert (listing.kind, listing.method, listing.title) == (PageKind.LISTING, "RSS", "通知公告")
    first, second = listing.candidates
    assert first.title == "关于开展2026年春季学期教学检查的通知"
    assert first.url.text == "https://x.example.edu.cn/info/1/12.htm"
    assert first.published is not None
    assert (first.published.day, first.published.clock) == (date(2026, 3, 3), time(7, 30))
    assert first.summary == "各学院：请于本周五前报送。"
    assert (second.title, second.published) == ("Rules & dates", None)
    assert second.url.text == "https://x.example.edu.cn/info/1/11.htm"
    assert listing.rejections == {"no link or no title": 1}


def test_atom() -> None:
    listing = _read(ATOM, "application/atom+xml")
    (entry,) = listing.candidates
    assert (listing.method, entry.title, entry.url.text) == ("Atom", "A first notice", "https://x.example.org/a")
    assert entry.published is not None
    assert (entry.published.day, entry.published.clock) == (date(2026, 3, 2), time(8))


def test_json_feed() -> None:
    listing = _read(JSON, "application/feed+json")
    assert listing.method == "JSON Feed"
    assert [entry.title for entry in listing.candidates] == ["One notice", "A note without a title"]


def test_an_empty_feed_is_an_empty_listing() -> None:
    listing = _read('<rss version="2.0"><channel><title>x</title></channel></rss>', "text/xml")
    assert (listing.kind, listing.candidates) == (PageKind.EMPTY, ())


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ('{"items": [], "version": "https://elsewhere.example/jsonfeed.org"}', "application/json"),
        ('{"jsonfeed.org": ', "application/json"),
        ("<html><body>how to make an &lt;rss&gt; feed</body></html>", "text/html"),
    ],
)
def test_what_is_no_feed_is_not_read_as_one(body: str, media_type: str) -> None:
    assert _read(body, media_type).kind is PageKind.OTHER
