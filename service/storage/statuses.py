"""The state of things: sources as people see them, and the tallies of the health check and the metrics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from service.domain.overview import SourceStatus, Tally
from service.domain.source import Site, SourceId
from service.storage.deliveries import backlog
from service.storage.rows import site_of, source_of, state_of
from service.storage.schema import entries, sightings, sites, sources


def statuses(connection: Connection, only: SourceId | None = None) -> list[SourceStatus]:
    """What is watched, in the order of sites and of insertion."""
    wanted = (
        select(sources)
        .join(sites, sites.c.id == sources.c.site_id)
        .where(sources.c.retired_at.is_(None))
        .order_by(sites.c.number, sources.c.number)
    )
    if only is not None:
        wanted = wanted.where(sources.c.id == only)
    rows = connection.execute(wanted).all()
    site_rows = select(sites).where(sites.c.id.in_({row.site_id for row in rows}))
    by_id = {row.id: site_of(row) for row in connection.execute(site_rows)}
    counts = _counts(connection, only)
    newest = _newest(connection, only)
    return [_status(row, by_id[row.site_id], counts.get(row.id, (0, 0)), newest.get(row.id)) for row in rows]


def tally(connection: Connection, now: datetime) -> Tally:
    """Everything counted in one consistent state."""
    live = sources.c.retired_at.is_(None)
    by_health = connection.execute(select(sources.c.health, func.count()).where(live).group_by(sources.c.health))
    released = select(func.count()).where(entries.c.released_at.is_not(None))
    owed_articles = select(func.count()).where(entries.c.article_due_at.is_not(None))
    checked = (live, ~sources.c.paused, sources.c.last_good_at.is_not(None))
    pending, oldest_due_at, dead = backlog(connection, now)
    return Tally(
        sources_by_health=dict(by_health.all()),
        entries=connection.scalar(released) or 0,
        owed_articles=connection.scalar(owed_articles) or 0,
        pending_deliveries=pending,
        oldest_due_at=oldest_due_at,
        dead_deliveries=dead,
        oldest_good_poll_at=connection.scalar(select(func.min(sources.c.last_good_at)).where(*checked)),
    )


def _status(
    row: Row[Any], site: Site, counted: tuple[int, int], newest: tuple[str, datetime] | None
) -> SourceStatus:
    title, at = newest or ("", None)
    return SourceStatus(site, source_of(row), state_of(row), counted[0], counted[1], title, at)


def _counts(connection: Connection, only: SourceId | None) -> dict[str, tuple[int, int]]:
    """Of each source: its released entries that feeds show, and those held back."""
    shown = func.count().filter(entries.c.released_at.is_not(None), ~sightings.c.held)
    held = func.count().filter(sightings.c.held)
    counted = (
        select(sightings.c.source_id, shown, held)
        .join(entries, entries.c.id == sightings.c.entry_id)
        .group_by(sightings.c.source_id)
    )
    if only is not None:
        counted = counted.where(sightings.c.source_id == only)
    return {source: (released, kept) for source, released, kept in connection.execute(counted)}


def _newest(connection: Connection, only: SourceId | None) -> dict[str, tuple[str, datetime]]:
    """The title and date of each source's newest entry, the first in its feed."""
    order = (entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
    place = func.row_number().over(partition_by=sightings.c.source_id, order_by=order).label("place")
    ranked = (
        select(sightings.c.source_id, entries.c.title, entries.c.dated_at, place)
        .join(entries, entries.c.id == sightings.c.entry_id)
        .where(entries.c.released_at.is_not(None), ~sightings.c.held)
    )
    if only is not None:
        ranked = ranked.where(sightings.c.source_id == only)
    listed = ranked.subquery()
    first: Sequence[Row[Any]] = connection.execute(select(listed).where(listed.c.place == 1)).all()
    return {row.source_id: (row.title, row.dated_at) for row in first}
