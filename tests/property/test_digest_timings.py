"""Hourly, daily and weekly digests and quiet hours, over all zones: each entry in exactly one digest."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.channel import ChannelId
from service.domain.delivery import digest_hour, reader_day
from service.domain.digest import (
    AtOnce,
    Daily,
    Hourly,
    Quiet,
    Timing,
    Weekly,
    parse_clock,
    parse_quiet,
    parse_timing,
)
from service.domain.rules import Verdict
from service.domain.subscription import Caps, Selection, Subscription, SubscriptionId

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
START = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = range(2024, 2028)

moments = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
digests = st.one_of(
    st.builds(Hourly, st.integers(0, 59)), st.builds(Daily, clocks), st.builds(Weekly, st.integers(0, 6), clocks)
)
timings = st.just(AtOnce()) | digests
quiets = st.builds(Quiet, clocks, clocks).filter(lambda quiet: quiet.start != quiet.end)


def reader(timing: Timing, zone: str, quiet: Quiet | None = None, caps: Caps | None = None) -> Subscription:
    return Subscription(
        SubscriptionId("reader"),
        ChannelId("channel"),
        Selection(),
        timing,
        created_at=START,
        token="token",
        zone=zone,
        quiet=quiet,
        caps=caps or Caps(),
    )


def hour(subscription: Subscription, now: datetime) -> datetime | None:
    return digest_hour(subscription, now, Verdict.WANTED, 0)


@given(moments, digests, st.sampled_from(ZONES), st.none() | quiets)
def test_entries_between_two_digests_share_the_later_one_and_nothing_is_put_back(
    now: datetime, timing: Timing, zone: str, quiet: Quiet | None
) -> None:
    """Exactly once: hours are a function of the time that never runs backwards and always lies ahead."""
    subscription = reader(timing, zone, quiet)
    told = hour(subscription, now)
    assert told is not None
    assert told > now
    for share in (0.001, 0.3, 0.7, 0.999):
        between = now + (told - now) * share
        again = hour(subscription, between)
        assert again is not None
        assert again > between
        assert again >= told if quiet else again == told
    following = hour(subscription, told)
    assert following is not None
    assert following > told


@given(moments, timings, st.sampled_from(ZONES), quiets)
def test_nothing_but_the_urgent_rings_in_quiet_hours(
    now: datetime, timing: Timing, zone: str, quiet: Quiet
) -> None:
    subscription = reader(timing, zone, quiet)
    rings = hour(subscription, now) or now
    wall = rings.astimezone(ZoneInfo(zone))
    assert not quiet.covers(rings, zone) or _clocks_jump_near(wall)
    assert digest_hour(subscription, now, Verdict.URGENT, 99) is None


@given(moments, st.integers(0, 59), st.sampled_from(ZONES))
def test_hourly_shows_its_minute_and_comes_within_two_hours(now: datetime, minute: int, zone: str) -> None:
    told = Hourly(minute).next_after(now, zone)
    wall = told.astimezone(ZoneInfo(zone))
    assert (wall.minute, wall.second, wall.microsecond) == (minute, 0, 0)
    assert now < told <= now + timedelta(hours=2)


@given(moments, st.integers(0, 6), clocks, st.sampled_from(ZONES))
def test_weekly_is_on_its_day_within_eight(now: datetime, day: int, at: time, zone: str) -> None:
    told = Weekly(day, at).next_after(now, zone)
    wall = told.astimezone(ZoneInfo(zone))
    assert (wall.weekday(), wall.time()) == (day, at) or _clocks_jump_near(wall)
    assert now < told <= now + timedelta(days=8, hours=2)


@pytest.mark.parametrize("timing", [Hourly(), Hourly(30), Daily(time(2, 30)), Weekly(6, time(2, 30))])
def test_around_every_change_of_every_zones_clocks_each_entry_is_in_one_digest(timing: Timing) -> None:
    """Entries every ten minutes for a day around each change: the hours they go to, in order, are the digests."""
    changes = [(zone, change) for zone in ZONES for change in _changes(ZoneInfo(zone))]
    assert len(changes) > 1000
    for zone, change in sorted(set(changes)):
        subscription = reader(timing, zone)
        entries = [change + timedelta(minutes=10 * number) for number in range(-36, 36)]
        told = [hour(subscription, entry) for entry in entries]
        assert all(one and one > entry for one, entry in zip(told, entries, strict=True)), (zone, change)
        for (entry, one), (_, following) in pairwise(zip(entries, told, strict=True)):
            assert one is not None
            assert following is not None
            assert following == one or following > one > entry, (zone, change)
        digests = sorted({one for one in told if one})
        assert all(hour(subscription, one - timedelta(microseconds=1)) == one for one in digests), (zone, change)


@given(moments, st.sampled_from(ZONES))
def test_the_readers_day_began_at_most_a_long_day_ago(now: datetime, zone: str) -> None:
    began = reader_day(reader(AtOnce(), zone), now)
    assert timedelta(0) <= now - began < timedelta(hours=25, minutes=1) or _clocks_jump_near(
        now.astimezone(ZoneInfo(zone))
    )


@given(moments, st.sampled_from(ZONES), st.integers(1, 5), st.integers(0, 9))
def test_beyond_the_cap_of_alerts_a_day_comes_one_digest(now: datetime, zone: str, cap: int, alerted: int) -> None:
    subscription = reader(AtOnce(), zone, caps=Caps(alerts=cap))
    told = digest_hour(subscription, now, Verdict.WANTED, alerted)
    assert (told is None) == (alerted < cap)
    if told:
        assert told == Daily(time(8)).next_after(now, zone)


@given(timings)
def test_a_timing_is_read_as_it_is_written(timing: Timing) -> None:
    assert parse_timing(str(timing)) == timing


@given(quiets)
def test_quiet_hours_are_read_as_they_are_written(quiet: Quiet) -> None:
    assert parse_quiet(str(quiet)) == quiet


@pytest.mark.parametrize(
    "text", ["", "daily", "daily 25:00", "weekly 08:00", "weekly xyz 08:00", "hourly 30", "now"]
)
def test_another_timing_is_refused_with_words(text: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        parse_timing(text)


@pytest.mark.parametrize("text", ["", "22:00", "22:00-22:00", "22-7", "25:00-07:00"])
def test_other_quiet_hours_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quiet hours|time of day"):
        parse_quiet(text)


def test_seconds_are_kept() -> None:
    assert parse_timing("daily 08:00:30") == Daily(parse_clock("08:00:30"))


def _clocks_jump_near(wall: datetime) -> bool:
    day = timedelta(hours=26)
    moment = wall.astimezone(UTC)
    around = {(moment + shift).astimezone(wall.tzinfo).utcoffset() for shift in (-day, timedelta(0), day)}
    return len(around) > 1


def _changes(zone: ZoneInfo) -> list[datetime]:
    """The instants, to the hour, before which the offset was another."""
    first = datetime.combine(date(YEARS.start, 1, 1), time(), UTC)
    days = [first + timedelta(days=number) for number in range(366 * len(YEARS))]
    found = []
    for day, following in pairwise(days):
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            hours = [day + timedelta(hours=number) for number in range(25)]
            found += [
                b for a, b in pairwise(hours) if a.astimezone(zone).utcoffset() != b.astimezone(zone).utcoffset()
            ]
    return found
