"""What is due now, for those who hand it to others instead of doing it, and who the others are. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.channel import ChannelKind
from service.domain.entry import EntryId
from service.domain.source import Holder, SiteId, SourceId

__all__ = ["SILENT_TOO_LONG", "Backlog", "DueArticle", "DueSource", "DueWork", "Worker"]

SILENT_TOO_LONG = timedelta(seconds=10)
"""A worker that has not shown itself for so long is dead; it does so every three seconds."""


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source to be visited."""

    id: SourceId
    site_id: SiteId


@dataclass(frozen=True, slots=True)
class DueArticle:
    """An entry whose article is to be read; somebody waits for an `announced` one."""

    id: EntryId
    site_id: SiteId
    announced: bool


@dataclass(frozen=True, slots=True)
class DueWork:
    """The few of each site that come first, and how many deliveries wait for each kind of channel."""

    sources: tuple[DueSource, ...]
    articles: tuple[DueArticle, ...]
    deliveries: Mapping[ChannelKind, int]


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much may be begun now and is in nobody's hands: visits, articles to read, messages to send. `holding`:
    how many of all three somebody is at."""

    visits: int
    articles: int
    messages: int
    holding: int


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker as it last showed itself (aware UTC). `place`: machine and process, 'spruce (4711)'; `sites`: how
    many it visits at a time. One that ends as it should is forgotten; one that died stays for a day."""

    holder: Holder
    place: str
    sites: int
    started_at: datetime
    seen_at: datetime

    def lives(self, now: datetime) -> bool:
        return now - self.seen_at < SILENT_TOO_LONG
