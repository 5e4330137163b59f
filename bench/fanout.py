"""One notice to 100,000 subscriptions, planned while polls go on, against a bare loop that inserts the same rows:
subscriptions per second. What a poll waits meanwhile, and the memory it takes, are printed beside it."""

import asyncio
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.feedserver import fill
from bench.figures import Figure, interleaved
from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.decision import Policy, decide
from service.domain.digest import AtOnce, Daily
from service.domain.poll import Known, NotModified
from service.domain.rules import Clause, Rules
from service.domain.source import Holder, Origin, SourceId, Validators
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store

_READERS = 100_000
_CHUNK = 500
_RUNS = 2
_HOLDER = Holder("daemon:bench")
_INSERT = "INSERT INTO bare VALUES (?, ?, ?, ?, ?)"


async def fanout() -> Figure:
    """Every tenth reader has a digest, every second one rules."""
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        try:
            await store.declare([], [], [_CHANNEL], [_reader(number) for number in range(_READERS)], _now())
            await fill(store, _RUNS + 1, announce_last=_RUNS + 1)
            with _bare_table(Path(folder) / "bare.db") as bare:
                ratio, ours, other = await interleaved(lambda: _plan_one(store), bare, runs=_RUNS)
        finally:
            await store.close()
    return Figure("fanout", ratio, 0.02, ours, other, "readers/s")


async def _plan_one(store: Store) -> float:
    waits: list[float] = []
    polling = asyncio.create_task(_poll(store, waits))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    for _ in range(_READERS // _CHUNK + 1):
        assert await store.expand(_now(), chunk=_CHUNK)
    took = time.perf_counter() - began
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    told = f"{took:.1f} s, {grown:.0f} MiB more at the peak; {len(waits)} polls meanwhile"
    print(f"  {told}, the slowest took {max(waits):.2f} s", file=sys.stderr, flush=True)
    return _READERS / took


async def _poll(store: Store, waits: list[float]) -> None:
    """Polls that bring nothing, one after the other, as nearly all do."""
    while True:
        began = time.perf_counter()
        now = _now()
        due = await store.claim_source(SourceId("gzdt"), now, holder=_HOLDER, lease=timedelta(minutes=1))
        assert due is not None
        assert await store.record_poll(decide(due, NotModified(Validators()), Known(), Policy(), now, jitter=0))
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(0.02)


@contextmanager
def _bare_table(path: Path) -> Iterator["_BareLoop"]:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, kind TEXT, reader TEXT, entry TEXT, due INTEGER)")
    try:
        yield _BareLoop(connection)
    finally:
        connection.close()


class _BareLoop:
    """Two rows for each reader, in transactions of as many readers as ours."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._run = 0

    async def __call__(self) -> float:
        self._run += 1
        began = time.perf_counter()
        for start in range(0, _READERS, _CHUNK):
            rows = [
                (f"{kind}-{self._run}-{number}", kind, f"r{number}", "entry", start)
                for number in range(start, start + _CHUNK)
                for kind in ("delivery", "owed")
            ]
            with self._connection:
                self._connection.executemany(_INSERT, rows)
        return _READERS / (time.perf_counter() - began)


_CHANNEL = Channel(ChannelId("readers"), MailTarget("readers@example.org"), Origin.CONFIG)
_RULES = Rules(include=(Clause("会议"), Clause("招聘")), exclude=(Clause("讲座"),))


def _reader(number: int) -> Subscription:
    return Subscription(
        SubscriptionId(f"r{number}"),
        _CHANNEL.id,
        Selection(),
        Daily(clock(8)) if number % 10 == 0 else AtOnce(),
        _now(),
        f"token-{number}",
        origin=Origin.CONFIG,
        rules=_RULES if number % 2 else Rules(),
    )


def _now() -> datetime:
    return datetime.now(UTC)
