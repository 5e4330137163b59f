from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.poll import Incident
from service.domain.returns import BoxLook, after_look

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BOX = "bounces@example.org at imap.example.org:993"


def test_a_failing_is_told_with_its_facts_when_it_lasts() -> None:
    first, told = after_look(None, BOX, "refused", NOW - timedelta(hours=1))
    assert told is None
    again, told = after_look(first, BOX, "no such folder", NOW - timedelta(seconds=1))
    assert told is None
    look, told = after_look(again, BOX, "no such folder", NOW)
    assert look == BoxLook(BOX, NOW, NOW - timedelta(hours=1), "no such folder")
    assert told
    assert BOX in told.title
    assert "2026-11-24 11:00 UTC" in told.text
    assert "no such folder" in told.text


@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), min_size=1, max_size=60))
def test_each_lasting_failing_begins_and_ends_once(looks: list[tuple[int, bool]]) -> None:
    """However often it is looked at: one beginning of each failing of an hour, and one end of what was told."""
    now, look, since = NOW, None, None
    told: dict[str, Incident] = {}
    begun = ended = 0
    for minutes, fails in looks:
        now += timedelta(minutes=minutes)
        lasted = since is not None and now - since >= timedelta(hours=1)
        look, incident = after_look(look, BOX, "refused" if fails else "", now)
        if fails:
            since = since or now
            assert (incident is not None) == lasted
        else:
            since = None
        assert look.failing_since == since
        if incident and incident.key not in told and (not incident.ends or told.keys() & set(incident.ends)):
            told[incident.key] = incident
            begun, ended = begun + (not incident.ends), ended + bool(incident.ends)
        assert begun - ended == bool(told and look.failing_since and not list(told.values())[-1].ends)
