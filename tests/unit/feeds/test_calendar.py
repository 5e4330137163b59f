"""Deadlines as iCalendar, read back by a calendar library."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from service.domain.deadline import Deadline, Instant, Meaning
from service.domain.entry import Entry
from service.domain.feed import Feed, FeedHead
from service.feeds import build_calendar
from service.wording import translation

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = Deadline(
    Meaning.DEADLINE, None, Instant(date(2026, 3, 30), time(17)), "报名", "请于3月30日17:00前报名；逾期不候。"
)
BY_DAY = Deadline(Meaning.DEADLINE, None, Instant(date(2026, 3, 31)), "", "请于3月31日前交。")
WINDOW = Deadline(
    Meaning.WINDOW, Instant(date(2026, 3, 5)), Instant(date(2026, 3, 9)), "公示", "公示期3月5日至9日"
)
TALK = Deadline(
    Meaning.EVENT,
    Instant(date(2026, 3, 12), time(19)),
    Instant(date(2026, 3, 12), time(21)),
    "讲座",
    "时间：3月12日19:00-21:00",
    "图书馆, 三楼报告厅",
)
OVER = Deadline(Meaning.DEADLINE, None, Instant(date(2026, 2, 1)), "缴费", "2月1日前缴费")


def calendar_of(head: FeedHead, *entries: Entry, language: str = "zh") -> tuple[Calendar, bytes]:
    body = build_calendar(
        Feed(head, entries),
        public_url="https://n.example.org/",
        language=language,
        gettext=translation(language).gettext,
        since=SINCE,
    )
    calendar = Calendar.from_ical(body)
    assert isinstance(calendar, Calendar)
    assert not [problem for item in calendar.walk() for problem in item.errors]
    return calendar, body


def items_of(calendar: Calendar) -> dict[str, Event]:
    found: dict[str, Event] = {str(event["summary"]): event for event in calendar.events}
    return found


def test_each_meaning_has_its_times(head: FeedHead, notice: Entry) -> None:
    calendar, body = calendar_of(head, replace(notice, deadlines=(UNTIL, BY_DAY, WINDOW, TALK, OVER)))
    title = "关于 2026 年转专业的通知 <第二轮> & 😀"
    items = items_of(calendar)
    assert list(items) == [f"报名截止 | {title}", f"截止 | {title}", f"公示期间 | {title}", f"讲座 | {title}"]
    until, by_day, window, talk = items.values()
    assert until.decoded("dtstart") == datetime(2026, 3, 30, 9, tzinfo=UTC)
    assert "dtend" not in until
    assert (by_day.decoded("dtstart"), by_day.decoded("dtend")) == (date(2026, 3, 31), date(2026, 4, 1))
    assert (window.decoded("dtstart"), window.decoded("dtend")) == (date(2026, 3, 5), date(2026, 3, 10))
    assert talk.decoded("dtend") - talk.decoded("dtstart") == timedelta(hours=2)
    assert str(talk["location"]) == "图书馆, 三楼报告厅"
    assert "逾期不候" in str(until["description"])
    assert f"https://n.example.org/entries/{notice.id}" in str(until["description"])
    assert all(str(item["transp"]) == "TRANSPARENT" for item in items.values())
    assert max(map(len, body.split(b"\r\n"))) <= 75, "RFC 5545 section 3.1 folds longer lines"


def test_an_item_keeps_its_uid_when_its_day_is_moved(head: FeedHead, notice: Entry) -> None:
    def uids(*deadlines: Deadline) -> list[str]:
        calendar, _ = calendar_of(head, replace(notice, deadlines=deadlines))
        return [str(event["uid"]) for event in calendar.events]

    once = uids(UNTIL, TALK)
    assert len(set(once)) == 2
    assert uids(replace(UNTIL, evidence="anders"), TALK) == once
    moved = uids(replace(UNTIL, end=Instant(date(2026, 4, 2), time(17))), TALK)
    assert moved == once
    assert uids(UNTIL, replace(UNTIL, end=Instant(date(2026, 4, 2)))) != once
    assert len(set(uids(UNTIL, replace(UNTIL, end=Instant(date(2026, 4, 2)))))) == 2


def test_a_revision_raises_the_sequence(head: FeedHead, notice: Entry) -> None:
    entry = replace(notice, deadlines=(UNTIL,), released_at=notice.updated_at)
    sequences = []
    for age in (timedelta(), timedelta(hours=6), timedelta(days=1)):
        calendar, _ = calendar_of(head, replace(entry, updated_at=notice.updated_at + age))
        (item,) = calendar.events
        sequences.append(int(str(item["sequence"])))
        assert item.decoded("last-modified") == item.decoded("dtstamp")
    assert sequences == [0, 21_600, 86_400]


def test_what_was_withdrawn_is_cancelled(head: FeedHead, notice: Entry) -> None:
    entry = replace(notice, deadlines=(UNTIL,))
    (kept,) = calendar_of(head, entry)[0].events
    body = build_calendar(
        Feed(head, (entry,), frozenset({entry.id})),
        public_url="https://n.example.org/",
        language="en",
        gettext=translation("en").gettext,
        since=SINCE,
    )
    cancelled = Calendar.from_ical(body).walk("VEVENT")[0]
    assert (kept["status"], cancelled["status"]) == ("CONFIRMED", "CANCELLED")
    assert cancelled["uid"] == kept["uid"]
    assert int(str(cancelled["sequence"])) > int(str(kept["sequence"]))


def test_times_are_told_in_their_zone_which_is_described(head: FeedHead, notice: Entry) -> None:
    calendar, body = calendar_of(head, replace(notice, zone="Asia/Shanghai", deadlines=(UNTIL, BY_DAY)))
    until, by_day = calendar.events
    assert until["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Asia/Shanghai"]
    assert by_day["dtstart"].params["VALUE"] == "DATE"
    assert b"VALARM" not in body


def test_the_same_feed_gives_the_same_bytes_in_the_readers_language(head: FeedHead, notice: Entry) -> None:
    entry = replace(notice, deadlines=(UNTIL,))
    assert calendar_of(head, entry)[1] == calendar_of(head, entry)[1]
    calendar, _ = calendar_of(head, entry, language="en")
    (summary,) = items_of(calendar)
    assert summary.startswith("Due: 报名 | ")
    assert str(calendar["name"]) == "通知公告 & 公示"


def test_a_feed_that_asks_for_nothing_is_an_empty_calendar(head: FeedHead, bare: Entry) -> None:
    calendar, _ = calendar_of(head, bare)
    assert calendar.events == []


def test_every_word_of_a_calendar_is_translated(head: FeedHead, notice: Entry) -> None:
    unnamed = tuple(replace(due, what="") for due in (UNTIL, WINDOW, TALK))
    calendar, _ = calendar_of(head, replace(notice, deadlines=(UNTIL, WINDOW, *unnamed)))
    headings = [summary.split(" | ")[0] for summary in items_of(calendar)]
    assert headings == ["报名截止", "公示期间", "截止", "起止", "时间"]
