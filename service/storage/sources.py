"""Sites and sources: added, declared, paused, removed, and as people see them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from service.domain.naming import RESERVED_IDS
from service.domain.source import Origin, Site, SiteId, Source, SourceId, SourceState
from service.storage.changes import changed
from service.storage.groups import group_ids
from service.storage.rows import Values, site_values, source_of, source_values, state_values
from service.storage.schema import sites, sources
from service.storage.statements import NO_LEASE, add_alone, insert_missing, one

_FORGET_THE_PAGE: Values = {"etag": None, "last_modified": None, "body_digest": None}


def add(connection: Connection, site: Site, wanted: Sequence[Source], now: datetime) -> list[Source]:
    """Watches these listings of one site; the sources as they are kept, in the same order.

    A listing that is watched already, or was once, is that source, with its memory.
    """
    add_alone(connection)
    insert_missing(connection, sites, [site_values(site)], "id")
    kept = [_add(connection, source, now) for source in wanted]
    changed(connection, sites=[site.id])
    return kept


def declare_sources(
    connection: Connection, declared_sites: Sequence[Site], declared: Sequence[Source], now: datetime
) -> None:
    """Makes the rows of the configuration file like the file; what it no longer names is retired."""
    add_alone(connection)
    touched: set[SiteId] = set()
    for site in declared_sites:
        touched |= _declare_site(connection, site)
    for source in declared:
        touched |= _declare_source(connection, source, now)
    undeclared = (
        sources.c.origin == Origin.CONFIG.value,
        sources.c.retired_at.is_(None),
        sources.c.id.not_in([source.id for source in declared]),
    )
    for row in connection.execute(select(sources.c.id, sources.c.site_id).where(*undeclared)).all():
        retire(connection, SourceId(row.id), now)
        touched.add(SiteId(row.site_id))
    changed(connection, sites=touched)


def remove(connection: Connection, source_id: SourceId, now: datetime) -> bool:
    """No more polls and no feed; its entries are kept. False: no such source."""
    row = one(connection, sources, source_id)
    if row is None or row.retired_at is not None:
        return False
    retire(connection, source_id, now)
    changed(connection, sites=[SiteId(row.site_id)])
    return True


def retire(connection: Connection, source_id: SourceId, now: datetime) -> None:
    """A poll under way loses its lease, so that it writes nothing more."""
    connection.execute(update(sources).where(sources.c.id == source_id).values(retired_at=now, **NO_LEASE))


def set_paused(connection: Connection, source_id: SourceId, paused: bool, now: datetime) -> bool:
    """A source that goes on is due at once."""
    row = one(connection, sources, source_id, lock=True)
    if row is None or row.retired_at is not None:
        return False
    values: Values = {"paused": paused}
    if row.paused and not paused:
        values["next_poll_at"] = _soonest(row.wait_until, now)
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    return True


def edit(connection: Connection, wanted: Source, now: datetime) -> bool:
    """Gives the source of that id the title, section, tags, interval and recipe of `wanted`. Read by another
    recipe, its page is due at once, and read whole: what is remembered or was learned of it was by the former."""
    row = one(connection, sources, wanted.id, lock=True)
    if row is None or row.retired_at is not None:
        return False
    former = source_of(row)
    new = source_values(wanted)
    values: Values = {name: new[name] for name in ("title", "section", "tags", "every", "recipe")}
    if wanted.recipe != former.recipe:
        values |= _FORGET_THE_PAGE | {"healing": None, "next_poll_at": _soonest(row.wait_until, now)}
    elif wanted.every != former.every:
        values["next_poll_at"] = _soonest(row.wait_until, now)
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    changed(connection, sites=[former.site_id])
    return True


def make_due(connection: Connection, source_id: SourceId, now: datetime) -> bool:
    """Polled at the next round, but not before the site wants to be asked again. False: unknown or paused."""
    row = one(connection, sources, source_id, lock=True)
    if row is None or row.retired_at is not None or row.paused:
        return False
    values = {"next_poll_at": _soonest(row.wait_until, now)}
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    return True


def next_poll(connection: Connection, now: datetime) -> datetime | None:
    """When the next source is due; one that is taken, when its lease ends at the latest."""
    columns = sources.c
    watched = (columns.retired_at.is_(None), ~columns.paused)
    leased = columns.lease_until > now
    times = [
        select(func.min(columns.next_poll_at)).where(*watched, columns.lease_until.is_(None) | ~leased),
        select(func.min(columns.lease_until)).where(*watched, leased),
    ]
    return min((moment for moment in map(connection.scalar, times) if moment), default=None)


def _soonest(wait_until: datetime | None, now: datetime) -> datetime:
    return max(now, wait_until) if wait_until else now


def _add(connection: Connection, wanted: Source, now: datetime) -> Source:
    of_site = select(sources).where(sources.c.site_id == wanted.site_id).order_by(sources.c.number)
    for row in connection.execute(of_site):
        kept = source_of(row)
        if kept.url.canonical == wanted.url.canonical and kept.recipe == wanted.recipe:
            if row.retired_at is None:
                return kept
            woken = replace(wanted, id=kept.id)
            _wake(connection, row.number, woken, _soonest(row.wait_until, now))
            return woken
    new = replace(wanted, id=_untaken(connection, wanted.id))
    _insert(connection, new, now)
    return new


def _wake(connection: Connection, number: int, source: Source, next_poll_at: datetime) -> None:
    values = source_values(source) | {"retired_at": None, "next_poll_at": next_poll_at}
    connection.execute(update(sources).where(sources.c.number == number).values(values))


def _insert(connection: Connection, source: Source, now: datetime) -> None:
    values = source_values(source) | state_values(SourceState(next_poll_at=now))
    connection.execute(insert(sources).values(values))


def _untaken(connection: Connection, wanted: SourceId) -> SourceId:
    """`wanted`, or with -2, -3…: every feed has an address of its own, those of sites and groups too."""
    taken: Collection[str] = {
        *RESERVED_IDS,
        *connection.scalars(select(sources.c.id)),
        *connection.scalars(select(sites.c.id)),
        *group_ids(connection).values(),
    }
    identity, count = str(wanted), 1
    while identity in taken:
        count += 1
        identity = f"{wanted}-{count}"
    return SourceId(identity)


def _declare_site(connection: Connection, site: Site) -> set[SiteId]:
    values = site_values(site)
    row = one(connection, sites, site.id)
    if row is None:
        connection.execute(insert(sites).values(values))
    elif row.url == site.url.text and row.title == site.title:
        return set()
    else:
        connection.execute(update(sites).where(sites.c.number == row.number).values(values))
    return {site.id}


def _declare_source(connection: Connection, source: Source, now: datetime) -> set[SiteId]:
    """The sites whose feeds change by it."""
    row = one(connection, sources, source.id, lock=True)
    if row is None:
        _insert(connection, source, now)
        return {source.site_id}
    kept = source_of(row)
    if kept == source and row.retired_at is None:
        return set()
    values = source_values(source) | {"retired_at": None}
    if row.retired_at is not None or kept.every != source.every:
        values["next_poll_at"] = _soonest(row.wait_until, now)
    if kept.url.canonical != source.url.canonical or kept.recipe != source.recipe:
        values |= {**_FORGET_THE_PAGE, **NO_LEASE, "healing": None, "wait_until": None, "next_poll_at": now}
    connection.execute(update(sources).where(sources.c.number == row.number).values(values))
    return {source.site_id, kept.site_id}
