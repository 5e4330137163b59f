"""Pages kept in files: what is read from them without any network."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from service.cli.invocation import FAILED, NotFound
from service.cli.listings import counted, day, listing_document, section_name
from service.cli.output import Output
from service.domain.poll import Listing, Page, PageKind
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.article import read_article
from service.extraction.article_predictions import article_prediction
from service.extraction.listing import extract_listing

_MEDIA_TYPES = {".xml": "application/xml", ".xhtml": "application/xhtml+xml", ".json": "application/json"}


def stored_page(file: Path, url: Url, fetched_at: datetime | None) -> Page:
    """The page that was saved from `url`. Raises NotFound."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise NotFound(f"cannot read {file}: {error.strerror or error}") from error
    return Page(url, 200, _MEDIA_TYPES.get(file.suffix.lower(), "text/html"), None, body, fetched_at)


def show_listing(out: Output, page: Page, *, zone: str, recipe: Recipe | None) -> int:
    """The listing of a page, in page order; the exit code. Raises NoCandidates for a recipe that does not fit."""
    listing = extract_listing(page, zone=zone, recipe=recipe)
    out.document(listing_document(listing))
    out.say(f"{listing.title}  {page.url}", "bold")
    marks = {True: "pinned", False: ""}
    rows = [
        (day(found.published), found.title, marks[found.pinned], found.url.text) for found in listing.candidates
    ]
    out.table(("date", "title", "", "address"), rows, empty=f"No listing: the page is '{listing.kind}'.")
    for name, text in _told(listing).items():
        out.say(f"{name}: {text}", "dim")
    return 0 if listing.kind in (PageKind.LISTING, PageKind.EMPTY) else FAILED


def show_article(out: Output, page: Page, *, zone: str) -> int:
    """The article of a page; the exit code."""
    article = read_article(page, zone=zone)
    out.document({**article_prediction(article), "author": article.author, "body": article.body})
    out.say(article.title or "(no title)", "bold")
    out.say("  ".join(part for part in (day(article.published), article.author or "") if part), "dim")
    out.say(article.text)
    out.table(("attachment", "address"), [(file.name, file.url.text) for file in article.attachments], empty="")
    out.table(
        ("meaning", "from", "until", "what", "sentence"),
        [
            (due.meaning.value, str(due.start or ""), str(due.end or ""), due.what, due.evidence)
            for due in article.deadlines
        ],
        empty="",
    )
    return 0 if article.text or article.attachments else FAILED


def _told(listing: Listing) -> Mapping[str, str]:
    told = {
        "section": section_name(listing.section),
        "next page": listing.next_page.text if listing.next_page else "",
        "read by": f"{listing.method} (confidence {listing.confidence:.2f})" if listing.method else "",
        "because": "; ".join(listing.evidence),
        "left out": counted(listing.rejections),
    }
    return {name: text for name, text in told.items() if text}
