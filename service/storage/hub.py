"""WebSub subscribers: what they ask for, until it is confirmed; then a channel and a subscription with a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from service.domain.channel import CallbackTarget, Channel, ChannelId
from service.domain.digest import AtOnce
from service.domain.feed import FeedHead, FeedId, FeedScope
from service.domain.source import Holder, Origin, SiteId, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.websub import HubRequest, Mode, PendingRequest
from service.storage import feeds
from service.storage.engine import Database
from service.storage.groups import groups
from service.storage.people import end_subscriptions
from service.storage.rows import channel_values, subscription_values
from service.storage.schema import channels, hub_leases, hub_requests, subscriptions
from service.storage.statements import NO_LEASE, free, one, take, upsert

_MOST_PENDING = 1000
_MOST_OF_A_HOST = 20
"""Each request makes us ask a callback once: nobody shall point us at another in numbers."""


class HubStore:
    """The part of the Store that WebSub subscribers are kept in. One method is one transaction; times are aware
    UTC. Where a method gives False, the request was lost to another holder, or replaced by a newer one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, request: HubRequest, now: datetime) -> bool:
        """File what a subscriber asks for, to be verified. False: too many wait already."""
        return await self._database.write(_ask, request, now)

    async def claim(self, now: datetime, *, limit: int, holder: Holder, lease: timedelta) -> list[PendingRequest]:
        """Requests to be verified now, at most one of each callback's host at a time."""
        return await self._database.write(_claim, now, limit=limit, holder=holder, lease=lease)

    async def confirm(self, pending: PendingRequest, topic: FeedId | None, token: str, now: datetime) -> bool:
        """The callback wants it: the subscription begins (`token` must be new), is renewed or ends. `topic` is
        the feed meant; with None, or one that is no more, it ends."""
        return await self._database.write(_confirm, pending, topic, token, now)

    async def refuse(self, pending: PendingRequest) -> bool:
        """The callback does not want it; everything stays as it was."""
        return await self._database.write(_forget, pending)

    async def put_off(self, pending: PendingRequest, until: datetime) -> bool:
        """The callback gave no answer; it is asked again at `until`."""
        return await self._database.write(_put_off, pending, until)

    async def expire(self, now: datetime) -> int:
        """End the subscriptions whose lease is over, and those whose callback is gone (410); how many."""
        return await self._database.write(_expire, now)


def _ask(connection: Connection, request: HubRequest, now: datetime) -> bool:
    columns = hub_requests.c
    others = columns.id != request.id
    waiting = connection.scalar(select(func.count()).where(others)) or 0
    of_host = connection.scalar(select(func.count()).where(others, columns.host == request.callback_host)) or 0
    if waiting >= _MOST_PENDING or of_host >= _MOST_OF_A_HOST:
        return False
    row = {
        "id": request.id,
        "mode": request.mode.value,
        "callback": request.callback,
        "host": request.callback_host,
        "topic": request.topic,
        "secret": request.secret,
        "lease": request.lease,
        "tries": 0,
        "next_attempt_at": now,
        **NO_LEASE,
    }
    upsert(connection, hub_requests, [row], ["id"], [name for name in row if name != "id"])
    return True


def _claim(
    connection: Connection, now: datetime, *, limit: int, holder: Holder, lease: timedelta
) -> list[PendingRequest]:
    columns = hub_requests.c
    asked = select(columns.host).where(columns.lease_holder.is_not(None), columns.lease_until > now)
    order = (columns.next_attempt_at, columns.number)
    turn = func.row_number().over(partition_by=columns.host, order_by=order).label("turn")
    due = (columns.next_attempt_at <= now, free(hub_requests, now), columns.host.not_in(asked))
    ranked = select(columns.number, turn).where(*due).subquery()
    first = select(ranked.c.number).where(ranked.c.turn == 1)
    wanted = select(columns.number).where(columns.number.in_(first), free(hub_requests, now))
    rows = take(connection, hub_requests, wanted.order_by(*order).limit(limit), now, holder, lease)
    return [
        PendingRequest(
            HubRequest(Mode(row.mode), row.callback, row.topic, row.lease, row.secret), holder, row.tries
        )
        for row in rows
    ]


