"""No feed of ours gives a strict validator anything to complain of, error or warning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.domain.entry import Entry, EntryId
from service.domain.feed import Feed, FeedFormat, FeedHead
from service.domain.feedview import Content
from service.domain.source import SourceId
from service.feeds import Links, build_feed, build_opml
from tests.unit.feeds import strict

PUBLIC_URL = "https://feeds.example.org/nw"
OWN = f"{PUBLIC_URL}/feeds/x.any"
SECTIONS = {SourceId("tzgg"): ("通知", "公告 & 公示"), SourceId("gs"): ("公示",)}
CHECKS: dict[FeedFormat, Callable[[bytes, str], list[str]]] = {
    FeedFormat.RSS: strict.rss,
    FeedFormat.ATOM: strict.atom,
    FeedFormat.JSON: strict.json_feed,
}
EVERY_FORMAT = pytest.mark.parametrize("feed_format", list(FeedFormat))
ALONE = Links(OWN)
CURRENT = Links(OWN, hub=f"{PUBLIC_URL}/hub", previous=f"{PUBLIC_URL}/feeds/x/archive/2-7.any")
ARCHIVED = Links(
    OWN,
    current=f"{PUBLIC_URL}/feeds/x.any",
    previous=f"{PUBLIC_URL}/feeds/x/archive/1.any",
    following=f"{PUBLIC_URL}/feeds/x/archive/3.any",
)


def complaints(
    feed: Feed, feed_format: FeedFormat, amount: Content = Content.FULL, links: Links = ALONE
) -> list[str]:
    document = build_feed(feed, feed_format, public_url=PUBLIC_URL, sections=SECTIONS, content=amount, links=links)
    return CHECKS[feed_format](document.body, OWN)


@EVERY_FORMAT
@pytest.mark.parametrize("amount", list(Content))
@pytest.mark.parametrize("links", [ALONE, CURRENT, ARCHIVED], ids=["alone", "current", "archived"])
def test_a_feed_is_valid(feed: Feed, feed_format: FeedFormat, amount: Content, links: Links) -> None:
    assert complaints(feed, feed_format, amount, links) == []


@EVERY_FORMAT
def test_an_empty_feed_is_valid(head: FeedHead, feed_format: FeedFormat) -> None:
    assert complaints(Feed(head, ()), feed_format) == []


@EVERY_FORMAT
def test_fifty_entries_of_one_poll_are_valid(head: FeedHead, notice: Entry, feed_format: FeedFormat) -> None:
    entries = tuple(replace(notice, id=EntryId(f"{number:024x}")) for number in range(50))
    assert complaints(Feed(head, entries), feed_format) == []


@EVERY_FORMAT
def test_what_strangers_write_stays_valid(head: FeedHead, notice: Entry, feed_format: FeedFormat) -> None:
    odd = replace(
        notice,
        title="\x00<b>&amp;</b>\ud800 ]]>",
        author="\x01 A & B",
        body="<p>a\x0b &lt;script&gt; ]]&gt;</p>",
        text="",
    )
    assert complaints(Feed(head, (odd, replace(odd, id=EntryId("f" * 24), title=" "))), feed_format) == []


def test_the_list_of_feeds_is_valid(head: FeedHead) -> None:
    changed = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert strict.opml(build_opml([head, replace(head, folder=())], public_url=PUBLIC_URL, title="n")) == []
    assert strict.opml(build_opml([], public_url=PUBLIC_URL, title="n", modified_at=changed)) == []


@pytest.mark.parametrize(
    ("feed_format", "old", "new"),
    [
        (FeedFormat.ATOM, b"<published>2026-03-02T09:20:00+08:00", b"<published>2026-03-02"),
        (FeedFormat.ATOM, b'rel="self"', b'rel="myself"'),
        (FeedFormat.ATOM, b"http://purl.org/dc/terms/", b"tag:example.org,2026:ns"),
        (FeedFormat.ATOM, b"<author><name>", b"<author><nome>"),
        (FeedFormat.RSS, b"Mon, 02 Mar 2026", b"Tue, 02 Mar 2026"),
        (FeedFormat.RSS, b'isPermaLink="false"', b'isPermaLink="true"'),
        (FeedFormat.RSS, b'href="https://jw.example.edu.cn/a.docx', b'href="/a.docx'),
        (FeedFormat.JSON, b'"content_html"', b'"content"'),
        (FeedFormat.JSON, b"+08:00", b""),
    ],
)
def test_the_checks_find_what_is_wrong(feed: Feed, feed_format: FeedFormat, old: bytes, new: bytes) -> None:
    body = build_feed(feed, feed_format, public_url=PUBLIC_URL, sections=SECTIONS, links=ALONE).body
    for quoted in (old, old.replace(b'"', b"&quot;")):
        if quoted in body:
            body = body.replace(quoted, new)
            break
    else:
        pytest.fail(f"{old!r} is not in the document")
    try:
        found = CHECKS[feed_format](body, OWN)
    except (ValueError, SyntaxError) as error:
        found = [str(error)]
    assert found
