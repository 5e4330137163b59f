"""The ledger of deliveries, as it is shown and as it is thinned out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select

from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import DeliveryId, DeliveryKind, DeliveryState, Result
from service.domain.overview import AttemptRecord, DeliveryRecord, LedgerFilter
from service.storage.payloads import drop_bytes
from service.storage.schema import attempts, channels, deliveries, entries, owed
from service.storage.statements import chunks

_AT_ONCE = 5000
_LEDGER = select(deliveries, channels.c.kind.label("channel_kind")).join(
    channels, channels.c.id == deliveries.c.channel_id
)


def ledger(connection: Connection, *, limit: int, only: LedgerFilter) -> list[DeliveryRecord]:
    """The newest deliveries with their tries, newest first."""
    columns = deliveries.c
    wanted = _LEDGER
    if only.channel_id is not None:
        wanted = wanted.where(columns.channel_id == only.channel_id)
    if only.state is not None:
        wanted = wanted.where(columns.state == only.state.value)
    if only.since is not None:
        wanted = wanted.where(columns.created_at >= only.since)
    if only.until is not None:
        wanted = wanted.where(columns.created_at < only.until)
    if only.older_than is not None:
        newer = select(columns.number).where(columns.id == only.older_than).scalar_subquery()
        wanted = wanted.where(columns.number < newer)
    return _records(connection, wanted.order_by(columns.number.desc()).limit(limit))


def latest(connection: Connection) -> dict[ChannelId, DeliveryRecord]:
    """The newest delivery to each channel."""
    newest = select(func.max(deliveries.c.number)).group_by(deliveries.c.channel_id)
    found = _records(connection, _LEDGER.where(deliveries.c.number.in_(newest)))
    return {record.channel_id: record for record in found}


def _records(connection: Connection, wanted: Select[Any]) -> list[DeliveryRecord]:
    rows = connection.execute(wanted).all()
    titles = _titles(connection, [row.id for row in rows])
    tries = _tries(connection, [row.id for row in rows])
    return [
        DeliveryRecord(
            id=DeliveryId(row.id),
            kind=DeliveryKind(row.kind),
            channel_id=ChannelId(row.channel_id),
            channel_kind=ChannelKind(row.channel_kind),
            state=DeliveryState(row.state),
            titles=tuple(titles.get(row.id, [row.incident_title])),
            created_at=row.created_at,
            due_at=row.due_at,
            next_attempt_at=row.next_attempt_at,
            attempts=tuple(tries.get(row.id, ())),
        )
        for row in rows
    ]


def prune(connection: Connection, now: datetime, *, deliveries_older: timedelta, bytes_older: timedelta) -> int:
    """Forgets deliveries that ended longer ago than this, with their tries; how many, a few thousand at once.
    The bytes of those that were sent are dropped earlier.

    What they told is forgotten with them. It is not told again: an entry is told when it is first sighted.
    """
    columns = deliveries.c
    done = columns.state.in_([DeliveryState.SENT.value, DeliveryState.WITHDRAWN.value])
    drop_bytes(connection, done, columns.ended_at < now - bytes_older)
    old = (
        select(deliveries.c.id)
        .where(deliveries.c.state != DeliveryState.PENDING.value, deliveries.c.ended_at < now - deliveries_older)
        .order_by(deliveries.c.ended_at)
        .limit(_AT_ONCE)
    )
    forgotten = connection.scalars(old).all()
    for chunk in chunks(forgotten):
        connection.execute(delete(attempts).where(attempts.c.delivery_id.in_(chunk)))
        connection.execute(delete(owed).where(owed.c.delivery_id.in_(chunk)))
        drop_bytes(connection, deliveries.c.id.in_(chunk))
        connection.execute(delete(deliveries).where(deliveries.c.id.in_(chunk)))
    return len(forgotten)


def _titles(connection: Connection, delivery_ids: Sequence[str]) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for chunk in chunks(delivery_ids):
        listed = (
            select(owed.c.delivery_id, entries.c.title)
            .join(entries, entries.c.id == owed.c.entry_id)
            .where(owed.c.delivery_id.in_(chunk))
            .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
        )
        for row in connection.execute(listed):
            titles.setdefault(row.delivery_id, []).append(row.title)
    return titles


def _tries(connection: Connection, delivery_ids: Sequence[str]) -> dict[str, list[AttemptRecord]]:
    tries: dict[str, list[AttemptRecord]] = {}
    for chunk in chunks(delivery_ids):
        listed = select(attempts).where(attempts.c.delivery_id.in_(chunk)).order_by(attempts.c.number)
        for row in connection.execute(listed):
            record = AttemptRecord(row.started_at, row.ended_at, Result(row.result), row.detail)
            tries.setdefault(row.delivery_id, []).append(record)
    return tries
