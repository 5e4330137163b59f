"""When a subscription is told: at once, or in a digest at an hour of the reader's own day or week.

Every timing but `AtOnce` is a set of instants, told in the reader's zone; an entry goes with the first that lies
ahead. So each entry is in exactly one digest, whatever the zone does to its clocks.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Each entry by itself, as soon as it is released."""

    def __str__(self) -> str:
        return "at once"


@dataclass(frozen=True, slots=True)
class Hourly:
    """One digest an hour, `minute` past by the reader's clock; nothing when there is nothing to tell."""

    minute: int = 0

    def next_after(self, now: datetime, zone: str) -> datetime:
        """The first instant strictly after `now` at which the reader's clock shows `minute` past, in UTC.

        Clocks that change by half an hour make one gap of half an hour or of an hour and a half.
        """
        reader = ZoneInfo(zone)
        local = now.astimezone(reader)
        past = timedelta(minutes=(local.minute - self.minute) % 60, seconds=local.second)
        told = now - past - timedelta(microseconds=local.microsecond) + _HOUR
        if told.astimezone(reader).utcoffset() == local.utcoffset():
            return told.astimezone(UTC)
        moment = (now - timedelta(seconds=local.second, microseconds=local.microsecond)).astimezone(UTC)
        while True:  # the clocks change within the hour
            moment += timedelta(minutes=1)
            if moment.astimezone(reader).minute == self.minute:
                return moment

    def __str__(self) -> str:
        return f"hourly :{self.minute:02d}" if self.minute else "hourly"


@dataclass(frozen=True, slots=True)
class Daily:
    """One digest a day at `at`, wall-clock time in the reader's zone; nothing when there is nothing to tell."""

    at: time

    def next_after(self, now: datetime, zone: str) -> datetime:
        """The first digest hour strictly after `now`, in UTC.

        An hour that the clocks skip in spring is told when they have jumped; one that comes twice in autumn is
        told the first time (PEP 495, fold=0), so each day has exactly one.
        """
        return _first(self.at, now, zone, days=1)

    def __str__(self) -> str:
        return f"daily {written_clock(self.at)}"


@dataclass(frozen=True, slots=True)
class Weekly:
    """One digest a week on `day` (0 is Monday, as in `date.weekday`) at `at`, as `Daily` means it."""

    day: int
    at: time

    def next_after(self, now: datetime, zone: str) -> datetime:
        """The first digest hour strictly after `now`, in UTC."""
        return _first(self.at, now, zone, days=7, weekday=self.day)

    def __str__(self) -> str:
        return f"weekly {WEEKDAYS[self.day]} {written_clock(self.at)}"


Timing = AtOnce | Hourly | Daily | Weekly


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the reader's day in which nothing rings: from `start` up to `end`, over midnight when `end` is the
    smaller. What falls into them is told together when they end."""

    start: time
    end: time

    def covers(self, moment: datetime, zone: str) -> bool:
        """Whether the reader's clock shows a quiet hour."""
        wall = moment.astimezone(ZoneInfo(zone)).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def ends_after(self, moment: datetime, zone: str) -> datetime:
        """The first end of quiet hours strictly after `moment`, in UTC."""
        return Daily(self.end).next_after(moment, zone)

    def __str__(self) -> str:
        return f"{written_clock(self.start)}-{written_clock(self.end)}"


@lru_cache(maxsize=256)
def parse_timing(text: str) -> Timing:
    """'at once', 'hourly', 'hourly :30', 'daily 08:00', 'weekly mon 08:00': what `str` of a timing writes.

    Raises ValueError, in words for the author, for anything else.
    """
    match text.lower().split():
        case ["at", "once"]:
            return AtOnce()
        case ["hourly"]:
            return Hourly()
        case ["hourly", minute] if re.fullmatch(r":[0-5]\d", minute):
            return Hourly(int(minute[1:]))
        case ["daily", at]:
            return Daily(parse_clock(at))
        case ["weekly", day, at] if day[:3] in WEEKDAYS:
            return Weekly(WEEKDAYS.index(day[:3]), parse_clock(at))
    raise ValueError(
        f"not a time to tell at: {text!r}. Write 'at once', 'hourly', 'daily 08:00' or 'weekly mon 08:00'"
    )


def parse_quiet(text: str) -> Quiet:
    """'22:00-07:00'. Raises ValueError, in words for the author, for anything else."""
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"not quiet hours: {text!r}. Write them as in '22:00-07:00'")
    quiet = Quiet(parse_clock(start), parse_clock(end))
    if quiet.start == quiet.end:
        raise ValueError(f"quiet hours end when they begin: {text!r}")
    return quiet


def parse_clock(text: str) -> time:
    """'08:00', '8:00' or '08:00:30' as a time of day. Raises ValueError, in words for the author, for others."""
    if clock := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", text.strip(), re.ASCII):
        hour, minute, second = clock.groups(default="0")
        return time(int(hour), int(minute), int(second))
    raise ValueError(f"not a time of day: {text!r}. Write hours and minutes, as in '08:00'")


def written_clock(at: time) -> str:
    """What `parse_clock` reads back: '08:00', with seconds when there are any."""
    return at.isoformat("seconds" if at.second else "minutes")


def _first(at: time, now: datetime, zone: str, *, days: int, weekday: int | None = None) -> datetime:
    """The first instant strictly after `now` that is `at` on a day of the reader, every `days` days."""
    reader = ZoneInfo(zone)
    day = now.astimezone(reader).date() - timedelta(days=1)
    if weekday is not None:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    while True:
        told = _instant(day, at, reader)
        if told > now:
            return told
        day += timedelta(days=days)


def _instant(day: date, at: time, reader: ZoneInfo) -> datetime:
    return datetime.combine(day, at, reader).astimezone(UTC)
