"""read_article: what an article page says."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from service.domain.entry import Article, ArticleKind, Attachment, Published
from service.domain.poll import Page
from service.extraction.article_blocks import Block, read_blocks
from service.extraction.article_body import Body, find_body, unlikely_elements
from service.extraction.article_cleaning import clean_tree, plain_text, safe_html
from service.extraction.article_date import find_author, find_published
from service.extraction.article_title import find_headline
from service.extraction.article_tree import reading_tree, select
from service.extraction.attachments import find_attachments, media_type_of
from service.extraction.document import Document, read_document
from service.extraction.families import ArticleSelectors, recognise


def read_article(
    page: Page, *, zone: str, title_hint: str = "", published_hint: Published | None = None
) -> Article:
    """`zone` is the one the page writes its dates in; the hints are what the listing said, for a page that does
    not say it itself. Never fails: a page that holds no article is one without body."""
    document = read_document(page)
    root = reading_tree(document)
    family = recognise(document.text, (a.get("href") or "" for a in root.iter("a")))
    selectors = family.article if family else ArticleSelectors()
    blocks = read_blocks(root)
    headline = find_headline(blocks, root, document.title, selectors.title, title_hint)
    body = find_body(root, blocks, selectors.body, headline.block)
    span = body.span(blocks) if body else (len(blocks), len(blocks))
    when = find_published(
        blocks,
        root,
        page.url,
        headline=headline.block,
        body=span,
        family_selectors=selectors.date,
        zone=zone,
        fetched_at=page.fetched_at,
    )
    author = find_author(blocks, headline.block, span)
    files = [element for selector in selectors.attachments for element in select(root, selector)]
    attachments = find_attachments(_article_part(root, headline.block, body), document, files)
    clean = body.copied() if body else None
    if clean is not None and body:
        clean_tree(clean, document, headline.text, known=body.is_known)
    return Article(
        title=headline.text or None,
        published=when or published_hint,
        author=author,
        body=safe_html(clean) if clean is not None else "",
        text=plain_text(clean) if clean is not None else "",
        attachments=attachments,
    )


def _article_part(root: HtmlElement, headline: Block | None, body: Body | None) -> Iterator[HtmlElement]:
    """The elements that belong to the article: the body, and from the headline on what shares a parent with both."""
    inside = set(body.parts) if body else set()
    above = {headline.element, *headline.element.iterancestors()} if headline else {root}
    scope = root
    if body:
        scope = next((one for one in [body.parts[0], *body.parts[0].iterancestors()] if one in above), root)
    unlikely = unlikely_elements(scope, above)
    begun = headline is None
    for element in scope.iter():
        begun = begun or (headline is not None and element is headline.element)
        if element.getparent() in inside:
            inside.add(element)
        if element in inside or (begun and element not in unlikely):
            yield element
