"""Who may see and change what belongs to the owner: browsers that signed in, and programs with a token."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_IDLE = timedelta(days=14)
_AT_MOST = timedelta(days=90)
_NOTED_EVERY = timedelta(hours=1)
_TOKEN_NOTED_EVERY = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal: what is kept of a secret that we drew ourselves. It has 256 bits, so it needs no
    slow hash, and whoever reads the database can use none of them."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that signed in. Times are aware UTC.

    `digest` is that of its secret; `password_mark` the digest of the password's hash at that time: with another
    password, whoever set it, every session ends. `agent` is what the browser calls itself.
    """

    digest: str
    password_mark: str
    created_at: datetime
    used_at: datetime
    agent: str = ""

    def is_open(self, password_hash: str | None, now: datetime) -> bool:
        """Used within two weeks, begun within ninety days, and under the password that holds now."""
        return (
            password_hash is not None
            and self.password_mark == digest_of(password_hash)
            and now - self.used_at < _IDLE
            and now - self.created_at < _AT_MOST
        )

    def wants_noting(self, now: datetime) -> bool:
        """Whether its last use is worth writing down: once an hour, not with every page."""
        return now - self.used_at >= _NOTED_EVERY


def oldest_session(now: datetime) -> datetime:
    """Sessions last used before this are over."""
    return now - _IDLE


class Scope(StrEnum):
    """What a token of the API may do; each includes the ones before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def allows(self, wanted: "Scope") -> bool:
        ranks = list(Scope)
        return ranks.index(self) >= ranks.index(wanted)


@dataclass(frozen=True, slots=True)
class Token:
    """A key to the API for a program. `digest` is that of its secret, which is shown once and kept nowhere."""

    id: str
    name: str
    digest: str
    scope: Scope
    created_at: datetime
    used_at: datetime | None = None

    def wants_noting(self, now: datetime) -> bool:
        """Whether its last use is worth writing down: once a minute, not with every request."""
        return self.used_at is None or now - self.used_at >= _TOKEN_NOTED_EVERY
