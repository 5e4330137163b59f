"""Closes a gap: when a page shows nothing that is known, the next pages are read until one does."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from service.domain.detection import page_keys
from service.domain.entry import Candidate
from service.domain.errors import FetchError, NoCandidates
from service.domain.gap import is_gap
from service.domain.poll import Found, Known
from service.domain.source import Due
from service.polling.visit import Visitor
from service.storage.store import Store

log = structlog.get_logger("polling")

_MOST_PAGES = 6


async def bridged(store: Store, visitor: Visitor, due: Due, found: Found) -> tuple[Found, Known]:
    """`found` with the candidates of as many further pages as it takes to meet a known one, and what is known of
    them all. A page that does not come ends the walk: what was found is kept, and nothing else is lost by it."""
    listing = found.listing
    candidates = listing.candidates
    known = await _known(store, due, candidates)
    seen = {due.source.url.canonical}
    for _ in range(1, _MOST_PAGES):
        url = listing.next_page
        if url is None or url.canonical in seen or not is_gap(due, candidates, known):
            break
        seen.add(url.canonical)
        try:
            listing = await visitor.further(url, due)
        except (FetchError, NoCandidates) as error:
            log.warning("a gap stays open", source=due.source.id, page=str(url), cause=str(error))
            break
        candidates += listing.candidates
        known = await _known(store, due, candidates)
        log.info("closing a gap", source=due.source.id, page=str(url), met=bool(known.ever))
    return replace(found, listing=replace(found.listing, candidates=candidates)), known


async def _known(store: Store, due: Due, candidates: Sequence[Candidate]) -> Known:
    keys = [key for _, found in page_keys(due.source, candidates) for key in found.all]
    return await store.known(due, keys)
