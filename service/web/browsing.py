"""The pages of the catalogue: everything watched, one site, one source, one entry."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.entry import EntryId
from service.domain.feed import FeedId
from service.domain.overview import SourceStatus
from service.domain.source import SourceId
from service.storage.store import Store
from service.web.body import page_body
from service.web.catalogue import Catalogue, Section, arrange, matching, section_name
from service.web.edits import edits
from service.web.rendering import Pages
from service.web.sparkline import WEEKS

__all__ = ["Browsing"]

_SECTIONS_AT_ONCE = 200
"""With more sections than this, the first page names the sites alone: each has a page of its own."""
_NEWEST = 50


@dataclass(frozen=True, slots=True)
class _Total:
    """What stands above the catalogue; `last_good_at` is that of the source read most recently."""

    sites: int
    sections: int
    entries: int
    last_good_at: datetime | None
    troubled: Sequence[Section]


class Browsing:
    """Read-only pages; each reads the Store anew."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/sites/{site}", self.site),
            Route("/sources/{source}", self.source),
            Route("/entries/{entry}", self.entry),
        ]

    async def home(self, request: Request) -> Response:
        whole = await self._catalogue()
        shown = matching(whole, request.query_params.get("q", "")[:200])
        tally = await self._store.tally(self._pages.clock())
        return await asyncio.to_thread(  # a long page must not hold up the feeds
            self._pages.render,
            request,
            "home.html",
            catalogue=shown,
            total=_total(whole, tally.entries),
            folded=len(shown.sections) > _SECTIONS_AT_ONCE,
        )

    async def site(self, request: Request) -> Response:
        whole = await self._catalogue()
        listing = next((site for site in whole.sites if site.site.id == request.path_params["site"]), None)
        if listing is None:
            raise HTTPException(404)
        return await asyncio.to_thread(self._pages.render, request, "site.html", listing=listing)

    async def source(self, request: Request) -> Response:
        source_id = SourceId(request.path_params["source"])
        status = await self._store.source(source_id)
        if status is None:
            raise HTTPException(404)
        feed = await self._store.feed(FeedId(source_id), limit=_NEWEST)
        weeks = await self._store.browsing.weekly_postings(self._pages.clock(), weeks=WEEKS, source_id=source_id)
        return self._pages.render(
            request,
            "source.html",
            status=status,
            name=section_name(status),
            head=feed.head if feed else None,
            entries=feed.entries if feed else (),
            weeks=weeks.get(source_id, ()),
        )

    async def entry(self, request: Request) -> Response:
        entry = await self._store.entry(EntryId(request.path_params["entry"]))
        if entry is None or entry.released_at is None:
            raise HTTPException(404)
        statuses = {status.source.id: status for status in await self._store.sources()}
        posted = dict.fromkeys((*entry.sources, *await self._store.browsing.posted_beside(entry.id)))
        places: list[tuple[SourceStatus, str]] = [
            (statuses[source], section_name(statuses[source])) for source in posted if source in statuses
        ]
        body = page_body(entry.body, self._pages.words(request)) if entry.body.strip() else ""
        revisions = await self._store.browsing.revisions(entry.id)
        return await asyncio.to_thread(  # long texts take their time to compare
            lambda: self._pages.render(
                request, "entry.html", entry=entry, body=body, places=places, edits=edits(entry, revisions)
            )
        )

    async def _catalogue(self) -> Catalogue:
        weeks = await self._store.browsing.weekly_postings(self._pages.clock(), weeks=WEEKS)
        return arrange(await self._store.sources(), await self._store.feeds(), weeks)


def _total(catalogue: Catalogue, entries: int) -> _Total:
    good = [section.status.state.last_good_at for section in catalogue.sections]
    return _Total(
        sites=len(catalogue.sites),
        sections=len(catalogue.sections),
        entries=entries,
        last_good_at=max((moment for moment in good if moment), default=None),
        troubled=catalogue.troubled,
    )
