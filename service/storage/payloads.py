"""The bytes of messages: frozen before the first try, sent at each.

They have a table of their own, because SQLite writes a row anew, bytes and all, when one of its columns changes.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, FromClause, LargeBinary, bindparam, delete, insert, select

from service.domain.delivery import Frozen
from service.storage.listed import among
from service.storage.schema import deliveries, payloads

_HELD = (deliveries.c.id == bindparam("this"), deliveries.c.lease_holder == bindparam("holder"))


def is_frozen(of: FromClause = deliveries) -> ColumnElement[bool]:
    """Of a row of `deliveries`, or of an alias of it: whether its bytes are kept."""
    return select(payloads.c.number).where(payloads.c.number == of.c.number).exists()


_FREEZE = insert(payloads).from_select(
    ["number", "bytes"],
    select(deliveries.c.number, bindparam("bytes", type_=LargeBinary))
    .where(*_HELD, ~is_frozen())
    .with_for_update(of=deliveries),
)
_KEPT = select(payloads.c.bytes).join(deliveries, deliveries.c.number == payloads.c.number).where(*_HELD)


def freeze(connection: Connection, frozen: Sequence[Frozen]) -> set[int]:
    """Keeps the bytes that every try is to send; the places of those kept. Not kept: the lease was lost, or other
    bytes are kept already."""
    if not frozen:
        return set()
    rows = [{"this": one.delivery_id, "holder": one.holder, "bytes": one.payload} for one in frozen]
    if connection.execute(_FREEZE, rows).rowcount == len(frozen):
        return set(range(len(frozen)))
    return {
        place
        for place, one in enumerate(frozen)
        if connection.scalar(_KEPT, {"this": one.delivery_id, "holder": one.holder}) == one.payload
    }


def frozen_bytes(connection: Connection, numbers: Collection[int]) -> dict[int, bytes]:
    """What is kept for the deliveries of these numbers."""
    kept = select(payloads.c.number, payloads.c.bytes).where(among(payloads.c.number, numbers))
    return {row.number: row.bytes for row in connection.execute(kept)}


def drop_bytes(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Forgets the bytes of those rows of `deliveries`."""
    numbers = select(deliveries.c.number).where(*which)
    connection.execute(delete(payloads).where(payloads.c.number.in_(numbers)))
