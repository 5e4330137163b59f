"""When the next pages must be read too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.entry import EntryId
from service.domain.gap import is_gap
from service.domain.poll import Known
from service.domain.source import Due, Holder, SourceState
from tests.unit.domain.memory import MORNING, notice, source

STATE = SourceState(next_poll_at=MORNING, baseline_at=MORNING, last_good_at=MORNING)
DUE = Due(source(), STATE, Holder("x"), MORNING + timedelta(minutes=5))
HAD_SOME = Known(present=frozenset({EntryId("old")}))
FRESH = [notice(number, day=date(2026, 3, 2)) for number in (9, 8, 7)]


@pytest.mark.parametrize(
    ("due", "candidates", "known", "gap"),
    [
        (DUE, FRESH, HAD_SOME, True),
        (DUE, [notice(9), notice(8)], HAD_SOME, True),
        (DUE, [*FRESH, notice(1, day=date(2020, 1, 1), pinned=True)], HAD_SOME, True),
        (DUE, FRESH, replace(HAD_SOME, ever=frozenset({EntryId("e")})), False),
        (DUE, FRESH, Known(), False),
        (DUE, [*FRESH, notice(1, day=date(2026, 2, 1))], HAD_SOME, False),
        (replace(DUE, state=replace(STATE, baseline_at=None)), FRESH, HAD_SOME, False),
    ],
    ids=["fresh", "undated", "pinned", "overlap", "was empty", "old strangers", "no baseline"],
)
def test_gaps(due: Due, candidates: list, known: Known, gap: bool) -> None:  # type: ignore[type-arg]
    assert is_gap(due, candidates, known) is gap
