"""Who is owed what: each subscription once, when an entry first enters its selection."""

from datetime import UTC, datetime, time, timedelta

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryKind, Owed, Sight, delivery_id, plan
from service.domain.digest import AtOnce, Daily, Timing
from service.domain.entry import EntryId
from service.domain.rules import Verdict
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Selection, SourceKey, Subscription, SubscriptionId

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SITE = SiteId("college")
NEWS = SourceKey(SourceId("news"), SITE, ("组织工作", "工作动态"))
NOTICES = SourceKey(SourceId("notices"), SITE, ("组织工作", "组织通知"))
WARNINGS = SourceKey(SourceId("warnings"), SITE, ("师德师风", "警示教育"))
ENTRY = EntryId("e1")


def subscription(
    name: str, selection: Selection, timing: Timing | None = None, *, ended_at: datetime | None = None
) -> Subscription:
    return Subscription(
        SubscriptionId(name),
        ChannelId(f"channel of {name}"),
        selection,
        timing or AtOnce(),
        created_at=NOW,
        token=name,
        ended_at=ended_at,
    )


def names(sight: Sight, *subscriptions: Subscription) -> list[str]:
    return [owed.subscription_id for owed in owed_at(NOW, sight, *subscriptions)]


def owed_at(now: datetime, sight: Sight, *subscriptions: Subscription) -> list[Owed]:
    return plan(sight, subscriptions, now, lambda _: Verdict.WANTED, {})


def test_selections() -> None:
    everything = subscription("everything", Selection())
    site = subscription("site", Selection(sites=frozenset({SITE})))
    source = subscription("source", Selection(sources=frozenset({NEWS.id})))
    group = subscription("group", Selection(groups=frozenset({(SITE, ("组织工作",))})))
    other = subscription("other", Selection(groups=frozenset({(SITE, ("师德师风",))})))
    everybody = (everything, site, source, group, other)
    assert names(Sight(ENTRY, NEWS), *everybody) == ["everything", "site", "source", "group"]
    assert names(Sight(ENTRY, NOTICES), *everybody) == ["everything", "site", "group"]
    assert names(Sight(ENTRY, WARNINGS), *everybody) == ["everything", "site", "other"]


def test_a_second_listing_is_news_only_to_those_who_did_not_follow_the_first() -> None:
    site = subscription("site", Selection(sites=frozenset({SITE})))
    warnings = subscription("warnings", Selection(sources=frozenset({WARNINGS.id})))
    assert names(Sight(ENTRY, WARNINGS, earlier=(NEWS,)), site, warnings) == ["warnings"]


def test_an_ended_subscription_is_owed_nothing() -> None:
    ended = subscription("ended", Selection(), ended_at=NOW)
    assert names(Sight(ENTRY, NEWS), ended) == []


def test_at_once_is_due_now_and_a_digest_at_the_readers_hour() -> None:
    at_once = subscription("now", Selection())
    daily = subscription("daily", Selection(), Daily(time(8)))
    alert, digest = owed_at(NOW, Sight(ENTRY, NEWS), at_once, daily)
    assert (alert.kind, alert.due_at) == (DeliveryKind.ALERT, NOW)
    assert digest.kind is DeliveryKind.DIGEST
    assert digest.due_at == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)  # eight in Shanghai


def test_entries_of_one_day_share_the_digest_and_nothing_else_shares_an_id() -> None:
    daily = subscription("daily", Selection(), Daily(time(8)))
    at_once = subscription("now", Selection())
    first, second = (owed_at(NOW, Sight(EntryId(name), NEWS), daily)[0] for name in ("e1", "e2"))
    next_day = owed_at(NOW + timedelta(days=1), Sight(EntryId("e3"), NEWS), daily)[0]
    assert first.id == second.id != next_day.id
    ids = {owed_at(NOW, Sight(EntryId(name), NEWS), at_once)[0].id for name in ("e1", "e2")}
    assert len(ids) == 2


def test_an_id_is_the_same_whenever_it_is_made_and_fits_a_webhook() -> None:
    assert delivery_id("a", "b") == delivery_id("a", "b") != delivery_id("ab", "")
    assert delivery_id("a", "b").startswith("msg_")
    assert "." not in delivery_id("a", "b")
