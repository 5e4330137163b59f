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

CALL: list[tuple[str, list[str]]] = [
    ("Applications should be received by 23:59 on 31 October 2025.", ["deadline 2025-10-31T23:59"]),
    ("The application is open from now until November 10, 2025.", ["deadline 2025-11-10"]),
    ("Power will be cut on 18 October from 8:00 to 12:00.", ["event 2025-10-18T08:00..2025-10-18T12:00"]),
    (
        "The water supply will be suspended from 22:00 on October 18 to 6:00 on October 19.",
        ["event 2025-10-18T22:00..2025-10-19T06:00"],
    ),
    ("Time: October 22, 2025 (Wednesday), 14:30-16:00", ["event 2025-10-22T14:30..2025-10-22T16:00"]),
    ("Time: 14:30-16:00, October 22, 2025", ["event 2025-10-22T14:30..2025-10-22T16:00"]),
    ("Join us on Wednesday, 22 October at 3:30 pm for a talk by Dr. Ellis.", ["event 2025-10-22T15:30"]),
    ("A lecture by Prof. Wong will be given at 10:00 on October 24 in Room 101.", ["event 2025-10-24T10:00"]),
    ("Deadline extended: 31 October 2025", ["deadline 2025-10-31"]),
    ("Submission of full papers: December 1, 2025", ["deadline 2025-12-01"]),
    ("Winter break: January 17 to February 28, 2026", ["event 2026-01-17..2026-02-28"]),
    ("Classes resume on March 2, 2026.", ["event 2026-03-02"]),
    ("Check-in: 7 November 2025, 14:00-20:00", ["event 2025-11-07T14:00..2025-11-07T20:00"]),
    ("Seminar on heat, 22 October 2025, 15:00, Room 5", ["event 2025-10-22T15:00"]),
    (
        "Please bring the originals to Room 101 between October 20 and October 24.",
        ["window 2025-10-20..2025-10-24"],
    ),
    ("Forms are to be handed in by 24 Oct.", ["deadline 2025-10-24"]),
    (
        "Students whose passports expire before 1 June 2026 are advised to renew them now.\n"
        "Please collect your new student card from Room 12 between 20 and 24 October, 9 am to 4 pm.",
        ["window 2025-10-20..2025-10-24"],
    ),
    (
        "The International Office is closed on 1 January 2026 and reopens on 5 January.",
        ["event 2026-01-01", "event 2026-01-05"],
    ),
    (
        "Fee: 300 yuan, payable by 31 October. Refunds are granted until 7 November.",
        ["deadline 2025-10-31", "deadline 2025-11-07"],
    ),
    (
        "Abstract submission opens: 1 November 2025\nAbstract submission closes: 15 December 2025\n"
        "Notification of acceptance: 15 January 2026\nConference dates: 12-14 March 2026",
        ["event 2025-11-01", "deadline 2025-12-15", "event 2026-01-15", "event 2026-03-12..2026-03-14"],
    ),
    (
        "The position is available from 1 February 2026 for three years. The closing date for "
        "applications is 30 November 2025.",
        ["deadline 2025-11-30"],
    ),
    ("Bid opening: 6 November 2025 at 10:30, Room 204.", ["event 2025-11-06T10:30"]),
    (
        "Interested suppliers may obtain the documents from 16 to 23 October 2025.",
        ["window 2025-10-16..2025-10-23"],
    ),
    (
        "The network will be upgraded on Sunday, October 19, between 00:00 and 06:00. Services may be "
        "interrupted.",
        ["event 2025-10-19T00:00..2025-10-19T06:00"],
    ),
    (
        "Who: All first-year students\nWhen: Thursday, Oct. 23, 2025, 6:30–8:00 p.m.\nWhere: Main Auditorium",
        ["event 2025-10-23T18:30..2025-10-23T20:00"],
    ),
    (
        "Date: Tuesday, 28 October 2025\nTime: 3:00 pm – 4:30 pm\nVenue: Room 5",
        ["event 2025-10-28T15:00..2025-10-28T16:30"],
    ),
    (
        "Professor Alan Field of the University of the North will give a lecture on October 30 (Thursday) "
        "at 2:00 p.m. in Room 101.",
        ["event 2025-10-30T14:00"],
    ),
    ("All employees shall complete the security training by November 15, 2025.", ["deadline 2025-11-15"]),
    ("Final version of the thesis to be handed in by 15 December 2025.", ["deadline 2025-12-15"]),
    ("The vaccination will be offered on 22 and 23 October from 9:00 to 16:00.", ["event 2025-10-22..2025-10-23"]),
    ("Hand in your form to Ms Li (Room 204) by Wednesday, Oct 22, 4 p.m.", ["deadline 2025-10-22T16:00"]),
    ("You are required to attend the safety briefing on 20 October at 9:30.", ["event 2025-10-20T09:30"]),
    ("The winter break is from January 19 to March 1, 2026.", ["event 2026-01-19..2026-03-01"]),
    ("Trial period: October 15 – November 14, 2025", ["window 2025-10-15..2025-11-14"]),
    ("Full consideration will be given to applications received by 30 November.", ["deadline 2025-11-30"]),
    ("To book a stall, fill in the form by noon on Tuesday 21 October.", ["deadline 2025-10-21T12:00"]),
    ("All loans have been extended to 27 October.", ["deadline 2025-10-27"]),
    ("Full proposal: 15 December 2025, 17:00", ["deadline 2025-12-15T17:00"]),
    ("Registration: February 28 – March 1, 2026, 8:30–16:30", ["window 2026-02-28..2026-03-01"]),
    ("Lecture 1: Old Rivers – 21 October, 4:00 pm, Room 110", ["event 2025-10-21T16:00"]),
    ("The deadline is 2025-10-31.", ["deadline 2025-10-31"]),
    ("Please apply by 5 o'clock p.m. on October 24.", ["deadline 2025-10-24T17:00"]),
    ("Please apply by 1700 hours on 24 October 2025.", ["deadline 2025-10-24T17:00"]),
    ("Please apply by 17.00 on 24 October 2025.", ["deadline 2025-10-24T17:00"]),
    ("Fill in the online form before 23:00 on 1 November 2025.", ["deadline 2025-11-01T23:00"]),
    ("Applications received after 31 October 2025 cannot be considered.", ["deadline 2025-10-31"]),
    ("Online interviews are planned for 17-19 November 2025.", ["event 2025-11-17..2025-11-19"]),
    ("Donate blood on Wednesday, 29 October, 9:00–15:00.", ["event 2025-10-29T09:00..2025-10-29T15:00"]),
    ("The sports day itself is on Saturday, 6 December.", ["event 2025-12-06"]),
    ("Application deadline: until 5 November 2025", ["deadline 2025-11-05"]),
    ("Withdrawal without penalty ends 31 October.", ["deadline 2025-10-31"]),
    ("The exhibition runs until 20 December.", ["deadline 2025-12-20"]),
    (
        "A drill will be carried out on 30 October 2025 between 10:00 and 10:30.",
        ["event 2025-10-30T10:00..2025-10-30T10:30"],
    ),
]
"""In a call for applications of 15 October 2025."""


def shown(text: str, title: str = "Seminar: Notes", published: date = PUBLISHED) -> list[str]:
    found = find_deadlines(text, title=title, published=published)
    return [
        f"{due.meaning} " + "..".join(str(instant) for instant in (due.start, due.end) if instant) for due in found
    ]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_a_sentence_asks_for(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize("text", NOTHING)
def test_what_asks_for_nothing(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(("text", "expected"), CALL, ids=[case[0] for case in CALL])
def test_what_a_call_asks_for(text: str, expected: list[str]) -> None:
    assert shown(text, "Call for applications", date(2025, 10, 15)) == expected


def test_the_sentence_is_the_evidence_and_the_place_stands_beside() -> None:
    text = (
        "We met in spring. The talk will take place on 8 October 2026 at 4 pm. Tea is served.\nVenue: Old Library"
    )
    (due,) = find_deadlines(text, published=None)
    assert due.evidence == "The talk will take place on 8 October 2026 at 4 pm."
    assert (str(due.start), due.what, due.place) == ("2026-10-08T16:00", "talk", "Old Library")
