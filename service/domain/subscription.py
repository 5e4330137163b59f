"""Who wants what: a selection of sources for one channel, at once or as a digest."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from service.domain.channel import ChannelId
from service.domain.digest import Timing
from service.domain.source import DEFAULT_ZONE, Origin, SectionPath, SiteId, SourceId

SubscriptionId = NewType("SubscriptionId", str)


@dataclass(frozen=True, slots=True)
class SourceKey:
    """What selections look at: a source, its site and its place in the menu."""

    id: SourceId
    site_id: SiteId
    section: SectionPath = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sources a subscription wants. Everything, when nothing is named.

    `groups` are (site, beginning of a section path): all sections below it.
    """

    sources: frozenset[SourceId] = frozenset()
    sites: frozenset[SiteId] = frozenset()
    groups: frozenset[tuple[SiteId, SectionPath]] = frozenset()

    def selects(self, source: SourceKey) -> bool:
        if not (self.sources or self.sites or self.groups):
            return True
        return (
            source.id in self.sources
            or source.site_id in self.sites
            or any(site == source.site_id and source.section[: len(path)] == path for site, path in self.groups)
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """This channel wants that selection of entries, at once or as a digest.

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
