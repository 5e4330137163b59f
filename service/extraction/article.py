"""read_article: what an article page says.

The page is decoded and parsed once. Its text is read as a sequence of blocks, and in it the headline is found;
with the headline, the body; between and around them the date and the author; in all of that the files. At last the
body is cleaned. Where a CMS family is recognised, its selectors go first in each step.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from service.domain.entry import Article, ArticleKind, Attachment, Published
from service.domain.poll import Page
from service.extraction.article_blocks import Block, read_blocks
from service.extraction.article_body import Body, find_body
from service.extraction.article_cleaning import clean_tree, plain_text, safe_html
from service.extraction.article_date import find_author, find_published
from service.extraction.article_furniture import heads_article
from service.extraction.article_head import read_head
from service.extraction.article_kind import asks_for_login, is_file_page, leads_elsewhere
from service.extraction.article_run import unlikely_elements
from service.extraction.article_title import Headline, find_headline
from service.extraction.article_tree import letters, reading_tree, select
from service.extraction.attachments import file_name, find_attachments, media_type_of
from service.extraction.deadlines import find_deadlines
from service.extraction.document import read_document
from service.extraction.families import ArticleSelectors, recognise

_TOLD = 200
_MOST_ELEMENTS = 30_000
"""A page of as many is no article, and is not read."""


def read_article(
    page: Page, *, zone: str, title_hint: str = "", published_hint: Published | None = None
) -> Article:
    """The article of a page, or what stands there instead (`Article.kind`).

    `zone` (IANA name) is the one that the page writes its dates in. The hints are what the listing said: the title
    helps to find the headline, the date stands in where the page tells none. Never fails: a page without an
    article is one of kind UNREAD.
    """
    if is_file_page(page):
        return _file(page, title_hint, published_hint)
    document = read_document(page)
    if sum(1 for _ in islice(document.root.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return Article(title=title_hint or None, published=published_hint, kind=ArticleKind.UNREAD)
    root = reading_tree(document)
    family = recognise(document.text, (link.get("href") or "" for link in root.iter("a")))
    selectors = family.article if family else ArticleSelectors()
    blocks = read_blocks(root)
    head = read_head(root)

    headline = find_headline(blocks, root, head, document.title, selectors.title, title_hint)
    body = find_body(root, blocks, selectors.body, headline.block)
    span = body.span if body else (len(blocks), len(blocks))
    when = find_published(
        blocks,
        root,
        head,
        page.url,
        headline=headline.block,
        body=span,
        family_selectors=selectors.date,
        zone=zone,
        fetched_at=page.fetched_at,
    )
    named = [element for selector in selectors.attachments for element in select(root, selector)]
    attachments = find_attachments(_article_part(root, headline.block, body), document, named)
    clean = body.copied() if body else None
    if body and clean is not None:
        clean_tree(clean, document, _repeated(headline, blocks), known=body.known)
    html = safe_html(clean) if clean is not None else ""
    text = plain_text(clean) if clean is not None else ""
    kind = ArticleKind.HTML if html or attachments else ArticleKind.UNREAD
    if not attachments and "<img" not in html:
        if asks_for_login(text or _told_alone(blocks), document.root, root, selectors.blocked):
            return Article(title=title_hint or None, published=published_hint, kind=ArticleKind.LOGIN)
        if not text and leads_elsewhere(document, root):
            kind = ArticleKind.EXTERNAL
    known = published_hint or when
    deadlines = find_deadlines(text, title=headline.text or title_hint, published=known.day if known else None)
    return Article(
        title=headline.text or None,
        published=when or published_hint,
        author=find_author(blocks, root, head, headline.block, span),
        body=html,
        text=text,
        attachments=attachments,
        kind=kind,
        deadlines=deadlines,
    )


def _file(page: Page, title: str, published: Published | None) -> Article:
    name = file_name(page.url, title, page.media_type)
    known = media_type_of(name)
    media_type = known if page.media_type in ("", "text/html", "application/octet-stream") else page.media_type
    return Article(
        title=title or None,
        published=published,
        attachments=(Attachment(page.url, name, media_type, len(page.body)),),
        kind=ArticleKind.FILE,
    )


def _repeated(headline: Headline, blocks: Sequence[Block]) -> str:
    """The title where it may stand at the head of the body. A notice that says its title again under the line with
    its date says it as its text."""
    place = next((place for place, block in enumerate(blocks) if block is headline.block), None)
    if place is None:
        return headline.text
    wanted = letters(headline.text)
    again = next((at for at in range(place + 1, len(blocks)) if letters(blocks[at].text) == wanted), place)
    return "" if any(heads_article(block.text) for block in blocks[place + 1 : again]) else headline.text


def _told_alone(blocks: Sequence[Block]) -> str:
    """What a page without a body tells its reader: its lines that are no links."""
    return "\n".join(block.text for block in blocks if block.link_share < 0.5 and block.size >= 10)[:_TOLD]


def _article_part(root: HtmlElement, headline: Block | None, body: Body | None) -> Iterator[HtmlElement]:
    """The elements that belong to the article: the body, and what follows the headline in the smallest element
    that holds both."""
    inside = set(body.parts) if body else set()
    above = {headline.element, *headline.element.iterancestors()} if headline else {root}
    scope = root
    if body:
        scope = next((one for one in (body.parts[0], *body.parts[0].iterancestors()) if one in above), root)
    unlikely = unlikely_elements(scope, above)
    begun = headline is None
    for element in scope.iter():
        begun = begun or (headline is not None and element is headline.element)
        if element.getparent() in inside:
            inside.add(element)
        if element in inside or (begun and element not in unlikely):
            yield element
