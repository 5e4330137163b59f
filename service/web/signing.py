"""Signing in and out."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service import passwords
from service.domain.access import Session, digest_of, oldest_session
from service.storage.access import AccessStore
from service.web import client
from service.web.forms import fields_of
from service.web.gate import COOKIE, Gate, Standing, visitor_of
from service.web.phrases import N_
from service.web.rendering import Pages
from service.web.throttle import Throttle

__all__ = ["Signing"]

_A_COOKIE_LASTS = 90 * 24 * 3600
_HOME = "owner"
_WRONG = N_("This is not the password.")

log = structlog.get_logger()


class Signing:
    """The page that asks for the owner's password. A new session begins with each sign-in, and none is taken over
    from before it, so a session that a stranger planted is worth nothing."""

    def __init__(
        self,
        store: AccessStore,
        pages: Pages,
        gate: Gate,
        *,
        throttle: Throttle | None = None,
        token: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate
        self._throttle = throttle or Throttle()
        self._token = token
        self._hashing = asyncio.Lock()

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self._gate.owner_only(self.sign_out), methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        wanted = client.safe_path(request.query_params.get("next", "")) or _HOME
        if visitor_of(request).is_owner:
            return RedirectResponse(f"./{wanted}", 303)
        if await self._gate.password_hash() is None:
            return self._page(request, "closed.html")
        return self._page(request, "sign-in.html", wanted=wanted, complaint="", wait="")

    async def sign_in(self, request: Request) -> Response:
        fields = await fields_of(request)
        wanted = client.safe_path(fields.get("next", "")) or _HOME
        hashed = await self._gate.password_hash()
        if hashed is None:
            return self._page(request, "closed.html", 403)
        address = self._gate.client(request)
        group, now = client.client_group(address), self._pages.clock()
        wait = self._throttle.wait(group, now)
        if wait is not None:
            log.warning("sign_in_throttled", client=address)
            response = self._page(request, "sign-in.html", 429, wanted=wanted, complaint="", wait=now + wait)
            response.headers["retry-after"] = str(int(wait.total_seconds()) + 1)
            return response
        async with self._hashing:  # each takes 64 MiB
            right = await asyncio.to_thread(passwords.matches, fields.get("password", ""), hashed)
        if not right:
            log.warning("sign_in_refused", client=address)
            return self._page(request, "sign-in.html", 403, wanted=wanted, complaint=_WRONG, wait="")
        self._throttle.forget(group)
        log.info("signed_in", client=address)
        response = RedirectResponse(f"./{wanted}", 303)
        await self._begin(request, response, hashed, now)
        return response

    async def sign_out(self, request: Request) -> Response:
        """This browser, or with the field `everywhere` all of them."""
        everywhere = "everywhere" in await fields_of(request)
        visitor = visitor_of(request)
        if everywhere or visitor.standing is Standing.SESSION:
            ended = await self._store.end_sessions(None if everywhere else visitor.session)
            log.info("signed_out", sessions=ended)
        response = RedirectResponse("./", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
        return response

    async def _begin(self, request: Request, response: Response, hashed: str, now: datetime) -> None:
        if former := request.cookies.get(COOKIE):
            await self._store.end_sessions(digest_of(former))
        secret = self._token()
        agent = request.headers.get("user-agent", "")[:200]
        session = Session(digest_of(secret), digest_of(hashed), now, now, agent)
        await self._store.begin_session(session, over=oldest_session(now))
        response.set_cookie(
            COOKIE,
            secret,
            max_age=_A_COOKIE_LASTS,
            path="/",
            secure=self._gate.is_secure(request),
            httponly=True,
            samesite="lax",
        )

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        response = self._pages.render(request, template, status_code=status, **values)
        response.headers["cache-control"] = "no-store"
        return response
