from datetime import UTC, datetime, time, timedelta

from service.domain.channel import ChannelId
from service.domain.digest import AtOnce, Daily, Timing
from service.domain.entry import Entry, EntryId
from service.domain.rehearsal import would_have_sent
from service.domain.rules import Clause, Rules
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Caps, Selection, SourceKey, Subscription, SubscriptionId
from service.domain.urls import Url
from service.matching import search

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SITE = SiteId("office")
EVERYTHING, AT_ONCE = Rules(), AtOnce()
NEWS, JOBS = SourceId("news"), SourceId("jobs")
SOURCES = {source: SourceKey(source, SITE) for source in (NEWS, JOBS)}


def entry(number: int, title: str, *sources: SourceId, ago: timedelta = timedelta()) -> Entry:
    at = NOON - ago
    url = Url.parse(f"https://office.example.org/{number}.htm")
    places = sources or (NEWS,)
    return Entry(EntryId(str(number)), SITE, url, title, at, at, at, None, "Asia/Shanghai", at, sources=places)


def subscription(
    rules: Rules = EVERYTHING, *, sources: tuple[SourceId, ...] = (), timing: Timing = AT_ONCE, alerts: int = 0
) -> Subscription:
    return Subscription(
        SubscriptionId("s"),
        ChannelId("c"),
        Selection(frozenset(sources)),
        timing,
        NOON,
        "t",
        rules=rules,
        caps=Caps(alerts=alerts),
    )


def titles(*entries: Entry, of: Subscription) -> list[str]:
    return [one.entry.title for one in would_have_sent(of, entries, SOURCES, search)]


def test_words_patterns_and_exclusions_choose_newest_first() -> None:
    entries = (
        entry(1, "教师招聘公告", ago=timedelta(days=2)),
        entry(2, "招聘结果公示", ago=timedelta(days=1)),
        entry(3, "会议通知"),
        entry(4, "2026年放假安排"),
    )
    assert titles(*entries, of=subscription())[-2:] == ["招聘结果公示", "教师招聘公告"]
    assert len(titles(*entries, of=subscription())) == 4
    wanted = Rules(include=(Clause("招聘"),), exclude=(Clause("公示"),))
    assert titles(*entries, of=subscription(wanted)) == ["教师招聘公告"]
    assert titles(*entries, of=subscription(Rules(patterns=(Clause(r"\d{4}年"),)))) == ["2026年放假安排"]


def test_an_entry_listed_twice_is_told_once_to_who_follows_the_first_place() -> None:
    twice = entry(1, "通知", NEWS, JOBS)
    assert titles(twice, of=subscription()) == ["通知"]
    assert titles(twice, of=subscription(sources=(JOBS,))) == ["通知"]
    assert titles(twice, of=subscription(sources=(SourceId("other"),))) == []


def test_a_digest_gathers_the_notices_of_a_day() -> None:
    entries = [entry(number, f"第{number}号", ago=timedelta(hours=number)) for number in range(3)]
    found = would_have_sent(subscription(timing=Daily(time(8))), entries, SOURCES, search)
    assert len(found) == 3
    assert len({one.owed.id for one in found}) == 1


def test_the_cap_of_alerts_and_urgency_count_as_they_would_have() -> None:
    entries = [entry(number, f"第{number}号", ago=timedelta(minutes=number)) for number in range(5)]
    capped = would_have_sent(subscription(alerts=2), entries, SOURCES, search)
    assert len({one.owed.id for one in capped}) == 3, "two alerts, and one digest of the rest"
    urgent = would_have_sent(subscription(Rules(urgent=(Clause("第0号"),)), alerts=2), entries, SOURCES, search)
    assert [one.urgent for one in urgent] == [True, False, False, False, False]


def test_what_only_a_removed_source_listed_is_not_told() -> None:
    assert titles(entry(1, "通知", SourceId("gone")), of=subscription()) == []
