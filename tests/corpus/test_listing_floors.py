"""The score on real listing pages, with floors that must not sink.

The pages stand beside the checkout and are not part of it. A better score asks for the floor to be raised in
floors.json, so that what was won is kept; lowering one is a visible change of that file.
"""

import importlib.util
import json
import os
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

from service.domain.poll import Listing, Page, PageKind
from service.domain.urls import Url
from service.extraction.document import read_document
from service.extraction.listing import extract_listing
from service.extraction.predictions import predictions

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "listing"
FLOORS: Mapping[str, Mapping[str, float]] = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))
SLACK = 0.005
"""A floor this far below the score is to be raised."""

pytestmark = pytest.mark.corpus


@dataclass(frozen=True)
class Measured:
    """What one run over the corpus gave. `scores` as score.py aggregates them, over all listings."""

    scores: Mapping[str, float]
    by_kind: Mapping[str, Mapping[str, float]]
    listings: Mapping[str, Listing]
    invented_next: frozenset[str]
    renamed_scores: Mapping[str, float]
    """The scores with every class and id renamed."""


@pytest.fixture(scope="module")
def measured() -> Measured:
    if not (CORPUS / "score.py").exists():
        missing = f"the page corpus is not at {CORPUS.resolve()}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    score = _score_module()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # score.py leaves the closing of files to the collector
        return _measure(score)


def _measure(score: ModuleType) -> Measured:
    pages = {}
    without_next = set()
    for page_id, meta, gold in score.load():
        body = (CORPUS / page_id / "page.html").read_bytes()
        pages[page_id] = Page(Url.parse(meta["url"]), 200, "text/html", None, body, None)
        if not gold.get("next_page"):
            without_next.add(page_id)
    listings = {page_id: extract_listing(page, zone="Asia/Shanghai") for page_id, page in pages.items()}
    predicted = predictions(listings)
    rows = score.score(predicted)
    kinds = sorted({row["kind"] for row in rows if not row["neg"]})
    redesigned = {page_id: extract_listing(renamed(page), zone="Asia/Shanghai") for page_id, page in pages.items()}
    return Measured(
        scores=score.agg(rows),
        by_kind={kind: score.agg([row for row in rows if row["kind"] == kind]) for kind in kinds},
        listings=listings,
        invented_next=frozenset(page_id for page_id in without_next if predicted[page_id]["next_page"]),
        renamed_scores=score.agg(score.score(predictions(redesigned))),
    )


def renamed(page: Page) -> Page:
    """The page with every class and id replaced by a name that means nothing, the same by the same."""
    root = read_document(page).root
    for element in root.iter("*"):
        for attribute in ("class", "id"):
            names = (element.get(attribute) or "").split()
            if names:
                element.set(attribute, " ".join(f"n{zlib.crc32(name.encode()):x}" for name in names))
    return replace(
        page, body=lxml.html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"), charset="utf-8"
    )


def _score_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("listing_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(FLOORS["listing"]))
def test_the_score_is_at_its_floor_and_the_floor_at_the_score(measured: Measured, name: str) -> None:
    floor, score = FLOORS["listing"][name], measured.scores[name]
    assert score >= floor, f"{name} sank to {score:.4f}, below its floor {floor}"
    assert score <= floor + SLACK, f"{name} rose to {score:.4f}: raise its floor of {floor} in floors.json"


@pytest.mark.parametrize("kind", sorted(FLOORS["perfect_by_kind"]))
def test_no_kind_of_site_pays_for_another(measured: Measured, kind: str) -> None:
    floor, score = FLOORS["perfect_by_kind"][kind], measured.by_kind[kind]["perfect"]
    assert score >= floor, f"pages of kind {kind} read without a fault sank to {score:.4f}, below {floor}"


def test_a_page_that_is_no_listing_is_told_from_an_empty_one(measured: Measured) -> None:
    kinds = {page_id: listing.kind for page_id, listing in measured.listings.items() if page_id.startswith("neg-")}
    articles = {page_id for page_id in kinds if page_id.endswith(("-article", "-blogpost"))}
    assert {kinds[page_id] for page_id in articles} == {PageKind.ARTICLE}
    assert PageKind.LISTING not in kinds.values()


def test_next_pages_are_found_not_made_up(measured: Measured) -> None:
    """Where the labels know of none, we name one on as many pages as have a pager that the labels left out."""
    assert len(measured.invented_next) <= FLOORS["pages"]["next_page_unlabelled"], sorted(measured.invented_next)


def test_names_help_but_are_not_needed(measured: Measured) -> None:
    floor, score = FLOORS["renamed"]["perfect"], measured.renamed_scores["perfect"]
    assert score >= floor, f"with classes and ids renamed, perfect sank to {score:.4f}, below {floor}"
