"""What a feed of the catalogue offers to subscribe to, and how a selection is called. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.feed import FeedHead, FeedId, FeedScope
from service.domain.overview import SourceStatus
from service.domain.source import SourceId
from service.domain.subscription import Selection, SourceKey
from service.web.catalogue import Catalogue, Section, section_name

__all__ = ["Offer", "names_of", "offer", "selected"]


@dataclass(frozen=True, slots=True)
class Offer:
    """The whole of `selection`, or some of its `sections`; `name` and `place` (its site) are for people."""

    head: FeedHead
    name: str
    place: str
    selection: Selection
    sections: tuple[Section, ...]

    @property
    def source_ids(self) -> list[SourceId]:
        return [section.status.source.id for section in self.sections]


def offer(catalogue: Catalogue, feed_id: FeedId) -> Offer | None:
    """None: the catalogue has no such feed. The name of everything is empty."""
    if catalogue.all_feed and catalogue.all_feed.id == feed_id:
        return Offer(catalogue.all_feed, "", "", Selection(), catalogue.sections)
    for listing in catalogue.sites:
        title = listing.site.title
        if listing.feed and listing.feed.id == feed_id:
            whole = Selection(sites=frozenset({listing.site.id}))
            return Offer(listing.feed, title, "", whole, listing.sections)
        for area in listing.areas:
            if area.feed and area.feed.id == feed_id:
                group = Selection(groups=frozenset({(listing.site.id, (area.name,))}))
                return Offer(area.feed, area.name, title, group, area.sections)
            for section in area.sections:
                if section.feed and section.feed.scope is FeedScope.SOURCE and section.feed.id == feed_id:
                    alone = Selection(sources=frozenset({section.status.source.id}))
                    return Offer(section.feed, section.name, title, alone, (section,))
    return None


def names_of(selection: Selection, statuses: Iterable[SourceStatus]) -> list[str]:
    """What is selected, in words; empty: everything. What is no longer watched is called by its id."""
    kept = list(statuses)
    sites = {status.site.id: status.site.title for status in kept}
    sections = {status.source.id: f"{status.site.title} · {section_name(status)}" for status in kept}
    return [
        *(sites.get(site, str(site)) for site in sorted(selection.sites)),
        *(" · ".join((sites.get(site, str(site)), *path)) for site, path in sorted(selection.groups)),
        *(sections.get(source, str(source)) for source in sorted(selection.sources)),
        *sorted(selection.tags),
    ]


def selected(selection: Selection, statuses: Iterable[SourceStatus]) -> list[SourceId]:
    """What it selects of what is watched now."""
    sources = [status.source for status in statuses]
    keys = [SourceKey(source.id, source.site_id, source.section, source.tags) for source in sources]
    return [key.id for key in keys if selection.selects(key)]