def _confirm(
    connection: Connection,
    pending: PendingRequest,
    topic: FeedId | None,
    token: str,
    now: datetime,
) -> bool:
    if not _forget(connection, pending):
        return False
    request = pending.request
    identity = SubscriptionId(f"websub-{request.id}")
    head = feeds.head(connection, topic) if topic else None
    if request.mode is Mode.UNSUBSCRIBE or head is None:
        _end(connection, [identity], now)
        return True
    target = CallbackTarget(
        request.callback,
        request.topic,
        request.secret,
        head.id,
        head.title,
        head.home.text,
        head.folder,
    )
    channel = Channel(ChannelId(identity), target, Origin.HUB)
    selection = _selection(connection, head)
    subscription = Subscription(identity, channel.id, selection, AtOnce(), now, token, origin=Origin.HUB)
    _begin(connection, channel, subscription)
    lease = {"subscription_id": identity, "expires_at": now + request.lease}
    upsert(connection, hub_leases, [lease], ["subscription_id"], ["expires_at"])
    return True


def _put_off(connection: Connection, pending: PendingRequest, until: datetime) -> bool:
    values = {"tries": pending.tries + 1, "next_attempt_at": until, **NO_LEASE}
    ours = (hub_requests.c.id == pending.request.id, hub_requests.c.lease_holder == pending.holder)
    return connection.execute(update(hub_requests).where(*ours).values(values)).rowcount == 1


def _expire(connection: Connection, now: datetime) -> int:
    gone = (
        select(subscriptions.c.id)
        .join(channels, channels.c.id == subscriptions.c.channel_id)
        .where(channels.c.kind == "websub", channels.c.disabled_reason != "", channels.c.ended_at.is_(None))
    )
    over = select(hub_leases.c.subscription_id).where(hub_leases.c.expires_at <= now)
    ended = [SubscriptionId(found) for found in connection.scalars(over.union(gone)).all()]
    _end(connection, ended, now)
    return len(ended)


def _forget(connection: Connection, pending: PendingRequest) -> bool:
    ours = (hub_requests.c.id == pending.request.id, hub_requests.c.lease_holder == pending.holder)
    return connection.execute(delete(hub_requests).where(*ours)).rowcount == 1


def _begin(connection: Connection, channel: Channel, subscription: Subscription) -> None:
    """A new one, or the old one again: with the new secret, open, and from now on if it had ended."""
    values = channel_values(channel) | {"ended_at": None}
    changes = ["target", "disabled_reason", "ended_at"]
    upsert(connection, channels, [values], ["id"], changes)
    known = one(connection, subscriptions, subscription.id, lock=True)
    if known is None:
        row = subscription_values(subscription) | {"undeclared": False}
        connection.execute(insert(subscriptions).values(row))
    elif known.ended_at is not None:
        again = {"ended_at": None, "created_at": subscription.created_at}
        connection.execute(update(subscriptions).where(subscriptions.c.number == known.number).values(again))


def _end(connection: Connection, ended: Sequence[SubscriptionId], now: datetime) -> None:
    end_subscriptions(connection, ended, now, undeclared=False)
    connection.execute(
        update(channels).where(channels.c.id.in_(ended), channels.c.ended_at.is_(None)).values(ended_at=now)
    )
    connection.execute(delete(hub_leases).where(hub_leases.c.subscription_id.in_(ended)))


def _selection(connection: Connection, head: FeedHead) -> Selection:
    match head.scope:
        case FeedScope.SOURCE:
            return Selection(sources=frozenset({SourceId(head.id)}))
        case FeedScope.SITE:
            return Selection(sites=frozenset({SiteId(head.id)}))
        case FeedScope.TAG:
            return Selection(tags=frozenset({head.id.removeprefix("tags/")}))
        case FeedScope.GROUP:
            group = next(group for group in groups(connection) if group.id == head.id)
            return Selection(groups=frozenset({(group.site_id, (group.name,))}))
        case _:
            return Selection()
