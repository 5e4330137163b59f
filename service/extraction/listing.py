"""From a page to its listing, and why: the owner's recipe, the CMS family, repeated structure, embedded data."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.entry import Candidate
from service.domain.methods import spoken_method
from service.domain.poll import Listing, Page, PageKind
from service.domain.remark import Remark
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.awaited import awaits_its_list, stands_beside
from service.extraction.candidates import Found, candidates_of, found_in_rows, usual_order
from service.extraction.data_sources import data_address, is_data_address, next_data, rows_markup
from service.extraction.document import Document, read_document
from service.extraction.embedded import embedded_items, embedded_rows, items_of_json
from service.extraction.families import Family, recognise
from service.extraction.family_lists import family_rows, pinned_items
from service.extraction.features import PageFacts
from service.extraction.feed_entries import read_feed
from service.extraction.kinds import kind_without_listing
from service.extraction.knowledge import Knowledge, packaged
from service.extraction.lead import lead_row
from service.extraction.outline import Link, Outline, outline
from service.extraction.page_dates import PageDates
from service.extraction.pager import find_pager
from service.extraction.recipes import apply_recipe
from service.extraction.records import Group, find_groups
from service.extraction.rows import Reader, Rows
from service.extraction.scoring import MOST_READ, Scored, read_promising, score
from service.extraction.sections import breadcrumb
from service.extraction.selectors import recipe_for
from service.extraction.signs import has_article_marks, page_features

_NO_HTML = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/json",
            "application/msword", "application/vnd.", "text/css", "text/javascript")  # fmt: skip
_SHELL_TEXT = 2500
"""Characters: a page that shows more than this by itself is not filled from data."""
_HOME = re.compile(r"/(?:(?:index|default|main|home)\.\w{2,5})?", re.IGNORECASE)
_MAYBE_FILLED = (PageKind.SHELL, PageKind.EMPTY, PageKind.OTHER)
_NEVER_LISTED = (PageKind.CHALLENGE, PageKind.ERROR, PageKind.LOGIN)
_DOUBT = 0.2
"""From this probability on that there is none, a page that says what else it is lists no undated links."""
_NO_LISTING, _NO_LISTING_IF_ARTICLE = 0.65, 0.5
"""A page that holds no listing with more than this probability is taken for none: to miss a listing is worse than
to name one, unless the page has the marks of an article."""


def extract_listing(
    page: Page, *, zone: str, recipe: Recipe | None = None, known: Knowledge | None = None
) -> Listing:
    """The listing of a page; for a page without one, what it is instead (`Listing.kind`) and no candidates.

    `zone`: the IANA name of the zone its dates are written in. Raises NoCandidates only for a `recipe` that does
    not fit the page, naming the selector to blame. `known`: families and weights instead of the package's.
    """
    feed = read_feed(page, zone=zone)
    if feed is not None:
        return feed
    if is_data_address(page.url):
        return _data(page, zone)
    if page.media_type.lower().startswith(_NO_HTML):
        return Listing(PageKind.OTHER, evidence=(Remark("its type is %(type)s", type=page.media_type),))
    document = read_document(page)
    if recipe is not None:
        return _by_recipe(page, document, recipe, zone)
    return Sight(page, document, zone, known).listing()


def _by_recipe(page: Page, document: Document, recipe: Recipe, zone: str) -> Listing:
    items = apply_recipe(document, recipe, zone=zone)
    flat = outline(document)
    pager = find_pager(document, flat)
    return Listing(
        PageKind.LISTING,
        candidates=candidates_of(
            [Found(item.url, item.title, item.date) for item in items],
            zone=zone,
            fetched_at=page.fetched_at,
            usual=usual_order(document),
            family=recognise(document.text, [link.href for link in flat.links]),
        ),
        next_page=pager.next_page,
        next_by_script=pager.scripted,
        section=breadcrumb(flat),
        title=document.title,
        method="recipe",
        evidence=(
            Remark(
                "%(count)d items match the owner's selector %(selector)r", count=len(items), selector=recipe.item
            ),
        ),
        confidence=1.0,
    )


def _data(page: Page, zone: str) -> Listing:
    """The answer of a service that a script fills a page from: rows in XML, as mark-up within JSON, or as JSON."""
    document = read_document(page)
    markup = rows_markup(document.text)
    rows = embedded_rows(document)
    if markup is not None:
        rows = replace(document, text=f"<html><body>{markup}</body></html>")
    if rows is not None:
        found = Sight(page, rows, zone).best()
    else:
        items = items_of_json(document)
        found = [Found(item.url, item.title, item.date, summary=item.summary) for item in items]
    family = recognise(document.text, [one.url.path for one in found])
    named = f" of {family.label}" if family else ""
    return Listing(
        PageKind.LISTING if found else PageKind.EMPTY,
        candidates=candidates_of(found, zone=zone, fetched_at=page.fetched_at, usual=None, family=family),
        next_page=next_data(page.url, document.text, len(found)),
        next_by_script=True,
        method=f"data{named}",
        evidence=(Remark("%(count)d rows in what a script of the page asks for", count=len(found)),),
        confidence=0.9,
    )


class Sight:
    """A page read without a recipe; what was made of it on the way is kept for the next step of the ladder.

    `facts` and `family` are what `read` and the weighing of its groups rest on.
    """

    def __init__(self, page: Page, document: Document, zone: str, known: Knowledge | None = None) -> None:
        self._page = page
        self.document = document
        self._zone = zone
        self._known = known or packaged()
        self._flat = outline(document)
        self.family = recognise(document.text, [link.href for link in self._flat.links], self._known.families)
        self._pager = find_pager(document, self._flat)
        dates = PageDates(self._flat, zone=zone, fetched_at=page.fetched_at)
        articles = _article_links(self._flat, self.family)
        self.facts = PageFacts(
            self._flat,
            dates,
            document.title,
            _own_references(document.url),
            articles,
            self._pager.element,
            home=bool(_HOME.fullmatch(document.url.path)) and not document.url.query,
        )
        self._reader = Reader(self._flat, dates, articles)

    def listing(self) -> Listing:
        if self.family is not None and self.family.article_id(self.document.url) is not None:
            evidence = Remark("its address is one of an article of %(family)s", family=self.family.label)
            return Listing(PageKind.ARTICLE, title=self.document.title, evidence=(evidence,))
        signs = page_features(self.document, self._flat, self.family)
        if self.family and self.family.listing.link and (by_family := self._by_family()):
            return self._listing(by_family[0], {}, 1.0)
        scored, nothing = score(self.read(), self.facts, signs, self._known.weights)
        limit = _NO_LISTING_IF_ARTICLE if has_article_marks(signs) else _NO_LISTING
        if scored and nothing <= limit and not self._is_beside(scored[0]):
            listing = self._listing(scored[0].rows, scored[0].features, 1.0 - nothing)
            if any(one.published for one in listing.candidates):
                return listing
            known = data_address(self.document)  # a menu is all that such a page shows itself
            if known is None and nothing > _DOUBT and (none := self._none(signs)).kind in _NEVER_LISTED:
                return none
            return replace(listing, data=known[0]) if known else listing
        return self._embedded() or self._none(signs)

    def read(self, also: Sequence[Rows] = ()) -> list[Rows]:
        """Every group of the page that may be its listing, read; with those that were read before."""
        return read_promising(
            find_groups(self._flat), self._reader, self._flat, self.facts.dates, (*self._by_family(), *also)
        )

    @property
    def links(self) -> Sequence[Link]:
        return self._flat.links

    def weighed(self, wanted: frozenset[int]) -> list[Scored]:
        """Every group that may be the listing, and those that hold most of the `wanted` links (elements of the
        outline), however little they look like one; the likeliest first."""
        groups = find_groups(self._flat)
        counted = [(held, group) for group in groups if (held := self._held(group, wanted)) > 1]
        counted.sort(key=lambda one: (-one[0], len(one[1].records)))
        holding = [self._reader.read(group) for _, group in counted[:MOST_READ]]
        read = self.read([rows for rows in holding if rows is not None])
        signs = page_features(self.document, self._flat, self.family)
        return score(read, self.facts, signs, self._known.weights)[0]

    def listing_of(self, scored: Scored) -> Listing:
        """The listing that one group gives."""
        return self._listing(scored.rows, scored.features, scored.probability)

    def recipe_for(self, scored: Scored, wanted: Sequence[Candidate]) -> Recipe | None:
        """Selectors that read the same as that group; None where none do."""
        return recipe_for(
            self.document,
            self._flat,
            scored.rows,
            wanted,
            lambda recipe: _by_recipe(self._page, self.document, recipe, self._zone).candidates,
        )

    def _held(self, group: Group, wanted: frozenset[int]) -> int:
        """In how many records one of the wanted links stands."""
        links = self._flat.links
        return sum(
            any(links[place].element in wanted for place in range(record.link_from, record.link_to))
            for record in group.records
        )

    def _is_beside(self, scored: Scored) -> bool:
        """Whether that group is a list beside the page's own, which is still to come."""
        container = scored.rows.group.container
        return stands_beside(scored.features) and awaits_its_list(self.document, self._flat, container)

    def _by_family(self) -> list[Rows]:
        return family_rows(self._flat, self._reader, self.family) if self.family else []

    def _listing(self, rows: Rows, described: Mapping[str, float], confidence: float) -> Listing:
        pinned = pinned_items(self._flat, self.family) if self.family else frozenset()
        lead = lead_row(self._flat, self._reader, rows)
        listed = (lead, *rows.rows) if lead else rows.rows
        marked = [replace(row, pinned=True) if row.record.element in pinned else row for row in listed]
        found, rejected = found_in_rows(self.document, self._flat, marked)
        candidates = self._candidates(found)
        of_family = 2 * sum(one.article_id is not None for one in candidates) > len(candidates)
        named = self.family.label if self.family and (of_family or rows.group.how == "family") else ""
        return Listing(
            PageKind.LISTING,
            candidates=candidates,
            next_page=self._pager.next_page,
            next_by_script=self._pager.scripted,
            section=breadcrumb(self._flat),
            title=self.document.title,
            method=named or "repeated structure",
            evidence=self._evidence(rows, described, candidates),
            confidence=round(confidence, 3),
            rejections=dict(Counter(rejected) + Counter(rows.rejected)),
        )

    def _candidates(self, found: list[Found]) -> tuple[Candidate, ...]:
        return candidates_of(
            found,
            zone=self._zone,
            fetched_at=self._page.fetched_at,
            usual=usual_order(self.document),
            family=self.family,
        )

    def _evidence(
        self, rows: Rows, described: Mapping[str, float], candidates: tuple[Candidate, ...]
    ) -> tuple[str, ...]:
        flat = self._flat
        name = flat.name(rows.group.container).split()
        where = f"<{flat.tags[rows.group.container]}{' ' + name[0] if name else ''}>"
        lines: list[str] = [
            Remark(
                "%(count)d rows built alike (%(how)s) in %(where)s",
                count=len(candidates),
                how=rows.group.how,
                where=where,
            )
        ]
        dated = sum(one.published is not None for one in candidates)
        if flat.cut:
            lines.append(
                Remark("only the first %(count)d elements of the page were read", count=len(flat.elements))
            )
        if dated:
            lines.append(Remark("%(dated)d of %(count)d rows have a date", dated=dated, count=len(candidates)))
        if self.family is not None:
            numbered = sum(one.article_id is not None for one in candidates)
            lines.append(
                Remark(
                    "the page is made by %(family)s; %(count)d links are addresses of its articles",
                    family=self.family.label,
                    count=numbered,
                )
            )
        if described.get("pager_near"):
            lines.append(Remark("a pager follows"))
        if described.get("heading"):
            lines.append(Remark("the heading before it stands in the page's title"))
        return tuple(lines)

    def best(self) -> list[Found]:
        """The items of the likeliest group, where it is known that there is a listing."""
        scored, _ = score(self.read(), self.facts, {}, self._known.weights)
        return found_in_rows(self.document, self._flat, scored[0].rows.rows)[0] if scored else []

    def _embedded(self) -> Listing | None:
        island = embedded_rows(self.document)
        if island is not None:
            found = Sight(self._page, island, self._zone, self._known).best()
            if found:
                return self._of_data(found, "records in an XML island")
        if self.facts.text_units > _SHELL_TEXT:
            return None  # the page shows something itself; data beside it is not what it lists
        items = embedded_items(self.document)
        found = [Found(item.url, item.title, item.date, summary=item.summary) for item in items]
        return self._of_data(found, "data in a script") if found else None

    def _of_data(self, found: list[Found], method: str) -> Listing:
        return Listing(
            PageKind.LISTING,
            candidates=self._candidates(found),
            next_page=self._pager.next_page,
            next_by_script=self._pager.scripted,
            section=breadcrumb(self._flat),
            title=self.document.title,
            method=method,
            evidence=(Remark("%(count)d items in %(method)s", count=len(found), method=spoken_method(method)),),
            confidence=0.7,
        )

    def _none(self, signs: Mapping[str, float]) -> Listing:
        kind, evidence = kind_without_listing(self._page, self.document, self._flat, signs)
        known = data_address(self.document) if kind in _MAYBE_FILLED else None
        return Listing(
            kind,
            title=self.document.title,
            section=breadcrumb(self._flat),
            evidence=(evidence, Remark("its script asks %(family)s for the rows", family=known[1].label))
            if known
            else (evidence,),
            data=known[0] if known else None,
        )


def _article_links(flat: Outline, family: Family | None) -> frozenset[str]:
    if family is None:
        return frozenset()
    return frozenset(link.href for link in flat.links if family.leads_to_article(link.href))


def _own_references(url: Url) -> frozenset[str]:
    """The ways in which a page commonly links to itself."""
    name = url.path.rpartition("/")[2]
    return frozenset({url.text, url.path, name, f"./{name}"} - {"", "./"})
