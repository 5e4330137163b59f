"""Posting to addresses that strangers give us, over guarded connections.

It speaks to aiohttp itself: a post needs nothing of what httpx lays over it, and that costs more than the post.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

POST_FAILURES = (aiohttp.ClientError, HttpProcessingError, OSError, UnicodeError)
"""What a post may raise besides NotAnAddress. aiohttp means to translate the last three into the first, and does
not always."""
_OURS = frozenset({"Accept", "Accept-Encoding", "Content-Type", "User-Agent"})


class NotAnAddress(ValueError):
    """Not a whole http or https address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`fields` are looked up in any case; `beginning` is what was read of the body."""

    status: int
    fields: Mapping[str, str]
    beginning: bytes


class PostClient:
    """Posts, one answer each: no redirects, no cookies, no decoding; no header but those given, Host and
    Content-Length.

    `session` opens the connections, at the first post. Nothing here ends a post that hangs: bound it with
    asyncio.timeout. At most `read_limit` bytes of an answer's body are read.
    """

    def __init__(self, session: Callable[[], aiohttp.ClientSession], *, read_limit: int) -> None:
        self._open = session
        self._session: aiohttp.ClientSession | None = None
        self._read_limit = read_limit

    async def post(self, address: str, headers: Mapping[str, str], payload: bytes) -> Answer:
        """Raises NotAnAddress, and what POST_FAILURES lists."""
        url = _parsed(address)
        if self._session is None:
            self._session = self._open()
        async with self._session.post(
            url, headers=headers, data=payload, allow_redirects=False, skip_auto_headers=_OURS
        ) as response:
            beginning = b""
            async for chunk in response.content.iter_any():
                beginning += chunk
                if len(beginning) >= self._read_limit:
                    response.close()  # the rest is not waited for
                    break
            return Answer(response.status, response.headers, beginning[: self._read_limit])

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()


@lru_cache(maxsize=4096)
def _parsed(address: str) -> URL:
    try:
        url = URL(address)
    except ValueError as error:
        raise NotAnAddress(str(error)) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise NotAnAddress("not a whole http or https address")
    return url
