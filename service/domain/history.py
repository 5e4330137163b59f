"""What a further page of a listing adds to its history: old entries, stored and shown, and told to nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from service.domain.detection import detect
from service.domain.entry import Candidate, EntryId
from service.domain.identity import Keys
from service.domain.poll import Known, NewEntry, Sighting
from service.domain.source import Due, Source
from service.domain.urls import Url

_STEP = timedelta(seconds=1)
"""What lies in the feeds between two entries of which the listing tells no more than their order."""


class Ending(StrEnum):
    """Why a walk through a listing's further pages ended."""

    LAST_PAGE = "last page"
    KNOWN = "nothing new"
    CYCLE = "cycle"
    SINCE = "since"
    PAGES = "pages"
    FAILED = "failed"
    LEASE_LOST = "lease lost"

    @property
    def complete(self) -> bool:
        """The history was read to its end: the next walk may stop where nothing is new."""
        return self in (Ending.LAST_PAGE, Ending.KNOWN, Ending.CYCLE)


@dataclass(frozen=True, slots=True)
class History:
    """How far a source's history was read. `page`: the last page read; `at` (aware UTC): when."""

    page: Url
    complete: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What one further page adds, to be written in one transaction under the lease of `due`.

    `dated`: when each of `new_entries` is filed in the feeds (aware). `oldest` is the oldest day on the page,
    `ceiling` what the next page's entries must not lie above. `beyond`: all of it is older than was asked for.
    """

    due: Due
    at: datetime
    url: Url
    new_entries: tuple[NewEntry, ...]
    sightings: tuple[Sighting, ...]
    dated: Mapping[EntryId, datetime] = field(default_factory=dict)
    ceiling: datetime | None = None
    oldest: date | None = None
    beyond: bool = False

    @property
    def new(self) -> int:
        """Entries seen on this source for the first time."""
        return sum(sighting.first for sighting in self.sightings)


def history_page(
    due: Due,
    url: Url,
    page: Sequence[tuple[Candidate, Keys]],
    known: Known,
    dated: Mapping[EntryId, datetime],
    now: datetime,
    *,
    ceiling: datetime | None = None,
    since: date | None = None,
) -> HistoryPage:
    """What the page at `url` (`page` as `page_keys` gives it) adds to the history of `due`.

    `dated` tells of the known entries where they stand in the feeds, `ceiling` where the page above ended. An
    entry without a date is filed just below the one above it, and so is one of the same day without a clock time:
    the listing's order is what is known of theirs. What is older than `since` is left out.
    """
    wanted = [one for one in page if not _is_older(one[0], since)]
    loose = [candidate for candidate, _ in page if not candidate.pinned]
    days = [candidate.published.day for candidate in loose if candidate.published]
    found = detect(
        replace(due.source, announce_last=0),
        wanted,
        known,
        now,
        baseline=True,
        last_good_at=None,
        flood_limit=0,
    )
    new = {entry.id: entry for entry in found.new_entries}
    filed: dict[EntryId, datetime] = {}
    for sighting in found.sightings:
        entry = new.get(sighting.entry_id)
        if entry is not None:
            moment = filed[entry.id] = _moment(entry, due.source, ceiling, now)
        else:
            moment = dated.get(sighting.entry_id, ceiling or now)
        if not sighting.pinned:
            ceiling = min(ceiling, moment) if ceiling else moment
    return HistoryPage(
        due,
        now,
        url,
        tuple(replace(entry, article_due_at=now) for entry in found.new_entries),
        tuple(replace(sighting, present=False) for sighting in found.sightings),
        filed,
        ceiling,
        min(days, default=None),
        beyond=since is not None and bool(days) and len(days) == len(loose) and max(days) < since,
    )


def ceiling_of(
    page: Sequence[tuple[Candidate, Keys]], known: Known, dated: Mapping[EntryId, datetime]
) -> datetime | None:
    """Where a page that is stored already ends in the feeds; pinned entries stand aside."""
    ids = [
        next((known.by_key[key] for key in keys.all if key in known.by_key), None)
        for candidate, keys in page
        if not candidate.pinned
    ]
    return min((dated[identity] for identity in ids if identity is not None and identity in dated), default=None)


def _moment(entry: NewEntry, source: Source, ceiling: datetime | None, now: datetime) -> datetime:
    published = entry.published
    if published is None:
        return (ceiling or now).astimezone(ZoneInfo(source.zone)) - _STEP
    moment = published.moment(now)
    if ceiling is None or published.clock is not None or moment < ceiling:
        return moment
    same_day = ceiling.astimezone(ZoneInfo(published.zone)).date() == published.day
    below = ceiling.astimezone(ZoneInfo(published.zone)) - _STEP
    return below if same_day and below.date() == published.day else moment


def _is_older(candidate: Candidate, since: date | None) -> bool:
    return since is not None and candidate.published is not None and candidate.published.day < since
