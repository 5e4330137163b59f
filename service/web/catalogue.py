"""The catalogue: sources and feeds put in order as sites > areas > sections. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from service.domain.feed import FeedHead, FeedId, FeedScope
from service.domain.overview import SourceStatus
from service.domain.source import Site, SourceId
from service.web.phrases import Tone, verdict

__all__ = ["Area", "Catalogue", "Section", "SiteListing", "arrange", "matching", "section_name"]


@dataclass(frozen=True, slots=True)
class Section:
    """A source under its name; `feed` None: it has none."""

    name: str
    status: SourceStatus
    feed: FeedHead | None
    weeks: tuple[int, ...] = ()
    """What it posted in each of the last weeks, the present one last; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Area:
    """The sections under one entry of the site's menu; `name` empty: those that stand in no area."""

    name: str
    feed: FeedHead | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class SiteListing:
    site: Site
    feed: FeedHead | None
    areas: tuple[Area, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for area in self.areas for section in area.sections)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is watched. `all_feed` carries every entry."""

    sites: tuple[SiteListing, ...]
    all_feed: FeedHead | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for site in self.sites for section in site.sections)

    @property
    def troubled(self) -> tuple[Section, ...]:
        """The sections that need somebody's attention."""
        return tuple(found for found in self.sections if verdict(found.status).tone in (Tone.WARN, Tone.BAD))


def arrange(
    sources: Iterable[SourceStatus],
    heads: Sequence[FeedHead],
    weeks: Mapping[SourceId, tuple[int, ...]] = MappingProxyType({}),
) -> Catalogue:
    """Sites, areas and sections in the order in which they are first met; `weeks` what each posted weekly."""
    by_id = {head.id: head for head in heads}
    groups = [head for head in heads if head.scope is FeedScope.GROUP]
    sites: dict[str, tuple[Site, list[SourceStatus]]] = {}
    for status in sources:
        sites.setdefault(status.site.id, (status.site, []))[1].append(status)
    listings = tuple(
        SiteListing(
            site,
            _of_scope(by_id.get(FeedId(site.id)), FeedScope.SITE),
            _areas(site, statuses, by_id, groups, weeks),
        )
        for site, statuses in sites.values()
    )
    everything = next((head for head in heads if head.scope is FeedScope.ALL), None)
    return Catalogue(listings, everything)


def section_name(status: SourceStatus) -> str:
    """A section's name below its area; without a section, the source's title."""
    path = status.source.section
    return " / ".join(path[1:] if len(path) > 1 else path) or status.source.title


def matching(catalogue: Catalogue, query: str) -> Catalogue:
    """The sections in which every word of `query` occurs: in site, menu path, host or newest title. Case and
    full or half width make no difference."""
    words = _fold(query).split()
    if not words:
        return catalogue
    sites = []
    for listing in catalogue.sites:
        areas = []
        for area in listing.areas:
            kept = tuple(found for found in area.sections if _speaks_of(found, words))
            if kept:
                areas.append(replace(area, sections=kept))
        if areas:
            sites.append(replace(listing, areas=tuple(areas)))
    return replace(catalogue, sites=tuple(sites))


def _areas(
    site: Site,
    statuses: Sequence[SourceStatus],
    by_id: Mapping[FeedId, FeedHead],
    groups: Sequence[FeedHead],
    weeks: Mapping[SourceId, tuple[int, ...]],
) -> tuple[Area, ...]:
    named: dict[str, list[Section]] = {}
    for status in statuses:
        path = status.source.section
        feed = _of_scope(by_id.get(FeedId(status.source.id)), FeedScope.SOURCE)
        section = Section(section_name(status), status, feed, weeks.get(status.source.id, ()))
        named.setdefault(path[0] if len(path) > 1 else "", []).append(section)
    return tuple(Area(name, _group_feed(site, name, groups), tuple(found)) for name, found in named.items())


def _group_feed(site: Site, name: str, groups: Sequence[FeedHead]) -> FeedHead | None:
    if not name:
        return None
    ours = (head for head in groups if head.id.startswith(f"{site.id}-") and head.folder[:1] == (site.title,))
    return next((head for head in ours if name in (*head.folder[1:], head.title)), None)


def _of_scope(head: FeedHead | None, scope: FeedScope) -> FeedHead | None:
    return head if head is not None and head.scope is scope else None


def _speaks_of(section: Section, words: Sequence[str]) -> bool:
    site, source = section.status.site, section.status.source
    text = _fold(" ".join((site.title, site.url.host, source.title, *source.section, section.status.newest_title)))
    return all(word in text for word in words)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
