"""decide(): all that follows from one reading. A pure function of values; storage writes what it returns."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.detection import detect, page_keys
from service.domain.gap import given_up, still_open
from service.domain.incident import emptied, moved, recovered, trouble
from service.domain.methods import spoken_method
from service.domain.poll import (
    Failed,
    Found,
    Incident,
    Known,
    NotModified,
    Outcome,
    PageKind,
    PollRecord,
    Reading,
)
from service.domain.remark import Remark, joined, lines
from service.domain.rhythm import Schedule, back_off, next_poll_at
from service.domain.source import Due, Health, SourceState

_GONE_FOR_NOW = timedelta(days=1)
_BLOCKED_AT_LEAST = timedelta(hours=1)
_TOLD_AFTER = 3
"""Bad polls in a row before the owner is told: one alone is weather."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that decisions depend on. `flood_limit` in entries; 0: no flood guard."""

    schedule: Schedule = Schedule()
    flood_limit: int = 10


def decide(
    due: Due, reading: Reading, known: Known, policy: Policy, now: datetime, *, jitter: float
) -> PollRecord:
    """What to write down after `reading` the listing of `due`.

    `known` is what the database knows of the page's keys (empty for anything but Found). `jitter` in 0..1. The
    record's `next_poll_at` lies ahead of `now`; a reading that failed changes nothing but the source's state.
    """
    if isinstance(reading, Failed):
        return _after_failure(due, reading, policy, now, jitter)
    state = replace(
        due.state,
        next_poll_at=next_poll_at(policy.schedule, due.source.every, due.source.zone, now, jitter=jitter),
        validators=reading.validators,
        failures=0,
        wait_until=None,
        last_poll_at=now,
    )
    if isinstance(reading, NotModified):
        lasting = due.state.health in (Health.OK, Health.EMPTY, Health.FLOODED)
        state = replace(
            state,
            health=due.state.health if lasting else Health.OK,
            evidence=due.state.evidence if lasting else Remark("the page is as it was when it was last read well"),
            last_good_at=now,
        )
        return PollRecord(due, now, Outcome.UNCHANGED, state, incident=recovered(due, now))
    if reading.listing.kind is PageKind.EMPTY:
        return _after_empty(due, reading, state, now)
    return _after_listing(due, reading, known, policy, state, now)


def _after_listing(
    due: Due, found: Found, known: Known, policy: Policy, state: SourceState, now: datetime
) -> PollRecord:
    listing = found.listing
    detection = detect(
        due.source,
        page_keys(due.source, listing.candidates + found.beyond),
        known,
        now,
        baseline=due.state.baseline_at is None,
        last_good_at=due.state.last_good_at,
        flood_limit=policy.flood_limit,
        first_page=len(page_keys(due.source, listing.candidates)),
        gap_since=due.state.gap.since if due.state.gap else None,
    )
    held_for = detection.flood or detection.doubt
    gap, told = still_open(due, found.unclosed, now)
    count = Remark(
        "%(count)d entries by %(method)s", count=len(detection.sightings), method=spoken_method(listing.method)
    )
    evidence = joined("; ", [count, told])
    state = replace(
        state,
        body_digest=found.body_digest,
        health=Health.FLOODED if held_for else Health.OK,
        evidence=held_for or evidence,
        last_good_at=now,
        baseline_at=due.state.baseline_at or now,
        method=listing.method,
        gap=gap,
    )
    incident = _flood_incident(due, held_for, now) if held_for else None
    if incident is None and found.unclosed is not None and gap is None:
        incident = given_up(due, found.unclosed, now)
    incident = incident or recovered(due, now) or (moved(due, found.moved_to) if found.moved_to else None)
    return PollRecord(
        due,
        now,
        Outcome.OK,
        state,
        new_entries=detection.new_entries,
        sightings=detection.sightings,
        vanished=detection.vanished,
        incident=incident,
        moved_to=found.moved_to,
        listing_title=listing.title,
    )


def _after_empty(due: Due, found: Found, state: SourceState, now: datetime) -> PollRecord:
    """A listing that says that it is empty: fine for a new section, doubtful for one that had entries. The bytes
    are not remembered, so the next poll reads them again; nothing is taken to have vanished."""
    had_entries = due.state.baseline_at is not None and due.state.body_digest is not None
    state = replace(
        state,
        health=Health.EMPTY,
        evidence=Remark("the page says that it holds nothing, and it held entries before")
        if had_entries
        else Remark("the page says that it holds nothing"),
        last_good_at=due.state.last_good_at if had_entries else now,
        baseline_at=due.state.baseline_at or now,
        validators=due.state.validators,
        method=found.listing.method,
    )
    again = had_entries and due.state.health is Health.EMPTY
    incident = emptied(due) if again else None
    return PollRecord(due, now, Outcome.UNCHANGED, state, incident=incident, moved_to=found.moved_to)


def _after_failure(due: Due, failed: Failed, policy: Policy, now: datetime, jitter: float) -> PollRecord:
    failures = due.state.failures + 1
    usual = due.source.every or policy.schedule.interval(now, due.source.zone)
    wait = back_off(usual, failures) * (1 - 0.1 * jitter)
    if failed.health in (Health.BLOCKED, Health.REFUSED):
        wait = max(wait, min(_BLOCKED_AT_LEAST, 4 * usual))
    wait_until = failed.retry_at if failed.retry_at and failed.retry_at > now else None
    if failed.final:
        wait_until = now + _GONE_FOR_NOW
    state = replace(
        due.state,
        next_poll_at=max(now + wait, wait_until) if wait_until else now + wait,
        health=failed.health,
        evidence=failed.cause,
        failures=failures,
        wait_until=wait_until,
        last_poll_at=now,
    )
    incident = None
    if failures == _TOLD_AFTER or (failed.final and failures < _TOLD_AFTER):
        incident = trouble(due, failed)
    return PollRecord(due, now, Outcome.ERROR, state, incident=incident, error=failed.cause)


def _flood_incident(due: Due, held_for: str, now: datetime) -> Incident:
    name = due.source.title
    return Incident(
        key=f"flood:{due.source.id}:{now.isoformat()}",
        title=Remark("Held back: %(name)s", name=name),
        text=lines(
            Remark("%(name)s: %(reason)s. They are stored and not announced.", name=name, reason=held_for),
            due.source.url.text,
            Remark("If they are real news: noticewire held %(source)s announce", source=due.source.id),
            Remark("If they are old: noticewire held %(source)s rest", source=due.source.id),
        ),
    )
