"""What the demo site remembers: its start, and the times at which it was switched off."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from service.config.reading import read
from service.daemon.newcomer import Newcomer
from service.daemon.ticks import Ticks
from service.domain.poll import Page
from service.domain.source import Holder
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.parts import Parts, open_parts
from tests.acceptance.daemon import eventually, free_port

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock on a Monday, where the site is."""
MINUTE = timedelta(minutes=1)
ROUND = 20 * MINUTE
"""The site publishes into its 20 sections in turn: so long takes one turn."""


@dataclass
class Running:
    parts: Parts
    address: str

    async def titles(self) -> list[str]:
        """What the section shows that is published into first."""
        url = Url.parse(self.address).join("zzgz/gzdt.htm")
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(url.text)
        page = Page(url, answer.status_code, "text/html", "utf-8", answer.content, START)
        listing = await asyncio.to_thread(extract_listing, page, zone="Asia/Shanghai", recipe=None)
        return [candidate.title for candidate in listing.candidates]


@dataclass
class FirstRun:
    """A demo site that starts and stops as often as a test wants; `now` moves when it says so."""

    folder: Path
    now: datetime = START

    @property
    def memory(self) -> Path:
        return self.folder / "new" / "demo-site.json"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Running]:
        newcomer = Newcomer(self.memory, port=free_port(), every=MINUTE)
        told = read("", source="defaults", folder=self.folder, now=START)
        async with AsyncExitStack() as started:
            opening = open_parts(newcomer.prepare(told), holder=Holder("daemon:x"), clock=lambda: self.now)
            parts = await started.enter_async_context(opening)
            await newcomer.start(parts, Ticks(), started)
            yield Running(parts, newcomer.address)


@pytest.fixture
def first_run(tmp_path: Path) -> FirstRun:
    return FirstRun(tmp_path)


async def test_a_night_switched_off_is_no_news_and_the_site_goes_on_where_it_was(first_run: FirstRun) -> None:
    async with first_run.running() as site:
        at_first = await site.titles()
        first_run.now += MINUTE
        in_the_evening = await site.titles()
        assert in_the_evening[1:] == at_first[:-1]
    first_run.now += timedelta(hours=14)
    async with first_run.running() as site:
        assert await site.titles() == in_the_evening
        first_run.now += ROUND
        later = await site.titles()
        assert len(set(later) - set(in_the_evening)) == 1
    first_run.now += timedelta(days=3)
    async with first_run.running() as site:
        assert await site.titles() == later


async def test_its_start_and_each_pause_are_kept(first_run: FirstRun) -> None:
    async with first_run.running():
        pass
    kept = json.loads(first_run.memory.read_text(encoding="utf-8"))
    assert kept == {"started_at": START.isoformat(), "seen_at": START.isoformat(), "closed": []}
    first_run.now += timedelta(hours=1)
    async with first_run.running():
        pass
    kept = json.loads(first_run.memory.read_text(encoding="utf-8"))
    assert kept["started_at"] == START.isoformat()
    assert kept["closed"] == [[START.isoformat(), first_run.now.isoformat()]]


@pytest.mark.parametrize(
    "left",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"started_at": "yesterday"}',
        b'{"started_at": "2026-03-01T00:00:00+00:00", "seen_at": "2026-03-01T00:00:00", "closed": []}',
        b'{"started_at": "2026-03-01T00:00:00", "seen_at": "2026-03-01T00:00:00+00:00", "closed": []}',
        b'{"started_at": "2026-03-01T00:00:00+00:00", "seen_at": "2026-03-01T00:00:00+00:00", "closed": [1]}',
    ],
    ids=["empty", "cut", "no text", "a list", "no time", "a naive time", "a naive start", "no span"],
)
async def test_a_memory_that_cannot_be_read_starts_the_site_anew(first_run: FirstRun, left: bytes) -> None:
    first_run.memory.parent.mkdir()
    first_run.memory.write_bytes(left)
    async with first_run.running() as site:
        assert await site.titles()
    kept = json.loads(first_run.memory.read_text(encoding="utf-8"))
    assert kept["started_at"] == START.isoformat()


async def test_the_sections_are_followed_once_and_their_reader_is_told_of_everything(first_run: FirstRun) -> None:
    for _ in range(2):
        async with first_run.running() as site:
            assert len(await eventually(site.parts.store.sources)) == 20
            assert [one.id for one in await site.parts.store.subscriptions()] == ["demo-everything"]
            assert [one.id for one in await site.parts.store.channels()] == ["demo-reader"]
