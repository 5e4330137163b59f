from datetime import time, timedelta

import pytest

from service.config.durations import format_duration, parse_duration, parse_hours, parse_size
from service.domain.digest import parse_clock


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (90, timedelta(seconds=90)),
        (0.05, timedelta(milliseconds=50)),
        (0, timedelta()),
        ("0.5s", timedelta(milliseconds=500)),
        ("250ms", timedelta(milliseconds=250)),
        ("15m", timedelta(minutes=15)),
        ("1h30m", timedelta(minutes=90)),
        ("1h 30m", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
    ],
)
def test_durations_are_read(written: object, meant: timedelta) -> None:
    assert parse_duration(written) == meant


@pytest.mark.parametrize(
    "written", [-1, True, "15", "m", "", "1y", "-5s", float("nan"), float("inf"), None, [1], "9999999d"]
)
def test_what_is_no_duration_is_told(written: object) -> None:
    with pytest.raises(ValueError, match=r"not a duration|too long"):
        parse_duration(written)


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (timedelta(), "0s"),
        (timedelta(minutes=90), "1h30m"),
        (timedelta(milliseconds=500), "0.5s"),
        (timedelta(days=2, microseconds=1), "2d0.000001s"),
    ],
)
def test_durations_are_written(duration: timedelta, written: str) -> None:
    assert format_duration(duration) == written
    assert parse_duration(written) == duration


@pytest.mark.parametrize(("written", "meant"), [("15MiB", 15 * 2**20), ("500 KB", 500_000), (7, 7), ("7", 7)])
def test_sizes_are_read(written: object, meant: int) -> None:
    assert parse_size(written) == meant


@pytest.mark.parametrize("written", ["15 miles", 0, "0", -1, True, 1.5, ""])
def test_what_is_no_size_is_told(written: object) -> None:
    with pytest.raises(ValueError, match="not a size"):
        parse_size(written)


def test_hours_are_read() -> None:
    assert parse_hours("08:00-18:30") == (time(8), time(18, 30))
    assert parse_clock("8:05") == time(8, 5)


@pytest.mark.parametrize("written", ["08:00", "8-18", "18:00-08:00", "08:00-24:00", 8, "08:00-08:00"])
def test_what_are_no_hours_is_told(written: object) -> None:
    with pytest.raises(ValueError, match=r"hours|time of day"):
        parse_hours(written)
