"""Channels: where they lead, whether they are open, what they took last; and a test message through the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.alerts.trial import TEXT, TITLE, takes_trials
from service.domain.channel import Channel, ChannelId
from service.domain.overview import DeliveryRecord
from service.domain.subscription import Subscription
from service.storage.store import Store
from service.web.gate import Gate
from service.web.owner.addresses import shown_address
from service.web.owner.deliveries import DELIVERY_VERDICTS
from service.web.phrases import N_
from service.web.rendering import Pages

__all__ = ["CHANNEL_KINDS", "OwnedChannels"]

_SAID = {
    "test": N_("The test is on its way. Its result shows below in a moment."),
    "closed": N_("Nothing was sent: the channel is closed. Open it first."),
    "opened": N_("It is open. What was kept for it goes out now."),
    "open": N_("It was open already."),
}
CHANNEL_KINDS: Mapping[str, str] = {
    "mail": N_("e-mail"),
    "webhook": N_("webhook"),
    "chat": N_("chat"),
    "websub": N_("WebSub"),
}


@dataclass(frozen=True, slots=True)
class _Card:
    channel: Channel
    address: str
    subscriptions: Sequence[Subscription]
    latest: DeliveryRecord | None


class OwnedChannels:
    """Secrets are never shown: of a web address only the host."""

    def __init__(self, store: Store, pages: Pages, gate: Gate) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate

    def routes(self) -> list[Route]:
        guard, one = self._gate.owner_only, "/owner/channels/{channel}"
        return [
            Route("/owner/channels", guard(self.channels), methods=["GET"]),
            Route(f"{one}/test", guard(self.test), methods=["POST"]),
            Route(f"{one}/enable", guard(self.enable), methods=["POST"]),
        ]

    async def channels(self, request: Request) -> Response:
        subscriptions = await self._store.subscriptions()
        latest = await self._store.owner.latest_deliveries()
        cards = [
            _Card(
                channel,
                shown_address(channel.target),
                [found for found in subscriptions if found.channel_id == channel.id],
                latest.get(channel.id),
            )
            for channel in await self._store.channels()
        ]
        cards.sort(key=lambda card: not card.channel.disabled_reason)
        return self._pages.render(
            request,
            "owner/channels.html",
            cards=cards,
            kinds=CHANNEL_KINDS,
            states=DELIVERY_VERDICTS,
            boxes=await self._store.returns.boxes(),
            said=_SAID.get(request.query_params.get("said", ""), ""),
        )

    async def test(self, request: Request) -> Response:
        channel = await self._found(request)
        if not takes_trials(channel):
            raise HTTPException(409)
        sent = await self._store.owner.send_test(channel.id, TITLE, TEXT, self._pages.clock())
        return RedirectResponse(f"../../channels?said={'test' if sent else 'closed'}", 303)

    async def enable(self, request: Request) -> Response:
        channel = await self._found(request)
        opened = await self._store.enable_channel(channel.id)
        return RedirectResponse(f"../../channels?said={'opened' if opened else 'open'}", 303)

    async def _found(self, request: Request) -> Channel:
        wanted = ChannelId(request.path_params["channel"])
        for channel in await self._store.channels():
            if channel.id == wanted:
                return channel
        raise HTTPException(404)
