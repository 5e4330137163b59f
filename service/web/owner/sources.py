"""The owner's pages of sources: the board, and one source with all that can be done about it."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.config.durations import format_duration
from service.domain.overview import SourceStatus
from service.domain.source import Origin, SourceId
from service.storage.store import Store
from service.web.catalogue import section_name
from service.web.forms import fields_of
from service.web.gate import Gate
from service.web.owner.advice import ADVICE
from service.web.owner.board import board
from service.web.owner.comparing import STAGES, mending_of, side_by_side
from service.web.phrases import N_
from service.web.rendering import Pages

__all__ = ["SOURCE_SAID", "OwnedSources", "SourcePages"]

SOURCE_SAID = {
    "visit": N_("It is being visited. The result shows here in a moment."),
    "waiting": N_("It was not visited: it is paused, or the site asked us to wait."),
    "paused": N_("It is paused. Its feed stays."),
    "resumed": N_("It is visited again."),
    "removed": N_("It is watched no more. What it brought is kept."),
    "announced": N_("They are announced."),
    "rested": N_("They rest: kept, and told to nobody."),
    "saved": N_("Saved."),
    "accept": N_("It is read in the new way from now on."),
    "undo": N_("It is read as before."),
    "restart": N_("It is taken for a new page: what stands there is stored, and told to nobody."),
    "unlearned": N_("Nothing was learned for it, so there is nothing to decide."),
}
"""What was done, by the word in the address that the browser is sent on to."""


class SourcePages:
    """The page of one source, for all that is done from it."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self.store = store
        self.pages = pages

    async def status(self, request: Request) -> SourceStatus:
        """The source of the address. Raises HTTPException 404."""
        status = await self.store.source(SourceId(request.path_params["source"]))
        if status is None:
            raise HTTPException(404)
        return status

    async def ours(self, request: Request) -> SourceStatus:
        """One that the configuration file does not declare: that one would be as before at the next start. Raises
        HTTPException 404 and 409."""
        status = await self.status(request)
        if status.source.origin is Origin.CONFIG:
            raise HTTPException(409)
        return status

    async def show(
        self, request: Request, status: SourceStatus, status_code: int = 200, **values: Any
    ) -> Response:
        """`values`: what a form brought, see the template."""
        mending = await mending_of(self.store, status.source.id)
        told = {"preview": None, "wrong": "", "wrong_recipe": "", "typed": None} | values
        return self.page(
            request,
            "owner/source.html",
            status_code=status_code,
            status=status,
            name=section_name(status),
            declared=status.source.origin is Origin.CONFIG,
            interval=format_duration(status.source.every) if status.source.every else "",
            mending=mending,
            compared=side_by_side(mending) if mending else (),
            stages=STAGES,
            held=await self.store.owner.held_entries(status.source.id) if status.held else (),
            **told,
        )

    def page(self, request: Request, template: str, **values: Any) -> Response:
        said = SOURCE_SAID.get(request.query_params.get("said", ""), "")
        return self.pages.render(request, template, said=said, advice=ADVICE, section_name=section_name, **values)


class OwnedSources:
    """Reads and changes sources, as the commands do."""

    def __init__(self, sources: SourcePages, gate: Gate) -> None:
        self._sources = sources
        self._store = sources.store
        self._clock = sources.pages.clock
        self._gate = gate

    def routes(self) -> list[Route]:
        guard = self._gate.owner_only
        one = "/owner/sources/{source}"
        return [
            Route("/owner", guard(self.board), methods=["GET"]),
            Route(one, guard(self.source), methods=["GET"]),
            Route(f"{one}/visit", guard(self.visit), methods=["POST"]),
            Route(f"{one}/pause", guard(self.pause), methods=["POST"]),
            Route(f"{one}/resume", guard(self.resume), methods=["POST"]),
            Route(f"{one}/remove", guard(self.remove), methods=["POST"]),
            Route(f"{one}/held", guard(self.held), methods=["POST"]),
        ]

    async def board(self, request: Request) -> Response:
        query = request.query_params
        found = board(await self._store.sources(), query.get("show", ""), query.get("q", "")[:200])
        has_workers = self._sources.pages.frame.has_workers
        workers = await self._store.work.workers() if has_workers else []
        return self._sources.page(
            request,
            "owner/board.html",
            board=found,
            workers=workers,
            living=sum(worker.lives(self._clock()) for worker in workers),
            backlog=await self._store.work.backlog(self._clock()) if has_workers else None,
        )

    async def source(self, request: Request) -> Response:
        return await self._sources.show(request, await self._sources.status(request))

    async def visit(self, request: Request) -> Response:
        status = await self._sources.status(request)
        now = self._clock()
        wait = status.state.wait_until
        due = await self._store.make_due(status.source.id, now) and not (wait and wait > now)
        return await self._back(request, "visit" if due else "waiting")

    async def pause(self, request: Request) -> Response:
        return await self._set_paused(request, paused=True)

    async def resume(self, request: Request) -> Response:
        return await self._set_paused(request, paused=False)

    async def remove(self, request: Request) -> Response:
        status = await self._sources.ours(request)
        await self._store.remove_source(status.source.id, self._clock())
        return RedirectResponse("../../../owner?said=removed", 303)

    async def held(self, request: Request) -> Response:
        status = await self._sources.status(request)
        announce = (await fields_of(request)).get("decision") == "announce"
        await self._store.held(status.source.id, announce=announce, now=self._clock())
        return await self._back(request, "announced" if announce else "rested")

    async def _set_paused(self, request: Request, *, paused: bool) -> Response:
        status = await self._sources.ours(request)
        await self._store.set_paused(status.source.id, paused, self._clock())
        return await self._back(request, "paused" if paused else "resumed")

    async def _back(self, request: Request, said: str) -> Response:
        """To the page the form stood on."""
        if (await fields_of(request)).get("from") == "board":
            return RedirectResponse(f"../../../owner?said={said}", 303)
        return RedirectResponse(f"../{request.path_params['source']}?said={said}", 303)
