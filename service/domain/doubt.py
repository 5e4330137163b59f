"""Rows of a page built anew that may be no news, though nothing proves it: the owner decides on them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from service.domain.entry import EntryId
from service.domain.poll import Label
from service.domain.recognition import PageKeys, Said, contradicted, rows_said
from service.domain.titles import titled

BACKDATED = timedelta(days=2)
"""Offices post with the date of the decision; what is older is an old notice."""
_LETTERS = 4
_FEW = 3
_INDEX = re.compile(r"(?:^[^/]*|/(?:(?:index|default|list|main)(?:\.\w+)?)?)$")
"""How the address of a section ends, and that of no article."""


def doubtful(
    page: PageKeys, labels: Sequence[Label], found: Mapping[int, EntryId], *, last_good: date | None = None
) -> frozenset[int]:
    """The places of `page` that are new by all that is known (`found` holds those that are not), and in doubt.

    - It stands where an entry of its day is missing, and has the address of another one, or a title that begins
      like the missing one's; or no title speaks for it, but it stands between two known ones and has no day.
    - Its title is that of a known entry which is no longer shown, no day tells them apart, and it is no title that
      comes again and again.
    - It is more than `BACKDATED` older than `last_good`, the day of the last good poll, and pinned or below a
      known row: of another section perhaps, which is shown here now. Where several are, all that are older are.
    - Its address is that of a section, as no known entry's is.

    No day counts where those of known rows are mostly others than before.
    """
    reused = contradicted(page, labels)
    rows = rows_said(page, labels, reused)
    if not _days_hold(rows, labels, found):
        rows = [replace(row, day=None) for row in rows]
    new = [place for place in range(len(rows)) if place not in found]
    loose = [place for place in new if not rows[place].pinned]
    missing = _missing(rows, labels, found, loose, reused)
    again = _again(rows, labels, found, loose)
    return frozenset(missing | again | _old(rows, found, new, last_good) | _sections(page, labels, found, loose))


def _missing(
    rows: Sequence[Said],
    labels: Sequence[Label],
    found: Mapping[int, EntryId],
    places: Sequence[int],
    reused: Set[int],
) -> set[int]:
    """Those of `places` between the same neighbours as an entry that is missing."""
    listed = {one.entry_id: number for number, one in enumerate(labels) if one.present}
    paired = {place: listed[entry] for place, entry in found.items() if entry in listed}
    missing = set(listed.values()) - set(paired.values())
    doubted = set()
    for place in places:
        row = rows[place]
        above = max((other for other in paired if other < place), default=None)
        below = min((other for other in paired if other > place), default=None)
        lowest = paired[above] if above is not None else -1
        highest = paired[below] if below is not None else len(labels)
        for number in missing:
            if lowest < number < highest and _of_one_day(row.day, labels[number].day):
                undated = row.day is None or labels[number].day is None
                between = undated and above is not None and below is not None
                alike = row.title.bare[:_LETTERS] == titled(labels[number].title).bare[:_LETTERS]
                if between or alike or place in reused:
                    doubted.add(place)
    return doubted


def _again(
    rows: Sequence[Said], labels: Sequence[Label], found: Mapping[int, EntryId], places: Sequence[int]
) -> set[int]:
    """Those of `places` under the title of one entry, which is not on the page."""
    titles = Counter(titled(label.title).plain for label in labels)
    gone = {
        titled(label.title).plain: label.day
        for label in labels
        if label.entry_id not in found.values() and titles[titled(label.title).plain] == 1
    }
    titled_so = {place: rows[place].title.plain for place in places}
    return {
        place for place, title in titled_so.items() if title in gone and _of_one_day(rows[place].day, gone[title])
    }


def _old(
    rows: Sequence[Said], found: Mapping[int, EntryId], places: Sequence[int], last_good: date | None
) -> set[int]:
    """Those of `places` that are too old to be news."""
    if last_good is None:
        return set()
    days = {place: day for place in places if (day := rows[place].day) is not None and day < last_good}
    old = {
        place
        for place, day in days.items()
        if day < last_good - BACKDATED and (rows[place].pinned or any(other < place for other in found))
    }
    several = sum(not rows[place].pinned for place in old) >= _FEW
    return set(days) if several else old


def _sections(
    page: PageKeys, labels: Sequence[Label], found: Mapping[int, EntryId], places: Sequence[int]
) -> set[int]:
    """Those of `places` that lead to a section; none where entries have such addresses."""
    known = {key[4:] for label in labels for key in label.keys if key.startswith("url:")}
    known |= {page[place][0].url.canonical for place in found}
    if any(map(_INDEX.search, known)):
        return set()
    return {place for place in places if _INDEX.search(page[place][0].url.canonical)}


def _days_hold(rows: Sequence[Said], labels: Sequence[Label], found: Mapping[int, EntryId]) -> bool:
    """Whether the known rows mostly say the days that they said before."""
    was = {label.entry_id: label.day for label in labels}
    same = [
        rows[place].day == day for place, entry in found.items() if (day := was.get(entry)) and rows[place].day
    ]
    return 2 * sum(same) > len(same)


def _of_one_day(one: date | None, other: date | None) -> bool:
    """Whether two may be of one day."""
    return one is None or other is None or one == other
