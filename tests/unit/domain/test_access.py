from datetime import UTC, datetime, timedelta

import pytest

from service.domain.access import Scope, Session, Token, digest_of, oldest_session

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def session(begun: timedelta, used: timedelta, password: str = "hash") -> Session:
    return Session(digest_of("secret"), digest_of(password), NOW - begun, NOW - used)


@pytest.mark.parametrize(
    ("begun", "used", "is_open"),
    [
        (0 * DAY, 0 * DAY, True),
        (80 * DAY, 13 * DAY, True),
        (20 * DAY, 14 * DAY, False),
        (90 * DAY, 0 * DAY, False),
    ],
)
def test_a_session_ends_by_itself(begun: timedelta, used: timedelta, is_open: bool) -> None:
    assert session(begun, used).is_open("hash", NOW) == is_open
    assert (NOW - used >= oldest_session(NOW)) or not is_open


def test_another_password_ends_every_session() -> None:
    assert not session(DAY, DAY).is_open("another", NOW)
    assert not session(DAY, DAY).is_open(None, NOW)


def test_a_use_is_noted_once_an_hour() -> None:
    assert not session(DAY, timedelta(minutes=59)).wants_noting(NOW)
    assert session(DAY, timedelta(hours=1)).wants_noting(NOW)


def test_scopes_include_the_ones_before() -> None:
    assert [Scope.WRITE.allows(wanted) for wanted in Scope] == [True, True, False]
    assert all(Scope.ADMIN.allows(wanted) for wanted in Scope)
    assert not Scope.READ.allows(Scope.WRITE)


def test_a_tokens_use_is_noted_once_a_minute() -> None:
    token = Token("t", "name", digest_of("x"), Scope.READ, NOW)
    assert token.wants_noting(NOW)
    assert not Token("t", "n", "d", Scope.READ, NOW, NOW).wants_noting(NOW + timedelta(seconds=59))
    assert Token("t", "n", "d", Scope.READ, NOW, NOW).wants_noting(NOW + timedelta(minutes=1))
