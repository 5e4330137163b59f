"""An article page made ready for reading: a tree of its own, without what no reader sees."""

import copy
import re
from functools import lru_cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from service.extraction.document import Document

_UNSEEN = (
    "style",
    "template",
    "svg",
    "math",
    "object",
    "select",
    "textarea",
    "button",
    "input",
    "noscript",
    "canvas",
)
_NO_LETTERS = re.compile(r"[\W_]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\xad]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST = 0.5
"""A hidden part with more than this share of the page's text is a body that a script shows, and stays."""


def reading_tree(document: Document) -> HtmlElement:
    """A copy of the page's tree, free to be changed: comments, styles, form fields and hidden parts are gone,
    what microdata calls a comment too,
    forms are plain blocks (VSB wraps each article in one), an `<object>` that shows a file is an `<embed>`.
    Scripts stay: in some a PDF's address stands."""
    root = copy.deepcopy(document.root)
    for node in list(root.iter("object")):
        if node.get("data"):
            node.tag = "embed"
            node.set("src", node.get("data"))
            node.text = ""
            for child in list(node):
                node.remove(child)
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _UNSEEN or node.get("itemprop") == "comment":
            _drop(node)
        elif node.tag == "form":
            node.tag = "div"
    whole = len(root.text_content())
    for node in list(root.iterfind(".//*[@style]")):
        hidden = _HIDDEN.search(node.get("style") or "") and node.tag != "body"
        if hidden and len(node.text_content()) < _MOST * whole:
            _drop(node)
    return root


def _drop(node: HtmlElement) -> None:
    """Without the node, its tail stays."""
    if node.getparent() is not None:
        node.drop_tree()


@lru_cache(maxsize=512)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """Elements that match the CSS selector, in document order. Raises ValueError for a selector that is none."""
    try:
        found = _compiled(selector)(root)
    except SelectorError as error:
        raise ValueError(f"not a CSS selector: {selector!r} ({error})") from error
    assert isinstance(found, list)  # CSS selects nothing but elements
    return [one for one in found if isinstance(one, HtmlElement)]


def one_line(text: str | None) -> str:
    """White space folded, invisible characters gone."""
    if not text:
        return ""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def marks(element: HtmlElement) -> str:
    """Class and id in lower case, for patterns to look at."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


@lru_cache(maxsize=2048)
def letters(text: str) -> str:
    """Letters and digits alone, in one case: for comparing titles."""
    return _NO_LETTERS.sub("", text).casefold()
