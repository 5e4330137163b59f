"""Changes of a listing page that a reader would not mind: what is listed stays the same, how it is built does not.

    python -m bench.harms ../shared/corpus [--pages]

Each page of the corpus that is read as a listing is changed in each way that fits it, and read again: the same
items, titles and days in the same order are wanted. `--pages` names those that differ.
"""

import argparse
import zlib
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement, builder

from bench.train_listing import ZONE, load_score
from bench.unseen import read_pages
from service.domain.poll import Listing, Page, PageKind
from service.extraction.document import read_document
from service.extraction.listing import Sight, extract_listing
from service.extraction.rows import Row

FEWEST = 6
"""Items of a listing beside which another list can be put, and it is still plain which one is meant."""
_NAMES = ("class", "id")
_HOT = (
    "关于做好迎接校庆六十周年筹备工作的安排", "图书馆延长自习室开放时间的说明", "校医院流感疫苗接种点开放",
    "Annual report of the office published", "后勤服务满意度调查结果公布", "国际交流周活动侧记",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A page's tree with the elements of its listing in it: each record's, its link's and its date's own
    (None where the day does not stand alone in an element of its own)."""

    page: Page
    root: HtmlElement
    records: Sequence[HtmlElement]
    links: Sequence[HtmlElement]
    dates: Sequence[HtmlElement | None]


Harm = Callable[[Built], bool]
"""Changes the tree; False where the page is not built so that it could be."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--pages", action="store_true", help="name the pages that are read otherwise")
    arguments.add_argument("--only", default="", help="harms that are named so")
    given = arguments.parse_args()
    harms = {name: harm for name, harm in HARMS.items() if given.only in name}
    pages = {one.page_id: one.page for one in read_pages(given.corpus / "listing", load_score(given.corpus).group)}
    print("| changed | pages | read as before |\n|---|---|---|")
    for name, (tried, differing) in measured(pages, harms).items():
        print(f"| {name} | {tried} | {1 - len(differing) / max(1, tried):.3f} |")
        if given.pages:
            print("   ", *differing)


def measured(pages: Mapping[str, Page], harms: Mapping[str, Harm]) -> dict[str, tuple[int, list[str]]]:
    """For each harm on how many pages it was tried, and which of them were then read otherwise."""
    before = {page_id: extract_listing(page, zone=ZONE) for page_id, page in pages.items()}
    listed = {page_id: said(one) for page_id, one in before.items() if one.kind is PageKind.LISTING}
    found = {}
    for name, harm in harms.items():
        changed = {page_id: other for page_id in listed if (other := harmed(pages[page_id], harm)) is not None}
        differing = [
            page_id
            for page_id, page in changed.items()
            if said(extract_listing(page, zone=ZONE)) != listed[page_id]
        ]
        found[name] = len(changed), differing
    return found


def said(listing: Listing) -> list[tuple[str, str, str]]:
    """Address, title and day of each item."""
    return [
        (one.url.canonical, " ".join(one.title.split()), str(one.published.day) if one.published else "")
        for one in listing.candidates
    ]


