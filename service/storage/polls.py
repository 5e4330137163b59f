"""Taking sources for a poll, and writing down what came of it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Update, bindparam, exists, func, or_, select, update
from sqlalchemy.sql.selectable import TypedReturnsRows

from service.domain.entry import EntryId
from service.domain.poll import Known, Outcome, PollRecord
from service.domain.source import Due, Holder, SiteId, SourceId, SourceState
from service.storage.changes import changed
from service.storage.columns import Moment
from service.storage.incidents import file_incident
from service.storage.rows import Values, due_of, state_values
from service.storage.schema import entry_keys, sightings, sources
from service.storage.sightings import write_sightings
from service.storage.statements import NO_LEASE, chunks, free, sites_of_others, take

_STATE_COLUMNS = tuple(state_values(SourceState(next_poll_at=datetime.max.replace(tzinfo=UTC))))


def _take_of_site() -> TypedReturnsRows[*tuple[Any, ...]]:
    columns = sources.c
    lease_over = or_(columns.lease_until.is_(None), columns.lease_until <= bindparam("now", type_=Moment))
    beside = sources.alias("beside")
    visited_by_another = exists().where(
        beside.c.site_id == bindparam("site"),
        beside.c.lease_until > bindparam("now", type_=Moment),
        beside.c.lease_holder != bindparam("holder"),
    )
    due = (
        select(columns.number)
        .where(
            columns.site_id == bindparam("site"),
            columns.next_poll_at <= bindparam("now", type_=Moment),
            columns.retired_at.is_(None),
            ~columns.paused,
            lease_over,
            ~visited_by_another,
        )
        .order_by(columns.next_poll_at, columns.number)
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(of=sources, skip_locked=True)
        .cte("due")
    )
    leased = {"lease_holder": bindparam("holder"), "lease_until": bindparam("until", type_=Moment)}
    taken = update(sources).where(columns.number.in_(select(due.c.number))).values(leased)
    return taken.returning(sources)


def _record_state() -> Update:
    columns = sources.c
    ours = (columns.id == bindparam("this_id"), columns.lease_holder == bindparam("this_holder"))
    state = {name: bindparam(name, type_=columns[name].type) for name in _STATE_COLUMNS}
    return update(sources).where(*ours).values(state | NO_LEASE)


# Nearly every poll is one of each. Building a statement costs more than running it, so these are built once.
_TAKE_OF_SITE = _take_of_site()
_RECORD_STATE = _record_state()


def claim_due(
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    holder: Holder,
    lease: timedelta,
    busy: Collection[SiteId],
    site: SiteId | None,
    only: SourceId | None = None,
) -> list[Due]:
    """Due sources, the longest due first: at most one of each site, none of the `busy` ones; with `site`, up to
    `limit` of that site; with `only`, that one. A site that another holder visits is left to him."""
    if site is not None:
        wanted_now = {"now": now, "site": site, "limit": limit, "holder": holder, "until": now + lease}
        rows = connection.execute(_TAKE_OF_SITE, wanted_now).all()
        return [due_of(row) for row in sorted(rows, key=lambda row: (row.next_poll_at, row.number))]
    columns = sources.c
    due = [*to_be_polled(now), columns.site_id.not_in(sites_of_others(sources, now, holder))]
    if only is not None:
        wanted = select(columns.number).where(columns.id == only, *due)
        return [due_of(row) for row in take(connection, sources, wanted, now, holder, lease)]
    if busy:
        due.append(columns.site_id.not_in(sorted(busy)))
    order = (columns.next_poll_at, columns.number)
    turn = func.row_number().over(partition_by=columns.site_id, order_by=order).label("turn")
    ranked = select(columns.number, turn).where(*due).subquery()
    first = select(ranked.c.number).where(ranked.c.turn == 1)
    wanted = select(columns.number).where(columns.number.in_(first), *due).order_by(*order).limit(limit)
    return [due_of(row) for row in take(connection, sources, wanted, now, holder, lease)]


def to_be_polled(now: datetime) -> list[ColumnElement[bool]]:
    """Of `sources`: due, watched, and in nobody's hands."""
    columns = sources.c
    return [columns.next_poll_at <= now, columns.retired_at.is_(None), ~columns.paused, free(sources, now)]


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
    return Known(
        by_key,
        frozenset(EntryId(entry_id) for entry_id in present),
        frozenset(ever),
        _of_gap(connection, due, ever) if due.state.gap else frozenset(),
    )


def _of_gap(connection: Connection, due: Due, ever: Collection[EntryId]) -> frozenset[EntryId]:
    assert due.state.gap is not None
    found: set[EntryId] = set()
    for entry_ids in chunks(sorted(ever)):
        since = select(sightings.c.entry_id).where(
            sightings.c.source_id == due.source.id,
            sightings.c.first_seen_at >= due.state.gap.opened_at,
            sightings.c.entry_id.in_(entry_ids),
        )
        found.update(EntryId(entry_id) for entry_id in connection.scalars(since))
    return frozenset(found)


def record_poll(connection: Connection, record: PollRecord) -> bool:
    """Writes all that follows from one reading and ends the lease.

    False: another holds the source by now (or it was removed), and nothing was written. A poll that brought
    nothing is one UPDATE: nearly all of them are like that.
    """
    if record.outcome is not Outcome.OK:
        ours = {"this_id": record.due.source.id, "this_holder": record.due.holder}
        kept = connection.execute(_RECORD_STATE, state_values(record.state) | ours).rowcount == 1
        if kept and record.incident:
            file_incident(connection, record.incident, record.at)
        return kept
    values = state_values(record.state) | {
        "moved_to": record.moved_to.text if record.moved_to else None,
        "listing_title": record.listing_title,
        **NO_LEASE,
    }
    if not _end_lease(connection, record.due.source.id, record.due.holder, values):
        return False
    touched = write_sightings(connection, record) if record.sightings or record.vanished else frozenset()
    if record.incident:
        file_incident(connection, record.incident, record.at)
    changed(connection, sources=touched)
    return True


def extend_lease(connection: Connection, due: Due, until: datetime) -> bool:
    """False: the lease was lost."""
    ours = update(sources).where(sources.c.id == due.source.id, sources.c.lease_holder == due.holder)
    return connection.execute(ours.values(lease_until=until)).rowcount == 1


def put_off(connection: Connection, source_id: SourceId, holder: Holder, until: datetime, cause: str) -> None:
    """After an unexpected error: counted, with its cause, and not tried again before `until`."""
    values: Values = {"next_poll_at": until, "failures": sources.c.failures + 1, "evidence": cause}
    _end_lease(connection, source_id, holder, values | NO_LEASE)


def _end_lease(connection: Connection, source_id: SourceId, holder: Holder, values: Values) -> bool:
    ours = update(sources).where(sources.c.id == source_id, sources.c.lease_holder == holder)
    return connection.execute(ours.values(values)).rowcount == 1
