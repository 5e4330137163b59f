from datetime import UTC, datetime, timedelta

from service.web.throttle import Limit, Throttle

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_one_client_is_held_and_told_how_long() -> None:
    throttle = Throttle(Limit(3, 5 * MINUTE))
    waits = [throttle.wait("a", START + number * MINUTE) for number in range(4)]
    assert waits == [None, None, None, 2 * MINUTE]
    assert throttle.wait("b", START + 3 * MINUTE) is None


def test_who_waits_as_long_as_he_is_told_gets_in() -> None:
    throttle = Throttle(Limit(3, 5 * MINUTE))
    for _ in range(3):
        throttle.wait("a", START)
    for _ in range(10):
        assert throttle.wait("a", START + MINUTE) == 4 * MINUTE
    assert throttle.wait("a", START + 5 * MINUTE) is None


def test_guessing_from_many_addresses_is_bounded() -> None:
    throttle = Throttle(Limit(3, 5 * MINUTE), Limit(10, 5 * MINUTE))
    allowed = [throttle.wait(f"10.0.0.{number}", START) is None for number in range(200)]
    assert allowed.count(True) == 10


def test_who_knew_the_password_starts_anew() -> None:
    throttle = Throttle(Limit(2, 5 * MINUTE))
    throttle.wait("a", START)
    throttle.wait("a", START)
    throttle.forget("a")
    assert throttle.wait("a", START) is None


def test_memory_is_bounded_and_the_latest_are_kept() -> None:
    throttle = Throttle(Limit(1, 5 * MINUTE), Limit(1000, 5 * MINUTE), remembered=50)
    for number in range(300):
        throttle.wait(str(number), START)
    assert len(throttle) == 50
    assert throttle.wait("299", START) is not None
