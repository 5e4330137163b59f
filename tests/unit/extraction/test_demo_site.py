"""The demo site comes out whole: its menu, and every listing without a fault."""

from datetime import UTC, datetime, timedelta

import pytest

from service.demo.menu import AREAS, SECTIONS, Section
from service.demo.pager import PAGE_LENGTH
from service.demo.pages import Pages
from service.demo.site import DemoSite
from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing
from service.extraction.sections import find_sections

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
ORIGIN = "http://127.0.0.1:8123"
SITE = DemoSite(started_at=NOW - timedelta(minutes=30), every=timedelta(minutes=1), clock=lambda: NOW)
PAGES = Pages(SITE)


def page(path: str, html: str) -> Page:
    return Page(Url.parse(ORIGIN + path), 200, "text/html", "utf-8", html.encode(), NOW)


def listing_of(section: Section) -> Listing:
    rendered = PAGES.listing(section)
    assert rendered is not None
    return extract_listing(page(section.path, rendered.html), zone="Asia/Shanghai")


def test_every_section_is_in_the_menu_under_its_area() -> None:
    found = {item.path: item.url.path for item in find_sections(page("/index.htm", PAGES.home().html))}
    for section in SECTIONS:
        assert found[section.names] == section.path
    assert {(area.name,) for area in AREAS} <= set(found)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_every_listing_is_read_without_a_fault(section: Section) -> None:
    listing = listing_of(section)
    slots = SITE.listing(section)[:PAGE_LENGTH]
    notices = [SITE.write(slot) for slot in slots]
    assert (listing.kind, listing.method, listing.section) == (PageKind.LISTING, "VSB", section.names)
    assert [one.title for one in listing.candidates] == [one.title for one in notices]
    assert [one.published and one.published.day for one in listing.candidates] == [one.day for one in notices]
    assert [one.pinned for one in listing.candidates] == [SITE.is_pinned(slot) for slot in slots]
    assert (listing.next_page is not None) == (len(SITE.listing(section)) > PAGE_LENGTH)
