"""Every drawn page is read as a reader would read it."""

import pytest

from service.extraction.article import read_article
from service.extraction.listing import extract_listing
from tests.unit.extraction.drawn.articles import ARTICLES, ENGLISH_ARTICLES, DrawnArticle
from tests.unit.extraction.drawn.blind_chinese import BLIND_CHINESE
from tests.unit.extraction.drawn.blind_world import BLIND_WORLD
from tests.unit.extraction.drawn.no_listings import NO_LISTINGS
from tests.unit.extraction.drawn.pages import PAGES
from tests.unit.extraction.drawn.paper import Drawn, read, told
from tests.unit.extraction.drawn.refused import NoListing


def _named(one: Drawn | NoListing | DrawnArticle) -> str:
    return one.name


@pytest.mark.parametrize("drawn", PAGES, ids=_named)
def test_a_listing_is_read_as_drawn(drawn: Drawn) -> None:
    listing = read(drawn)
    assert told(listing) == drawn.items
    assert (str(listing.next_page) if listing.next_page else None) == drawn.next_page


@pytest.mark.parametrize("page", NO_LISTINGS, ids=_named)
def test_what_holds_no_listing_is_told_as_what_it_is(page: NoListing) -> None:
    listing = extract_listing(page.page(), zone="Asia/Shanghai")
    assert (listing.kind, listing.candidates) == (page.kind, ())
    assert listing.evidence


@pytest.mark.parametrize("drawn", [*ARTICLES, *ENGLISH_ARTICLES, *BLIND_CHINESE, *BLIND_WORLD], ids=_named)
def test_an_article_is_read_as_drawn(drawn: DrawnArticle) -> None:
    article = read_article(drawn.page(), zone="Asia/Shanghai")
    assert article.kind is drawn.kind
    assert article.title == drawn.title
    assert (article.published.day.isoformat() if article.published else None) == drawn.day
    assert tuple(article.text.splitlines()) == drawn.lines
    assert tuple((str(one.url), one.name) for one in article.attachments) == drawn.files
    assert article.body.count("<img") == drawn.images
    assert drawn.author in (None, article.author)
