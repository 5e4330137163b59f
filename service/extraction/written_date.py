"""A date as it stands in a text, with all that it can mean."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

OLDEST_YEAR = 1950
NEWEST_YEAR = 2099


class Order(StrEnum):
    """In which order a date's numbers stand."""

    YEAR_FIRST = "ymd"
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a written date can mean. `year` is None when none is written."""

    order: Order
    year: int | None
    month: int
    day: int

    @property
    def exists(self) -> bool:
        """Whether there is such a day, in the years that pages speak of."""
        year = 2000 if self.year is None else self.year  # a leap year: 02-29 may exist
        if not OLDEST_YEAR <= year <= NEWEST_YEAR:
            return False
        try:
            date(year, self.month, self.day)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text at [start, end), before what it leaves open is settled.

    `meanings`: the likeliest first; more than one for '03/04/2025' or '24-03-05'. `offset`: the distance from UTC
    that was written with it. `sure`: written in full or named as a date; the others ('03-05', '12.5', '20250305')
    may also be numbers of something else.
    """

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    clock: time | None = None
    offset: timedelta | None = None
    sure: bool = True

    @property
    def has_year(self) -> bool:
        return self.meanings[0].year is not None
