"""Which workers were seen, and how much waits for them."""

from dataclasses import replace
from datetime import timedelta

from service.domain.source import Holder
from service.domain.work import Backlog, Worker
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, Office, notice, source


async def test_workers_are_listed_until_they_leave_or_are_not_seen_for_a_day(store: Store) -> None:
    now = Office(store).now
    first = Worker(Holder("worker:1"), "spruce (7)", 20, now, now)
    second = Worker(Holder("worker:2"), "birch (8)", 5, now + timedelta(seconds=1), now + timedelta(seconds=1))
    await store.work.show(second)
    await store.work.show(first)
    later = replace(first, seen_at=now + timedelta(seconds=12))
    await store.work.show(later)
    listed = await store.work.workers()
    assert listed == [later, second]
    assert [worker.lives(later.seen_at) for worker in listed] == [True, False]
    await store.work.leave(first.holder)
    assert await store.work.workers() == [second]
    await store.work.show(replace(first, seen_at=now + timedelta(days=1, seconds=2)))
    assert [worker.holder for worker in await store.work.workers()] == [first.holder]


async def test_the_backlog_counts_what_is_due_and_what_somebody_is_at(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"))
    assert await store.work.backlog(office.now) == Backlog(visits=2, articles=0, messages=0, holding=0)
    await office.subscribe("reader")
    await office.poll("a", notice(1))
    office.later(hours=1)
    await office.poll("a", notice(2), notice(1))
    due = await store.work.backlog(office.now)
    assert (due.visits, due.articles, due.messages) == (1, 2, 0)
    await office.publish()
    await office.expand()
    due = await store.work.backlog(office.now)
    assert (due.visits, due.articles, due.messages, due.holding) == (1, 0, 1, 0)
    assert len(await store.claim_deliveries(office.now, limit=9, holder=ME, lease=LEASE)) == 1
    due = await store.work.backlog(office.now)
    assert (due.messages, due.holding) == (0, 1)
