"""What a subscription would have sent, had it been there: the rules tried on what was published. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from service.domain.delivery import Owed, Sight, plan, reader_day
from service.domain.entry import Entry
from service.domain.rules import Said, Search, Verdict, judge
from service.domain.source import SourceId
from service.domain.subscription import SourceKey, Subscription

__all__ = ["Rehearsed", "would_have_sent"]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """An entry that the reader would have got, by which message, and whether it could not have waited."""

    entry: Entry
    owed: Owed
    urgent: bool


def would_have_sent(
    subscription: Subscription, entries: Iterable[Entry], sources: Mapping[SourceId, SourceKey], search: Search
) -> list[Rehearsed]:
    """What `plan` owes for each of `entries`, newest first, as if each had been released when it is dated.

    `sources` are those still watched; an entry was first sighted on the first of its own. The day's cap of alerts
    counts as it would have.
    """
    found: list[Rehearsed] = []
    alerts: Counter[datetime] = Counter()
    for entry in sorted(entries, key=lambda entry: entry.dated_at):
        released_at = entry.dated_at.astimezone(UTC)
        verdict = judge(subscription.rules, Said.by(entry), search)
        if verdict is Verdict.UNWANTED:
            continue
        day = reader_day(subscription, released_at)
        for sight in _sights(entry, sources):
            alerted = {subscription.id: alerts[day]}
            owed = plan(sight, [subscription], released_at, partial(_verdict, verdict), alerted)
            found += [Rehearsed(entry, one, verdict is Verdict.URGENT) for one in owed]
            alerts[day] += sum(one.due_at == released_at for one in owed)
    return found[::-1]


def _verdict(verdict: Verdict, _: Subscription) -> Verdict:
    return verdict


def _sights(entry: Entry, sources: Mapping[SourceId, SourceKey]) -> list[Sight]:
    places = [sources[source] for source in entry.sources if source in sources]
    return [Sight(entry.id, place, tuple(places[:number])) for number, place in enumerate(places)]
