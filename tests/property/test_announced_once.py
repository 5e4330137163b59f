"""Whatever editors do to a listing, each notice published after the baseline is announced once, and no other."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from service.domain.entry import Candidate, Published
from service.domain.identity import entry_id
from service.domain.poll import Failed, PageKind
from service.domain.source import Health
from tests.unit.domain.memory import LISTING, SITE, Memory

PAGE = 8
BEFORE = 30


@dataclass
class Posted:
    number: int
    title: str
    day: date
    tree: int = 1006
    pinned: bool = False
    deleted: bool = False


class Editors(RuleBasedStateMachine):
    """An office's listing: the newest PAGE notices under the pinned ones, polled after every edit."""

    @initialize(dated=st.booleans(), numbered=st.booleans())
    def open_section(self, dated: bool, numbered: bool) -> None:
        self.dated = dated
        self.numbered = numbered
        self.scheme = "https"
        self.today = date(2026, 3, 2)
        self.posted = [
            Posted(number, f"往期通知第{number}号", self.today - timedelta(days=BEFORE - number))
            for number in range(BEFORE)
        ]
        self.memory = Memory()
        self.expected: set[int] = set()
        self.poll()

    def page(self) -> list[Candidate]:
        alive = [notice for notice in reversed(self.posted) if not notice.deleted]
        shown = [notice for notice in alive if notice.pinned] + [n for n in alive if not n.pinned][:PAGE]
        return [
            Candidate(
                LISTING.join(f"{self.scheme}://office.example.edu.cn/info/{notice.tree}/{notice.number}.htm"),
                notice.title,
                Published(notice.day, "Asia/Shanghai") if self.dated else None,
                pinned=notice.pinned,
                article_id=f"vsb:{notice.number}" if self.numbered else None,
            )
            for notice in shown
        ]

    def poll(self) -> None:
        self.memory.poll(*self.page())

    @rule(late=st.integers(0, 1))
    def publish(self, late: int) -> None:
        number = len(self.posted)
        self.posted.append(Posted(number, f"新通知第{number}号", self.today - timedelta(days=late)))
        self.expected.add(number)
        self.poll()

    @rule(many=st.integers(2, 5))
    def publish_several_between_two_polls(self, many: int) -> None:
        for _ in range(many):
            number = len(self.posted)
            self.posted.append(Posted(number, f"新通知第{number}号", self.today))
            self.expected.add(number)
        self.poll()

    @rule(place=st.integers(0, PAGE - 1))
    def pin(self, place: int) -> None:
        self._shown(place).pinned = True
        self.poll()

    @rule(place=st.integers(0, PAGE - 1))
    def unpin(self, place: int) -> None:
        self._shown(place).pinned = False
        self.poll()

    @rule(place=st.integers(0, PAGE - 1))
    def rename(self, place: int) -> None:
        self._shown(place).title += "（修订）"
        self.poll()

    @rule(place=st.integers(0, PAGE - 1), tree=st.integers(1000, 1010))
    def move_to_another_column(self, place: int, tree: int) -> None:
        self._shown(place).tree = tree
        self.poll()

    @rule(scheme=st.sampled_from(["http", "https"]))
    def switch_scheme(self, scheme: str) -> None:
        self.scheme = scheme
        self.poll()

    @rule(place=st.integers(0, PAGE - 1))
    def delete_and_restore(self, place: int) -> None:
        notice = self._shown(place)
        notice.deleted = True
        self.poll()
        notice.deleted = False
        self.poll()

    @rule()
    def next_day(self) -> None:
        self.today += timedelta(days=1)
        self.memory.now += timedelta(days=1)
        self.poll()

    @rule()
    def fail_and_show_nothing(self) -> None:
        self.memory.read(Failed(Health.UNREACHABLE, "time-out"))
        self.memory.poll(kind=PageKind.EMPTY)
        self.poll()

    def _shown(self, place: int) -> Posted:
        alive = [notice for notice in reversed(self.posted) if not notice.deleted]
        return alive[min(place, len(alive) - 1)]

    @invariant()
    def each_new_notice_is_announced_once(self) -> None:
        announced = self.memory.announced
        assert len(announced) == len(set(announced)) == len(self.expected)
        if self.numbered:
            keys = [f"cms:office.example.edu.cn:vsb:{number}" for number in self.expected]
            assert set(announced) == {entry_id(SITE, key) for key in keys}
        assert not self.memory.held


TestEditors = Editors.TestCase
TestEditors.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
