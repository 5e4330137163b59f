"""The date of each record of a group: from its column, the heading of its day, or the edge of its title."""

from collections import Counter, defaultdict

from service.extraction.columns import Column, Columns
from service.extraction.date_labels import DateLabels
from service.extraction.outline import INLINE, Link, Outline
from service.extraction.page_dates import PageDates, PlacedDate
from service.extraction.periods import dated_by_periods
from service.extraction.records import Group, Record

_HEADING_REACH = 12
"""Texts before the first record among which the heading of its day may stand."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "legend"))
_ENOUGH_VOTES = 0.25
_NEARLY_ALL = 0.8


class RowDates:
    """Finds the dates of records of one page."""

    def __init__(self, flat: Outline, dates: PageDates, columns: Columns) -> None:
        self._flat = flat
        self._dates = dates
        self._columns = columns
        self._labels = DateLabels(flat)

    def of(self, group: Group, records: list[Record], links: list[Link]) -> list[PlacedDate | None]:
        """Each record's date. `links`: the records' own, for dates that a title speaks of are seldom theirs."""
        return dated_by_periods(self._flat, records, self._of_themselves(group, records, links)) if records else []

    def _of_themselves(self, group: Group, records: list[Record], links: list[Link]) -> list[PlacedDate | None]:
        found = [self._dates.within(record.text_from, record.text_to) for record in records]
        if not any(date.alone and date.written.has_year for dates in found for date in dates):
            other = self._heading_dates(group, records) or self._dates_at_the_edge(found, links)
            if other:
                return other
        votes, alone = self._votes(records, links, found)
        best = max(votes, key=lambda column: votes[column], default=None)
        if best is None or (not alone[best] and votes[best] < _ENOUGH_VOTES * len(records)):
            return [None] * len(records)
        strict = alone[best] > 0
        return [
            self._pick(record, dates, best, strict=strict) for record, dates in zip(records, found, strict=True)
        ]

    def _votes(
        self, records: list[Record], links: list[Link], found: list[list[PlacedDate]]
    ) -> tuple[dict[Column, float], Counter[Column]]:
        """How much speaks for each column holding the dates, and how many stand alone there."""
        votes: dict[Column, float] = defaultdict(float)
        alone: Counter[Column] = Counter()
        for record, link, dates in zip(records, links, found, strict=True):
            best_of: dict[Column, float] = {}
            for date in dates:
                column = self._column(record, date)
                weight = _weight(date, in_title=self._in_link(date, link)) * self._labels.weight(record, date)
                best_of[column] = max(best_of.get(column, 0.0), weight)
                alone[column] += date.alone
            for column, weight in best_of.items():
                votes[column] += weight
        return votes, alone

    def _dates_at_the_edge(self, found: list[list[PlacedDate]], links: list[Link]) -> list[PlacedDate | None]:
        """Dates with which nearly every link's own text begins or ends; empty if it is not nearly every one."""
        edges = [
            next((one for one in dates if one.edge and one.written.sure and self._in_link(one, link)), None)
            for dates, link in zip(found, links, strict=True)
        ]
        return edges if sum(one is not None for one in edges) >= _NEARLY_ALL * len(links) else []

    def _heading_dates(self, group: Group, records: list[Record]) -> list[PlacedDate | None]:
        """For each record the date that stands alone over it, outside of all records: a list by day.

        The first record must have one. A date that is no heading by its tag counts only if others follow it.
        """
        found: list[PlacedDate | None] = []
        current: PlacedDate | None = None
        place = max(0, group.records[0].text_from - _HEADING_REACH)
        for record in records:
            over = self._dates.last_before(place, record.text_from)
            current = over if over and self._stands_over(over) else current
            found.append(current)
            place = record.text_to
        days = {one.first: one for one in found if one is not None}
        by_tag = any(self._is_heading(one) for one in days.values())
        return found if found[:1] != [None] and (by_tag or len(days) > 1) else []

    def _is_heading(self, date: PlacedDate) -> bool:
        owner = self._flat.texts[date.first].owner
        return any(self._flat.tags[one] in _HEADINGS for one in (owner, *self._flat.ancestors(owner)[:2]))

    def _stands_over(self, date: PlacedDate) -> bool:
        """Whether a date's block holds nothing that leads anywhere: it speaks of what follows, not of itself.

        A cell speaks of its row, unless the row holds nothing else.
        """
        element = self._flat.texts[date.first].owner
        while self._flat.tags[element] in INLINE and self._flat.parent[element] >= 0:
            element = self._flat.parent[element]
        if self._flat.tags[element] in ("td", "th"):
            element = self._flat.parent[element]
        return self._flat.link_to[element] == self._flat.link_from[element]

    def _pick(self, record: Record, dates: list[PlacedDate], column: Column, *, strict: bool) -> PlacedDate | None:
        there = [one for one in dates if self._column(record, one) == column and (one.alone or not strict)]
        best = next((one for one in there if one.written.sure), next((one for one in there if one.alone), None))
        if best:
            return best
        return next((one for one in dates if one.alone and one.written.has_year), None)

    def _column(self, record: Record, date: PlacedDate) -> Column:
        return self._columns.of(record, self._flat.texts[date.first].owner)

    def _in_link(self, date: PlacedDate, link: Link) -> bool:
        return self._flat.text_from[link.element] <= date.first < self._flat.text_to[link.element]


def _weight(date: PlacedDate, *, in_title: bool) -> float:
    weight = 1.0 if date.alone else 0.3
    if not date.written.sure:
        weight *= 0.5 if date.alone else 0.1
    if in_title and not date.alone:
        weight *= 0.2
    return weight
