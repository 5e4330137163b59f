"""The gate: who a visitor is, and `owner_only`, through which every page of the owner goes."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from ipaddress import IPv4Network, IPv6Network
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.domain.access import digest_of
from service.storage.access import AccessStore
from service.web import client
from service.web.forms import fields_of

__all__ = ["COOKIE", "FORM_FIELD", "NO_ACCESS", "Access", "Gate", "Standing", "Visitor", "visitor_of"]

COOKIE = "session"
FORM_FIELD = "form_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FROM_ANYWHERE = ("/unsubscribe/", "/hub", "/api/")
"""What programs send to: their right to it is in the address or in a header, never in a cookie."""

_Endpoint = Callable[..., Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Access:
    """How the owner is known.

    `password_hash` is the configured one, which stands above the one in the database. `local`: whether, while no
    password is set, who sits at this machine is the owner. A proxy of `trusted_proxies` may name the user in
    `proxy_header`; he is the owner if `proxy_users` holds him, or holds nobody. `public_url` is our one address.
    """

    password_hash: str = ""
    local: bool = False
    proxy_header: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    proxy_users: tuple[str, ...] = ()
    public_url: str = ""


NO_ACCESS = Access()
"""By a session alone."""


class Standing(StrEnum):
    """How we know who a visitor is."""

    STRANGER = "stranger"
    LOCAL = "local"
    SESSION = "session"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Visitor:
    """`form_token` goes into each form of his pages; `session` is the digest of his session's secret; `name` is
    what the proxy calls him."""

    standing: Standing = Standing.STRANGER
    form_token: str = ""
    session: str = ""
    name: str = ""

    @property
    def is_owner(self) -> bool:
        return self.standing is not Standing.STRANGER


_STRANGER = Visitor()


def visitor_of(request: HTTPConnection) -> Visitor:
    """Who asks. A stranger, unless the gate said otherwise."""
    found: Visitor = getattr(request.state, "visitor", _STRANGER)
    return found


class Gate:
    """Recognises visitors and refuses what other sites' pages send in their name."""

    def __init__(self, store: AccessStore, access: Access, clock: Callable[[], datetime]) -> None:
        self.access = access
        self._store = store
        self._clock = clock
        self._form_key = b""

    def layer(self, app: ASGIApp) -> ASGIApp:
        """Around `app`: every request carries its visitor; one from elsewhere that would change something gets
        403."""

        async def gated(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                request = Request(scope)
                if _is_forged(request):
                    await Response("sent by a page of another site\n", 403, media_type="text/plain")(
                        scope, receive, send
                    )
                    return
                if not scope["path"].startswith("/static/"):
                    request.state.visitor = await self.recognise(request)
            await app(scope, receive, send)

        return gated

    def owner_only(self, endpoint: _Endpoint) -> _Endpoint:
        """For a page that is the owner's alone: GET by a stranger leads to the sign-in, anything else is 403. What
        changes something must carry the form token of his pages."""

        @wraps(endpoint)
        async def guarded(request: Request, *args: Any) -> Response:
            visitor = visitor_of(request)
            if not visitor.is_owner:
                return self._turned_away(request)
            if request.method not in _SAFE:
                given = (await fields_of(request)).get(FORM_FIELD, "")
                if not hmac.compare_digest(given.encode(), visitor.form_token.encode()):
                    raise HTTPException(403)
            response = await endpoint(request, *args)
            response.headers["cache-control"] = "no-store"
            return response

        return guarded

    async def recognise(self, request: Request) -> Visitor:
        """Who asks, by session, proxy or place, in this order."""
        secret = request.cookies.get(COOKIE, "")
        if secret and (visitor := await self._by_session(digest_of(secret))):
            return visitor
        if name := self._named_by_proxy(request):
            return await self._admitted(Standing.PROXY, name=name)
        if self._is_local(request) and await self.password_hash() is None:
            return await self._admitted(Standing.LOCAL)
        return _STRANGER

    async def password_hash(self) -> str | None:
        """The hash of the password that holds; None: none is set."""
        return self.access.password_hash or await self._store.password_hash()

    def client(self, request: HTTPConnection) -> str:
        """The address of who asks, as far as it can be known."""
        forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
        return client.real_client(_peer(request), forwarded_for, self.access.trusted_proxies)

    def is_secure(self, request: HTTPConnection) -> bool:
        """Whether the browser came by https."""
        ours = urlsplit(self.access.public_url)
        by_name = ours.scheme == "https" and ours.netloc == request.headers.get("host", "")
        if request.url.scheme == "https" or by_name:
            return True
        trusted = client.is_in(_peer(request), self.access.trusted_proxies)
        return trusted and request.headers.get("x-forwarded-proto", "").lower() == "https"

    async def _by_session(self, digest: str) -> Visitor | None:
        session, kept_hash = await self._store.session(digest)
        now = self._clock()
        if session is None or not session.is_open(self.access.password_hash or kept_hash, now):
            return None
        if session.wants_noting(now):
            await self._store.note_session(digest, now)
        return await self._admitted(Standing.SESSION, session=digest)

    async def _admitted(self, standing: Standing, *, session: str = "", name: str = "") -> Visitor:
        if not self._form_key:
            self._form_key = (await self._store.form_key()).encode()
        said = f"{standing}\n{session}\n{name}".encode()
        token = hmac.new(self._form_key, said, hashlib.sha256).hexdigest()
        return Visitor(standing, token, session, name)

    def _named_by_proxy(self, request: Request) -> str:
        access = self.access
        if not access.proxy_header or not client.is_in(_peer(request), access.trusted_proxies):
            return ""
        name = request.headers.get(access.proxy_header, "").strip()
        return name if not access.proxy_users or name in access.proxy_users else ""

    def _is_local(self, request: Request) -> bool:
        return self.access.local and client.is_here(_peer(request), _lowered(request.headers))

    def _turned_away(self, request: Request) -> Response:
        if request.method not in _SAFE:
            raise HTTPException(403)
        wanted = request.url.path.lstrip("/") + (f"?{request.url.query}" if request.url.query else "")
        root = "../" * max(0, request.url.path.count("/") - 1) or "./"
        return RedirectResponse(f"{root}sign-in?next={quote(wanted, safe='/')}", 303)


def _is_forged(request: Request) -> bool:
    if request.method in _SAFE or request.url.path.startswith(_FROM_ANYWHERE):
        return False
    return client.is_from_elsewhere(_lowered(request.headers))


def _lowered(headers: Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _peer(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""
