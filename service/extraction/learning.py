"""Learning to read a page again from the entries that are known to stand on it."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.detection import page_keys
from service.domain.errors import NoCandidates
from service.domain.healing import LEARNED, Learned, confidence
from service.domain.identity import normalised_title
from service.domain.poll import Label, Listing, Page
from service.domain.recognition import recognise
from service.domain.remark import Remark
from service.domain.source import Recipe, Reread, Source
from service.extraction.document import read_document
from service.extraction.listing import Sight, extract_listing
from service.extraction.outline import Link

_TELLING = 6
_NEARLY = 0.9
_SHOWN = 30
"""Rows kept for the owner to look at."""


def learn(page: Page, labels: Sequence[Label], source: Source) -> Learned | None:
    """The way to read the page that finds most of the labelled entries; None where none of them stands on it.

    Of blocks that hold nearly as many, the one that looks most like a listing by itself is taken.
    """
    sight = Sight(page, read_document(page), source.zone)
    holding = [link.element for link in sight.links if _is_labelled(sight, link, labels)]
    weighed = sight.weighed(frozenset(holding))
    read = [(scored, measured(sight.listing_of(scored), None, labels, source)) for scored in weighed]
    most = max((one.matched for _, one in read), default=0)
    if not most:
        return None
    scored, best = next((scored, one) for scored, one in read if one.matched >= _NEARLY * most)
    return replace(best, recipe=sight.recipe_for(scored, best.listing.candidates))


def learned_reading(page: Page, recipe: Recipe, *, zone: str) -> Listing:
    """What a learned recipe reads. Raises NoCandidates where it does not fit."""
    listing = extract_listing(page, zone=zone, recipe=recipe)
    evidence = Remark(
        "%(count)d rows match the learned selector %(selector)r",
        count=len(listing.candidates),
        selector=recipe.item,
    )
    return replace(listing, method=LEARNED, evidence=(evidence,))


def tried(page: Page, recipe: Recipe | None, labels: Sequence[Label], source: Source) -> Learned | None:
    """How well a recipe learned earlier reads this page; None where it does not fit, or there is none."""
    if recipe is None:
        return None
    try:
        listing = learned_reading(page, recipe, zone=source.zone)
    except NoCandidates:
        return None
    return measured(listing, recipe, labels, source)


def measured(listing: Listing, recipe: Recipe | None, labels: Sequence[Label], source: Source) -> Learned:
    """A listing measured by the labelled entries that stand on it."""
    keyed = page_keys(source, listing.candidates)
    recognised = recognise(keyed, labels)
    found = set(recognised.values())
    present = {label.entry_id for label in labels if label.present}
    newest = max((label.day for label in labels if label.day), default=None)
    rows = sum(not (newest and candidate.published and candidate.published.day > newest) for candidate, _ in keyed)
    matched = len(found & present)
    return Learned(
        replace(listing, method=LEARNED),
        recipe,
        matched,
        len(present),
        confidence(matched, len(present), max(rows, len(found))),
        tuple(
            Reread(one.title, one.url.text, one.published.day if one.published else None, recognised.get(place))
            for place, (one, _) in enumerate(keyed[:_SHOWN])
        ),
    )


def _is_labelled(sight: Sight, link: Link, labels: Sequence[Label]) -> bool:
    """Whether a link may be one of a labelled entry: by its address, or by a title that it says."""
    url = sight.document.link(link.href)
    if url is None:
        return False
    said = normalised_title(link.label), normalised_title(link.title)
    for label in labels:
        if f"url:{url.canonical}" in label.keys:
            return True
        title = normalised_title(label.title)
        if len(title) >= _TELLING and any(title in one or (len(one) >= _TELLING and one in title) for one in said):
            return True
    return False
