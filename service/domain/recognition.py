"""Known entries on a page that was built anew: by address, by title and day, by title alone, by the start of one.

Used only where a page looks different from what we remember; on any other page the keys of `identity` say enough.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from service.domain.entry import Candidate, EntryId
from service.domain.identity import Keys, normalised_title
from service.domain.poll import Known, Label

PageKeys = Sequence[tuple[Candidate, Keys]]

_TELLING = 8
"""Letters of a title: a shorter beginning may be that of many."""
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row or a label says: its title as compared, whether that is cut, its day."""

    title: str
    cut: bool
    day: date | None


_Same = Callable[[_Said, _Said], bool]


def looks_different(page: PageKeys, known: Known) -> bool:
    """Whether a page shows much less of what was present than it has room for, or numbers and titles disagree on
    what is what: after a redesign, on another page, or when very much is new."""
    by_keys = [(strong_entry(keys, known), known.by_key.get(keys.weak)) for _, keys in page]
    if any(strong and weak and strong != weak for strong, weak in by_keys):
        return True
    numbered = sum(strong is not None for strong, _ in by_keys)
    agreeing = sum(strong is not None and strong == weak for strong, weak in by_keys)
    if numbered >= _FEW and 2 * agreeing < numbered:
        return True
    recognised = {strong or weak for strong, weak in by_keys} & known.present
    return 2 * len(recognised) < min(len(known.present), len(page))


def recognise(page: PageKeys, labels: Sequence[Label]) -> dict[int, EntryId]:
    """The places of `page` at which a labelled entry stands, with the entry; each entry once.

    An address claims first, unless titles say that numbers were given out anew (`contradicted`). Then titles:
    with the day, where one side has none, cut at the end; of any day only where not one day has stayed the same.
    """
    doubtful = contradicted(page, labels)
    found: dict[int, Label] = {}
    for place, label in _numbered(page, labels).items():
        if place not in doubtful and label not in found.values():
            found[place] = label
    rows = [_said(candidate) for candidate, _ in page]
    said = [_said(label) for label in labels]
    for same in (_same_day, _one_undated, _one_cut):
        _pair(rows, labels, said, found, same)
    if not any(label.day is not None and label.day == rows[place].day for place, label in found.items()):
        _pair(rows, labels, said, found, _any_day)
    return {place: label.entry_id for place, label in sorted(found.items())}


def contradicted(page: PageKeys, labels: Sequence[Label]) -> frozenset[int]:
    """The places whose address is known of another entry than title and day say: numbers were given out anew.

    A title alone may have been mended; so it must be that of another known entry, or most must be unlike.
    """
    of_other = {(normalised_title(label.title), label.day): label for label in labels}
    numbered = _numbered(page, labels)
    unlike, another = set(), set()
    for place, label in numbered.items():
        row, known = _said(page[place][0]), _said(label)
        if row.title == known.title or _one_cut(replace(row, day=known.day), known):
            continue
        if row.day is None or row.day != known.day:
            unlike.add(place)
        if of_other.get((row.title, row.day), label) is not label:
            another.add(place)
    renumbered = len(unlike) >= _FEW and 2 * len(unlike) > len(numbered)
    return frozenset(unlike | another if renumbered else another)


def strong_entry(keys: Keys, known: Known) -> EntryId | None:
    """The entry whose address or number this is."""
    return next((known.by_key[key] for key in keys.strong if key in known.by_key), None)


def _numbered(page: PageKeys, labels: Sequence[Label]) -> Mapping[int, Label]:
    """The places whose address is that of a label."""
    by_key = {key: label for label in labels for key in label.keys}
    labelled = {
        place: next((by_key[key] for key in keys.strong if key in by_key), None)
        for place, (_, keys) in enumerate(page)
    }
    return {place: label for place, label in labelled.items() if label is not None}


def _pair(
    rows: Sequence[_Said], labels: Sequence[Label], said: Sequence[_Said], found: dict[int, Label], same: _Same
) -> None:
    """Pairs rows and labels that are left over and the same; those of one title and day in their order, any others
    only where neither side has a second."""
    taken = {label.entry_id for label in found.values()}
    left = [number for number, label in enumerate(labels) if label.entry_id not in taken]
    free = [place for place in range(len(rows)) if place not in found]
    matches = {place: [number for number in left if same(rows[place], said[number])] for place in free}
    claims = [number for numbers in matches.values() for number in numbers]
    used: set[int] = set()
    for place, numbers in matches.items():
        if same is _same_day:
            number = next((one for one in numbers if one not in used), None)
        else:
            number = numbers[0] if len(numbers) == 1 and claims.count(numbers[0]) == 1 else None
        if number is not None:
            used.add(number)
            found[place] = labels[number]


def _same_day(row: _Said, label: _Said) -> bool:
    return row.title == label.title and row.day == label.day


def _one_undated(row: _Said, label: _Said) -> bool:
    return row.title == label.title and (row.day is None or label.day is None)


def _one_cut(row: _Said, label: _Said) -> bool:
    if row.day != label.day and row.day is not None and label.day is not None:
        return False
    shorter, longer = sorted((row, label), key=lambda one: len(one.title))
    return shorter.cut and len(shorter.title) >= _TELLING and longer.title.startswith(shorter.title)


def _any_day(row: _Said, label: _Said) -> bool:
    return row.title == label.title and len(row.title) >= _TELLING


def _said(one: Candidate | Label) -> _Said:
    day = one.day if isinstance(one, Label) else one.published.day if one.published else None
    return _Said(normalised_title(one.title), one.title.rstrip().endswith(("…", "...", "..")), day)
