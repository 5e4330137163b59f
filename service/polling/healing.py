"""A second look at a page that looks different: is it the listing still, and how is it to be read?

The entries listed last are looked for on the page. Nothing here is done for a page that looks as it always did.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from service.domain.detection import page_keys
from service.domain.healing import Tended, continues, strangers, weigh, went_back
from service.domain.poll import Failed, Found, Known, Label, PageKind, Reading
from service.domain.recognition import looks_different
from service.domain.source import Due, Health, Stage
from service.extraction.learning import learn, measured, tried
from service.polling.bridging import bridged, known_of
from service.polling.visit import Visitor, learned_recipe, read_page
from service.storage.store import Store

log = structlog.get_logger("polling")


async def tended(
    store: Store, visitor: Visitor, due: Due, reading: Reading, now: datetime
) -> tuple[Tended, Known]:
    """What to go on with after a visit, and what is known of its candidates. Raises StorageError."""
    known = await known_of(store, due, reading.listing.candidates) if isinstance(reading, Found) else Known()
    if not is_odd(due, reading, known):
        return as_ever(due, reading), known
    assert isinstance(reading, Found | Failed), "a page that is the same is never odd"
    labels = await store.labels(due.source.id)
    outcome = await asyncio.to_thread(second_look, due, reading, labels, now)
    stage = outcome.healing.stage if outcome.healing else None
    log.info("a page that looks different", source=due.source.id, stage=stage and str(stage))
    found = outcome.reading
    if not isinstance(found, Found):
        return outcome, Known()
    if held(due, found, labels):
        known = await known_of(store, due, found.listing.candidates)
        return outcome, replace(known, labels=labels)
    found, known = await bridged(store, visitor, due, found)
    return judged(due, replace(outcome, reading=found), known, labels), known


def is_odd(due: Due, reading: Reading, known: Known) -> bool:
    """Whether a reading needs the second look."""
    if due.state.baseline_at is None:
        return False
    if isinstance(reading, Failed):
        return reading.page is not None and reading.health is Health.DRIFTED
    if not isinstance(reading, Found) or not known.present:
        return False
    if reading.listing.kind is PageKind.EMPTY:
        return True
    return looks_different(page_keys(due.source, reading.listing.candidates), known)


def as_ever(due: Due, reading: Reading) -> Tended:
    """For a reading that needs no second look: where it is a listing, what was on trial, asked or undone is over;
    what is in force stays so."""
    before = due.state.healing
    over = isinstance(reading, Found) and before is not None and before.stage is not Stage.ACTIVE
    return Tended(reading, None if over else before)


def second_look(due: Due, reading: Found | Failed, labels: Sequence[Label], now: datetime) -> Tended:
    """What to make of a page that looks different, by the entries that were listed last."""
    page = reading.page
    if page is None or not any(label.present for label in labels):
        return as_ever(due, reading)
    before = due.state.healing
    learned = learn(page, labels, due.source)
    own, matched = reading, held(due, reading, labels)
    if learned_recipe(due) is not None and not matched:
        earlier = read_page(page, reading.body_digest, due.source, None)
        outcome = weigh(_unmended(due), earlier, held(due, earlier, labels), learned, None, now)
        if outcome.healing is None and isinstance(outcome.reading, Found) and held(due, earlier, labels):
            return replace(outcome, incident=went_back(due, now))
    trial = tried(page, before.recipe, labels, due.source) if before else None
    return weigh(due, own, matched, learned, trial, now)


def held(due: Due, reading: Found | Failed, labels: Sequence[Label]) -> int:
    """How many of the entries that were present stand in a reading."""
    if isinstance(reading, Failed):
        return 0
    return measured(reading.listing, None, labels, due.source).matched


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


def _unmended(due: Due) -> Due:
    return replace(due, state=replace(due.state, healing=None))
