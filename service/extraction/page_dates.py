"""Where on a page dates stand, found once for all records."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import datetime

from service.extraction.dates import find_dates
from service.extraction.outline import Outline
from service.extraction.written_date import WrittenDate

_FRAME = " \t[]()（）【】〔〕「」<>《》|/,.:：·•-–—~"
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
"""What a heading may say of its day: '24 Feb 2025 (9 entries)'."""
_NO_LETTERS = re.compile(r"[\W\d_]+")
_BOX = 20
"""Texts that a box with a date in several of them holds at most."""
_MOST_SEARCHED = 400_000
"""Characters of a page that are searched for dates."""
_LABEL_UNITS = 14
"""Letters around a date that still leave it alone: '发布时间：', 'Posted on', ' Uhr'."""


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date and the pieces of text [first, last] of the outline it stands in.

    `alone`: nothing else stands there but brackets and a short label, so it is no date that a title speaks of.
    `edge`: the text begins or ends with it.
    """

    first: int
    last: int
    written: WrittenDate
    alone: bool
    edge: bool = False


class PageDates:
    """All dates of an outline, to be asked by span of texts."""

    def __init__(self, flat: Outline, *, zone: str, fetched_at: datetime | None) -> None:
        starts, position = [], 0
        for piece in flat.texts:
            starts.append(position)
            position += len(piece.text) + 1
        page = "\n".join(piece.text for piece in flat.texts)[:_MOST_SEARCHED]
        self._placed: list[PlacedDate] = []
        for one in find_dates(page, zone=zone, fetched_at=fetched_at):
            placed = _place(one, starts, page, flat)
            if placed.first == placed.last or _together(flat, placed.first, placed.last):
                self._placed.append(placed)
                continue
            for at in range(placed.first, placed.last + 1):  # texts apart: each may hold a date of its own
                own = find_dates(flat.texts[at].text, zone=zone, fetched_at=fetched_at)
                self._placed += [_place(_moved(date, starts[at]), starts, page, flat) for date in own]
        self._firsts = [one.first for one in self._placed]

    def within(self, text_from: int, text_to: int) -> list[PlacedDate]:
        """The dates that stand wholly in texts[text_from:text_to]."""
        found = self._placed[bisect_left(self._firsts, text_from) : bisect_left(self._firsts, text_to)]
        return [one for one in found if one.last < text_to]

    def last_before(self, text_from: int, text_to: int) -> PlacedDate | None:
        """The last date in texts[text_from:text_to] that stands alone: a heading over what follows."""
        alone = [one for one in self.within(text_from, text_to) if one.alone and one.written.sure]
        return alone[-1] if alone else None


def _moved(written: WrittenDate, by: int) -> WrittenDate:
    return replace(written, start=written.start + by, end=written.end + by)


def _together(flat: Outline, first: int, last: int) -> bool:
    """Whether two texts stand in one box: a heading and the first words of what it is over do not."""
    one, other = flat.texts[first].owner, flat.texts[last].owner
    if flat.parent[one] == flat.parent[other]:
        return True
    around = one
    while not flat.contains(around, other):
        around = flat.parent[around]
    return around == one or flat.text_to[around] - flat.text_from[around] <= _BOX


def _place(written: WrittenDate, starts: list[int], page: str, flat: Outline) -> PlacedDate:
    first = bisect_right(starts, written.start) - 1
    last = bisect_right(starts, max(written.start, written.end - 1)) - 1
    raw = page[starts[first] : written.start].rstrip()
    before = raw.strip(_FRAME)
    after = page[written.end : starts[last] + len(flat.texts[last].text)]
    after = "" if units(before) <= _LABEL_UNITS and _REMARK.fullmatch(after) else after.strip(_FRAME)
    limit = _LABEL_UNITS if written.sure and written.has_year else 0
    on_one_side = not (before and after) or raw.endswith((":", "："))
    alone = on_one_side and units("".join((before + after).split())) <= limit
    return PlacedDate(first, last, written, alone, edge=not alone and not (before and after))


def units(text: str) -> int:
    """The width of a text as shown: East Asian characters count two."""
    return len(text) if text.isascii() else 2 * len(text) - len(_WIDE.sub("", text))


def letters(text: str) -> int:
    """The width of a text's letters alone: digits and signs say little."""
    return units(_NO_LETTERS.sub("", text))
