"""What a source listed last, to recognise it by, and the owner's decisions on how it is read since."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.domain.entry import EntryId
from service.domain.poll import Label
from service.domain.source import SourceId, Stage
from service.storage.rows import Values, healing_of, healing_values, published_of
from service.storage.schema import entries, entry_keys, sightings, sources
from service.storage.statements import NO_LEASE, chunks, one

_MOST = 300


def labels(connection: Connection, source_id: SourceId) -> tuple[Label, ...]:
    """The entries of a source, those present first, then those that were seen last; at most 300."""
    newest = (
        select(sightings.c.entry_id, sightings.c.title, sightings.c.present, entries.c.published)
        .join(entries, entries.c.id == sightings.c.entry_id)
        .where(sightings.c.source_id == source_id)
        .order_by(sightings.c.present.desc(), sightings.c.last_seen_at.desc(), sightings.c.position)
        .limit(_MOST)
    )
    rows = connection.execute(newest).all()
    keys: dict[str, list[str]] = {row.entry_id: [] for row in rows}
    for chunk in chunks(list(keys)):
        strong = (entry_keys.c.entry_id.in_(chunk), ~entry_keys.c.key.startswith("title:"))
        for found in connection.execute(select(entry_keys.c.entry_id, entry_keys.c.key).where(*strong)):
            keys[found.entry_id].append(found.key)
    return tuple(
        Label(
            EntryId(row.entry_id),
            row.title,
            published.day if (published := published_of(row.published)) else None,
            tuple(sorted(keys[row.entry_id])),
            row.present,
        )
        for row in rows
    )


def decide(connection: Connection, source_id: SourceId, stage: Stage, now: datetime) -> bool:
    """Takes what was learned for a source into force, or out of it; with nothing learned, the next poll takes the
    page for what is to be followed from now on, as the first poll did. The source is due at once.

    False: no such source, or (for UNDONE) nothing was learned.
    """
    row = one(connection, sources, source_id, lock=True)
    if row is None or row.retired_at is not None:
        return False
    healing = healing_of(row.healing)
    values: Values = {"etag": None, "last_modified": None, "body_digest": None, **NO_LEASE}
    values["next_poll_at"] = max(now, row.wait_until) if row.wait_until else now
    if healing is not None:
        values["healing"] = healing_values(replace(healing, stage=stage))
    elif stage is Stage.ACTIVE:
        values["baseline_at"] = None
    else:
        return False
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    return True
