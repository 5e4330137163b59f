"""Known entries on a page that was built anew: by address, by title and day, by a title that is dressed otherwise.

Used only where a page looks different from what we remember; on any other page the keys of `identity` say enough.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from service.domain.beginnings import begins, paired_in_order
from service.domain.entry import Candidate, EntryId
from service.domain.identity import Keys
from service.domain.poll import Known, Label
from service.domain.titles import Title, titled

PageKeys = Sequence[tuple[Candidate, Keys]]

_TELLING = 8
"""Letters of a title: a shorter one, or a shorter beginning, may be that of many."""
_FEW = 3
_MOST_OF, _NEARLY = 0.6, 0.75


@dataclass(frozen=True, slots=True)
class Said:
    """What a row or a label says: its title as compared, its day; `present`: for a label, whether it was listed
    at the last good poll."""

    title: Title
    day: date | None
    present: bool = True
    pinned: bool = False


_Same = Callable[[Said, Said], bool]


def looks_different(page: PageKeys, known: Known) -> bool:
    """Whether a page is not plainly the one that we remember: it shows much less of what was present, or much
    more beside it, or addresses and titles disagree on what is what. After a redesign, on another page, or when
    very much is new."""
    by_keys = [(strong_entry(keys, known), known.by_key.get(keys.weak)) for _, keys in page]
    if any(weak and strong != weak for strong, weak in by_keys):
        return True
    numbered = sum(strong is not None for strong, _ in by_keys)
    agreeing = sum(strong is not None and strong == weak for strong, weak in by_keys)
    if numbered >= _FEW and 2 * agreeing < numbered:
        return True
    if sum(weak is not None and strong is None for strong, weak in by_keys) >= _FEW:
        return True
    recognised = {strong or weak for strong, weak in by_keys} & known.present
    return 2 * len(recognised) < max(len(known.present), len(page))


def recognise(page: PageKeys, labels: Sequence[Label]) -> dict[int, EntryId]:
    """The places of `page` at which a labelled entry stands, with the entry; each entry once.

    An address claims first, unless titles say that numbers were given out anew (`contradicted`). Then titles, from
    the same with the same day to those that are dressed or cut otherwise; of any day only where most days are no
    longer the same, as on a site that shows another date now.
    """
    doubtful = contradicted(page, labels)
    found: dict[int, int] = {}
    numbered = _numbered(page, labels)
    for place, number in numbered.items():
        if place not in doubtful and number not in found.values():
            found[place] = number
    said = [_label(label) for label in labels]
    rows = rows_said(page, labels, doubtful)
    for same in (_same_day, _undated, _other_year, _dressed, _cut, _within, _abridged, _cut_other_year):
        _pair(rows, said, found, same)
    if _days_changed(rows, said):
        for same in (_any_day, _dressed_any_day):
            _pair(rows, said, found, same)
    _in_its_place(rows, said, found)
    agree = [rows[place].day == day for place, n in found.items() if (day := said[n].day) and rows[place].day]
    days_count = 2 * sum(agree) >= len(agree)
    found |= paired_in_order(
        [row.title for row in rows],
        [label.title for label in said],
        found,
        lambda place, number: (
            _compatible(rows[place], said[number])
            or _same_but_for_the_year(rows[place], said[number])
            or (said[number].present and not days_count)
        ),
    )
    return {place: labels[number].entry_id for place, number in sorted(found.items())}


def contradicted(page: PageKeys, labels: Sequence[Label]) -> frozenset[int]:
    """The places whose address is known of another entry than title and day say: numbers were given out anew.

    A title alone may have been mended; so it must be that of another known entry, or several must be, or most be
    unlike. Then no address counts any more, but where title and day say the same. A day may be that of the address
    (`…/2026-03-19/7.html`), so where most other titles are those of other entries, no day speaks for it.
    """
    said = [_label(label) for label in labels]
    titled_so: dict[str, list[int]] = {}
    for number, known in enumerate(said):
        titled_so.setdefault(known.title.plain, []).append(number)
    numbered = _numbered(page, labels)
    other, unlike, another, elsewhere, unsure = set(), set(), set(), set(), set()
    for place, number in numbered.items():
        row, known = _row(page[place][0]), said[number]
        if row.title.plain != known.title.plain or not _compatible(row, known):
            unsure.add(place)
        if _alike(row.title, known.title):
            continue
        other.add(place)
        if row.day is None or row.day != known.day:
            unlike.add(place)
        if any(_compatible(row, said[one]) for one in titled_so.get(row.title.plain, ())):
            another.add(place)
        if len(titled_so.get(row.title.plain, ())) <= 1 and _titled_as(row.title, said):
            elsewhere.add(place)
    renumbered = (
        len(another) >= _FEW
        or (len(unlike) >= _FEW and 2 * len(unlike) > len(numbered))
        or (len(elsewhere) >= _FEW and 2 * len(elsewhere) > len(other))
    )
    return frozenset(unsure if renumbered else another)


def rows_said(page: PageKeys, labels: Sequence[Label], reused: Set[int]) -> list[Said]:
    """What each row says; without its day where days say nothing (`_days_of_addresses`). `reused`: see
    `contradicted`."""
    rows = [_row(candidate) for candidate, _ in page]
    numbered = {place: number for place, number in _numbered(page, labels).items() if place in reused}
    if not _days_of_addresses(rows, [_label(label) for label in labels], numbered):
        return rows
    return [replace(row, day=None) for row in rows]


def _days_of_addresses(rows: Sequence[Said], said: Sequence[Said], numbered: Mapping[int, int]) -> bool:
    """Whether, on a page whose numbers were given out anew, days are those of what the addresses led to: they say
    nothing of the rows then."""
    of_address = of_title = 0
    for place, number in numbered.items():
        row, days = rows[place], {label.day for label in _titled_as(rows[place].title, said)}
        if row.day is not None and days and said[number].day not in days:
            of_address += row.day == said[number].day
            of_title += row.day in days
    return of_address > of_title


def strong_entry(keys: Keys, known: Known) -> EntryId | None:
    """The entry whose address or number this is."""
    return next((known.by_key[key] for key in keys.strong if key in known.by_key), None)


def _numbered(page: PageKeys, labels: Sequence[Label]) -> Mapping[int, int]:
    """The places whose address is that of a label, with the label's number."""
    by_key = {key: number for number, label in enumerate(labels) for key in label.keys}
    labelled = {
        place: next((by_key[key] for key in keys.strong if key in by_key), None)
        for place, (_, keys) in enumerate(page)
    }
    return {place: number for place, number in labelled.items() if number is not None}


