"""Channels and subscriptions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from service.domain.channel import Channel, ChannelId
from service.domain.delivery import DeliveryState
from service.domain.source import Origin
from service.domain.subscription import Subscription, SubscriptionId
from service.storage.rows import channel_of, channel_values, subscription_of, subscription_values
from service.storage.schema import channels, deliveries, subscriptions
from service.storage.statements import chunks, one

_KEPT_OF_A_SUBSCRIPTION = frozenset({"token", "created_at", "ended_at"})


def add_channel(connection: Connection, channel: Channel) -> None:
    connection.execute(insert(channels).values(channel_values(channel)))


def list_channels(connection: Connection) -> list[Channel]:
    wanted = select(channels).where(channels.c.ended_at.is_(None)).order_by(channels.c.number)
    return [channel_of(row) for row in connection.execute(wanted)]


def enable_channel(connection: Connection, channel_id: ChannelId) -> bool:
    """What is owed to the channel goes out again. False: no such channel, or it is open."""
    closed = (channels.c.id == channel_id, channels.c.disabled_reason != "", channels.c.ended_at.is_(None))
    return connection.execute(update(channels).where(*closed).values(disabled_reason="")).rowcount == 1


def add_subscription(connection: Connection, subscription: Subscription) -> None:
    connection.execute(insert(subscriptions).values(subscription_values(subscription) | {"undeclared": False}))


def list_subscriptions(connection: Connection) -> list[Subscription]:
    """All that have not ended."""
    wanted = select(subscriptions).where(subscriptions.c.ended_at.is_(None)).order_by(subscriptions.c.number)
    return [subscription_of(row) for row in connection.execute(wanted)]


def subscription_by_token(connection: Connection, token: str) -> Subscription | None:
    """Also one that has ended: its page says so."""
    row = connection.execute(select(subscriptions).where(subscriptions.c.token == token)).one_or_none()
    return subscription_of(row) if row else None


def end_subscription(connection: Connection, token: str, now: datetime) -> bool:
    """Ends it, with what it is owed; ending it again changes nothing. False: no such token."""
    row = connection.execute(select(subscriptions.c.id).where(subscriptions.c.token == token)).one_or_none()
    if row is None:
        return False
    end_subscriptions(connection, [SubscriptionId(row.id)], now, undeclared=False)
    return True


def declare_people(
    connection: Connection,
    declared_channels: Sequence[Channel],
    declared_subscriptions: Sequence[Subscription],
    now: datetime,
) -> None:
    """Makes the rows of the configuration file like the file. What it no longer names ends; what it names again
    wakes up, except a subscription that its reader ended."""
    for channel in declared_channels:
        _declare_channel(connection, channel)
    for subscription in declared_subscriptions:
        _declare_subscription(connection, subscription)
    _end_undeclared(connection, declared_channels, declared_subscriptions, now)


def _declare_channel(connection: Connection, channel: Channel) -> None:
    values = channel_values(channel)
    row = one(connection, channels, channel.id)
    if row is None:
        connection.execute(insert(channels).values(values))
        return
    if channel_of(row).target == channel.target:
        del values["disabled_reason"]  # a new address deserves a new try
    this = channels.c.number == row.number
    connection.execute(update(channels).where(this).values(values | {"ended_at": None}))


def _declare_subscription(connection: Connection, subscription: Subscription) -> None:
    values = subscription_values(subscription)
    row = one(connection, subscriptions, subscription.id)
    if row is None:
        connection.execute(insert(subscriptions).values(values | {"undeclared": False}))
        return
    for name in _KEPT_OF_A_SUBSCRIPTION:
        del values[name]
    if row.undeclared:
        values |= {"undeclared": False, "ended_at": None}
    connection.execute(update(subscriptions).where(subscriptions.c.number == row.number).values(values))


def _end_undeclared(
    connection: Connection, kept_channels: Sequence[Channel], kept: Sequence[Subscription], now: datetime
) -> None:
    ending = select(channels.c.id).where(
        channels.c.origin == Origin.CONFIG.value,
        channels.c.ended_at.is_(None),
        channels.c.id.not_in([channel.id for channel in kept_channels]),
    )
    channel_ids = [ChannelId(channel_id) for channel_id in connection.scalars(ending)]
    connection.execute(update(channels).where(channels.c.id.in_(channel_ids)).values(ended_at=now))
    _withdraw(connection, deliveries.c.channel_id.in_(channel_ids), now)
    undeclared = (subscriptions.c.origin == Origin.CONFIG.value) & subscriptions.c.id.not_in(
        [subscription.id for subscription in kept]
    )
    orphaned = subscriptions.c.channel_id.in_(channel_ids)
    open_ = select(subscriptions.c.id).where(subscriptions.c.ended_at.is_(None), undeclared | orphaned)
    ended = [SubscriptionId(subscription_id) for subscription_id in connection.scalars(open_)]
    end_subscriptions(connection, ended, now, undeclared=True)


def end_subscriptions(
    connection: Connection, ids: Sequence[SubscriptionId], now: datetime, *, undeclared: bool
) -> None:
    """Ends these with what they are owed. `undeclared`: the file named them no more; it may name them again."""
    for chunk in chunks(ids):
        still_open = (subscriptions.c.id.in_(chunk), subscriptions.c.ended_at.is_(None))
        values = {"ended_at": now, "undeclared": undeclared}
        connection.execute(update(subscriptions).where(*still_open).values(values))
        _withdraw(connection, deliveries.c.subscription_id.in_(chunk), now)


def _withdraw(connection: Connection, whose: ColumnElement[bool], now: datetime) -> None:
    """A lease stays: what is being sent at this moment may still arrive, and is then written down as sent."""
    pending = deliveries.c.state == DeliveryState.PENDING.value
    values = {"state": DeliveryState.WITHDRAWN.value, "next_attempt_at": None, "ended_at": now}
    connection.execute(update(deliveries).where(whose, pending).values(values))
