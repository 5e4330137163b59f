"""Rows and known entries of which one side says no more than how the title begins, paired in their order.

A short beginning is that of many titles, so it proves nothing alone. It does where a page cuts many titles, at
about one width, and where the order of the known entries and their days agree.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set

from service.domain.titles import Title

Pairable = Callable[[int, int], bool]
"""Whether a place on the page and the number of a known entry may be the same, whatever their titles say."""

_LETTERS = 4
_FEW = 3
_TELLING = 8
_SURE = 1000
_ABOUT = 0.6
"""Where titles are cut at a width, those that were cut have at least this share of the letters left that the long
ones have: punctuation does not count, and Latin letters are narrow."""
_BUT_FEW = 0.8


def begins(shorter: Title, longer: Title) -> bool:
    """Whether a title says no more than how the other one begins; what stands around an ellipsis must hold too."""
    first, last = shorter.pieces[0], shorter.pieces[-1] if len(shorter.pieces) > 1 else ""
    if _LETTERS <= len(first) < len(longer.bare) and longer.bare.startswith(first):
        return longer.bare.endswith(last)
    dressed = not last and _LETTERS <= len(shorter.plain) < len(longer.plain)
    return dressed and longer.plain.startswith(shorter.plain)


def paired_in_order(
    rows: Sequence[Title], known: Sequence[Title], found: Mapping[int, int], pairable: Pairable
) -> dict[int, int]:
    """Places in `rows` with the numbers in `known` that they are a cut title of, or the other way round.

    `known` are the entries listed last, in their order; `found` the pairs that are sure. Of all ways to pair what
    is left over, in the order of both and between the sure pairs, the one with most pairs is taken; of several the
    one that leaves over the rows above, which are what is new. Empty where one title or two alone would seem cut.
    """
    best: dict[int, int] = {}
    for ours, theirs, turned in ((rows, known, False), (known, rows, True)):
        width = _ABOUT * _usual_most(ours)
        cut = {
            (other, one) if turned else (one, other)
            for one, short in enumerate(ours)
            if _letters(short) >= width
            for other, long in enumerate(theirs)
            if begins(short, long)
        }
        sure = len(cut & found.items())
        taken = set(found.values())
        free = {(place, n) for place, n in cut if place not in found and n not in taken and pairable(place, n)}
        if sure + len(free) < _FEW:
            continue
        more = _alone(rows, known, free)
        left = {(place, n) for place, n in free if place not in more and n not in more.values()}
        more |= _in_order(len(rows), len(known), {**found, **more}, left)
        if sure + len(more) >= _FEW and len(more) > len(best):
            best = more
    return best


def _alone(rows: Sequence[Title], known: Sequence[Title], free: Set[tuple[int, int]]) -> dict[int, int]:
    """Those of the `free` pairs of which each side may be that of no other, and which say enough: they may stand
    elsewhere now, as what is pinned."""
    here, there = Counter(place for place, _ in free), Counter(number for _, number in free)
    return {
        place: number
        for place, number in free
        if here[place] == there[number] == 1 and min(_letters(rows[place]), _letters(known[number])) >= _TELLING
    }


def _in_order(rows: int, known: int, found: Mapping[int, int], free: Set[tuple[int, int]]) -> dict[int, int]:
    """Most of the `free` pairs that keep the order of both sides and that of most of what is `found`."""
    sure = found.items()
    best = [[0] * (known + 1) for _ in range(rows + 1)]

    def with_it(place: int, number: int) -> int:
        if (place, number) in sure:
            return _SURE + best[place + 1][number + 1]
        return 1 + best[place + 1][number + 1] if (place, number) in free else 0

    for place in reversed(range(rows)):
        for number in reversed(range(known)):
            best[place][number] = max(best[place + 1][number], best[place][number + 1], with_it(place, number))
    place = number = 0
    pairs: dict[int, int] = {}
    while place < rows and number < known:
        if best[place][number] == best[place + 1][number]:
            place += 1
        elif best[place][number] == with_it(place, number):
            if (place, number) in free:
                pairs[place] = number
            place, number = place + 1, number + 1
        else:
            number += 1
    return pairs


def _usual_most(titles: Sequence[Title]) -> int:
    """The letters of the longest title, a few aside that are whole all the same."""
    return sorted(map(_letters, titles))[int(_BUT_FEW * len(titles))] if titles else 0


def _letters(title: Title) -> int:
    return len(title.plain)
