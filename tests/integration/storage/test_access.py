"""The owner's password, sessions and tokens, on both databases."""

from datetime import UTC, datetime, timedelta

from service.domain.access import Scope, Session, Token, digest_of
from service.storage.store import Store
from tests.integration.storage.conftest import Opening

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def session(secret: str, used_at: datetime = NOW) -> Session:
    return Session(digest_of(secret), digest_of("hash"), used_at, used_at, "a browser \x00")


async def test_a_password_is_kept_changed_and_taken_away(store: Store) -> None:
    access = store.access
    assert await access.password_hash() is None
    await access.set_password("first")
    await access.set_password("second")
    assert await access.password_hash() == "second"
    await access.set_password(None)
    assert await access.password_hash() is None


async def test_a_new_password_ends_all_sessions_and_keeps_the_form_key(store: Store) -> None:
    access = store.access
    key = await access.form_key()
    await access.set_password("first")
    await access.begin_session(session("a"), over=NOW - DAY)
    await access.set_password("second")
    assert await access.session(digest_of("a")) == (None, "second")
    assert await access.form_key() == key


async def test_every_daemon_signs_forms_with_the_same_key(opening: Opening) -> None:
    one, other = await opening(), await opening()
    key = await one.access.form_key()
    assert len(key) == 64
    assert await other.access.form_key() == key


async def test_a_session_is_found_noted_and_ended(store: Store) -> None:
    access = store.access
    await access.begin_session(session("a"), over=NOW - DAY)
    await access.begin_session(session("b"), over=NOW - DAY)
    await access.note_session(digest_of("a"), NOW + DAY)
    found, _ = await access.session(digest_of("a"))
    assert found is not None
    assert (found.created_at, found.used_at, found.agent) == (NOW, NOW + DAY, "a browser \ufffd")
    assert await access.end_sessions(digest_of("a")) == 1
    assert await access.session(digest_of("a")) == (None, None)
    assert await access.end_sessions() == 1


async def test_sessions_long_unused_are_forgotten(store: Store) -> None:
    access = store.access
    await access.begin_session(session("old", NOW - 20 * DAY), over=NOW - 30 * DAY)
    await access.begin_session(session("new"), over=NOW - 14 * DAY)
    assert (await access.session(digest_of("old")))[0] is None
    assert (await access.session(digest_of("new")))[0] is not None


async def test_a_token_is_found_noted_and_revoked(store: Store) -> None:
    access = store.access
    token = Token("laptop", "my laptop", digest_of("secret"), Scope.WRITE, NOW)
    await access.add_token(token)
    assert await access.token(digest_of("secret")) == token
    assert await access.token(digest_of("other")) is None
    await access.note_token(token.digest, NOW + DAY)
    assert [found.used_at for found in await access.tokens()] == [NOW + DAY]
    assert await access.revoke_token("laptop", NOW)
    assert not await access.revoke_token("laptop", NOW)
    assert await access.token(digest_of("secret")) is None
    assert await access.tokens() == []
