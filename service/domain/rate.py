"""How much may leave within a time: a limit that a relay or a chat service sets, and what is left of it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any time of the length `per`."""

    count: int
    per: timedelta


@dataclass(slots=True)
class Allowance:
    """What `rate` leaves room for. It remembers its own messages alone: another process counts by itself."""

    rate: Rate
    _taken: deque[datetime] = field(default_factory=deque)

    def room(self, now: datetime) -> int:
        """How many may leave at `now`."""
        while self._taken and self._taken[0] <= now - self.rate.per:
            self._taken.popleft()
        return max(0, self.rate.count - len(self._taken))

    def take(self, now: datetime) -> None:
        """One leaves."""
        self._taken.append(now)

    def remembers(self, now: datetime) -> bool:
        """Whether one that left still counts at `now`."""
        return self.room(now) < self.rate.count