def _pair(rows: Sequence[Said], said: Sequence[Said], found: dict[int, int], same: _Same) -> None:
    """Pairs rows and labels that are left over and the same. Where there are several alike, those that stand
    between the same neighbours as before, in their order, the last ones first: what is new stands above."""
    taken = set(found.values())
    left = [number for number in range(len(said)) if number not in taken]
    matches = {
        place: numbers
        for place in range(len(rows))
        if place not in found and (numbers := [number for number in left if same(rows[place], said[number])])
    }
    claims: dict[int, list[int]] = {}
    for place, numbers in matches.items():
        for number in numbers:
            claims.setdefault(number, []).append(place)
    often = {title for title, count in Counter(label.title.plain for label in said).items() if count > 1}
    for place, numbers in matches.items():
        sure = same is _same_day and rows[place].day is not None
        again = rows[place].title.plain in often and _below_all(numbers[0], place, rows, found)
        if len(numbers) == 1 and len(claims[numbers[0]]) == 1 and (sure or not again):
            found[place] = numbers[0]
    if same in _ALIKE_IN_ORDER:
        for within_neighbours in (True, False):
            for place in sorted(set(matches) - set(found), reverse=True):
                chosen = _next_in_order(place, matches, rows, said, found, within_neighbours=within_neighbours)
                if chosen is not None:
                    found[place] = chosen


def _in_its_place(rows: Sequence[Said], said: Sequence[Said], found: dict[int, int]) -> None:
    """Pairs a row with the label that was listed between the same neighbours under the same title, whatever days
    say: one of the two is another day of that article."""
    for place in reversed(range(1, len(rows) - 1)):
        if place not in found and place - 1 in found and place + 1 in found:
            between = range(found[place - 1] + 1, found[place + 1])
            same = [number for number in between if said[number].title.plain == rows[place].title.plain]
            if len(same) == 1 and said[same[0]].present and same[0] not in found.values():
                found[place] = same[0]


def _next_in_order(
    place: int,
    matches: Mapping[int, Sequence[int]],
    rows: Sequence[Said],
    said: Sequence[Said],
    found: Mapping[int, int],
    *,
    within_neighbours: bool,
) -> int | None:
    """The label for `place`, of those like it that are free and, if so wanted, were listed between the neighbours
    of the place. As many rows stand above it as may have a claim to the labels above; with more rows than labels
    the rows on top are left over."""
    taken = set(found.values())
    free = [number for number in matches[place] if number not in taken]
    above = max((other for other in found if other < place and said[found[other]].present), default=None)
    if within_neighbours:
        below = min((other for other in found if other > place and said[found[other]].present), default=None)
        lowest = found[above] if above is not None else -1
        highest = found[below] if below is not None else len(said)
        free = [number for number in free if lowest < number < highest]
    else:
        free = [number for number in free if not _below_all(number, place, rows, found)]
    if not free:
        return None
    between = (other for other in matches if (above or 0) <= other < place and other not in found)
    rivals = sum(not set(free).isdisjoint(matches[other]) for other in between)
    return free[min(rivals, len(free) - 1)]


