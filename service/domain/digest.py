"""When a subscription is told: at once, or in a digest at an hour of the reader's own day."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Each entry by itself, as soon as it is released."""


@dataclass(frozen=True, slots=True)
class Daily:
    """One digest a day at `at`, wall-clock time in the reader's zone; nothing when there is nothing to tell."""

    at: time

    def next_after(self, now: datetime, zone: str) -> datetime:
        """The first digest hour strictly after `now`, in UTC.

        An hour that the clocks skip in spring is told when they have jumped; one that comes twice in autumn is
        told the first time (PEP 495, fold=0), so each day has exactly one.
        """
        reader = ZoneInfo(zone)
        day = now.astimezone(reader).date() - timedelta(days=1)
        while True:
            hour = datetime.combine(day, self.at, reader).astimezone(UTC)
            if hour > now:
                return hour
            day += timedelta(days=1)


Timing = AtOnce | Daily
