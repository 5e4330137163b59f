"""The demo site's state, a function of its seed, its start and the time; only `publish()` adds to it by hand."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from service.demo.composer import Composer
from service.demo.menu import SECTIONS, Section
from service.demo.notices import Notice, Slot
from service.demo.schedule import FIRST_NUMBER, Schedule, Span, past_slots, rotation
from service.demo.texts import load_texts


class DemoSite:
    """A department site with two years of notices that publishes one more every `every`.

    `clock` returns the time, aware. Started again with the same `started_at` and `seed`, it shows the same
    notices under the same numbers. `closed` are the spans in which it was switched off, if the caller knows them
    (aware, ascending, without overlap); nothing is published in them.
    """

    def __init__(
        self,
        *,
        started_at: datetime,
        every: timedelta,
        clock: Callable[[], datetime],
        seed: int = 1,
        closed: Sequence[Span] = (),
    ) -> None:
        self.started_at = started_at
        self._clock = clock
        self._schedule = Schedule(started_at, every, closed)
        self._past = past_slots(started_at, seed)
        self._rotation = rotation()
        self._by_hand: list[Slot] = []
        self._composer = Composer(load_texts(), seed)
        self._write = lru_cache(maxsize=2048)(self._composer.compose)
        self._ordered = lru_cache(maxsize=2 * len(SECTIONS))(self._order)
        self._pinned = frozenset(slot.number for slot in self._past if self._composer.is_pinned(slot))

    def now(self) -> datetime:
        return self._clock()

    def publish(self) -> Notice:
        """Publish one notice now, into the next section in turn, and return it. Kept in memory only.

        Its number is odd, counted from the first after the past; those on schedule are even: neither moves
        the other.
        """
        turn, place = divmod(len(self._by_hand), len(self._rotation))
        number = self._first_new_number + 2 * len(self._by_hand) + 1
        slot = Slot(number, self._rotation[place], -1 - turn, self._clock())
        self._by_hand.append(slot)
        return self._write(slot)

    def published(self) -> int:
        """How many notices were published since the start, on schedule and by hand."""
        return self._schedule.published_by(self._clock()) + len(self._by_hand)

    def listing(self, section: Section) -> tuple[Slot, ...]:
        """The notices of a section as its listing shows them: pinned ones, then the newest first."""
        return tuple(sorted(self._newest_first(section), key=self.is_pinned, reverse=True))

    def is_pinned(self, slot: Slot) -> bool:
        return slot.number in self._pinned

    def write(self, slot: Slot) -> Notice:
        """The notice that belongs to a slot."""
        return self._write(slot)

    def notice(self, number: int) -> Notice | None:
        """The notice of that number, if there is one by now."""
        if FIRST_NUMBER <= number < self._first_new_number:
            return self._write(self._past[number - FIRST_NUMBER])
        place, by_hand = divmod(number - self._first_new_number, 2)
        if by_hand and 0 <= place < len(self._by_hand):
            return self._write(self._by_hand[place])
        if not by_hand and 0 <= place < self._schedule.published_by(self._clock()):
            return self._write(self._scheduled(place))
        return None

    def neighbours(self, notice: Notice) -> tuple[Notice | None, Notice | None]:
        """The next newer (上一篇) and the next older (下一篇) notice of the section."""
        slots = self._newest_first(notice.section)
        place = slots.index(notice.slot)
        newer = self._write(slots[place - 1]) if place else None
        older = self._write(slots[place + 1]) if place + 1 < len(slots) else None
        return newer, older

    def changed_at(self, sections: Sequence[Section] = SECTIONS) -> datetime:
        """When one of these listings last changed, aware."""
        return max(self._newest_first(section)[0].published_at for section in sections)

    @property
    def _first_new_number(self) -> int:
        """Even, the first number above those of the past."""
        return (FIRST_NUMBER + len(self._past) + 1) // 2 * 2

    def _scheduled(self, place: int) -> Slot:
        """The slot of scheduled publication `place` (from 0)."""
        turn, turn_place = divmod(place, len(self._rotation))
        section = self._rotation[turn_place]
        number = self._first_new_number + 2 * place
        return Slot(number, section, section.past + turn, self._schedule.moment(place + 1))

    def _newest_first(self, section: Section) -> tuple[Slot, ...]:
        published = self._schedule.published_by(self._clock())
        turns = range(self._rotation.index(section), published, len(self._rotation))
        return self._ordered(section, turns, len(self._by_hand))

    def _order(self, section: Section, turns: range, by_hand: int) -> tuple[Slot, ...]:
        """A section's slots, newest first, after these scheduled publications and so many by hand."""
        slots = [slot for slot in (*self._past, *self._by_hand[:by_hand]) if slot.section is section]
        slots += [self._scheduled(place) for place in turns]
        return tuple(sorted(slots, key=lambda slot: (slot.published_at, slot.number), reverse=True))
