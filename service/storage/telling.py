"""What a delivery tells: its entries as they stand, each under the source that its reader follows."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from service.domain.delivery import DigestPage, Told
from service.domain.source import SourceId
from service.storage.clusters import with_others
from service.storage.entries import entries_of
from service.storage.rows import subscription_of
from service.storage.schema import deliveries, entries, owed, sightings, sites, sources, subscriptions
from service.storage.statements import chunks


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
        listed = (
            select(
                owed.c.delivery_id,
                owed.c.source_id.label("told_source"),
                sites.c.title.label("site_title"),
                sources.c.section,
                sightings.c.pinned,
                entries,
            )
            .select_from(owed)
            .join(entries, entries.c.id == owed.c.entry_id)
            .join(sources, sources.c.id == owed.c.source_id)
            .join(sites, sites.c.id == sources.c.site_id)
            .outerjoin(
                sightings,
                and_(sightings.c.entry_id == owed.c.entry_id, sightings.c.source_id == owed.c.source_id),
            )
            .where(owed.c.delivery_id.in_(chunk))
            .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
        )
        rows = connection.execute(listed).all()
        for row, entry in zip(rows, entries_of(connection, rows), strict=True):
            place = Told(entry, SourceId(row.told_source), row.site_title, tuple(row.section), bool(row.pinned))
            told.setdefault(row.delivery_id, []).append(place)
    return {delivery_id: tuple(with_others(connection, places)) for delivery_id, places in told.items()}
