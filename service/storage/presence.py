"""Which daemons live. What a dead one had taken falls free at once, instead of when its lease runs out.

On PostgreSQL a daemon keeps an advisory lock in a session of its own; the server gives it up when the session
ends, however the process died (PostgreSQL documentation, 13.3.5 Advisory Locks). On SQLite the instance lock has
settled it: there is no other daemon.
"""

import hashlib

from sqlalchemy import Connection, select, text, union

from service.domain.source import Holder
from service.storage.schema import deliveries, entries, hub_requests, sources
from service.storage.statements import release

_TABLES = (sources, entries, deliveries, hub_requests)
_DAEMONS = "daemon:"


def announce(connection: Connection, holder: Holder) -> None:
    """Says that `holder` lives, for as long as the session of `connection` lasts."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _lock(holder)})


def release_dead(connection: Connection, living: Holder) -> int:
    """Ends what daemons that live no more hold of sources, articles and deliveries; how many leases that were."""
    held = union(
        *(
            select(table.c.lease_holder).where(table.c.lease_holder.startswith(_DAEMONS, autoescape=True))
            for table in _TABLES
        )
    )
    dead = [
        Holder(holder)
        for holder in connection.scalars(held).all()
        if holder != living and _is_dead(connection, Holder(holder))
    ]
    return sum(release(connection, table, table.c.lease_holder == holder) for holder in dead for table in _TABLES)


def _is_dead(connection: Connection, holder: Holder) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _lock(holder)}))


def _lock(holder: Holder) -> int:
    """A number of 64 bits for the name; two names that share one would only delay a release."""
    return int.from_bytes(hashlib.sha256(holder.encode()).digest()[:8], "big", signed=True)
