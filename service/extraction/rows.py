"""What a group of records says, column by column: one link, one title, one date for each record.

Records of one listing are built alike, so what stands in the same place of each (the same *column*) means the same.
The column of links that differ most and read most like titles is the one of the articles; of the dates, the column
that stands alone in most records.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.extraction.outline import INLINE, Link, Outline, joined
from service.extraction.page_dates import PageDates, PlacedDate, letters, units
from service.extraction.records import Group, Record, step
from service.extraction.titles import is_generic, is_paging, label_of, title_of, without_bullet

Column = tuple[str, ...]
"""A place in a record: steps from the record's root to an element."""

_HEADING_REACH = 12
"""Texts before the first record among which the heading of its day may stand."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "legend"))
_MOSTLY = 0.8
_FEW, _RARELY = 2, 0.05
"""A column of links in no more rows than this, as a number and as a share, is an exception."""
_TITLE_STEP = re.compile(r"\b(?:h[1-6]|dt|strong|b)(?:[:.]|$)|\.\S*(?:tit|subject|headline|bt$)", re.IGNORECASE)
_PINNED = re.compile(
    r"[\[【（(<《]?\s*(?:置顶|顶|推荐置顶|sticky|pinned|wichtig|angepinnt|announcement|important|закреплено|公告)"
    r"\s*[:：]?\s*[\]】）)>》]?",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(r"广告|推广|advertisement|sponsored|promoted|anzeige|publicité|реклама", re.IGNORECASE)
_LONGEST_BADGE = 14
_HEADING_REACH = 12
"""Texts before the first record among which the heading of its day may stand."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt", "legend"))
_MOSTLY = 0.8
_FEW, _RARELY = 2, 0.05
"""A column of links in no more rows than this, as a number and as a share, is an exception."""
_TITLE_STEP = re.compile(r"\b(?:h[1-6]|dt|strong|b)(?:[:.]|$)|\.\S*(?:tit|subject|headline|bt$)", re.IGNORECASE)
_PINNED = re.compile(r"^[\[【（(<《]?\s*(?:置顶|顶|推荐置顶|sticky|pinned|wichtig|angepinnt|announcement|important|закреплено|公告)\s*[:：]?\s*[\]】）)>》]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One record read. `date` is None where the record holds none; `also` are the other links to the same address."""

    record: Record
    link: Link
    title: str
    date: PlacedDate | None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A group read. `left_out` counts the records that gave no row."""

    group: Group
    rows: tuple[Row, ...]
    link_column: Column
    date_column: Column | None
    left_out: int


class Reader:
    """Reads groups of one page. `article_like` tells whether a reference looks like an article of the page's CMS."""

    def __init__(self, flat: Outline, dates: PageDates, article_like: "frozenset[str]" = frozenset()) -> None:
        self._flat = flat
        self._dates = dates
        self._article_like = article_like
        self._steps: dict[int, str] = {}
        self._columns: dict[tuple[int, int], Column] = {}
        self._labels: dict[int, str] = {}

    def read(self, group: Group, *, only: frozenset[int] | None = None) -> Rows | None:
        """The group's rows; None where no column of links reads like one of articles.

        `only`: the elements of the links that count, where a family's selector names them.
        """
        linked = [self._links_by_column(record, only) for record in group.records]
        ranked = self._ranked_columns(linked)
        if not ranked:
            return None
        columns = [next((column for column in ranked if column in links), None) for links in linked]
        used = Counter(columns)
        rare = max(_FEW, _RARELY * len(columns))
        chosen = [
            (record, links[column], used[column] > rare or column == ranked[0])
            for record, links, column in zip(group.records, linked, columns, strict=True)
            if column is not None
        ]
        titles = self._titles([(record, link) for record, link, _ in chosen])
        records, links_chosen = [record for record, _, _ in chosen], [link for _, link, _ in chosen]
        date_column, dates = self._date_per_record(group, records, links_chosen)
        rows = [
            (Row(record, link, title, date, self._says(record, _PINNED)), usual)
            for (record, link, usual), title, date in zip(chosen, titles, dates, strict=True)
            if title and not self._says(record, _ADVERTISEMENT)
        ]
        kept = tuple(_without_strangers(rows))
        return Rows(group, kept, ranked[0], date_column, len(group.records) - len(kept)) if kept else None

    def column(self, record: Record, element: int) -> Column:
        """Where an element stands in its record."""
        key = (record.element, element)
        if key not in self._columns:
            self._columns[key] = self._steps_down(record, element)
        return self._columns[key]

    def _steps_down(self, record: Record, element: int) -> Column:
        steps = []
        while element > record.element and not self._is_root(record, element):
            steps.append(self._step(element))
            element = self._flat.parent[element]
        steps.append(self._flat.tags[element])
        return tuple(reversed(steps))

    def _is_root(self, record: Record, element: int) -> bool:
        return self._flat.parent[element] == self._flat.parent[record.element]

    def _step(self, element: int) -> str:
        if element not in self._steps:
            self._steps[element] = step(self._flat, element)
        return self._steps[element]

    def _links_by_column(self, record: Record, only: frozenset[int] | None) -> dict[Column, Link]:
        """The first link of each column that leads somewhere of its own."""
        found: dict[Column, Link] = {}
        for link in self._flat.links[record.link_from : record.link_to]:
            if only is None or link.element in only:
                found.setdefault(self.column(record, link.element), link)
        return found

    def _ranked_columns(self, linked: Sequence[dict[Column, Link]]) -> list[Column]:
        """The columns that may hold the articles' links, the best first; others are far worse and are left out."""
        by_column: dict[Column, list[Link]] = defaultdict(list)
        for links in linked:
            for column, link in links.items():
                by_column[column].append(link)
        scores = {column: self._column_score(column, links, len(linked)) for column, links in by_column.items()}
        best = max(scores.values(), default=0.0)
        if best <= 0.0:
            return []
        return sorted((one for one in scores if scores[one] >= 0.02 * best), key=lambda one: -scores[one])

    def _column_score(self, column: Column, links: list[Link], records: int) -> float:
        labels = [self._label(link) for link in links]
        targets = {link.href for link in links}
        named = [label for label in labels if label and not is_generic(label)]
        mean = sum(min(units(label), 120) for label in named) / len(links)
        score = (len(links) / records) * (len(targets) / len(links)) * math.sqrt(len(set(labels)) / len(labels))
        score *= 0.04 + _title_length_score(mean)
        if any(_TITLE_STEP.search(one) for one in column):
            score *= 1.5
        if self._article_like:
            score *= 0.5 + 1.5 * sum(link.href in self._article_like for link in links) / len(links)
        return score

    def _label(self, link: Link) -> str:
        if link.element not in self._labels:
            self._labels[link.element] = label_of(link)
        return self._labels[link.element]

    def _titles(self, chosen: list[tuple[Record, Link]]) -> list[str]:
        """Each link's own title; where those say nothing ('PDF', docket numbers), the column of texts that does."""
        own = [title_of(self._flat, link) for _, link in chosen]
        telling = [title for title in own if not is_generic(title)]
        said = sum(letters(title) for title in telling) / max(1, len(own))
        if said >= 7 and len(set(own)) >= 0.5 * len(own):
            return own
        column = self._text_column(chosen, said)
        if column is None:
            return own
        return [
            self._text_at(record, column) or title for (record, _), title in zip(chosen, own, strict=True)
        ]

    def _text_column(self, chosen: list[tuple[Record, Link]], at_least: float) -> tuple[Column, int] | None:
        texts: dict[tuple[Column, int], list[str]] = defaultdict(list)
        for record, _ in chosen:
            for place, text in self._texts_by_column(record).items():
                texts[place].append(text)
        enough = 0.8 * len(chosen)
        good = {
            place: sum(letters(text) for text in column) / len(column)
            for place, column in texts.items()
            if len(column) >= enough and len(set(column)) >= 0.6 * len(column)
        }
        good = {place: mean for place, mean in good.items() if max(8.0, 1.5 * at_least) <= mean <= 150}
        return next(iter(good), None)

    def _texts_by_column(self, record: Record) -> dict[tuple[Column, int], str]:
        found: dict[tuple[Column, int], str] = {}
        count: Counter[Column] = Counter()
        dated = {place for one in self._dates.within(record.text_from, record.text_to) if one.alone for place in range(one.first, one.last + 1)}
        for place in range(record.text_from, record.text_to):
            piece = self._flat.texts[place]
            column = self.column(record, piece.owner)
            if place not in dated and not piece.text.endswith((":", "：")):
                found[column, count[column]] = piece.text
            count[column] += 1
        return found

    def _text_at(self, record: Record, place: tuple[Column, int]) -> str:
        """The text in that column, else the first that reads like a title."""
        texts = self._texts_by_column(record)
        there = texts.get(place) or next((text for text in texts.values() if letters(text) >= 8), "")
        return without_bullet(there)

    def _date_per_record(
        self, group: Group, records: list[Record], links: list[Link]
    ) -> tuple[Column | None, list[PlacedDate | None]]:
        """The column of dates and each record's date: in that column, else the first of the record that stands alone."""
        found = [self._dates.within(record.text_from, record.text_to) for record in records]
        votes: dict[Column, float] = defaultdict(float)
        alone_in: Counter[Column] = Counter()
        for record, link, dates in zip(records, links, found, strict=True):
            best_of: dict[Column, float] = {}
            for date in dates:
                column = self._date_column(record, date)
                weight = _date_weight(date, in_title=self._in_link(date, link))
                best_of[column] = max(best_of.get(column, 0.0), weight)
                alone_in[column] += date.alone
            for column, weight in best_of.items():
                votes[column] += weight
        best = max(votes, key=lambda column: votes[column], default=None)
        if not any(date.alone and date.written.has_year for dates in found for date in dates):
            headed = self._heading_dates(group, records)
            if headed:
                return None, headed
        if best is None:
            return None, [None] * len(records)
        if votes[best] < 0.25 * len(records) and alone_in[best] == 0:
            return None, [None] * len(records)
        strict = alone_in[best] > 0
        return best, [self._pick(record, dates, best, strict=strict) for record, dates in zip(records, found, strict=True)]

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
        """Whether a date's block holds nothing that leads anywhere: it speaks of what follows, not of itself."""
        element = self._flat.texts[date.first].owner
        while self._flat.tags[element] in INLINE and self._flat.parent[element] >= 0:
            element = self._flat.parent[element]
        return self._flat.link_to[element] == self._flat.link_from[element]

    def _pick(self, record: Record, dates: list[PlacedDate], column: Column, *, strict: bool) -> PlacedDate | None:
        there = [one for one in dates if self._date_column(record, one) == column and (one.alone or not strict)]
        best = next((one for one in there if one.written.sure), next((one for one in there if one.alone), None))
        if best:
            return best
        return next((one for one in dates if one.alone and one.written.has_year), None)

    def _date_column(self, record: Record, date: PlacedDate) -> Column:
        return self.column(record, self._flat.texts[date.first].owner)

    def _in_link(self, date: PlacedDate, link: Link) -> bool:
        return self._flat.text_from[link.element] <= date.first < self._flat.text_to[link.element]

    def _says(self, record: Record, badge: re.Pattern[str]) -> bool:
        """Whether one of the record's texts is such a badge and nothing else."""
        pieces = self._flat.texts[record.text_from : record.text_to]
        return any(len(piece.text) <= _LONGEST_BADGE and badge.fullmatch(piece.text) for piece in pieces)


def _without_strangers(rows: list[tuple[Row, bool]]) -> Iterator[Row]:
    """Leaves out what only looks like a row: pager rows, 'back' links, the same link again.

    With each row: whether its link stands in a column that many rows have.
    """
    dated = sum(row.date is not None for row, _ in rows) / max(1, len(rows))
    seen: set[str] = set()
    for row, usual in rows:
        stranger = not usual and (is_generic(row.title) or (row.date is None and dated >= _MOSTLY))
        if stranger or row.link.href in seen or is_paging(row.title):
            continue
        seen.add(row.link.href)
        yield row


def _date_weight(date: PlacedDate, *, in_title: bool) -> float:
    weight = 1.0 if date.alone else 0.3
    if not date.written.sure:
        weight *= 0.5 if date.alone else 0.1
    if in_title and not date.alone:
        weight *= 0.2
    return weight


def _title_length_score(mean_units: float) -> float:
    """How much a mean width speaks for titles: next to nothing below a word, full from a short sentence on."""
    if mean_units < 12:
        return math.pow(mean_units / 12, 1.5)
    return 1.0 if mean_units <= 90 else 0.75
