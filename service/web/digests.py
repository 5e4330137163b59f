"""A digest that was sent, as a page: whoever has the mail can read all of it, and nobody else finds it."""

from datetime import datetime
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.deadline import Deadline, due_soon
from service.domain.delivery import Told
from service.storage.store import Store
from service.web.rendering import Pages

__all__ = ["Digests"]


class Digests:
    """The name in the address is the secret: the page is not indexed, not cached, and sends no referrer."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages

    def routes(self) -> list[Route]:
        return [Route("/digests/{page}", self.digest)]

    async def digest(self, request: Request) -> Response:
        digest = await self._store.browsing.digest_page(request.path_params["page"])
        if digest is None:
            raise HTTPException(404)
        places = sorted(digest.entries, key=_place)
        response = self._pages.render(
            request,
            "digest.html",
            language=digest.subscription.language,
            digest=digest,
            soon=[(told.entry, _most_urgent(told, digest.due_at)) for told in digest.soon],
            groups=[(place, list(told)) for place, told in groupby(places, key=_place)],
        )
        response.headers["referrer-policy"] = "no-referrer"
        response.headers["cache-control"] = "no-store"
        return response


def _most_urgent(told: Told, at: datetime) -> Deadline:
    return due_soon(told.entry.deadlines, told.entry.zone, at)[0]


def _place(told: Told) -> str:
    return " · ".join((told.site_title, *told.section))
