"""Each reader's day has exactly one digest, whatever his zone does to its clocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.digest import Daily

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
SKIPPED_DAYS = {"Pacific/Apia": date(2011, 12, 30), "Pacific/Fakaofo": date(2011, 12, 30)}

moments = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
hours = st.times().map(lambda at: at.replace(microsecond=0))


@given(moments, hours, st.sampled_from(ZONES))
def test_the_next_digest_lies_ahead_at_most_two_days(now: datetime, at: time, zone: str) -> None:
    following = Daily(at).next_after(now, zone)
    assert following.tzinfo is UTC
    assert now < following <= now + timedelta(hours=50)


@given(moments, hours, st.sampled_from(ZONES))
def test_asked_at_any_time_before_it_the_digest_is_the_same(now: datetime, at: time, zone: str) -> None:
    daily = Daily(at)
    following = daily.next_after(now, zone)
    for between in (
        now + (following - now) / 3,
        now + (following - now) * 2 / 3,
        following - timedelta(seconds=1),
    ):
        if between >= now:
            assert daily.next_after(between, zone) == following
    assert daily.next_after(following, zone) > following


@given(moments, hours, st.sampled_from(ZONES))
def test_it_is_told_at_the_hour_or_where_clocks_jump_over_it_when_they_have(
    now: datetime, at: time, zone: str
) -> None:
    reader = ZoneInfo(zone)
    told = Daily(at).next_after(now, zone).astimezone(reader)
    wall = told.replace(tzinfo=None)
    if told.time() == at:
        assert told.fold == 0
        return
    # The hour does not exist on that day: what is shown is as much later as the clocks jumped.
    gap = told.replace(tzinfo=None) - datetime.combine(wall.date(), at)
    if gap < timedelta(0):
        gap += timedelta(days=1)
    assert timedelta(0) < gap <= timedelta(hours=24)
    missing = wall - gap
    assert missing.replace(tzinfo=reader).astimezone(UTC).astimezone(reader).replace(tzinfo=None) != missing


AT = [time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(8), time(23, 30), time(23, 59, 59)]


@pytest.mark.parametrize("year", [2011, 2026])
def test_around_every_change_of_every_zones_clocks_each_day_has_exactly_one(year: int) -> None:
    changes = [(zone, day) for zone in ZONES for day in _changes(ZoneInfo(zone), year)]
    assert len(changes) > 300
    for zone, change in changes:
        days = [change + timedelta(days=number) for number in range(-2, 4)]
        gone = SKIPPED_DAYS.get(zone)
        for at in AT:
            told = _days_told(Daily(at), ZoneInfo(zone), days[0], days[-1])
            assert told == [day for day in days if day != gone], (zone, at)


def _changes(zone: ZoneInfo, year: int) -> Iterator[date]:
    """The days of the year before whose end the zone's offset is another than before the day."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    for noon, later in pairwise(noons):
        if noon.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            yield later.astimezone(zone).date()


def _days_told(daily: Daily, zone: ZoneInfo, first: date, last: date) -> list[date]:
    """The days whose digests are told, from `first` to `last`, in the order they are told in."""
    moment = datetime.combine(first, time(0), zone).astimezone(UTC) - timedelta(days=2)
    days: list[date] = []
    while not days or days[-1] <= last:
        moment = daily.next_after(moment, zone.key)
        days.append(_day_of(moment.astimezone(zone), daily.at))
    return [day for day in days if first <= day <= last]


def _day_of(told: datetime, at: time) -> date:
    """The day whose digest this is: the day before, when the clocks jumped over its hour and over midnight."""
    jumped_over_midnight = told.time() != at and told.time() < at
    return told.date() - timedelta(days=1) if jumped_over_midnight else told.date()
