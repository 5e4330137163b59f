"""Asking callbacks whether they really want what was asked for in their name (W3C WebSub, section 5.3)."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import httpx
import structlog

from service.alerts.posting import NETWORK_FAILURES, beginning_of, cause_of
from service.domain.errors import StorageError
from service.domain.feedview import Unclear, parse_address
from service.domain.source import Holder
from service.domain.websub import Mode, PendingRequest, feed_pushed
from service.slots import Slots
from service.storage.store import Store

log = structlog.get_logger("hub")

_DELAYS: Sequence[timedelta] = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
"""Between the tries to reach a callback that gives no answer at all."""
_EXPIRY = timedelta(seconds=30)


class HubVerifier:
    """Works off what was asked of the hub, in rounds; ends the leases that are over.

    The client comes with its address guard: nobody can make us ask an address of our own network. A callback that
    hangs holds one slot for `timeout`, and no other callback.
    """

    def __init__(
        self,
        store: Store,
        client: httpx.AsyncClient,
        *,
        public_url: str,
        clock: Callable[[], datetime],
        holder: Holder,
        new_token: Callable[[], str],
        slots: int = 10,
        timeout: timedelta = timedelta(seconds=20),
    ) -> None:
        """`clock` gives aware UTC; `new_token` a secret for the subscription that begins."""
        self._store = store
        self._client = client
        self._public_url = public_url
        self._clock = clock
        self._holder = holder
        self._new_token = new_token
        self._slots = Slots(slots)
        self._timeout = timeout
        self._expired_at: datetime | None = None

    async def round(self) -> int:
        """Start verifying what is due, as far as slots are free; how many were started."""
        now = self._clock()
        if self._expired_at is None or now - self._expired_at >= _EXPIRY:
            self._expired_at = now
            if ended := await self._store.hub.expire(now):
                log.info("WebSub subscriptions ended", count=ended)
        if self._slots.free <= 0:
            return 0
        taken = await self._store.hub.claim(
            now, limit=self._slots.free, holder=self._holder, lease=2 * self._timeout
        )
        for pending in taken:
            self._slots.start(self._work_off(pending))
        return len(taken)

    async def idle(self) -> None:
        """Wait until nothing that was started is running."""
        await self._slots.idle()

    async def drain(self, seconds: float) -> int:
        return await self._slots.drain(seconds)

    async def aclose(self) -> None:
        await self._client.aclose()

    async def _work_off(self, pending: PendingRequest) -> None:
        request = pending.request
        try:
            answer = await self._ask(pending)
            log.info(
                "asked a callback", mode=request.mode.value, host=request.callback_host, answer=answer or "yes"
            )
            if answer:
                await self._store.hub.refuse(pending)
            else:
                await self._confirm(pending)
        except NETWORK_FAILURES as error:
            await self._not_reached(pending, cause_of(error))
        except TimeoutError:
            await self._not_reached(pending, "no whole answer in time")
        except StorageError as error:
            log.warning("a WebSub request is left until its lease ends", cause=str(error))

    async def _ask(self, pending: PendingRequest) -> str:
        """Why the callback does not want it; empty: it does. Raises what a request may raise."""
        challenge = secrets.token_urlsafe(32)
        address = pending.request.verification(challenge)
        async with asyncio.timeout(self._timeout.total_seconds()):
            asked = self._client.build_request("GET", address, headers={"Accept-Encoding": "identity"})
            response = await self._client.send(asked, stream=True, follow_redirects=False)
            try:
                said = await beginning_of(response)
            finally:
                await response.aclose()
        if not 200 <= response.status_code < 300:
            return f"HTTP {response.status_code}"
        return "" if said == challenge.encode() else "it did not repeat the challenge"

    async def _confirm(self, pending: PendingRequest) -> None:
        request = pending.request
        feed_id = None
        if request.mode is Mode.SUBSCRIBE:
            try:
                feed_id = feed_pushed(parse_address(request.topic, self._public_url))
            except Unclear:
                feed_id = None
        await self._store.hub.confirm(pending, feed_id, self._new_token(), self._clock())

    async def _not_reached(self, pending: PendingRequest, cause: str) -> None:
        request = pending.request
        log.info("a callback was not reached", host=request.callback_host, tries=pending.tries + 1, cause=cause)
        try:
            if pending.tries < len(_DELAYS):
                await self._store.hub.put_off(pending, self._clock() + _DELAYS[pending.tries])
            else:
                await self._store.hub.refuse(pending)
        except StorageError as error:
            log.warning("a WebSub request is left until its lease ends", cause=str(error))
