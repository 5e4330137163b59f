"""Section groups: the areas of a site's menu that hold several listings, each with a feed of its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from service.domain.feed import FeedId
from service.domain.naming import RESERVED_IDS
from service.domain.source import SectionPath, SiteId, SourceId
from service.storage.schema import sites, sources

_LONGEST_SLUG = 48


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source stands in its site's menu. A retired one still keeps its group's id from others."""

    source_id: SourceId
    site_id: SiteId
    section: SectionPath
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The sources below one first name of a site's menu."""

    id: FeedId
    site_id: SiteId
    name: str
    members: tuple[SourceId, ...]


def find_groups(places: Sequence[Place], taken: Iterable[str] = ()) -> list[Group]:
    """The groups of two sources or more, in the order of `places` (that of insertion).

    The id is '<site>-<pinyin of the name>', with -2, -3… where another feed has it (`taken`, or a name that sounds
    the same and came first). It depends on what was inserted before alone, so it stays.
    """
    members: dict[tuple[SiteId, str], list[Place]] = {}
    in_order: list[tuple[SiteId, str]] = []  # of becoming a group: an older one must keep its id
    for place in places:
        if len(place.section) >= 2:
            area = (place.site_id, place.section[0])
            members.setdefault(area, []).append(place)
            if len(members[area]) == 2:
                in_order.append(area)
    used = {*RESERVED_IDS, *taken}
    groups: list[Group] = []
    for area in in_order:
        (site_id, name), placed = area, members[area]
        identity = _untaken(f"{site_id}-{slug(name)}", used)
        used.add(identity)
        live = tuple(place.source_id for place in placed if not place.retired)
        if len(live) >= 2:
            groups.append(Group(FeedId(identity), site_id, name, live))
    return groups


def slug(name: str) -> str:
    """'组织工作' -> 'zuzhigongzuo', 'News & Events' -> 'news-events'; 'section' where nothing can be spelt."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a third of a second to load

    syllables = lazy_pinyin(name, errors=lambda other: f" {other} ")
    spelt = re.sub(r"[^a-z0-9]+", "-", "".join(syllables).lower().replace("ü", "v"))
    return spelt.strip("-")[:_LONGEST_SLUG].rstrip("-") or "section"


def places(connection: Connection) -> list[Place]:
    """All sources ever watched, in the order of sites and of insertion."""
    wanted = (
        select(sources.c.id, sources.c.site_id, sources.c.section, sources.c.retired_at)
        .join(sites, sites.c.id == sources.c.site_id)
        .order_by(sites.c.number, sources.c.number)
    )
    return [
        Place(SourceId(row.id), SiteId(row.site_id), tuple(row.section), row.retired_at is not None)
        for row in connection.execute(wanted)
    ]


def groups(connection: Connection) -> list[Group]:
    """The groups there are now."""
    known = places(connection)
    return find_groups(known, {*(place.source_id for place in known), *(place.site_id for place in known)})


def group_ids(connection: Connection) -> Mapping[tuple[SiteId, str], FeedId]:
    return {(group.site_id, group.name): group.id for group in groups(connection)}


def _untaken(wanted: str, used: set[str]) -> str:
    identity, count = wanted, 1
    while identity in used:
        count += 1
        identity = f"{wanted}-{count}"
    return identity