def _below_all(number: int, place: int, rows: Sequence[Said], found: Mapping[int, int]) -> bool:
    """Whether a label stood below all that is found, and the place stands above some of it, not pinned."""
    if rows[place].pinned or not any(other > place for other in found):
        return False
    return number > max(found.values())


def _same_day(row: Said, label: Said) -> bool:
    return row.day == label.day and row.title.plain == label.title.plain


def _undated(row: Said, label: Said) -> bool:
    """The same title, where one side or both have no day; a short one only if it was there a moment ago."""
    telling = label.present or len(row.title.plain) >= _TELLING
    return row.title.plain == label.title.plain and telling and (row.day is None or label.day is None)


def _other_year(row: Said, label: Said) -> bool:
    """The same title on the same day of a year, there a moment ago: a listing that says years no longer, or only
    now, has them guessed otherwise."""
    return _same_but_for_the_year(row, label) and row.title.plain == label.title.plain


def _cut_other_year(row: Said, label: Said) -> bool:
    return _same_but_for_the_year(row, label) and _alike(row.title, label.title)


def _same_but_for_the_year(row: Said, label: Said) -> bool:
    if row.day is None or label.day is None or not label.present:
        return False
    return (row.day.month, row.day.day) == (label.day.month, label.day.day)


def _dressed(row: Said, label: Said) -> bool:
    return _compatible(row, label) and row.title.same_but_dressed(label.title)


def _cut(row: Said, label: Said) -> bool:
    return _compatible(row, label) and (row.title.is_cut_of(label.title) or label.title.is_cut_of(row.title))


def _within(row: Said, label: Said) -> bool:
    """One title holds the other: of one day, or nearly the whole of it."""
    shorter, longer = sorted((row.title.bare, label.title.bare), key=len)
    if len(shorter) < _TELLING or shorter not in longer or not _compatible(row, label):
        return False
    return (row.day is not None and row.day == label.day) or len(shorter) >= _MOST_OF * len(longer)


def _abridged(row: Said, label: Said) -> bool:
    """Of one day, and a few letters were left out of one title: 'Smith et al. v. Jones', 'Smith v. Jones'."""
    shorter, longer = sorted((row.title.bare, label.title.bare), key=len)
    if row.day is None or row.day != label.day or len(shorter) < max(_TELLING, _NEARLY * len(longer)):
        return False
    rest = iter(longer)
    return all(letter in rest for letter in shorter)


def _any_day(row: Said, label: Said) -> bool:
    """The same title; a short one only if it was there a moment ago."""
    return row.title.plain == label.title.plain and (label.present or len(row.title.plain) >= _TELLING)


def _dressed_any_day(row: Said, label: Said) -> bool:
    telling = min(len(row.title.bare), len(label.title.bare)) >= _TELLING
    return telling and label.present and _alike(row.title, label.title)


def _compatible(row: Said, label: Said) -> bool:
    """Of one day; where a day is missing, only what was there a moment ago."""
    if row.day is not None and label.day is not None:
        return row.day == label.day
    return label.present


def _titled_as(title: Title, said: Sequence[Said]) -> list[Said]:
    """Those of which this is the title, or, where it says enough, the title cut or dressed."""
    telling = len(title.plain) >= _TELLING
    return [one for one in said if one.title.plain == title.plain or (telling and _alike(title, one.title))]


def _alike(one: Title, other: Title) -> bool:
    """Whether two titles may be those of one article: dressed otherwise, cut, or one holds the other."""
    shorter, longer = sorted((one.bare, other.bare), key=len)
    held = len(shorter) >= _TELLING and shorter in longer
    return (
        held
        or begins(one, other)
        or begins(other, one)
        or one.same_but_dressed(other)
        or one.is_cut_of(other)
        or other.is_cut_of(one)
    )


_ALIKE_IN_ORDER = frozenset(
    (_same_day, _undated, _other_year, _dressed, _cut, _cut_other_year, _any_day, _dressed_any_day)
)
"""Ways to be the same by which several rows may stand for as many labels."""


def _days_changed(rows: Sequence[Said], said: Sequence[Said]) -> bool:
    """Whether those that one title alone names on both sides mostly have another day now, or none has one."""
    there = Counter(label.title.plain for label in said)
    here = Counter(row.title.plain for row in rows)
    was = {label.title.plain: label.day for label in said if there[label.title.plain] == 1}
    same = [
        row.day == day
        for row in rows
        if row.day is not None and here[row.title.plain] == 1 and (day := was.get(row.title.plain)) is not None
    ]
    return 2 * sum(same) <= len(same)


def _row(candidate: Candidate) -> Said:
    return Said(
        titled(candidate.title), candidate.published.day if candidate.published else None, pinned=candidate.pinned
    )


def _label(label: Label) -> Said:
    return Said(titled(label.title), label.day, label.present)
