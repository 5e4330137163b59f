"""Reads a listing's further pages for its history: bounded, resumable, and never as news."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from service.domain.detection import page_keys
from service.domain.entry import Candidate, EntryId
from service.domain.errors import FetchError, NoCandidates
from service.domain.history import Ending, History, HistoryPage, ceiling_of, history_page
from service.domain.identity import Keys
from service.domain.poll import Known, Listing, Outcome
from service.domain.source import Due, Holder, SourceId
from service.domain.urls import Url
from service.polling.rounds import Poller
from service.polling.visit import Visitor
from service.storage.store import Store

log = structlog.get_logger("history")

DEFAULT_PAGES = 20

Progress = Callable[[int, int, str], None]
"""Called with: pages read, pages to read at most, what the last one brought."""


@dataclass(frozen=True, slots=True)
class Backfilled:
    """What a walk brought. `oldest`: the date of the oldest notice met; `detail` says more about the ending."""

    pages: int
    entries: int
    ending: Ending
    detail: str
    oldest: date | None = None


@dataclass(slots=True)
class _Walk:
    """Where a walk stands. `seen`: what its pages showed, to know a pager that leads in a circle."""

    due: Due
    most: int
    since: date | None
    history: History | None
    ceiling: datetime | None = None
    visited: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    pages: int = 0
    entries: int = 0
    oldest: date | None = None

    def ended(self, ending: Ending, detail: str) -> Backfilled:
        return Backfilled(self.pages, self.entries, ending, detail, self.oldest)

    def add(self, page: HistoryPage) -> None:
        self.pages += 1
        self.entries += page.new
        self.ceiling = page.ceiling
        self.oldest = min((day for day in (self.oldest, page.oldest) if day), default=None)

    def meets_again(self, page: Sequence[tuple[Candidate, Keys]]) -> bool:
        """Whether earlier pages showed all of it: a site that does not know a page sends another."""
        shown = {(one.url.canonical, one.title) for one, _ in page}
        again = shown <= self.seen
        self.seen |= shown
        return again


class Backfill:
    """Walks through a listing's further pages. `lease` must outlast one page, waiting for the host included."""

    def __init__(
        self,
        store: Store,
        visitor: Visitor,
        poller: Poller,
        *,
        clock: Callable[[], datetime],
        holder: Holder,
        lease: timedelta = timedelta(minutes=5),
    ) -> None:
        self._store = store
        self._visitor = visitor
        self._poller = poller
        self._clock = clock
        self._holder = holder
        self._lease = lease

    async def walk(
        self,
        source_id: SourceId,
        *,
        pages: int = DEFAULT_PAGES,
        since: date | None = None,
        progress: Progress | None = None,
    ) -> Backfilled | None:
        """Store what up to `pages` further pages list, back to `since`; None when the source is unknown or being
        visited at this moment.

        The listing is polled first, so that what is news there is told as news. A walk that was cut short goes on
        where it ended. Raises StorageError, and whatever is not known by name.
        """
        record = await self._poller.poll_one(source_id)
        if record is None:
            return None
        if record.outcome is Outcome.ERROR:
            return Backfilled(0, 0, Ending.FAILED, record.error)
        due = await self._store.claim_source(source_id, self._clock(), holder=self._holder, lease=self._lease)
        if due is None:
            return None
        walk = _Walk(due, pages, since, await self._store.histories.read_to(source_id))
        complete = False
        try:
            done = await self._walk(walk, progress)
            complete = done.ending.complete
        finally:
            await self._store.histories.end(due, complete=complete)
        log.info("history read", source=source_id, pages=done.pages, entries=done.entries, ending=str(done.ending))
        return done

    async def _walk(self, walk: _Walk, progress: Progress | None) -> Backfilled:
        url = walk.due.source.url
        try:
            following = await self._start(walk)
            while following is not None:
                if walk.pages >= walk.most:
                    return walk.ended(Ending.PAGES, f"{walk.pages} pages were read; {following} is the next one")
                if following.canonical in walk.visited:
                    return walk.ended(Ending.CYCLE, f"the pager of {url} leads back to {following}")
                if not await self._store.extend_lease(walk.due, self._clock() + self._lease):
                    return walk.ended(Ending.LEASE_LOST, "another visitor took the source meanwhile")
                url = following
                walk.visited.add(url.canonical)
                if progress:
                    progress(walk.pages, walk.most, url.text)
                listing = await self._visitor.further(url, walk.due)
                following = listing.next_page
                ended = await self._write(walk, url, listing)
                if ended is not None:
                    return ended
        except (FetchError, NoCandidates) as error:
            return walk.ended(Ending.FAILED, str(error))
        return walk.ended(Ending.LAST_PAGE, f"{url} names no further page")

    async def _start(self, walk: _Walk) -> Url | None:
        """Where to begin: behind the first page, or at the last page of a walk that was cut short, if that still
        shows what was read then."""
        source = walk.due.source
        first = await self._visitor.further(source.url, walk.due)
        page, known, dated = await self._look(walk, first)
        walk.visited.add(source.url.canonical)
        walk.meets_again(page)
        walk.ceiling = ceiling_of(page, known, dated)
        last = walk.history
        if last is None or last.complete:
            return first.next_page
        try:
            _, known, _ = await self._look(walk, await self._visitor.further(last.page, walk.due))
        except (FetchError, NoCandidates) as error:
            log.info("history is read from the first page again", source=source.id, cause=str(error))
            return first.next_page
        return last.page if known.ever else first.next_page

    async def _write(self, walk: _Walk, url: Url, listing: Listing) -> Backfilled | None:
        """Write down what one page adds; how the walk ended, if it did."""
        page, known, dated = await self._look(walk, listing)
        if walk.meets_again(page):
            return walk.ended(Ending.CYCLE, f"{url} shows nothing but what the pages before it show")
        found = history_page(
            walk.due, url, page, known, dated, self._clock(), ceiling=walk.ceiling, since=walk.since
        )
        if not await self._store.histories.record(found):
            return walk.ended(Ending.LEASE_LOST, "another visitor took the source meanwhile")
        walk.add(found)
        if found.beyond:
            return walk.ended(Ending.SINCE, f"{url} shows only what is older than {walk.since}")
        if not found.new and walk.history is not None and walk.history.complete:
            return walk.ended(Ending.KNOWN, f"all of {url} was stored before")
        return None

    async def _look(
        self, walk: _Walk, listing: Listing
    ) -> tuple[list[tuple[Candidate, Keys]], Known, dict[EntryId, datetime]]:
        page = page_keys(walk.due.source, listing.candidates)
        known = await self._store.known(walk.due, [key for _, keys in page for key in keys.all])
        return page, known, await self._store.histories.dated(set(known.by_key.values()))
