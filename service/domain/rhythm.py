"""How often a source is visited."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONGEST_BACK_OFF = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The intervals of a source without one of its own: short in office hours (Monday to Friday), else long.

    The hours are wall-clock time in the source's zone.
    """

    office: timedelta = timedelta(minutes=15)
    otherwise: timedelta = timedelta(hours=1)
    opens: time = time(8)
    closes: time = time(18)

    def interval(self, now: datetime, zone: str) -> timedelta:
        local = now.astimezone(ZoneInfo(zone))
        open_now = local.weekday() < 5 and self.opens <= local.time() < self.closes
        return self.office if open_now else self.otherwise


def next_poll_at(
    schedule: Schedule, every: timedelta | None, zone: str, now: datetime, *, jitter: float
) -> datetime:
    """When to visit again after a good poll: by the source's own interval, else by the schedule.

    A visit that the long interval would put after the office opens is brought forward to the opening. `jitter` in
    0..1 shortens the interval by up to a tenth, so that sources added together drift apart.
    """
    if every is not None:
        return now + every * (1 - 0.1 * jitter)
    planned = now + schedule.interval(now, zone) * (1 - 0.1 * jitter)
    opening = _next_opening(schedule, zone, now)
    return min(planned, opening + schedule.office * 0.1 * jitter)


def back_off(interval: timedelta, failures: int) -> timedelta:
    """The wait after `failures` bad polls in a row: doubled each time from the usual interval, at most 6 hours
    (or the interval, where that is longer)."""
    longest = max(interval, _LONGEST_BACK_OFF)
    doubled: timedelta = interval * (1 << min(failures - 1, 16))
    return min(doubled, longest)


def _next_opening(schedule: Schedule, zone: str, now: datetime) -> datetime:
    local = ZoneInfo(zone)
    day = now.astimezone(local).date()
    while True:
        opening = datetime.combine(day, schedule.opens, local)
        if opening > now and day.weekday() < 5:
            return opening
        day += timedelta(days=1)
