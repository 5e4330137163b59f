"""What a source listed last, to recognise it by, and the owner's decisions on how it is read since."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.domain.entry import EntryId
from service.domain.overview import Mending
from service.domain.poll import Label
from service.domain.source import Decision, SourceId, Stage
from service.storage.rows import Values, healing_of, healing_values, published_of
from service.storage.schema import entries, entry_keys, sightings, sources
from service.storage.statements import NO_LEASE, chunks, one
from service.storage.statuses import statuses

_MOST = 300
_ORDER = (Stage.ASKING, Stage.SHADOW, Stage.ACTIVE, Stage.UNDONE)


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


def healings(connection: Connection) -> list[Mending]:
    """The sources for which something was learned, those that wait for the owner first."""
    mended = select(sources.c.id).where(sources.c.healing.is_not(None), sources.c.retired_at.is_(None))
    found = [
        Mending(status, status.state.healing, _listed(connection, status.source.id))
        for source_id in connection.scalars(mended.order_by(sources.c.number)).all()
        for status in statuses(connection, SourceId(source_id))
        if status.state.healing is not None
    ]
    return sorted(found, key=lambda one: _ORDER.index(one.healing.stage))


def decide(connection: Connection, source_id: SourceId, decision: Decision, now: datetime) -> bool:
    """Writes what follows from the owner's decision; the source is due at once, and its page is read again even if
    it is as it was. A poll that is under way loses its lease.

    False: no such source, or (but for RESTART) nothing was learned for it.
    """
    row = one(connection, sources, source_id, lock=True)
    if row is None or row.retired_at is not None:
        return False
    healing = healing_of(row.healing)
    values: Values = {"etag": None, "last_modified": None, "body_digest": None, **NO_LEASE}
    values["next_poll_at"] = max(now, row.wait_until) if row.wait_until else now
    if decision is Decision.RESTART:
        values |= {"healing": None, "baseline_at": None}
    elif healing is None:
        return False
    else:
        stage = Stage.ACTIVE if decision is Decision.ACCEPT else Stage.UNDONE
        values["healing"] = healing_values(replace(healing, stage=stage))
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    return True


def _listed(connection: Connection, source_id: SourceId) -> tuple[Label, ...]:
    return tuple(label for label in labels(connection, source_id) if label.present)
