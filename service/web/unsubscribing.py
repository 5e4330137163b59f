"""Leaving a subscription: a page with a button, and the one click that mail programs make (RFC 8058)."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.channel import MailTarget, Target, address_of
from service.domain.subscription import Subscription
from service.storage.store import Store
from service.web.offers import names_of
from service.web.rendering import Pages

__all__ = ["Unsubscribing"]


class Unsubscribing:
    """GET never changes anything: link scanners follow every link of a mail. POST ends the subscription, whatever
    its body says, without cookies and without a redirect (RFC 8058 section 3.2), and may be repeated."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/unsubscribe/{token}", self.ask, methods=["GET"]),
            Route("/unsubscribe/{token}", self.end, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        subscription = await self._find(request)
        return await self._page(request, subscription, ended=subscription.ended_at is not None)

    async def end(self, request: Request) -> Response:
        subscription = await self._find(request)
        await self._store.end_subscription(subscription.token, self._pages.clock())
        return await self._page(request, subscription, ended=True)

    async def _find(self, request: Request) -> Subscription:
        subscription = await self._store.subscription_by_token(request.path_params["token"])
        if subscription is None:
            raise HTTPException(404)
        return subscription

    async def _page(self, request: Request, subscription: Subscription, *, ended: bool) -> Response:
        channels = {channel.id: channel.target for channel in await self._store.channels()}
        target = channels.get(subscription.channel_id)
        response = self._pages.render(
            request,
            "unsubscribe.html",
            language=subscription.language,
            ended=ended,
            target=_shown(target) if target else "",
            chosen=names_of(subscription.selection, await self._store.sources()),
        )
        response.headers["referrer-policy"] = "no-referrer"  # the address is a secret
        response.headers["cache-control"] = "no-store"
        return response


def _shown(target: Target) -> str:
    """The address, hidden enough for a page that whoever got the mail forwarded may open."""
    if not isinstance(target, MailTarget):
        return address_of(target).split("?")[0]
    name, _, host = target.address.rpartition("@")
    return f"{name[:2]}…@{host}"
