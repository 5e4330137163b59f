"""Posting to addresses of strangers: what every try has to bear, and what its answer means.

The clients come with their address guard, without redirects or cookies.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from service.alerts.plain import one_line
from service.domain.errors import DeliveryFailed
from service.domain.remark import Remark
from service.fetching.client import AddressRefused
from service.fetching.postclient import POST_FAILURES, NotAnAddress, PostClient

READ_LIMIT = 4096
"""Bytes of an answer that are read; the rest is nobody's business."""
NETWORK_FAILURES = (httpx.HTTPError, httpx.StreamError, *POST_FAILURES)
"""What a request through httpx may raise. The transport translates most of aiohttp's exceptions, not each."""
LONGEST_WAIT = timedelta(hours=24)
"""A receiver's Retry-After counts up to this: a slip of theirs does not silence a channel for ever."""

_OVERLOADED = (429, 502, 504)
_BREATH = timedelta(seconds=30)
"""How long a receiver that is overloaded and does not say until when is left alone (Standard Webhooks 1.0.0 wants
429, 502 and 504 to throttle)."""


class Poster:
    """2xx alone is success; a redirect is a failure; 410 closes the channel.

    `timeout` bounds one try from look-up to the last byte read; `clock` gives aware UTC.
    """

    def __init__(self, client: PostClient, *, clock: Callable[[], datetime], timeout: timedelta) -> None:
        self._client = client
        self._clock = clock
        self._timeout = timeout.total_seconds()

    async def post(self, address: str, headers: Mapping[str, str], payload: bytes) -> str:
        """The receiver's answer in one line. Raises DeliveryFailed and nothing else."""
        started = self._clock()
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._client.post(address, headers, payload)
        except TimeoutError as error:
            raise DeliveryFailed(Remark("no whole answer within %(seconds)g s", seconds=self._timeout)) from error
        except NotAnAddress as error:
            cause = Remark("not an address we can post to: %(error)s", error=one_line(str(error), 300))
            raise DeliveryFailed(cause, permanent=True) from error
        except POST_FAILURES as error:
            host = urlsplit(address).hostname or ""
            raise DeliveryFailed(Remark("%(cause)s (%(host)s)", cause=cause_of(error), host=host)) from error
        now = self._clock()
        took = (now - started) / timedelta(milliseconds=1)
        beginning = answer.beginning.decode("utf-8", "replace")
        said = one_line(f"HTTP {answer.status} in {took:.0f} ms: {beginning}", 400).rstrip(": ")
        if 200 <= answer.status < 300:
            return said
        if answer.status == 410:
            cause = Remark("the receiver wants no more messages: %(answer)s", answer=said)
            raise DeliveryFailed(cause, disable=True)
        if 300 <= answer.status < 400:
            cause = Remark("a redirect, which is not followed; give the final address: %(answer)s", answer=said)
            raise DeliveryFailed(cause)
        asked = wait_until(answer.fields.get("Retry-After", ""), now)
        if asked is None and answer.status in _OVERLOADED:
            asked = now + _BREATH
        raise DeliveryFailed(said, retry_at=asked)

    async def aclose(self) -> None:
        await self._client.aclose()


async def beginning_of(response: httpx.Response) -> bytes:
    """At most READ_LIMIT bytes of a streamed answer's body."""
    beginning = b""
    async for chunk in response.aiter_raw():
        beginning += chunk
        if len(beginning) >= READ_LIMIT:
            break
    return beginning[:READ_LIMIT]


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


def cause_of(error: Exception) -> str:
    """A failure's own words; libraries often leave them to what caused it, and hide what our guard said."""
    reason: BaseException | None = error
    while reason is not None:
        if isinstance(reason, AddressRefused):
            return Remark("no connection: %(cause)s", cause=reason.refused.cause)
        reason = reason.__cause__ or reason.__context__
    reason = error
    while reason is not None and not str(reason):
        reason = reason.__cause__ or reason.__context__
    return Remark("no connection: %(cause)s", cause=one_line(str(reason or type(error).__name__), 300))
