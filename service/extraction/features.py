"""What speaks for and against a group being the page's listing, as numbers in about -1..2."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from service.extraction.months import MONTHS
from service.extraction.outline import Outline
from service.extraction.page_dates import PageDates, letters, units
from service.extraction.records import class_step
from service.extraction.rows import Rows
from service.extraction.titles import is_only_date

_NAVIGATION = re.compile(
    r"nav|menu|crumb|weizhi|position|location|toolbar|topbar|\btabs?\b|filter|facet|archive|tagcloud|calendar|lang"
)
_FURNITURE = re.compile(
    r"foot|copyright|friend|yqlj|links?\b|share|social|login|search|header\b|^head|top-?bar|cookie|comment"
)
_ASIDE = re.compile(
    r"side(?!nav)|aside|related|recommend|hot|rank|popular|recent|widget|latest-?posts|xiangguan|tuijian|remen|paihang"
    r"|\bleft\b|leftnav|subnav"
)
_SHOW = re.compile(r"slide|swiper|carousel|ticker|scroller|marquee|banner|focus|lunbo|breaking|gallery|flash")
_MAIN = re.compile(r"main|content|list|news|article|post|notice|body-?in|result|entry|thread|topic|view|right\b")
_ENTRY = re.compile(r"post|entry|article|item|news|card|thread|topic|row|result|list")
_SECTION_LINK = re.compile(
    r"(?:^|/)(?:index|list|default|main|home)\w{0,2}\.\w+$|/$|^[^?#]*/[a-z_-]+$", re.IGNORECASE
)


_NAME = 4
"""Letters from which on a text between lists may be the name of a box."""
_PERIOD = re.compile(
    r"\d|月|年|周|星期|^(?:" + "|".join(name for name in MONTHS if len(name) > 2) + r")\b", re.IGNORECASE
)
_AROUND_HEADINGS = " :：>»|"
_SENTENCE = 80
_NEAR = 1
"""How many texts before or behind a list rows that belong to it may stand: further off, something parts them."""
_LITTLE_PROSE = 400
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is true of the page as a whole. `pager` is the element of its pager, `own` the references to itself,
    `home` whether its address is that of a home page: there each block is a list of its own."""

    flat: Outline
    dates: PageDates
    title: str
    own: frozenset[str] = frozenset()
    article_like: frozenset[str] = frozenset()
    pager: int | None = None
    home: bool = False
    link_units: int = field(init=False, default=0)
    text_units: int = field(init=False, default=0)
    prose: tuple[int, ...] = field(init=False, default=())
    """The width of each text of the outline that is a sentence at least, else 0."""

    def __post_init__(self) -> None:
        widths = (units(piece.text) if len(piece.text) > _SENTENCE // 2 else 0 for piece in self.flat.texts)
        object.__setattr__(self, "prose", tuple(width if width >= _SENTENCE else 0 for width in widths))
        object.__setattr__(self, "text_units", sum(len(piece.text) for piece in self.flat.texts) or 1)
        object.__setattr__(self, "link_units", sum(min(units(link.label), 80) for link in self.flat.links) or 1)


def features(rows: Rows, facts: PageFacts) -> dict[str, float]:
    """The features of one group that was read, by name."""
    flat, group = facts.flat, rows.group
    count = len(rows.rows)
    titles = [row.title for row in rows.rows]
    hrefs = [row.link.href for row in rows.rows]
    mean_units = fmean(min(letters(title), 120) for title in titles)
    records = len(group.records)
    links = sum(record.link_to - record.link_from for record in group.records)
    dated = sum(row.date is not None for row in rows.rows) / count
    own_texts = sum(record.text_to - record.text_from for record in group.records)
    first, last = group.records[0], group.records[-1]
    spread = max(1, last.text_to - first.text_from)
    names = _names(flat, group.container)
    record_name = " ".join(flat.name(record.element) for record in group.records[:3])
    shapes = Counter(_shape(href) for href in hrefs)
    return {
        "count": min(math.log2(count + 1), 5.0) / 5.0,
        "few": float(count <= 2),
        "dated": dated,
        "alone_dated": sum(row.date is not None and row.date.alone for row in rows.rows) / count,
        "day_titles": sum(is_only_date(title) for title in titles) / count,
        "title_units": min(mean_units, 60.0) / 40.0,
        "short_titles": float(mean_units < 12),
        "distinct_links": len(set(hrefs)) / count,
        "distinct_titles": len(set(titles)) / count,
        "share": sum(min(units(title), 80) for title in titles) / facts.link_units,
        "text_share": sum(
            len(piece.text) for record in group.records for piece in flat.texts[record.text_from : record.text_to]
        )
        / facts.text_units,
        "prose_inside": _prose_inside(rows, facts),
        "headed": sum(_in_heading(flat, row.link.element, row.record.element) for row in rows.rows) / count,
        "links_per_record": min(math.log2(links / records + 1), 5.0) / 2.0,
        "text_per_record": min(math.log2(own_texts / records + 1), 6.0) / 3.0,
        "compact": min(1.0, own_texts / spread),
        "left_out": (records - count) / records,
        "shape": shapes.most_common(1)[0][1] / count,
        "section_links": sum(bool(_SECTION_LINK.search(href)) for href in hrefs) / count,
        "article_links": sum(href in facts.article_like for href in hrefs) / count,
        "article_links_on_page": float(bool(facts.article_like)),
        "own_links": float(any(href in facts.own for href in hrefs)),
        "navigation": _matches(_NAVIGATION, names),
        "furniture": _matches(_FURNITURE, names),
        "aside": _matches(_ASIDE, names),
        "show": float(_matches(_SHOW, [record_name, *names[:3]]) > 0),
        "main": _matches(_MAIN, names),
        "record_entry": float(bool(_ENTRY.search(record_name))),
        "record_article": float(flat.tags[first.element] == "article"),
        "how_family": float(group.how == "family"),
        "nav_tag": float(
            any(
                flat.tags[one] in ("nav", "header", "footer")
                for one in (group.container, *flat.ancestors(group.container))
            )
        ),
        "aside_tag": float(
            any(flat.tags[one] == "aside" for one in (group.container, *flat.ancestors(group.container)))
        ),
        "main_tag": float(
            any(
                flat.tags[one] in ("main", "article")
                for one in (group.container, *flat.ancestors(group.container))
            )
        ),
        "start": first.text_from / max(1, len(flat.texts)),
        "heading": _heading_in_title(flat, first.text_from, facts.title),
        "pager_near": _pager_near(flat, group.container, last.element_to, facts.pager),
        "digits_in_link": sum(bool(re.search(r"\d{2,}", href)) for href in hrefs) / count,
        "how_class": float(group.how.startswith("class")),
        "how_alike": float(group.how.startswith("like")),
        "how_page": float("one page" in group.how),
        "blocks_at_home": float(facts.home and group.how.startswith("like") and own_texts < spread),
        "how_loose": float(group.how in ("lines", "links")),
        "how_siblings": float(group.how.endswith("siblings")),
        "unlike_around": _unlike_around(flat, rows),
        "dated_unevenly": _dated_unevenly(flat, rows, dated),
        "names_between": _names_between(flat, rows),
        "title_between": _title_between(flat, rows, facts.title),
        "pager_inside": float(group.how.startswith("like") and first.element < (facts.pager or 0) < last.element),
    }


_COMPARED = ("share", "text_share", "alone_dated", "title_units", "count", "headed", "pager_near")


def with_comparison(read: Sequence[Rows], facts: PageFacts) -> list[dict[str, float]]:
    """The features of all groups of a page, with how far each lies behind the page's best.

    `kin_outside`: how many of the rows around that are built alike (class around the link, dated or not) a group
    leaves out, though others have them. `contained`: the share of its links that one larger group holds too.
    """
    described = [features(rows, facts) for rows in read]
    kin: dict[tuple[str, bool], set[tuple[str, int]]] = defaultdict(set)
    for rows in read:
        for key, href, place in _kin(facts.flat, rows):
            kin[key].add((href, place))
    all_links = [{row.link.href for row in rows.rows} for rows in read]
    for one, rows in zip(described, read, strict=True):
        mine = _kin(facts.flat, rows)
        near = range(rows.group.records[0].text_from - _NEAR, rows.group.records[-1].text_to + _NEAR)
        keys = {key for key, _, _ in mine}
        alike = {href for key in keys for href, place in kin[key] if place in near}
        own = {row.link.href for row in rows.rows}
        others = [links for links in all_links if len(links) > len(own)]
        one["contained"] = max((len(own & links) / len(own) for links in others), default=0.0)
        left_out = len(alike - {href for _, href, _ in mine})
        one["kin_outside"] = math.sqrt(left_out / len(alike)) if alike else 0.0
    best = {name: max((one[name] for one in described), default=0.0) for name in _COMPARED}
    return [{**one, **{f"behind_{name}": best[name] - one[name] for name in _COMPARED}} for one in described]


def _unlike_around(flat: Outline, rows: Rows) -> float:
    """The share of rows that stand in something named otherwise than what most stand in: a box of its own."""
    container = rows.group.container
    around: Counter[tuple[str, ...]] = Counter()
    chains: dict[int, tuple[str, ...]] = {}
    for row in rows.rows:
        parent = flat.parent[row.record.element]
        if parent not in chains:
            outer = [parent, *flat.ancestors(parent)]
            chains[parent] = tuple(class_step(flat, one) for one in outer if one > container)
        around[chains[parent]] += 1
    return 1.0 - around.most_common(1)[0][1] / len(rows.rows)


def _dated_unevenly(flat: Outline, rows: Rows, dated: float) -> float:
    """How far containers of records differ in how many of them are dated: 1 for one with dates and one without."""
    by_parent: dict[int, list[bool]] = defaultdict(list)
    for row in rows.rows:
        by_parent[flat.parent[row.record.element]].append(row.date is not None)
    off = sum(abs(sum(flags) - dated * len(flags)) for flags in by_parent.values() if len(flags) > 1)
    return 2 * off / len(rows.rows)


def _title_between(flat: Outline, rows: Rows, title: str) -> float:
    """Whether a text between two containers of records stands in the page's title: there its listing begins."""
    if not rows.group.how.startswith("like"):
        return 0.0
    steps = pairwise(rows.group.records)
    between = (flat.texts[before.text_to : after.text_from] for before, after in steps)
    return float(any(_is_named_by(piece.text, title) for pieces in between for piece in pieces))


def _is_named_by(text: str, title: str) -> bool:
    stripped = text.strip(_AROUND_HEADINGS)
    return 2 <= len(stripped) <= 30 and stripped in title and not stripped.isdigit()


def _names_between(flat: Outline, rows: Rows) -> float:
    """The share of steps from one container of records to the next over the name of a box, which no date is."""
    records = rows.group.records
    steps = [
        (before, after)
        for before, after in pairwise(records)
        if flat.parent[before.element] != flat.parent[after.element]
    ]
    if not steps or not rows.group.how.startswith("like"):
        return 0.0
    named = 0
    for before, after in steps:
        between = flat.texts[before.text_to : after.text_from]
        named += any(letters(piece.text) >= _NAME and not _PERIOD.search(piece.text) for piece in between)
    return named / len(steps)


def _kin(flat: Outline, rows: Rows) -> list[tuple[tuple[str, bool], str, int]]:
    """For each row whose link stands in something with a class: that class, whether the row is dated; its link and
    the place of its text."""
    found = []
    for row in rows.rows:
        around = [
            one for one in (row.link.element, *flat.ancestors(row.link.element)[:3]) if one >= row.record.element
        ]
        name = next((named for one in around if (named := class_step(flat, one))), "")
        if name:
            dated = row.date is not None and row.date.alone
            found.append(((name, dated), row.link.href, flat.text_from[row.link.element]))
    return found


def _in_heading(flat: Outline, element: int, root: int) -> bool:
    """Whether a link stands in a heading of its record, or holds one."""
    inside = any(flat.tags[one] in _HEADINGS for one in range(element + 1, flat.end[element]))
    return inside or any(flat.tags[one] in _HEADINGS for one in flat.ancestors(element) if one >= root)


def _prose_inside(rows: Rows, facts: PageFacts) -> float:
    """The share of the page's sentences that stands in the records, if it is spread over several of them."""
    by_record = [
        sum(width for width in facts.prose[record.text_from : record.text_to]) for record in rows.group.records
    ]
    inside = sum(by_record)
    return (inside - max(by_record)) / max(sum(facts.prose), _LITTLE_PROSE) if inside else 0.0


def _names(flat: Outline, container: int) -> list[str]:
    return [
        flat.name(one) for one in (container, *flat.ancestors(container)) if flat.tags[one] not in ("html", "body")
    ]


def _matches(pattern: re.Pattern[str], names: list[str]) -> float:
    """1 where the innermost elements are named so, less further out."""
    for distance, name in enumerate(names):
        if pattern.search(name):
            return max(0.3, 1.0 - 0.15 * distance)
    return 0.0


def _shape(href: str) -> str:
    path = href.split("?", 1)[0]
    return re.sub(r"[^/]*[\d-][^/]*", "N", re.sub(r"^https?://", "", path))


def _heading_in_title(flat: Outline, text_from: int, title: str) -> float:
    """Whether one of the short texts just before the records stands in the page's title too."""
    before = flat.texts[max(0, text_from - 8) : text_from]
    return float(any(_is_named_by(piece.text, title) for piece in before))


def _pager_near(flat: Outline, container: int, element_to: int, pager: int | None) -> float:
    """1 for a pager right behind the records, less with every link between; 0 without one, or before them."""
    if pager is None:
        return 0.0
    if flat.contains(container, pager):
        return 1.0
    if pager < element_to:
        return 0.0
    between = flat.link_from[pager] - flat.link_to[container]
    return max(0.0, 1.0 - 0.1 * max(0, between))
