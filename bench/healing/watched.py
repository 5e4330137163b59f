"""One source polled by the parts that poll, with a memory instead of a database; a count of what went wrong."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast

from service.domain.decision import Policy, decide
from service.domain.detection import page_keys
from service.domain.entry import EntryId
from service.domain.errors import Unreachable
from service.domain.healing import with_healing
from service.domain.poll import Found, Known, Label, NotModified, Page, PollRecord
from service.domain.source import Due, Holder, SiteId, Source, SourceId, SourceState, Stage
from service.domain.urls import Url
from service.polling.healing import tended
from service.polling.visit import Visitor, learned_recipe, read_page, reading_of
from service.storage.store import Store

MORNING = datetime(2026, 3, 20, 2, tzinfo=UTC)
_POLLS = 4
"""Polls within which a page built anew must be read again."""


@dataclass
class _Remembered:
    title: str
    day: date | None
    keys: tuple[str, ...]
    present: bool
    seen_at: datetime
    position: int


@dataclass
class Watched:
    """`announced`: the addresses that were announced, as the page gave them, in order; `doubled`: addresses of
    which the entry was stored though the article they lead to was known."""

    source: Source
    now: datetime = MORNING
    policy: Policy = field(default_factory=Policy)
    announced: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    keys_of: dict[str, EntryId] = field(default_factory=dict)
    remembered: dict[EntryId, _Remembered] = field(default_factory=dict)
    evidence: str = ""

    def __post_init__(self) -> None:
        self.state = SourceState(next_poll_at=self.now)

    async def known(self, _: Due, keys: list[str]) -> Known:
        by_key = {key: self.keys_of[key] for key in keys if key in self.keys_of}
        present = frozenset(one for one, kept in self.remembered.items() if kept.present)
        return Known(by_key, present, frozenset(by_key.values()) & self.remembered.keys())

    async def labels(self, _: SourceId) -> tuple[Label, ...]:
        """As the store orders them."""
        newest = sorted(
            self.remembered.items(),
            key=lambda one: (not one[1].present, -one[1].seen_at.timestamp(), one[1].position),
        )
        return tuple(
            Label(entry_id, kept.title, kept.day, kept.keys, kept.present) for entry_id, kept in newest[:300]
        )

    async def poll(self, body: bytes, url: Url | None = None, charset: str | None = None) -> PollRecord:
        """One poll that gets these bytes."""
        page = Page(url or self.source.url, 200, "text/html", charset, body, self.now)
        due = Due(self.source, self.state, Holder("test"), self.now + timedelta(minutes=5))
        digest = hashlib.sha256(body).hexdigest()
        if digest == self.state.body_digest:
            reading = NotModified(page.validators)
            outcome, known = await tended(cast(Store, self), cast(Visitor, None), due, reading, self.now)
        else:
            read = reading_of(read_page(page, self.source, learned_recipe(due)), page)
            outcome, known = await tended(cast(Store, self), _NoFurther(), due, read, self.now)
        decided = decide(due, outcome.reading, known, self.policy, self.now, jitter=0.5)
        record = with_healing(decided, outcome, self.now)
        self.evidence = record.state.evidence
        self._write(record, outcome.reading)
        return record

    async def polls(self, body: bytes, url: Url | None = None, charset: str | None = None) -> None:
        """As many polls as a page built anew may take."""
        for _ in range(_POLLS):
            await self.poll(body, url, charset)

    @property
    def stage(self) -> Stage | None:
        return self.state.healing.stage if self.state.healing else None

    def _write(self, record: PollRecord, reading: object) -> None:
        for entry in record.new_entries:
            for key in entry.keys:
                self.keys_of.setdefault(key, entry.id)
        rows = page_keys(self.source, reading.listing.candidates) if isinstance(reading, Found) else []
        days = {entry.id: entry.published.day if entry.published else None for entry in record.new_entries}
        for sighting in record.sightings:
            candidate = rows[sighting.position][0]
            for key in sighting.keys:
                self.keys_of.setdefault(key, sighting.entry_id)
            strong = tuple(key for key in sighting.keys if not key.startswith("title:"))
            before = self.remembered.get(sighting.entry_id)
            self.remembered[sighting.entry_id] = _Remembered(
                sighting.title,
                before.day if before else days.get(sighting.entry_id),
                tuple(sorted({*(before.keys if before else ()), *strong})),
                True,
                record.at,
                sighting.position,
            )
            for wanted, kept in (
                (sighting.announce, self.announced),
                (sighting.first, self.stored),
                (sighting.held, self.held),
            ):
                if wanted:
                    kept.append(candidate.url.text)
        for gone in record.vanished:
            self.remembered[gone].present = False
        if record.incident and record.incident.key not in self.incidents:
            self.incidents.append(record.incident.key)
        self.state = record.state
        self.now += timedelta(minutes=15)


class _NoFurther(Visitor):
    """A site whose next pages do not come."""

    def __init__(self) -> None:
        pass

    async def further(self, url: Url, due: Due) -> None:  # type: ignore[override]  # it never answers
        raise Unreachable(str(url), "time-out")


def source(url: str, **changes: object) -> Source:
    fields: dict[str, object] = {
        "id": SourceId("gzdt"),
        "site_id": SiteId("office"),
        "url": Url.parse(url),
        "title": "工作动态",
        **changes,
    }
    return Source(**fields)  # type: ignore[arg-type]  # the test names the fields it changes


@dataclass(frozen=True)
class Count:
    """What went wrong over a redesign. `lost`: published and never announced; `again`: announced though they were
    known, or twice; `doubled`: known articles that were stored as new entries; `held`: waiting for the owner."""

    lost: int = 0
    again: int = 0
    doubled: int = 0
    held: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.again or self.doubled or self.held)


def counted(
    watched: Watched,
    was: Mapping[str, object],
    is_now: Mapping[str, object],
    *,
    published: Set[object],
    known: Set[object],
    baseline: int,
) -> Count:
    """Counts after a walk. `was`, `is_now`: address -> article, as the old page and the new one give it; what
    is no article's address counts as announced again. `published`: articles that were to be announced; `known`:
    those of the baseline, the first `baseline` stored."""
    announced = Counter(is_now.get(address, address) for address in watched.announced)
    stored = Counter(was.get(address, address) for address in watched.stored[:baseline])
    stored.update(is_now.get(address, address) for address in watched.stored[baseline:])
    again = sum(count - (article in published) for article, count in announced.items())
    doubled = sum(count - 1 for article, count in stored.items() if article in known | published)
    return Count(len(published - announced.keys()), again, doubled, len(watched.held))
