"""The owner's password as it is kept: Argon2id (RFC 9106). The only owner of argon2.

Hashing takes tens of milliseconds and 64 MiB on purpose: call it in a thread, one at a time.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
"""NIST SP 800-63B section 3.1.1.2 asks for length and for nothing else; it is the owner's door to everything."""
LONGEST = 1024
"""Longer ones are no passwords, but work for us."""

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep, in PHC string format. Raises ValueError, in words for the owner, for one that is too short
    or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hasher.hash(password)


def matches(password: str, hashed: str) -> bool:
    """Whether `hashed` is that of `password`."""
    try:
        return len(password) <= LONGEST and _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def is_hash(text: str) -> bool:
    """Whether `text` is an Argon2 hash in PHC string format."""
    try:
        _hasher.check_needs_rehash(text)
    except InvalidHashError:
        return False
    return True
