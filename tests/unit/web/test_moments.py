from datetime import UTC, datetime, timedelta

import pytest

from service.web.moments import age, day, minute

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("distance", "english", "chinese"),
    [
        (timedelta(minutes=-3), "3 minutes ago", "3分钟前"),
        (timedelta(minutes=12), "in 12 minutes", "12分钟后"),
        (timedelta(), "1 second ago", "1秒钟前"),
        (timedelta(milliseconds=300), "in 1 second", "1秒钟后"),
        (timedelta(days=-40), "1 month ago", "1个月前"),
    ],
)
def test_ages_read_like_speech(distance: timedelta, english: str, chinese: str) -> None:
    assert age(NOW + distance, NOW, "en") == english
    assert age(NOW + distance, NOW, "zh") == chinese


def test_a_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert day(late, NOW, "Asia/Shanghai", "zh") == "11月24日"
    assert day(late, NOW, "Europe/London", "zh") == "11月23日"
    assert day(late, NOW, "Asia/Shanghai", "en") == "24 Nov"


def test_another_year_is_said() -> None:
    assert day(datetime(2025, 2, 21, tzinfo=UTC), NOW, "Asia/Shanghai", "zh") == "2025年2月21日"
    assert day(datetime(2025, 2, 21, tzinfo=UTC), NOW, "Asia/Shanghai", "en") == "21 Feb 2025"


def test_minutes_are_wall_clock_time_of_the_zone() -> None:
    assert minute(NOW, "Asia/Shanghai", "zh") == "2026年11月24日 16:00"
    assert minute(NOW, "Asia/Shanghai", "en") == "24 Nov 2026, 16:00"
