"""A feed: what it says of itself, and its entries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from service.domain.entry import Entry, EntryId
from service.domain.urls import Url

FeedId = NewType("FeedId", str)
"""The id of a source, a section group or a site: '/feeds/<id>.rss'."""


class FeedFormat(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


class FeedScope(StrEnum):
    SOURCE = "source"
    GROUP = "group"
    SITE = "site"
    ALL = "all"
    TAG = "tag"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself. `home` is the watched page; `folder` its place in an OPML outline, from the
    outside in (site, area); `language` a BCP 47 tag."""

    id: FeedId
    scope: FeedScope
    title: str
    home: Url
    folder: tuple[str, ...] = ()
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, newest first by `dated_at`. `withdrawn`: of a calendar, those that its office took
    back."""

    head: FeedHead
    entries: tuple[Entry, ...]
    withdrawn: frozenset[EntryId] = frozenset()
