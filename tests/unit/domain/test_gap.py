"""When the next pages must be read too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.detection import page_keys
from service.domain.entry import Candidate, EntryId
from service.domain.gap import is_gap
from service.domain.poll import Known
from service.domain.source import Due, Holder, SourceState
from tests.unit.domain.memory import MORNING, notice, source

STATE = SourceState(next_poll_at=MORNING, baseline_at=MORNING, last_good_at=MORNING)
DUE = Due(source(), STATE, Holder("x"), MORNING + timedelta(minutes=5))
HAD_SOME = Known(present=frozenset({EntryId("old")}))
FRESH = [notice(number, day=date(2026, 3, 2)) for number in (9, 8, 7)]

PINNED = notice(1, day=date(2020, 1, 1), pinned=True)


def _knowing(candidate: Candidate) -> Known:
    """That one was seen here before."""
    ((_, keys),) = page_keys(DUE.source, [candidate])
    return replace(HAD_SOME, by_key=dict.fromkeys(keys.all, EntryId("e")), ever=frozenset({EntryId("e")}))


@pytest.mark.parametrize(
    ("due", "candidates", "known", "gap"),
    [
        (DUE, FRESH, HAD_SOME, True),
        (DUE, [notice(9), notice(8)], HAD_SOME, True),
        (DUE, [*FRESH, PINNED], HAD_SOME, True),
        (DUE, FRESH, _knowing(FRESH[2]), False),
        (DUE, [PINNED, *FRESH], _knowing(PINNED), True),
        (DUE, FRESH, Known(), False),
        (DUE, [*FRESH, notice(1, day=date(2026, 2, 1))], HAD_SOME, False),
        (replace(DUE, state=replace(STATE, baseline_at=None)), FRESH, HAD_SOME, False),
    ],
    ids=[
        "fresh",
        "undated",
        "pinned",
        "overlap",
        "only a pinned one is known",
        "was empty",
        "old strangers",
        "no baseline",
    ],
)
def test_gaps(due: Due, candidates: list, known: Known, gap: bool) -> None:  # type: ignore[type-arg]
    assert is_gap(due, page_keys(due.source, candidates), known) is gap
