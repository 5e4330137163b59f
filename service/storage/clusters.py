"""The same notice posted by several offices of a site: entries that belong together, the first of them leading.

Every entry of a cluster but the first has `same_as`, the first one's id. It is settled when the entry is released;
where its text comes after that, then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select, update

from service.domain.delivery import DeliveryKind, DeliveryState, Told
from service.domain.entry import Entry, EntryId
from service.domain.likeness import same_notice, title_key
from service.storage.payloads import is_frozen
from service.storage.revisions import seen_on
from service.storage.rows import entry_of
from service.storage.schema import deliveries, entries, owed, sightings, sites, sources
from service.storage.statements import chunks

_WINDOW = timedelta(days=7)
_LEADER = func.coalesce(entries.c.same_as, entries.c.id)
_THIS = entries.alias("this")
_LEADER_OF_THIS = func.coalesce(_THIS.c.same_as, _THIS.c.id)


def join_cluster(connection: Connection, entry: Entry) -> None:
    """Files `entry` under the notice that another office posted before, if there is one: when it is about to be
    released, and when its text comes later. If it was out before the other, the other is filed under it.

    The caller holds the site's row, so that of two that are released at once one finds the other.
    """
    key = title_key(entry.title)
    columns = entries.c
    alike = (
        select(entries)
        .where(
            columns.site_id == entry.site_id,
            columns.title_key == key,
            columns.released_at.is_not(None),
            columns.first_seen_at >= entry.first_seen_at - _WINDOW,
            columns.same_as.is_(None),
            columns.id != entry.id,
        )
        .order_by(columns.released_at, columns.number)
    )
    this = columns.id == entry.id
    connection.execute(update(entries).where(this).values(title_key=key))
    for row in connection.execute(alike).all() if key else ():
        if not same_notice(entry_of(row, sorted(seen_on(connection, EntryId(row.id)))), entry):
            continue
        is_first = entry.released_at is not None and entry.released_at < row.released_at
        leader, led = (
            (entry.id, or_(columns.id == row.id, columns.same_as == row.id)) if is_first else (row.id, this)
        )
        connection.execute(update(entries).where(led).values(same_as=leader))
        return


def cluster_of(connection: Connection, entry_id: EntryId) -> list[EntryId]:
    """The entry and all that are the same notice."""
    leader = select(_LEADER_OF_THIS).where(_THIS.c.id == entry_id).scalar_subquery()
    listed = select(entries.c.id).where(or_(entries.c.id == leader, entries.c.same_as == leader))
    return [EntryId(found) for found in connection.scalars(listed)]


def withdraw_repeats(connection: Connection, entry_id: EntryId, now: datetime) -> None:
    """Of the alerts that wait to be composed and tell this notice, those whose reader was told of it as another
    office's, or will be by an alert that was owed before."""
    notice = cluster_of(connection, entry_id)
    if len(notice) < 2:
        return
    that, told_that = deliveries.alias("that"), owed.alias("told_that")
    this = deliveries.c
    untouched = (this.state == DeliveryState.PENDING.value, ~is_frozen(), this.lease_holder.is_(None))
    under_way = or_(is_frozen(that), that.c.lease_holder.is_not(None), that.c.number < this.number)
    alerts = and_(that.c.kind == DeliveryKind.ALERT.value, that.c.state == DeliveryState.PENDING.value, under_way)
    repeats = (
        select(this.number)
        .join(owed, owed.c.delivery_id == this.id)
        .join(told_that, told_that.c.subscription_id == owed.c.subscription_id)
        .join(that, that.c.id == told_that.c.delivery_id)
        .where(owed.c.entry_id.in_(notice), told_that.c.entry_id.in_(notice), that.c.id != this.id)
        .where(this.kind == DeliveryKind.ALERT.value, *untouched)
        .where(or_(that.c.state == DeliveryState.SENT.value, alerts))
    )
    values = {"state": DeliveryState.WITHDRAWN.value, "next_attempt_at": None, "ended_at": now}
    connection.execute(update(deliveries).where(this.number.in_(repeats), *untouched).values(values))


def beside(
    connection: Connection, entry_ids: Sequence[EntryId], *, told: bool = False
) -> dict[EntryId, list[str]]:
    """The sources on which the others of each entry's cluster were shown (only those whose readers were `told`),
    first sighting first."""
    seen = sightings.c.fanned if told else ~sightings.c.held
    found: dict[EntryId, list[str]] = {}
    for chunk in chunks(entry_ids):
        listed = (
            select(_THIS.c.id, sightings.c.source_id)
            .select_from(_THIS)
            .join(
                entries,
                or_(entries.c.same_as == _LEADER_OF_THIS, entries.c.id == _LEADER_OF_THIS)
                & (entries.c.id != _THIS.c.id),
            )
            .join(sightings, sightings.c.entry_id == entries.c.id)
            .where(_THIS.c.id.in_(chunk), entries.c.released_at.is_not(None), seen)
            .order_by(sightings.c.first_seen_at)
        )
        for row in connection.execute(listed):
            places = found.setdefault(EntryId(row.id), [])
            if row.source_id not in places:
                places.append(row.source_id)
    return found


def with_others(connection: Connection, told: Sequence[Told]) -> list[Told]:
    """The same, each saying where else its notice was posted."""
    others = beside(connection, sorted({one.entry.id for one in told}))
    wanted = sorted({source for places in others.values() for source in places})
    names: dict[str, str] = {}
    for chunk in chunks(wanted):
        listed = select(sources.c.id, sources.c.section, sources.c.title, sites.c.title.label("site")).join(
            sites, sites.c.id == sources.c.site_id
        )
        for row in connection.execute(listed.where(sources.c.id.in_(chunk))):
            names[row.id] = " › ".join(row.section) or row.title or row.site
    return [
        replace(one, also=tuple(dict.fromkeys(names[source] for source in others.get(one.entry.id, ()))))
        for one in told
    ]
