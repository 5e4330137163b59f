"""Reading a listing against a bare lxml parse of the same bytes: times."""

import time
from datetime import UTC, datetime

import lxml.html

from bench.figures import Figure, interleaved
from bench.origin import listing
from service.domain.poll import Page
from service.domain.source import DEFAULT_ZONE
from service.domain.urls import Url
from service.extraction.listing import extract_listing

_TIMES = 20


async def extract() -> Figure:
    """The first sight of a VSB listing of 20 notices in 35 KB, from bytes to candidates."""
    body = listing(5000)
    page = Page(
        Url.parse("https://office.example.edu.cn/zzgz/gzdt.htm"),
        status=200,
        media_type="text/html",
        charset=None,
        body=body,
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    assert len(extract_listing(page, zone=DEFAULT_ZONE).candidates) == 20

    async def ours() -> float:
        began = time.perf_counter()
        for _ in range(_TIMES):
            extract_listing(page, zone=DEFAULT_ZONE)
        return (time.perf_counter() - began) / _TIMES * 1000

    async def bare() -> float:
        began = time.perf_counter()
        for _ in range(_TIMES):
            lxml.html.document_fromstring(body)
        return (time.perf_counter() - began) / _TIMES * 1000

    ratio, our_time, bare_time = await interleaved(ours, bare)
    return Figure("extract", ratio, 20.0, our_time, bare_time, "ms", at_most=True)
