"""Closes a gap: when a page shows nothing that is known, the next pages are read until one does."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from service.domain.detection import page_keys
from service.domain.entry import Candidate
from service.domain.errors import FetchError, Gone, NoCandidates
from service.domain.gap import is_gap, may_be_news, meets
from service.domain.identity import Keys
from service.domain.poll import Found, Known, Unclosed
from service.domain.remark import Remark
from service.domain.source import Due
from service.polling.visit import Visitor
from service.storage.store import Store

log = structlog.get_logger("polling")

_MOST_PAGES = 5
"""Of a gap in one poll: the others of the site are waiting."""


async def bridged(store: Store, visitor: Visitor, due: Due, found: Found) -> tuple[Found, Known]:
    """`found` with what as many further pages list as it takes to meet an entry known before, and what is known of
    all of it. What cannot be read now is left for the next poll: the gap stays open (`Found.unclosed`)."""
    first = found.listing
    page, known = await _look(store, due, first.candidates)
    new = is_gap(due, page, known)
    gap = due.state.gap
    if not new and gap is None:
        return found, known
    since = gap.since if gap else due.state.last_good_at
    assert since is not None, "without a good poll there is no gap"
    url = first.next_page if new or gap is None else gap.page
    beyond: tuple[Candidate, ...] = ()
    seen = {due.source.url.canonical}
    unclosed = None
    pages = 0
    while url is not None and url.canonical not in seen:
        if pages == _MOST_PAGES:
            unclosed = Unclosed(
                url, pages, Remark("%(pages)d further pages were read, and none shows a known entry", pages=pages)
            )
            break
        seen.add(url.canonical)
        try:
            listing = await visitor.further(url, due)
        except (FetchError, NoCandidates) as error:
            again = first.next_page if isinstance(error, Gone) and first.next_page else url
            unclosed = Unclosed(again, pages, Remark("%(cause)s (%(url)s)", cause=error.cause, url=error.url))
            break
        pages += 1
        beyond += listing.candidates
        shown, _ = await _look(store, due, listing.candidates)
        page, known = await _look(store, due, first.candidates + beyond)
        if meets(shown, known) or not may_be_news(shown, since, due.source.zone):
            break
        url = listing.next_page
    log.info("followed a gap", source=due.source.id, pages=pages, open=unclosed.cause if unclosed else "")
    return replace(found, beyond=beyond, unclosed=unclosed), known


async def _look(
    store: Store, due: Due, candidates: Sequence[Candidate]
) -> tuple[Sequence[tuple[Candidate, Keys]], Known]:
    page = page_keys(due.source, candidates)
    return page, await store.known(due, [key for _, keys in page for key in keys.all])
