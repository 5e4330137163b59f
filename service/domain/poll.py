"""What a poll brings (a Reading) and what follows from it (a PollRecord)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from service.domain.entry import Candidate, EntryId, Published
from service.domain.source import Due, Health, SectionPath, SourceState, Validators
from service.domain.urls import Url


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched document. `url` is the final address, after redirects; `body` is decompressed, not decoded;
    `charset` is what the Content-Type header declared, if it did. `fetched_at` is None for a stored page of
    unknown age: a relative date on it says nothing."""

    url: Url
    status: int
    media_type: str
    charset: str | None
    body: bytes
    fetched_at: datetime | None
    validators: Validators = Validators()
    moved_to: Url | None = None
    """Where permanent redirects (301, 308) alone led, when every hop was one."""


class PageKind(StrEnum):
    LISTING = "listing"
    EMPTY = "empty"
    """A listing that says that it holds nothing."""
    ARTICLE = "article"
    LOGIN = "login"
    CHALLENGE = "challenge"
    SHELL = "shell"
    """A page that a script fills in the browser."""
    ERROR = "error"
    """An error page served with a good status."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read from one page, and why.

    `candidates` in page order. `method` names the step of the ladder that read it, `evidence` what spoke for it,
    one short English line each; `confidence` lies in 0..1; `rejections` counts what was left out, by reason.
    """

    kind: PageKind
    candidates: tuple[Candidate, ...] = ()
    next_page: Url | None = None
    section: SectionPath = ()
    title: str = ""
    method: str = ""
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0
    rejections: Mapping[str, int] = field(default_factory=dict)
    next_by_script: bool = False
    """No link leads to `next_page`: the page states it for a script."""
    data: Url | None = None
    """Where the rows are that a script fills the page with; only for a page that shows no dated rows itself."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answered 304, or sent the same bytes as last time."""

    validators: Validators


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A gap that is still open after this poll read `pages` pages of it: it goes on at `page`."""

    page: Url
    pages: int
    cause: str


@dataclass(frozen=True, slots=True)
class Found:
    """A listing was read."""

    listing: Listing
    validators: Validators
    body_digest: str
    moved_to: Url | None = None
    beyond: tuple[Candidate, ...] = ()
    """What further pages list, where a gap was followed."""
    unclosed: Unclosed | None = None
    page: Page | None = field(default=None, repr=False, compare=False)
    """What it was read from, for a second look."""


@dataclass(frozen=True, slots=True)
class Failed:
    """No listing was read. `health` is the state that speaks of it, `cause` one line for the owner;
    `retry_at` (aware UTC) what the server asked for. `final`: the server says it is gone for good (410).
    `page` and its `body_digest`: what came instead of a listing, for a second look."""

    health: Health
    cause: str
    advice: str = ""
    retry_at: datetime | None = None
    final: bool = False
    page: Page | None = field(default=None, repr=False, compare=False)
    body_digest: str = ""


Reading = NotModified | Found | Failed


@dataclass(frozen=True, slots=True)
class Label:
    """An entry of a source as it was last listed there: what it may be recognised by on a page built anew.

    `keys`: its strong keys (see `identity`). `present`: whether the last good poll saw it.
    """

    entry_id: EntryId
    title: str
    day: date | None
    keys: tuple[str, ...] = ()
    present: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of the candidates of one page.

    `by_key`: every key of theirs that is known -> the entry. `present`: the entries seen on this source at its
    last good poll. `ever`: those of `by_key` ever sighted on this source. `of_gap`: those of
    `ever` that were first sighted since the gap was found that is still open. `labels`: what this source listed
    last, looked up only when a page looks different from it; see `recognition`.
    """

    by_key: Mapping[str, EntryId] = field(default_factory=dict)
    present: frozenset[EntryId] = frozenset()
    ever: frozenset[EntryId] = frozenset()
    of_gap: frozenset[EntryId] = frozenset()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to store, with the keys it is known by from now on."""

    id: EntryId
    candidate: Candidate
    keys: tuple[str, ...]
    published: Published | None
    article_due_at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry seen on this source in this poll.

    `first`: never seen on this source before. `announce`: subscribers are to be told. `held`: the flood guard
    keeps it back until the owner decides. `present`: it stands on the first page, which every poll sees.
    """

    entry_id: EntryId
    position: int
    title: str
    pinned: bool
    keys: tuple[str, ...]
    first: bool
    announce: bool = False
    held: bool = False
    present: bool = True


class Outcome(StrEnum):
    OK = "ok"
    UNCHANGED = "unchanged"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something the owner must hear of, once. The key makes a repeat the same incident."""

    key: str
    title: str
    text: str
    ends: tuple[str, ...] = ()
    """Keys of incidents that are over with this one: told only if one of them was."""


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that follows from one reading; written in one transaction, under the lease of `due`."""

    due: Due
    at: datetime
    outcome: Outcome
    state: SourceState
    new_entries: tuple[NewEntry, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    vanished: tuple[EntryId, ...] = ()
    incident: Incident | None = None
    error: str = ""
    moved_to: Url | None = None
    listing_title: str = ""

    @property
    def new(self) -> int:
        """Entries seen on this source for the first time, the baseline included."""
        return sum(sighting.first for sighting in self.sightings)
