"""When the demo site publishes: a past of two years, then one notice every so often. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from service.demo.dice import Dice
from service.demo.menu import SECTIONS, Section
from service.demo.notices import ZONE, Slot

FIRST_NUMBER = 1001
FIRST_AFTER = timedelta(seconds=20)
"""A newcomer does not wait a whole interval for the first new notice."""
PAST = timedelta(days=725)

Span = tuple[datetime, datetime]

_ROTATION = (
    ("zzgz/gzdt", "zzgz/zztz", "sdsf/sdjs", "qlxg/qltz", "tzgz/tzdt", "qlxg/jsjy", "zzgz/dyfz", "sdsf/byjs"),
    ("qlxg/qlgz", "xzzq", "sdsf/jsjy", "zzgz/zcll", "sdsf/llxx", "qlxg/djfg", "zzgz/bszn", "qlxg/ljwh"),
    ("tzgz/zcwj", "sdsf/zdjs", "qlxg/xfjb", "sdsf/sdjd"),
)


def rotation() -> tuple[Section, ...]:
    """Every section once, in the order in which they are published into: the lively ones first."""
    by_slug = {section.slug: section for section in SECTIONS}
    return tuple(by_slug[slug] for group in _ROTATION for slug in group)


def past_slots(started_at: datetime, seed: int) -> tuple[Slot, ...]:
    """What had been published before `started_at` (aware), oldest first, numbered in that order.

    On working days, in office hours of the site's zone, none on the day of the start itself.
    """
    moments: list[tuple[datetime, Section]] = []
    for section in SECTIONS:
        dice = Dice(f"past/{seed}/{section.slug}")
        step = PAST / section.past
        for place in range(section.past):
            age = step * (place + dice.between(10, 90) / 100) + timedelta(days=1)
            moments.append((_in_office_hours(started_at - age, dice), section))
    moments.sort(key=lambda moment: (moment[0], moment[1].slug))
    ordinals = dict.fromkeys(SECTIONS, 0)
    slots = []
    for place, (moment, section) in enumerate(moments):
        slots.append(Slot(FIRST_NUMBER + place, section, ordinals[section], moment))
        ordinals[section] += 1
    return tuple(slots)


def _in_office_hours(moment: datetime, dice: Dice) -> datetime:
    local = moment.astimezone(ZONE)
    local -= timedelta(days=max(0, local.weekday() - 4))
    return local.replace(
        hour=dice.pick((8, 9, 10, 11, 14, 15, 16, 17)),
        minute=dice.below(60),
        second=dice.below(60),
        microsecond=0,
    ).astimezone(UTC)


class Schedule:
    """Publication k (from 1) is `first_after + (k - 1) * every` of *open* time after `started_at`.

    The time in `closed` spans does not count: a site that was switched off for a night has not published
    a thousand notices by the morning. Spans are aware, ascending and do not overlap.
    """

    def __init__(self, started_at: datetime, every: timedelta, closed: Sequence[Span] = ()) -> None:
        if every <= timedelta(0):
            raise ValueError(f"every: {every} is no interval; give one above zero")
        self._started_at = started_at
        self._every = every
        self._first_after = min(FIRST_AFTER, every)
        self._closed = tuple(closed)

    def published_by(self, now: datetime) -> int:
        """How many publications lie at or before `now`."""
        open_time = now - self._started_at
        for begin, end in self._closed:
            open_time -= max(timedelta(0), min(end, now) - begin)
        return max(0, (open_time - self._first_after) // self._every + 1)

    def moment(self, k: int) -> datetime:
        """When publication `k` happens, aware."""
        moment = self._started_at + self._first_after + (k - 1) * self._every
        for begin, end in self._closed:
            if begin < moment:
                moment += end - begin
        return moment
