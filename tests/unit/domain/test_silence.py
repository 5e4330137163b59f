from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.poll import Incident
from service.domain.silence import heard, patience
from tests.unit.domain.memory import source

TODAY = date(2026, 11, 24)


def days(*ago: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(days=number) for number in ago)


@pytest.mark.parametrize(
    ("ago", "allowed"),
    [
        ((1, 2, 3, 4, 5, 6, 7), None),
        ((1, 2, 3, 4, 5, 6, 7, 8), 21),
        ((1, 8, 15, 22, 29, 36, 43, 50), 21),
        ((1, 8, 15, 22, 70, 77, 84, 91), 96),
    ],
)
def test_patience_is_twice_the_longest_pause(ago: tuple[int, ...], allowed: int | None) -> None:
    found = patience(days(*ago))
    assert found == (None if allowed is None else timedelta(days=allowed))


def test_a_silence_is_told_with_its_facts() -> None:
    weekly = days(*range(22, 100, 7))
    (over, silent) = heard(source(), weekly, TODAY)
    assert silent.title.startswith("Silent: ")
    assert "for 22 days" in silent.text
    assert "longest pause before was 7 days" in silent.text
    assert over.ends
    assert heard(source(), days(*range(21, 100, 7)), TODAY)[1:] == ()


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40))
def test_each_silence_begins_and_ends_once(pauses: list[int]) -> None:
    """Day after day, with a posting after each pause: what began ended, and nothing twice."""
    day = date(2020, 1, 1)
    posted = [day + timedelta(days=number) for number in range(8)]
    told: dict[str, Incident] = {}
    today = posted[-1]
    for pause in pauses:
        for _ in range(pause):
            today += timedelta(days=1)
            for incident in heard(source(), tuple(reversed(posted)), today):
                if not incident.ends or set(incident.ends) & set(told):
                    told.setdefault(incident.key, incident)
        posted.append(today)
    for incident in heard(source(), tuple(reversed(posted)), today):
        if set(incident.ends) & set(told):
            told.setdefault(incident.key, incident)
    begun = {key for key in told if key.startswith("silent:")}
    ended = {key for incident in told.values() for key in incident.ends}
    assert begun == ended
