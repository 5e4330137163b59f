"""Whatever a source does: each trouble is told once when it begins, and once when it is over."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.decision import Policy, decide
from service.domain.poll import Failed, Found, Incident, Known, Listing, NotModified, PageKind, Reading
from service.domain.source import Due, Health, Holder, SourceState, Validators
from tests.unit.domain.memory import MORNING, notice, source

WELL = Found(Listing(PageKind.LISTING, tuple(notice(n) for n in range(3)), method="test"), Validators(), "digest")
EMPTY = Found(Listing(PageKind.EMPTY, (), method="test"), Validators(), "empty")
readings: st.SearchStrategy[Reading] = st.one_of(
    st.just(WELL),
    st.just(NotModified(Validators())),
    st.just(EMPTY),
    st.builds(Failed, st.sampled_from([Health.UNREACHABLE, Health.BLOCKED, Health.DRIFTED]), st.just("cause")),
    st.just(Failed(Health.GONE, "410", final=True)),
)


class Owner:
    """Hears what the database would file: each key once, and ends only of what began."""

    def __init__(self) -> None:
        self.heard: list[Incident] = []

    def hear(self, incident: Incident | None) -> None:
        keys = {one.key for one in self.heard}
        if incident and incident.key not in keys and (not incident.ends or keys & set(incident.ends)):
            self.heard.append(incident)

    @property
    def troubled(self) -> set[str]:
        """Keys of troubles that began and are not over."""
        begun = {one.key for one in self.heard if one.key.startswith(("trouble:", "empty:"))}
        return begun - {key for one in self.heard for key in one.ends}


@given(st.lists(readings, max_size=40))
def test_one_beginning_and_one_end(given_readings: list[Reading]) -> None:
    owner, now = Owner(), MORNING
    state, bad = SourceState(next_poll_at=now), 0
    for reading in [WELL, *given_readings]:
        now += timedelta(minutes=20)
        due = Due(source(), state, Holder("daemon:x"), now)
        record = decide(due, reading, Known(), replace(Policy(), flood_limit=0), now, jitter=0)
        before = owner.troubled
        owner.hear(record.incident)
        state = record.state
        bad = bad + 1 if isinstance(reading, Failed) else 0
        if isinstance(reading, Failed) and bad >= 3:
            assert owner.troubled, "the owner was not told"
        if reading is WELL:
            assert not owner.troubled, "the end was not told"
        if isinstance(reading, Failed) and before:
            assert len(owner.troubled) <= 2
    keys = [one.key for one in owner.heard]
    assert len(keys) == len(set(keys))
    open_ = False
    for one in owner.heard:
        if one.ends:
            assert open_, "an end without a beginning"
        open_ = not one.ends


def test_three_bad_polls_and_a_good_one_are_two_messages() -> None:
    owner, now, state = Owner(), MORNING, SourceState(next_poll_at=MORNING)
    bad = Failed(Health.BLOCKED, "a login page")
    for reading in (WELL, bad, bad, bad, bad, WELL, WELL):
        now += timedelta(minutes=20)
        due = Due(source(), state, Holder("daemon:x"), now)
        record = decide(due, reading, Known(), Policy(), now, jitter=0)
        owner.hear(record.incident)
        state = record.state
    assert [one.title.split(":")[0] for one in owner.heard] == ["In trouble (blocked)", "Well again"]
