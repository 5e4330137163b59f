"""What is due now, for those who hand it to others instead of doing it."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.channel import ChannelKind
from service.domain.entry import EntryId
from service.domain.source import SiteId, SourceId

__all__ = ["DueArticle", "DueSource", "DueWork"]


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
