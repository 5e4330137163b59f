"""What follows from a reading for the source itself: health, evidence, the next poll."""

from datetime import UTC, datetime, timedelta

from service.domain.poll import Failed, NotModified, Outcome
from service.domain.source import Health, Validators
from tests.unit.domain.memory import MORNING, Memory, notice, source


def test_unchanged_keeps_everything_and_proves_the_source_alive() -> None:
    memory = Memory()
    memory.poll(notice(1))
    before = memory.state
    record = memory.read(NotModified(Validators(etag='"2"')))
    assert record.outcome is Outcome.UNCHANGED
    assert record.sightings == ()
    assert record.state.last_good_at is not None
    assert before.last_good_at is not None
    assert record.state.last_good_at > before.last_good_at
    assert record.state.validators.etag == '"2"'
    assert record.state.body_digest == before.body_digest


def test_a_failure_changes_only_the_state_and_backs_off() -> None:
    memory = Memory(source(every=timedelta(minutes=10)))
    memory.poll(notice(1))
    waits = []
    for _ in range(8):
        asked_at = memory.now
        record = memory.read(Failed(Health.UNREACHABLE, "connection refused"))
        waits.append(record.state.next_poll_at - asked_at)
        assert not (record.sightings or record.vanished or record.new_entries)
        assert record.state.last_good_at == MORNING
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(minutes=9)
    assert waits[-1] <= timedelta(hours=6)
    memory.poll(notice(1))
    assert memory.state.failures == 0


def test_the_owner_is_told_at_the_third_bad_poll_and_not_again() -> None:
    memory = Memory()
    memory.poll(notice(1))
    incidents = [memory.read(Failed(Health.BLOCKED, "412", "ask")).incident for _ in range(5)]
    assert [incident is not None for incident in incidents] == [False, False, True, False, False]


def test_retry_after_is_obeyed_even_beyond_the_back_off() -> None:
    memory = Memory(source(every=timedelta(seconds=1)))
    until = memory.now + timedelta(hours=2)
    record = memory.read(Failed(Health.THROTTLED, "429", retry_at=until))
    assert record.state.next_poll_at >= until
    assert record.state.wait_until == until


def test_gone_for_good_waits_a_day_and_tells_at_once() -> None:
    memory = Memory(source(every=timedelta(seconds=1)))
    now = memory.now
    record = memory.read(Failed(Health.GONE, "410 Gone", final=True))
    assert record.incident is not None
    assert record.state.wait_until == now + timedelta(days=1)


def test_a_missing_page_is_tried_again_soon() -> None:
    memory = Memory(source(every=timedelta(seconds=1)))
    now = memory.now
    record = memory.read(Failed(Health.GONE, "404 Not Found"))
    assert record.state.wait_until is None
    assert record.state.next_poll_at <= now + timedelta(seconds=2)


def test_the_next_poll_lies_ahead() -> None:
    memory = Memory(source(every=timedelta(milliseconds=200)))
    for reading in (Failed(Health.DRIFTED, "x"), NotModified(Validators())):
        now = memory.now
        assert memory.read(reading).state.next_poll_at > now


def test_an_empty_record_needs_no_baseline() -> None:
    memory = Memory()
    memory.now = datetime(2026, 3, 7, tzinfo=UTC)
    record = memory.read(Failed(Health.UNREACHABLE, "no route"))
    assert record.state.baseline_at is None
