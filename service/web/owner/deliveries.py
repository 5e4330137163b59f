"""The ledger of messages: what was sent, what was not and why, and sending it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId, DeliveryKind, DeliveryState, Result
from service.storage.store import Store
from service.web.forms import fields_of
from service.web.gate import Gate
from service.web.owner.addresses import shown_address
from service.web.phrases import N_, Tone, Verdict
from service.web.rendering import Pages

__all__ = ["DELIVERY_VERDICTS", "KINDS", "RESULTS", "OwnedDeliveries", "Wish", "wish_of"]

_PAGE = 50

DELIVERY_VERDICTS: Mapping[DeliveryState, Verdict] = MappingProxyType(
    {
        DeliveryState.PENDING: Verdict(Tone.IDLE, N_("waiting"), N_("It is sent when it is due.")),
        DeliveryState.SENT: Verdict(Tone.GOOD, N_("sent"), N_("The receiver took it.")),
        DeliveryState.DEAD: Verdict(Tone.BAD, N_("given up"), N_("It was tried to the end, or refused for good.")),
        DeliveryState.WITHDRAWN: Verdict(
            Tone.IDLE,
            N_("withdrawn"),
            N_("Its subscription ended before, or its notice was told as another office's."),
        ),
    }
)
KINDS: Mapping[DeliveryKind, str] = MappingProxyType(
    {
        DeliveryKind.ALERT: N_("at once"),
        DeliveryKind.DIGEST: N_("digest"),
        DeliveryKind.INCIDENT: N_("to the owner"),
        DeliveryKind.REVISION: N_("change of a notice"),
        DeliveryKind.REQUESTED: N_("asked for by its reader"),
    }
)
RESULTS: Mapping[Result, str] = MappingProxyType(
    {
        Result.SENT: N_("taken"),
        Result.RETRY: N_("failed, tried again"),
        Result.DEAD: N_("given up"),
        Result.BOUNCED: N_("came back"),
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which messages are asked for, as an address or a form says it."""

    channel: ChannelId | None = None
    state: DeliveryState | None = None
    day: date | None = None

    def span(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """The day's beginning and end in UTC, as the clocks of `zone` (IANA) have it."""
        if self.day is None:
            return None, None
        first = datetime.combine(self.day, time(), ZoneInfo(zone))
        last = datetime.combine(self.day + timedelta(days=1), time(), ZoneInfo(zone))
        return first.astimezone(UTC), last.astimezone(UTC)

    @property
    def query(self) -> str:
        given = {"channel": self.channel, "state": self.state, "day": self.day}
        return urlencode({name: str(value) for name, value in given.items() if value})


def wish_of(fields: Mapping[str, str]) -> Wish:
    """What cannot be read selects nothing by itself."""
    state = fields.get("state", "")
    try:
        day = date.fromisoformat(fields.get("day", ""))
    except ValueError:
        day = None
    if day and not date(1970, 1, 2) <= day <= date(9998, 1, 1):
        day = None
    return Wish(
        ChannelId(fields["channel"]) if fields.get("channel") else None,
        DeliveryState(state) if state in list(DeliveryState) else None,
        day,
    )


class OwnedDeliveries:
    """Reads the ledger, and makes dead messages due again."""

    def __init__(self, store: Store, pages: Pages, gate: Gate) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate

    def routes(self) -> list[Route]:
        guard = self._gate.owner_only
        return [
            Route("/owner/deliveries", guard(self.ledger), methods=["GET"]),
            Route("/owner/deliveries/replay", guard(self.replay), methods=["POST"]),
        ]

    async def ledger(self, request: Request) -> Response:
        wish, query = wish_of(request.query_params), request.query_params
        since, until = wish.span(self._pages.frame.zone)
        older = query.get("older", "")
        records = await self._store.deliveries(
            limit=_PAGE + 1,
            channel_id=wish.channel,
            state=wish.state,
            since=since,
            until=until,
            older_than=DeliveryId(older) if older else None,
        )
        channels = await self._store.channels()
        count = query.get("again", "")
        return self._pages.render(
            request,
            "owner/deliveries.html",
            wish=wish,
            records=records[:_PAGE],
            older=records[_PAGE - 1].id if len(records) > _PAGE else "",
            channels=channels,
            addresses={channel.id: shown_address(channel.target) for channel in channels},
            states=DELIVERY_VERDICTS,
            kinds=KINDS,
            results=RESULTS,
            again=int(count) if count.isdecimal() and len(count) < 7 else None,
        )

    async def replay(self, request: Request) -> Response:
        """One message, or all that were given up of a channel, of a day, or both; all there are only when the
        field `all` says so."""
        fields = await fields_of(request)
        wish = wish_of(fields)
        one = fields.get("delivery", "")
        if not (one or wish.channel or wish.day or fields.get("all")):
            raise HTTPException(400)
        since, until = wish.span(self._pages.frame.zone)
        count = await self._store.replay(
            self._pages.clock(),
            delivery_id=DeliveryId(one) if one else None,
            channel_id=None if one else wish.channel,
            since=None if one else since,
            until=None if one else until,
        )
        kept = f"{wish.query}&" if wish.query else ""
        return RedirectResponse(f"../deliveries?{kept}again={count}", 303)
