"""A page flattened once, in document order, so that any question about a subtree is a slice.

Element i's subtree is the elements [i, end[i]); its texts are texts[text_from[i]:text_to[i]], its links
links[link_from[i]:link_to[i]]. What readers never see (scripts, styles, templates) is left out.
"""

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from service.extraction.document import Document
from service.extraction.stamps import stamp_of
from service.extraction.targets import target_of

_UNSEEN = {"script", "style", "noscript", "template", "select", "option", "textarea", "svg", "iframe", "object",
           "head", "title", "math", "audio", "video"}  # fmt: skip
INLINE = {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "label", "mark", "nobr", "q", "s", "small",
           "span", "strong", "sub", "sup", "time", "tt", "u"}  # fmt: skip
MOST_ELEMENTS = 30_000
"""What is read of a page; the rest of a longer one is cut. The largest honest listings have 10,000."""
_NO_WIDTH = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text, white space folded; `owner` is the element it stands in directly."""

    owner: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """What can be followed to a page: mostly an `<a href>`.

    `element` is its place in the outline, `href` as written.
    """

    element: int
    href: str
    text: str
    title: str
    image: str
    """What an image in it says (alt); empty without one that says anything."""
    scripted: bool = False
    """Only a script that a click runs leads there."""

    @property
    def label(self) -> str:
        return self.text or self.title or self.image


@dataclass(slots=True)
class Outline:
    """See the module. `tags`, `parent`, `end`, `classes` and the others run parallel, one entry per element."""

    elements: list[HtmlElement] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    text_from: list[int] = field(default_factory=list)
    text_to: list[int] = field(default_factory=list)
    link_from: list[int] = field(default_factory=list)
    link_to: list[int] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    place: dict[HtmlElement, int] = field(default_factory=dict)
    ordinal: list[int] = field(default_factory=list)
    """How many siblings of its tag stand before the element."""
    tally: Counter[tuple[int, str]] = field(default_factory=Counter)
    """How many children of a tag an element has so far."""
    cut: bool = False
    """The page goes on behind what was read of it."""

    def children(self, index: int) -> list[int]:
        """The element children, in order."""
        found = []
        child = index + 1
        while child < self.end[index]:
            found.append(child)
            child = self.end[child]
        return found

    def name(self, index: int) -> str:
        """The element's id and classes in lower case, as written."""
        element = self.elements[index]
        return f"{element.get('id', '')} {element.get('class', '')}".lower()

    def texts_of(self, index: int) -> list[Text]:
        return self.texts[self.text_from[index] : self.text_to[index]]

    def links_of(self, index: int) -> list[Link]:
        return self.links[self.link_from[index] : self.link_to[index]]

    def text(self, index: int) -> str:
        """All text of the subtree on one line."""
        return " ".join(one.text for one in self.texts_of(index))

    def ancestors(self, index: int) -> list[int]:
        """From the parent to the root."""
        found = []
        index = self.parent[index]
        while index >= 0:
            found.append(index)
            index = self.parent[index]
        return found

    def contains(self, outer: int, inner: int) -> bool:
        return outer <= inner < self.end[outer]


def outline(document: Document) -> Outline:
    """Flattens the body of a document."""
    flat = Outline()
    root = document.root
    open_elements: list[int] = []
    skipping: HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            if skipping is None and open_elements:
                _add_text(flat, open_elements[-1], element.tail)
            continue
        if event == "start":
            if skipping is not None:
                continue
            if len(flat.elements) >= MOST_ELEMENTS:
                flat.cut = True
                break
            if element.tag in _UNSEEN:
                skipping = element
                continue
            open_elements.append(_open(flat, element, open_elements))
            continue
        if skipping is not None:
            if element is not skipping:
                continue
            skipping = None
        else:
            _close(flat, open_elements.pop())
        if open_elements:
            _add_text(flat, open_elements[-1], element.tail)
    for index in reversed(open_elements):
        _close(flat, index)
    return flat


def _open(flat: Outline, element: HtmlElement, open_elements: list[int]) -> int:
    index = len(flat.elements)
    flat.elements.append(element)
    flat.tags.append(element.tag)
    flat.parent.append(open_elements[-1] if open_elements else -1)
    flat.depth.append(len(open_elements))
    flat.end.append(index + 1)
    flat.text_from.append(len(flat.texts))
    flat.text_to.append(len(flat.texts))
    flat.link_from.append(len(flat.links))
    flat.link_to.append(len(flat.links))
    flat.place[element] = index
    kind = (flat.parent[index], element.tag)
    flat.ordinal.append(flat.tally[kind])
    flat.tally[kind] += 1
    if element.attrib and (stamp := stamp_of(element)):
        _add_text(flat, index, stamp)
    _add_text(flat, index, element.text)
    return index


def _close(flat: Outline, index: int) -> None:
    flat.end[index] = len(flat.elements)
    flat.text_to[index] = len(flat.texts)
    if href := target_of(flat.elements[index], linked=len(flat.links) > flat.link_from[index]):
        flat.links.append(_link(flat, index, href))
    flat.link_to[index] = len(flat.links)


def _link(flat: Outline, index: int, href: str) -> Link:
    image = next((one for child in range(index + 1, flat.end[index]) if (one := _alt(flat.elements[child]))), "")
    element = flat.elements[index]
    scripted = (element.get("href") or "").strip() != href
    return Link(index, href, joined(flat, index), folded(element.get("title") or ""), image, scripted)


def _alt(element: HtmlElement) -> str:
    return folded(element.get("alt") or "") if element.tag == "img" else ""


def _add_text(flat: Outline, owner: int, raw: str | None) -> None:
    if raw and (text := folded(raw)):
        flat.texts.append(Text(owner, text))


def folded(text: str) -> str:
    """White space of every kind folded to single blanks, none at the ends; characters without width dropped."""
    return " ".join((text if text.isascii() else text.translate(_NO_WIDTH)).split())


def joined(flat: Outline, index: int) -> str:
    """The text of a subtree as a reader sees it: pieces of inline elements run on, others stand apart.

    Blanks at the edges of pieces are gone by then, so pieces that meet without one are told by the source.
    """
    element = flat.elements[index]
    if flat.end[index] == index + 1:
        return folded(element.text_content() if len(element) else element.text or "")
    return folded("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> list[str]:
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "comment":
            pieces.append(node.tail or "")
            continue
        apart = "" if node.tag in INLINE else " "
        if event == "start":
            pieces += [apart, "" if node.tag in _UNSEEN else node.text or ""]
        else:
            pieces.append(apart)
            if node is not element:
                pieces.append(node.tail or "")
    return pieces