def harmed(page: Page, harm: Harm) -> Page | None:
    """None where the harm does not fit the page."""
    built = _built(page)
    if built is None or not harm(built):
        return None
    body = lxml.html.tostring(built.root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return replace(page, body=body, charset="utf-8")


def _built(page: Page) -> Built | None:
    sight = Sight(page, read_document(page), ZONE)
    weighed = sight.weighed(frozenset())
    if not weighed:
        return None
    flat, rows = sight.facts.flat, weighed[0].rows.rows
    return Built(
        page,
        sight.document.root,
        [flat.elements[row.record.element] for row in rows],
        [flat.elements[row.link.element] for row in rows],
        [_date_element(sight, row) for row in rows],
    )


def _date_element(sight: Sight, row: Row) -> HtmlElement | None:
    """The outermost element of a row that holds its day and nothing else."""
    flat, date = sight.facts.flat, row.date
    if date is None or not date.alone or not row.record.text_from <= date.first <= date.last < row.record.text_to:
        return None
    texts = (date.first, date.last + 1)
    owner = flat.texts[date.first].owner
    alone = [
        one
        for one in (owner, *flat.ancestors(owner))
        if one > row.record.element
        and (flat.text_from[one], flat.text_to[one]) == texts
        and one != row.link.element
    ]
    return flat.elements[alone[-1]] if alone else None


def rename(built: Built) -> bool:
    for element in built.root.iter("*"):
        for attribute in _NAMES:
            if words := (element.get(attribute) or "").split():
                element.set(attribute, " ".join(f"n{zlib.crc32(word.encode()):x}" for word in words))
    return True


def strip_names(built: Built) -> bool:
    for element in built.root.iter("*"):
        for attribute in _NAMES:
            element.attrib.pop(attribute, None)
    return True


def strip_ids(built: Built) -> bool:
    for element in built.root.iter("*"):
        element.attrib.pop("id", None)
    return True


def hot_list(*, first: bool, dated: bool, name: str) -> Harm:
    """A box with some notices beside the listing, before or behind it."""

    def harm(built: Built) -> bool:
        if len(built.links) < FEWEST + 2:
            return False
        rows = [
            builder.LI(
                builder.A(title, href=f"/hot/{place}.htm"),
                *([builder.SPAN(f"2021-03-{place + 1:02}")] if dated else []),
            )
            for place, title in enumerate(_HOT)
        ]
        box = builder.DIV(builder.H3("热点 Hot"), builder.UL(*rows), builder.CLASS(name))
        return _beside(built, box, first=first)

    return harm


def slider(built: Built) -> bool:
    pictures = [
        builder.LI(
            builder.A(builder.IMG(src=f"/p{place}.jpg", alt=title), builder.P(title), href=f"/focus/{place}.htm")
        )
        for place, title in enumerate(_HOT[:5])
    ]
    return len(built.links) >= FEWEST and _beside(built, builder.DIV(builder.UL(*pictures)), first=True)


def dated_menu(built: Built) -> bool:
    """A menu of years and months, such as archives have."""
    months = [
        builder.LI(builder.A(f"2020年{month}月", href=f"/archive/2020-{month:02}.htm")) for month in range(1, 13)
    ]
    return len(built.links) >= FEWEST and _beside(built, builder.DIV(builder.UL(*months)), first=True)


def list_for_phones(built: Built) -> bool:
    """The listing once more, built alike, for small screens."""
    around = _container(built)
    if (
        around is None
        or around.getparent() is None
        or around.getparent().tag in ("table", "tbody", "tr", "ul", "dl")
    ):
        return False
    copy = builder.DIV(deepcopy(around), builder.CLASS("visible-xs"))
    copy[0].tail = None
    around.addnext(copy)
    return True


def wrap_rows(built: Built) -> bool:
    """Everything of a row in two more elements."""
    if any(record.tag not in ("li", "td", "div", "article") for record in built.records):
        return False
    for record in built.records:
        inner = builder.DIV(builder.DIV())
        inner[0].text, record.text = record.text, None
        inner[0].extend(list(record))
        record.append(inner)
    return True


def date_before(built: Built) -> bool:
    return _move_dates(built, lambda link, date: link.addprevious(date))


def date_after(built: Built) -> bool:
    def move(link: HtmlElement, date: HtmlElement) -> None:
        date.tail, link.tail = link.tail, None
        link.addnext(date)

    return _move_dates(built, move)


def date_inside(built: Built) -> bool:
    return _move_dates(built, lambda link, date: link.append(date))


def tags(row: str, around: str) -> Harm:
    """List items and their list become other elements."""

    def harm(built: Built) -> bool:
        lists = {id(one.getparent()): one.getparent() for one in built.records}
        if any(record.tag != "li" for record in built.records) or not all(
            one.tag in ("ul", "ol") for one in lists.values()
        ):
            return False
        for one in lists.values():
            for child in one.iterchildren("li"):
                child.tag = row
            one.tag = around
        return True

    return harm


def as_table(built: Built) -> bool:
    """A row of a table for each item: the day in a cell of its own."""
    lists = {id(one.getparent()): one.getparent() for one in built.records}
    if len(lists) != 1 or any(record.tag != "li" for record in built.records):
        return False
    rows = []
    for link, date in zip(built.links, built.dates, strict=True):
        if date is None or _holds(link, date):
            return False
        moved = deepcopy(link), deepcopy(date)
        for one in moved:
            one.tail = None
        rows.append(builder.TR(*(builder.TD(one) for one in moved)))
    around = next(iter(lists.values()))
    table = builder.TABLE(*rows)
    table.tail = around.tail
    around.getparent().replace(around, table)
    return True


def _move_dates(built: Built, move: Callable[[HtmlElement, HtmlElement], object]) -> bool:
    pairs = [(link, date) for link, date in zip(built.links, built.dates, strict=True) if date is not None]
    if len(pairs) < len(built.links) or any(_holds(link, date) or _holds(date, link) for link, date in pairs):
        return False
    for link, date in pairs:
        written = builder.SPAN(" ".join(date.text_content().split()))
        date.drop_tree()
        move(link, written)
    return True


def _holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    return any(one is outer for one in inner.iterancestors())


def _container(built: Built) -> HtmlElement | None:
    """The innermost element around all records."""
    chains = [[record, *record.iterancestors()] for record in built.records]
    shared = set.intersection(*(set(chain[1:]) for chain in chains))
    return next((one for one in chains[0] if one in shared and one.tag not in ("html", "body")), None)


def _beside(built: Built, box: HtmlElement, *, first: bool) -> bool:
    """Puts a box into the page, before everything or behind it."""
    body = next(built.root.iter("body"), None)
    around = _container(built)
    if body is None or around is None:
        return False
    if first:
        body.insert(0, box)
    else:
        body.append(box)
    return True


HARMS: Mapping[str, Harm] = {
    "names replaced": rename,
    "names stripped": strip_names,
    "ids stripped": strip_ids,
    "a dated list before": hot_list(first=True, dated=True, name="side"),
    "a dated list without a telling name before": hot_list(first=True, dated=True, name="b7"),
    "a dated list without a telling name behind": hot_list(first=False, dated=True, name="b7"),
    "an undated list before": hot_list(first=True, dated=False, name="b7"),
    "a slider": slider,
    "a menu of months": dated_menu,
    "the list once more for phones": list_for_phones,
    "rows wrapped": wrap_rows,
    "the day before the link": date_before,
    "the day behind the link": date_after,
    "the day in the link": date_inside,
    "divs for a list": tags("div", "div"),
    "paragraphs for a list": tags("p", "div"),
    "a dl for a list": tags("dd", "dl"),
    "a table for a list": as_table,
}


if __name__ == "__main__":
    main()
