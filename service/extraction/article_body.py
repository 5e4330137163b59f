"""Where the body of an article stands.

First the containers that CMSs are known to use; then the best run of text (article_run); on a page of few words,
what follows the headline.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement, fromstring

from service.extraction.article_blocks import Block, read_blocks, text_size
from service.extraction.article_furniture import ends_article, heads_article, is_furniture, is_owners_line
from service.extraction.article_run import best_run, unlikely_elements
from service.extraction.article_tree import one_line, select

_KNOWN = (
    ".v_news_content",
    ".wp_articlecontent",
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view",
    "#js_content",
    ".Article_Content",
    "#ivs_content, #UCAP-CONTENT",
    "#zoom, #Zoom",
)
"""Containers that mean the same whatever the CMS."""

_MOSTLY_LINKS = 0.6
_SHORT = 60.0
_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Body:
    """`parts`: the elements of the page that it is made of, in page order. `span`: the page's blocks that are
    surely its text, as a range. `known`: it is a container that a CMS makes for bodies, else found by its text.

    `before`, `after`: how many blocks of the parts do not belong to it, at each end.
    """

    parts: tuple[HtmlElement, ...]
    span: tuple[int, int]
    known: bool
    before: int = 0
    after: int = 0

    def copied(self) -> HtmlElement:
        """The parts in a tree of their own, without the text that does not belong to it."""
        whole: HtmlElement = fromstring("<div></div>")
        for part in self.parts:
            twin = copy.deepcopy(part)
            twin.tail = None
            whole.append(twin)
        blocks = read_blocks(whole) if self.before or self.after else []
        for block in blocks[: self.before] + blocks[len(blocks) - self.after :]:
            block.erase()
        return whole


def _whole(blocks: Sequence[Block], parts: Sequence[HtmlElement], *, known: bool) -> Body:
    places = _places_in(blocks, parts)
    span = (places[0], places[-1] + 1) if places else (len(blocks), len(blocks))
    return Body(tuple(parts), span, known)


def _places_in(blocks: Sequence[Block], parts: Sequence[HtmlElement]) -> list[int]:
    inside = set(parts)
    return [place for place, block in enumerate(blocks) if any(one in inside for one in _lineage(block))]


def find_body(
    root: HtmlElement, blocks: Sequence[Block], family_selectors: tuple[str, ...], headline: Block | None
) -> Body | None:
    """The body in the page's tree, whose text `blocks` are. None when nothing on the page reads like one.

    `headline`: where it stands, if that is known: a container that holds it is more than the body, and only
    narrows the search.
    """
    above = set() if headline is None else set(_lineage(headline))
    scope = root
    for selector in (*family_selectors, *_KNOWN):
        found = max(select(root, selector), key=_worth, default=None)
        if found is None or not _worth(found):
            continue
        if found not in above and _reads_well(found):
            return _whole(blocks, [found], known=True)
        if scope is root:
            scope = found
    within = [place for place, block in enumerate(blocks) if scope is root or scope in _lineage(block)]
    unlikely = unlikely_elements(scope, above)
    run = best_run([blocks[place] for place in within], headline, unlikely)
    if run:
        start, first, last = within[run.start], within[run.first], within[run.last]
        places = _places_in(blocks, run.parts)
        before = sum(place < start for place in places)
        after = sum(place > last for place in places) if run.bare else 0
        return Body(run.parts, (first, last + 1), known=False, before=before, after=after)
    parts = _under(headline, unlikely) if headline else []
    return _whole(blocks, parts, known=False) if parts else None


def _lineage(block: Block) -> Iterator[HtmlElement]:
    yield block.element
    yield from block.element.iterancestors()


def _worth(element: HtmlElement) -> float:
    """How much a container holds: text, else pictures, viewers and files."""
    size = text_size(element.text_content())
    return size if size > 1 else 0.1 * len(select(element, "img, iframe, embed, [pdfsrc]"))


def _reads_well(container: HtmlElement) -> bool:
    """No list of links to other pages."""
    blocks = read_blocks(container)
    size = sum(block.size for block in blocks)
    return size < _SHORT or sum(block.linked for block in blocks) <= _MOSTLY_LINKS * size


def _under(headline: Block, unlikely: set[HtmlElement]) -> list[HtmlElement]:
    """What follows the headline on a page of few words: pictures, files, a line. The nearest level counts that has
    anything, up to where the article ends."""
    for element in list(_lineage(headline))[:_LEVELS]:
        parts = list(_until_end(element, unlikely))
        while parts and _is_empty(parts[-1]):
            parts.pop()
        if any(not _is_empty(part) and not heads_article(one_line(part.text_content())) for part in parts):
            return parts
    return []


def _until_end(element: HtmlElement, unlikely: set[HtmlElement]) -> Iterator[HtmlElement]:
    for after in element.itersiblings():
        if after in unlikely or not isinstance(after.tag, str) or after.tag == "script":
            continue
        blocks = read_blocks(after)
        first = blocks[0] if blocks else None
        if first and not heads_article(first.text) and (ends_article(first) or is_furniture(first.text)):
            return
        if sum(block.linked for block in blocks) > 0.5 * sum(block.size for block in blocks):
            return
        if any(is_owners_line(block.text) for block in blocks):
            return
        yield after


def _is_empty(element: HtmlElement) -> bool:
    return not one_line(element.text_content()) and element.tag != "img" and element.find(".//img") is None
