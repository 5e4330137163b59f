"""Reading a listing, and an article, against a bare lxml parse of the same bytes: times.

Over the pages of the corpus that stands beside the checkout, where there is one; else over our demo site's.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import lxml.html

from bench.figures import Figure, interleaved
from bench.healing.watched import source
from service.demo.app import demo_app
from service.demo.site import DemoSite
from service.domain.detection import page_keys
from service.domain.entry import EntryId
from service.domain.errors import NoCandidates
from service.domain.poll import Label, Page
from service.domain.source import DEFAULT_ZONE, Recipe
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.document import read_document
from service.extraction.learning import learn, learned_reading
from service.extraction.listing import extract_listing

_CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_FEWEST = 20
"""Pages read in one measurement, so that it lasts long enough to be one."""
_MOST = 40
_LISTING = Url.parse("https://office.example.edu.cn/zzgz/gzdt.htm")
_STARTED_AT = datetime(2026, 3, 2, tzinfo=UTC)


async def extract() -> Figure:
    """The first sight of a listing, from bytes to candidates."""
    pages = _corpus("listing") or [await _demo_listing()]
    return await _against_a_parse("extract", pages, _read_listing, goal=70.0)


async def extract_recipe() -> Figure:
    """The demo site's listing of 20 notices by the owner's selectors."""
    recipe = Recipe("li[id^=line_u]", link="a", date="span")

    def read(page: Page) -> None:
        found = extract_listing(page, zone=DEFAULT_ZONE, recipe=recipe)
        assert len(found.candidates) == 20, f"{len(found.candidates)} candidates"

    return await _against_a_parse("extract_recipe", [await _demo_listing()], read, goal=60.0)


async def extract_learned() -> Figure:
    """A listing by selectors learned from the notices known to stand on it, as healing learns them.

    Read is the page as it was a notice earlier, of each page on which selectors can be learned.
    """
    pages = _corpus("listing") or [await _demo_listing()]
    learned = {one.page: one for page in pages if (one := _learned(page)) is not None}

    def read(page: Page) -> None:
        one = learned[page]
        found = learned_reading(page, one.recipe, zone=DEFAULT_ZONE)
        assert len(found.candidates) == one.items, f"{len(found.candidates)} candidates instead of {one.items}"

    return await _against_a_parse("extract_learned", list(learned), read, goal=60.0)


async def article() -> Figure:
    """An article, from bytes to title, date, clean body and attachments."""
    pages = _corpus("article") or [await _demo_article()]
    return await _against_a_parse("article", pages, _read_article, goal=70.0)


def _read_listing(page: Page) -> None:
    extract_listing(page, zone=DEFAULT_ZONE)


def _read_article(page: Page) -> None:
    read_article(page, zone=DEFAULT_ZONE)


@dataclass(frozen=True)
class _Learned:
    """`page` as it was a notice earlier, the recipe that was learned from the page of today, and what it finds."""

    page: Page
    recipe: Recipe
    items: int


def _learned(page: Page) -> _Learned | None:
    """None where no selectors are learned of the page, or they do not read what it was before."""
    watched = source(page.url.text)
    listing = extract_listing(page, zone=DEFAULT_ZONE)
    labels = [
        Label(EntryId(str(place)), one.title, one.published.day if one.published else None, keys.strong)
        for place, (one, keys) in enumerate(page_keys(watched, listing.candidates))
    ]
    found = learn(page, labels, watched) if labels else None
    if found is None or found.recipe is None:
        return None
    root = read_document(page).root
    newest = root.cssselect(found.recipe.item)[0]
    if newest.getparent() is None:
        return None
    newest.drop_tree()
    earlier = replace(page, body=lxml.html.tostring(root, encoding="utf-8"), charset="utf-8")
    try:
        left = learned_reading(earlier, found.recipe, zone=DEFAULT_ZONE).candidates
    except NoCandidates:
        return None
    return _Learned(earlier, found.recipe, len(left))


async def _against_a_parse(
    name: str, pages: Sequence[Page], read: Callable[[Page], None], *, goal: float
) -> Figure:
    """Milliseconds a page, on average over `pages`, all of them read as often as it takes to have enough."""
    often = -(-_FEWEST // len(pages))

    def parse(page: Page) -> None:
        lxml.html.document_fromstring(page.body)

    async def timed(work: Callable[[Page], None]) -> float:
        began = time.perf_counter()
        for _ in range(often):
            for page in pages:
                work(page)
        return (time.perf_counter() - began) / often / len(pages) * 1000

    ratio, our_time, bare_time = await interleaved(lambda: timed(read), lambda: timed(parse))
    unit = f"ms a page, of {len(pages)}"
    return Figure(name, ratio, goal, our_time, bare_time, unit, at_most=True)


def _corpus(kind: str) -> list[Page]:
    """About forty of its pages, none with so little in it that a parse takes no time."""
    folders = sorted(one.parent for one in (_CORPUS / kind).glob("*/meta.json"))
    pages = []
    for folder in folders:
        address = json.loads((folder / "meta.json").read_text("utf-8"))["url"]
        url = Url.parse(address or "https://unknown.example/")
        body = (folder / "page.html").read_bytes()
        if len(body) >= 1000:
            pages.append(Page(url, 200, "text/html", None, body, fetched_at=None))
    return pages[:: max(1, len(pages) // _MOST)]


async def _demo_listing() -> Page:
    return await _demo_page(_LISTING)


async def _demo_article() -> Page:
    listing = extract_listing(await _demo_listing(), zone=DEFAULT_ZONE)
    return await _demo_page(next(one.url for one in listing.candidates if one.url.host == _LISTING.host))


async def _demo_page(url: Url) -> Page:
    site = DemoSite(started_at=_STARTED_AT, every=timedelta(days=1), clock=lambda: _STARTED_AT)
    transport = httpx.ASGITransport(app=demo_app(site))
    async with httpx.AsyncClient(transport=transport, base_url="https://office.example.edu.cn") as client:
        body = (await client.get(url.path)).raise_for_status().content
    return Page(url, 200, "text/html", "utf-8", body, fetched_at=_STARTED_AT)
