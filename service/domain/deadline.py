"""What a notice asks for by when: deadlines, windows and events, with the sentence that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo


class Meaning(StrEnum):
    DEADLINE = "deadline"
    """Something must be done by `end`."""
    WINDOW = "window"
    """Something can be done, or is in force, from `start` to `end`."""
    EVENT = "event"
    """Something takes place at `start`, until `end` where that is told."""


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """Wall-clock time in the entry's zone; without a clock, the whole day."""

    day: date
    clock: time | None = None

    def opens(self, zone: str) -> datetime:
        """The first moment of it, aware, in `zone` (IANA name)."""
        return datetime.combine(self.day, self.clock or time(0), ZoneInfo(zone))

    def closes(self, zone: str) -> datetime:
        """The last moment of it, aware: a day ends with its last second."""
        return datetime.combine(self.day, self.clock or time(23, 59, 59), ZoneInfo(zone))

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` made. Raises ValueError for anything else."""
        day, _, clock = text.partition("T")
        return cls(date.fromisoformat(day), time.fromisoformat(clock) if clock else None)

    def __str__(self) -> str:
        """ISO 8601: '2026-09-30' or '2026-09-30T17:00'."""
        return self.day.isoformat() if self.clock is None else f"{self.day.isoformat()}T{self.clock:%H:%M}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One dated demand or offer of a notice.

    A DEADLINE has an `end`, a WINDOW both, an EVENT a `start` and sometimes an `end`. `what` names it in the words
    of the notice ('报名', '面试'), empty where it does not; `place` is where, where told; `evidence` the sentence.
    """

    meaning: Meaning
    start: Instant | None
    end: Instant | None
    what: str
    evidence: str
    place: str = ""

    @property
    def due(self) -> Instant:
        """When it must be thought of at the latest: a deadline's or window's end, an event's beginning."""
        found = self.start if self.meaning is Meaning.EVENT else self.end
        assert found is not None, "each meaning has its instant"
        return found

    def over_at(self, zone: str) -> datetime:
        """The moment from which on nobody needs it any more, aware, in `zone` (IANA name)."""
        found = self.end or self.start
        assert found is not None, "each meaning has its instant"
        return found.closes(zone)


def last_due(deadlines: Iterable[Deadline], zone: str) -> datetime | None:
    """When the last of them is over, aware; None without any."""
    return max((deadline.over_at(zone) for deadline in deadlines), default=None)


SOON = timedelta(days=7)


def due_soon(deadlines: Iterable[Deadline], zone: str, at: datetime) -> tuple[Deadline, ...]:
    """Those that must be thought of within SOON from `at` (aware), the most urgent first. A window counts with its
    end; what is over does not count."""
    near = [due for due in deadlines if at <= due.due.closes(zone) <= at + SOON]
    return tuple(sorted(near, key=lambda due: due.due.closes(zone)))
