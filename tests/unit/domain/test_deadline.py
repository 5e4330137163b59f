from datetime import UTC, date, datetime, time

import pytest

from service.domain.deadline import Deadline, Instant, Meaning, due_soon, last_due

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def until(day: date, clock: time | None = None) -> Deadline:
    return Deadline(Meaning.DEADLINE, None, Instant(day, clock), "", "")


def window(first: date, last: date) -> Deadline:
    return Deadline(Meaning.WINDOW, Instant(first), Instant(last), "", "")


def event(day: date) -> Deadline:
    return Deadline(Meaning.EVENT, Instant(day), None, "", "")


@pytest.mark.parametrize(
    ("deadline", "soon"),
    [
        (until(date(2026, 11, 24), time(11, 59)), False),
        (until(date(2026, 11, 24), time(12, 0)), True),
        (until(date(2026, 11, 24)), True),
        (until(date(2026, 12, 1), time(12, 0)), True),
        (until(date(2026, 12, 1), time(12, 1)), False),
        (window(date(2026, 11, 1), date(2026, 11, 30)), True),
        (window(date(2026, 11, 25), date(2026, 12, 30)), False),
        (event(date(2026, 11, 30)), True),
        (event(date(2026, 11, 23)), False),
    ],
)
def test_what_is_due_within_a_week(deadline: Deadline, soon: bool) -> None:
    assert due_soon([deadline], ZONE, NOW) == ((deadline,) if soon else ())


def test_the_most_urgent_is_first() -> None:
    later, sooner = until(date(2026, 11, 30)), event(date(2026, 11, 26))
    assert due_soon([later, sooner], ZONE, NOW) == (sooner, later)


def test_when_the_last_is_over() -> None:
    assert last_due([], ZONE) is None
    found = last_due([event(date(2026, 11, 30)), window(date(2026, 11, 1), date(2026, 12, 2))], ZONE)
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 12, 2, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-30", "2026-11-30T09:05"])
def test_an_instant_is_written_and_read_back(text: str) -> None:
    assert str(Instant.parse(text)) == text
