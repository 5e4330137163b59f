"""Following a site: an address is explored, its sections are chosen, and a listing that is read wrongly is taught
by pointing at one of its items."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.domain.errors import FetchError, InvalidUrl, NoCandidates, NoticewireError
from service.domain.poll import Listing, Page
from service.domain.source import Health, Origin, Recipe, Source
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.extraction.teaching import pointable, taught
from service.polling.discovery import Explored
from service.storage.store import Store
from service.web.choices import branches, found_addresses
from service.web.explorations import Exploration, Explorations, TooManyExplorations
from service.web.forms import fields_of, many_of
from service.web.gate import Gate
from service.web.phrases import N_, NOT_FOLLOWED, VERDICTS
from service.web.rendering import Pages

__all__ = ["SNAPSHOT_POLICY", "Following"]

_SHOWN = 20
SNAPSHOT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-forms allow-top-navigation-by-user-activation",
    ]
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one way to read the page, learned from an item, finds on it."""

    number: int
    recipe: Recipe
    listing: Listing


class Following:
    """Pages of the owner."""

    def __init__(self, store: Store, pages: Pages, gate: Gate, explorations: Explorations) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate
        self._explorations = explorations

    def routes(self) -> list[Route]:
        owner_only = self._gate.owner_only
        return [
            Route("/follow", owner_only(self.ask), methods=["GET"]),
            Route("/follow", owner_only(self.start), methods=["POST"]),
            Route("/follow/{exploration}", owner_only(self.show), methods=["GET"]),
            Route("/follow/{exploration}", owner_only(self.add), methods=["POST"]),
            Route("/follow/{exploration}/teach", owner_only(self.teach), methods=["GET"]),
            Route("/follow/{exploration}/teach", owner_only(self.learn), methods=["POST"]),
            Route("/follow/{exploration}/snapshot", owner_only(self.snapshot), methods=["GET"]),
        ]

    async def ask(self, request: Request) -> Response:
        return self._ask(request, request.query_params.get("url", "")[:2000])

    async def start(self, request: Request) -> Response:
        told = (await fields_of(request)).get("url", "").strip()[:2000]
        try:
            url = _address(told)
        except InvalidUrl:
            return self._ask(request, told, N_("This is no address of a web page. Copy it from the browser."))
        try:
            exploration = self._explorations.start(url)
        except TooManyExplorations:
            return self._ask(request, told, N_("Others are being explored. Please try again in a minute."))
        return RedirectResponse(f"follow/{exploration.id}", status_code=303)

    async def show(self, request: Request) -> Response:
        exploration = self._find(request)
        if not exploration.done:
            return self._pages.render(request, "exploring.html", exploration=exploration)
        if exploration.explored is None:
            return self._failed(request, exploration, exploration.failure)
        return await self._chosen(request, exploration, exploration.explored)

    async def add(self, request: Request) -> Response:
        exploration = self._find(request)
        explored = exploration.explored
        if explored is None:
            raise HTTPException(404)
        wanted = set(await many_of(request, "section"))
        sources = [
            section.source for section in explored.sections if section.followable and section.source.id in wanted
        ]
        if not sources:
            return await self._chosen(request, exploration, explored, N_("Tick at least one section."))
        return await self._watch(request, explored, sources)

    async def snapshot(self, request: Request) -> Response:
        """The page as one can point at it, for the frame: its content alone, in a sandbox of its own."""
        exploration = self._find(request)
        page = await self._explorations.page(exploration)
        found = found_addresses(exploration.explored)
        content = await asyncio.to_thread(pointable, page, form="pick", name="item", found=found)
        response = self._pages.render(request, "snapshot.html", content=content)
        response.headers["content-security-policy"] = SNAPSHOT_POLICY
        return response

    async def teach(self, request: Request) -> Response:
        exploration = self._find(request)
        try:
            page = await self._explorations.page(exploration)
        except FetchError as error:
            return self._failed(request, exploration, error)
        number = _number(request.query_params.get("item", ""))
        lessons = await asyncio.to_thread(self._lessons, page, number) if number is not None else []
        return self._pages.render(
            request, "teach.html", exploration=exploration, item=number, lessons=lessons, shown=_SHOWN
        )

    async def learn(self, request: Request) -> Response:
        """The recipe that was looked at becomes a source's: learned anew, never taken from the form. A source of
        this address is read by it from now on; else there is a new one."""
        exploration = self._find(request)
        fields = await fields_of(request)
        page = await self._explorations.page(exploration)
        item, chosen = _number(fields.get("item", "")), _number(fields.get("lesson", ""))
        lessons = await asyncio.to_thread(self._lessons, page, item) if item is not None else []
        lesson = next((lesson for lesson in lessons if lesson.number == chosen), None)
        if lesson is None:
            raise HTTPException(404)
        watched = await self._watched_at(exploration.url)
        if watched is not None:
            if watched.origin is Origin.CONFIG:
                raise HTTPException(409)
            taught_source = replace(watched, recipe=lesson.recipe)
            await self._store.owner.edit_source(taught_source, self._pages.clock())
            return RedirectResponse(f"../../sources/{watched.id}", status_code=303)
        try:
            explored = await self._explorations.read_by(exploration, lesson.recipe)
        except (FetchError, NoCandidates) as error:
            return self._failed(request, exploration, error)
        return await self._watch(request, explored, [section.source for section in explored.sections])

    async def _watched_at(self, url: Url) -> Source | None:
        statuses = await self._store.sources()
        found = (status.source for status in statuses if status.source.url.canonical == url.canonical)
        return next(found, None)

    async def _watch(self, request: Request, explored: Explored, sources: Sequence[Source]) -> Response:
        added = await self._store.add(explored.site, sources, self._pages.clock())
        root = "../" * (request.url.path.count("/") - 1)
        if len(added) == 1:
            return RedirectResponse(f"{root}sources/{added[0].id}", status_code=303)
        return RedirectResponse(f"{root}sites/{explored.site.id}", status_code=303)

    def _lessons(self, page: Page, number: int) -> list[Lesson]:
        found = []
        for place, recipe in enumerate(taught(page, number)):
            try:
                listing = extract_listing(page, zone=self._pages.frame.zone, recipe=recipe)
            except NoCandidates:
                continue
            found.append(Lesson(place, recipe, listing))
        return found

    def _find(self, request: Request) -> Exploration:
        exploration = self._explorations.find(request.path_params["exploration"])
        if exploration is None:
            raise HTTPException(404)
        return exploration

    def _ask(self, request: Request, url: str, complaint: str = "") -> Response:
        status = 422 if complaint else 200
        return self._pages.render(request, "follow.html", status_code=status, url=url, complaint=complaint)

    async def _chosen(
        self, request: Request, exploration: Exploration, explored: Explored, complaint: str = ""
    ) -> Response:
        watched = frozenset(status.source.url.canonical for status in await self._store.sources())
        return self._pages.render(
            request,
            "explored.html",
            status_code=422 if complaint else 200,
            exploration=exploration,
            explored=explored,
            branches=branches(explored, watched),
            listing=None if explored.whole_site else explored.sections[0].listing,
            complaint=complaint,
        )

    def _failed(self, request: Request, exploration: Exploration, error: Exception | None) -> Response:
        if isinstance(error, FetchError):
            meaning, cause = VERDICTS[Health(error.kind)].meaning, error.cause
        else:
            meaning, cause = NOT_FOLLOWED, getattr(error, "cause", str(error))
        advice = error.advice if isinstance(error, NoticewireError) else ""
        return self._pages.render(
            request,
            "unexplored.html",
            exploration=exploration,
            meaning=meaning,
            cause=cause,
            advice=advice,
            teachable=isinstance(error, NoCandidates),
        )


def _address(told: str) -> Url:
    """As one types it: a host alone is meant with https. Raises InvalidUrl."""
    if "://" in told:
        return Url.parse(told)
    if not re.search(r"[.:]", told) or re.search(r"\s", told):
        raise InvalidUrl(f"not the address of a page: {told!r}")
    return Url.parse(f"https://{told}")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None
