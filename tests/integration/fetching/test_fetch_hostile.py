"""What a fetch does when the origin misbehaves."""

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import timedelta

import brotli
import pytest
import zstandard

from service.domain.errors import Blocked, FetchError, Gone, Throttled, Unreachable, UnusablePage
from service.domain.urls import Url
from service.fetching.fetch import Fetcher
from service.fetching.limits import Limits

from .conftest import NOW, MakeFetcher, Origin, Request, answer, redirect

MIB = 2**20


def gzip_bomb(size: int) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(stream.compress(bytes(MIB)) for _ in range(size // MIB)), stream.flush()])


def brotli_bomb(size: int) -> bytes:
    stream = brotli.Compressor(quality=5)
    return b"".join([*(stream.process(bytes(MIB)) for _ in range(size // MIB)), stream.finish()])


def zstd_bomb(size: int) -> bytes:
    stream = zstandard.ZstdCompressor(level=3).compressobj()
    return b"".join([*(stream.compress(bytes(MIB)) for _ in range(size // MIB)), stream.flush()])


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: gzip_bomb(256 * MIB),
    "br": lambda: brotli_bomb(256 * MIB),
    "zstd": lambda: zstd_bomb(256 * MIB),
    "gzip, br": lambda: brotli.compress(gzip_bomb(256 * MIB)),
    "gzip, gzip": lambda: gzip.compress(gzip_bomb(512 * MIB)),
    "zstd, zstd": lambda: zstandard.compress(zstd_bomb(256 * MIB)),
}


@pytest.mark.parametrize("coding", BOMBS)
async def test_bomb_is_stopped_at_the_cap(origin: Origin, fetcher: Fetcher, coding: str) -> None:
    origin.replies["/"] = answer(BOMBS[coding](), f"Content-Encoding: {coding}")
    tracemalloc.start()
    try:
        with pytest.raises(UnusablePage, match="larger than 15 MiB"):
            await fetcher.fetch(origin.url())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40 * MIB


async def test_declared_size_above_the_cap_is_refused_before_reading(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    with pytest.raises(UnusablePage, match="larger"):
        await fetcher.fetch(origin.url())


async def test_endless_body_is_stopped_at_the_cap(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    origin.replies["/"] = reply
    with pytest.raises(UnusablePage, match="larger than 1 MiB"):
        await make_fetcher(limits=Limits(max_bytes=MIB)).fetch(origin.url())


async def test_endless_empty_gzip_members_are_stopped(origin: Origin, make_fetcher: MakeFetcher) -> None:
    origin.replies["/"] = answer(gzip.compress(b"") * 60_000, "Content-Encoding: gzip")
    with pytest.raises(UnusablePage, match="larger than 1 MiB"):
        await make_fetcher(limits=Limits(max_bytes=MIB)).fetch(origin.url())


async def test_slow_drip_meets_the_total_deadline(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await _tick()

    origin.replies["/"] = reply
    limits = Limits(total=timedelta(seconds=0.3), max_bytes=200_000_000)
    with pytest.raises(Unreachable, match=r"no complete answer within 0\.3 s"):
        await make_fetcher(limits=limits).fetch(origin.url())


async def _tick() -> None:
    """Lets 10 ms pass by the loop's own clock."""
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, done.set)
    await done.wait()


async def test_drip_of_the_head_meets_the_total_deadline_too(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await _tick()

    origin.replies["/"] = reply
    with pytest.raises(Unreachable, match="no complete answer"):
        await make_fetcher(limits=Limits(total=timedelta(seconds=0.3))).fetch(origin.url())


async def test_redirects_share_one_deadline(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        for _ in range(12):
            await _tick()
        writer.write(redirect(f"{request.path}x"))

    for n in range(9):
        origin.replies["/" + "x" * n] = reply
    with pytest.raises(Unreachable, match="no complete answer"):
        await make_fetcher(limits=Limits(total=timedelta(seconds=0.4))).fetch(origin.url())
    assert 2 <= len(origin.requests) <= 4


async def test_silence_ends_a_fetch(origin: Origin, make_fetcher: MakeFetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    origin.replies["/"] = reply
    with pytest.raises(Unreachable, match="went silent"):
        await make_fetcher(limits=Limits(silence=timedelta(seconds=0.1))).fetch(origin.url())


async def test_connection_that_is_never_taken_meets_its_deadline(make_fetcher: MakeFetcher) -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    filling = [socket.socket() for _ in range(8)]
    for one in filling:
        one.setblocking(False)
        one.connect_ex(listener.getsockname())
    try:
        fetcher = make_fetcher(limits=Limits(connect=timedelta(seconds=0.3)))
        url = Url.parse(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(Unreachable, match="no connection within the time allowed"):
            await fetcher.fetch(url)
    finally:
        for one in [*filling, listener]:
            one.close()


CUT = {
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half",
    "chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n<p>half",
    "last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    "gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 999)[:-9],
    "br": b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotli.compress(bytes(range(200)))[:-9],
    "zstd": b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n" + zstandard.compress(bytes(range(200)))[:-9],
    "head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "nothing": b"",
    "no http": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "control": b"HTTP/1.1 200 OK\r\nX\x00: y\r\n\r\n",
}


@pytest.mark.parametrize("what", CUT)
async def test_cut_or_broken_answer_is_unreachable_never_a_short_page(
    origin: Origin, fetcher: Fetcher, what: str
) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(CUT[what])
        writer.close()

    origin.replies["/"] = reply
    with pytest.raises(Unreachable) as caught:
        await fetcher.fetch(origin.url())
    assert "\n" not in caught.value.cause
    assert len(caught.value.cause) < 250


async def test_reset_is_unreachable(origin: Origin, fetcher: Fetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half")
        await writer.drain()
        writer.transport.abort()

    origin.replies["/"] = reply
    with pytest.raises(Unreachable, match="broken off"):
        await fetcher.fetch(origin.url())


@pytest.mark.parametrize(
    ("coding", "cause"),
    [("gzip", "not a gzip"), ("br", "not a Brotli"), ("zstd", "not a Zstandard"), ("rot13", "unknown to us")],
)
async def test_wrong_coding_is_unusable(origin: Origin, fetcher: Fetcher, coding: str, cause: str) -> None:
    origin.replies["/"] = answer(b"<html>plain</html>" * 9, f"Content-Encoding: {coding}")
    with pytest.raises(UnusablePage, match=cause):
        await fetcher.fetch(origin.url())


async def test_nothing_listens(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="connection refused"):
        await fetcher.fetch(Url.parse(f"http://127.0.0.1:{port}/"))


async def test_plain_http_where_tls_is_spoken(fetcher: Fetcher) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unreachable, match="no TLS connection: "):
            await fetcher.fetch(Url.parse(f"https://127.0.0.1:{port}/"))


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b.invalid", "x" * 70 + ".invalid"])
async def test_name_without_address(fetcher: Fetcher, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Url.parse(f"http://{host}/"))
    assert caught.value.kind in ("unreachable", "refused")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("404 Not Found", Gone),
        ("410 Gone", Gone),
        ("401 Unauthorized", Blocked),
        ("403 Forbidden", Blocked),
        ("405 Not Allowed", Blocked),
        ("412 Precondition Failed", Blocked),
        ("202 Accepted", Blocked),
        ("429 Too Many Requests", Throttled),
        ("500 Oops", Unreachable),
        ("503 Busy", Unreachable),
        ("521 Down", Unreachable),
        ("408 Request Timeout", Unreachable),
        ("204 No Content", UnusablePage),
        ("302 Found", UnusablePage),
        ("400 Bad Request", UnusablePage),
    ],
)
async def test_status(origin: Origin, fetcher: Fetcher, status: str, expected: type[FetchError]) -> None:
    origin.replies["/"] = f"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n".encode()
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(origin.url())
    assert type(caught.value) is expected
    assert status[:3] in caught.value.cause
    assert caught.value.url == origin.url().text


async def test_only_410_is_for_good_and_not_behind_a_redirect(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/gone"] = answer(b"", status="410 Gone")
    origin.replies["/old"] = redirect("/gone")
    final = {}
    for path in ("/gone", "/missing", "/old"):
        with pytest.raises(Gone) as caught:
            await fetcher.fetch(origin.url(path))
        assert caught.value.url == origin.url(path).text
        final[path] = caught.value.final
    assert final == {"/gone": True, "/missing": False, "/old": False}


async def test_challenge_by_cookie_is_blocked(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = answer(b"<script>", "Set-Cookie: __jsluid_s=1", status="521 Unknown")
    with pytest.raises(Blocked):
        await fetcher.fetch(origin.url())


@pytest.mark.parametrize(
    ("status", "after", "expected", "delay"),
    [
        ("429 Slow down", "120", Throttled, 120),
        ("503 Busy", "Tue, 24 Nov 2026 08:02:00 GMT", Throttled, 120),
        ("503 Busy", "9999999999", Throttled, 86400),
        ("500 Oops", "60", Unreachable, 60),
        ("429 Slow down", "-5", Throttled, None),
    ],
)
async def test_retry_after_is_told_and_holds_the_host(
    origin: Origin, fetcher: Fetcher, status: str, after: str, expected: type[FetchError], delay: int | None
) -> None:
    origin.replies["/"] = answer(b"", f"Retry-After: {after}", status=status)
    origin.replies["/other"] = answer(b"x")
    with pytest.raises(expected) as caught:
        await fetcher.fetch(origin.url())
    assert caught.value.retry_at == (None if delay is None else NOW + timedelta(seconds=delay))
    if delay is None:
        await fetcher.fetch(origin.url("/other"))
        return
    with pytest.raises(Throttled) as held:
        await fetcher.fetch(origin.url("/other"))
    assert held.value.retry_at is not None
    assert abs(held.value.retry_at - NOW - timedelta(seconds=delay)) < timedelta(seconds=5)
    assert origin.asked("/other") == []
