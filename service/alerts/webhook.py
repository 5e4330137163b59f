"""Events to HTTP endpoints after Standard Webhooks 1.0.0. The client and its address guard are passed in."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import httpx
from aiohttp.http_exceptions import HttpProcessingError
from standardwebhooks import Webhook

from service.alerts.event import compose_event
from service.alerts.plain import one_line
from service.domain.channel import WebhookTarget
from service.domain.delivery import Claimed
from service.domain.errors import DeliveryFailed

READ_LIMIT = 4096
"""Bytes of an answer that are read; the rest is nobody's business."""
_NETWORK = (
    httpx.HTTPError,
    httpx.StreamError,
    aiohttp.ClientError,
    HttpProcessingError,
    OSError,
    UnicodeError,
)
"""What a request may raise. The transport translates most of aiohttp's exceptions, not each."""
LONGEST_WAIT = timedelta(hours=24)
"""A receiver's Retry-After counts up to this: a slip of theirs does not silence a channel for ever."""


class WebhookSender:
    """Posts events. 2xx alone is success; a redirect is a failure; 410 closes the channel.

    `client` comes with its address guard, without redirects or cookies; `timeout` bounds one try from look-up to
    the last byte read; `clock` gives aware UTC, for the timestamp that is signed.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        version: str,
        public_url: str,
        clock: Callable[[], datetime],
        timeout: timedelta = timedelta(seconds=20),
    ) -> None:
        self._client = client
        self._version = version
        self._public_url = public_url
        self._clock = clock
        self._timeout = timeout.total_seconds()

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return compose_event(claimed, self._public_url, now)

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        started = self._clock()
        request = self._request(claimed, payload, started)
        try:
            async with asyncio.timeout(self._timeout):
                status, retry_after, beginning = await self._post(request)
        except TimeoutError as error:
            raise DeliveryFailed(f"no whole answer within {self._timeout:g} s") from error
        except _NETWORK as error:
            raise DeliveryFailed(one_line(f"{_cause(error)} ({request.url.host})", 400)) from error
        now = self._clock()
        took = (now - started) / timedelta(milliseconds=1)
        answer = one_line(f"HTTP {status} in {took:.0f} ms: {beginning}", 400).rstrip(": ")
        if 200 <= status < 300:
            return answer
        if status == 410:
            raise DeliveryFailed(f"the receiver wants no more messages: {answer}", disable=True)
        if 300 <= status < 400:
            raise DeliveryFailed(f"a redirect, which is not followed; give the final address: {answer}")
        raise DeliveryFailed(answer, retry_at=wait_until(retry_after, now))

    async def aclose(self) -> None:
        await self._client.aclose()

    def _request(self, claimed: Claimed, payload: bytes, at: datetime) -> httpx.Request:
        target = claimed.channel.target
        if not isinstance(target, WebhookTarget):
            raise TypeError(f"channel {claimed.channel.id} does not take webhooks")
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"noticewire/{self._version}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "webhook-id": claimed.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signatures(target.secrets, claimed.id, at, payload),
        }
        try:
            request = self._client.build_request("POST", target.url, content=payload, headers=headers)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise DeliveryFailed(f"not an address we can post to: {error}", permanent=True) from error
        request.headers.pop("Cookie", None)
        return request

    async def _post(self, request: httpx.Request) -> tuple[int, str, str]:
        """The status, the Retry-After field and the beginning of the answer's body."""
        response = await self._client.send(request, stream=True, follow_redirects=False)
        try:
            beginning = b""
            async for chunk in response.aiter_raw():
                beginning += chunk
                if len(beginning) >= READ_LIMIT:
                    break
        finally:
            await response.aclose()
        text = beginning[:READ_LIMIT].decode("utf-8", "replace")
        return response.status_code, response.headers.get("Retry-After", ""), text


def signatures(secrets: tuple[str, ...], identity: str, at: datetime, payload: bytes) -> str:
    """The webhook-signature field: one for each secret, so that a receiver may change his at leisure.

    Raises DeliveryFailed (permanent) when there is none, or one that is not 'whsec_' and base64.
    """
    if any(not secret.removeprefix("whsec_") for secret in secrets):
        raise DeliveryFailed("a secret of the channel is empty", permanent=True)
    try:
        # The library reads the wall clock of what it gets as UTC.
        signed = [Webhook(secret).sign(identity, at.astimezone(UTC), payload.decode()) for secret in secrets]
    except (ValueError, RuntimeError) as error:
        raise DeliveryFailed(f"a secret of the channel is not usable: {error}", permanent=True) from error
    if not signed:
        raise DeliveryFailed("the channel has no secret to sign with", permanent=True)
    return " ".join(signed)


def wait_until(retry_after: str, now: datetime) -> datetime | None:
    """What a Retry-After field asks for (RFC 9110 section 10.2.3): seconds or an HTTP date, None for anything else
    or a time gone by. At most LONGEST_WAIT from `now`."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        wanted = now + min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    else:
        try:
            wanted = parsedate_to_datetime(value)
        except ValueError:
            return None
        wanted = wanted.replace(tzinfo=UTC) if wanted.tzinfo is None else wanted.astimezone(UTC)
    return min(wanted, now + LONGEST_WAIT) if wanted > now else None


def _cause(error: Exception) -> str:
    """A failure's own words; libraries often leave them to what caused it."""
    reason: BaseException | None = error
    while reason is not None and not str(reason):
        reason = reason.__cause__ or reason.__context__
    return f"no connection: {reason or type(error).__name__}"
