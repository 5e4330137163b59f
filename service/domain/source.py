"""What we watch: a site with its sources, and what we remember of each source between two polls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from service.domain.urls import Url

SiteId = NewType("SiteId", str)
SourceId = NewType("SourceId", str)
Holder = NewType("Holder", str)
"""Who holds a lease: 'daemon:<random>' or 'command:<random>'."""

SectionPath = tuple[str, ...]
"""A listing's place in the site's menu, names from the outside in: ('组织工作', '工作动态').
Names alone are not unique."""

DEFAULT_ZONE = "Asia/Shanghai"


class Origin(StrEnum):
    """Where a row was declared: the file's rows are read-only elsewhere."""

    CONFIG = "config"
    DATABASE = "database"
    HUB = "hub"
    """A WebSub subscriber made it himself."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the owner says to read a listing: CSS selectors, `link`, `title` and `date` relative to one `item`.

    Without `link` the item's first link counts, without `title` the link's title attribute or text, without
    `date` the first date in the item's text.
    """

    item: str
    link: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A host with its sections, as discovered from its home page."""

    id: SiteId
    url: Url
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """One listing that we watch. `zone` is the IANA name of the zone its dates are written in."""

    id: SourceId
    site_id: SiteId
    url: Url
    title: str
    section: SectionPath = ()
    zone: str = DEFAULT_ZONE
    every: timedelta | None = None
    """A fixed interval; None: by the schedule (office hours)."""
    recipe: Recipe | None = None
    announce_last: int = 0
    """How many of the first poll's entries are announced; 0: the baseline is silent."""
    ignore_robots: str = ""
    """The owner's reason to fetch what robots.txt forbids; empty: robots.txt is followed."""
    origin: Origin = Origin.DATABASE
    paused: bool = False
    tags: frozenset[str] = frozenset()
    """Names of the owner's own for what he wants to select together, across sites."""


class Health(StrEnum):
    """What the last polls say of a source. Only OK and UNCHECKED need nothing from the owner."""

    UNCHECKED = "unchecked"
    OK = "ok"
    EMPTY = "empty"
    DRIFTED = "drifted"
    FLOODED = "flooded"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    UNUSABLE = "unusable"
    BLOCKED = "blocked"
    REFUSED = "refused"
    GONE = "gone"


class Stage(StrEnum):
    """How far the mending of a source has come."""

    SHADOW = "shadow"
    """On trial: what it reads at each poll is compared with what is known, and not used."""
    ACTIVE = "active"
    """In force instead of the owner's recipe, or of reading without one."""
    ASKING = "asking"
    """Too doubtful to be tried: the owner is asked."""
    UNDONE = "undone"
    """The owner does not want it: nothing is mended until the page is read well again."""


class Decision(StrEnum):
    """What the owner wants of a source whose page was built anew."""

    ACCEPT = "accept"
    """Read it as was learned."""
    UNDO = "undo"
    """Read it as before, and mend nothing."""
    RESTART = "restart"
    """Forget what was learned, and take the page for a new one: what stands there is stored as at a first poll."""


@dataclass(frozen=True, slots=True)
class Reread:
    """One row of a page as it is read after mending. `entry_id`: the known entry that it is; None: a new one."""

    title: str
    url: str
    day: date | None = None
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class Healing:
    """How a source whose page changed is read instead, and why.

    `recipe`: learned from the known entries found on the page; None where no selector names its rows: then, at
    each poll, the block that holds the known entries is taken. `matched` of `of` known entries were found by it;
    `agreed`: polls in a row at which it found them. `since` (UTC): when the page was first read no more.
    `rows`: the first of what it read when it was last weighed, in page order.
    """

    stage: Stage
    recipe: Recipe | None
    since: datetime
    matched: int = 0
    of: int = 0
    confidence: float = 0.0
    agreed: int = 1
    evidence: str = ""
    rows: tuple[Reread, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave us to ask again with (RFC 9110 section 8.8), sent back byte for byte."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class OpenGap:
    """What was published between two polls, pushed off the first page and not read yet: it goes on at `page`.

    `since` (aware UTC) is the last good poll before it, `opened_at` when it was found: entries first seen from
    then on are of the gap itself. `pages` were read so far; `cause` says why it is still open.
    """

    page: Url
    since: datetime
    opened_at: datetime
    pages: int
    cause: str


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered between two polls of a source. All times are aware UTC."""

    next_poll_at: datetime
    validators: Validators = Validators()
    body_digest: str | None = None
    """SHA-256 of the bytes last read well: the same bytes need no second reading."""
    health: Health = Health.UNCHECKED
    evidence: str = ""
    """Why the health is what it is, in one line."""
    failures: int = 0
    """Bad polls in a row."""
    wait_until: datetime | None = None
    """Not even by hand before this time: the site asked for it, or the page is gone."""
    last_poll_at: datetime | None = None
    last_good_at: datetime | None = None
    baseline_at: datetime | None = None
    method: str = ""
    """How the listing was last read: 'recipe', a CMS family's name, 'repeated structure'."""
    gap: OpenGap | None = None
    healing: Healing | None = None
    """Set from the first poll that finds the page changed until it is read as before."""


@dataclass(frozen=True, slots=True)
class Due:
    """A source taken for one poll, with what is remembered of it. The lease ends by itself at `lease_until`."""

    source: Source
    state: SourceState
    holder: Holder
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Declared:
    """What the configuration file declares of sources; whatever was declared earlier and is missing now ends."""

    sites: Sequence[Site] = field(default=())
    sources: Sequence[Source] = field(default=())
