"""Channels in trouble: closed, or failing, and well again. The owner hears of each beginning and end once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import Result
from service.domain.incident import delivers_again, given_up, switched_off
from service.domain.poll import Incident
from service.domain.remark import Remark
from service.domain.source import Origin
from service.storage.incidents import file_incident
from service.storage.schema import attempts, channels, deliveries

_PATIENCE = timedelta(days=5)
"""An endpoint that takes nothing for so long is closed, as the operators of webhooks do (Svix after five days)."""


def disable(connection: Connection, channel_id: ChannelId, reason: str, now: datetime) -> None:
    """Closes the channel. What is owed to it is kept until it is enabled again."""
    still_open = (channels.c.id == channel_id, channels.c.disabled_reason == "")
    closing = update(channels).where(*still_open).values(disabled_reason=reason).returning(channels.c.origin)
    closed = connection.execute(closing).first()
    if closed is None or closed.origin == Origin.HUB.value:  # a subscriber of the hub that left is no trouble
        return
    _in_trouble(connection, channel_id, switched_off(channel_id, reason, now), now)


def give_up(connection: Connection, channel_id: ChannelId, reason: str, now: datetime) -> None:
    """Tells that a message was given up; not of the next ones, until one arrives. Closes an endpoint that has
    taken nothing for days."""
    listed = select(channels.c.kind, channels.c.origin, channels.c.trouble).where(channels.c.id == channel_id)
    channel = connection.execute(listed.with_for_update()).one()
    since = _failing_since(connection, channel_id) if channel.kind == ChannelKind.WEBHOOK.value else None
    if since is not None and now - since >= _PATIENCE:
        disable(
            connection,
            channel_id,
            Remark(
                "nothing was taken since %(when)s: %(reason)s", when=f"{since:%Y-%m-%d %H:%M} UTC", reason=reason
            ),
            now,
        )
    elif channel.trouble is None and channel.origin != Origin.HUB.value:
        _in_trouble(connection, channel_id, given_up(channel_id, reason, now), now)


def deliver_again(connection: Connection, channel_id: ChannelId, told: str, now: datetime) -> None:
    """Tells the end of a trouble that was told, unless the channel was closed meanwhile."""
    well = (channels.c.id == channel_id, channels.c.trouble == told, channels.c.disabled_reason == "")
    if connection.execute(update(channels).where(*well).values(trouble=None)).rowcount:
        file_incident(connection, delivers_again(channel_id, told, now), now, about=channel_id)


def _in_trouble(connection: Connection, channel_id: ChannelId, incident: Incident, now: datetime) -> None:
    connection.execute(update(channels).where(channels.c.id == channel_id).values(trouble=incident.key))
    file_incident(connection, incident, now, about=channel_id)


def _failing_since(connection: Connection, channel_id: ChannelId) -> datetime | None:
    """When the first try after the last that arrived began."""
    tries = attempts.join(deliveries, deliveries.c.id == attempts.c.delivery_id)
    here = deliveries.c.channel_id == channel_id
    last = connection.scalar(
        select(func.max(attempts.c.ended_at))
        .select_from(tries)
        .where(here, attempts.c.result == Result.SENT.value)
    )
    failed = select(func.min(attempts.c.started_at)).select_from(tries).where(here)
    since: datetime | None = connection.scalar(failed.where(attempts.c.started_at > last) if last else failed)
    return since
