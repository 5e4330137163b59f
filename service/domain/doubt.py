"""Rows of a page built anew that may be known entries, though nothing proves which: the owner decides on them."""

from collections.abc import Mapping, Sequence

from service.domain.entry import EntryId
from service.domain.poll import Label
from service.domain.recognition import PageKeys, contradicted
from service.domain.titles import titled

_LETTERS = 4


def doubtful(page: PageKeys, labels: Sequence[Label], found: Mapping[int, EntryId]) -> frozenset[int]:
    """The places of `page` that are new by all that is known (`found` holds those that are not), and in doubt.

    Such a row stands below a known one, and an entry that was listed there, between the same neighbours and on the
    same day, is missing. Its address is that of another entry, or its title begins like the one that is missing.
    """
    reused = contradicted(page, labels)
    places = {one.entry_id: number for number, one in enumerate(labels) if one.present}
    paired = {place: places[entry] for place, entry in found.items() if entry in places}
    missing = set(places.values()) - set(paired.values())
    doubted = set()
    for place, (candidate, _) in enumerate(page):
        above = max((other for other in paired if other < place), default=None)
        if place in found or above is None or candidate.pinned:
            continue
        below = min((other for other in paired if other > place), default=None)
        lowest, highest = paired[above], paired[below] if below is not None else len(labels)
        day, title = candidate.published and candidate.published.day, titled(candidate.title).bare
        for number in missing:
            label = labels[number]
            same_day = day is None or label.day is None or day == label.day
            alike = title[:_LETTERS] == titled(label.title).bare[:_LETTERS]
            if lowest < number < highest and same_day and (place in reused or alike):
                doubted.add(place)
    return frozenset(doubted)
