"""What the flood guard keeps back, until the owner decides."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from service.domain.entry import Entry, EntryId
from service.domain.remark import Remark
from service.domain.source import Health, SourceId
from service.storage.changes import changed
from service.storage.entries import entries_of
from service.storage.fanout import lock_entries, tell
from service.storage.listed import among
from service.storage.schema import entries, sightings, sources


def held_entries(connection: Connection, source_id: SourceId) -> list[Entry]:
    """What is kept back of this source, in the order of its page."""
    here = (sightings.c.source_id == source_id, sightings.c.held)
    wanted = (
        select(entries)
        .join(sightings, sightings.c.entry_id == entries.c.id)
        .where(*here)
        .order_by(sightings.c.position)
    )
    return entries_of(connection, connection.execute(wanted).all())


def decide_held(connection: Connection, source_id: SourceId, *, announce: bool, now: datetime) -> int:
    """Lets the held entries of a source into its feeds, told to its subscribers or not; how many there were.

    Those whose article is still to be read are told when they are released.
    """
    here = (sightings.c.source_id == source_id, sightings.c.held)
    held = [EntryId(found) for found in connection.scalars(select(sightings.c.entry_id).where(*here))]
    if not held:
        return 0
    connection.execute(update(sightings).where(*here).values(held=False, announce=announce))
    if announce:
        news = update(entries).where(among(entries.c.id, held))
        connection.execute(news.values(announced=True, shown_at=now))
        stored = lock_entries(connection, held)
        tell(connection, source_id, [entry_id for entry_id, row in stored.items() if row.released_at is not None])
    count = len(held)
    evidence = (
        Remark("the owner let %(count)d held entries be announced", count=count)
        if announce
        else Remark("the owner let %(count)d held entries rest", count=count)
    )
    flooded = (sources.c.id == source_id, sources.c.health == Health.FLOODED.value)
    connection.execute(update(sources).where(*flooded).values(health=Health.OK.value, evidence=evidence))
    changed(connection, sources=[source_id])
    return len(held)
