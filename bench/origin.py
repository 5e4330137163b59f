"""Watched sites for the benchmarks, in a process of their own: a listing of 20 notices in a page of about 35 KB.

python -m bench.origin SITES prints their ports. A request with If-None-Match is answered 304, one for /fresh… with
a listing whose first notice is new each time.
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_FILLER = "<!-- " + "navigation and scripts of a usual department page " * 560 + " -->"
ROWS = 20


def listing(first: int) -> bytes:
    """The listing whose newest notice is number `first`."""
    rows = "".join(
        f'<li id="line_u9_{place}"><a href="../info/1006/{number}.htm" title="关于第{number}次会议的通知">'
        f"关于第{number}次会议的通知</a><span>2026-03-{1 + place % 28:02d}</span></li>"
        for place, number in enumerate(range(first, first - ROWS, -1))
    )
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><title>工作动态-信息工程学院</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div>{_FILLER}<div class="list"><ul>{rows}</ul></div>'
        "</body></html>"
    )
    return page.encode()


class _Site(asyncio.Protocol):
    def __init__(self, numbers: "itertools.count[int]") -> None:
        self._numbers = numbers
        self._pending = b""
        self._steady = _response(listing(5000))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pending += data
        while b"\r\n\r\n" in self._pending:
            head, _, self._pending = self._pending.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        if b"GET /robots.txt" in head:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if b"GET /fresh" in head:
            return _response(listing(next(self._numbers)))
        if b"if-none-match" in head.lower():
            return b'HTTP/1.1 304 Not Modified\r\nETag: "steady"\r\n\r\n'
        return self._steady


def _response(body: bytes) -> bytes:
    head = f'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "steady"\r\nContent-Length: {len(body)}\r\n\r\n'
    return head.encode() + body


@asynccontextmanager
async def sites(count: int) -> AsyncIterator[list[int]]:
    """The ports of `count` sites, served by another process until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.origin", str(count), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield [int(port) for port in (await process.stdout.readline()).split()]
    finally:
        process.terminate()
        await process.wait()


async def _serve(count: int) -> None:
    loop = asyncio.get_running_loop()
    numbers = itertools.count(6000)
    servers = [await loop.create_server(lambda: _Site(numbers), "127.0.0.1", 0) for _ in range(count)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
