"""The items of one corpus page in the template of another: `python -m bench.healing` walks every pair.

Rows are found by the gold labels, not by our own reading: each label's link with all that is its own around it.
"""

import copy
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import lxml.etree
import lxml.html
from lxml.etree import _Element as Element

from bench.healing.watched import Count, Watched, counted, source
from service.domain.errors import InvalidUrl
from service.domain.identity import normalised_title
from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.document import read_document
from service.extraction.listing import extract_listing

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "listing"
_FEWEST = 5
_TOLD = 40
"""Letters of a text that tells what an article is about."""
_DATE_SHAPES = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%m-%d", "%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y",
    "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    url: str
    title: str
    day: date | None


@dataclass(frozen=True)
class Stored:
    """A page of the corpus with its labels."""

    id: str
    url: Url
    body: bytes
    items: tuple[Item, ...]


@cache
def stored(page_id: str) -> Stored:
    folder = CORPUS / page_id
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    items = tuple(
        Item(
            one["url"],
            "".join(letter for letter in one["title"] if letter.isprintable()),
            date.fromisoformat(one["date"][:10]) if one.get("date") else None,
        )
        for one in gold.get("items", [])
    )
    return Stored(page_id, Url.parse(meta["url"]), (folder / "page.html").read_bytes(), items)


def page_ids() -> list[str]:
    """Of all listings with items enough."""
    folders = (path.parent.name for path in CORPUS.glob("*/gold.json"))
    ids = sorted(name for name in folders if not name.startswith("neg-"))
    return [page_id for page_id in ids if len(stored(page_id).items) >= _FEWEST]


class Template:
    """A page with its rows taken out, and the rows with what they said. Raises ValueError for a page whose rows do
    not stand beside each other, or say their dates in no way we know."""

    def __init__(self, page: Stored) -> None:
        self._root = read_document(Page(page.url, 200, "text/html", None, page.body, None)).root
        links = dict(_links(self._root, page))
        if len(links) < len(page.items):
            raise ValueError("links of labels are missing, or there twice")
        rows = {item: _row(link, set(links.values()) - {link}) for item, link in links.items()}
        parents = {row.getparent() for row in rows.values()}
        if len(parents) != 1 or len(set(rows.values())) != len(rows):
            raise ValueError("its rows do not stand beside each other")
        (parent,) = parents
        assert parent is not None, "a row stands in something"
        self._parent = parent
        self._rows = list(rows.items())
        self._first = min(self._parent.index(row) for row in rows.values())
        for item, row in self._rows:
            made = copy.deepcopy(row)
            _emptied(made, item)
            if item.day is not None and not _dated(made, item.day, None):
                raise ValueError("its dates are written in no known way")
        self.dated = all(item.day is not None for item, _ in self._rows)
        self._refuse_leftovers(page)

    def _refuse_leftovers(self, page: Stored) -> None:
        """Raises ValueError where a row of the page would stay among those put in its place: one that leads to
        the article of another row under another title, which on the filled page is an article more."""
        labelled = {Url.parse(item.url).canonical for item in page.items}
        ours = {link for _, row in self._rows for link in row.iter("a")}
        if any(_address(page.url, link.get("href")) in labelled for link in set(self._parent.iter("a")) - ours):
            raise ValueError("an article stands there twice")

    def filled(self, items: Sequence[Item]) -> bytes:
        """The page with a row for each of these."""
        for _, row in self._rows:
            if row.getparent() is not None:
                self._parent.remove(row)
        made = [_filled(*self._rows[place % len(self._rows)], item) for place, item in enumerate(items)]
        for place, row in enumerate(made):
            self._parent.insert(self._first + place, row)
        text: bytes = lxml.html.tostring(self._root, encoding="utf-8", doctype="<!DOCTYPE html>")
        for row in made:
            self._parent.remove(row)
        return text


def _links(root: Element, page: Stored) -> Iterator[tuple[Item, Element]]:
    for item in page.items:
        wanted = normalised_title(item.title)
        found = [
            link
            for link in root.iter("a")
            if _address(page.url, link.get("href")) == Url.parse(item.url).canonical
            and normalised_title(_text(link)) == wanted
        ]
        if len(found) == 1:
            yield item, found[0]


