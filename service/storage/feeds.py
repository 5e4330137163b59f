"""What feeds show: their heads, their entries, and the count that tells whether either changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from service.domain.overview import Feed, FeedHead, FeedId, FeedScope
from service.domain.source import Site, SiteId, Source, SourceId
from service.domain.urls import Url
from service.storage.changes import last_change, last_change_anywhere
from service.storage.entries import entries_of
from service.storage.groups import Group, groups
from service.storage.rows import site_of, source_of
from service.storage.schema import entries, sightings, sites, sources

ALL = FeedId("all")
_HOME_OF_ALL = Url.parse("https://noticewire.invalid/")
"""Everything has no page of its own; the web puts its own address there."""

Watched = list[tuple[Site, list[Source]]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A feed's head, the sources whose entries it shows, and the sites they are of; of everything, no list."""

    head: FeedHead
    members: Sequence[SourceId]
    sites: Sequence[SiteId]


_EVERYTHING = _Found(FeedHead(ALL, FeedScope.ALL, "noticewire", _HOME_OF_ALL), (), ())


def heads(connection: Connection) -> list[FeedHead]:
    """Every feed there is: of everything, then site by site the site's, its groups' and its sources'."""
    return [found.head for found in _feeds(connection)]


def feed(connection: Connection, feed_id: FeedId, *, limit: int) -> Feed | None:
    """The feed with its newest `limit` released entries; None: there is no such feed."""
    found = _find(connection, feed_id)
    if found is None:
        return None
    newest = (
        select(entries)
        .where(_is_shown(found), entries.c.released_at.is_not(None))
        .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
        .limit(limit)
    )
    return Feed(found.head, tuple(entries_of(connection, connection.execute(newest).all())))


def due(connection: Connection, feed_id: FeedId, *, since: datetime, limit: int) -> Feed | None:
    """The feed with those of its entries that ask for something after `since`, the newest first; None: there is
    no such feed."""
    found = _find(connection, feed_id)
    if found is None:
        return None
    asking = (
        select(entries)
        .where(_is_shown(found), entries.c.released_at.is_not(None), entries.c.due_until >= since)
        .order_by(entries.c.dated_at.desc(), entries.c.number.desc())
        .limit(limit)
    )
    return Feed(found.head, tuple(entries_of(connection, connection.execute(asking).all())))


def feed_version(connection: Connection, feed_id: FeedId) -> int | None:
    """A count that grows with every change of what the feed shows; None: there is no such feed."""
    if feed_id == ALL:
        return last_change_anywhere(connection)
    found = _find(connection, feed_id)
    return last_change(connection, sources=found.members, sites=found.sites) if found else None


def watched(connection: Connection) -> Watched:
    """The sites with what is watched of them, both in the order of insertion; none without a source."""
    by_site: dict[str, list[Source]] = {}
    for row in connection.execute(
        select(sources).where(sources.c.retired_at.is_(None)).order_by(sources.c.number)
    ):
        by_site.setdefault(row.site_id, []).append(source_of(row))
    listed = connection.execute(select(sites).order_by(sites.c.number))
    return [(site_of(row), by_site[row.id]) for row in listed if row.id in by_site]


def _is_shown(found: _Found) -> ColumnElement[bool]:
    seen = select(sightings.c.entry_id).where(~sightings.c.held)
    if found.head.scope is not FeedScope.ALL:
        return entries.c.id.in_(seen.where(sightings.c.source_id.in_(found.members)))
    # nearly every entry is shown here: walking down from the newest finds enough at once
    watched_still = (sources.c.id == sightings.c.source_id, sources.c.retired_at.is_(None))
    return seen.where(sightings.c.entry_id == entries.c.id, *watched_still).exists()


def _find(connection: Connection, feed_id: FeedId) -> _Found | None:
    """One feed, without a look at all others unless it is a group's (or none)."""
    if feed_id == ALL:
        return _EVERYTHING
    named = select(sources).where(
        sources.c.retired_at.is_(None), or_(sources.c.id == feed_id, sources.c.site_id == feed_id)
    )
    near = [source_of(row) for row in connection.execute(named.order_by(sources.c.number))]
    of_site = [source for source in near if str(source.site_id) == feed_id]
    if of_site:
        return _of_site(_site(connection, of_site[0].site_id), of_site)
    if near:
        return _of_source(_site(connection, near[0].site_id), near[0])
    group = next((group for group in groups(connection) if group.id == feed_id), None)
    return _of_group(_site(connection, group.site_id), group) if group else None


def _feeds(connection: Connection) -> list[_Found]:
    all_watched = watched(connection)
    by_group = groups(connection)
    found = [_EVERYTHING]
    for site, of_site in all_watched:
        found.append(_of_site(site, of_site))
        found += [_of_group(site, group) for group in by_group if group.site_id == site.id]
        found += [_of_source(site, source) for source in of_site]
    return found


def _site(connection: Connection, site_id: SiteId) -> Site:
    return site_of(connection.execute(select(sites).where(sites.c.id == site_id)).one())


def _of_site(site: Site, of_site: Sequence[Source]) -> _Found:
    head = FeedHead(FeedId(site.id), FeedScope.SITE, site.title, site.url, (site.title,))
    return _Found(head, [source.id for source in of_site], [site.id])


def _of_group(site: Site, group: Group) -> _Found:
    head = FeedHead(group.id, FeedScope.GROUP, f"{site.title} - {group.name}", site.url, (site.title, group.name))
    return _Found(head, group.members, [site.id])


def _of_source(site: Site, source: Source) -> _Found:
    name = " / ".join(source.section) or source.title
    title = f"{site.title} - {name}" if name != site.title else name
    head = FeedHead(FeedId(source.id), FeedScope.SOURCE, title, source.url, (site.title, *source.section[:-1]))
    return _Found(head, [source.id], [site.id])
