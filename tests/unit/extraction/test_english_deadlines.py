"""English sentences: what they ask for by when, and what only looks so."""

from datetime import date

import pytest

from service.extraction.deadlines import find_deadlines

PUBLISHED = date(2026, 9, 1)

ASKED = [
    ("Please apply by 5 pm on 30 September 2026.", "deadline 2026-09-30T17:00"),
    ("Deadline: Sept 30, 11:59 p.m.", "deadline 2026-09-30T23:59"),
    ("Applications close on Friday, 2 October at noon.", "deadline 2026-10-02T12:00"),
    ("Send the form no later than January 9.", "deadline 2027-01-09"),
    ("The deadline for submissions is October 1st, 2026.", "deadline 2026-10-01"),
    ("The deadline for grants has been extended from 16 September to 30 September 2026.", "deadline 2026-09-30"),
    ("The lecture has been postponed to 8 October.", "event 2026-10-08"),
    ("Interviews are expected to be held between 1 and 5 December.", "event 2026-12-01..2026-12-05"),
    ("Prof. Tanaka will speak about heat on Wednesday 11 November at 3 pm.", "event 2026-11-11T15:00"),
    (
        "Voting is open from October 20, 9:00 a.m. to October 24, 5:00 p.m. Results were last published in May.",
        "window 2026-10-20T09:00..2026-10-24T17:00",
    ),
    ("Registration is open from 1 to 30 November.", "window 2026-11-01..2026-11-30"),
    ("The workshop will be held on 28 December to 3 January 2027.", "event 2026-12-28..2027-01-03"),
    ("Date and time: Thursday, October 15, 2026, 4 - 5:30 PM", "event 2026-10-15T16:00..2026-10-15T17:30"),
    (
        "The network will be down from 22:00 on 8 November to 06:00 on 9 November.",
        "event 2026-11-08T22:00..2026-11-09T06:00",
    ),
]
NOTHING = [
    "The college was founded on 12 May 2027.",
    "As of 30 September 2026 there are 24,310 students.",
    "Students whose permit expires before 28 February 2027 should come to the office.",
    "Her term runs until 31 August 2030.",
    "Winners were told that the fair starts on 3 October 2026.",
    "In May 20 people joined; you may 5 times try again.",
    "Please reply by 09/10/2026.",
    "Posted: September 30, 2026",
    "Please apply by February 30.",
]


def shown(text: str) -> list[str]:
    found = find_deadlines(text, title="Seminar: Notes", published=PUBLISHED)
    return [
        f"{due.meaning} " + "..".join(str(instant) for instant in (due.start, due.end) if instant) for due in found
    ]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_a_sentence_asks_for(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize("text", NOTHING)
def test_what_asks_for_nothing(text: str) -> None:
    assert shown(text) == []


def test_the_sentence_is_the_evidence_and_the_place_stands_beside() -> None:
    text = (
        "We met in spring. The talk will take place on 8 October 2026 at 4 pm. Tea is served.\nVenue: Old Library"
    )
    (due,) = find_deadlines(text, published=None)
    assert due.evidence == "The talk will take place on 8 October 2026 at 4 pm."
    assert (str(due.start), due.what, due.place) == ("2026-10-08T16:00", "talk", "Old Library")
