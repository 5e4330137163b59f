"""Reads the articles owed: an entry is released with its text, or without it when it was awaited long enough."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from service.domain.entry import ArticleKind, EntryId, OwedArticle, Publication
from service.domain.errors import Blocked, DatabaseBusy, FetchError, Gone, Refused, StorageError
from service.domain.poll import Page
from service.domain.publishing import after_failed_reading, after_reading, after_vanishing, overdue, was_read
from service.domain.source import Holder, SiteId
from service.extraction.article import read_article
from service.fetching.fetch import Fetcher
from service.slots import Slots
from service.storage.store import Store

log = structlog.get_logger("articles")

_BATCH = 2
"""Few, so that a notice that is announced does not wait behind a baseline's."""

DEFAULT_DELAYS = (
    timedelta(seconds=20),
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=2),
    timedelta(hours=12),
)


class ArticleReader:
    """Takes owed articles from the store, one at a time on each site, and publishes their entries."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        *,
        clock: Callable[[], datetime],
        holder: Holder,
        delays: Sequence[timedelta] = DEFAULT_DELAYS,
        slots: int = 10,
        lease: timedelta = timedelta(minutes=5),
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._holder = holder
        self._delays = delays
        self._lease = lease
        self._slots = Slots(slots)
        self._busy: set[SiteId] = set()

    async def round(self) -> int:
        """Release what has waited too long, then start reading for every free slot; entries taken up."""
        waited = await self.release_overdue()
        if self._slots.free <= 0:
            return waited
        taken = await self._store.claim_articles(
            self._clock(),
            limit=self._slots.free,
            holder=self._holder,
            lease=self._lease,
            busy=frozenset(self._busy),
        )
        for owed in taken:
            self._busy.add(owed.entry.site_id)
            self._slots.start(self._work_off(owed))
        return waited + len(taken)

    async def release_overdue(self) -> int:
        """Release what has waited too long for its article; how many entries."""
        waited = await self._store.claim_articles(
            self._clock(), limit=50, holder=self._holder, lease=self._lease, overdue=True
        )
        for owed in waited:
            await self._publish(overdue(owed, self._clock()))
        return len(waited)

    async def read_due(self, entry_id: EntryId) -> OwedArticle | None:
        """Read one article that was handed to us; None: it is not owed any more, or another reads at its site.
        Raises StorageError."""
        owed = await self._store.work.claim_article(
            entry_id, self._clock(), holder=self._holder, lease=self._lease
        )
        if owed is not None:
            await self._read_guarded(owed)
        return owed

    async def read(self, owed: OwedArticle) -> Publication:
        """One try to read an article, as the publication that follows from it."""
        entry = owed.entry
        try:
            page = await self._fetcher.fetch(entry.url, ignore_robots=owed.ignore_robots)
        except Gone as error:
            if was_read(owed):
                log.info("article is gone", entry=entry.id, listed=not owed.vanished, cause=error.cause)
                return after_vanishing(owed, self._clock())
            log.info("article cannot be read", entry=entry.id, cause=error.cause)
            return after_failed_reading(owed, self._delays, self._clock(), final=ArticleKind.EXTERNAL)
        except Refused as error:
            log.info("article cannot be read", entry=entry.id, cause=error.cause)
            return after_failed_reading(owed, self._delays, self._clock(), final=ArticleKind.EXTERNAL)
        except Blocked as error:
            log.info("article is behind a login", entry=entry.id, cause=error.cause)
            return after_failed_reading(owed, self._delays, self._clock(), final=ArticleKind.LOGIN)
        except FetchError as error:
            log.info("article not read yet", entry=entry.id, cause=error.cause)
            return after_failed_reading(owed, self._delays, self._clock())
        assert isinstance(page, Page), "no validators were sent, so 304 is no possible answer"
        article = await asyncio.to_thread(
            read_article, page, zone=entry.zone, title_hint=entry.title, published_hint=owed.published
        )
        return after_reading(owed, article, self._clock())

    async def idle(self) -> None:
        """Wait until nothing that was started is running."""
        await self._slots.idle()

    async def drain(self, seconds: float) -> int:
        return await self._slots.drain(seconds)

    async def _work_off(self, first: OwedArticle) -> None:
        site = first.entry.site_id
        batch = [first]
        try:
            while batch:
                for owed in batch:
                    await self._read_guarded(owed)
                batch = await self._store.claim_articles(
                    self._clock(), limit=_BATCH, holder=self._holder, lease=self._lease, site=site
                )
        except StorageError as error:
            log.warning("site left until its leases end", site=site, cause=str(error))
        finally:
            self._busy.discard(site)

    async def _read_guarded(self, owed: OwedArticle) -> None:
        """One failing article never fails a listing, nor another article: it counts as not read, be it that it
        cannot be read or that it cannot be written down."""
        try:
            await self._publish(await self.read(owed))
        except DatabaseBusy:
            raise
        except Exception:
            log.exception("article failed unexpectedly", entry=owed.entry.id, url=str(owed.entry.url))
            await self._publish(after_failed_reading(owed, self._delays, self._clock()))

    async def _publish(self, publication: Publication) -> None:
        written = await self._store.publish(publication, self._holder)
        entry = publication.entry
        log.info(
            "published" if written else "publication lost its lease",
            entry=entry.id,
            title=entry.title,
            released=entry.released_at is not None,
            kind=str(entry.kind),
        )
