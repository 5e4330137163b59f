"""A cached feed against an application that returns constant bytes, on the same server: requests per second."""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.figures import Figure, interleaved
from service.domain.errors import NoticewireError

_SECONDS = 2
_CONNECTIONS = 50


class NoLoadGenerator(NoticewireError):
    """wrk is not installed."""

    advice = "On Debian and Ubuntu: sudo apt install wrk"


async def serve() -> Figure:
    return await _against_constant_bytes("serve", headers=())


async def serve_304() -> Figure:
    return await _against_constant_bytes("serve_304", headers=("If-None-Match",))


async def _against_constant_bytes(name: str, headers: tuple[str, ...]) -> Figure:
    if shutil.which("wrk") is None:
        raise NoLoadGenerator("the figures serve and serve_304 need the load generator wrk")
    async with _server() as (feed, constant, etag):
        fields = [f"{header}: {etag}" for header in headers]

        async def ours() -> float:
            return await _load(feed, fields)

        async def bare() -> float:
            return await _load(constant, fields)

        ratio, our_rate, bare_rate = await interleaved(ours, bare)
    return Figure(name, ratio, 0.8, our_rate, bare_rate, "requests/s")


async def _load(url: str, fields: list[str]) -> float:
    options = [part for field in fields for part in ("-H", field)]
    process = await asyncio.create_subprocess_exec(
        "wrk",
        "-t1",
        f"-c{_CONNECTIONS}",
        f"-d{_SECONDS}s",
        *options,
        url,
        stdout=asyncio.subprocess.PIPE,
    )
    output = (await process.communicate())[0].decode()
    assert "Non-2xx" not in output, output
    found = re.search(r"Requests/sec:\s*([\d.]+)", output)
    assert found is not None, output
    return float(found[1])


@asynccontextmanager
async def _server() -> AsyncIterator[tuple[str, str, str]]:
    """The addresses of a feed and of constant bytes of the same size, and the feed's ETag."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.feedserver", stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        feed, constant, etag = (await process.stdout.readline()).decode().split()
        yield feed, constant, etag
    finally:
        process.terminate()
        await process.wait()
