"""The daemon's real path of a poll against a bare loop of httpx over the same transport: polls per second."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from httpx_aiohttp import AiohttpTransport

from bench.figures import Figure, interleaved
from bench.origin import sites
from service.domain.decision import Policy
from service.domain.naming import site_id
from service.domain.source import Holder, Site, Source, SourceId
from service.domain.urls import Url
from service.fetching.fetch import open_fetcher
from service.polling.rounds import Poller
from service.polling.visit import Visitor
from service.storage.store import Store

_SITES = 20
_SOURCES = 400
_CHANGED = 100
_STEADY = {"If-None-Match": '"steady"'}


async def poll_unchanged() -> Figure:
    """Sources whose pages answer 304: claim, conditional request, record."""
    async with sites(_SITES) as ports:
        urls = [f"http://127.0.0.1:{ports[n % _SITES]}/zzgz/s{n}.htm" for n in range(_SOURCES)]
        return await _against_bare_loop("poll_unchanged", urls, _STEADY, goal=0.25)


async def poll_changed() -> Figure:
    """Sources whose pages have a new notice each time: fetched whole, read, compared, stored."""
    async with sites(_SITES) as ports:
        urls = [f"http://127.0.0.1:{ports[n % _SITES]}/fresh{n}.htm" for n in range(_CHANGED)]
        return await _against_bare_loop("poll_changed", urls, {}, goal=0.025)


async def _against_bare_loop(name: str, urls: Sequence[str], headers: dict[str, str], *, goal: float) -> Figure:
    async with _poller(urls) as (poller, store), _bare_client() as client:

        async def ours() -> float:
            now = datetime.now(UTC)
            for number in range(len(urls)):
                await store.make_due(SourceId(f"s{number}"), now)
            began = time.perf_counter()
            await poller.round()
            await poller.idle()
            return len(urls) / (time.perf_counter() - began)

        async def bare() -> float:
            queue = iter(urls)

            async def work() -> None:
                for url in queue:
                    answer = await client.get(url, headers=headers)
                    assert answer.status_code == (304 if headers else 200)

            began = time.perf_counter()
            await asyncio.gather(*(work() for _ in range(_SITES)))
            return len(urls) / (time.perf_counter() - began)

        await ours()  # the baseline
        ratio, our_rate, bare_rate = await interleaved(ours, bare)
        bad = [status for status in await store.sources() if status.state.failures]
        assert not bad, f"polls failed: {bad[0].state.evidence}"
    return Figure(name, ratio, goal, our_rate, bare_rate, "polls/s")


@asynccontextmanager
async def _poller(urls: Sequence[str]) -> AsyncIterator[tuple[Poller, Store]]:
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        fetcher = open_fetcher(
            allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0), concurrency=_SITES
        )
        try:
            now = datetime.now(UTC)
            for number, text in enumerate(urls):
                url = Url.parse(text)
                site = Site(site_id(url), url.join("/"), "site")
                source = Source(SourceId(f"s{number}"), site.id, url, "source", every=timedelta(days=1))
                await store.add(site, [source], now)
            yield (
                Poller(
                    store,
                    Visitor(fetcher),
                    Policy(flood_limit=0),
                    clock=lambda: datetime.now(UTC),
                    jitter=lambda: 0.0,
                    holder=Holder("daemon:bench"),
                    slots=_SITES,
                ),
                store,
            )
        finally:
            await fetcher.aclose()
            await store.close()


@asynccontextmanager
async def _bare_client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=AiohttpTransport(), trust_env=False) as client:
        yield client
