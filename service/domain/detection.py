"""What of a listing is new, and what only looks new.

Pinned, moved, renamed, reordered, vanished and re-appeared items are old acquaintances, and so is an old item that
slides onto the page from below when another was deleted. A burst that cannot be true is held back.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain.doubt import BACKDATED, doubtful
from service.domain.entry import Candidate, EntryId
from service.domain.identity import Keys, entry_id, keys_of, normalised_title
from service.domain.poll import Known, NewEntry, Sighting
from service.domain.recognition import contradicted, recognise, strong_entry
from service.domain.remark import Remark, joined
from service.domain.source import Source

_NAMED = 5
"""Entries that a note to the owner names."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What one page means: entries to store, every sighting in page order, what is gone from the page.

    `flood` says why the new ones are held back; empty: they are not. `doubt`: why some of them are, which may be
    known.
    """

    new_entries: tuple[NewEntry, ...]
    sightings: tuple[Sighting, ...]
    vanished: tuple[EntryId, ...]
    flood: str = ""
    doubt: str = ""


def page_keys(source: Source, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Keys]]:
    """The distinct candidates of a page with their keys; what it shows twice (pinned, and in its place) once."""
    distinct: dict[tuple[str, str], Candidate] = {}
    for candidate in candidates:
        appearance = (candidate.url.canonical, normalised_title(candidate.title))
        first = distinct.setdefault(appearance, candidate)
        if first is not candidate:
            distinct[appearance] = replace(first, pinned=True, published=first.published or candidate.published)
    kept = list(distinct.values())
    return list(zip(kept, keys_of(kept, source.id, source.url), strict=True))


def detect(
    source: Source,
    page: Sequence[tuple[Candidate, Keys]],
    known: Known,
    now: datetime,
    *,
    baseline: bool,
    last_good_at: datetime | None,
    flood_limit: int,
    first_page: int | None = None,
    gap_since: datetime | None = None,
) -> Detection:
    """Tell new from known on one page of `source` (`page` as `page_keys` gives it).

    On the `baseline` all is stored and nothing announced but the source's `announce_last`. Later everything first
    seen on this source is announced, except what slid in from below, and except a flood: `flood_limit` entries or
    more (0: no limit) of which we would have seen most before. Where a gap was followed, `page` goes on behind its
    `first_page` entries with those of further pages; `gap_since` is the last good poll before one that was open.
    """
    identities = _identify(source, page, known)
    new_entries: list[NewEntry] = []
    sightings: list[Sighting] = []
    seen: set[EntryId] = set()
    ever = known.ever | {label.entry_id for label in known.labels}
    for position, ((candidate, _), (identity, keys, is_new)) in enumerate(zip(page, identities, strict=True)):
        if identity in seen:
            continue
        seen.add(identity)
        if is_new:
            new_entries.append(NewEntry(identity, candidate, keys, candidate.published, article_due_at=now))
        sightings.append(
            Sighting(
                identity,
                position,
                candidate.title,
                candidate.pinned,
                keys,
                first=identity not in ever,
                present=first_page is None or position < first_page,
            )
        )
    vanished = tuple(sorted(known.present - {found.entry_id for found in sightings if found.present}))
    by_position = [candidate for candidate, _ in page]
    if baseline:
        announced, flood = _latest(sightings, by_position, source.announce_last), ""
    else:
        shown = [sighting for sighting in sightings if sighting.present]
        announced = _unseen(shown, by_position, len(vanished), rebuilt=bool(known.labels))
        beyond = [sighting for sighting in sightings if not sighting.present]
        if beyond:
            announced |= _of_gap(beyond, by_position, known, gap_since or last_good_at, source.zone)
        flood = _flood(source, sightings, by_position, announced, last_good_at, gap_since, flood_limit)
    doubted: frozenset[EntryId] = frozenset()
    if known.labels and not flood:
        last_good = _day_of(gap_since or last_good_at, source.zone)
        doubted = _doubted(page, known, sightings, announced, last_good)
    marked = tuple(
        replace(sighting, announce=not held, held=held) if sighting.entry_id in announced else sighting
        for sighting in sightings
        for held in [bool(flood) or sighting.entry_id in doubted]
    )
    return Detection(tuple(new_entries), marked, vanished, flood, _doubt(marked) if doubted else "")


def _doubted(
    page: Sequence[tuple[Candidate, Keys]],
    known: Known,
    sightings: Sequence[Sighting],
    announced: Set[EntryId],
    last_good: date | None,
) -> frozenset[EntryId]:
    """Those to be announced of a page built anew that may be no news all the same."""
    found = {one.position: one.entry_id for one in sightings if not one.first}
    places = doubtful(page, known.labels, found, last_good=last_good)
    return frozenset(one.entry_id for one in sightings if one.position in places) & announced


def _doubt(marked: Sequence[Sighting]) -> str:
    held = [sighting.title for sighting in marked if sighting.held]
    return Remark(
        "%(count)d entries of the page built anew may be news, or older ones that it did not show so "
        "before: %(titles)s",
        count=len(held),
        titles=joined("; ", held[:_NAMED]),
    )


def _identify(
    source: Source, page: Sequence[tuple[Candidate, Keys]], known: Known
) -> list[tuple[EntryId, tuple[str, ...], bool]]:
    """For each candidate: its entry, the keys to keep for it, and whether the entry is new.

    Strong keys speak first, for all candidates; an entry they claim cannot be claimed by title and day, so that
    two notices of one title and day stay two. On a page built anew the labels of `known` speak before them.
    """
    recognised = recognise(page, known.labels)
    doubtful = contradicted(page, known.labels)
    by_strong = [
        recognised.get(place) or (None if place in doubtful else strong_entry(keys, known))
        for place, (_, keys) in enumerate(page)
    ]
    claimed = {identity for identity in by_strong if identity is not None}
    found: list[tuple[EntryId, tuple[str, ...], bool]] = []
    made_here: dict[str, EntryId] = {}
    for place, ((_, keys), strong) in enumerate(zip(page, by_strong, strict=True)):
        by_weak = known.by_key.get(keys.weak)
        if place in doubtful:
            free = by_weak is None and keys.weak not in made_here
            identity = strong or made_here.setdefault(keys.weak, entry_id(source.site_id, keys.weak))
            found.append((identity, (keys.weak,) if free or by_weak == strong else (), strong is None))
        elif strong is not None:
            kept = keys.strong if by_weak not in (None, strong) else keys.all
            found.append((strong, kept, False))
        elif by_weak is not None and by_weak not in claimed and (keys.dated or by_weak in known.present):
            claimed.add(by_weak)
            found.append((by_weak, keys.all, False))
        elif not keys.strong and keys.weak in made_here:
            found.append((made_here[keys.weak], (keys.weak,), False))
        else:
            free = by_weak is None and keys.weak not in made_here
            kept = keys.all if free or not keys.strong else keys.strong
            identity = entry_id(source.site_id, kept[0])
            made_here.setdefault(keys.weak, identity)
            found.append((identity, kept, True))
    return found


def _latest(sightings: Sequence[Sighting], candidates: Sequence[Candidate], count: int) -> frozenset[EntryId]:
    """The `count` latest of a page: by day where days are known, then by page order; pinned ones stand aside."""
    loose = [sighting for sighting in sightings if sighting.first and not sighting.pinned]

    def age(sighting: Sighting) -> tuple[int, int]:
        published = candidates[sighting.position].published
        return (-published.day.toordinal() if published else 0, sighting.position)

    return frozenset(sighting.entry_id for sighting in sorted(loose, key=age)[:count])


def _unseen(
    sightings: Sequence[Sighting], candidates: Sequence[Candidate], vanished: int, *, rebuilt: bool
) -> frozenset[EntryId]:
    """First sightings, without those that slid in: at the end of the page, below all that is known there, and
    older than it. Where nothing tells their age, no more than have vanished can have slid in, unless the page was
    rebuilt: it may be longer now."""
    first = [sighting for sighting in sightings if sighting.first]
    old = [sighting for sighting in sightings if not sighting.first and not sighting.pinned]
    if not old:
        return frozenset(sighting.entry_id for sighting in first)
    tail = [sighting for sighting in first if sighting.position > old[-1].position]
    above = [candidates[sighting.position] for sighting in old]
    slid = set()
    for sighting in tail:
        older = _is_older(candidates[sighting.position], above)
        if older or (older is None and (rebuilt or len(tail) <= vanished)):
            slid.add(sighting.entry_id)
    return frozenset(sighting.entry_id for sighting in first if sighting.entry_id not in slid)


def _day_of(poll: datetime | None, zone: str) -> date | None:
    return poll.astimezone(ZoneInfo(zone)).date() if poll else None


def _of_gap(
    beyond: Sequence[Sighting],
    candidates: Sequence[Candidate],
    known: Known,
    since: datetime | None,
    zone: str,
) -> frozenset[EntryId]:
    """First sightings on further pages that were published in the gap: above what was known before it, and not too
    old to be of it."""
    old = [sighting for sighting in beyond if not sighting.first and sighting.entry_id not in known.of_gap]
    end = max((sighting.position for sighting in old if not sighting.pinned), default=None)
    day = _day_of(since, zone)
    first_day = day - BACKDATED if day else None
    above = [candidates[sighting.position] for sighting in old]
    found = set()
    for sighting in beyond:
        candidate = candidates[sighting.position]
        too_old = candidate.published and first_day and candidate.published.day < first_day
        below = end is not None and sighting.position > end and _is_older(candidate, above) is not False
        if sighting.first and not too_old and not below:
            found.add(sighting.entry_id)
    return frozenset(found)


def _is_older(candidate: Candidate, known: Sequence[Candidate]) -> bool | None:
    """Whether a notice is older than all known ones: by day, else by the serial number in its address; None when
    neither can tell."""
    days = [found.published.day for found in known if found.published]
    if candidate.published and days and candidate.published.day != min(days):
        return candidate.published.day < min(days)
    shape, own = _numbers(candidate)
    others = [numbers for found in known for other, numbers in [_numbers(found)] if other == shape]
    counting = [place for place in range(len(own)) if len({numbers[place] for numbers in (own, *others)}) > 1]
    if not counting or 2 * len(others) < len(known):
        return None
    return own[counting[-1]] < min(numbers[counting[-1]] for numbers in others)


def _numbers(candidate: Candidate) -> tuple[str, list[int]]:
    """The address with its numbers masked, and these; the last that differs between two is what counts up."""
    numbers = [int(digits) for digits in re.findall(r"\d+", candidate.url.canonical)]
    return re.sub(r"\d+", "#", candidate.url.canonical), numbers


def _flood(
    source: Source,
    sightings: Sequence[Sighting],
    candidates: Sequence[Candidate],
    announced: frozenset[EntryId],
    last_good_at: datetime | None,
    gap_since: datetime | None,
    limit: int,
) -> str:
    """Why announcing these would be implausible; empty when it is plausible."""
    if not limit or len(announced) < limit:
        return ""
    known_days = [
        found.day
        for sighting in sightings
        if not sighting.first and (found := candidates[sighting.position].published)
    ]
    overlap = any(not sighting.first for sighting in sightings)
    if overlap and not known_days:
        return ""
    floor: date | None = max(known_days) - BACKDATED if known_days and gap_since is None else None
    last_good_at = gap_since or last_good_at
    if floor is None and (day := _day_of(last_good_at, source.zone)):
        floor = day - BACKDATED
    days = [candidates[sighting.position].published for sighting in sightings if sighting.entry_id in announced]
    fresh = sum(found is not None and (floor is None or found.day >= floor) for found in days)
    if 2 * fresh > len(announced):
        return ""
    if overlap:
        return Remark("%(count)d new entries at once, and most of them have old dates", count=len(announced))
    return Remark(
        "%(count)d new entries at once, and none of the entries known before is on the page", count=len(announced)
    )
