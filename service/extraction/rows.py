"""What a group of records says, column by column: one link, one title, one date for each record.

Records of one listing are built alike, so what stands in the same place of each (its *column*) means the same. The
column of links that differ most and read most like titles is the one of the articles; of the dates, the column
that stands alone in most records.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.extraction.columns import Column, Columns
from service.extraction.outline import Link, Outline
from service.extraction.page_dates import PageDates, PlacedDate, letters, units
from service.extraction.records import Group, Record
from service.extraction.row_dates import RowDates
from service.extraction.titles import (
    is_generic,
    is_only_date,
    is_paging,
    label_of,
    title_of,
    without_bullet,
    without_edge_date,
)

_MOSTLY = 0.8
_FEW, _RARELY = 2, 0.05
"""A column of links in no more rows than this, as a number and as a share, is an exception."""
_TITLE_STEP = re.compile(r"\b(?:h[1-6]|dt|strong|b)(?:[:.]|$)|\.\S*(?:tit|subject|headline|bt$)", re.IGNORECASE)
_PINNED = re.compile(
    r"[\[【（(<《]?\s*(?:置顶|顶|推荐置顶|sticky|pinned|wichtig|angepinnt|закреплено)"
    r"\s*[:：]?\s*[\]】）)>》]?",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(r"广告|推广|advertisement|sponsored|promoted|anzeige|publicité|реклама", re.IGNORECASE)
_LONGEST_BADGE = 14
_SECTION = re.compile(r"(?:^|/)(?:index|default|list)\.\w{2,5}$", re.IGNORECASE)
_FEW_OF = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One record read. `date` is None where the record holds none."""

    record: Record
    link: Link
    title: str
    date: PlacedDate | None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A group read. `rejected` counts the records that gave no row, by reason."""

    group: Group
    rows: tuple[Row, ...]
    link_column: Column
    rejected: Mapping[str, int]


class Reader:
    """Reads groups of one page. `article_like`: the references that look like articles of the page's CMS."""

    def __init__(self, flat: Outline, dates: PageDates, article_like: frozenset[str] = frozenset()) -> None:
        self._flat = flat
        self._dates = dates
        self._article_like = article_like
        self._columns = Columns(flat)
        self._row_dates = RowDates(flat, dates, self._columns)
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
        dates = self._row_dates.of(group, [record for record, _, _ in chosen], [link for _, link, _ in chosen])
        read = [
            (self._row(record, link, title, date), usual)
            for (record, link, usual), title, date in zip(chosen, titles, dates, strict=True)
        ]
        kept, rejected = self._without_strangers(read)
        rejected["no link to an article"] += len(group.records) - len(chosen)
        titles_said = {row.title for row in kept}
        if not kept or (len(kept) > 1 and len(titles_said) == 1 and is_generic(kept[0].title)):
            return None
        return Rows(group, kept, ranked[0], +rejected)

    def _row(self, record: Record, link: Link, title: str, date: PlacedDate | None) -> Row:
        texts = range(self._flat.text_from[link.element], self._flat.text_to[link.element])
        edged = date is not None and date.edge and date.first in texts
        named = without_edge_date(title) if edged else title
        return Row(record, link, named, date, self._says(record, _PINNED))

    def _links_by_column(self, record: Record, only: frozenset[int] | None) -> dict[Column, Link]:
        """The first link of each column that leads somewhere of its own."""
        found: dict[Column, Link] = {}
        for link in self._flat.links[record.link_from : record.link_to]:
            if only is None or link.element in only:
                found.setdefault(self._columns.of(record, link.element), link)
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
        """Each link's own title; where those say nothing ('PDF', docket numbers), the column that does."""
        own = [title_of(self._flat, link) for _, link in chosen]
        telling = [title for title in own if not is_generic(title)]
        said = sum(letters(title) for title in telling) / max(1, len(own))
        if said >= 7 and len(set(own)) >= 0.5 * len(own):
            return own
        column = self._text_column(chosen, said)
        if column is None:
            return own
        return [self._text_at(record, column) or title for (record, _), title in zip(chosen, own, strict=True)]

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
        dated = {
            place
            for one in self._dates.within(record.text_from, record.text_to)
            if one.alone
            for place in range(one.first, one.last + 1)
        }
        for place in range(record.text_from, record.text_to):
            piece = self._flat.texts[place]
            column = self._columns.of(record, piece.owner)
            if place not in dated and not piece.text.endswith((":", "：")):
                found[column, count[column]] = piece.text
            count[column] += 1
        return found

    def _text_at(self, record: Record, place: tuple[Column, int]) -> str:
        """The text in that column, else the first that reads like a title."""
        texts = self._texts_by_column(record)
        there = texts.get(place) or next((text for text in texts.values() if letters(text) >= 8), "")
        return without_bullet(there)

    def _without_strangers(self, rows: list[tuple[Row, bool]]) -> tuple[tuple[Row, ...], Counter[str]]:
        """Leaves out what only looks like a row, and counts it by reason.

        With each row: whether its link stands in a column that many rows have.
        """
        dated = sum(row.date is not None for row, _ in rows) / max(1, len(rows))
        silent = _silent([row.title for row, _ in rows])
        sections = _sections([row.link.href for row, _ in rows])
        seen: set[str] = set()
        kept: list[Row] = []
        rejected = Counter[str]()
        for row, usual in rows:
            reason = self._stranger(row, dated=dated >= _MOSTLY, usual=usual)
            if not reason and row.date is None and row.link.href in sections:
                reason = "a link to a section"
            if not reason and row.link.href in seen:
                reason = "the same link again"
            if not reason and row.title in silent:
                reason = "a title that says nothing"
            if reason:
                rejected[reason] += 1
            else:
                seen.add(row.link.href)
                kept.append(row)
        return tuple(kept), rejected

    def _stranger(self, row: Row, *, dated: bool, usual: bool) -> str:
        """Why a row is none; empty for a good one."""
        if not row.title:
            return "no title"
        if self._says(row.record, _ADVERTISEMENT):
            return "an advertisement"
        if is_paging(row.title):
            return "a link of the pager"
        generic, undated = is_generic(row.title), dated and row.date is None
        if (generic and undated) or (not usual and (generic or undated)):
            return "unlike the other rows"
        return ""

    def _says(self, record: Record, badge: re.Pattern[str]) -> bool:
        """Whether one of the record's texts is such a badge and nothing else."""
        pieces = self._flat.texts[record.text_from : record.text_to]
        return any(len(piece.text) <= _LONGEST_BADGE and badge.fullmatch(piece.text) for piece in pieces)


def _sections(addresses: Sequence[str]) -> frozenset[str]:
    """The addresses that end as a section's does, where those of nearly all other rows do not: a tab of the menu
    beside the list."""
    ending = {address for address in addresses if _SECTION.search(address)}
    return frozenset(ending) if _FEW_OF * len(ending) <= len(addresses) else frozenset()


def _silent(titles: Sequence[str]) -> frozenset[str]:
    """The titles of rows that are no items of their own beside the others: words of a button said again and again,
    days that links are named by."""
    said = Counter(titles)
    buttons = {title for title in said if len(said) > 1 < said[title] and is_generic(title)}
    days = {title for title in said if is_only_date(title)}
    few = 2 * sum(said[title] for title in days) <= len(titles)
    return frozenset(buttons | days if few else buttons)


def _title_length_score(mean_units: float) -> float:
    """How much a mean width speaks for titles: next to nothing below a word, full from a short sentence on."""
    if mean_units < 12:
        return math.pow(mean_units / 12, 1.5)
    return 1.0 if mean_units <= 90 else 0.75
