"""For machines that watch over us: the health check, the metrics, robots.txt."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from service.domain.errors import StorageError
from service.domain.overview import Tally
from service.domain.source import Health
from service.storage.store import Store
from service.web.rendering import Pages
from service.web.traffic import Traffic

__all__ = ["Operations"]

_ANSWERS_WITHIN = 5.0
_CLOSED = ("/feeds/private/", "/mailbox", "/metrics", "/owner", "/sign-in", "/unsubscribe/")
_ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in _CLOSED)


class Operations:
    """`late_after`: work that has been due for longer than this means that nobody is doing it."""

    def __init__(self, store: Store, pages: Pages, traffic: Traffic, *, late_after: timedelta) -> None:
        self._store = store
        self._pages = pages
        self._traffic = traffic
        self._late_after = late_after

    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self.health),
            Route("/metrics", self.metrics),
            Route("/robots.txt", self.robots),
        ]

    async def health(self, request: Request) -> Response:
        """200 when the database answers and no work is overdue, else 503 with the cause."""
        now = self._pages.clock()
        try:
            async with asyncio.timeout(_ANSWERS_WITHIN):
                due_at = await self._store.next_wake(now)
        except (StorageError, TimeoutError) as error:
            return self._verdict(503, f"the database does not answer: {str(error) or 'timed out'}", None)
        late = max(now - due_at, timedelta()) if due_at else timedelta()
        if late > self._late_after:
            return self._verdict(503, f"work has been due since {due_at:%Y-%m-%dT%H:%M:%SZ}", late)
        return self._verdict(200, "ok", late)

    async def metrics(self, request: Request) -> Response:
        now = self._pages.clock()
        registry = CollectorRegistry()
        registry.register(_Snapshot(await self._store.tally(now), self._traffic, now, self._pages.frame.version))
        ProcessCollector(registry=registry)
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})

    async def robots(self, request: Request) -> Response:
        return PlainTextResponse(_ROBOTS)

    def _verdict(self, status: int, cause: str, late: timedelta | None) -> Response:
        told = {
            "status": "ok" if status == 200 else "failing",
            "cause": cause,
            "version": self._pages.frame.version,
            "late_seconds": None if late is None else round(late.total_seconds(), 1),
        }
        return JSONResponse(told, status_code=status, headers={"cache-control": "no-store"})


class _Snapshot(Collector):
    """One reading of everything that is counted, as metric families."""

    def __init__(self, tally: Tally, traffic: Traffic, now: datetime, version: str) -> None:
        self._tally = tally
        self._traffic = traffic
        self._now = now
        self._version = version

    def collect(self) -> Iterable[Metric]:
        tally = self._tally
        build = GaugeMetricFamily("noticewire_build_info", "The version that runs; always 1.", labels=["version"])
        build.add_metric([self._version], 1)
        yield build
        sources = GaugeMetricFamily("noticewire_sources", "Watched sources by health.", labels=["health"])
        for health in Health:
            sources.add_metric([health.value], tally.sources_by_health.get(health.value, 0))
        yield sources
        for name, meaning, value in (
            ("noticewire_entries", "Entries kept.", tally.entries),
            ("noticewire_articles_owed", "Entries whose article is still to be read.", tally.owed_articles),
            ("noticewire_deliveries_pending", "Deliveries not yet sent.", tally.pending_deliveries),
            ("noticewire_deliveries_dead", "Deliveries given up.", tally.dead_deliveries),
            (
                "noticewire_delivery_late_seconds",
                "Age of the oldest due delivery.",
                self._ago(tally.oldest_due_at),
            ),
            (
                "noticewire_good_poll_age_seconds",
                "Age of the last good poll of the source that has waited longest for one.",
                self._ago(tally.oldest_good_poll_at),
            ),
        ):
            yield GaugeMetricFamily(name, meaning, value=value)
        requests = CounterMetricFamily("noticewire_http_requests", "Requests answered.", labels=["kind", "status"])
        for (kind, status), count in sorted(self._traffic.counts.items()):
            requests.add_metric([kind, str(status)], count)
        yield requests

    def _ago(self, moment: datetime | None) -> float:
        return max(0.0, (self._now - moment).total_seconds()) if moment else 0.0
