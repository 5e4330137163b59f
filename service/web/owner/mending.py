"""The owner's decision on a source whose page was built anew."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.domain.source import Decision
from service.web.forms import fields_of
from service.web.gate import Gate
from service.web.owner.sources import SourcePages

__all__ = ["OwnedMending"]


class OwnedMending:
    """One form on the page of the source."""

    def __init__(self, sources: SourcePages, gate: Gate) -> None:
        self._sources = sources
        self._gate = gate

    def routes(self) -> list[Route]:
        path = "/owner/sources/{source}/healing"
        return [Route(path, self._gate.owner_only(self.decide), methods=["POST"])]

    async def decide(self, request: Request) -> Response:
        status = await self._sources.status(request)
        wanted = (await fields_of(request)).get("decision", "")
        if wanted not in list(Decision):
            raise HTTPException(400)
        store, now = self._sources.store, self._sources.pages.clock()
        done = await store.decide_healing(status.source.id, Decision(wanted), now)
        return RedirectResponse(f"../{status.source.id}?said={wanted if done else 'unlearned'}", 303)
