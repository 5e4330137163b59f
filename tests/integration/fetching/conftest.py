"""A real origin on 127.0.0.1 that answers byte by byte what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from service.domain.urls import Url
from service.fetching.fetch import Fetcher, open_fetcher
from service.fetching.limits import Limits

LIMITS = Limits()
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass
class Request:
    """What the origin was asked."""

    path: str
    fields: dict[str, str]
    host: str = ""


Reply = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Origin:
    """Answers each path with its reply, anything else with 404; keeps what it was asked."""

    host: str = "127.0.0.1"
    port: int = 0
    replies: dict[str, Reply | bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str = "/") -> Url:
        return Url.parse(f"http://{self.host}:{self.port}{path}")

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(first.split(" ")[1], fields)
        self.requests.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            reply = self.replies.get(request.path, answer(b"", status="404 Not Found"))
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                await reply(request, writer)
            await writer.drain()
        finally:
            self.at_once -= 1
        return not writer.is_closing()


def answer(body: bytes, *fields: str, status: str = "200 OK", content_type: str = "text/html") -> bytes:
    """A whole answer with its right length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {content_type}", *fields]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


def redirect(to: str, *fields: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {to}", *fields, status=status)


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    async for served in _serving("127.0.0.1"):
        yield served


@pytest.fixture
async def other_origin() -> AsyncIterator[Origin]:
    async for served in _serving("127.0.0.2"):
        yield served


async def _serving(host: str) -> AsyncIterator[Origin]:
    origin = Origin(host)
    connections: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(asyncio.ensure_future(origin.serve(reader, writer)))

    server = await asyncio.start_server(connected, host, 0)
    origin.port = server.sockets[0].getsockname()[1]
    yield origin
    server.close()
    for connection in connections:
        connection.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
async def make_fetcher() -> AsyncIterator[MakeFetcher]:
    """Builds fetchers that may reach loopback, keep no gap and ignore robots.txt unless told otherwise."""
    opened: list[Fetcher] = []

    def make(
        *,
        allow: str = "127.0.0.0/8",
        limits: Limits = LIMITS,
        gap: timedelta = timedelta(0),
        follow_robots: bool = False,
        concurrency: int = 20,
        contact: str = "https://noticewire.example/contact",
    ) -> Fetcher:
        fetcher = open_fetcher(
            allow_addresses=[ip_network(allow)] if allow else [],
            contact=contact,
            gap=gap,
            limits=limits,
            follow_robots=follow_robots,
            concurrency=concurrency,
            clock=lambda: NOW,
        )
        opened.append(fetcher)
        return fetcher

    yield make
    for fetcher in opened:
        await fetcher.aclose()


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher()
