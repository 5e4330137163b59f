"""The outbox against a daemon that dies at any step: nothing owed is lost, nothing is owed twice, bytes stay."""

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from service.domain.delivery import Claimed, DeliveryId, DeliveryState, Result
from service.domain.source import Holder
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, TODAY, Office, notice, settlement, source

T = TypeVar("T")
READERS = ("one", "two")


class Outbox(RuleBasedStateMachine):
    """Notices are told to two readers, step by step; a crash forgets what was taken, not the rows."""

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.store = self.run(Store.open(f"sqlite:///{Path(self.folder.name) / 'outbox.db'}"))
        self.office = Office(self.store)
        self.run(self.office.watch(source("a")))
        self.run(self.office.poll("a", notice(0)))
        self.run(self.office.publish())
        for reader in READERS:
            self.run(self.office.subscribe(reader))
        self.published = 0
        self.taken: dict[DeliveryId, Claimed] = {}
        self.bytes_of: dict[DeliveryId, bytes] = {}
        self.sent: list[DeliveryId] = []
        self.crashes = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule()
    def publish(self) -> None:
        self.published += 1
        self.office.later(minutes=1)
        shown = [notice(number, day=TODAY) for number in range(self.published, -1, -1)]
        self.run(self.office.poll("a", *shown))
        self.run(self.office.publish())

    @rule(chunk=st.integers(1, 3))
    def expand(self, chunk: int) -> None:
        self.run(self.store.expand(self.office.now, chunk=chunk))

    @rule()
    def claim(self) -> None:
        claimed = self.run(self.store.claim_deliveries(self.office.now, limit=5, holder=ME, lease=LEASE))
        for one in claimed:
            assert one.id not in self.taken, "taken twice"
            assert one.payload == self.bytes_of.get(one.id), "other bytes than at the first try"
            self.taken[one.id] = one

    @precondition(lambda self: self.taken)
    @rule(outcome=st.sampled_from([Result.SENT, Result.RETRY]), place=st.integers(0, 9))
    def send_and_settle(self, outcome: Result, place: int) -> None:
        one = self._frozen(place)
        again = self.office.now + timedelta(seconds=30) if outcome is Result.RETRY else None
        assert self.run(self.store.settle(settlement(one.id, self.office.now, outcome, next_attempt_at=again)))
        if outcome is Result.SENT:
            self.sent.append(one.id)
        del self.taken[one.id]

    @precondition(lambda self: self.taken)
    @rule(place=st.integers(0, 9))
    def crash_after_sending(self, place: int) -> None:
        self.sent.append(self._frozen(place).id)
        self._crash()

    @rule()
    def crash(self) -> None:
        self._crash()

    @rule()
    def wait(self) -> None:
        self.office.later(minutes=1)

    @precondition(lambda self: self.taken)
    @rule()
    def hang_until_the_lease_is_over(self) -> None:
        self.office.later(minutes=3)
        for one in self.taken.values():
            other = Holder("daemon:other")
            again = self.run(
                self.store.claim_deliveries(self.office.now, limit=9, holder=other, lease=timedelta(seconds=1))
            )
            if one.id in {found.id for found in again}:
                assert not self.run(self.store.settle(settlement(one.id, self.office.now)))
        self.taken.clear()
        self.office.later(minutes=3)

    @invariant()
    def what_is_owed_is_owed_once(self) -> None:
        if not hasattr(self, "store"):
            return
        rows = self.run(self.store.deliveries(limit=1000))
        owed = [(row.channel_id, row.titles) for row in rows]
        assert len(owed) == len(set(owed))
        repeats = len(self.sent) - len(set(self.sent))
        assert repeats <= self.crashes

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        self._crash()
        self.office.later(hours=1)
        told = self.run(self.office.send_all())
        rows = self.run(self.store.deliveries(limit=1000))
        assert all(row.state is DeliveryState.SENT for row in rows)
        assert len(rows) == self.published * len(READERS), "lost"
        assert {row.id for row in rows} >= set(self.sent)
        assert len(told) <= len(rows)
        self.run(self.store.close())
        self.loop.close()
        self.folder.cleanup()

    def _frozen(self, place: int) -> Claimed:
        one = list(self.taken.values())[place % len(self.taken)]
        payload = self.bytes_of.setdefault(one.id, f"the bytes of {one.id}".encode())
        if one.payload is None:
            assert self.run(self.store.freeze(one.id, ME, payload))
        return one

    def _crash(self) -> None:
        self.taken.clear()
        self.crashes += 1
        self.run(self.store.release_leases("daemon:"))


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
