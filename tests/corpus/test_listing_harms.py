"""Listings of real pages are read alike however their pages are built, and with no CMS family known."""

import os

import pytest

from bench.harms import HARMS, measured
from bench.train_listing import ZONE, load_score
from bench.unseen import Seen, read_all, read_pages
from service.extraction.knowledge import Knowledge, packaged
from service.extraction.listing import extract_listing
from service.extraction.predictions import predictions
from tests.corpus.test_listing_floors import CORPUS, FLOORS

pytestmark = [pytest.mark.corpus, pytest.mark.filterwarnings("ignore::ResourceWarning")]
EVERY = 16
"""One page of so many is harmed."""


@pytest.fixture(scope="module")
def pages() -> list[Seen]:
    if not (CORPUS / "score.py").exists():
        missing = f"the page corpus is not at {CORPUS.resolve()}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return read_pages(CORPUS, load_score(CORPUS.parent).group)


def test_a_page_built_otherwise_is_read_alike(pages: list[Seen]) -> None:
    found = measured({one.page_id: one.page for one in pages[::EVERY]}, HARMS)
    assert all(tried for tried, _ in found.values()), "a harm fits none of the pages"
    tried = sum(one for one, _ in found.values())
    alike = 1 - sum(len(differing) for _, differing in found.values()) / tried
    assert alike >= FLOORS["harmed"]["alike"], {name: pages for name, (_, pages) in found.items() if pages}


def test_a_site_of_an_unknown_cms_is_read_too(pages: list[Seen]) -> None:
    score = load_score(CORPUS.parent)
    unknown = Knowledge((), packaged().weights)
    assert all(not extract_listing(one.page, zone=ZONE, known=unknown).method.startswith("VSB") for one in pages)
    scores = score.agg(score.score(predictions(read_all(pages, lambda _: unknown))))
    for name, floor in FLOORS["no_family"].items():
        assert scores[name] >= floor, f"{name} sank to {scores[name]:.4f}, below {floor}"
