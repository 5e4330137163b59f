"""The address of the page that goes on where this one ends."""

import re
from itertools import pairwise

from service.domain.urls import Url
from service.extraction.document import Document
from service.extraction.outline import Link, Outline, folded
from service.extraction.page_calls import called_next
from service.extraction.page_scripts import scripted_next
from service.extraction.paging_words import NEXT_WORDS

_NEXT = re.compile(
    rf"[\[【<>«»‹›→\s]*(?:{NEXT_WORDS})(?P<many>\s+\d+(?:\s+\w+)?)?[\]】<>«»‹›→\s.]*", re.IGNORECASE
)
_ARROWS = re.compile(r"[>›»→]{1,2}|&gt;")
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])(?:next|nxt|p_next|next-?page|pagination-next|pager-?next|nextpostslink|xyy|right-arrow)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DEAD_NAME = re.compile(r"disabled|no-?next|_d\b|\bun\b", re.IGNORECASE)
_PAGER_NAME = re.compile(
    r"pag(?:e|ing|er|ination|enav|es)|fanye|fenye|pb_sys|\bfy\b|wp_paging|p_pages|nav-links|manu", re.IGNORECASE
)
_CURRENT_NAME = re.compile(r"cur|active|\bon\b|this|sel|now|p_no_d|disabled", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\[\(（【]?\s*(?:第|page|seite)?\s*(\d{1,4})\s*(?:[页頁]|ページ|페이지)?\s*[\]\)）】]?", re.IGNORECASE
)


class Pager:
    """The pager of a page: its element and what it says of the next page. Made by `find_pager`.

    `scripted`: no link leads to the next page, only a script of whose address the page states all.
    """

    def __init__(self, element: int | None, next_page: Url | None, *, scripted: bool = False) -> None:
        self.element = element
        self.next_page = next_page
        self.scripted = scripted


def find_pager(document: Document, flat: Outline) -> Pager:
    """`next_page` is None on a last page, and where only a script knows the way and does not state it."""
    declared = _declared(document)
    runs = _number_runs(flat)
    named = _named_next(document, flat)
    element = named.element if named else runs[-1][0].element if runs else None
    if named is not None and (url := _onward(document, named)):
        return Pager(element, url, scripted=named.scripted)
    if declared is not None and declared.canonical != document.url.canonical:
        return Pager(element, declared)
    for run in reversed(runs):
        following = _after_current(document, flat, run)
        if following is not None and (url := _onward(document, following)):
            return Pager(run[0].element, url, scripted=following.scripted)
    return Pager(element, scripted_next(document) or called_next(document, flat, _says_next), scripted=True)


def _onward(document: Document, link: Link) -> Url | None:
    """Where a link of a pager leads: to another page of the same host."""
    url = document.link(link.href)
    if url is None or url.canonical == document.url.canonical:
        return None
    return url if url.host.removeprefix("www.") == document.url.host.removeprefix("www.") else None


def _declared(document: Document) -> Url | None:
    """HTML, section 4.6.7.13: `<link rel=next>`."""
    for element in document.root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and element.get("href"):
            return document.link(element.get("href"))
    return None


def _named_next(document: Document, flat: Outline) -> Link | None:
    """A link that says 'next page'; failing that, one that is named so and is an arrow or a picture."""
    said = [link for link in flat.links if _said_by(flat, link)]
    alive = [link for link in said if not _is_dead(flat, link)]
    if alive:
        return next((link for link in alive if _in_pager(flat, link)), alive[-1])
    for link in flat.links:
        if _ARROWS.fullmatch(link.text) and _in_pager(flat, link):
            return link
        if _NEXT_NAME.search(flat.name(link.element)) and len(link.text) <= 12 and _in_pager(flat, link):
            return link
    return None


def _says_next(words: str) -> bool:
    return bool(_NEXT.fullmatch(words))


