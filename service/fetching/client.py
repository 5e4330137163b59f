"""The client every request goes through: httpx's interface over aiohttp's connections.

httpx's own pool slows down as requests in flight grow; aiohttp's does not, and its connector shows us each
address before a socket is connected to it. That is where the guard stands.
"""

import asyncio
import socket
import ssl
import threading
from contextlib import suppress
from importlib.metadata import version

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

from service.domain.errors import Refused
from service.fetching.decoding import ACCEPT_ENCODING
from service.fetching.guard import Guard
from service.fetching.limits import Limits
from service.fetching.postclient import PostClient

PRODUCT = "noticewire"
_KEEP_ALIVE = 15.0
_LONGEST_FIELD = 64 * 1024
_AddressFound = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]


class AddressRefused(OSError):
    """The guard's refusal in the shape that the connector expects of a failed connection."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.cause)
        self.refused = refused


class SystemResolver(AbstractResolver):
    """The system's name look-up, each in a thread of its own.

    A look-up that hangs outlives our deadline; in a shared pool a few of them would stop all others, and the
    exit of the process too.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises OSError when the name has no address."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(found: list[ResolveResult] | OSError) -> None:
            if answer.done():
                return
            if isinstance(found, OSError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def look_up() -> None:
            found = _addresses(host, port, family)
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, found)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Nothing is kept."""


class GuardedResolver(AbstractResolver):
    """Leaves only permitted addresses of a name, so that a public one is used where there is one."""

    def __init__(self, resolver: AbstractResolver, guard: Guard) -> None:
        self._resolver = resolver
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises OSError when the name has no address, AddressRefused when it has none that is permitted."""
        permitted = []
        refusal: Refused | None = None
        for found in await self._resolver.resolve(host, port, family):
            try:
                self._guard.check(found["host"])
            except Refused as refused:
                refusal = refusal or refused
            else:
                permitted.append(found)
        if refusal is not None and not permitted:
            raise AddressRefused(refusal) from refusal
        return permitted

    async def close(self) -> None:
        await self._resolver.close()


class _NoCookies(httpx.Cookies):
    """Keeps nothing: the client's own jar would pass cookies from host to host, and reading each answer for it
    took a sixth of the time of a fetch."""

    def extract_cookies(self, response: httpx.Response) -> None:
        pass


class _CookielessClient(httpx.AsyncClient):
    _none = _NoCookies()

    @property
    def cookies(self) -> httpx.Cookies:
        return self._none

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        raise AttributeError("this client keeps no cookies")


def user_agent(contact: str) -> str:
    """Who we say we are: 'noticewire/1.2 (+contact)'. The contact is an address of the operator's."""
    plain = "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in "()" else "?" for sign in contact
    )
    name = f"{PRODUCT}/{version(PRODUCT)}"
    return f"{name} (+{plain})" if plain else name


def open_client(
    guard: Guard,
    limits: Limits,
    user_agent: str,
    *,
    concurrency: int,
    resolver: AbstractResolver | None = None,
) -> httpx.AsyncClient:
    """A client without cookies, proxies, redirects or decoding of its own; close it with `aclose`.

    `concurrency` bounds the connections in use; whoever calls must keep within it, because waiting for one
    counts as connecting.
    """
    tls = httpx.create_ssl_context()
    connect, silence = limits.connect.total_seconds(), limits.silence.total_seconds()
    return _CookielessClient(
        transport=AiohttpTransport(
            verify=tls, client=lambda: _session(guard, tls, concurrency=concurrency, resolver=resolver)
        ),
        headers={
            "User-Agent": user_agent,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPT_ENCODING,
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.6",
        },
        # The transport reads `pool` as the time for everything before the request is sent, look-up included.
        timeout=httpx.Timeout(connect=connect, pool=connect, read=silence, write=silence),
        follow_redirects=False,
        trust_env=False,
    )


def open_post_client(
    guard: Guard, *, read_limit: int, concurrency: int, resolver: AbstractResolver | None = None
) -> PostClient:
    """A client for posts alone, behind the same guard; close it with `aclose`."""
    tls = httpx.create_ssl_context()
    return PostClient(
        lambda: _session(guard, tls, concurrency=concurrency, resolver=resolver), read_limit=read_limit
    )


def _session(
    guard: Guard, tls: ssl.SSLContext, *, concurrency: int, resolver: AbstractResolver | None
) -> aiohttp.ClientSession:
    """To be called in the loop that is to use it."""

    def socket_for(found: _AddressFound) -> socket.socket:
        """Called with the very address the socket is then connected to, IP literals included."""
        family, kind, protocol, _, address = found
        try:
            guard.check(str(address[0]))
        except Refused as refused:
            raise AddressRefused(refused) from refused
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(resolver or SystemResolver(), guard),
        use_dns_cache=False,
        socket_factory=socket_for,
        ssl=tls,
        limit=concurrency,
        keepalive_timeout=_KEEP_ALIVE,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(),  # whoever asks bounds it
        auto_decompress=False,
        trust_env=False,
        max_line_size=_LONGEST_FIELD,
        max_field_size=_LONGEST_FIELD,
    )


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult] | OSError:
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
    except OSError as error:
        return error
    except UnicodeError:  # a label that is empty or longer than 63 bytes
        return socket.gaierror(socket.EAI_NONAME, "not a host name")
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=port,
            family=kind,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, protocol, _, address in found
    ]
