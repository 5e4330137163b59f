"""What is found: a candidate on a listing, the entry we keep of it, its article and its revisions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from service.domain.deadline import Deadline
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url

EntryId = NewType("EntryId", str)
"""24 hexadecimal digits derived from the site and the entry's first key: the same after a restore or a re-poll."""


class Precision(StrEnum):
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Published:
    """When a page says it was published: wall-clock time in `zone` (IANA name), with the precision it had.

    A day without a time never becomes midnight: see `moment`.
    """

    day: date
    zone: str
    clock: time | None = None

    @property
    def precision(self) -> Precision:
        if self.clock is None:
            return Precision.DAY
        return Precision.SECOND if self.clock.second else Precision.MINUTE

    def moment(self, first_seen_at: datetime) -> datetime:
        """The instant to file the entry under, aware, in the page's zone.

        With a clock time, that time. With a day alone: the moment we first saw it if that was on this day, so
        that entries of one day keep their order; else noon, which is the same day almost everywhere.
        """
        zone = ZoneInfo(self.zone)
        if self.clock is not None:
            return datetime.combine(self.day, self.clock, zone)
        seen = first_seen_at.astimezone(zone)
        return seen if seen.date() == self.day else datetime.combine(self.day, time(12), zone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link with title found on a listing, in page order.

    `article_id` is the number the CMS knows the article by, with the family and any path prefix
    ('vsb:1234'), when the address shows it.
    """

    url: Url
    title: str
    published: Published | None = None
    pinned: bool = False
    summary: str = ""
    thumbnail: Url | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to an article. `size` in bytes where the page or server tells it."""

    url: Url
    name: str
    media_type: str = "application/octet-stream"
    size: int | None = None


class ArticleKind(StrEnum):
    """What stands behind an entry's link. Each is normal; only HTML has a body."""

    HTML = "html"
    FILE = "file"
    EXTERNAL = "external"
    LOGIN = "login"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Article:
    """What an article page says. `body` is clean HTML, safe to show, with absolute addresses; `text` the same as
    plain paragraphs separated by newlines."""

    title: str | None = None
    published: Published | None = None
    author: str | None = None
    body: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    kind: ArticleKind = ArticleKind.HTML
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate we keep, as feeds and alerts show it.

    `dated_at` (aware, in the source's zone) is fixed when the entry is released and never changes;
    `updated_at` (UTC) moves with each revision; `released_at` (UTC) is None while its article is still owed.
    """

    id: EntryId
    site_id: SiteId
    url: Url
    title: str
    first_seen_at: datetime
    updated_at: datetime
    dated_at: datetime
    precision: Precision | None
    zone: str
    released_at: datetime | None = None
    summary: str = ""
    author: str | None = None
    body: str = ""
    text: str = ""
    kind: ArticleKind = ArticleKind.UNREAD
    attachments: tuple[Attachment, ...] = ()
    sources: tuple[SourceId, ...] = ()
    """The sources it was seen on, first sighting first."""
    deadlines: tuple[Deadline, ...] = ()
    """What it asks for by when, in the order of its text; times are wall-clock in `zone`."""

    @property
    def tag(self) -> str:
        """The id in feeds: a tag URI (RFC 4151) that never contains the address we are served at."""
        return f"tag:noticewire,2026:{self.id}"


@dataclass(frozen=True, slots=True)
class Revision:
    """What an entry said at a time: from `since` (UTC) until its next revision."""

    since: datetime
    title: str
    text: str
    attachments: tuple[Attachment, ...] = ()


class EditKind(StrEnum):
    COSMETIC = "cosmetic"
    DATE_MOVED = "date moved"
    FILES_REPLACED = "files replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a notice. `lines` are what a message says of it: '- ' what went, '+ ' what came."""

    kind: EditKind
    lines: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        return self.kind is not EditKind.COSMETIC


@dataclass(frozen=True, slots=True)
class OwedArticle:
    """An entry whose article is to be read, for the first time or again, taken under a lease."""

    entry: Entry
    source_id: SourceId
    ignore_robots: str
    published: Published | None
    tries: int
    deadline_at: datetime
    """Released without the article after this time."""
    announced: bool = False
    """Whether anybody was to be told of it: then edits are looked for."""
    vanished: bool = False
    """It left its listings, while older ones stayed on one of them."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The end of one try to read an article: the entry as it now stands, and when to try again if at all.

    An `entry` with `released_at` set is released, and what is owed for it is written down; `retry_at` None ends
    the reading.
    """

    entry: Entry
    tries: int
    retry_at: datetime | None
    at: datetime
    edit: Edit | None = None
    """What was changed since the entry was released."""


def utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime: {moment!r}")
    return moment.astimezone(UTC)
