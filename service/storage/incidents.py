"""What the owner must hear of, once: filed under a key, and owed to each of his channels."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryKind, DeliveryState, delivery_id
from service.domain.poll import Incident
from service.storage.schema import channels, deliveries, incidents
from service.storage.statements import insert_missing, insert_once


def file_incident(
    connection: Connection, incident: Incident, now: datetime, *, about: ChannelId | None = None
) -> bool:
    """Files `incident` and owes it to the owner's channels, except the one it is `about`.

    False: it was filed before, and nothing is told again; or it ends what was never told.
    """
    if incident.ends:
        begun = select(incidents.c.number).where(incidents.c.key.in_(incident.ends)).limit(1)
        if connection.scalar(begun) is None:
            return False
    row = {"key": incident.key, "title": incident.title, "text": incident.text, "filed_at": now}
    if not insert_once(connection, incidents, row, "key"):
        return False
    owners = select(channels.c.id).where(channels.c.owner, channels.c.ended_at.is_(None))
    rows = [
        {
            "id": delivery_id(channel_id, incident.key),
            "kind": DeliveryKind.INCIDENT.value,
            "channel_id": channel_id,
            "state": DeliveryState.PENDING.value,
            "created_at": now,
            "due_at": now,
            "next_attempt_at": now,
            "attempts": 0,
            "incident_title": incident.title,
            "incident_text": incident.text,
        }
        for channel_id in connection.scalars(owners)
        if channel_id != about
    ]
    insert_missing(connection, deliveries, rows, "id")
    return True


def file_incidents(connection: Connection, incidents_: Iterable[Incident], now: datetime) -> int:
    """Files those that were not filed before; how many."""
    return sum(file_incident(connection, incident, now) for incident in incidents_)
