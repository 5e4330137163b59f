"""When what failed is tried again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.alerts.dispatch import DEFAULT_DELAYS
from service.domain.channel import ChannelKind
from service.domain.retry import next_attempt_at

NOW = datetime(2026, 11, 24, tzinfo=UTC)
delays = st.lists(st.timedeltas(timedelta(0), timedelta(days=30)), max_size=12)
jitters = st.floats(0, 1)
wishes = st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=30)).map(lambda later: NOW + later)


@given(delays, st.integers(1, 20), jitters, wishes)
def test_there_is_a_next_try_for_each_delay_and_no_more(
    delays: list[timedelta], failed: int, jitter: float, wish: datetime | None
) -> None:
    following = next_attempt_at(delays, failed, NOW, jitter=jitter, not_before=wish)
    assert (following is not None) == (failed <= len(delays))


@given(delays.filter(bool), st.data(), jitters, wishes)
def test_it_is_never_early_and_never_late(
    delays: list[timedelta], draw: st.DataObject, jitter: float, wish: datetime | None
) -> None:
    failed = draw.draw(st.integers(1, len(delays)))
    following = next_attempt_at(delays, failed, NOW, jitter=jitter, not_before=wish)
    assert following is not None
    delay, rounding = delays[failed - 1], timedelta(microseconds=2)
    earliest, latest = NOW + delay * 0.9 - rounding, NOW + delay * 1.1 + rounding
    assert following >= earliest
    assert following >= NOW
    assert following <= max(latest, wish or latest)
    if wish is not None:
        assert following >= wish


@given(st.floats(0, 1), st.sampled_from(list(ChannelKind)))
def test_the_default_schedules_last_for_days_however_the_dice_fall(jitter: float, kind: ChannelKind) -> None:
    at = NOW
    tries = 1
    while following := next_attempt_at(DEFAULT_DELAYS[kind], tries, at, jitter=jitter):
        at, tries = following, tries + 1
    lasts = at - NOW
    # what is said in a chat a day later helps nobody
    shortest = {ChannelKind.MAIL: timedelta(days=5), ChannelKind.CHAT: timedelta(hours=20)}
    assert lasts >= shortest.get(kind, timedelta(hours=68))
    assert lasts <= timedelta(days=7)
    assert tries == len(DEFAULT_DELAYS[kind]) + 1


def test_the_webhook_schedule_is_the_specifications_example() -> None:
    assert sum(DEFAULT_DELAYS[ChannelKind.WEBHOOK], timedelta(0)) == timedelta(hours=75, minutes=35, seconds=5)
