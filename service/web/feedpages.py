"""Feeds that were not ready: built here, or shown as a page to whoever looks with a browser."""

from collections.abc import Sequence
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from service.domain.feed import FeedFormat
from service.domain.feedview import Unclear, parse_view
from service.web.conditional import prefers_page
from service.web.making import FeedMaker
from service.web.rendering import Pages
from service.web.serving import OPML_PATH, FeedDesk
from service.web.shelf import Answer

__all__ = ["FeedPages"]

_PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "accept, cache-control, if-modified-since, if-none-match",
    "access-control-max-age": "86400",
    "allow": "GET, HEAD, OPTIONS",
}


class FeedPages:
    """`desk` hands out the documents, `maker` what a page shows of them."""

    def __init__(self, desk: FeedDesk, maker: FeedMaker, pages: Pages) -> None:
        self._desk = desk
        self._maker = maker
        self._pages = pages

    def routes(self) -> Sequence[Route]:
        methods = ["GET", "HEAD", "OPTIONS"]
        return [
            Route(OPML_PATH, self.feed, methods=methods),
            Route("/feeds/{name:path}", self.feed, methods=methods),
        ]

    async def feed(self, request: Request) -> Response:
        """The document; to a browser, unless it says `?raw`, the page."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        path, query = request.url.path, request.url.query
        try:
            if path != OPML_PATH and "raw" not in query and _is_browser(request):
                return await self._page(request, path, query)
            answer = await self._desk.answer(path, query)
        except Unclear as error:
            return PlainTextResponse(f"{error}\n", status_code=400)
        if answer is None:
            return await self._elsewhere(path, query)
        return _Sent(answer)

    async def _elsewhere(self, path: str, query: str) -> Response:
        """A document of the archive that is not yet full is found where it says its length, and the one after the
        last is the feed itself: a full one names both before they are there, and never changes."""
        view = parse_view(path, query)
        newest = await self._maker.newest_archive(view) if view and view.archive else None
        if view is None or view.archive is None or view.archive.length or newest is None:
            raise HTTPException(404)
        following = newest.number + (newest.length is None)
        if view.archive.number != following:
            raise HTTPException(404)
        there = replace(view, archive=newest if newest.length else None)
        headers = {"access-control-allow-origin": "*", "cache-control": "public, max-age=60"}
        return RedirectResponse(f"{self._pages.frame.public_url.rstrip('/')}/{there.address}", 307, headers)

    async def _page(self, request: Request, path: str, query: str) -> Response:
        view = parse_view(path, query)
        feed = await self._maker.feed(view) if view else None
        if view is None or feed is None:
            raise HTTPException(404)
        separator = "&" if "?" in view.address else "?"
        response = self._pages.render(
            request,
            "feed.html",
            feed=feed,
            view=view,
            address=f"{self._pages.frame.public_url.rstrip('/')}/{view.address}",
            raw=f"{view.address}{separator}raw",
            formats=list(FeedFormat),
        )
        response.headers["vary"] = "Accept, Accept-Language, Cookie"
        return response


def _is_browser(request: Request) -> bool:
    return prefers_page(request.headers.get("accept", "").encode("latin-1"))


class _Sent(Response):
    """An answer of the shelf as a response of Starlette."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reply = self._answer.reply(scope, raw=True)
        assert reply is not None
        start, body = reply
        # The layers outside add headers in place, and this message is sent again and again.
        await send({**start, "headers": list(start["headers"])})
        await send(body)
