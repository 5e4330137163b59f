"""The body of an article made clean: furniture out, images restored, addresses absolute, only safe HTML left."""

import re

import nh3
from lxml.html import HtmlElement, tostring

from service.extraction.article_blocks import Block, has_wide, read_blocks
from service.extraction.article_furniture import ends_article, heads_article, is_furniture, looks_unlikely
from service.extraction.article_tree import letters, marks
from service.extraction.document import Document

_TAGS = frozenset((
    "a", "abbr", "audio", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "source", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
    "ul", "video", "wbr",
))  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "video": {"src", "poster", "controls"},
    "audio": {"src", "controls"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "col": {"span"},
    "ol": {"start"},
    "time": {"datetime"},
}
_LAZY = (
    "data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-lazyload", "data-original-src",
    "data-echo", "data-url", "zoomfile", "file", "_src", "orisrc", "vurl", "original",
)  # fmt: skip
"""Where scripts find the address of a picture that is loaded late; the last ones are VSB's."""
_PLACEHOLDER = re.compile(
    r"^\s*(?:data:|about:|$)|(?:blank|spacer|loading|lazy|placeholder|transparent|grey|pixel)\w*\.(?:gif|png|svg)"
)
_ICON = re.compile(r"/(?:icon|ico|filetype|fileicon)[\w-]*/|/icons?_|file_?type|\bicon[\w-]*\.(?:gif|png)")
_KEPT_EMPTY = frozenset(("img", "br", "hr", "td", "th", "tr", "video", "audio", "source", "col", "colgroup"))
_CAPTION = re.compile(r"(?<![a-z])(?:caption|credits?|wp-caption\w*|image-?(?:caption|credit)\w*)(?![a-z])")
_MOST_AFTER_END = 0.3


def clean_tree(root: HtmlElement, document: Document, title: str, *, known: bool) -> None:
    """Take the furniture out of the body, in place. `known`: the body is a CMS's own container, so that only
    lines that are sure to be furniture go. `title`: a line that may stand above the text once more and is no part
    of it; empty where the headline stands outside the body."""
    if not known:
        for element in [one for one in root.iter() if isinstance(one.tag, str) and looks_unlikely(one)]:
            if element is not root and element.getparent() is not None:
                element.drop_tree()
    blocks = read_blocks(root)
    kept = _without_end(blocks)
    for block in blocks[len(kept) :]:
        block.erase()
    if not known:
        for block in _leading(kept, title):
            block.erase()
    for block in kept:
        if is_furniture(block.text) or (not known and (ends_article(block) or _is_teaser(block))):
            block.erase()
    for element in root.iter("script"):
        element.text = ""
    _restore_images(root, document)
    _absolute(root, document)
    _drop_empty(root)


def _without_end(blocks: list[Block]) -> list[Block]:
    """Up to the line that ends the article; a line that only looks so has much text after it."""
    total = sum(block.size - block.linked for block in blocks)
    after = 0.0
    end = len(blocks)
    for place in range(len(blocks) - 1, -1, -1):
        after += blocks[place].size - blocks[place].linked
        if after > _MOST_AFTER_END * total:
            break
        if ends_article(blocks[place]):
            end = place
    return blocks[:end]


def _is_teaser(block: Block) -> bool:
    """A line that is one link, between the paragraphs of a news page; in a Chinese notice it is a source."""
    return block.link_share > 0.9 and not has_wide(block.text)


def _leading(blocks: list[Block], title: str) -> list[Block]:
    """The lines above the text that repeat the title, or tell date and source."""
    found = []
    wanted = letters(title)
    for block in blocks[:6]:
        said = letters(block.text)
        if (
            heads_article(block.text)
            or (wanted and said == wanted)
            or (block.is_heading and said and said in wanted)
        ):
            found.append(block)
        elif block.size > 30:
            break
    return found


def _restore_images(root: HtmlElement, document: Document) -> None:
    for image in list(root.iter("img")):
        source = image.get("src") or ""
        if _PLACEHOLDER.search(source):
            source = next((image.get(name) or "" for name in _LAZY if image.get(name)), "")
        address = document.link(source) if source and not source.startswith("data:") else None
        if address is None or _ICON.search(address.text.lower()):
            image.drop_tree()
        else:
            image.set("src", address.text)


def _absolute(root: HtmlElement, document: Document) -> None:
    for element in root.iter():
        for name in ("href", "src", "poster"):
            reference = element.get(name) if isinstance(element.tag, str) and element.tag != "img" else None
            if reference is not None:
                address = document.link(reference) if not reference.startswith("#") else None
                if address is None and not reference.startswith("mailto:"):
                    del element.attrib[name]
                elif address is not None:
                    element.set(name, address.text)


def _drop_empty(root: HtmlElement) -> None:
    for element in reversed(list(root.iter())):
        if element is root or not isinstance(element.tag, str) or element.tag in _KEPT_EMPTY:
            continue
        if not len(element) and not (element.text or "").strip(" \t\r\n\xa0\u3000\u200b\ufeff"):
            element.drop_tree()


def safe_html(root: HtmlElement) -> str:
    """The tree as HTML by allow-list: no scripts, styles, forms, frames, event handlers."""
    written = str(tostring(root, encoding="unicode"))
    return nh3.clean(
        written,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()


def plain_text(root: HtmlElement) -> str:
    """Paragraphs separated by newlines, a row of a table on one line; captions of pictures are left out."""
    return "\n".join(block.text for block in read_blocks(root) if not _is_caption(block))


def _is_caption(block: Block) -> bool:
    line = (block.element, *block.element.iterancestors("figure", "figcaption"))
    return any(one.tag in ("figure", "figcaption") or _CAPTION.search(marks(one)) for one in line)
