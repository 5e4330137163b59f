"""Pages for what went wrong, readable in both languages, and the last net under unexpected errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.phrases import N_
from service.web.rendering import Pages

__all__ = ["Problems"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Text:
    heading: str
    advice: str


_TEXTS: Mapping[int, _Text] = MappingProxyType(
    {
        400: _Text(
            N_("That could not be read"),
            N_("What the browser sent is damaged. Go back, load the page again, and try once more."),
        ),
        403: _Text(
            N_("That was not sent from a page of the owner"),
            N_("The page may be old, or you have signed out since. Go back, load it again, and try once more."),
        ),
        404: _Text(
            N_("There is nothing here"),
            N_("The address may be mistyped, or what it led to is no longer watched."),
        ),
        405: _Text(N_("This address does not take that"), N_("Open it in a browser, without sending anything.")),
        409: _Text(
            N_("The configuration file declares this"),
            N_("Change it there, then start the service again or send it SIGHUP."),
        ),
        410: _Text(
            N_("The time of this link is over"),
            N_("Ask for a new one: subscribe again, or have a link to your subscriptions sent."),
        ),
        413: _Text(N_("That is too much at once"), N_("Go back and send less.")),
        415: _Text(
            N_("That could not be read"),
            N_("What the browser sent is damaged. Go back, load the page again, and try once more."),
        ),
        503: _Text(
            N_("The database is busy"),
            N_("Please try again in a moment. If it stays so, the log of this service says why."),
        ),
    }
)
_UNKNOWN = _Text(
    N_("Something went wrong here"),
    N_("It is our fault, and it is written down in the log. Please try again later."),
)


class Problems:
    """Turns failures of other pages into pages."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def refused(self, request: Request, error: Exception) -> Response:
        """An HTTPException: the request's fault."""
        if not isinstance(error, HTTPException):
            raise error
        return self._page(request, error.status_code, error.headers)

    async def unavailable(self, request: Request, error: Exception) -> Response:
        """A StorageError."""
        log.warning("page_without_database", path=request.url.path, cause=str(error))
        return self._page(request, 503, {"retry-after": "5"})

    def net(self, app: ASGIApp) -> ASGIApp:
        """Around `app`: what nobody foresaw is logged with its traceback and answered with a page."""

        async def caught(scope: Scope, receive: Receive, send: Send) -> None:
            started = False

            async def noting(message: Message) -> None:
                nonlocal started
                started = started or message["type"] == "http.response.start"
                await send(message)

            try:
                await app(scope, receive, noting)
            except Exception:
                log.exception("page_failed", path=scope.get("path"))
                if started or scope["type"] != "http":
                    raise
                await self._page(Request(scope), 500)(scope, receive, send)

        return caught

    def _page(self, request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
        text = _TEXTS.get(status, _UNKNOWN)
        words = self._pages.words(request)
        response = self._pages.render(
            request,
            "problem.html",
            status_code=status,
            code=str(status),
            heading=words(text.heading),
            advice=words(text.advice),
        )
        response.headers.update(headers or {})
        return response
