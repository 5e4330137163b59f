"""What every format owes to readers and caches."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from service.domain.entry import Attachment, Entry
from service.domain.feed import Feed, FeedFormat, FeedHead, FeedId
from service.domain.urls import Url
from service.feeds import FeedDocument, build_feed, feed_url

PUBLIC_URL = "https://feeds.example.org/nw/"
EVERY_FORMAT = pytest.mark.parametrize("feed_format", list(FeedFormat))
BOTH_XML = pytest.mark.parametrize("feed_format", [FeedFormat.RSS, FeedFormat.ATOM])


def build(feed: Feed, feed_format: FeedFormat) -> FeedDocument:
    return build_feed(feed, feed_format, public_url=PUBLIC_URL)


def titles(document: FeedDocument) -> list[str]:
    if "json" in document.media_type:
        return [item["title"] for item in json.loads(document.body)["items"]]
    parsed = feedparser.parse(document.body)
    assert not parsed.bozo, parsed.bozo_exception
    return [entry.title for entry in parsed.entries]


def test_the_address_of_a_feed_is_built_from_the_public_url() -> None:
    assert feed_url(PUBLIC_URL, FeedId("a"), FeedFormat.RSS) == "https://feeds.example.org/nw/feeds/a.rss"
    assert feed_url("https://x.org", FeedId("a/教"), FeedFormat.JSON) == "https://x.org/feeds/a%2F%E6%95%99.json"


@EVERY_FORMAT
def test_the_same_feed_gives_the_same_bytes(feed: Feed, feed_format: FeedFormat) -> None:
    assert build(feed, feed_format) == build(feed, feed_format)


@EVERY_FORMAT
def test_the_tag_follows_the_bytes(feed: Feed, feed_format: FeedFormat) -> None:
    first = build(feed, feed_format)
    second = build(Feed(feed.head, feed.entries[1:]), feed_format)

    assert first.etag.startswith('"')
    assert first.etag.endswith('"')
    assert first.etag != second.etag


@EVERY_FORMAT
def test_entries_keep_the_order_given(feed: Feed, feed_format: FeedFormat) -> None:
    assert titles(build(feed, feed_format)) == [entry.title for entry in feed.entries]


@EVERY_FORMAT
def test_last_modified_is_the_newest_revision_or_release(feed: Feed, feed_format: FeedFormat) -> None:
    first, second = feed.entries
    released = replace(second, released_at=first.updated_at + timedelta(minutes=2))

    document = build(Feed(feed.head, (first, released)), feed_format)

    assert document.last_modified == datetime(2026, 3, 2, 1, 32, 5, tzinfo=UTC)


@EVERY_FORMAT
def test_an_empty_feed_is_valid_and_stands_still(head: FeedHead, feed_format: FeedFormat) -> None:
    document = build(Feed(head, ()), feed_format)

    assert titles(document) == []
    assert document.last_modified == datetime(2026, 1, 1, tzinfo=UTC)
    assert document == build(Feed(head, ()), feed_format)


@EVERY_FORMAT
def test_characters_that_xml_forbids_are_dropped(feed: Feed, notice: Entry, feed_format: FeedFormat) -> None:
    dirty = replace(
        notice, title="一\x00二\x0b三\ufffe四\ud800五\x85六", body="<p>a\x1fb\udfff</p>", author="\x01"
    )

    assert titles(build(Feed(feed.head, (dirty,)), feed_format)) == ["一二三四五六"]


@EVERY_FORMAT
def test_a_blank_title_shows_the_address(feed: Feed, notice: Entry, feed_format: FeedFormat) -> None:
    assert titles(build(Feed(feed.head, (replace(notice, title=" \x02 "),)), feed_format)) == [notice.url.text]


@EVERY_FORMAT
def test_an_entry_without_article_says_title_and_link(feed: Feed, feed_format: FeedFormat) -> None:
    document = build(Feed(feed.head, feed.entries[1:]), feed_format)

    wanted = '<p><a href="https://jw.example.edu.cn/info/1006/1233.htm">放假安排</a></p>'
    if feed_format is FeedFormat.JSON:
        assert json.loads(document.body)["items"][0]["content_html"] == wanted
    else:
        assert feedparser.parse(document.body).entries[0].content[0].value == wanted


@BOTH_XML
def test_files_that_the_body_does_not_link_to_are_listed_under_it(feed: Feed, feed_format: FeedFormat) -> None:
    shown = feedparser.parse(build(feed, feed_format).body).entries[0].content[0].value

    assert shown.count("a.docx") == 1
    assert '<ul><li><a href="https://jw.example.edu.cn/b.pdf?x=1&amp;y=2">名单.pdf</a></li></ul>' in shown


@BOTH_XML
def test_what_a_reader_sees_of_the_feed(feed: Feed, feed_format: FeedFormat) -> None:
    parsed = feedparser.parse(build(feed, feed_format).body)

    assert parsed.feed.title == "通知公告 & 公示"
    assert parsed.feed.link == "https://jw.example.edu.cn/tzgg.htm?a=1&b=2"
    assert parsed.feed.language == "zh-CN"
    own = [link for link in parsed.feed.links if link.rel == "self"]
    assert [link.href for link in own] == [feed_url(PUBLIC_URL, feed.head.id, feed_format)]


@BOTH_XML
def test_what_a_reader_sees_of_an_entry(feed: Feed, feed_format: FeedFormat) -> None:
    entry = feedparser.parse(build(feed, feed_format).body).entries[0]

    assert entry.id == "tag:noticewire,2026:0123456789abcdef01234567"
    assert entry.link == "https://jw.example.edu.cn/info/1006/1234.htm"
    assert entry.author == "教务科"
    assert entry.published_parsed[:6] == (2026, 3, 2, 1, 20, 0)
    assert entry.summary == "各学院： 申请表"


def test_rss_dates_carry_the_offset_of_the_page(feed: Feed) -> None:
    entries = feedparser.parse(build(feed, FeedFormat.RSS).body).entries

    assert [entry.published for entry in entries] == [
        "Mon, 02 Mar 2026 09:20:00 +0800",
        "Fri, 27 Feb 2026 12:00:00 +0800",
    ]


@BOTH_XML
def test_the_date_is_told_with_the_precision_it_had(feed: Feed, feed_format: FeedFormat) -> None:
    dates = list(ET.fromstring(build(feed, feed_format).body).iter("{http://purl.org/dc/terms/}available"))

    assert [date.text for date in dates] == ["2026-03-02T09:20+08:00", "2026-02-27"]


def test_rss_says_when_it_changed_how_often_to_ask_and_that_ids_are_no_links(feed: Feed) -> None:
    body = build(feed, FeedFormat.RSS).body
    parsed = feedparser.parse(body)

    assert body.count(b'<guid isPermaLink="false">') == 2
    assert parsed.feed.updated == "Mon, 02 Mar 2026 01:30:05 +0000"
    assert parsed.feed.ttl == "15"


def test_rss_has_one_enclosure_and_atom_has_all(feed: Feed) -> None:
    rss, atom = (feedparser.parse(build(feed, kind).body).entries[0] for kind in (FeedFormat.RSS, FeedFormat.ATOM))

    assert [(link.href, link.length, link.type) for link in rss.enclosures] == [
        ("https://jw.example.edu.cn/a.docx", "34816", "application/msword")
    ]
    assert [(link.href, link.get("length"), link.type, link.title) for link in atom.enclosures] == [
        ("https://jw.example.edu.cn/a.docx", "34816", "application/msword", "申请表.docx"),
        ("https://jw.example.edu.cn/b.pdf?x=1&y=2", None, "application/pdf", "名单.pdf"),
    ]


def test_an_odd_media_type_becomes_octet_stream(feed: Feed, notice: Entry) -> None:
    odd = replace(notice, attachments=(Attachment(Url.parse("https://x.cn/f"), "", "text / html; q"),))

    entry = feedparser.parse(build(Feed(feed.head, (odd,)), FeedFormat.ATOM).body).entries[0]

    assert entry.enclosures[0].type == "application/octet-stream"


def test_atom_updated_differs_between_entries_of_one_poll(feed: Feed) -> None:
    parsed = feedparser.parse(build(feed, FeedFormat.ATOM).body)

    stamps = [entry.updated for entry in parsed.entries]
    assert len(set(stamps)) == 2
    assert all(stamp.startswith("2026-03-02T01:30:05.") for stamp in stamps)
    assert parsed.feed.updated == max(stamps)


def test_a_revision_moves_updated_and_keeps_id_and_published(feed: Feed, notice: Entry) -> None:
    revised = replace(notice, title="改", updated_at=notice.updated_at + timedelta(hours=1))

    before, after = (
        feedparser.parse(build(Feed(feed.head, (entry,)), FeedFormat.ATOM).body).entries[0]
        for entry in (notice, revised)
    )

    assert (before.id, before.published) == (after.id, after.published)
    assert before.updated < after.updated


def test_atom_names_an_author_of_the_feed(feed: Feed) -> None:
    assert feedparser.parse(build(feed, FeedFormat.ATOM).body).feed.author == "教务处"


def test_the_json_feed_in_full(feed: Feed) -> None:
    told = json.loads(build(feed, FeedFormat.JSON).body)

    assert {key: value for key, value in told.items() if key != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "通知公告 & 公示",
        "home_page_url": "https://jw.example.edu.cn/tzgg.htm?a=1&b=2",
        "feed_url": "https://feeds.example.org/nw/feeds/jiaowu-tzgg.json",
        "language": "zh-CN",
        "authors": [{"name": "教务处"}],
    }
    item = told["items"][0]
    assert item["id"] == "tag:noticewire,2026:0123456789abcdef01234567"
    assert item["date_published"] == "2026-03-02T09:20:00+08:00"
    assert item["authors"] == [{"name": "教务科"}]
    assert item["attachments"] == [
        {
            "url": "https://jw.example.edu.cn/a.docx",
            "mime_type": "application/msword",
            "title": "申请表.docx",
            "size_in_bytes": 34816,
        },
        {"url": "https://jw.example.edu.cn/b.pdf?x=1&y=2", "mime_type": "application/pdf", "title": "名单.pdf"},
    ]
    assert item["_noticewire"] == {"date_precision": "minute", "zone": "Asia/Shanghai"}
    assert "authors" not in told["items"][1]


@EVERY_FORMAT
def test_sections_become_categories(feed: Feed, feed_format: FeedFormat) -> None:
    tzgg, gs = feed.entries[0].sources
    document = build_feed(
        feed, feed_format, public_url=PUBLIC_URL, sections={tzgg: ("党建", "通知公告"), gs: ("公示",)}
    )

    if feed_format is FeedFormat.JSON:
        seen = [item["tags"] for item in json.loads(document.body)["items"]]
    else:
        seen = [[tag.term for tag in entry.tags] for entry in feedparser.parse(document.body).entries]
    assert seen == [["党建 / 通知公告", "公示"], ["党建 / 通知公告"]]


@EVERY_FORMAT
def test_a_long_text_is_described_by_its_whole_sentences(
    feed: Feed, notice: Entry, feed_format: FeedFormat
) -> None:
    long = replace(notice, text="一" * 150 + "。" + "二" * 500)

    document = build(Feed(feed.head, (long,)), feed_format)

    if feed_format is FeedFormat.JSON:
        assert json.loads(document.body)["items"][0]["summary"] == "一" * 150 + "。"
    else:
        assert feedparser.parse(document.body).entries[0].summary == "一" * 150 + "。"


@EVERY_FORMAT
def test_a_naive_date_is_refused(feed: Feed, notice: Entry, feed_format: FeedFormat) -> None:
    naive = replace(notice, dated_at=notice.dated_at.replace(tzinfo=None))

    with pytest.raises(ValueError, match="naive"):
        build(Feed(feed.head, (naive,)), feed_format)
