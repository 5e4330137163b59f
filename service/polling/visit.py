"""One visit to one listing: fetched and read, every named failure brought back as a value."""

import asyncio
import hashlib

from service.domain.errors import FetchError, Gone, NoCandidates
from service.domain.poll import Failed, Found, Listing, NotModified, Page, PageKind, Reading
from service.domain.source import Due, Health, Recipe
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.fetching.fetch import Fetcher

_INSTEAD = {
    PageKind.LOGIN: (Health.BLOCKED, "a login page came instead of the listing"),
    PageKind.CHALLENGE: (Health.BLOCKED, "the site answers with a challenge that only a browser can pass"),
    PageKind.ERROR: (Health.UNREACHABLE, "the site shows an error page"),
    PageKind.SHELL: (Health.DRIFTED, "the page is filled by a script and holds no listing itself"),
    PageKind.ARTICLE: (Health.DRIFTED, "the page is an article, not a listing"),
    PageKind.OTHER: (Health.DRIFTED, "no listing was found on the page"),
}


class Visitor:
    """Visits listings. Pages are read in a thread, so that a large one does not hold up the others."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def visit(self, due: Due) -> Reading:
        """What the listing of `due` says now. Raises only what is not known by name."""
        source, state = due.source, due.state
        try:
            page = await self._fetcher.fetch(
                source.url, validators=state.validators, ignore_robots=source.ignore_robots
            )
        except FetchError as error:
            return failed(error)
        if isinstance(page, NotModified):
            return page
        digest = hashlib.sha256(page.body).hexdigest()
        if digest == state.body_digest:
            return NotModified(page.validators)
        return await self._read(page, digest, due)

    async def _read(self, page: Page, digest: str, due: Due) -> Reading:
        try:
            listing = await asyncio.to_thread(
                extract_listing, page, zone=due.source.zone, recipe=due.source.recipe
            )
        except NoCandidates as error:
            return Failed(Health.DRIFTED, error.cause, error.advice)
        return failed_listing(listing) or Found(listing, page.validators, digest, page.moved_to)

    async def further(self, url: Url, due: Due) -> Listing:
        """A further page of the listing of `due`. Raises FetchError; NoCandidates for anything but a listing."""
        source = due.source
        page = await self._fetcher.fetch(url, ignore_robots=source.ignore_robots)
        assert isinstance(page, Page), "no validators were sent, so 304 is no possible answer"
        listing = await asyncio.to_thread(extract_listing, page, zone=source.zone, recipe=source.recipe)
        failure = failed_listing(listing)
        if failure is not None:
            raise NoCandidates(str(url), str(listing.kind), failure.cause)
        return listing

    async def look(self, url: Url, *, zone: str, recipe: Recipe | None) -> tuple[Page, Listing]:
        """An address seen for the first time. Raises FetchError; NoCandidates for a recipe that does not fit."""
        page = await self._fetcher.fetch(url)
        assert isinstance(page, Page), "no validators were sent, so 304 is no possible answer"
        return page, await asyncio.to_thread(extract_listing, page, zone=zone, recipe=recipe)


def failed(error: FetchError) -> Failed:
    """The reading that a failed fetch means."""
    final = isinstance(error, Gone) and error.final
    return Failed(Health(error.kind), error.cause, error.advice, error.retry_at, final)


def failed_listing(listing: Listing) -> Failed | None:
    """The reading that a page without a listing means; None when it is a listing, be it an empty one."""
    if listing.kind in (PageKind.LISTING, PageKind.EMPTY):
        return None
    health, cause = _INSTEAD[listing.kind]
    seen = f" ({'; '.join(listing.evidence[:3])})" if listing.evidence else ""
    return Failed(health, cause + seen, NoCandidates.advice)
