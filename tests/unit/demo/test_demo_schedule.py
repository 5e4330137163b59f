"""When the demo site publishes."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.demo.menu import SECTIONS
from service.demo.notices import ZONE
from service.demo.schedule import Schedule, past_slots, rotation

START = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_first_notice_comes_soon_and_then_one_every_interval() -> None:
    schedule = Schedule(START, MINUTE)
    assert schedule.published_by(START) == 0
    assert schedule.published_by(START + timedelta(seconds=19)) == 0
    assert schedule.published_by(START + timedelta(seconds=20)) == 1
    assert schedule.published_by(START + timedelta(seconds=79)) == 1
    assert schedule.published_by(START + timedelta(seconds=80)) == 2
    assert schedule.moment(2) == START + timedelta(seconds=80)


def test_a_short_interval_holds_for_the_first_notice_too() -> None:
    assert Schedule(START, timedelta(milliseconds=250)).moment(1) == START + timedelta(milliseconds=250)


def test_nothing_is_published_before_the_start() -> None:
    assert Schedule(START, MINUTE).published_by(START - timedelta(days=1)) == 0


def test_a_night_switched_off_publishes_nothing() -> None:
    night = (START + timedelta(minutes=10), START + timedelta(hours=10))
    schedule = Schedule(START, MINUTE, [night])
    assert schedule.published_by(night[1]) == schedule.published_by(night[0]) == 10
    assert schedule.published_by(night[1] + MINUTE) == 11
    assert schedule.moment(11) == night[1] + timedelta(seconds=20)


@pytest.mark.parametrize("every", [timedelta(0), timedelta(seconds=-1)])
def test_an_interval_must_be_above_zero(every: timedelta) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Schedule(START, every)


seconds = st.integers(1, 5000).map(lambda number: timedelta(seconds=number))


@given(every=seconds, k=st.integers(1, 500), spans=st.lists(st.tuples(seconds, seconds), max_size=4))
def test_the_moment_of_a_publication_is_when_the_count_reaches_it(
    every: timedelta, k: int, spans: list[tuple[timedelta, timedelta]]
) -> None:
    closed = []
    end = START
    for pause, length in spans:
        closed.append((end + pause, end + pause + length))
        end = closed[-1][1]
    schedule = Schedule(START, every, closed)
    moment = schedule.moment(k)
    assert schedule.published_by(moment) == k
    assert schedule.published_by(moment - timedelta(microseconds=1)) == k - 1
    assert not any(begin < moment < end for begin, end in closed)


def test_the_past_lies_in_office_hours_of_two_years() -> None:
    slots = past_slots(START, 1)
    days = [slot.published_at.astimezone(ZONE) for slot in slots]
    assert days == sorted(days)
    assert all(day.weekday() < 5 and 8 <= day.hour < 18 for day in days)
    assert days[-1].date() < START.astimezone(ZONE).date()
    assert timedelta(days=600) < START - slots[0].published_at < timedelta(days=735)
    assert [slot.number for slot in slots] == list(range(1001, 1001 + len(slots)))


def test_every_section_has_a_past_and_some_a_long_one() -> None:
    held = Counter(slot.section.slug for slot in past_slots(START, 1))
    assert min(held.values()) >= 6
    assert sum(count >= 45 for count in held.values()) >= 3


def test_the_rotation_holds_every_section_once() -> None:
    assert sorted(section.slug for section in rotation()) == sorted(section.slug for section in SECTIONS)
