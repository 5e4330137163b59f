"""What a delivery tells: its entries as they stand, each under the source that its reader follows."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from service.domain.deadline import due_soon
from service.domain.delivery import DigestPage, Told
from service.domain.entry import EditKind, Entry
from service.domain.source import SectionPath, SourceId
from service.domain.subscription import SubscriptionId
from service.storage.clusters import with_others
from service.storage.entries import entries_of
from service.storage.listed import among
from service.storage.rows import subscription_of
from service.storage.schema import deliveries, edits, entries, owed, sightings, sites, sources, subscriptions

_MOST_SOON = 10


def digest_page(connection: Connection, page: str) -> DigestPage | None:
    """The digest that can be read under this name; None: there is none, or it was pruned."""
    row = connection.execute(select(deliveries).where(deliveries.c.page == page)).one_or_none()
    if row is None:
        return None
    reader = connection.execute(select(subscriptions).where(subscriptions.c.id == row.subscription_id)).one()
    told = told_by(connection, [row.id]).get(row.id, ())
    soon = told_soon(connection, SubscriptionId(row.subscription_id), row.due_at)
    return DigestPage(row.due_at, subscription_of(reader), told, soon)


def told_by(connection: Connection, delivery_ids: Sequence[str]) -> dict[str, tuple[Told, ...]]:
    """What each of these deliveries tells, newest first."""
    told: dict[str, list[Told]] = {}
    found = _told(connection, among(owed.c.delivery_id, delivery_ids))
    alone = {id(place): place for _, place in found}
    places = dict(zip(alone, with_others(connection, list(alone.values())), strict=True))
    for delivery_id, place in found:
        told.setdefault(delivery_id, []).append(places[id(place)])
    for delivery_id, place in _revised(connection, delivery_ids):
        told.setdefault(delivery_id, []).append(place)
    return {delivery_id: tuple(places) for delivery_id, places in told.items()}


def _revised(connection: Connection, delivery_ids: Sequence[str]) -> Iterator[tuple[str, Told]]:
    """Of those that tell a change: the changed notice, as the first message told it."""
    changes = (
        select(deliveries.c.id, deliveries.c.follows, edits.c.entry_id)
        .join(edits, edits.c.number == deliveries.c.edit_number)
        .where(among(deliveries.c.id, delivery_ids))
    )
    for change in connection.execute(changes).all():
        first = and_(owed.c.delivery_id == change.follows, owed.c.entry_id == change.entry_id)
        for _, place in _told(connection, first):
            yield change.id, place


def told_soon(connection: Connection, subscription_id: SubscriptionId, at: datetime) -> tuple[Told, ...]:
    """What this subscription was told, or will be, and is due within days of `at`: the most urgent first.
    What was taken back asks for nothing."""
    withdrawn = select(edits.c.number).where(
        edits.c.entry_id == owed.c.entry_id, edits.c.kind == EditKind.WITHDRAWN.value
    )
    near = (owed.c.subscription_id == subscription_id, entries.c.due_until >= at, ~withdrawn.exists())
    urgent = []
    for _, place in _told(connection, and_(*near), once_in=owed.c.subscription_id):
        soon = due_soon(place.entry.deadlines, place.entry.zone, at)
        if soon:
            urgent.append((soon[0].due.closes(place.entry.zone), place))
    urgent.sort(key=lambda found: found[0])
    return tuple(place for _, place in urgent[:_MOST_SOON])


def _told(
    connection: Connection,
    which: ColumnElement[bool],
    *,
    once_in: ColumnElement[Any] = owed.c.delivery_id,
) -> list[tuple[str, Told]]:
    """Deliveries and what they tell, newest first. One notice goes to many: what they are told is one object.

    Of a notice of several offices that were found to be the same after both were owed, the first alone is told.
    """
    listed = (
        select(owed.c.delivery_id, owed.c.entry_id, owed.c.source_id, sightings.c.pinned, entries.c.same_as)
        .add_columns(once_in.label("once_in"))
        .select_from(owed)
        .join(entries, entries.c.id == owed.c.entry_id)
        .outerjoin(
            sightings,
            and_(sightings.c.entry_id == owed.c.entry_id, sightings.c.source_id == owed.c.source_id),
        )
        .where(which)
        .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
    )
    found = connection.execute(listed).all()
    there = {(row.once_in, row.entry_id) for row in found}
    rows = [row for row in found if (row.once_in, row.same_as) not in there]
    known = _entries(connection, {row.entry_id for row in rows})
    listings = _listings(connection, {row.source_id for row in rows})
    told: dict[tuple[str, str, bool], Told] = {}
    listed_as: list[tuple[str, Told]] = []
    for row in rows:
        place = row.entry_id, row.source_id, bool(row.pinned)
        if place not in told:
            title, section = listings[row.source_id]
            told[place] = Told(known[row.entry_id], SourceId(row.source_id), title, section, bool(row.pinned))
        listed_as.append((row.delivery_id, told[place]))
    return listed_as


def _entries(connection: Connection, wanted: Collection[str]) -> dict[str, Entry]:
    rows = connection.execute(select(entries).where(among(entries.c.id, wanted))).all()
    return {entry.id: entry for entry in entries_of(connection, rows)}


def _listings(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[str, SectionPath]]:
    """The title of its site and the section, of each of these sources."""
    listed = select(sources.c.id, sites.c.title, sources.c.section).join(sites, sites.c.id == sources.c.site_id)
    rows = connection.execute(listed.where(among(sources.c.id, wanted)))
    return {source_id: (title, tuple(section)) for source_id, title, section in rows}
