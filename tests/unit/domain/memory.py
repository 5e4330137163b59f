"""What a database would remember of one source, for tests of decisions without one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from service.domain.decision import Policy, decide
from service.domain.detection import page_keys
from service.domain.entry import Candidate, EntryId, Published
from service.domain.poll import Found, Known, Listing, PageKind, PollRecord, Reading
from service.domain.source import Due, Holder, SiteId, Source, SourceId, SourceState, Validators
from service.domain.urls import Url

SITE = SiteId("office-example-edu-cn")
LISTING = Url.parse("https://office.example.edu.cn/zzgz/gzdt.htm")
MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # a Monday, ten o'clock in Shanghai


def source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "id": SourceId("gzdt"),
        "site_id": SITE,
        "url": LISTING,
        "title": "工作动态",
        **changes,
    }
    return Source(**fields)  # type: ignore[arg-type]  # the test names the fields it changes


def notice(
    number: int, title: str = "", day: date | None = None, *, article_id: bool = True, **changes: object
) -> Candidate:
    fields: dict[str, object] = {
        "url": LISTING.join(f"../info/1006/{number}.htm"),
        "title": title or f"关于第{number}次会议的通知",
        "published": Published(day, "Asia/Shanghai") if day else None,
        "article_id": f"vsb:{number}" if article_id else None,
        **changes,
    }
    return Candidate(**fields)  # type: ignore[arg-type]  # the test names the fields it changes


class Memory:
    """Polls one source, remembering as the database would; `announced` in order, one id per announcement."""

    def __init__(self, watched: Source | None = None, policy: Policy | None = None) -> None:
        self.source = watched or source()
        self.policy = policy or Policy()
        self.state = SourceState(next_poll_at=MORNING)
        self.now = MORNING
        self.keys: dict[str, EntryId] = {}
        self.present: set[EntryId] = set()
        self.ever: set[EntryId] = set()
        self.announced: list[EntryId] = []
        self.held: list[EntryId] = []

    def known(self, candidates: Sequence[Candidate]) -> Known:
        keys = [key for _, found in page_keys(self.source, candidates) for key in found.all]
        by_key = {key: self.keys[key] for key in keys if key in self.keys}
        return Known(by_key, frozenset(self.present), frozenset(self.ever & set(by_key.values())))

    def read(self, reading: Reading, known: Known | None = None) -> PollRecord:
        due = Due(self.source, self.state, Holder("test"), self.now + timedelta(minutes=5))
        record = decide(due, reading, known or Known(), self.policy, self.now, jitter=0.5)
        for entry in record.new_entries:
            for key in entry.keys:
                self.keys.setdefault(key, entry.id)
        for sighting in record.sightings:
            for key in sighting.keys:
                self.keys.setdefault(key, sighting.entry_id)
            self.ever.add(sighting.entry_id)
            self.present.add(sighting.entry_id)
        self.present -= set(record.vanished)
        self.announced += [sighting.entry_id for sighting in record.sightings if sighting.announce]
        self.held += [sighting.entry_id for sighting in record.sightings if sighting.held]
        self.state = record.state
        self.now += timedelta(minutes=15)
        return record

    def poll(self, *candidates: Candidate, kind: PageKind = PageKind.LISTING) -> PollRecord:
        listing = Listing(kind, tuple(candidates), method="recipe")
        found = Found(listing, Validators(), body_digest=f"{self.now}")
        return self.read(found, self.known(candidates))
