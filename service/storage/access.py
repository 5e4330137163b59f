"""The owner's password, the browsers that signed in with it, and the tokens of programs."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from service.domain.access import Scope, Session, Token
from service.storage.engine import Database
from service.storage.ownerschema import owner, sessions, tokens
from service.storage.statements import insert_missing, upsert

_ONLY = 1


class AccessStore:
    """The part of the Store that knows who may come in. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def password_hash(self) -> str | None:
        return await self._database.read(_password_hash)

    async def set_password(self, hashed: str | None) -> None:
        """Set, change or take away the owner's password. Every session ends."""
        await self._database.write(_set_password, hashed)

    async def form_key(self) -> str:
        """The secret that the owner's forms are signed with: the same for every daemon, and after a restart."""
        return await self._database.write(_form_key)

    async def begin_session(self, session: Session, *, over: datetime) -> None:
        """Keep `session`; those last used before `over` are forgotten."""
        await self._database.write(_begin_session, session, over)

    async def session(self, digest: str) -> tuple[Session | None, str | None]:
        """The session of this digest, if any, and the hash of the password kept here, if any."""
        return await self._database.read(_session, digest)

    async def note_session(self, digest: str, now: datetime) -> None:
        """It was used."""
        await self._database.write(_note_session, digest, now)

    async def end_sessions(self, digest: str | None = None) -> int:
        """End this session, or all; how many."""
        return await self._database.write(_end_sessions, digest)

    async def add_token(self, token: Token) -> None:
        """Its id and digest must be new."""
        await self._database.write(_add_token, token)

    async def tokens(self) -> list[Token]:
        """All that have not been revoked, in the order they were made."""
        return await self._database.read(_tokens)

    async def token(self, digest: str) -> Token | None:
        """The token of this digest, unless it was revoked."""
        return await self._database.read(_token, digest)

    async def note_token(self, digest: str, now: datetime) -> None:
        """It was used."""
        await self._database.write(_note_token, digest, now)

    async def revoke_token(self, token_id: str, now: datetime) -> bool:
        """False: no such token, or it was revoked before."""
        return await self._database.write(_revoke_token, token_id, now)


def _password_hash(connection: Connection) -> str | None:
    return connection.scalar(select(owner.c.password_hash))


def _set_password(connection: Connection, hashed: str | None) -> None:
    row = {"number": _ONLY, "password_hash": hashed, "form_key": _new_key()}
    upsert(connection, owner, [row], ["number"], ["password_hash"])
    connection.execute(delete(sessions))


def _form_key(connection: Connection) -> str:
    insert_missing(connection, owner, [{"number": _ONLY, "form_key": _new_key()}], "number")
    return str(connection.scalar(select(owner.c.form_key)))


def _begin_session(connection: Connection, session: Session, over: datetime) -> None:
    connection.execute(delete(sessions).where(sessions.c.used_at < over))
    values = {
        "digest": session.digest,
        "password_mark": session.password_mark,
        "created_at": session.created_at,
        "used_at": session.used_at,
        "agent": session.agent,
    }
    connection.execute(insert(sessions).values(values))


def _session(connection: Connection, digest: str) -> tuple[Session | None, str | None]:
    row = connection.execute(select(sessions).where(sessions.c.digest == digest)).one_or_none()
    found = Session(row.digest, row.password_mark, row.created_at, row.used_at, row.agent) if row else None
    return found, _password_hash(connection)


def _note_session(connection: Connection, digest: str, now: datetime) -> None:
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(used_at=now))


def _end_sessions(connection: Connection, digest: str | None) -> int:
    whose = delete(sessions) if digest is None else delete(sessions).where(sessions.c.digest == digest)
    return connection.execute(whose).rowcount


def _add_token(connection: Connection, token: Token) -> None:
    values = {
        "id": token.id,
        "name": token.name,
        "digest": token.digest,
        "scope": token.scope.value,
        "created_at": token.created_at,
        "used_at": token.used_at,
    }
    connection.execute(insert(tokens).values(values))


def _tokens(connection: Connection) -> list[Token]:
    wanted = select(tokens).where(tokens.c.revoked_at.is_(None)).order_by(tokens.c.number)
    return [_token_of(row) for row in connection.execute(wanted)]


def _token(connection: Connection, digest: str) -> Token | None:
    wanted = select(tokens).where(tokens.c.digest == digest, tokens.c.revoked_at.is_(None))
    row = connection.execute(wanted).one_or_none()
    return _token_of(row) if row else None


def _token_of(row: Row[Any]) -> Token:
    return Token(row.id, row.name, row.digest, Scope(row.scope), row.created_at, row.used_at)


def _note_token(connection: Connection, digest: str, now: datetime) -> None:
    connection.execute(update(tokens).where(tokens.c.digest == digest).values(used_at=now))


def _revoke_token(connection: Connection, token_id: str, now: datetime) -> bool:
    this = (tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
    return connection.execute(update(tokens).where(*this).values(revoked_at=now)).rowcount == 1


def _new_key() -> str:
    return secrets.token_hex(32)
