"""The outbox: deliveries are taken under a lease, frozen before the first try, and settled after each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import (
    Claimed,
    DeliveryId,
    DeliveryKind,
    DeliveryState,
    Result,
    Settlement,
    Told,
    delivery_id,
)
from service.domain.remark import clipped
from service.domain.source import Holder
from service.domain.subscription import SubscriptionId
from service.storage.closing import deliver_again, disable, give_up
from service.storage.edits import edits_by_number
from service.storage.listed import among
from service.storage.payloads import frozen_bytes
from service.storage.rows import Values, channel_of, follower_of
from service.storage.schema import (
    attempts,
    channels,
    deliveries,
    subscriptions,
)
from service.storage.statements import NO_LEASE, free, insert_missing, take
from service.storage.telling import told_by, told_soon

_OPEN_JOIN = deliveries.join(channels, channels.c.id == deliveries.c.channel_id).outerjoin(
    subscriptions, subscriptions.c.id == deliveries.c.subscription_id
)
_REACHES = and_(
    channels.c.disabled_reason == "",
    channels.c.ended_at.is_(None),
    or_(deliveries.c.subscription_id.is_(None), subscriptions.c.ended_at.is_(None)),
)
_OPEN = and_(deliveries.c.state == DeliveryState.PENDING.value, _REACHES)
"""Of `_OPEN_JOIN`: what can be sent at all."""
_DUE: Select[int, str] = (
    select(deliveries.c.number, deliveries.c.channel_id)
    .select_from(_OPEN_JOIN)
    # Whether it is pending the time tells alone. Asked for the state too, SQLite reads all that is pending.
    .where(_REACHES, deliveries.c.next_attempt_at <= bindparam("now"))
    .where(or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= bindparam("now")))
    .where(among(channels.c.kind, "kinds"))
    .where(~among(deliveries.c.channel_id, "full"), ~among(deliveries.c.number, "chosen"))
    .order_by(deliveries.c.next_attempt_at, deliveries.c.number)
    .limit(bindparam("most", type_=Integer()))
)
"""What may be begun, the longest due first."""
_CHANNELS: Select[Any] = select(
    *(channels.c.id, channels.c.kind, channels.c.target, channels.c.origin, channels.c.owner),
    channels.c.disabled_reason,
)
_FOLLOWERS: Select[Any] = select(
    *(subscriptions.c.id.label("subscription_id"), subscriptions.c.timing, subscriptions.c.token),
    *(subscriptions.c.zone, subscriptions.c.language, subscriptions.c.entries_cap, subscriptions.c.alerts_cap),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """At most `limit` deliveries, to channels of these kinds and none of the excluded, for `holder` to send within
    the `lease`; at most `per_channel` of one channel are taken at a time, by whomever."""

    limit: int
    holder: Holder
    lease: timedelta
    per_channel: int
    exclude: Collection[ChannelId]
    kinds: Collection[ChannelKind]


def claim_deliveries(connection: Connection, now: datetime, claim: Claim) -> list[Claimed]:
    """What is due, the longest due first."""
    full = set(claim.exclude) | _full(connection, now, claim.per_channel)
    numbers = _due(connection, now, claim.limit, claim.per_channel, full, claim.kinds)
    order = (deliveries.c.next_attempt_at, deliveries.c.number)
    wanted = select(deliveries.c.number).where(among(deliveries.c.number, numbers))
    wanted = wanted.where(free(deliveries, now)).order_by(*order)
    rows = take(connection, deliveries, wanted, now, claim.holder, claim.lease)
    return _claimed(connection, rows)


def settle(connection: Connection, settlements: Sequence[Settlement]) -> set[int]:
    """Writes how tries ended; the places of those written. Not written: the lease was lost.

    A delivery withdrawn during the try stays withdrawn, unless the try reached its receiver.
    """
    columns = deliveries.c
    wanted = [(one.delivery_id, one.holder) for one in settlements]
    trouble = select(channels.c.trouble).where(channels.c.id == columns.channel_id).scalar_subquery()
    kept = (
        columns.state,
        columns.channel_id,
        columns.attempts,
        columns.first_attempt_at,
        trouble.label("trouble"),
    )
    held = _held(connection, wanted, *kept)
    written = {
        place: (row, settlement)
        for place, settlement in enumerate(settlements)
        if (row := held.pop((settlement.delivery_id, settlement.holder), None))
    }
    if not written:
        return set()
    names = ("state", "attempts", "first_attempt_at", "next_attempt_at", "ended_at")
    statement = update(deliveries).where(columns.number == bindparam("this"))
    values: Values = {name: bindparam(f"new_{name}") for name in names}
    connection.execute(
        statement.values(**values, **NO_LEASE), [_after(row, settlement) for row, settlement in written.values()]
    )
    connection.execute(
        insert(attempts),
        [
            {
                "delivery_id": settlement.delivery_id,
                "started_at": settlement.started_at,
                "ended_at": settlement.ended_at,
                "result": settlement.result.value,
                "detail": clipped(settlement.detail, 500),
            }
            for _, settlement in written.values()
        ],
    )
    for row, settlement in written.values():
        channel_id, at = ChannelId(row.channel_id), settlement.ended_at
        if settlement.disable_channel:
            disable(connection, channel_id, settlement.disable_channel, at)
        elif row.trouble and settlement.result is Result.SENT:
            deliver_again(connection, channel_id, row.trouble, at)
        elif settlement.result is Result.DEAD and row.state == DeliveryState.PENDING.value:  # not of who left
            give_up(connection, channel_id, settlement.detail, at)
    return set(written)


def _held(
    connection: Connection, wanted: Sequence[tuple[DeliveryId, Holder]], *columns: ColumnElement[Any]
) -> dict[tuple[DeliveryId, Holder], Row[Any]]:
    """Of those deliveries that are leased to who is named beside them: number and these columns, locked."""
    mine = deliveries.c
    rows = connection.execute(
        select(mine.number, mine.id, mine.lease_holder, *columns)
        .where(among(mine.id, [delivery_id for delivery_id, _ in wanted]))
        .order_by(mine.number)
        .with_for_update()
    )
    keys = set(wanted)
    found = ((DeliveryId(row.id), Holder(row.lease_holder), row) for row in rows)
    return {(one, holder): row for one, holder, row in found if (one, holder) in keys}


def _after(row: Row[Any], settlement: Settlement) -> Values:
    state = _state_after(settlement.result, DeliveryState(row.state))
    pending = state is DeliveryState.PENDING
    return {
        "this": row.number,
        "new_state": state.value,
        "new_attempts": row.attempts + 1,
        "new_first_attempt_at": row.first_attempt_at or settlement.started_at,
        "new_next_attempt_at": settlement.next_attempt_at if pending else None,
        "new_ended_at": None if pending else settlement.ended_at,
    }


def replay(
    connection: Connection,
    now: datetime,
    *,
    delivery_id: DeliveryId | None,
    channel_id: ChannelId | None,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """Makes dead deliveries (or the one named, however it ended) due now; how many. Nothing is replayed to a
    subscription that has ended."""
    columns = deliveries.c
    ended = select(subscriptions.c.id).where(subscriptions.c.ended_at.is_not(None))
    wanted: list[ColumnElement[bool]] = [
        or_(columns.subscription_id.is_(None), columns.subscription_id.not_in(ended))
    ]
    if delivery_id is None:
        wanted.append(columns.state == DeliveryState.DEAD.value)
    else:
        wanted += [columns.id == delivery_id, columns.state != DeliveryState.PENDING.value]
    if channel_id is not None:
        wanted.append(columns.channel_id == channel_id)
    if since is not None:
        wanted.append(columns.due_at >= since)
    if until is not None:
        wanted.append(columns.due_at < until)
    again = {"state": DeliveryState.PENDING.value, "next_attempt_at": now, "ended_at": None, **NO_LEASE}
    return connection.execute(update(deliveries).where(*wanted).values(again)).rowcount


def owe_test(
    connection: Connection, channel_id: ChannelId, title: str, text: str, now: datetime
) -> DeliveryId | None:
    """Owes the channel a message of its own; None: no such channel, or it is closed."""
    open_ = (channels.c.id == channel_id, channels.c.ended_at.is_(None), channels.c.disabled_reason == "")
    if connection.scalar(select(channels.c.number).where(*open_)) is None:
        return None
    identity = delivery_id(channel_id, f"test {now.isoformat()}")
    values: Values = {
        "id": identity,
        "kind": DeliveryKind.INCIDENT.value,
        "channel_id": channel_id,
        "state": DeliveryState.PENDING.value,
        "created_at": now,
        "due_at": now,
        "next_attempt_at": now,
        "attempts": 0,
        "incident_title": title,
        "incident_text": text,
    }
    insert_missing(connection, deliveries, [values], "id")
    return identity


def next_delivery(connection: Connection, now: datetime) -> datetime | None:
    """When the next delivery is to be tried; where its channel is taken, when that lease ends at the latest."""
    columns = deliveries.c
    taken = select(columns.channel_id).where(columns.lease_holder.is_not(None), columns.lease_until > now)
    waiting = select(columns.next_attempt_at).select_from(_OPEN_JOIN).where(columns.next_attempt_at.is_not(None))
    times = [
        waiting.where(_REACHES, columns.channel_id.not_in(taken)).order_by(columns.next_attempt_at).limit(1),
        select(func.min(columns.lease_until)).where(columns.lease_holder.is_not(None), columns.lease_until > now),
    ]
    return min((moment for moment in map(connection.scalar, times) if moment), default=None)


def due_by_kind(connection: Connection, now: datetime) -> dict[str, int]:
    """How many deliveries may be begun now, by the kind of their channel."""
    wanted = (
        select(channels.c.kind, func.count())
        .select_from(_OPEN_JOIN)
        .where(_REACHES, deliveries.c.next_attempt_at <= now, free(deliveries, now))
        .group_by(channels.c.kind)
    )
    return {row[0]: row[1] for row in connection.execute(wanted)}


def backlog(connection: Connection, now: datetime) -> tuple[int, datetime | None, int]:
    """Deliveries that wait, the due time of the oldest that is due, and those given up."""
    pending, oldest = connection.execute(
        select(func.count(), func.min(deliveries.c.due_at)).select_from(_OPEN_JOIN).where(_OPEN)
    ).one()
    dead = select(func.count()).where(deliveries.c.state == DeliveryState.DEAD.value)
    return pending, oldest if oldest and oldest <= now else None, connection.scalar(dead) or 0


def _full(connection: Connection, now: datetime, per_channel: int) -> set[ChannelId]:
    """The channels to which as much is under way as may be."""
    columns = deliveries.c
    full = (
        select(columns.channel_id)
        .where(columns.lease_holder.is_not(None), columns.lease_until > now)
        .group_by(columns.channel_id)
        .having(func.count() >= per_channel)
    )
    return {ChannelId(channel_id) for channel_id in connection.scalars(full)}


def _due(
    connection: Connection,
    now: datetime,
    limit: int,
    per_channel: int,
    full: set[ChannelId],
    kinds: Collection[ChannelKind],
) -> list[int]:
    """Numbers of deliveries to take. Looks past channels with long backlogs, so that they hide nobody else's."""
    chosen: list[int] = []
    count: dict[ChannelId, int] = {}
    window = limit
    while len(chosen) < limit:
        wanted = {
            "now": now,
            "kinds": [kind.value for kind in kinds],
            "full": full,
            "chosen": chosen,
            "most": window,
        }
        rows = connection.execute(_DUE, wanted).all()
        for number, channel in rows:
            channel_id = ChannelId(channel)
            if channel_id not in full and len(chosen) < limit:
                chosen.append(number)
                count[channel_id] = count.get(channel_id, 0) + 1
                if count[channel_id] >= per_channel:
                    full.add(channel_id)
        if len(rows) < window:
            break
        window = 4 * limit
    return chosen


