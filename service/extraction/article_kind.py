"""What stands behind an article's address when it is not an article to read: a file, a login, another site."""

import re

from lxml.html import HtmlElement

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.article_blocks import text_size
from service.extraction.article_tree import select
from service.extraction.document import Document

_HTML_TYPES = frozenset(("", "text/html", "application/xhtml+xml", "application/xml", "text/xml"))
_FILE_STARTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
)
_LITTLE = 80.0
"""A page with more to read than this is not taken for a notice that one must log in."""

_LOGIN = re.compile(
    r"统一身份认证|请您?先?登[录陆]|登[录陆]后(?:才能|才可|方可|可|即可|再)?(?:查看|访问|浏览|阅读)"
    r"|(?:无|没有)(?:访问)?权限?(?:访问|浏览|查看)?|(?:仅限|只限|限|仅供)(?:校园网|校内|内网|本校|校友)"
    r"|(?:校园网|校内|内网)(?:用户|IP|地址)?(?:内|才能|方可)?(?:访问|浏览|查看)|非校(?:园网|内)|您(?:当前)?的?\s?IP"
    r"|please (?:log|sign) ?in|log ?in to (?:view|continue|read)|access (?:is )?(?:restricted|denied)",
    re.IGNORECASE,
)
_MOVED_BY_SCRIPT = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*["'](https?://[^"']+)["']""", re.IGNORECASE
)
_MOVED_BY_META = re.compile(r"""^\s*\d*\s*;?\s*url\s*=\s*["']?([^"'>]+)""", re.IGNORECASE)


def is_file_page(page: Page) -> bool:
    """Whether the page is a file to keep (PDF, DOC, picture …) rather than a document to read, by its first bytes,
    which servers know less well than their types, and by its type."""
    start = page.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_FILE_STARTS):
        return True
    return page.media_type.lower() not in _HTML_TYPES and not start.startswith(b"<")


def asks_for_login(
    body_text: str, original: HtmlElement, root: HtmlElement, blocked_selectors: tuple[str, ...]
) -> bool:
    """Whether the page asks for a login, or says that only the campus may read, in the article's place.

    To be asked only of a page without pictures and files of its own. `original` is the page's tree with its form
    fields, `root` the reading tree.
    """
    if text_size(body_text) > _LITTLE:
        return False
    if any(select(root, selector) for selector in blocked_selectors):
        return True
    if not body_text and original.find(".//input[@type='password']") is not None:
        return True
    return bool(_LOGIN.search(body_text))


def leads_elsewhere(document: Document, root: HtmlElement) -> Url | None:
    """The page of another host that this one sends its visitors to at once; None for one that stays."""
    told = [
        found[1]
        for meta in root.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh"
        and (found := _MOVED_BY_META.match(meta.get("content") or ""))
    ]
    told += [found[1] for script in root.iter("script") if (found := _MOVED_BY_SCRIPT.search(script.text or ""))]
    for reference in told:
        target = document.link(reference.strip())
        if target is not None and target.host != document.url.host:
            return target
    return None
