from datetime import UTC, datetime, timedelta

import pytest

from service.domain.source import Health, SourceState
from service.domain.trouble import in_trouble_since

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def state(health: Health, last_good_at: datetime | None) -> SourceState:
    return SourceState(next_poll_at=NOW, health=health, last_good_at=last_good_at)


@pytest.mark.parametrize("health", [Health.EMPTY, Health.DRIFTED, Health.UNREACHABLE, Health.BLOCKED, Health.GONE])
def test_trouble_counts_from_the_last_good_reading(health: Health) -> None:
    assert in_trouble_since(state(health, NOW - DAY), NOW, DAY) == NOW - DAY
    assert in_trouble_since(state(health, NOW - DAY + timedelta(seconds=1)), NOW, DAY) is None


@pytest.mark.parametrize("health", [Health.OK, Health.UNCHECKED, Health.FLOODED])
def test_what_is_read_well_is_in_no_trouble_however_old(health: Health) -> None:
    assert in_trouble_since(state(health, NOW - 30 * DAY), NOW, DAY) is None


def test_never_means_never_and_what_was_never_read_has_nobody_to_tell() -> None:
    assert in_trouble_since(state(Health.GONE, NOW - 30 * DAY), NOW, timedelta()) is None
    assert in_trouble_since(state(Health.GONE, None), NOW, DAY) is None