def _said_by(flat: Outline, link: Link) -> bool:
    """'Next 20 items' is said by a pager alone: elsewhere it may be the next of anything."""
    found = [match for words in _words(flat, link) if (match := _NEXT.fullmatch(words))]
    return any(not match["many"] for match in found) or (bool(found) and _in_pager(flat, link))


def _words(flat: Outline, link: Link) -> tuple[str, ...]:
    return link.text, link.title, link.image, folded(flat.elements[link.element].get("aria-label") or "")


def _is_dead(flat: Outline, link: Link) -> bool:
    """Whether it, or the list item it fills, is marked as leading nowhere."""
    parent = flat.parent[link.element]
    around = [link.element, *([parent] if flat.tags[parent] == "li" else [])]
    return any(_DEAD_NAME.search(_classes(flat, one)) for one in around)


def _in_pager(flat: Outline, link: Link) -> bool:
    """Whether it stands beside page numbers, or in something named like a pager."""
    around = [link.element, *flat.ancestors(link.element)[:3]]
    if any(_PAGER_NAME.search(flat.name(one)) for one in around):
        return True
    return any(
        sum(bool(_NUMBER.fullmatch(other.text)) for other in flat.links_of(one)) >= 1
        and flat.link_to[one] - flat.link_from[one] <= 40
        for one in around[1:]
    )


def _number_runs(flat: Outline) -> list[list[Link]]:
    """Stretches of at least two links that are page numbers going up, in something named like a pager."""
    runs: list[list[Link]] = []
    run: list[Link] = []
    before = 0
    for link in flat.links:
        match = _NUMBER.fullmatch(folded(link.text))
        number = int(match[1]) if match else None
        if number is not None and run and number > before:
            run.append(link)
        elif number is not None:
            if len(run) >= 1:
                runs.append(run)
            run = [link]
        elif run and len(link.text) > 6:
            runs.append(run)
            run = []
        before = number if number is not None else before
    if run:
        runs.append(run)
    return [
        one
        for one in runs
        if any(
            _PAGER_NAME.search(flat.name(place)) for place in (one[0].element, *flat.ancestors(one[0].element)[:3])
        )
    ]


def _after_current(document: Document, flat: Outline, run: list[Link]) -> Link | None:
    """The link behind the current page's number, which is plain text, marked, or leads to this very page."""
    numbers = {int(match[1]): link for link in run if (match := _NUMBER.fullmatch(folded(link.text)))}
    current = _current_number(document, flat, run, numbers)
    if current is None:
        return None
    return numbers.get(current + 1) or _after_counted_items(current, numbers)


def _after_counted_items(current: int, numbers: dict[int, Link]) -> Link | None:
    """The next of pages that are named by their first item: 0, 10, 20."""
    named = sorted({current, *numbers})
    width = named[1] - named[0] if len(named) > 2 else 0
    evenly = named[0] in (0, 1) and width > 1 and all(after - before == width for before, after in pairwise(named))
    return numbers.get(current + width) if evenly else None


def _current_number(document: Document, flat: Outline, run: list[Link], numbers: dict[int, Link]) -> int | None:
    first, last = run[0].element, run[-1].element
    around = next((one for one in flat.ancestors(first) if flat.contains(one, last)), 0)
    if around == flat.parent[first] and len(run) == 1:
        around = flat.parent[around] if flat.parent[around] >= 0 else around
    linked = {link.element for link in run}
    for place in range(flat.text_from[around], flat.text_to[around]):
        piece = flat.texts[place]
        match = _NUMBER.fullmatch(piece.text)
        if match and int(match[1]) not in numbers and not any(flat.contains(one, piece.owner) for one in linked):
            return int(match[1])
    for number, link in numbers.items():
        url = document.link(link.href)
        if url is not None and url.canonical == document.url.canonical:
            return number
        if any(_CURRENT_NAME.search(_classes(flat, one)) for one in (link.element, flat.parent[link.element])):
            return number
    return None


def _classes(flat: Outline, element: int) -> str:
    return flat.elements[element].get("class") or ""
