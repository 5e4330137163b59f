"""Who wants what: a selection of sources and rules on what they bring, for one channel, at once or as a digest."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from service.domain.channel import ChannelId
from service.domain.digest import Quiet, Timing
from service.domain.rules import Rules
from service.domain.source import DEFAULT_ZONE, Origin, SectionPath, SiteId, SourceId

SubscriptionId = NewType("SubscriptionId", str)


@dataclass(frozen=True, slots=True)
class SourceKey:
    """What selections look at: a source, its site, its place in the menu and the owner's tags."""

    id: SourceId
    site_id: SiteId
    section: SectionPath = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sources a subscription wants. Everything, when nothing is named.

    `groups` are (site, beginning of a section path): all sections below it.
    """

    sources: frozenset[SourceId] = frozenset()
    sites: frozenset[SiteId] = frozenset()
    groups: frozenset[tuple[SiteId, SectionPath]] = frozenset()
    tags: frozenset[str] = frozenset()

    def selects(self, source: SourceKey) -> bool:
        if not (self.sources or self.sites or self.groups or self.tags):
            return True
        return (
            source.id in self.sources
            or source.site_id in self.sites
            or not self.tags.isdisjoint(source.tags)
            or any(site == source.site_id and source.section[: len(path)] == path for site, path in self.groups)
        )


@dataclass(frozen=True, slots=True)
class Caps:
    """What a reader can bear; 0: any number. What is beyond is counted ("+3 more") with a link, never lost."""

    entries: int = 0
    """Shown in one message."""
    alerts: int = 0
    """Messages at once in one day of the reader's; the rest of the day comes as one digest."""


class Addressee(Protocol):
    """As much of a subscription as a message to its reader needs to know."""

    @property
    def id(self) -> SubscriptionId: ...
    @property
    def timing(self) -> Timing: ...
    @property
    def token(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def caps(self) -> Caps: ...


@dataclass(frozen=True, slots=True)
class Follower:
    """An Addressee and nothing more; see Subscription for its fields."""

    id: SubscriptionId
    timing: Timing
    token: str
    zone: str
    language: str
    caps: Caps


@dataclass(frozen=True, slots=True)
class Subscription:
    """This channel wants that selection of entries, of them what the rules want, at once or as a digest.

    `zone` (IANA) and `language` ('zh' or 'en') are the reader's. `token` is the secret in unsubscribe links.
    """

    id: SubscriptionId
    channel_id: ChannelId
    selection: Selection
    timing: Timing
    created_at: datetime
    token: str
    zone: str = DEFAULT_ZONE
    language: str = "zh"
    origin: Origin = Origin.DATABASE
    ended_at: datetime | None = None
    rules: Rules = Rules()
    quiet: Quiet | None = None
    """Urgent alerts break it."""
    caps: Caps = Caps()
