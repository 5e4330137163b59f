"""Taking sources for a poll, and writing down what came of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from service.domain.entry import EntryId
from service.domain.poll import Known, Outcome, PollRecord
from service.domain.source import Due, Holder, SiteId, SourceId
from service.storage.changes import changed
from service.storage.incidents import file_incident
from service.storage.rows import Values, due_of, state_values
from service.storage.schema import entry_keys, sightings, sources
from service.storage.sightings import write_sightings
from service.storage.statements import NO_LEASE, chunks, free, take


def claim_due(
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    holder: Holder,
    lease: timedelta,
    busy: Collection[SiteId],
    site: SiteId | None,
) -> list[Due]:
    """At most one due source of each site, the longest due first; none of the `busy` sites."""
    columns = sources.c
    due = [columns.next_poll_at <= now, columns.retired_at.is_(None), ~columns.paused, free(sources, now)]
    if site is not None:
        due.append(columns.site_id == site)
    if busy:
        due.append(columns.site_id.not_in(sorted(busy)))
    order = (columns.next_poll_at, columns.number)
    turn = func.row_number().over(partition_by=columns.site_id, order_by=order).label("turn")
    ranked = select(columns.number, turn).where(*due).subquery()
    first = select(ranked.c.number).where(ranked.c.turn == 1)
    wanted = select(columns.number).where(columns.number.in_(first), *due).order_by(*order).limit(limit)
    return [due_of(row) for row in take(connection, sources, wanted, now, holder, lease)]


def claim_source(
    connection: Connection, source_id: SourceId, now: datetime, *, holder: Holder, lease: timedelta
) -> Due | None:
    """This source, whether due or paused; None when it is unknown, removed, or taken by another."""
    wanted = select(sources.c.number).where(
        sources.c.id == source_id, sources.c.retired_at.is_(None), free(sources, now)
    )
    taken = take(connection, sources, wanted, now, holder, lease)
    return due_of(taken[0]) if taken else None


def known(connection: Connection, due: Due, keys: Sequence[str]) -> Known:
    """What is known of the candidates with these keys on the page of `due`."""
    by_key: dict[str, EntryId] = {}
    for chunk in chunks(list(dict.fromkeys(keys))):
        found = select(entry_keys.c.key, entry_keys.c.entry_id).where(
            entry_keys.c.site_id == due.source.site_id, entry_keys.c.key.in_(chunk)
        )
        by_key.update({row.key: EntryId(row.entry_id) for row in connection.execute(found)})
    here = sightings.c.source_id == due.source.id
    present = connection.scalars(select(sightings.c.entry_id).where(here, sightings.c.present))
    ever: set[EntryId] = set()
    for entry_ids in chunks(sorted(set(by_key.values()))):
        seen = select(sightings.c.entry_id).where(here, sightings.c.entry_id.in_(entry_ids))
        ever.update(EntryId(entry_id) for entry_id in connection.scalars(seen))
    return Known(by_key, frozenset(EntryId(entry_id) for entry_id in present), frozenset(ever))


def record_poll(connection: Connection, record: PollRecord) -> bool:
    """Writes all that follows from one reading and ends the lease.

    False: another holds the source by now (or it was removed), and nothing was written. A poll that brought
    nothing is one UPDATE: nearly all of them are like that.
    """
    values = state_values(record.state) | NO_LEASE
    if record.outcome is Outcome.OK:
        values |= {
            "moved_to": record.moved_to.text if record.moved_to else None,
            "listing_title": record.listing_title,
        }
    if not _end_lease(connection, record.due.source.id, record.due.holder, values):
        return False
    touched = write_sightings(connection, record) if record.sightings or record.vanished else frozenset()
    if record.incident:
        file_incident(connection, record.incident, record.at)
    changed(connection, sources=touched)
    return True


def put_off(connection: Connection, source_id: SourceId, holder: Holder, until: datetime, cause: str) -> None:
    """After an unexpected error: counted, with its cause, and not tried again before `until`."""
    values: Values = {"next_poll_at": until, "failures": sources.c.failures + 1, "evidence": cause}
    _end_lease(connection, source_id, holder, values | NO_LEASE)


def _end_lease(connection: Connection, source_id: SourceId, holder: Holder, values: Values) -> bool:
    ours = update(sources).where(sources.c.id == source_id, sources.c.lease_holder == holder)
    return connection.execute(ours.values(values)).rowcount == 1
