import re

import pytest

from service.web.sparkline import HEIGHT, WEEKS, bars


def heights(path: str) -> list[int]:
    return [int(found) for found in re.findall(r"v-(\d+)h", path)]


def test_a_quiet_source_shows_a_flat_line() -> None:
    assert heights(bars([])) == [1] * WEEKS


def test_the_busiest_week_is_full_and_the_others_are_in_proportion() -> None:
    assert heights(bars([0] * 10 + [5, 10])) == [1] * 10 + [HEIGHT // 2, HEIGHT]


def test_one_notice_a_week_does_not_fill_the_picture() -> None:
    assert heights(bars([1] * WEEKS)) == [round(HEIGHT / 3)] * WEEKS


@pytest.mark.parametrize("weeks", [[7], list(range(20))])
def test_the_last_weeks_stand_on_the_right(weeks: list[int]) -> None:
    found = heights(bars(weeks))
    assert len(found) == WEEKS
    assert found[-1] == HEIGHT
