"""A page as a sequence of text blocks, in reading order: what stands between two line breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from service.extraction.article_tree import one_line
from service.extraction.attachments import names_file

BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "iframe", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("script", "head", "title", "iframe", "style"))
_ROW_LENGTH = 600
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD_SIZE = 1.6


Place = tuple[HtmlElement, str]
"""Where lxml keeps a piece of text: an element, and 'text' or 'tail'."""


@dataclass(frozen=True, slots=True)
class Block:
    """`element` is the innermost block element that the text stands in; a heading and a row of a data table are
    one block each. `size` and `linked` count Chinese characters, a word of other scripts as 1.6 of them; `linked`
    is the part that stands in links to pages (a file's name is text). `places`: where the text comes from."""

    element: HtmlElement
    text: str
    size: float
    linked: float
    places: tuple[Place, ...]

    @property
    def is_heading(self) -> bool:
        return self.element.tag in HEADINGS

    def erase(self) -> None:
        """Take the text out of the tree."""
        for node, side in self.places:
            setattr(node, side, "")

    @property
    def link_share(self) -> float:
        return self.linked / self.size if self.size else 0.0


def text_size(text: str) -> float:
    """How much there is to read."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return wide + _WORD_SIZE * len(_WORD.findall(text))


def has_wide(text: str) -> bool:
    """Whether any of it is Chinese, Japanese or Korean."""
    return bool(_WIDE.search(text))


def read_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of the subtree that hold any text."""
    return [block for element, run in _runs(root) if (block := _block(element, run)).text]


def _block(element: HtmlElement, run: "list[_Piece]") -> Block:
    text = one_line("".join(piece.text for piece in run))
    linked = text_size(" ".join(piece.text for piece in run if piece.in_link))
    return Block(element, text, text_size(text), linked, tuple(piece.place for piece in run if piece.place))


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    in_link: bool
    place: Place | None = None


def _runs(root: HtmlElement) -> Iterator[tuple[HtmlElement, list[_Piece]]]:
    """Depth first, without recursion: pages nest deeper than Python likes."""
    owner, run, links, whole = root, list[_Piece](), 0, 0
    stack: list[tuple[HtmlElement, bool, HtmlElement | None]] = [(root, True, None)]

    def take(node: HtmlElement, side: str) -> None:
        if text := getattr(node, side):
            run.append(_Piece(text, links > 0, (node, side)))

    while stack:
        node, entering, outer = stack.pop()
        readable = isinstance(node.tag, str) and node.tag not in _SILENT
        if not readable:
            take(node, "tail")
            continue
        is_break = node.tag in BLOCK_TAGS or node.tag == "br"
        is_whole = node.tag in HEADINGS or (node.tag == "tr" and _is_row(node))
        in_link = node.tag == "a" and not names_file(node.get("href") or "", one_line(node.text_content()))
        if entering:
            breaks = is_break and not whole
            if breaks and run:
                yield owner, run
                run = []
            elif is_break:
                run.append(_Piece(" ", in_link=False))
            stack.append((node, False, owner if breaks else None))
            if breaks and node.tag != "br":
                owner = node
            links += in_link
            whole += is_whole
            take(node, "text")
            stack.extend((child, True, None) for child in reversed(node))
            continue
        links -= in_link
        whole -= is_whole
        if outer is not None:
            if run and node.tag != "br":
                yield owner, run
                run = []
            owner = outer
        elif is_break:
            run.append(_Piece(" ", in_link=False))
        if node is not root:
            take(node, "tail")
    if run:
        yield owner, run


def _is_row(row: HtmlElement) -> bool:
    """A row of data, not of a layout: several cells, no table in them, little text."""
    cells = [child for child in row if child.tag in ("td", "th")]
    return len(cells) > 1 and row.find(".//table") is None and len(row.text_content()) < _ROW_LENGTH
