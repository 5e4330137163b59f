"""Subscribing to what a feed shows: in a feed reader, or by mail with a second yes from the mailbox itself."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.channel import MailTarget
from service.domain.feed import FeedId
from service.domain.subscription import Subscription, SubscriptionId
from service.storage.store import Store
from service.web.catalogue import arrange
from service.web.correspondence import Correspondence, channel_of, mail_address
from service.web.forms import fields_of, many_of
from service.web.gate import visitor_of
from service.web.links import Purpose
from service.web.newsreaders import HOSTED, OWN, own_address
from service.web.offers import Offer, names_of, offer
from service.web.rendering import Pages
from service.web.wishes import Complaint, Wish, wish_of

__all__ = ["Subscribing"]

_A_YEAR = 365 * 24 * 3600
_NEW_FORM: dict[str, str] = {
    "when": "daily",
    "at": "08:00",
    "day": "mon",
    "include": "",
    "exclude": "",
    "email": "",
}


class Subscribing:
    """`open_to_all`: anybody may subscribe by mail; else the owner alone."""

    def __init__(self, store: Store, pages: Pages, correspondence: Correspondence, *, open_to_all: bool) -> None:
        self._store = store
        self._pages = pages
        self._correspondence = correspondence
        self._open_to_all = open_to_all

    def routes(self) -> list[Route]:
        return [
            Route("/subscribe/{feed}", self.show, methods=["GET"]),
            Route("/subscribe/{feed}", self.ask, methods=["POST"]),
            Route("/confirm/{token}", self.confirming, methods=["GET"]),
            Route("/confirm/{token}", self.confirm, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        offered = await self._offer(request)
        fields = _NEW_FORM | {"zone": self._pages.frame.zone}
        response = self._page(request, offered, fields)
        for name in OWN:
            address = self._own(request, name)
            if request.query_params.get(name) and address:
                response.set_cookie(f"own_{name}", address, max_age=_A_YEAR, samesite="lax", httponly=True)
        return response

    async def ask(self, request: Request) -> Response:
        offered = await self._offer(request)
        if not self._may(request):
            raise HTTPException(404)
        fields, ticked = await fields_of(request), await many_of(request, "section")
        try:
            address = mail_address(fields.get("email", ""))
            language = self._pages.language_of(request)
            wish = wish_of(fields, ticked, offered.selection, offered.source_ids, language)
        except Complaint as complaint:
            kept = _NEW_FORM | {"zone": self._pages.frame.zone} | dict(fields)
            return self._page(request, offered, kept, ticked=ticked, complaint=str(complaint))
        wait = self._correspondence.wait(request)
        if wait is not None:
            return self._too_often(request, int(wait.total_seconds()) + 1)
        name = offered.name or self._pages.words(request)("Everything")
        await self._correspondence.ask_to_confirm(address, wish, name)
        return _secret(self._pages.render(request, "asked.html", address=address))

    async def confirming(self, request: Request) -> Response:
        """GET changes nothing: link scanners follow every link of a mail."""
        address, wish = await self._confirmed_by(request)
        chosen = names_of(wish.selection, await self._store.sources())
        page = self._pages.render(
            request, "confirm.html", language=wish.language, address=address, wish=wish, chosen=chosen
        )
        return _secret(page)

    async def confirm(self, request: Request) -> Response:
        address, wish = await self._confirmed_by(request)
        channel = channel_of(address)
        digest = hashlib.sha256(request.path_params["token"].encode()).hexdigest()[:20]
        subscription = Subscription(
            SubscriptionId(f"reader-{digest}"),
            channel.id,
            wish.selection,
            wish.timing,
            created_at=self._pages.clock(),
            token=secrets.token_urlsafe(32),
            zone=wish.zone,
            language=wish.language,
            rules=wish.rules,
        )
        assert isinstance(channel.target, MailTarget)
        begun = await self._store.readers.confirm(channel, subscription)
        preferences = await self._correspondence.preferences(channel.id)
        page = self._pages.render(
            request,
            "confirmed.html",
            language=wish.language,
            address=channel.target.address,
            begun=begun,
            preferences=preferences.removeprefix(self._pages.frame.public_url + "/"),
        )
        return _secret(page)

    async def _confirmed_by(self, request: Request) -> tuple[str, Wish]:
        read = await self._correspondence.read(Purpose.CONFIRM, request.path_params["token"])
        if read is None:
            raise HTTPException(404)
        if read.expired:
            raise HTTPException(410)
        return str(read.carried["address"]), Wish.of(read.carried["wish"])

    async def _offer(self, request: Request) -> Offer:
        catalogue = arrange(await self._store.sources(), await self._store.feeds())
        found = offer(catalogue, FeedId(request.path_params["feed"]))
        if found is None:
            raise HTTPException(404)
        return found

    def _may(self, request: Request) -> bool:
        return self._open_to_all or visitor_of(request).is_owner

    def _own(self, request: Request, name: str) -> str:
        """The address of the reader's own server: just given, or given before."""
        return own_address(request.query_params.get(name) or request.cookies.get(f"own_{name}", ""))

    def _page(
        self,
        request: Request,
        offered: Offer,
        fields: Mapping[str, str],
        *,
        ticked: list[str] | None = None,
        complaint: str = "",
    ) -> Response:
        values: dict[str, Any] = {
            "offer": offered,
            "fields": fields,
            "ticked": set(offered.source_ids if ticked is None else ticked),
            "complaint": complaint,
            "may_mail": self._may(request),
            "hosted": HOSTED,
            "own_readers": OWN,
            "own": {name: self._own(request, name) for name in OWN},
        }
        return self._pages.render(request, "subscribe.html", status_code=422 if complaint else 200, **values)

    def _too_often(self, request: Request, seconds: int) -> Response:
        response = self._pages.render(request, "too-often.html", status_code=429, minutes=-(-seconds // 60))
        response.headers["retry-after"] = str(seconds)
        return response


def _secret(response: Response) -> Response:
    """For pages whose address or content is a reader's own."""
    response.headers["referrer-policy"] = "no-referrer"
    response.headers["cache-control"] = "no-store"
    return response
