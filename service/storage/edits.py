"""Edits of notices: filed once, and told to those who were told of the notice, a chunk of them at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from service.domain.delivery import DeliveryKind, DeliveryState, delivery_id, revision_hour
from service.domain.entry import Edit, EditKind, EntryId
from service.domain.source import Origin
from service.storage.listed import among
from service.storage.payloads import is_frozen
from service.storage.rows import subscription_of
from service.storage.schema import deliveries, edits, owed, subscriptions
from service.storage.statements import chunks, insert_missing


def file_edit(connection: Connection, entry_id: EntryId, edit: Edit, at: datetime) -> None:
    """Writes down that those who were told of the entry are to be told of `edit`; a cosmetic one is no news, and
    neither is a second withdrawal."""
    withdrawn = select(edits.c.number).where(
        edits.c.entry_id == entry_id, edits.c.kind == EditKind.WITHDRAWN.value
    )
    if not edit.is_told or connection.execute(withdrawn).first() is not None:
        return
    row = {"entry_id": entry_id, "at": at, "kind": edit.kind.value, "lines": list(edit.lines), "cursor": 0}
    connection.execute(insert(edits).values(row))


def expand_edit(connection: Connection, now: datetime, *, chunk: int) -> int:
    """Plans the edit that waits longest for the next `chunk` of those who were told; 1, or 0 when none waits.

    Whose message is not composed yet reads the edited notice in it, and needs no other.
    """
    oldest = select(edits).where(edits.c.cursor.is_not(None)).order_by(edits.c.number).limit(1)
    edit = connection.execute(oldest.with_for_update(skip_locked=True)).one_or_none()
    if edit is None:
        return 0
    composed = or_(
        deliveries.c.state == DeliveryState.SENT.value,
        is_frozen(),
        deliveries.c.lease_holder.is_not(None),
    )
    told = (
        select(subscriptions, owed.c.delivery_id)
        .join(owed, owed.c.subscription_id == subscriptions.c.id)
        .join(deliveries, deliveries.c.id == owed.c.delivery_id)
        .where(owed.c.entry_id == edit.entry_id, composed, subscriptions.c.number > edit.cursor)
        .where(subscriptions.c.ended_at.is_(None), subscriptions.c.origin != Origin.HUB.value)
        .order_by(subscriptions.c.number)
        .limit(chunk)
        .with_for_update(read=True, of=subscriptions)
    )
    rows = connection.execute(told).all()
    insert_missing(connection, deliveries, [_delivery(row, edit, now) for row in rows], "id")
    cursor = rows[-1].number if len(rows) == chunk else None
    connection.execute(update(edits).where(edits.c.number == edit.number).values(cursor=cursor))
    return 1


def is_untold(connection: Connection) -> bool:
    """Whether an edit is still to be told to somebody."""
    return connection.scalar(select(edits.c.number).where(edits.c.cursor.is_not(None)).limit(1)) is not None


def edits_by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, Edit]:
    found: dict[int, Edit] = {}
    for chunk in chunks(sorted(numbers)):
        for row in connection.execute(select(edits).where(edits.c.number.in_(chunk))):
            found[row.number] = Edit(EditKind(row.kind), tuple(row.lines))
    return found


def withdrawn_of(connection: Connection, entry_ids: Sequence[EntryId]) -> frozenset[EntryId]:
    """Those of the entries that were taken back."""
    of_these = (edits.c.kind == EditKind.WITHDRAWN.value, among(edits.c.entry_id, entry_ids))
    rows = connection.execute(select(edits.c.entry_id).where(*of_these).distinct())
    return frozenset(EntryId(row.entry_id) for row in rows)


def _delivery(told: Row[Any], edit: Row[Any], now: datetime) -> dict[str, object]:
    reader = subscription_of(told)
    due_at = revision_hour(reader, now)
    return {
        "id": delivery_id(reader.id, f"edit:{edit.entry_id}:{edit.at.isoformat()}"),
        "kind": DeliveryKind.REVISION.value,
        "channel_id": reader.channel_id,
        "subscription_id": reader.id,
        "state": DeliveryState.PENDING.value,
        "created_at": now,
        "due_at": due_at,
        "next_attempt_at": due_at,
        "attempts": 0,
        "edit_number": edit.number,
        "follows": told.delivery_id,
        "incident_title": "",
        "incident_text": "",
    }
