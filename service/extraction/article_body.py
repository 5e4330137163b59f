"""Where the body of an article stands.

First the containers that CMSs are known to use; then the best run of text blocks: text counts for it, links,
furniture and jumps across the page count against it.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement, fromstring

from service.extraction.article_blocks import Block, read_blocks, text_size
from service.extraction.article_furniture import ends_article, heads_article, is_furniture, is_meta, looks_unlikely
from service.extraction.article_tree import one_line, select

KNOWN = (
    ".v_news_content",
    ".wp_articlecontent",
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view",
    "#js_content",
    ".Article_Content",
    "#ivs_content, #UCAP-CONTENT",
    "#zoom, #Zoom",
)
"""Containers that mean the same whatever the CMS."""

_RUN = "run of text"
_COST = 7.0
_JUMP = 1.5
_FURNITURE = 60.0
_LEAST = 20.0
_LEVELS = 5
_MOST = 0.4
_FAR_LESS = 0.4
_FULL = 120.0
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "span", "dd", "blockquote", "pre"))


@dataclass(frozen=True, slots=True)
class Body:
    """`parts`: the elements of the page that it is made of, in page order; `method` tells how they were found."""

    parts: tuple[HtmlElement, ...]
    method: str

    @property
    def is_known(self) -> bool:
        return self.method != _RUN

    def copied(self) -> HtmlElement:
        """The parts in a tree of their own."""
        whole: HtmlElement = fromstring("<div></div>")
        for part in self.parts:
            twin = copy.deepcopy(part)
            twin.tail = None
            whole.append(twin)
        return whole

    def span(self, blocks: Sequence[Block]) -> tuple[int, int]:
        """The blocks of the page from the first to the last that stand in the body, as a range."""
        inside = set(self.parts)
        places = [
            place
            for place, block in enumerate(blocks)
            if block.element in inside or any(one in inside for one in block.element.iterancestors())
        ]
        return (places[0], places[-1] + 1) if places else (len(blocks), len(blocks))


def find_body(
    root: HtmlElement, blocks: Sequence[Block], family_selectors: tuple[str, ...], headline: Block | None
) -> Body | None:
    """The body in the page's tree, whose text `blocks` are. None when nothing on the page reads like one.

    `headline`: where it stands, if that is known: a container that holds it is more than the body, and only narrows
    the search.
    """
    above = set() if headline is None else {headline.element, *headline.element.iterancestors()}
    scope = root
    for selector in (*family_selectors, *KNOWN):
        found = [element for element in select(root, selector) if _holds_something(element)]
        outer = [one for one in found if not any(other in found for other in one.iterancestors())]
        if outer and not any(one in above for one in outer):
            return Body(tuple(outer), selector)
        if len(outer) == 1 and scope is root:
            scope = outer[0]
    return _best_run(scope, [block for block in blocks if scope is root or _within(block, scope)], headline, above)


def _within(block: Block, scope: HtmlElement) -> bool:
    return block.element is scope or scope in block.element.iterancestors()


def _holds_something(element: HtmlElement) -> bool:
    return (
        text_size(element.text_content()) > 1 or element.find(".//img") is not None or bool(element.get("pdfsrc"))
    )


def _best_run(
    root: HtmlElement, blocks: Sequence[Block], headline: Block | None, above: set[HtmlElement]
) -> Body | None:
    if not blocks:
        return None
    unlikely = unlikely_elements(root, above)
    scores = [_score(block, unlikely) for block in blocks]
    start = next((place + 1 for place, block in enumerate(blocks) if block is headline), 0)
    first, last, total = _heaviest(blocks, scores, start)
    if start:
        anywhere = _heaviest(blocks, scores, 0)
        if total < _FAR_LESS * anywhere[2] and anywhere[2] > _FULL:  # what was taken for the headline stands under the text
            first, last, total = anywhere
    if total >= _LEAST:
        return Body(tuple(_parts(blocks, first, last, unlikely)), _RUN)
    parts = _under(headline, unlikely) if headline else []
    return Body(tuple(parts), _RUN) if parts else None


def _under(headline: Block, unlikely: set[HtmlElement]) -> list[HtmlElement]:
    """What follows the headline on a page of few words: pictures, files, a line. The nearest level counts that has
    anything, up to where the article ends."""
    for element in [headline.element, *headline.element.iterancestors()][:_LEVELS]:
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
        if blocks and not heads_article(blocks[0].text) and (ends_article(blocks[0]) or is_furniture(blocks[0].text)):
            return
        linked, size = sum(block.linked for block in blocks), sum(block.size for block in blocks)
        if linked > 0.5 * size:
            return
        yield after


def _is_empty(element: HtmlElement) -> bool:
    return not one_line(element.text_content()) and element.tag != "img" and element.find(".//img") is None


def unlikely_elements(root: HtmlElement, above: set[HtmlElement]) -> set[HtmlElement]:
    """Elements that are called like furniture, with all that is in them, except those that hold most of the page
    (<div class="has-sidebar">) or the headline."""
    found: set[HtmlElement] = set()
    most = _MOST * text_size(root.text_content())
    for element in root.iter():
        if not isinstance(element.tag, str) or element in above:
            continue
        if element.getparent() in found or (looks_unlikely(element) and text_size(element.text_content()) < most):
            found.add(element)
    return found


def _score(block: Block, unlikely: set[HtmlElement]) -> float:
    if is_meta(block.text):
        return -2 * _COST
    if is_furniture(block.text) or ends_article(block):
        return -_FURNITURE
    if block.element in unlikely:
        return -_COST - block.size / 2
    worth = block.size - 2 * block.linked if block.link_share > 0.3 else block.size
    return min(worth, 400.0) - _COST


def _heaviest(blocks: Sequence[Block], scores: Sequence[float], start: int) -> tuple[int, int, float]:
    """The run of blocks from `start` on with the greatest sum (Kadane), a jump to a distant element costing its
    distance: first, last, sum."""
    best = (start, start, float("-inf"))
    begin, running = start, 0.0
    for place in range(start, len(blocks)):
        jump = 0.0 if place == begin else _JUMP * max(0, _distance(blocks[place - 1], blocks[place]) - 2)
        if running - jump <= 0:
            begin, running, jump = place, 0.0, 0.0
        running += scores[place] - jump
        if running > best[2]:
            best = (begin, place, running)
    return best


def _distance(before: Block, after: Block) -> int:
    """Steps up and down between the two elements."""
    if before.element is after.element:
        return 0
    up = {element: height for height, element in enumerate((before.element, *before.element.iterancestors()))}
    for height, element in enumerate((after.element, *after.element.iterancestors())):
        if element in up:
            return height + up[element]
    return len(up)


def _parts(blocks: Sequence[Block], first: int, last: int, unlikely: set[HtmlElement]) -> list[HtmlElement]:
    """The elements to take: children of the smallest element that holds the run, from the run's first block to
    where the article ends in it: short last lines (a date, a list of files) are worth little by themselves."""
    lines = [[block.element, *block.element.iterancestors()] for block in blocks]
    ends = set(lines[last])
    top = next(element for element in lines[first] if element in ends)
    if top is blocks[first].element and first == last and top.getparent() is not None and top.tag in _LEAVES:
        top = top.getparent()
    while last + 1 < len(blocks) and top in lines[last + 1] and _continues(blocks[last], blocks[last + 1], unlikely):
        last += 1
    while first and top in lines[first - 1] and _continues(blocks[first], blocks[first - 1], unlikely) and not is_meta(blocks[first - 1].text):
        first -= 1
    begin, end = blocks[first].element, blocks[last].element
    if top in (begin, end):
        return [top]
    children = list(top)
    heads, tails = set(lines[first]), set(lines[last])
    from_child = next(place for place, child in enumerate(children) if child in heads)
    to_child = next(place for place, child in enumerate(children) if child in tails)
    whole = from_child == 0 or not any(top in line for line in lines[:first])
    if whole and not any(top in line for line in lines[last + 1 :]):
        return [top]
    return children[from_child : to_child + 1]


def _continues(edge: Block, block: Block, unlikely: set[HtmlElement]) -> bool:
    """Whether the block beside the run belongs to it: it stands in the same parent and is no furniture."""
    if block.element in unlikely or ends_article(block) or is_furniture(block.text):
        return False
    return block.element is edge.element or block.element.getparent() is edge.element.getparent()
