"""A feed of two notices, as the tests of every format want one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from service.domain.entry import ArticleKind, Attachment, Entry, EntryId, Precision
from service.domain.feed import Feed, FeedHead, FeedId, FeedScope
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEEN_AT = datetime(2026, 3, 2, 1, 30, 5, 123456, tzinfo=UTC)


@pytest.fixture
def head() -> FeedHead:
    return FeedHead(
        id=FeedId("jiaowu-tzgg"),
        scope=FeedScope.SOURCE,
        title="通知公告 & 公示",
        home=Url.parse("https://jw.example.edu.cn/tzgg.htm?a=1&b=2"),
        folder=("教务处", "通知"),
    )


@pytest.fixture
def notice() -> Entry:
    """With a body, two files, an author and a time of day."""
    return Entry(
        id=EntryId("0123456789abcdef01234567"),
        site_id=SiteId("jw"),
        url=Url.parse("https://jw.example.edu.cn/info/1006/1234.htm"),
        title="关于 2026 年转专业的通知 <第二轮> & 😀",
        first_seen_at=SEEN_AT,
        updated_at=SEEN_AT,
        released_at=SEEN_AT,
        dated_at=datetime(2026, 3, 2, 9, 20, tzinfo=SHANGHAI),
        precision=Precision.MINUTE,
        zone="Asia/Shanghai",
        author="教务科",
        body='<p>各学院：<a href="https://jw.example.edu.cn/a.docx">申请表</a></p>',
        text="各学院：\n申请表",
        kind=ArticleKind.HTML,
        attachments=(
            Attachment(Url.parse("https://jw.example.edu.cn/a.docx"), "申请表.docx", "application/msword", 34816),
            Attachment(Url.parse("https://jw.example.edu.cn/b.pdf?x=1&y=2"), "名单.pdf", "application/pdf"),
        ),
        sources=(SourceId("tzgg"), SourceId("gs")),
    )


@pytest.fixture
def bare() -> Entry:
    """A day without a time, an article that was never read."""
    return Entry(
        id=EntryId("76543210fedcba9876543210"),
        site_id=SiteId("jw"),
        url=Url.parse("https://jw.example.edu.cn/info/1006/1233.htm"),
        title="放假安排",
        first_seen_at=SEEN_AT,
        updated_at=SEEN_AT,
        released_at=SEEN_AT,
        dated_at=datetime(2026, 2, 27, 12, 0, tzinfo=SHANGHAI),
        precision=Precision.DAY,
        zone="Asia/Shanghai",
        sources=(SourceId("tzgg"),),
    )


@pytest.fixture
def feed(head: FeedHead, notice: Entry, bare: Entry) -> Feed:
    return Feed(head=head, entries=(notice, bare))