def _text(element: Element) -> str:
    return str(lxml.etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _address(base: Url, href: str | None) -> str:
    try:
        return base.join(href or "").canonical
    except InvalidUrl:
        return ""


def _row(link: Element, others: set[Element]) -> Element:
    """The outermost element around a link that holds none of the others."""
    row = link
    while (above := row.getparent()) is not None and not others & set(above.iter("a")):
        row = above
    return row


def _filled(was: Item, row: Element, item: Item) -> Element:
    made = copy.deepcopy(row)
    made.tail = "\n"
    for link in made.iter("a"):
        link.set("href", item.url)
        title = link.get("title")
        if title is not None:
            link.set("title", item.title)
    inner = _emptied(made, was)
    if was.day is not None:
        _dated(made, was.day, item.day)  # while no title stands there: it may say the same figures
    _told(made, item)
    inner.text = item.title
    return made


def _told(row: Element, item: Item) -> None:
    """Puts a text of the item in place of what the row tells of another article: a summary never stays behind."""
    for element in row.iter():
        for place in ("text", "tail") if element is not row else ("text",):
            if len((getattr(element, place) or "").strip()) >= _TOLD:
                setattr(
                    element, place, f"{item.title}（{item.url.rpartition('/')[2]}）的有关事项说明如下，详见正文。"
                )


def _emptied(row: Element, was: Item) -> Element:
    """The innermost element that says the title, with all that it says taken out."""
    wanted = normalised_title(was.title)
    inner = [one for one in row.iter("*") if normalised_title(_text(one)) == wanted][-1]
    for child in list(inner):
        inner.remove(child)
    inner.text = None
    return inner


def _dated(row: Element, was: date, day: date | None) -> bool:
    """Rewrites the date of a row as it is written there; without a `day` it is taken out. False: not found."""
    for element in row.iter("*"):
        for place in ("text", "tail") if element is not row else ("text",):
            text = getattr(element, place) or ""
            for shape in _DATE_SHAPES:
                for written, now in _written(shape, was, day):
                    if written in text:
                        setattr(element, place, text.replace(written, now, 1))
                        return True
    return False


def _written(shape: str, was: date, day: date | None) -> Iterator[tuple[str, str]]:
    for bare in (False, True):
        found = was.strftime(shape)
        now = day.strftime(shape) if day else ""
        yield (_bare(found), _bare(now)) if bare else (found, now)


def _bare(text: str) -> str:
    """Without leading zeros."""
    return re.sub(r"(?<!\d)0(?=\d)", "", text)


@cache
def template(page_id: str) -> Template | None:
    page = stored(page_id)
    try:
        made = Template(page)
    except ValueError:
        return None
    whole = Page(page.url, 200, "text/html", None, made.filled(page.items), None)
    candidates = extract_listing(whole, zone="Asia/Shanghai").candidates
    labelled = {Url.parse(item.url).canonical: item for item in page.items}
    if {one.url.canonical for one in candidates} - labelled.keys():
        return None  # rows that no label names would count as news
    undated = {address for address, item in labelled.items() if item.day is None}
    if any(one.published and one.url.canonical in undated for one in candidates):
        return None  # a day that no label names would stay behind, and be said of another article
    return made


def same(item: Item) -> str:
    return item.url


def other_scheme(item: Item) -> str:
    """Another CMS: an address that says nothing of the old one."""
    base = Url.parse(item.url)
    number = sum(ord(letter) * (place + 7) for place, letter in enumerate(item.url)) * 7919 % 9_999_991
    return f"{base.origin}/content/detail.jsp?newsid={number}"


def other_host(item: Item) -> str:
    return re.sub(r"^https?://[^/]+", "https://portal.example.org", item.url)


def other_protocol(item: Item) -> str:
    name, rest = item.url.split(":", 1)
    return f"{'http' if name == 'https' else 'https'}:{rest}"


def of_others(items: Sequence[Item]) -> list[str]:
    """Numbers were given out anew: each has the address of the third below it."""
    return [item.url for item in items[3:]] + [other_scheme(item) for item in items[-3:]]


SCHEMES = {
    "same addresses": same,
    "other CMS": other_scheme,
    "other host": other_host,
    "other protocol": other_protocol,
}
ANEW = "numbers anew"


def whole(title: str) -> str:
    return title


def cut(title: str, width: int = 34) -> str:
    kept = narrow(title, width)
    return title if kept == title else f"{kept}…"


def narrow(title: str, width: int = 24) -> str:
    """What of a title is no wider than so many Latin letters."""
    wide = 0
    for place, letter in enumerate(title):
        wide += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if wide > width:
            return title[:place].rstrip()
    return title


@dataclass(frozen=True)
class Dress:
    """What else is other on the new page: `words` of a title as shown there, `dated`: whether days are shown where
    the template has them, `pinned`: the place of a known item that stands above all."""

    words: Callable[[str], str] = whole
    dated: bool = True
    pinned: int | None = None

    def shown(self, items: Sequence[Item]) -> list[Item]:
        shown = [Item(one.url, self.words(one.title), one.day if self.dated else None) for one in items]
        if self.pinned is not None and self.pinned < len(shown):
            chosen = len(shown) - 1 - self.pinned
            shown = [shown[chosen], *shown[:chosen], *shown[chosen + 1 :]]
        return shown


DRESSES = {
    "as they were": Dress(),
    "titles cut": Dress(cut),
    "titles cut without a sign": Dress(narrow),
    "no dates": Dress(dated=False),
    "one pinned": Dress(pinned=2),
    "titles cut without a sign, no dates": Dress(narrow, dated=False),
}
PLAIN = DRESSES["as they were"]


async def walked(
    page_id: str,
    template_id: str,
    scheme: str,
    mutated: Callable[[bytes], bytes] = bytes,
    dress: Dress = PLAIN,
) -> Count | None:
    """What goes wrong when the page's items appear in the other's template, with news then and later, and the page
    `mutated`; None: the page is not read well enough to begin with, or the template takes none of them."""
    seen = await watched_walk(page_id, template_id, scheme, mutated, dress)
    return seen[1] if seen else None


async def watched_walk(
    page_id: str, template_id: str, scheme: str, mutated: Callable[[bytes], bytes], dress: Dress
) -> tuple[Watched, Count] | None:
    """The same, with the source as it is remembered at the end."""
    page, skin = stored(page_id), template(template_id)
    if skin is None:
        return None
    days = [item.day for item in page.items if item.day]
    day = max(days, default=date(2026, 3, 19)) + timedelta(days=1)
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    watched = Watched(source(page.url.text), now=now)
    await watched.poll(page.body)
    labelled = {Url.parse(item.url).canonical for item in page.items}
    read = [Url.parse(address).canonical for address in watched.stored]
    titles = {normalised_title(kept.title) for kept in watched.remembered.values()}
    as_labelled = titles == {normalised_title(item.title) for item in page.items}
    if sorted(read) != sorted(labelled) or len(page.items) != len(labelled) or not as_labelled:
        return None
    news = [
        Item(f"{page.url.origin}/new/{n}.html", f"新近发布的第{n}号重要事项通知", day if days else None)
        for n in (3, 2, 1)
    ]
    everything = (*news, *page.items)
    addresses = of_others(everything) if scheme == ANEW else [SCHEMES[scheme](one) for one in everything]
    items = [
        Item(address, one.title, one.day if skin.dated else None)
        for address, one in zip(addresses, everything, strict=True)
    ]
    await watched.polls(mutated(skin.filled(dress.shown(items[1:]))))
    await watched.polls(mutated(skin.filled(dress.shown(items))))
    known = {Url.parse(item.url).canonical for item in page.items}
    was = {Url.parse(item.url).text: Url.parse(item.url).canonical for item in page.items}
    is_now = {
        Url.parse(shown.url).text: Url.parse(item.url).canonical
        for shown, item in zip(items, everything, strict=True)
    }
    published = {Url.parse(item.url).canonical for item in news}
    count = counted(watched, was, is_now, published=published, known=known, baseline=len(read))
    return watched, count
