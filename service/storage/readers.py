"""People who subscribe by themselves: asked to confirm, changed by their own hand, handed out and forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from service.domain.channel import Channel, ChannelId
from service.domain.delivery import DeliveryKind, DeliveryState, delivery_id
from service.domain.source import Origin
from service.domain.subscription import Subscription
from service.storage.engine import Database
from service.storage.payloads import drop_bytes
from service.storage.rows import Values, channel_of, channel_values, subscription_of, subscription_values
from service.storage.schema import attempts, channels, deliveries, entries, owed, subscriptions
from service.storage.statements import insert_missing, one

_CHANGED_BY_READERS = ("selection", "timing", "zone", "language", "rules")
_SHOWN_MESSAGES = 1_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message that was owed to a reader. `titles` are those of its entries."""

    kind: str
    state: str
    created_at: datetime
    ended_at: datetime | None
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """All that is kept of one channel: its subscriptions, the ended ones too, and its newest messages."""

    channel: Channel
    subscriptions: tuple[Subscription, ...]
    messages: tuple[Message, ...] = ()


class ReaderStore:
    """The part of the Store that readers themselves come to. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write_to(
        self, channel: Channel, title: str, text: str, now: datetime, *, at_most: int, within: timedelta
    ) -> bool:
        """Owe `channel` (added where it is new) a letter that somebody asked for. False: `at_most` were owed to it
        `within` this time, and nothing was done."""
        return await self._database.write(_write_to, channel, title, text, now, at_most, within)

    async def confirm(self, channel: Channel, subscription: Subscription) -> bool:
        """Begin a subscription whose reader said yes. False: it was there already, ended or not, and stays so."""
        return await self._database.write(_confirm, channel, subscription)

    async def reader(self, channel_id: ChannelId, *, messages: bool = False) -> Reader | None:
        """None: no such channel."""
        return await self._database.read(_reader, channel_id, messages)

    async def change(self, subscription: Subscription) -> bool:
        """What is wanted and when it is told; what is owed already stays. False: it has ended."""
        return await self._database.write(_change, subscription)

    async def forget(self, channel_id: ChannelId) -> bool:
        """Delete the channel with everything that was kept of it. False: no such channel."""
        return await self._database.write(_forget, channel_id)

    async def forget_unconfirmed(self, before: datetime) -> int:
        """Delete the addresses that were asked before this time and never said yes; how many."""
        return await self._database.write(_forget_unconfirmed, before)


def _write_to(
    connection: Connection,
    channel: Channel,
    title: str,
    text: str,
    now: datetime,
    at_most: int,
    within: timedelta,
) -> bool:
    insert_missing(connection, channels, [channel_values(channel)], "id")
    one(connection, channels, channel.id, lock=True)  # two who ask at once are counted one after the other
    columns = deliveries.c
    asked = select(func.count()).where(
        columns.channel_id == channel.id,
        columns.kind == DeliveryKind.REQUESTED.value,
        columns.created_at > now - within,
    )
    count = connection.scalar(asked) or 0
    if count >= at_most:
        return False
    row: Values = {
        "id": delivery_id(channel.id, f"{title}\n{text}\n{now.isoformat()}"),
        "kind": DeliveryKind.REQUESTED.value,
        "channel_id": channel.id,
        "state": DeliveryState.PENDING.value,
        "created_at": now,
        "due_at": now,
        "next_attempt_at": now,
        "attempts": 0,
        "incident_title": title,
        "incident_text": text,
    }
    insert_missing(connection, deliveries, [row], "id")
    return True


def _confirm(connection: Connection, channel: Channel, subscription: Subscription) -> bool:
    insert_missing(connection, channels, [channel_values(channel)], "id")
    one(connection, channels, channel.id, lock=True)
    if one(connection, subscriptions, subscription.id) is not None:
        return False
    connection.execute(insert(subscriptions).values(subscription_values(subscription) | {"undeclared": False}))
    return True


def _reader(connection: Connection, channel_id: ChannelId, with_messages: bool) -> Reader | None:
    row = one(connection, channels, channel_id)
    if row is None or row.ended_at is not None:
        return None
    wanted = select(subscriptions).where(subscriptions.c.channel_id == channel_id).order_by(subscriptions.c.number)
    kept = tuple(subscription_of(found) for found in connection.execute(wanted))
    return Reader(channel_of(row), kept, tuple(_messages(connection, channel_id)) if with_messages else ())


def _messages(connection: Connection, channel_id: ChannelId) -> Sequence[Message]:
    columns = deliveries.c
    newest = (
        select(columns.id, columns.kind, columns.state, columns.created_at, columns.ended_at)
        .where(columns.channel_id == channel_id)
        .order_by(columns.number.desc())
        .limit(_SHOWN_MESSAGES)
    )
    return [
        Message(row.kind, row.state, row.created_at, row.ended_at, _titles(connection, row.id))
        for row in connection.execute(newest).all()
    ]


def _titles(connection: Connection, identity: str) -> tuple[str, ...]:
    told = (
        select(entries.c.title)
        .join(owed, owed.c.entry_id == entries.c.id)
        .where(owed.c.delivery_id == identity)
        .order_by(entries.c.number)
    )
    return tuple(connection.scalars(told))


def _change(connection: Connection, subscription: Subscription) -> bool:
    values = subscription_values(subscription)
    changed = {name: values[name] for name in _CHANGED_BY_READERS}
    this = (subscriptions.c.id == subscription.id, subscriptions.c.ended_at.is_(None))
    return connection.execute(update(subscriptions).where(*this).values(changed)).rowcount == 1


def _forget(connection: Connection, channel_id: ChannelId) -> bool:
    if one(connection, channels, channel_id, lock=True) is None:
        return False
    of_channel = select(deliveries.c.id).where(deliveries.c.channel_id == channel_id)
    subscribed = select(subscriptions.c.id).where(subscriptions.c.channel_id == channel_id)
    connection.execute(delete(owed).where(owed.c.subscription_id.in_(subscribed)))
    connection.execute(delete(attempts).where(attempts.c.delivery_id.in_(of_channel)))
    drop_bytes(connection, deliveries.c.channel_id == channel_id)
    connection.execute(delete(deliveries).where(deliveries.c.channel_id == channel_id))
    connection.execute(delete(subscriptions).where(subscriptions.c.channel_id == channel_id))
    connection.execute(delete(channels).where(channels.c.id == channel_id))
    return True


def _forget_unconfirmed(connection: Connection, before: datetime) -> int:
    """Of readers alone: they were asked, which nobody else's channel ever was, and nothing else was owed them."""
    columns = deliveries.c
    theirs = columns.channel_id == channels.c.id
    requested = columns.kind == DeliveryKind.REQUESTED.value
    wanted = select(channels.c.id).where(
        channels.c.origin == Origin.DATABASE.value,
        ~channels.c.owner,
        exists().where(theirs, requested),
        ~exists().where(theirs, ~requested | (columns.created_at >= before)),
        ~exists().where(subscriptions.c.channel_id == channels.c.id),
    )
    stale = [ChannelId(channel_id) for channel_id in connection.scalars(wanted.limit(1_000))]
    return sum(_forget(connection, channel_id) for channel_id in stale)
