"""The best run of text on a page: the sequence of blocks that is most worth reading.

Each block is worth its text; links, furniture, menus and each new line cost; a jump from one place of the tree to
a distant one costs its distance. The run with the greatest sum is the body's text, wherever its mark-up puts it:
in one element, in several beside each other, in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.extraction.article_blocks import Block, text_size
from service.extraction.article_furniture import (
    ends_article,
    heads_article,
    is_file_line,
    is_furniture,
    is_meta,
    is_owners_line,
    looks_unlikely,
)
from service.extraction.article_tree import one_line

_LINE_COST = 7.0
"""What a line of its own costs: a menu item of four characters is worth less than nothing."""
_JUMP_COST = 1.5
_FREE_STEPS = 2
"""Up to the parent and down to its next child."""
_FURNITURE_COST = 40.0
_MOST_OF_A_BLOCK = 400.0
_LEAST = 20.0
"""A run worth less is no body."""
_BOXES = frozenset(("div", "section", "aside", "figure"))
_FULL = 120.0
_LINKED = 0.3
_FAR_LESS = 0.4
_MOST_OF_THE_PAGE = 0.4
_MOST_OF_A_FOOT = 0.5
_SMALL_FOOT = 80.0
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "span", "dd", "blockquote", "pre"))


@dataclass(frozen=True, slots=True)
class Run:
    """The blocks [first, last] and the elements that hold them, which may hold more. `start`: the first block that
    may belong to the article, the one under the headline. `bare`: text of the run stands right in an element that
    is no body by itself, so that nothing after the run belongs to it."""

    start: int
    first: int
    last: int
    parts: tuple[HtmlElement, ...]
    bare: bool


def best_run(blocks: Sequence[Block], headline: Block | None, unlikely: set[HtmlElement]) -> Run | None:
    """The best run under the headline, or on the whole page if that is far better; None when none is worth it."""
    if not blocks:
        return None
    blocks = blocks[: _foot(blocks, headline)]
    scores = _scores(blocks, unlikely)
    start = next((place + 1 for place, block in enumerate(blocks) if block is headline), 0)
    first, last, total = _heaviest(blocks, scores, start)
    anywhere = _heaviest(blocks, scores, 0) if start else (first, last, total)
    if anywhere[2] > _FULL and total < _FAR_LESS * anywhere[2]:
        # What was taken for the headline stands under the text.
        first, last, total = anywhere
        start = 0
    if total < _LEAST:
        return None
    first, last = _extended(blocks, first, last, start, unlikely)
    parts = _parts(blocks[first : last + 1])
    bare = any(block.element in parts for block in blocks[first : last + 1]) and len(parts) == 1
    return Run(start, first, last, tuple(parts), bare)


def _foot(blocks: Sequence[Block], headline: Block | None) -> int:
    """Where the page's foot begins: at the first line of its owner's rights under the headline, if less stands
    below than above."""
    under = next((place + 1 for place, block in enumerate(blocks) if block is headline), 0)
    total = sum(block.size - block.linked for block in blocks)
    below = 0.0
    foot = len(blocks)
    for place in range(len(blocks) - 1, under - 1, -1):
        below += blocks[place].size - blocks[place].linked
        if below > max(_MOST_OF_A_FOOT * total, _SMALL_FOOT):
            break
        if is_owners_line(blocks[place].text):
            foot = place
    return foot


def unlikely_elements(root: HtmlElement, above: set[HtmlElement]) -> set[HtmlElement]:
    """Elements that are called like furniture, with all that is in them, except those that hold most of the page
    (<div class="has-sidebar">) or, as told by `above`, the headline."""
    found: set[HtmlElement] = set()
    most = _MOST_OF_THE_PAGE * text_size(root.text_content())
    for element in root.iter():
        if not isinstance(element.tag, str) or element in above:
            continue
        if element.getparent() in found or (looks_unlikely(element) and text_size(element.text_content()) < most):
            found.add(element)
    return found


def _scores(blocks: Sequence[Block], unlikely: set[HtmlElement]) -> list[float]:
    """What each block is worth. Furniture in a box between two paragraphs of one parent ('Related articles', a
    newsletter) parts them less than such a line under the text."""
    scores = [_score(block, unlikely) for block in blocks]
    before: list[HtmlElement | None] = []
    last: HtmlElement | None = None
    for block, score in zip(blocks, scores, strict=True):
        before.append(last)
        if block.element.tag == "p" and score > 0:
            last = block.element.getparent()
    after: HtmlElement | None = None
    for place in range(len(blocks) - 1, -1, -1):
        element = blocks[place].element
        boxed = element.tag in _BOXES or element.getparent() is not before[place]
        if scores[place] == -_FURNITURE_COST and after is not None and after is before[place] and boxed:
            scores[place] = -2 * _LINE_COST
        if element.tag == "p" and scores[place] > 0:
            after = element.getparent()
    return scores


def _score(block: Block, unlikely: set[HtmlElement]) -> float:
    if is_meta(block.text):
        return -2 * _LINE_COST
    if is_furniture(block.text) or ends_article(block):
        return -_FURNITURE_COST
    if block.element in unlikely:
        return -_LINE_COST - block.size / 2
    if is_file_line(block.text):
        return -_LINE_COST
    worth = block.size - 2 * block.linked if block.link_share > 0.3 else block.size
    return min(worth, _MOST_OF_A_BLOCK) - _LINE_COST


def _heaviest(blocks: Sequence[Block], scores: Sequence[float], start: int) -> tuple[int, int, float]:
    """First and last block and the sum of the run with the greatest sum, from `start` on (Kadane's algorithm)."""
    best = (start, start, float("-inf"))
    begin, running = start, 0.0
    for place in range(start, len(blocks)):
        steps = 0 if place == begin else _distance(blocks[place - 1], blocks[place])
        jump = _JUMP_COST * max(0, steps - _FREE_STEPS)
        if running <= jump:
            begin, running, jump = place, 0.0, 0.0
        running += scores[place] - jump
        if running > best[2]:
            best = (begin, place, running)
    return best


def _distance(before: Block, after: Block) -> int:
    """Steps up and down between the elements of two blocks."""
    if before.element is after.element:
        return 0
    up = {element: height for height, element in enumerate(_lineage(before))}
    for height, element in enumerate(_lineage(after)):
        if element in up:
            return height + up[element]
    return len(up)


def _lineage(block: Block) -> list[HtmlElement]:
    return [block.element, *block.element.iterancestors()]


def _extended(
    blocks: Sequence[Block], first: int, last: int, start: int, unlikely: set[HtmlElement]
) -> tuple[int, int]:
    """The run with the lines beside it that continue it: a date or a list of files is worth little by itself."""
    top = _common(blocks[first], blocks[last])
    while last + 1 < len(blocks) and (
        _continues(blocks[last], blocks[last + 1], top, unlikely)
        or _is_table_below(blocks[last], blocks[last + 1], top)
    ):
        last += 1
    while first > start and _continues(blocks[first], blocks[first - 1], top, unlikely):
        if heads_article(blocks[first - 1].text):
            break
        first -= 1
    return first, last


def _parts(run: Sequence[Block]) -> list[HtmlElement]:
    """The children of the smallest element that holds the run, from its first block's to its last one's, with the
    pictures above and below; that element itself where text of the run stands right in it."""
    top = _common(run[0], run[-1])
    if any(block.element is top for block in run):
        return [top]
    children = list(top)
    heads, tails = set(_lineage(run[0])), set(_lineage(run[-1]))
    begin = next(place for place, child in enumerate(children) if child in heads)
    end = next(place for place, child in enumerate(children) if child in tails) + 1
    while begin and not one_line(children[begin - 1].text_content()):
        begin -= 1
    while end < len(children) and not one_line(children[end].text_content()):
        end += 1
    return children[begin:end]


def _common(first: Block, last: Block) -> HtmlElement:
    """The smallest element that holds both; for a single paragraph, what it stands in."""
    ends = set(_lineage(last))
    top = next(element for element in _lineage(first) if element in ends)
    parent = top.getparent()
    return parent if parent is not None and first is last and top.tag in _LEAVES else top


def _continues(edge: Block, block: Block, top: HtmlElement, unlikely: set[HtmlElement]) -> bool:
    """Whether the block beside the edge of the run belongs to it: it has the same parent and is no furniture."""
    if top not in _lineage(block) or block.element in unlikely:
        return False
    if ends_article(block) or is_furniture(block.text):
        return False
    return block.element is edge.element or block.element.getparent() is edge.element.getparent()


def _is_table_below(edge: Block, block: Block, top: HtmlElement) -> bool:
    """Whether the block is a row of a table of data right under the run: figures are worth little alone."""
    table = next(block.element.iterancestors("table"), None) if block.element.tag == "tr" else None
    if table is None or block.link_share > _LINKED or top not in table.iterancestors():
        return False
    return table in edge.element.iterancestors() or table.getparent() is edge.element.getparent()
