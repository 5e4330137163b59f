"""Who is told what, over which channel, and when: what is owed to subscriptions, and how each try ends."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from service.domain.channel import Channel, ChannelId
from service.domain.digest import AtOnce, Daily
from service.domain.entry import Edit, Entry, EntryId
from service.domain.rules import Verdict
from service.domain.source import Holder, SectionPath, SourceId
from service.domain.subscription import Addressee, SourceKey, Subscription, SubscriptionId

DeliveryId = NewType("DeliveryId", str)
"""'msg_' and 32 hexadecimal digits, a function of what is owed to whom: the receiver's idempotency key."""


class DeliveryKind(StrEnum):
    ALERT = "alert"
    DIGEST = "digest"
    INCIDENT = "incident"
    REVISION = "revision"
    """A notice was changed in a way that counts, after it was told."""
    REQUESTED = "requested"
    """A link that somebody asked for under this address: to confirm a subscription, or to change his own."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"
    """Given up: no try is left, or none can succeed. Replay brings it back."""
    WITHDRAWN = "withdrawn"
    """Before it was sent the subscription ended, or its reader was told the same as another office's notice."""


@dataclass(frozen=True, slots=True)
class Sight:
    """An entry newly sighted on a source, to be told to those who want that source.

    `earlier` are the sources on which it had been sighted before: who selects one of them has had his chance.
    """

    entry_id: EntryId
    source: SourceKey
    earlier: tuple[SourceKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """One entry owed to one subscription, by the delivery `id` that is due at `due_at` (UTC)."""

    id: DeliveryId
    kind: DeliveryKind
    subscription_id: SubscriptionId
    channel_id: ChannelId
    entry_id: EntryId
    due_at: datetime


Judge = Callable[[Subscription], Verdict]
"""What a subscription's rules say of the entry at hand; see `rules.judge`."""

_REST_OF_THE_DAY = Daily(time(8))


def plan(
    sight: Sight,
    subscriptions: Iterable[Subscription],
    now: datetime,
    judge: Judge,
    alerted: Mapping[SubscriptionId, int],
) -> list[Owed]:
    """What is owed for one sight: an alert of its own at once, or a place in a digest.

    A subscription is told of an entry when the entry first enters its selection: a notice that an office lists a
    second time elsewhere is news only to those who did not follow the first place. `alerted` are the alerts that
    those with a cap of them were owed on their day (see `reader_day`) so far.
    """
    return [
        _owed(sight.entry_id, subscription, now, verdict, alerted.get(subscription.id, 0))
        for subscription in subscriptions
        if subscription.ended_at is None
        and subscription.selection.selects(sight.source)
        and not any(subscription.selection.selects(source) for source in sight.earlier)
        and (verdict := judge(subscription)) is not Verdict.UNWANTED
    ]


def waits_for_text(subscription: Subscription, entry: Entry) -> bool:
    """Whether an entry that was told by its title alone may still be news to it, now that its text is there: it
    looks for something, and did so when the title was told."""
    rules = subscription.rules
    followed = entry.released_at is not None and subscription.created_at <= entry.released_at
    return followed and bool(rules.include or rules.patterns)


def digest_hour(subscription: Subscription, now: datetime, verdict: Verdict, alerted: int) -> datetime | None:
    """The hour, in UTC, of the digest that an entry released at `now` goes into; None: it is an alert of its own.

    Urgent is always an alert. What falls into quiet hours, and what is beyond the day's alerts, is told together:
    the former when they end, the latter then or at eight in the reader's morning.
    """
    timing, quiet, zone = subscription.timing, subscription.quiet, subscription.zone
    if verdict is Verdict.URGENT:
        return None
    if isinstance(timing, AtOnce):
        if quiet and quiet.covers(now, zone):
            return quiet.ends_after(now, zone)
        if subscription.caps.alerts and alerted >= subscription.caps.alerts:
            return quiet.ends_after(now, zone) if quiet else _REST_OF_THE_DAY.next_after(now, zone)
        return None
    hour = timing.next_after(now, zone)
    return quiet.ends_after(hour, zone) if quiet and quiet.covers(hour, zone) else hour


def revision_hour(subscription: Subscription, now: datetime) -> datetime:
    """When a change is told, in UTC: as the notice itself would be, at once or at the reader's hour."""
    return digest_hour(subscription, now, Verdict.WANTED, 0) or now


def reader_day(subscription: Subscription, now: datetime) -> datetime:
    """When the reader's present day began, in UTC."""
    local = now.astimezone(ZoneInfo(subscription.zone))
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)


