"""The state of things: sources as people see them, and the tallies of the health check and the metrics."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select

from service.domain.entry import ArticleKind
from service.domain.overview import SourceStatus, Tally
from service.domain.source import Site, SourceId
from service.storage.deliveries import backlog
from service.storage.feeds import NEWEST_FIRST
from service.storage.rows import site_of, source_of, state_of
from service.storage.schema import entries, sightings, sites, sources
from service.storage.statements import chunks


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
    # counted by their lack, which an index has: rows of entries are long
    unreleased = select(func.count()).where(entries.c.released_at.is_(None))
    stored = connection.scalar(select(func.count()).select_from(entries)) or 0
    unread = (entries.c.article_due_at.is_not(None), entries.c.kind == ArticleKind.UNREAD.value)
    owed_articles = select(func.count()).where(*unread)
    checked = (live, ~sources.c.paused, sources.c.last_good_at.is_not(None))
    pending, oldest_due_at, dead = backlog(connection, now)
    return Tally(
        sources_by_health=dict(by_health.all()),
        entries=stored - (connection.scalar(unreleased) or 0),
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
    of_source = () if only is None else (sightings.c.source_id == only,)
    unreleased = select(entries.c.id).where(entries.c.released_at.is_(None))
    shown = func.count().filter(~sightings.c.held)
    held = func.count().filter(sightings.c.held)
    all_ = select(sightings.c.source_id, shown, held).where(*of_source).group_by(sightings.c.source_id)
    waiting = (
        select(sightings.c.source_id, func.count().label("waiting"))
        .where(*of_source, ~sightings.c.held, sightings.c.entry_id.in_(unreleased))
        .group_by(sightings.c.source_id)
    )
    not_yet = {row.source_id: row.waiting for row in connection.execute(waiting)}
    counted = connection.execute(all_)
    return {source: (seen - not_yet.get(source, 0), kept) for source, seen, kept in counted}


def _newest(connection: Connection, only: SourceId | None) -> dict[str, tuple[str, datetime]]:
    """The title and date of each source's newest entry, the first in its feed."""
    here = (sightings.c.source_id == sources.c.id, sightings.c.entry_id == entries.c.id, ~sightings.c.held)
    first = (
        select(entries.c.number)
        .where(
            entries.c.site_id == sources.c.site_id,
            entries.c.released_at.is_not(None),
            exists().where(*here).correlate(sources, entries),
        )
        .order_by(*NEWEST_FIRST)
        .limit(1)
        .correlate(sources)
        .scalar_subquery()
    )
    by_source = select(sources.c.id, first).where(sources.c.retired_at.is_(None))
    if only is not None:
        by_source = by_source.where(sources.c.id == only)
    numbers = {source: number for source, number in connection.execute(by_source) if number is not None}
    found: dict[int, tuple[str, datetime]] = {}
    for chunk in chunks(sorted(set(numbers.values()))):
        wanted = select(entries.c.number, entries.c.title, entries.c.dated_at)
        for row in connection.execute(wanted.where(entries.c.number.in_(chunk))):
            found[row.number] = (row.title, row.dated_at)
    return {source: found[number] for source, number in numbers.items()}
