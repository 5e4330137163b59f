"""/hub: where WebSub subscribers ask for our feeds (W3C Recommendation, section 5)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from service.domain.feedview import Unclear, parse_address
from service.domain.websub import BadHubRequest, HubRequest, Mode, feed_pushed, parse_request
from service.storage.store import Store
from service.web.forms import fields_of
from service.web.throttle import Limit, Throttle

__all__ = ["HUB_PATH", "Hub"]

HUB_PATH = "/hub"
_OF_ONE = Limit(60, timedelta(minutes=1))
_OF_ALL = Limit(600, timedelta(minutes=1))


class Hub:
    """Takes requests and files them; callbacks are asked by the daemon, not here.

    Answers 202 at once, whatever the callback will say, or 4xx with the reason as text.
    """

    def __init__(self, store: Store, *, public_url: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._public_url = public_url
        self._clock = clock
        self._throttle = Throttle(_OF_ONE, _OF_ALL)

    def routes(self) -> list[Route]:
        return [Route(HUB_PATH, self.ask, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        client = request.client.host if request.client else ""
        wait = self._throttle.wait(client, self._clock())
        if wait is not None:
            return _busy(wait)
        try:
            asked = parse_request(await fields_of(request))
        except BadHubRequest as error:
            return PlainTextResponse(f"{error}\n", 400)
        reason = await self._reason_against(asked)
        if reason:
            return PlainTextResponse(f"{reason}\n", 404)
        if not await self._store.hub.ask(asked, self._clock()):
            return _busy(timedelta(minutes=1))
        return PlainTextResponse("Your callback will be asked.\n", 202)

    async def _reason_against(self, asked: HubRequest) -> str:
        """Why this topic cannot be had; an unsubscription is asked about in any case."""
        if asked.mode is Mode.UNSUBSCRIBE:
            return ""
        try:
            view = parse_address(asked.topic, self._public_url)
        except Unclear as error:
            return f"hub.topic: {error}"
        feed_id = feed_pushed(view)
        if feed_id is None or await self._store.feed_head(feed_id) is None:
            return (
                f"hub.topic must be the address of a feed below {self._public_url}/feeds/ (no search, no archive)"
            )
        return ""


def _busy(wait: timedelta) -> Response:
    seconds = max(1, round(wait.total_seconds()))
    text = "Too many requests wait already. Please come again later.\n"
    return PlainTextResponse(text, 429, headers={"retry-after": str(seconds)})
