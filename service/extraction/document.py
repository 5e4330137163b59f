"""A page as the rest of extraction sees it: decoded once, parsed once, with the address its links build on."""

import re
from dataclasses import dataclass
from functools import cached_property

import lxml.html
from bs4 import BeautifulSoup
from lxml.etree import ParserError

from service.domain.errors import InvalidUrl
from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.charset import decode

MAX_BYTES = 8 << 20
"""What is read of a page; a longer one is cut."""

_EMPTY = "<html><body></body></html>"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    """One HTML page. `url` is where it was found, `base` what its links are relative to (`<base href>` or `url`).

    `root` and `soup` are two views of the same text, each parsed at first use: the lxml tree is walked where
    every node counts, the soup answers CSS selectors. Neither is to be changed by its readers.
    """

    url: Url
    base: Url
    text: str
    charset: str

    @cached_property
    def root(self) -> lxml.html.HtmlElement:
        return _parse(self.text)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def title(self) -> str:
        """What `<title>` says, on one line; empty without one."""
        found = self.root.find(".//title")
        return " ".join(found.text_content().split()) if found is not None else ""

    def link(self, reference: str | None) -> Url | None:
        """The address a link of this page leads to; None when it leads to no web page (javascript:, mailto:)."""
        if reference is None:
            return None
        try:
            return self.base.join(reference)
        except InvalidUrl:
            return None


def read_document(page: Page) -> Document:
    """Never fails: bytes that are no HTML at all become a document without links."""
    text, charset = decode(page.body[:MAX_BYTES], page.charset)
    text = _XML_DECLARATION.sub("", _UNPRINTABLE.sub("", text))
    return Document(url=page.url, base=_base(text, page.url), text=text, charset=charset)


_BASE = re.compile(r"""<base\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _base(text: str, url: Url) -> Url:
    """HTML, section 4.2.3: the first `<base>` that has an href counts."""
    if "<base" not in text and "<BASE" not in text:
        return url
    found = _BASE.search(_COMMENT.sub("", text))
    reference = next((group for group in found.groups() if group), "") if found else ""
    try:
        return url.join(reference)
    except InvalidUrl:
        return url


def _parse(text: str) -> lxml.html.HtmlElement:
    # huge_tree: without it libxml2 drops all that follows an element nested 256 deep (unclosed <font>, <div>).
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        root = lxml.html.document_fromstring(_EMPTY)
    return root
