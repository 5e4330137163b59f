"""When a source is visited again."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.digest import Daily
from service.domain.retry import next_attempt_at
from service.domain.rhythm import Schedule, back_off, next_poll_at

SHANGHAI = ZoneInfo("Asia/Shanghai")
SCHEDULE = Schedule()


@pytest.mark.parametrize(
    ("local", "wait"),
    [
        (datetime(2026, 3, 2, 10), timedelta(minutes=15)),  # Monday morning
        (datetime(2026, 3, 2, 20), timedelta(hours=1)),
        (datetime(2026, 3, 2, 7, 30), timedelta(minutes=30)),  # brought forward to the opening
        (datetime(2026, 2, 28, 12), timedelta(hours=1)),  # Saturday
    ],
)
def test_office_hours(local: datetime, wait: timedelta) -> None:
    now = local.replace(tzinfo=SHANGHAI).astimezone(UTC)
    assert next_poll_at(SCHEDULE, None, "Asia/Shanghai", now, jitter=0) == now + wait


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns"]),
    st.floats(0, 1),
)
def test_the_next_poll_lies_ahead_and_not_beyond_the_longest_interval(
    now: datetime, zone: str, jitter: float
) -> None:
    then = next_poll_at(SCHEDULE, None, zone, now, jitter=jitter)
    assert now < then <= now + timedelta(hours=1)


def test_an_interval_of_its_own_counts_day_and_night() -> None:
    now = datetime(2026, 3, 1, 19, tzinfo=UTC)
    every = timedelta(milliseconds=250)
    assert next_poll_at(SCHEDULE, every, "Asia/Shanghai", now, jitter=0) == now + every


@given(st.integers(1, 10_000), st.timedeltas(timedelta(milliseconds=1), timedelta(days=3)))
def test_back_off_grows_and_stays_bounded(failures: int, interval: timedelta) -> None:
    wait = back_off(interval, failures)
    assert interval <= wait <= max(interval, timedelta(hours=6))
    assert back_off(interval, failures + 1) >= wait


@given(st.integers(1, 6), st.floats(0, 1))
def test_retries_end(failed: int, jitter: float) -> None:
    delays = (timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1))
    now = datetime(2026, 3, 2, tzinfo=UTC)
    then = next_attempt_at(delays, failed, now, jitter=jitter)
    if failed > len(delays):
        assert then is None
    else:
        assert then is not None
        assert 0.9 * delays[failed - 1] <= then - now <= 1.1 * delays[failed - 1]


def test_a_retry_never_comes_before_the_receiver_wants_it() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    later = now + timedelta(hours=3)
    assert next_attempt_at((timedelta(seconds=1),), 1, now, jitter=0.5, not_before=later) == later


def test_a_digest_hour_that_the_clocks_skip_is_told_when_they_have_jumped() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    first = Daily(time(2, 30)).next_after(before, "Europe/Berlin")
    assert first == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert Daily(time(2, 30)).next_after(first, "Europe/Berlin") == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
