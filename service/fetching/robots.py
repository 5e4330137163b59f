"""robots.txt (RFC 9309): what a site asks of machines, remembered for a day."""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from protego import Protego

from service.domain.errors import FetchError, Throttled, Unreachable
from service.domain.remark import Remark
from service.domain.urls import Url

_FRESH = timedelta(hours=24)  # RFC 9309 section 2.4
_STALE = timedelta(days=30)
_MOST_BYTES = 500 * 1024  # RFC 9309 section 2.5: at least so much must be read
_MOST_ORIGINS = 2048
_LONGEST_DELAY = timedelta(seconds=30)
_NO_DELAY = timedelta(0)
_FORBIDS = re.compile(r"^\s*di\w+\s*:", re.IGNORECASE | re.MULTILINE)  # misspelt, too


class Rules:
    """What one robots.txt says to us. `delay` is its Crawl-delay, never more than 30 s."""

    def __init__(self, text: str, product: str) -> None:
        self._product = product
        parsed = Protego.parse(text)
        # Most files forbid nothing; then no address need be matched.
        self._parsed = parsed if _FORBIDS.search(text) else None
        asked = parsed.crawl_delay(product) or 0
        self.delay = min(timedelta(seconds=asked), _LONGEST_DELAY) if 0 < asked < 1e6 else _NO_DELAY

    def allows(self, url: Url) -> bool:
        """Whether we may ask for this address."""
        return self._parsed is None or bool(self._parsed.can_fetch(url.text, self._product))


@dataclass(slots=True)
class _Remembered:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    read_at: float = 0.0


class Robots:
    """The rules of each origin, read when first needed.

    `read` brings the bytes of an address or raises FetchError. `product` is our name in the rules, without a
    version. `monotonic` counts in seconds.
    """

    def __init__(
        self,
        read: Callable[[Url], Awaitable[bytes]],
        product: str,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._product = product
        self._monotonic = monotonic
        self._origins: OrderedDict[str, _Remembered] = OrderedDict()

    async def rules(self, url: Url) -> Rules:
        """The rules for this address. A file that does not exist allows everything; one that cannot be read
        now forbids everything (RFC 9309 section 2.3.1): raises Unreachable or Throttled, unless rules of the
        last 30 days are remembered."""
        origin = url.origin
        known = self._origins.get(origin)
        if known is None:
            if len(self._origins) >= _MOST_ORIGINS:
                self._origins.popitem(last=False)
            known = self._origins[origin] = _Remembered()
        if known.rules is not None and self._age(known) < _FRESH.total_seconds():
            return known.rules
        async with known.lock:  # the others that came meanwhile find it read
            if known.rules is None or self._age(known) >= _FRESH.total_seconds():
                await self._renew(url, known)
            assert known.rules is not None
            return known.rules

    async def _renew(self, url: Url, known: _Remembered) -> None:
        address = url.join("/robots.txt")
        try:
            text = (await self._read(address))[:_MOST_BYTES].decode("utf-8-sig", errors="replace")
        except (Unreachable, Throttled) as error:
            if known.rules is not None and self._age(known) < _STALE.total_seconds():
                return
            raise type(error)(
                url.text,
                Remark("robots.txt could not be read, so nothing may be: %(cause)s", cause=error.cause),
                retry_at=error.retry_at,
            ) from error
        except FetchError:
            text = ""
        known.rules = Rules(text, self._product)
        known.read_at = self._monotonic()

    def _age(self, known: _Remembered) -> float:
        return self._monotonic() - known.read_at
