"""What a job does: its row, if that is still due and free, and nothing else."""

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from service.alerts.dispatch import Dispatcher
from service.alerts.mailbox import MailboxSender
from service.alerts.traffic import RelayTraffic
from service.domain.channel import Channel, ChannelId, ChannelKind, MailTarget
from service.domain.rate import Rate
from service.domain.source import Holder, SourceId
from service.parts import Parts, letterhead
from service.workers.tasks import Tasks
from tests.integration.workers.conftest import DAEMON, Works

pytestmark = pytest.mark.postgres
ONE, OTHER = Holder("worker:one"), Holder("worker:other")
LEASE = timedelta(minutes=5)


async def test_a_job_that_comes_twice_visits_once(works: Works) -> None:
    await works.parts(DAEMON)
    here, there = [Tasks(await works.parts(holder), asyncio.Event()) for holder in (ONE, OTHER)]
    await here.poll("a")
    await there.poll("a")
    assert works.origin.asked == ["/a.htm"]


async def test_two_jobs_for_one_source_at_once_visit_once(works: Works) -> None:
    await works.parts(DAEMON)
    both = [Tasks(await works.parts(holder), asyncio.Event()) for holder in (ONE, OTHER)]
    await asyncio.gather(*(tasks.poll("a") for tasks in both))
    assert works.origin.asked == ["/a.htm"]


async def test_a_job_for_a_source_that_is_no_more_does_nothing(works: Works) -> None:
    parts = await works.parts(DAEMON)
    await parts.store.set_paused(SourceId("a"), True, works.now)
    await Tasks(await works.parts(ONE), asyncio.Event()).poll("a")
    await Tasks(await works.parts(OTHER), asyncio.Event()).poll("unheard-of")
    assert works.origin.asked == []


async def test_a_site_that_another_visits_is_left_to_him(works: Works) -> None:
    await works.parts(DAEMON)
    other = await works.parts(OTHER)
    assert await other.store.work.claim_source(SourceId("b"), works.now, holder=OTHER, lease=LEASE)
    await Tasks(await works.parts(ONE), asyncio.Event()).poll("a")
    assert works.origin.asked == []


async def test_the_site_is_kept_for_the_gap_and_let_go_at_a_stop(works: Works) -> None:
    works.gap = "1h"
    daemon = await works.parts(DAEMON)
    stopping = asyncio.Event()
    job = asyncio.create_task(Tasks(await works.parts(ONE), stopping).poll("a"))
    async with asyncio.timeout(20):
        while not await _is_polled(daemon, "a"):
            await asyncio.wait([job], timeout=0.05)
    assert works.origin.asked == ["/a.htm"]
    assert not job.done(), "the next visitor may be on another machine"
    stopping.set()
    await asyncio.wait_for(job, 5)


async def test_the_sender_stays_while_a_limit_counts_what_it_sent(works: Works) -> None:
    parts = await works.parts(DAEMON)
    traffic = RelayTraffic(Rate(15, timedelta(minutes=1)))
    sender = MailboxSender(letterhead(parts.settings), works.folder / "mailbox")
    dispatcher = Dispatcher(
        parts.store,
        {ChannelKind.MAIL: sender},
        {ChannelKind.MAIL: (timedelta(minutes=1),)},
        clock=lambda: works.now,
        jitter=lambda: 0.0,
        holder=DAEMON,
        traffic=traffic,
    )
    tasks = Tasks(dataclasses.replace(parts, dispatchers=(dispatcher,)), asyncio.Event())
    await asyncio.wait_for(tasks.deliver("mail"), 10)
    traffic.started(Channel(ChannelId("reader"), MailTarget("reader@example.org")), works.now)
    job = asyncio.create_task(tasks.deliver("mail"))
    await asyncio.wait([job], timeout=1.2)
    assert not job.done(), "what waits for the limit would be handed out again and again"
    works.now += timedelta(minutes=2)
    await asyncio.wait_for(job, 10)


async def _is_polled(parts: Parts, name: str) -> bool:
    status = await parts.store.source(SourceId(name))
    assert status is not None
    return status.state.baseline_at is not None
