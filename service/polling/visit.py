"""One visit to one listing: fetched and read, every named failure brought back as a value."""

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import replace

from service.domain.errors import FetchError, Gone, NoCandidates
from service.domain.methods import SCRIPT
from service.domain.poll import Failed, Found, Listing, NotModified, Page, PageKind, Reading
from service.domain.remark import Remark, joined
from service.domain.source import Due, Health, Recipe, Source, Stage, Validators
from service.domain.urls import Url
from service.extraction.learning import learned_reading
from service.extraction.listing import extract_listing
from service.fetching.fetch import Fetcher

_INSTEAD = {
    PageKind.LOGIN: (Health.BLOCKED, Remark("a login page came instead of the listing")),
    PageKind.CHALLENGE: (Health.BLOCKED, Remark("the site answers with a challenge that only a browser can pass")),
    PageKind.ERROR: (Health.UNREACHABLE, Remark("the site shows an error page")),
    PageKind.SHELL: (Health.DRIFTED, Remark("the page is filled by a script and holds no listing itself")),
    PageKind.ARTICLE: (Health.DRIFTED, Remark("the page is an article, not a listing")),
    PageKind.OTHER: (Health.DRIFTED, Remark("no listing was found on the page")),
}


class Visitor:
    """Visits listings. Pages are read in a thread, so that a large one does not hold up the others."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def visit(self, due: Due) -> Reading:
        """What the listing of `due` says now. Raises only what is not known by name."""
        source, state = due.source, due.state
        afresh = state.gap is not None  # an open gap is followed even where the first page is as it was
        by_data = state.method.startswith(SCRIPT)  # then what is remembered is of the data, not of the page
        try:
            page = await self._fetcher.fetch(
                source.url,
                validators=Validators() if by_data or afresh else state.validators,
                ignore_robots=source.ignore_robots,
            )
            if isinstance(page, NotModified):
                return page
            digest = _digest(page)
            if digest == state.body_digest and not afresh:
                return NotModified(page.validators)
            read = await asyncio.to_thread(read_page, page, source, learned_recipe(due))
            if isinstance(read, Listing) and read.data is not None:
                return await self._visit_data(
                    page, read, due, state.validators if by_data and not afresh else Validators()
                )
        except FetchError as error:
            return failed(error)
        except NoCandidates as error:
            return Failed(Health.DRIFTED, error.cause, error.advice)
        return reading_of(read, page)

    async def _visit_data(self, page: Page, shell: Listing, due: Due, validators: Validators) -> Reading:
        """The rows that a script fills the page with. The page itself is asked for each time: it is small, and
        says where they are; what is compared with the last visit is the rows."""
        assert shell.data is not None
        answer = await self._fetcher.fetch(
            shell.data, validators=validators, ignore_robots=due.source.ignore_robots
        )
        if isinstance(answer, NotModified):
            return answer
        digest = _digest(answer)
        if digest == due.state.body_digest and due.state.gap is None:
            return NotModified(answer.validators)
        listing = _filled(shell, await self._read(answer, zone=due.source.zone, recipe=None))
        if listing is shell:
            return failed_listing(shell) or Found(shell, page.validators, _digest(page), page.moved_to)
        return failed_listing(listing) or Found(listing, answer.validators, digest, page.moved_to)

    async def _read(self, page: Page, *, zone: str, recipe: Recipe | None) -> Listing:
        return await asyncio.to_thread(extract_listing, page, zone=zone, recipe=recipe)

    async def further(self, url: Url, due: Due) -> Listing:
        """A further page of the listing of `due`. Raises FetchError; NoCandidates for anything but a listing."""
        source, learned = due.source, learned_recipe(due)
        _, listing = await self.look(
            url, zone=source.zone, recipe=learned or source.recipe, ignore_robots=source.ignore_robots
        )
        failure = failed_listing(listing)
        if failure is not None:
            raise NoCandidates(str(url), str(listing.kind), failure.cause)
        return listing

    async def look(
        self, url: Url, *, zone: str, recipe: Recipe | None, ignore_robots: str = ""
    ) -> tuple[Page, Listing]:
        """The page at an address, and its listing, with the rows that a script fills in. Raises FetchError;
        NoCandidates for a recipe that does not fit."""
        page = await self.page(url, ignore_robots)
        listing = await self._read(page, zone=zone, recipe=recipe)
        if listing.data is None:
            return page, listing
        rows = await self._read(await self.page(listing.data, ignore_robots), zone=zone, recipe=None)
        return page, _filled(listing, rows)

    async def page(self, url: Url, ignore_robots: str = "") -> Page:
        """The page alone. Raises FetchError."""
        page = await self._fetcher.fetch(url, ignore_robots=ignore_robots)
        assert isinstance(page, Page), "no validators were sent, so 304 is no possible answer"
        return page


def learned_recipe(due: Due) -> Recipe | None:
    """The recipe learned for a source, if it is in force."""
    healing = due.state.healing
    return healing.recipe if healing is not None and healing.stage is Stage.ACTIVE else None


def read_page(page: Page, source: Source, learned: Recipe | None) -> Listing | Failed:
    """The listing of a page, read by the learned recipe; without one, or where it does not fit, as before: by the
    owner's recipe or by itself. Failed: the owner's recipe does not fit."""
    if learned is not None:
        with suppress(NoCandidates):
            return learned_reading(page, learned, zone=source.zone)
    try:
        return extract_listing(page, zone=source.zone, recipe=source.recipe)
    except NoCandidates as error:
        return Failed(Health.DRIFTED, error.cause, error.advice, page=page, body_digest=_digest(page))


def reading_of(listing: Listing | Failed, page: Page) -> Found | Failed:
    """The reading that the listing of a page means."""
    if isinstance(listing, Failed):
        return listing
    digest = _digest(page)
    failure = failed_listing(listing)
    if failure is not None:
        return replace(failure, page=page, body_digest=digest)
    return Found(listing, page.validators, digest, page.moved_to, page=page)


def _digest(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()


def _filled(shell: Listing, rows: Listing) -> Listing:
    """The listing of a page with the rows that its script fetches; `shell` itself where these are none."""
    shown = shell.kind is PageKind.LISTING
    if rows.kind is not PageKind.LISTING or (shown and not any(one.published for one in rows.candidates)):
        return shell if shown or shell.kind is PageKind.SHELL else rows
    return replace(
        rows,
        section=shell.section,
        title=shell.title,
        method=f"{SCRIPT}{rows.method}",
        evidence=(*shell.evidence, *rows.evidence),
    )


def failed(error: FetchError) -> Failed:
    """The reading that a failed fetch means."""
    final = isinstance(error, Gone) and error.final
    return Failed(Health(error.kind), error.cause, error.advice, error.retry_at, final)


def failed_listing(listing: Listing) -> Failed | None:
    """The reading that a page without a listing means; None when it is a listing, be it an empty one."""
    if listing.kind in (PageKind.LISTING, PageKind.EMPTY):
        return None
    health, cause = _INSTEAD[listing.kind]
    if listing.evidence:
        cause = Remark("%(cause)s (%(seen)s)", cause=cause, seen=joined("; ", listing.evidence[:3]))
    return Failed(health, cause, NoCandidates.advice)
