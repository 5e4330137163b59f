"""What a delivery tells: its entries as they stand, each under the source that its reader follows."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select

from service.domain.deadline import due_soon
from service.domain.delivery import DigestPage, Told
from service.domain.entry import Entry, EntryId
from service.domain.source import SourceId
from service.domain.subscription import SubscriptionId
from service.storage.clusters import with_others
from service.storage.entries import entries_of
from service.storage.rows import subscription_of
from service.storage.schema import deliveries, edits, entries, owed, sightings, sites, sources, subscriptions
from service.storage.statements import chunks

_MOST_SOON = 10


def digest_page(connection: Connection, page: str) -> DigestPage | None:
    """The digest that can be read under this name; None: there is none, or it was pruned."""
    row = connection.execute(select(deliveries).where(deliveries.c.page == page)).one_or_none()
    if row is None:
        return None
    reader = connection.execute(select(subscriptions).where(subscriptions.c.id == row.subscription_id)).one()
    told = told_by(connection, [row.id]).get(row.id, ())
    return DigestPage(row.due_at, subscription_of(reader), told)


def told_by(connection: Connection, delivery_ids: Sequence[str]) -> dict[str, tuple[Told, ...]]:
    """What each of these deliveries tells, newest first."""
    told: dict[str, list[Told]] = {}
    for chunk in chunks(delivery_ids):
        found = list(_told(connection, owed.c.delivery_id.in_(chunk)))
        places = with_others(connection, [place for _, place in found])
        for (delivery_id, _), place in zip(found, places, strict=True):
            told.setdefault(delivery_id, []).append(place)
        for delivery_id, place in _revised(connection, chunk):
            told.setdefault(delivery_id, []).append(place)
    return {delivery_id: tuple(places) for delivery_id, places in told.items()}


def _revised(connection: Connection, delivery_ids: Sequence[str]) -> Iterator[tuple[str, Told]]:
    """Of those that tell a change: the changed notice, as the first message told it."""
    changes = (
        select(deliveries.c.id, deliveries.c.follows, edits.c.entry_id)
        .join(edits, edits.c.number == deliveries.c.edit_number)
        .where(deliveries.c.id.in_(delivery_ids))
    )
    for change in connection.execute(changes).all():
        first = and_(owed.c.delivery_id == change.follows, owed.c.entry_id == change.entry_id)
        for _, place in _told(connection, first):
            yield change.id, place


def told_soon(connection: Connection, subscription_id: SubscriptionId, at: datetime) -> tuple[Told, ...]:
    """What this subscription was told, or will be, and is due within days of `at`: the most urgent first."""
    near = (owed.c.subscription_id == subscription_id, entries.c.due_until >= at)
    urgent = []
    for _, place in _told(connection, and_(*near)):
        soon = due_soon(place.entry.deadlines, place.entry.zone, at)
        if soon:
            urgent.append((soon[0].due.closes(place.entry.zone), place))
    urgent.sort(key=lambda found: found[0])
    return tuple(place for _, place in urgent[:_MOST_SOON])


def _told(connection: Connection, which: ColumnElement[bool]) -> Iterator[tuple[str, Told]]:
    """Deliveries and what they tell, newest first."""
    listed = (
        select(
            owed.c.delivery_id,
            owed.c.source_id.label("told_source"),
            sites.c.title.label("site_title"),
            sources.c.section,
            sightings.c.pinned,
            entries.c.id,
        )
        .select_from(owed)
        .join(entries, entries.c.id == owed.c.entry_id)
        .join(sources, sources.c.id == owed.c.source_id)
        .join(sites, sites.c.id == sources.c.site_id)
        .outerjoin(
            sightings,
            and_(sightings.c.entry_id == owed.c.entry_id, sightings.c.source_id == owed.c.source_id),
        )
        .where(which)
        .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
    )
    rows = connection.execute(listed).all()
    known = {entry.id: entry for entry in _entries(connection, sorted({row.id for row in rows}))}
    for row in rows:
        entry = known[row.id]
        place = Told(entry, SourceId(row.told_source), row.site_title, tuple(row.section), bool(row.pinned))
        yield row.delivery_id, place


def _entries(connection: Connection, entry_ids: Sequence[EntryId]) -> Iterator[Entry]:
    """Each once: one notice goes to many, and is read for all of them."""
    for chunk in chunks(entry_ids):
        yield from entries_of(connection, connection.execute(select(entries).where(entries.c.id.in_(chunk))).all())
