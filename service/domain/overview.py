"""What is shown to people and machines: sources and their state, the delivery ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import DeliveryId, DeliveryKind, DeliveryState, Result
from service.domain.poll import Label
from service.domain.source import Healing, Site, Source, SourceState, Stage


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source as a person sees it: what it is, how it is, and what it has brought."""

    site: Site
    source: Source
    state: SourceState
    entries: int
    """Released entries ever seen on it."""
    held: int
    """Entries that the flood guard keeps back."""
    newest_title: str = ""
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """A source whose page was built anew. `healing` says how it is read now, or would be; `listed` what the source
    listed last, in page order."""

    status: SourceStatus
    healing: Healing
    listed: tuple[Label, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether the owner or further polls have still to decide."""
        return self.healing.stage in (Stage.ASKING, Stage.SHADOW)


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One try to send, as the ledger keeps it."""

    started_at: datetime
    ended_at: datetime
    result: Result
    detail: str


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One delivery of the ledger. `titles` are those of its entries, or the incident's."""

    id: DeliveryId
    kind: DeliveryKind
    channel_id: ChannelId
    channel_kind: ChannelKind
    state: DeliveryState
    titles: tuple[str, ...]
    created_at: datetime
    due_at: datetime
    next_attempt_at: datetime | None
    attempts: tuple[AttemptRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which deliveries of the ledger: to this channel, in this state, owed since then and before then (aware UTC),
    older than the one named. What is not given selects all."""

    channel_id: ChannelId | None = None
    state: DeliveryState | None = None
    since: datetime | None = None
    until: datetime | None = None
    older_than: DeliveryId | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for the health check and the metrics, read in one go."""

    sources_by_health: Mapping[str, int]
    entries: int
    owed_articles: int
    pending_deliveries: int
    oldest_due_at: datetime | None
    """Due time of the oldest delivery that is due and not sent."""
    dead_deliveries: int
    oldest_good_poll_at: datetime | None
