"""Which daemons and workers live. What a dead one had taken falls free at once, instead of at its lease's end.

On PostgreSQL each keeps an advisory lock in a session of its own; the server gives it up when the session
ends, however the process died (PostgreSQL documentation, 13.3.5 Advisory Locks). On SQLite the instance lock has
settled it: there is no other daemon.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import Connection, or_, select, text, union

from service.domain.source import Holder
from service.storage.schema import deliveries, entries, hub_requests, sources
from service.storage.statements import release

_TABLES = (sources, entries, deliveries, hub_requests)
_LASTING = ("daemon:", "worker:")
"""How the names of those begin that announce themselves; a command does not."""


def announce(connection: Connection, holder: Holder) -> None:
    """Says that `holder` lives, for as long as the session of `connection` lasts."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _lock(holder)})


def release_dead(connection: Connection, living: Holder) -> int:
    """Ends what those who live no more hold of sources, articles and deliveries; how many leases that were."""
    return free_of(connection, dead(connection, living))


def dead(connection: Connection, living: Holder) -> frozenset[Holder]:
    """Those who hold something and live no more."""
    held = union(
        *(
            select(table.c.lease_holder).where(
                or_(*(table.c.lease_holder.startswith(name, autoescape=True) for name in _LASTING))
            )
            for table in _TABLES
        )
    )
    holders = frozenset(map(Holder, connection.scalars(held))) - {living}
    return frozenset(holder for holder in holders if _is_dead(connection, holder))


def free_of(connection: Connection, holders: Collection[Holder]) -> int:
    """Ends what these hold; how many leases that were."""
    return sum(
        release(connection, table, table.c.lease_holder == holder) for holder in holders for table in _TABLES
    )


def _is_dead(connection: Connection, holder: Holder) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _lock(holder)}))


def _lock(holder: Holder) -> int:
    """A number of 64 bits for the name; two names that share one would only delay a release."""
    return int.from_bytes(hashlib.sha256(holder.encode()).digest()[:8], "big", signed=True)
