"""What feeds show: their heads, their entries, and the count that tells whether either changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from service.domain.overview import Feed, FeedHead, FeedId, FeedScope
from service.domain.source import Site, SiteId, Source, SourceId
from service.domain.urls import Url
from service.storage.changes import last_change, last_change_anywhere
from service.storage.entries import entries_of
from service.storage.groups import groups
from service.storage.rows import site_of, source_of
from service.storage.schema import entries, sightings, sites, sources

ALL = FeedId("all")
_HOME_OF_ALL = Url.parse("https://noticewire.invalid/")
"""Everything has no page of its own; the web puts its own address there."""

Watched = list[tuple[Site, list[Source]]]


def heads(connection: Connection) -> list[FeedHead]:
    """Every feed there is: of everything, then site by site the site's, its groups' and its sources'."""
    return [head for head, _ in _feeds(connection)]


def feed(connection: Connection, feed_id: FeedId, *, limit: int) -> Feed | None:
    """The feed with its newest `limit` released entries; None: there is no such feed."""
    found = next(((head, members) for head, members in _feeds(connection) if head.id == feed_id), None)
    if found is None:
        return None
    head, members = found
    shown = select(sightings.c.entry_id).where(sightings.c.source_id.in_(members), ~sightings.c.held)
    newest = (
        select(entries)
        .where(entries.c.id.in_(shown), entries.c.released_at.is_not(None))
        .order_by(entries.c.dated_at.desc(), entries.c.first_seen_at.desc(), entries.c.position)
        .limit(limit)
    )
    return Feed(head, tuple(entries_of(connection, connection.execute(newest).all())))


def feed_version(connection: Connection, feed_id: FeedId) -> int | None:
    """A count that grows with every change of what the feed shows; None: there is no such feed."""
    found = next(((head, members) for head, members in _feeds(connection) if head.id == feed_id), None)
    if found is None:
        return None
    head, members = found
    if head.scope is FeedScope.ALL:
        return last_change_anywhere(connection)
    owners = select(sources.c.site_id).where(sources.c.id.in_(members)).distinct()
    return last_change(connection, sources=members, sites=[SiteId(owner) for owner in connection.scalars(owners)])


def watched(connection: Connection) -> Watched:
    """The sites with what is watched of them, both in the order of insertion; none without a source."""
    by_site: dict[str, list[Source]] = {}
    for row in connection.execute(
        select(sources).where(sources.c.retired_at.is_(None)).order_by(sources.c.number)
    ):
        by_site.setdefault(row.site_id, []).append(source_of(row))
    listed = connection.execute(select(sites).order_by(sites.c.number))
    return [(site_of(row), by_site[row.id]) for row in listed if row.id in by_site]


def _feeds(connection: Connection) -> list[tuple[FeedHead, Sequence[SourceId]]]:
    """Each feed's head with the sources whose entries it shows."""
    all_watched = watched(connection)
    by_group = groups(connection)
    everything = [source.id for _, of_site in all_watched for source in of_site]
    found: list[tuple[FeedHead, Sequence[SourceId]]] = [
        (FeedHead(ALL, FeedScope.ALL, "noticewire", _HOME_OF_ALL), everything)
    ]
    for site, of_site in all_watched:
        members = [source.id for source in of_site]
        head = FeedHead(FeedId(site.id), FeedScope.SITE, site.title, site.url, (site.title,))
        found.append((head, members))
        for group in by_group:
            if group.site_id == site.id:
                title = f"{site.title} - {group.name}"
                folder = (site.title, group.name)
                found.append((FeedHead(group.id, FeedScope.GROUP, title, site.url, folder), group.members))
        found += [(_source_head(site, source), [source.id]) for source in of_site]
    return found


def _source_head(site: Site, source: Source) -> FeedHead:
    name = " / ".join(source.section) or source.title
    title = f"{site.title} - {name}" if name != site.title else name
    folder = (site.title, *source.section[:-1])
    return FeedHead(FeedId(source.id), FeedScope.SOURCE, title, source.url, folder)
