"""What a process takes from its surroundings: the time, and secrets. Everything else gets them passed in."""

import secrets
from datetime import UTC, datetime

from service.domain.source import Holder


def utc_now() -> datetime:
    """The wall clock, aware UTC: the only one in the service."""
    return datetime.now(UTC)


def new_holder(kind: str) -> Holder:
    """A name to hold leases under: 'daemon:…' for one that has the instance lock, 'worker:…', 'command:…'."""
    return Holder(f"{kind}:{secrets.token_hex(6)}")


def new_token() -> str:
    """An opaque secret for unsubscribe links: 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)
