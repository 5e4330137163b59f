"""From one address to what can be followed there: a listing itself, or the sections found on a home page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from service.domain.errors import FetchError, NoCandidates
from service.domain.naming import site_id, source_id
from service.domain.poll import Failed, Listing, Page, PageKind
from service.domain.remark import Remark
from service.domain.source import Health, Recipe, SectionPath, Site, Source
from service.domain.urls import Url
from service.extraction.sections import MenuItem, find_feeds, find_sections
from service.polling.visit import Visitor, failed, failed_listing

Progress = Callable[[int, int, str], None]
"""Called with: sections looked at, sections in all, the name of the one being looked at."""

log = structlog.get_logger("discovery")

_ROOT_NAMES = re.compile(r"/(?:(?:index|default|main|home)\.[a-z]{2,5})?", re.IGNORECASE)
_MOST_SECTIONS = 200


@dataclass(frozen=True, slots=True)
class ExploredSection:
    """One section of a site: the source it would be, and its listing or why there is none."""

    source: Source
    listing: Listing | None
    failure: Failed | None = None

    @property
    def path(self) -> SectionPath:
        return self.source.section

    @property
    def followable(self) -> bool:
        return self.listing is not None and self.failure is None


@dataclass(frozen=True, slots=True)
class Explored:
    """What an address leads to. `whole_site`: it was a home page; else `sections` holds the one listing.

    `feeds` are the site's own feeds, if it has some after all: a reader may want those instead.
    """

    site: Site
    whole_site: bool
    sections: tuple[ExploredSection, ...]
    feeds: tuple[Url, ...] = ()
    left_out: int = 0
    """Sections beyond the most that are looked at."""


class Discovery:
    """Explores sites for `add`, `probe` and the web. Fetches politely: robots.txt, one page at a time per host."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    async def explore(
        self, url: Url, *, zone: str, recipe: Recipe | None = None, progress: Progress | None = None
    ) -> Explored:
        """What can be followed at `url`. With a `recipe` it is one listing, read by it.

        Raises FetchError when the page itself does not come, NoCandidates when there is nothing to follow.
        """
        page, listing = await self._visitor.look(url, zone=zone, recipe=recipe)
        menu = () if recipe else find_sections(page)
        site = Site(site_id(page.url), page.url.join("/"), site_title(page, menu, listing))
        if recipe is not None or not is_home(page.url, menu, listing):
            return self._one_listing(url, page, listing, site, menu, zone=zone, recipe=recipe)
        wanted = _distinct(menu)
        sections = []
        for number, item in enumerate(wanted[:_MOST_SECTIONS]):
            if progress:
                progress(number, min(len(wanted), _MOST_SECTIONS), " / ".join(item.path))
            sections.append(await self._probe(site, item, zone))
        if progress:
            progress(len(sections), len(sections), "")
        if not any(section.followable for section in sections):
            cause = Remark("none of the %(count)d pages of its menu is a listing", count=len(sections))
            raise NoCandidates(str(url), str(listing.kind), cause)
        left_out = max(0, len(wanted) - _MOST_SECTIONS)
        home = site.url if listing.kind is PageKind.ARTICLE else page.url
        return Explored(replace(site, url=home), True, _with_own_ids(sections), find_feeds(page), left_out)

    async def page(self, url: Url) -> Page:
        """The page itself, for whoever wants to point at what is on it. Raises FetchError."""
        return await self._visitor.page(url)

    def _one_listing(
        self,
        url: Url,
        page: Page,
        listing: Listing,
        site: Site,
        menu: Sequence[MenuItem],
        *,
        zone: str,
        recipe: Recipe | None,
    ) -> Explored:
        failure = failed_listing(listing)
        if failure is not None:
            raise NoCandidates(str(url), str(listing.kind), failure.cause)
        followed = page.moved_to or url
        own = [item.path for item in menu if item.url.canonical == page.url.canonical]
        in_menu = max(own, key=len, default=())  # an area leads to the first section below it
        path = in_menu or listing.section
        source = _source(site, followed, path, zone, title=listing.title)
        section = ExploredSection(replace(source, recipe=recipe), listing)
        return Explored(site, False, (section,), find_feeds(page))

    async def _probe(self, site: Site, item: MenuItem, zone: str) -> ExploredSection:
        source = _source(site, item.url, item.path, zone)
        if _without_www(item.url.host) != _without_www(site.url.host):
            elsewhere = Failed(Health.REFUSED, Remark("leads to another site (%(host)s)", host=item.url.host))
            return ExploredSection(source, None, elsewhere)
        try:
            page, listing = await self._visitor.look(item.url, zone=zone, recipe=None)
        except FetchError as error:
            return ExploredSection(source, None, failed(error))
        except Exception as error:
            log.exception("a section was not read", url=str(item.url))
            unread = Failed(
                Health.UNUSABLE, Remark("could not be read (%(error)s)", error=f"{type(error).__name__}: {error}")
            )
            return ExploredSection(source, None, unread)
        if page.moved_to:
            source = replace(source, url=page.moved_to)
        return ExploredSection(source, listing, failed_listing(listing))


def is_home(url: Url, menu: Sequence[MenuItem], listing: Listing) -> bool:
    """Whether the page at `url` is a home page, to be followed by its sections, rather than one listing."""
    if not menu or any(item.url.canonical == url.canonical for item in menu):
        return False
    root = _ROOT_NAMES.fullmatch(url.path) is not None
    if listing.kind is PageKind.LISTING and (len(menu) == 1 or listing.next_page) and not (root and len(menu) > 2):
        return False  # a list that goes on elsewhere, or beside which one block stands: its 更多 makes no menu
    if root or listing.kind not in (PageKind.LISTING, PageKind.EMPTY):
        return True
    folder = url.path.rpartition("/")[0] + "/"
    below = sum(item.url.host == url.host and item.url.path.startswith(folder) for item in menu)
    return _ROOT_NAMES.fullmatch("/" + url.path.rpartition("/")[2]) is not None and 2 * below > len(menu)


def site_title(page: Page, menu: Sequence[MenuItem], listing: Listing) -> str:
    """What to call the site: the part of the page's title that is not the section's name, else its host."""
    own_names = {name for item in menu for name in item.path} | set(listing.section)
    parts = [part.strip() for part in re.split(r"\s*[-_|–—>»]+\s*", listing.title) if part.strip()]
    foreign = [part for part in parts if part not in own_names]
    return max(foreign, key=len, default=page.url.host)


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


def _source(site: Site, url: Url, path: SectionPath, zone: str, title: str = "") -> Source:
    name = " / ".join(path) or title or url.path
    return Source(source_id(url), site.id, url, name, section=path, zone=zone)


def _distinct(menu: Sequence[MenuItem]) -> list[MenuItem]:
    """Each address once, under its deepest name: an area usually leads to the first section below it."""
    deepest: dict[str, MenuItem] = {}
    for item in menu:
        known = deepest.get(item.url.canonical)
        if known is None or len(item.path) > len(known.path):
            deepest[item.url.canonical] = item
    return [item for item in menu if deepest[item.url.canonical] is item]


def _with_own_ids(sections: Sequence[ExploredSection]) -> tuple[ExploredSection, ...]:
    """The sections with ids that differ from one another; storage sees to those it already has."""
    taken: dict[str, int] = {}
    named = []
    for section in sections:
        count = taken[section.source.id] = taken.get(section.source.id, 0) + 1
        own = section.source.id if count == 1 else type(section.source.id)(f"{section.source.id}-{count}")
        named.append(replace(section, source=replace(section.source, id=own)))
    return tuple(named)