def _owed(entry: EntryId, subscription: Subscription, now: datetime, verdict: Verdict, alerted: int) -> Owed:
    hour = digest_hour(subscription, now, verdict, alerted)
    if hour is None:
        kind, due_at = DeliveryKind.ALERT, now
        identity = delivery_id(subscription.id, entry)
    else:
        kind, due_at = DeliveryKind.DIGEST, hour
        identity = delivery_id(subscription.id, due_at.isoformat())
    return Owed(identity, kind, subscription.id, subscription.channel_id, entry, due_at)


def delivery_id(receiver: str, what: str) -> DeliveryId:
    """The id of the one message that tells `what` (an entry, a digest's hour, an incident) to `receiver`."""
    return DeliveryId("msg_" + hashlib.sha256(f"{receiver}\n{what}".encode()).hexdigest()[:32])


def digest_name(subscription: Subscription, digest: DeliveryId) -> str:
    """Under which name a digest can be read: nobody guesses it who does not know the subscription's secret."""
    return hashlib.sha256(f"{subscription.token}\n{digest}".encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a message tells it: with the source under whose name this reader gets it."""

    entry: Entry
    source_id: SourceId
    site_title: str
    section: SectionPath
    pinned: bool = False
    """Whether the site keeps it at the top of that listing."""
    also: tuple[str, ...] = ()
    """Other sections of the site whose offices posted the same notice."""


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A digest as it can be read on the web, with all of its entries, newest first."""

    due_at: datetime
    subscription: Subscription
    entries: tuple[Told, ...]
    soon: tuple[Told, ...] = ()
    """What asked for something in the days after `due_at`, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery taken under a lease to be sent once.

    `payload` is the frozen message of an earlier try, None at the first; the bytes of all tries are the same.
    `entries` are newest first; an incident has none and says it in `incident_title` and `incident_text`.
    """

    id: DeliveryId
    kind: DeliveryKind
    channel: Channel
    subscription: Addressee | None
    entries: Sequence[Told]
    due_at: datetime
    attempts: int
    """Tries that ended before this one."""
    first_attempt_at: datetime | None
    holder: Holder
    payload: bytes | None = None
    incident_title: str = ""
    incident_text: str = ""
    soon: Sequence[Told] = ()
    """Of a digest: what this subscription was told, now or earlier, and asks for something in the days after
    `due_at` (see `due_soon`)."""
    edit: Edit | None = None
    """Of a REVISION: what was changed of its one entry."""
    page: str = ""
    """Of a digest: the name under which it can be read at /digests; empty: it cannot."""
    follows: DeliveryId | None = None
    """The message that told first what this one says more of; mail programs show both as one conversation."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The bytes that every try of a delivery sends, kept before the first."""

    delivery_id: DeliveryId
    holder: Holder
    payload: bytes


class Result(StrEnum):
    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"
    BOUNCED = "bounced"
    """It was taken, and came back later."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How one try ended; written in one transaction. `next_attempt_at` is set exactly with RETRY."""

    delivery_id: DeliveryId
    holder: Holder
    started_at: datetime
    ended_at: datetime
    result: Result
    detail: str
    """The receiver's answer or the failure, one line, at most 500 characters."""
    next_attempt_at: datetime | None = None
    disable_channel: str = ""
    """Why no message can reach this channel any more; empty: it stays open."""
