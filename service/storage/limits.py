"""What leaves under a limit is counted where it is claimed: all daemons, workers and commands keep it together."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text

from service.domain.channel import ChannelId
from service.domain.delivery import Claimed
from service.domain.rate import Limit
from service.storage import deliveries
from service.storage.deliveries import Claim
from service.storage.schema import started


def claim_deliveries(connection: Connection, now: datetime, claim: Claim, within: Limit | None) -> list[Claimed]:
    """What the claim asks for, as far as the limit `within` has room; what is claimed counts at once."""
    if within is not None:
        _count_alone(connection, within.name)
        left = _left(connection, within, now)
        full = {channel for channel, room in left.items() if channel and room < 1}
        limit = min(claim.limit, left.get(None, claim.limit))
        claim = replace(claim, limit=limit, exclude={*claim.exclude, *full})
    if claim.limit < 1:
        return []
    claimed = deliveries.claim_deliveries(connection, now, claim)
    if within is not None and claimed:
        _count(connection, within, claimed, now)
    return claimed


def _count_alone(connection: Connection, name: str) -> None:
    """Waits until nobody else counts under this limit, until the end of the transaction. (SQLite has one writer at
    a time anyway.)"""
    if connection.dialect.name == "postgresql":
        lock = int.from_bytes(hashlib.sha256(f"limit {name}".encode()).digest()[:8], "big", signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def _left(connection: Connection, within: Limit, now: datetime) -> dict[ChannelId | None, int]:
    """How many messages may still be started to each channel that has a limit of its own and got any lately; under
    None, to all together where they have one."""
    columns = started.c
    counted = (
        select(columns.channel_id, func.count(), func.max(columns.most))
        .where(columns.name == within.name, columns.until > now)
        .group_by(columns.channel_id)
    )
    rows = connection.execute(counted).all()
    left = {channel: most - count for channel, count, most in rows if channel is not None}
    if within.rate is not None:
        left[None] = within.rate.count - sum(count for channel, count, _ in rows if channel is None)
    return left


def _count(connection: Connection, within: Limit, claimed: Sequence[Claimed], now: datetime) -> None:
    """Writes down what is on its way; what counts no more goes."""
    over = (started.c.name == within.name, started.c.until <= now)
    connection.execute(delete(started).where(*over))
    rows = [
        {
            "name": within.name,
            "channel_id": one.channel_id,
            "until": now + one.rate.per,
            "most": one.rate.count,
        }
        for one in within.starts(claimed)
    ]
    if rows:
        connection.execute(insert(started), rows)
