"""Reading a listing against a bare lxml parse of the same bytes: times."""

import time
from datetime import UTC, datetime, timedelta

import httpx
import lxml.html

from bench.figures import Figure, interleaved
from service.demo.app import demo_app
from service.demo.site import DemoSite
from service.domain.poll import Page
from service.domain.source import DEFAULT_ZONE, Recipe
from service.domain.urls import Url
from service.extraction.listing import extract_listing

_TIMES = 20
_LISTING = Url.parse("https://office.example.edu.cn/zzgz/gzdt.htm")
_STARTED_AT = datetime(2026, 3, 2, tzinfo=UTC)


async def extract() -> Figure:
    """The first sight of the demo site's listing of 20 notices, from bytes to candidates."""
    return await _against_a_parse("extract", None, goal=70.0)


async def extract_recipe() -> Figure:
    """The same listing by the owner's selectors."""
    recipe = Recipe("li[id^=line_u]", link="a", date="span")
    return await _against_a_parse("extract_recipe", recipe, goal=60.0)


async def _against_a_parse(name: str, recipe: Recipe | None, *, goal: float) -> Figure:
    page = await _demo_listing()
    found = extract_listing(page, zone=DEFAULT_ZONE, recipe=recipe)
    assert len(found.candidates) == 20, f"{len(found.candidates)} candidates"

    async def ours() -> float:
        began = time.perf_counter()
        for _ in range(_TIMES):
            extract_listing(page, zone=DEFAULT_ZONE, recipe=recipe)
        return (time.perf_counter() - began) / _TIMES * 1000

    async def bare() -> float:
        began = time.perf_counter()
        for _ in range(_TIMES):
            lxml.html.document_fromstring(page.body)
        return (time.perf_counter() - began) / _TIMES * 1000

    ratio, our_time, bare_time = await interleaved(ours, bare)
    return Figure(name, ratio, goal, our_time, bare_time, "ms", at_most=True)


async def _demo_listing() -> Page:
    site = DemoSite(started_at=_STARTED_AT, every=timedelta(days=1), clock=lambda: _STARTED_AT)
    transport = httpx.ASGITransport(app=demo_app(site))
    async with httpx.AsyncClient(transport=transport, base_url="https://office.example.edu.cn") as client:
        body = (await client.get(_LISTING.path)).raise_for_status().content
    return Page(_LISTING, 200, "text/html", "utf-8", body, fetched_at=_STARTED_AT)
