"""Which of a page's groups is its listing, or that none is: a conditional logit over features.

Each group read weighs exp(w·x); 'no listing here' weighs 1. The weights are data (weights.toml), fitted by
bench/train_listing.py on the development corpus, by site.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from service.extraction.features import PageFacts, with_comparison
from service.extraction.intruders import without_intruders
from service.extraction.outline import Outline
from service.extraction.page_dates import PageDates, units
from service.extraction.records import Group
from service.extraction.rows import Reader, Rows
from service.extraction.titles import is_generic

MOST_READ = 24
"""Groups of a page that are read in full; the others are plainly smaller."""
_FEWEST_READ = 4
_MOST_RECORDS_READ = 3000


@dataclass(frozen=True, slots=True)
class Scored:
    """A group read, with its features and the probability that it is the listing."""

    rows: Rows
    features: Mapping[str, float]
    probability: float


def read_promising(
    groups: Sequence[Group], reader: Reader, flat: Outline, dates: PageDates, also: Sequence[Rows] = ()
) -> list[Rows]:
    """Reads the groups that hold most titles and dates, as far as can be told without reading.

    `also`: groups already read. Of groups with the same links the best read is kept.
    """
    widths = [min(units(link.label), 60) for link in flat.links]
    distinct = _widest(groups)
    promises = [_promise(group, widths, dates) for group in distinct]
    places = sorted(range(len(distinct)), key=lambda place: -promises[place])[:MOST_READ]
    found = [
        reader.read(group) for group in _within_budget([distinct[place] for place in places if promises[place]])
    ]
    best: dict[tuple[str, ...], Rows] = {}
    for rows in (*also, *found):
        if rows is not None:
            links = tuple(row.link.href for row in rows.rows)
            best[links] = _better(best[links], rows) if links in best else rows
    return without_intruders(list(best.values()), flat)


def _within_budget(groups: Sequence[Group]) -> Iterator[Group]:
    """As many groups as may be read: on a page of thousands of rows only the first few."""
    spent = 0
    for place, group in enumerate(groups):
        spent += len(group.records)
        if place >= _FEWEST_READ and spent > _MOST_RECORDS_READ:
            return
        yield group


def _widest(groups: Sequence[Group]) -> list[Group]:
    """Of groups whose records hold the same links the one with most text; one with siblings stays beside it."""
    widest: dict[tuple[object, ...], tuple[int, Group]] = {}
    for group in groups:
        key = (
            tuple((record.link_from, record.link_to) for record in group.records),
            group.how.endswith("siblings"),
        )
        texts = sum(record.text_to - record.text_from for record in group.records)
        if key not in widest:
            widest[key] = (texts, group)
        else:
            known, kept = widest[key]
            wider, other = (group, kept) if texts > known else (kept, group)
            widest[key] = (max(texts, known), _in_trusted_way(wider, other))
    return [group for _, group in widest.values()]


def _in_trusted_way(group: Group, other: Group) -> Group:
    return replace(group, how=other.how) if _trust(other.how) > _trust(group.how) else group


def _better(one: Rows, other: Rows) -> Rows:
    """Of two readings with the same links the one that tells more, found in the most trusted of their ways."""
    better, worse = (one, other) if _telling(one) >= _telling(other) else (other, one)
    return replace(better, group=_in_trusted_way(better.group, worse.group))


def _telling(rows: Rows) -> tuple[int, int, int, int]:
    """How well a group was read, to choose among those with the same links."""
    dates = [row.date for row in rows.rows if row.date]
    named = sum(bool(row.link.text) and not is_generic(row.title) for row in rows.rows)
    texts = sum(row.record.text_to - row.record.text_from for row in rows.rows)
    return sum(date.alone for date in dates), len(dates), named, texts


def _trust(how: str) -> int:
    order = ("like containers of one page", "like containers", "links", "lines", "class", "children", "family")
    return max((place for place, kind in enumerate(order) if how.startswith(kind)), default=0)


def score(
    read: Sequence[Rows], facts: PageFacts, signs: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[list[Scored], float]:
    """The groups, the likeliest first, and the probability that none is a listing. `signs`: `page_features`."""
    described = with_comparison(read, facts)
    sums = [dot(weights, one) + weights["bias"] for one in described]
    nothing = dot(weights, signs)
    highest = max([nothing, *sums])
    raised = [math.exp(one - highest) for one in sums]
    total = sum(raised) + math.exp(nothing - highest)
    scored = [Scored(rows, one, part / total) for rows, one, part in zip(read, described, raised, strict=True)]
    return sorted(scored, key=lambda one: -one.probability), math.exp(nothing - highest) / total


def dot(weights: Mapping[str, float], described: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in described.items())


@cache
def load_weights() -> Mapping[str, float]:
    return {name: float(value) for name, value in tomllib.loads(_weights_text())["weights"].items()}


def _weights_text() -> str:
    return files("service.extraction").joinpath("weights.toml").read_text("utf-8")


def _promise(group: Group, widths: list[int], dates: PageDates) -> float:
    """Width of one title and a bonus for a date, per record; less where records hold many links.

    A single record promises something only by its date.
    """
    promise = 0.0
    dated = False
    for record in group.records:
        inside = widths[record.link_from : record.link_to]
        promise += (max(inside) + 4) / math.log2(len(inside) + 1) + min(record.text_to - record.text_from, 10)
        if any(date.alone for date in dates.within(record.text_from, record.text_to)):
            promise += 25 / math.log2(len(inside) + 1)
            dated = True
    return promise if len(group.records) > 1 or dated else 0.0
