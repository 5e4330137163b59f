"""What becomes of an entry when its article was read, was not, or had to be waited for."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.entry import Article, ArticleKind, Entry, EntryId, OwedArticle, Precision, Published
from service.domain.publishing import after_failed_reading, after_reading, fuller_title, overdue
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url

SEEN = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
DELAYS = (timedelta(seconds=20), timedelta(hours=1))


def owed(published: Published | None = None, tries: int = 0) -> OwedArticle:
    entry = Entry(
        EntryId("e"),
        SiteId("s"),
        Url.parse("https://a.example.cn/info/1/2.htm"),
        "关于考试安排的通知",
        first_seen_at=SEEN,
        updated_at=SEEN,
        dated_at=SEEN,
        precision=None,
        zone="Asia/Shanghai",
    )
    return OwedArticle(entry, SourceId("x"), "", published, tries, SEEN + timedelta(minutes=2))


def test_a_read_article_releases_the_entry_with_its_text() -> None:
    article = Article(title="另一个标题", author="教务处", body="<p>正文</p>", text="正文")
    publication = after_reading(owed(), article, SEEN)
    assert publication.entry.released_at == SEEN
    assert publication.entry.title == "关于考试安排的通知"
    assert (publication.entry.body, publication.entry.author) == ("<p>正文</p>", "教务处")
    assert publication.retry_at is None


def test_a_day_seen_on_the_day_keeps_the_order_of_sighting() -> None:
    entry = after_reading(owed(Published(date(2026, 3, 2), "Asia/Shanghai")), Article(), SEEN).entry
    assert entry.dated_at == SEEN
    assert entry.dated_at.utcoffset() == timedelta(hours=8)
    assert entry.precision is Precision.DAY


def test_an_older_day_is_noon_there_and_never_midnight_utc() -> None:
    entry = after_reading(owed(Published(date(2025, 2, 21), "Asia/Shanghai")), Article(), SEEN).entry
    assert entry.dated_at == datetime(2025, 2, 21, 12, tzinfo=SHANGHAI)


def test_the_article_tells_the_time_of_the_listed_day() -> None:
    read = Published(date(2026, 3, 2), "Asia/Shanghai", time(9, 5))
    entry = after_reading(owed(Published(date(2026, 3, 2), "Asia/Shanghai")), Article(published=read), SEEN).entry
    assert entry.dated_at == datetime(2026, 3, 2, 9, 5, tzinfo=SHANGHAI)
    other_day = after_reading(
        owed(Published(date(2026, 3, 1), "Asia/Shanghai")), Article(published=read), SEEN
    ).entry
    assert other_day.dated_at.date() == date(2026, 3, 1)


def test_without_any_date_the_first_sighting_counts() -> None:
    entry = after_reading(owed(), Article(), SEEN).entry
    assert entry.dated_at == SEEN
    assert entry.precision is None


def test_failures_are_tried_again_and_the_entry_waits_only_until_its_deadline() -> None:
    first = after_failed_reading(owed(), DELAYS, SEEN)
    assert first.entry.released_at is None
    assert first.retry_at == SEEN + timedelta(seconds=20)
    second = after_failed_reading(owed(tries=1), DELAYS, SEEN + timedelta(seconds=30))
    assert second.retry_at == owed().deadline_at
    late = SEEN + timedelta(minutes=2)
    third = after_failed_reading(owed(tries=1), DELAYS, late)
    assert third.entry.released_at == late
    assert third.retry_at == late + timedelta(hours=1)
    last = after_failed_reading(owed(tries=2), DELAYS, late)
    assert last.retry_at is None
    assert last.entry.released_at == late


def test_what_cannot_be_read_is_released_at_once_and_left() -> None:
    publication = after_failed_reading(owed(), DELAYS, SEEN, final=ArticleKind.LOGIN)
    assert publication.entry.released_at == SEEN
    assert publication.entry.kind is ArticleKind.LOGIN
    assert publication.retry_at is None


def test_an_article_read_later_is_a_revision_with_the_same_date() -> None:
    waited = overdue(owed(Published(date(2026, 3, 2), "Asia/Shanghai")), SEEN + timedelta(minutes=3))
    assert waited.entry.released_at == SEEN + timedelta(minutes=3)
    later = SEEN + timedelta(hours=1)
    again = replace(owed(), entry=waited.entry)
    revised = after_reading(again, Article(body="<p>x</p>", text="x"), later).entry
    assert revised.dated_at == waited.entry.dated_at
    assert revised.released_at == waited.entry.released_at
    assert revised.updated_at == later


def test_reading_the_same_again_is_no_revision() -> None:
    entry = after_reading(owed(), Article(body="<p>x</p>", text="x"), SEEN).entry
    again = after_reading(replace(owed(), entry=entry), Article(body="<p>x</p>", text="x"), SEEN + timedelta(1))
    assert again.entry.updated_at == SEEN


@pytest.mark.parametrize(
    ("listed", "read", "shown"),
    [
        (
            "关于做好2026年春季学期…",
            "关于做好2026年春季学期开学工作的通知",
            "关于做好2026年春季学期开学工作的通知",
        ),
        ("关于做好...", "别的", "关于做好..."),
        ("通知", "通知（全文）", "通知"),
        ("通知…", None, "通知…"),
    ],
)
def test_fuller_title(listed: str, read: str | None, shown: str) -> None:
    assert fuller_title(listed, read) == shown
