"""How much may leave within a time: a limit that a relay or a chat service sets, and what is left of it."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.domain.channel import ChannelId
from service.domain.delivery import Claimed


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any time of the length `per`."""

    count: int
    per: timedelta


@dataclass(frozen=True, slots=True)
class Start:
    """One message on its way: it counts for the time `rate.per`, for this channel alone, or (None) for all
    together."""

    channel_id: ChannelId | None
    rate: Rate


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that all processes on one database keep together, by its `name`. `starts` tells what counts of what
    was claimed; `rate` is that of all messages together, None where each channel has its own."""

    name: str
    starts: Callable[[Sequence[Claimed]], Sequence[Start]]
    rate: Rate | None = None


@dataclass(slots=True)
class Allowance:
    """What `rate` leaves room for, of the messages of this process: what the others started counts in the database
    (`Limit`)."""

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
