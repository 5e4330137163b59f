"""A second look at a page that looks different: is it the listing still, and how is it to be read?

The entries listed last are looked for on the page. Nothing here is done for a page that looks as it always did.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from service.domain.detection import page_keys
from service.domain.healing import Tended, continues, leads_home, strangers, weigh, well_read
from service.domain.poll import Failed, Found, Known, Label, PageKind, Reading
from service.domain.recognition import looks_different, recognise
from service.domain.source import Due, Stage
from service.extraction.learning import learn, tried
from service.polling.bridging import bridged
from service.polling.visit import Visitor, learned_recipe, read_page, reading_of
from service.storage.store import Store

log = structlog.get_logger("polling")


async def tended(
    store: Store, visitor: Visitor, due: Due, reading: Reading, now: datetime
) -> tuple[Tended, Known]:
    """What to go on with after a visit, and what is known of its candidates. Raises StorageError."""
    if not isinstance(reading, Found | Failed):
        return as_ever(due, reading, now), Known()
    known = await _known_of(store, due, reading) if isinstance(reading, Found) else Known()
    labels: tuple[Label, ...] = ()
    outcome = as_ever(due, reading, now)
    if odd := is_odd(due, reading, known):
        labels = await store.labels(due.source.id)
        outcome = await asyncio.to_thread(second_look, due, reading, labels, now)
        stage = outcome.healing.stage if outcome.healing else None
        log.info("a page that looks different", source=due.source.id, stage=stage and str(stage))
    found = outcome.reading
    if not isinstance(found, Found):
        return outcome, Known()
    if due.state.gap is not None or (odd and not held(due, found, labels, pinned=False)):
        found, known = await bridged(store, visitor, due, found)
        outcome = replace(outcome, reading=found)
    elif found is not reading:
        known = await _known_of(store, due, found)
    if odd and held(due, found, labels):
        return outcome, replace(known, labels=labels)
    return (judged(due, outcome, known, labels) if odd else outcome), known


async def _known_of(store: Store, due: Due, found: Found) -> Known:
    """What the store knows of the candidates of a page."""
    keys = [key for _, of_one in page_keys(due.source, found.listing.candidates) for key in of_one.all]
    return await store.known(due, keys)


def is_odd(due: Due, reading: Reading, known: Known) -> bool:
    """Whether a reading needs the second look."""
    if due.state.baseline_at is None:
        return False
    if isinstance(reading, Failed):
        return reading.page is not None
    if not isinstance(reading, Found) or not known.present:
        return False
    if reading.listing.kind is PageKind.EMPTY:
        return True
    return looks_different(page_keys(due.source, reading.listing.candidates), known)


def as_ever(due: Due, reading: Reading, now: datetime) -> Tended:
    """For a reading that needs no second look: where it is a listing, what was on trial, asked or undone is over,
    and what was in force too, unless the listing was read by it."""
    return well_read(due, reading, now) if isinstance(reading, Found) else Tended(reading, due.state.healing)


def second_look(due: Due, reading: Found | Failed, labels: Sequence[Label], now: datetime) -> Tended:
    """What to make of a page that looks different, by the entries that were listed last."""
    page = reading.page
    if page is None or not any(label.present for label in labels):
        return as_ever(due, reading, now)
    before = due.state.healing
    learned = None if leads_home(due, page.url) else learn(page, labels, due.source)
    own, matched = reading, held(due, reading, labels)
    if not matched and learned_recipe(due) is not None:
        own = reading_of(read_page(page, due.source, None), page)
        matched = held(due, own, labels)
    trial = tried(page, before.recipe, labels, due.source) if before else None
    return weigh(due, own, matched, learned, trial, now)


def held(due: Due, reading: Found | Failed, labels: Sequence[Label], *, pinned: bool = True) -> int:
    """How many of the entries that were present stand in a reading; if so wanted, those that are pinned aside."""
    if isinstance(reading, Failed):
        return 0
    page = [one for one in page_keys(due.source, reading.listing.candidates) if pinned or not one[0].pinned]
    present = {label.entry_id for label in labels if label.present}
    return len(present & set(recognise(page, labels).values()))


def judged(due: Due, outcome: Tended, known: Known, labels: Sequence[Label]) -> Tended:
    """A listing on which none of the entries listed last stands: news all through, or another listing."""
    found, healing = outcome.reading, outcome.healing
    undone = healing is not None and healing.stage is Stage.UNDONE
    if not isinstance(found, Found) or not found.listing.candidates or known.ever or undone:
        return outcome
    return (
        outcome
        if continues(due, found.listing.candidates, labels)
        else replace(outcome, reading=strangers(due, found))
    )