def _claimed(connection: Connection, rows: Sequence[Row[Any]]) -> list[Claimed]:
    told = told_by(connection, [row.id for row in rows])
    changes = edits_by_number(connection, [row.edit_number for row in rows if row.edit_number is not None])
    addressed = among(channels.c.id, {row.channel_id for row in rows})
    to_channel = {row.id: channel_of(row) for row in connection.execute(_CHANNELS.where(addressed))}
    followed = among(subscriptions.c.id, {row.subscription_id for row in rows if row.subscription_id})
    for_reader = {row.subscription_id: follower_of(row) for row in connection.execute(_FOLLOWERS.where(followed))}
    kept = frozen_bytes(connection, [row.number for row in rows])
    return [
        Claimed(
            id=DeliveryId(row.id),
            kind=DeliveryKind(row.kind),
            channel=to_channel[row.channel_id],
            subscription=for_reader[row.subscription_id] if row.subscription_id else None,
            entries=told.get(row.id, ()),
            due_at=row.due_at,
            attempts=row.attempts,
            first_attempt_at=row.first_attempt_at,
            holder=Holder(row.lease_holder),
            payload=kept.get(row.number),
            incident_title=row.incident_title,
            incident_text=row.incident_text,
            soon=() if row.number in kept else _soon(connection, row),
            page=row.page or "",
            follows=DeliveryId(row.follows) if row.follows else None,
            edit=changes.get(row.edit_number),
        )
        for row in rows
    ]


def _soon(connection: Connection, row: Row[Any]) -> Sequence[Told]:
    """Looked up for the first try of a digest alone: later ones send the bytes that are kept."""
    if row.kind != DeliveryKind.DIGEST.value:
        return ()
    return told_soon(connection, SubscriptionId(row.subscription_id), row.due_at)


def _state_after(result: Result, before: DeliveryState) -> DeliveryState:
    if result is Result.SENT:
        return DeliveryState.SENT
    if before is not DeliveryState.PENDING:
        return before
    return DeliveryState.PENDING if result is Result.RETRY else DeliveryState.DEAD
