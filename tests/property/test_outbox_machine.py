"""The line from a listing to sent messages, by daemons that die, hang and come back at any step.

Whatever happens: each reader is told of each notice, by one message, who looks for words of its text as well when
the text comes late; all tries of a message send the same bytes;
and a message is sent again only where a daemon died or hung between sending and settling.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from service.domain.delivery import Claimed, DeliveryId, DeliveryState, Result
from service.domain.entry import Article
from service.domain.publishing import after_reading, overdue
from service.domain.rules import Clause, Part, Rules
from service.domain.source import Holder, SourceId
from service.domain.subscription import Selection
from service.storage.store import Store
from tests.integration.storage.office import EIGHT, LEASE, Office, notice, settlement, source

T = TypeVar("T")
SECTIONS = ("a", "b")
CHUNKS = st.sampled_from([1, 2, 9])
HOURS_BEHIND = st.sampled_from([0, 24])
READERS = {
    "everything": (Selection(), None, Rules()),
    "section b": (Selection(sources=frozenset({SourceId("b")})), None, Rules()),
    "daily": (Selection(), EIGHT, Rules()),
    "text": (Selection(), None, Rules(include=(Clause("正文", Part.BODY),))),
}


@dataclass
class Daemon:
    """One run of the program: its name, and what it has in hand."""

    holder: Holder
    taken: dict[DeliveryId, Claimed] = field(default_factory=dict)


class Outbox(RuleBasedStateMachine):
    """An office, its readers, one daemon at work and perhaps others that hang."""

    def __init__(self, runner: asyncio.Runner, blank: Path) -> None:
        super().__init__()
        self.runner = runner
        self.file = blank.with_name("outbox.db")
        shutil.copy(blank, self.file)
        self.store = self.run(Store.open(f"sqlite:///{self.file}"))
        self.office = Office(self.store)
        self.run(self.office.watch(*map(source, SECTIONS)))
        self.pages = {name: [notice(number)] for number, name in enumerate(SECTIONS)}
        for name in SECTIONS:
            self.poll(name)
        self.run(self.office.publish())
        for reader, (selection, timing, rules) in READERS.items():
            self.run(self.office.subscribe(reader, selection, timing, rules=rules))
        self.number = len(SECTIONS)
        self.owed: set[tuple[str, str]] = set()
        self.daemons = 0
        self.daemon = self.start()
        self.hanging: list[Daemon] = []
        self.lasts: dict[DeliveryId, str] = {}
        """Who took a delivery last."""
        self.wire: list[tuple[DeliveryId, str, bytes]] = []
        """Every message that left: its id, its reader, its bytes."""
        self.titles: dict[DeliveryId, tuple[str, ...]] = {}
        self.unsettled: Counter[DeliveryId] = Counter()
        """Messages sent by a daemon that could not say so."""
        self.settled: set[DeliveryId] = set()
        for name in SECTIONS:
            self.a_notice_goes_out(name, 9, 0)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def start(self) -> Daemon:
        self.daemons += 1
        return Daemon(Holder(f"daemon:{self.daemons}"))

    def poll(self, section: str) -> None:
        self.run(self.office.poll(section, *self.pages[section]))

    # The office

    @rule(section=st.sampled_from(SECTIONS), chunk=CHUNKS, behind=HOURS_BEHIND)
    def a_notice_goes_out(self, section: str, chunk: int, behind: int) -> None:
        self.a_notice_appears(section)
        self.run(self.office.publish())
        while self._expand(chunk, behind):
            pass

    @rule(section=st.sampled_from(SECTIONS))
    def a_notice_appears(self, section: str) -> None:
        self.pages[section].insert(0, notice(self.number))
        self._is_owed(section, self.number)
        self.number += 1
        self.poll(section)

    @precondition(lambda self: len(self.pages["a"]) > 1)
    @rule(place=st.integers(0, 5))
    def a_notice_is_listed_in_the_other_section_too(self, place: int) -> None:
        listed = self.pages["a"][:-1]
        chosen = listed[place % len(listed)]
        if chosen not in self.pages["b"]:
            self.pages["b"].insert(0, chosen)
            self.owed.add(("section b", chosen.title))
            self.poll("b")

    @rule(section=st.sampled_from(SECTIONS))
    def nothing_new(self, section: str) -> None:
        self.poll(section)

    # The work of the daemon

    @rule(dies=st.booleans())
    def read_an_article(self, dies: bool) -> None:
        claimed = self.run(
            self.store.claim_articles(self.office.now, limit=1, holder=self.daemon.holder, lease=LEASE)
        )
        if dies:
            self.crash()
            return
        for one in claimed:
            read = after_reading(one, Article(body="<p>正文</p>", text="正文"), self.office.now)
            assert self.run(self.store.publish(read, self.daemon.holder))

    @precondition(lambda self: not self.daemon.taken)
    @rule()
    def release_what_waited_too_long(self) -> None:
        self.office.later(minutes=2)
        holder = self.daemon.holder
        late = self.run(
            self.store.claim_articles(self.office.now, limit=99, holder=holder, lease=LEASE, overdue=True)
        )
        for one in late:
            assert self.run(self.store.publish(overdue(one, self.office.now), holder))

    @rule(chunk=CHUNKS, behind=HOURS_BEHIND)
    def expand(self, chunk: int, behind: int) -> None:
        self._expand(chunk, behind)

    @rule()
    def the_day_s_work(self) -> None:
        """Digests are due, too."""
        if not self.daemon.taken:
            self.office.later(days=1)
            self.claim(limit=9, per_channel=9)

    @rule(limit=st.sampled_from([9, 1]), per_channel=st.integers(1, 2))
    def claim(self, limit: int, per_channel: int) -> None:
        claimed = self.run(
            self.store.claim_deliveries(
                self.office.now, limit=limit, holder=self.daemon.holder, lease=LEASE, per_channel=per_channel
            )
        )
        for one in claimed:
            assert one.id not in self.daemon.taken, "taken twice"
            assert one.id not in self.settled, "taken after it was settled as sent"
            titles = tuple(sorted(told.entry.title for told in one.entries))
            if one.payload is not None:
                assert one.payload == self._bytes(one), "other bytes than were composed at the first try"
                assert titles == self.titles[one.id], "a message that was composed tells something else now"
            self.daemon.taken[one.id] = one
            self.lasts[one.id] = self.daemon.holder

    @precondition(lambda self: self.daemon.taken)
    @rule(place=st.integers(0, 9), result=st.sampled_from(Result))
    def send_and_settle(self, place: int, result: Result) -> None:
        one = self._send(self.daemon, place, arrives=result is Result.SENT)
        again = self.office.now + timedelta(seconds=30) if result is Result.RETRY else None
        assert self._settle(self.daemon, one, result, again)

    @precondition(lambda self: self.daemon.taken)
    @rule(place=st.integers(0, 9))
    def send_and_crash(self, place: int) -> None:
        one = self._send(self.daemon, place, arrives=True)
        self.unsettled[one.id] += 1
        self.crash()

    @precondition(lambda self: self.daemon.taken)
    @rule()
    def compose(self) -> None:
        for place in range(len(self.daemon.taken)):
            self._frozen(self.daemon, place)

    @rule()
    def crash(self) -> None:
        """The next daemon knows that this one is dead."""
        self.run(self.store.release_leases(self.daemon.holder))
        self.daemon = self.start()

    @precondition(lambda self: self.daemon.taken)
    @rule(composed=st.booleans(), taken_over=st.booleans())
    def hang(self, composed: bool, taken_over: bool) -> None:
        """Another can take over when the leases have run out; this one does not know."""
        if composed:
            self.compose()
        self.hanging.append(self.daemon)
        self.daemon = self.start()
        self.office.later(seconds=LEASE.total_seconds())
        if taken_over:
            self.claim(limit=9, per_channel=9)

    @precondition(lambda self: self.hanging)
    @rule(place=st.integers(0, 9), sends=st.booleans())
    def a_hanging_one_goes_on(self, place: int, sends: bool) -> None:
        late = self.hanging[place % len(self.hanging)]
        if not late.taken:
            self.hanging.remove(late)
            return
        one = list(late.taken.values())[place % len(late.taken)]
        ours = self.lasts[one.id] == late.holder
        if one.payload is None:
            assert self._freeze(late, one) == ours
            if not ours:
                assert not self._settle(late, one, Result.DEAD, None)
        elif sends:  # composed before it hung: it does not ask again
            self._leaves(one, one.payload)
            written = self._settle(late, one, Result.SENT, None)
            assert written == ours
            if not written:
                self.unsettled[one.id] += 1

    @precondition(lambda self: not self.daemon.taken)
    @rule(minutes=st.sampled_from([1, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.office.later(minutes=minutes)

    @rule()
    def replay_what_died(self) -> None:
        self.run(self.store.replay(self.office.now))

    # What must hold

    @invariant()
    def each_reader_is_owed_each_notice_by_one_message(self) -> None:
        told = [
            (record.channel_id, title)
            for record in self.run(self.store.deliveries(limit=1000))
            for title in record.titles
        ]
        assert len(told) == len(set(told))
        assert set(told) <= self.owed

    @invariant()
    def all_tries_send_the_same_bytes(self) -> None:
        assert len({(sent, body) for sent, _, body in self.wire}) == len({sent for sent, _, _ in self.wire})

    @invariant()
    def a_repeat_was_sent_by_one_who_could_not_say_so(self) -> None:
        for sent, times in Counter(sent for sent, _, _ in self.wire).items():
            assert times <= 1 + self.unsettled[sent]

    def teardown(self) -> None:
        try:
            self._finish()
        finally:
            self.run(self.store.close())
            self.file.unlink()

    def _finish(self) -> None:
        """With a daemon that lives long enough, everything arrives."""
        self.crash()
        for _ in range(4):
            self.office.later(days=1)
            self.run(self.store.replay(self.office.now))
            self.release_what_waited_too_long()
            self.run(self.office.publish())
            self.run(self.office.expand())
            self.claim(limit=100, per_channel=100)
            while self.daemon.taken:
                self._settle(self.daemon, self._send(self.daemon, 0, arrives=True), Result.SENT, None)
        records = self.run(self.store.deliveries(limit=1000))
        assert {record.state for record in records} <= {DeliveryState.SENT}
        assert {(reader, title) for sent, reader, _ in self.wire for title in self.titles[sent]} == self.owed
        self.a_repeat_was_sent_by_one_who_could_not_say_so()

    # Steps

    def _expand(self, chunk: int, behind: int) -> int:
        """Perhaps by one whose clock is behind: his next digest may be one that is being sent."""
        return self.run(self.store.expand(self.office.now - timedelta(hours=behind), chunk=chunk))

    def _is_owed(self, section: str, number: int) -> None:
        readers = {"everything", "daily", "text"} | ({"section b"} if section == "b" else set())
        self.owed |= {(reader, notice(number).title) for reader in readers}

    def _bytes(self, one: Claimed) -> bytes:
        return "\n".join([one.id, *sorted(told.entry.title for told in one.entries)]).encode()

    def _frozen(self, daemon: Daemon, place: int) -> Claimed:
        one = list(daemon.taken.values())[place % len(daemon.taken)]
        if one.payload is None:
            assert self._freeze(daemon, one)
        return daemon.taken[one.id]

    def _freeze(self, daemon: Daemon, one: Claimed) -> bool:
        frozen = self.run(self.store.freeze(one.id, daemon.holder, self._bytes(one)))
        if frozen:
            daemon.taken[one.id] = replace(one, payload=self._bytes(one))
            self.titles[one.id] = tuple(sorted(told.entry.title for told in one.entries))
        return frozen

    def _send(self, daemon: Daemon, place: int, *, arrives: bool) -> Claimed:
        one = self._frozen(daemon, place)
        if arrives:
            assert one.payload is not None
            self._leaves(one, one.payload)
        return one

    def _leaves(self, one: Claimed, body: bytes) -> None:
        self.wire.append((one.id, one.channel.id, body))

    def _settle(self, daemon: Daemon, one: Claimed, result: Result, again: Any) -> bool:
        written = self.run(
            self.store.settle(
                settlement(one.id, self.office.now, result, holder=daemon.holder, next_attempt_at=again)
            )
        )
        del daemon.taken[one.id]
        if written and result is Result.SENT:
            self.settled.add(one.id)
        return written


@pytest.mark.timeout(400)  # a failure is worth being made small
def test_nothing_is_lost_and_nothing_doubled_whenever_a_daemon_dies(tmp_path: Path) -> None:
    blank = tmp_path / "blank.db"
    with asyncio.Runner() as runner:
        runner.run(runner.run(Store.open(f"sqlite:///{blank}")).close())

        class Here(Outbox):
            def __init__(self) -> None:
                super().__init__(runner, blank)

        run_state_machine_as_test(Here, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))
