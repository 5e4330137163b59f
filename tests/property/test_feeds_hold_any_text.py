"""Whatever text a page brings, feeds stay well-formed, say the same title, and keep their bytes."""

import json
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from service.domain.entry import Attachment, Entry, EntryId, Precision
from service.domain.feed import Feed, FeedFormat, FeedHead, FeedId, FeedScope
from service.domain.source import SiteId
from service.domain.urls import Url
from service.feeds import build_feed, build_opml
from service.feeds.wording import line

anything = st.text(st.characters(), max_size=40)
"""Any code point, lone surrogates and control characters included."""

moments = st.builds(
    lambda seconds, hours: datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours))),
    st.floats(0, 4e9),
    st.integers(-14, 14),
)
urls = st.builds(
    lambda path, query, fragment: Url.parse("https://例子.example.cn/").join(f"/{path}?{query}#{fragment}"),
    *(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\"), max_size=8) for _ in range(3)),
)
attachments = st.builds(Attachment, urls, anything, anything, st.none() | st.integers(0, 10**12))
entries = st.builds(
    Entry,
    id=st.text("0123456789abcdef", min_size=24, max_size=24).map(EntryId),
    site_id=st.just(SiteId("s")),
    url=urls,
    title=anything,
    first_seen_at=moments,
    updated_at=moments,
    dated_at=moments,
    precision=st.none() | st.sampled_from(Precision),
    zone=st.just("Asia/Shanghai"),
    released_at=st.none() | moments,
    summary=anything,
    author=st.none() | anything,
    body=anything,
    text=anything,
    attachments=st.lists(attachments, max_size=3).map(tuple),
)
heads = st.builds(
    FeedHead,
    id=st.just(FeedId("f")),
    scope=st.just(FeedScope.SOURCE),
    title=anything,
    home=urls,
    folder=st.lists(anything, max_size=3).map(tuple),
)
feeds = st.builds(Feed, heads, st.lists(entries, max_size=3, unique_by=lambda entry: entry.id).map(tuple))


def build(feed: Feed, kind: FeedFormat) -> bytes:
    return build_feed(feed, kind, public_url="https://feeds.example.org").body


def as_feedparser_mends(text: str) -> str:
    """feedparser takes text for wrongly decoded UTF-8 whenever it could be."""
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


@given(feeds)
def test_xml_is_well_formed_and_bytes_stand_still(feed: Feed) -> None:
    for kind in (FeedFormat.RSS, FeedFormat.ATOM):
        body = build(feed, kind)
        ET.fromstring(body)
        assert body == build(feed, kind)


@given(feeds)
def test_json_can_be_read_back(feed: Feed) -> None:
    told = json.loads(build(feed, FeedFormat.JSON).decode("utf-8"))

    assert [item["id"] for item in told["items"]] == [entry.tag for entry in feed.entries]


@given(feeds)
def test_atom_titles_come_back(feed: Feed) -> None:
    parsed = feedparser.parse(build(feed, FeedFormat.ATOM))

    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == [
        as_feedparser_mends(line(entry.title)) or parsed.entries[index].link
        for index, entry in enumerate(feed.entries)
    ]


@given(feeds, st.text(st.characters(exclude_characters="<&"), min_size=1))
def test_rss_titles_come_back(feed: Feed, title: str) -> None:
    """RSS does not say whether a title is HTML, so readers guess: titles without mark-up must be sure."""
    entry = Entry(
        id=EntryId("0" * 24),
        site_id=SiteId("s"),
        url=Url.parse("https://x.example.cn/"),
        title=title,
        first_seen_at=datetime(2026, 1, 1, tzinfo=UTC),
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
        dated_at=datetime(2026, 1, 1, tzinfo=UTC),
        precision=None,
        zone="UTC",
    )
    parsed = feedparser.parse(build(Feed(feed.head, (entry,)), FeedFormat.RSS))

    assert not parsed.bozo
    assert parsed.entries[0].title == (as_feedparser_mends(line(title)) or "https://x.example.cn/")


@given(st.lists(heads, max_size=4), anything)
def test_opml_is_well_formed(listed: list[FeedHead], title: str) -> None:
    document = build_opml(listed, public_url="https://feeds.example.org", title=title)

    assert len(list(ET.fromstring(document).iterfind(".//outline[@xmlUrl]"))) == len(listed)
