"""How often each source posted: counts by week, for the small pictures of the catalogue."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Connection, func, select, type_coerce

from service.domain.source import SourceId
from service.storage.schema import entries, sightings

_WEEK = timedelta(weeks=1) // timedelta(microseconds=1)


def weekly_postings(
    connection: Connection, now: datetime, *, weeks: int, only: SourceId | None = None
) -> Mapping[SourceId, tuple[int, ...]]:
    """Of each source that posted in the last `weeks` weeks: its entries of each, the present week last."""
    since = now - timedelta(weeks=weeks)
    age = type_coerce(entries.c.dated_at, BigInteger) - type_coerce(since, entries.c.dated_at.type)
    week = (type_coerce(age, BigInteger) // _WEEK).label("week")
    wanted = (
        select(sightings.c.source_id, week, func.count().label("posted"))
        .join(entries, entries.c.id == sightings.c.entry_id)
        .where(~sightings.c.held, entries.c.released_at.is_not(None))
        .where(entries.c.dated_at > since, entries.c.dated_at <= now)
        .group_by(sightings.c.source_id, week)
    )
    if only is not None:
        wanted = wanted.where(sightings.c.source_id == only)
    counted: dict[SourceId, list[int]] = {}
    for row in connection.execute(wanted):
        counted.setdefault(SourceId(row.source_id), [0] * weeks)[min(row.week, weeks - 1)] += row.posted
    return {source: tuple(counts) for source, counts in counted.items()}


def posting_days(connection: Connection, since: datetime) -> Mapping[SourceId, tuple[date, ...]]:
    """The days on which each source posted since then, as its entries are dated, each once, the newest first."""
    wanted = (
        select(sightings.c.source_id, entries.c.dated_at, entries.c.zone)
        .join(entries, entries.c.id == sightings.c.entry_id)
        .where(~sightings.c.held, entries.c.released_at.is_not(None), entries.c.dated_at > since)
    )
    days: dict[SourceId, set[date]] = {}
    for row in connection.execute(wanted):
        days.setdefault(SourceId(row.source_id), set()).add(row.dated_at.astimezone(ZoneInfo(row.zone)).date())
    return {source: tuple(sorted(found, reverse=True)) for source, found in days.items()}
