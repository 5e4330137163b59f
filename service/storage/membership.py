"""Which sources each feed shows: everything, a site, a group of its sections, one source."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from service.domain.feed import FeedHead, FeedId, FeedScope
from service.domain.feedview import EVERYTHING, tag_feed, tag_of
from service.domain.source import Site, SiteId, Source, SourceId
from service.domain.urls import Url
from service.storage.groups import Group, groups
from service.storage.rows import site_of, source_of
from service.storage.schema import entries, sightings, sites, sources

OUR_HOME = Url.parse("https://noticewire.invalid/")
"""Everything, a tag and a private feed have no page of their own; the web puts its own address there."""

Watched = list[tuple[Site, list[Source]]]


@dataclass(frozen=True, slots=True)
class Membership:
    """A feed's head, the sources whose entries it shows, and the sites they are of; of everything, no list."""

    head: FeedHead
    members: Sequence[SourceId]
    sites: Sequence[SiteId]


_EVERYTHING = Membership(FeedHead(EVERYTHING, FeedScope.ALL, "noticewire", OUR_HOME), (), ())


def watched(connection: Connection) -> Watched:
    """The sites with what is watched of them, both in the order of insertion; none without a source."""
    by_site: dict[str, list[Source]] = {}
    for row in connection.execute(
        select(sources).where(sources.c.retired_at.is_(None)).order_by(sources.c.number)
    ):
        by_site.setdefault(row.site_id, []).append(source_of(row))
    listed = connection.execute(select(sites).order_by(sites.c.number))
    return [(site_of(row), by_site[row.id]) for row in listed if row.id in by_site]


def is_shown(found: Membership) -> ColumnElement[bool]:
    """Of a row of `entries`: whether the feed shows it, once it is released. Of one notice that several
    offices posted, a feed of them all shows the first."""
    seen = select(sightings.c.entry_id).where(~sightings.c.held)
    if found.head.scope is not FeedScope.ALL:
        here = seen.where(sightings.c.source_id.in_(found.members))
        return entries.c.id.in_(here) & or_(entries.c.same_as.is_(None), entries.c.same_as.not_in(here))
    # nearly every entry is shown here: walking down from the newest finds enough at once
    watched_still = (sources.c.id == sightings.c.source_id, sources.c.retired_at.is_(None))
    shown = seen.where(sightings.c.entry_id == entries.c.id, *watched_still).exists()
    leads = seen.where(sightings.c.entry_id == entries.c.same_as, *watched_still).exists()
    return shown & or_(entries.c.same_as.is_(None), ~leads)


def find(connection: Connection, feed_id: FeedId) -> Membership | None:
    """One feed, without a look at all others unless it is a group's (or none)."""
    if feed_id == EVERYTHING:
        return _EVERYTHING
    tag = tag_of(feed_id)
    if tag is not None:
        return _of_tag(tag, [source for _, of_site in watched(connection) for source in of_site])
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


def all_feeds(connection: Connection) -> list[Membership]:
    """Of everything, of each tag, then site by site the site's, its groups' and its sources'."""
    all_watched = watched(connection)
    by_group = groups(connection)
    every = [source for _, of_site in all_watched for source in of_site]
    tags = sorted({tag for source in every for tag in source.tags})
    found = [_EVERYTHING, *(tagged for tag in tags if (tagged := _of_tag(tag, every)))]
    for site, of_site in all_watched:
        found.append(_of_site(site, of_site))
        found += [_of_group(site, group) for group in by_group if group.site_id == site.id]
        found += [_of_source(site, source) for source in of_site]
    return found


def _site(connection: Connection, site_id: SiteId) -> Site:
    return site_of(connection.execute(select(sites).where(sites.c.id == site_id)).one())


def _of_tag(tag: str, every: Sequence[Source]) -> Membership | None:
    """None: no source has the tag."""
    tagged = [source for source in every if tag in source.tags]
    head = FeedHead(tag_feed(tag), FeedScope.TAG, f"noticewire - {tag}", OUR_HOME)
    places = list(dict.fromkeys(source.site_id for source in tagged))
    return Membership(head, [source.id for source in tagged], places) if tagged else None


def _of_site(site: Site, of_site: Sequence[Source]) -> Membership:
    head = FeedHead(FeedId(site.id), FeedScope.SITE, site.title, site.url, (site.title,))
    return Membership(head, [source.id for source in of_site], [site.id])


def _of_group(site: Site, group: Group) -> Membership:
    head = FeedHead(group.id, FeedScope.GROUP, f"{site.title} - {group.name}", site.url, (site.title, group.name))
    return Membership(head, group.members, [site.id])


def _of_source(site: Site, source: Source) -> Membership:
    name = " / ".join(source.section) or source.title
    title = f"{site.title} - {name}" if name != site.title else name
    head = FeedHead(FeedId(source.id), FeedScope.SOURCE, title, source.url, (site.title, *source.section[:-1]))
    return Membership(head, [source.id], [site.id])
