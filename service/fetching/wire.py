"""One request: the host's turn, a slot, a deadline, the answer read under the caps, failures translated."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO

import httpx

from service.domain.errors import Gone, InvalidUrl, Refused, Throttled, Unreachable, UnusablePage
from service.domain.remark import Remark
from service.domain.source import Validators
from service.domain.urls import Url
from service.fetching import headers, status
from service.fetching.cookies import CookieJars
from service.fetching.decoding import CannotDecode, Decoding
from service.fetching.failures import FOREIGN, translate
from service.fetching.limits import Limits
from service.fetching.login import without_login
from service.fetching.media import Accept, looked_at
from service.fetching.politeness import Held, Politeness, host_key

_NO_GAP = timedelta(0)


@dataclass(slots=True)
class Allowance:
    """What a fetch has left of its wall clock, in seconds; every hop draws on it."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought: a page, a redirect (`location`), or that nothing changed (status 304).

    `sets_cookie`: it left a cookie that the host had not set before.
    """

    url: Url
    status: int
    media_type: str
    charset: str | None
    body: bytes
    validators: Validators
    location: Url | None
    sets_cookie: bool


class Wire:
    """All requests go through here. At most `concurrency` are under way; waiting for a host takes no slot."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        limits: Limits,
        politeness: Politeness,
        concurrency: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._limits = limits
        self._politeness = politeness
        self._slots = asyncio.Semaphore(concurrency)
        self._cookies = CookieJars()
        self._clock = clock

    async def get(
        self,
        url: Url,
        *,
        fields: Sequence[tuple[str, str]],
        accept: Accept,
        allowance: Allowance,
        gap: timedelta = _NO_GAP,
    ) -> Answer:
        """One GET, no redirect followed. `fields` are added to the request; `gap` as for Politeness.turn.

        Raises FetchError for everything but a page, a redirect and 304.
        """
        host = host_key(url)
        try:
            async with self._politeness.turn(host, gap), self._slots:
                started = time.monotonic()
                deadline = asyncio.timeout(allowance.seconds)
                try:
                    async with deadline:
                        return await self._exchange(url, host, fields, accept)
                except TimeoutError as error:
                    if not deadline.expired():
                        raise
                    total = self._limits.total.total_seconds()
                    raise Unreachable(
                        url.text, Remark("no complete answer within %(seconds)g s", seconds=total)
                    ) from error
                finally:
                    allowance.seconds -= time.monotonic() - started
        except Held as held:
            raise Throttled(
                url.text, Remark("the host asked us to wait"), retry_at=self._clock() + held.remaining
            ) from held
        except FOREIGN as error:
            raise translate(error, url.text) from error

    async def _exchange(self, url: Url, host: str, fields: Sequence[tuple[str, str]], accept: Accept) -> Answer:
        request = self._client.build_request(
            "GET", _parsed(url.text), headers=[("Accept", accept.header), *fields]
        )
        self._cookies.put_into(request, host)
        try:
            response = await self._client.send(request, stream=True)
        except httpx.InvalidURL as error:  # httpx reads Location even where it does not follow
            raise Refused(
                url.text, Remark("it redirects to what is no web address: %(error)s", error=str(error))
            ) from error
        try:
            sets_cookie = self._cookies.take_from(response, host)
            location = _location(url, response)
            if location is None:
                self._fail_if_told_so(url, host, response)
            content_type = headers.first(response.headers, "content-type")
            media_type = headers.media_type(content_type)
            body = b""
            if response.status_code in status.GOOD:
                body = await self._body(url, response, media_type, accept)
            return Answer(
                url=url,
                status=response.status_code,
                media_type=media_type or looked_at(body),
                charset=headers.charset(content_type),
                body=body,
                validators=headers.validators(response.headers),
                location=location,
                sets_cookie=sets_cookie,
            )
        finally:
            await response.aclose()

    def _fail_if_told_so(self, url: Url, host: str, response: httpx.Response) -> None:
        now = self._clock()
        delay = headers.retry_delay(headers.first(response.headers, "retry-after"), now)
        kind = status.failure(response.status_code, response.headers, delay)
        if kind is None:
            return
        if delay:
            self._politeness.hold(host, delay)
        retry_at = None if delay is None else now + delay
        reason = response.reason_phrase
        answer = f"{response.status_code} {reason}" if reason.isprintable() else f"{response.status_code}"
        cause = Remark("the server answered %(answer)s", answer=answer.strip())
        if kind is Gone:
            raise Gone(url.text, cause, final=response.status_code == 410)
        raise kind(url.text, cause, retry_at=retry_at)

    async def _body(self, url: Url, response: httpx.Response, media_type: str, accept: Accept) -> bytes:
        if not accept.admits(media_type):
            raise UnusablePage(
                url.text, Remark("it is %(type)s, not %(wanted)s", type=media_type, wanted=accept.value)
            )
        too_large = UnusablePage(
            url.text, Remark("it is larger than %(size)g MiB", size=self._limits.max_bytes / 2**20)
        )
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limits.max_bytes:
            raise too_large
        room = self._limits.max_bytes
        received = 0
        body = BytesIO()
        try:
            decoding = Decoding(headers.encodings(response.headers))
            async for chunk in response.aiter_raw():
                received += len(chunk)
                if received > room:
                    raise too_large
                for piece in decoding.feed(chunk):
                    if body.tell() + len(piece) > room:
                        raise too_large
                    body.write(piece)
        except CannotDecode as error:
            raise UnusablePage(
                url.text, Remark("the body cannot be decoded: %(error)s", error=str(error))
            ) from error
        if not decoding.complete:
            raise Unreachable(url.text, Remark("the body was cut short"))
        return body.getvalue()


@lru_cache(maxsize=4096)
def _parsed(text: str) -> httpx.URL:
    """The same few thousand listings are asked for again and again."""
    return httpx.URL(text)


def _location(url: Url, response: httpx.Response) -> Url | None:
    """Where a redirect leads; None when it is none."""
    if response.status_code not in status.REDIRECTS:
        return None
    sent = headers.location(response.headers)
    if not sent:
        return None
    try:
        return without_login(url.join(sent))
    except InvalidUrl as error:
        raise Refused(
            url.text, Remark("it redirects to %(sent)r, which is no web address", sent=sent[:200])
        ) from error
