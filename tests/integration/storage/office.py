"""An office whose listings are polled the way the service does it, against a real store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from service.domain.channel import Channel, ChannelId, MailTarget, WebhookTarget
from service.domain.decision import Policy, decide
from service.domain.delivery import Result, Settlement
from service.domain.detection import page_keys
from service.domain.digest import AtOnce, Daily, Timing
from service.domain.entry import Article, Candidate, Published
from service.domain.poll import Found, Known, Listing, PageKind, PollRecord, Reading
from service.domain.publishing import after_failed_reading, after_reading, overdue, was_read
from service.domain.rules import Rules
from service.domain.source import Holder, Site, SiteId, Source, SourceId, Validators
from service.domain.subscription import Caps, Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.storage.store import Store

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = NOON.date()
LEASE = timedelta(minutes=2)
ME, OTHER = Holder("daemon:me"), Holder("daemon:other")
SITE = Site(SiteId("office"), Url.parse("https://office.example.edu.cn/"), "组织部")
NO_CAPS = Caps()
NO_RULES = Rules()
EIGHT = Daily(time(8))


def source(name: str, *section: str, site: Site = SITE) -> Source:
    url = site.url.join(f"/{name}.htm")
    return Source(SourceId(name), site.id, url, name, section or (name,), every=timedelta(minutes=10))


def notice(number: int, title: str = "", day: date = TODAY) -> Candidate:
    return Candidate(
        SITE.url.join(f"/info/1006/{number}.htm"),
        title or f"第{number}号通知",
        Published(day, "Asia/Shanghai"),
        article_id=f"vsb:{number}",
    )


@dataclass
class Office:
    """`now` moves when a test says so."""

    store: Store
    now: datetime = NOON
    policy: Policy = field(default_factory=Policy)

    async def watch(self, *sources: Source, site: Site = SITE) -> None:
        await self.store.add(site, sources, self.now)

    async def read(self, source_id: str, reading: Reading, holder: Holder = ME) -> PollRecord:
        """One poll, decided and recorded; the record, whether it was written or not."""
        due = await self.store.claim_source(SourceId(source_id), self.now, holder=holder, lease=LEASE)
        assert due is not None, "somebody else holds the source"
        known = Known()
        if isinstance(reading, Found):
            page = page_keys(due.source, reading.listing.candidates)
            known = await self.store.known(due, [key for _, keys in page for key in keys.all])
        record = decide(due, reading, known, self.policy, self.now, jitter=0)
        assert await self.store.record_poll(record)
        return record

    async def poll(self, source_id: str, *candidates: Candidate) -> PollRecord:
        return await self.read(source_id, listing(candidates, f"{self.now}"))

    async def publish(self, body: str = "<p>正文</p>") -> int:
        """Read every article that is owed; how many there were. Read again, an article says what it said."""
        count = 0
        while owed := await self.store.claim_articles(self.now, limit=5, holder=ME, lease=LEASE):
            for one in owed:
                article = Article(body=body, text="正文")
                if was_read(one):
                    was = one.entry
                    article = Article(
                        author=was.author,
                        body=was.body,
                        text=was.text,
                        attachments=was.attachments,
                        deadlines=was.deadlines,
                    )
                assert await self.store.publish(after_reading(one, article, self.now), ME)
                count += 1
        return count

    async def give_up(self) -> int:
        """Release what has waited for its article too long; how many that were."""
        late = await self.store.claim_articles(self.now, limit=50, holder=ME, lease=LEASE, overdue=True)
        for one in late:
            assert await self.store.publish(overdue(one, self.now), ME)
        return len(late)

    async def fail_articles(self) -> None:
        for one in await self.store.claim_articles(self.now, limit=50, holder=ME, lease=LEASE):
            assert await self.store.publish(after_failed_reading(one, [timedelta(hours=1)], self.now), ME)

    async def subscribe(
        self,
        name: str,
        selection: Selection | None = None,
        timing: Timing | None = None,
        *,
        owner: bool = False,
        caps: Caps = NO_CAPS,
        rules: Rules = NO_RULES,
    ) -> Subscription:
        channel = Channel(ChannelId(name), MailTarget(f"{name}@example.org"), owner=owner)
        await self.store.add_channel(channel)
        subscription = Subscription(
            SubscriptionId(name),
            channel.id,
            selection or Selection(),
            timing or AtOnce(),
            created_at=self.now,
            token=f"token of {name}",
            caps=caps,
            rules=rules,
        )
        await self.store.add_subscription(subscription)
        return subscription

    async def expand(self, chunk: int = 500) -> None:
        while await self.store.expand(self.now, chunk=chunk):
            pass

    async def send_all(self) -> list[tuple[str, tuple[str, ...]]]:
        """Send what is due: (channel, titles) in the order of sending."""
        await self.expand()
        sent = []
        while claimed := await self.store.claim_deliveries(self.now, limit=10, holder=ME, lease=LEASE):
            for one in claimed:
                titles = tuple(told.entry.title for told in one.entries) or (one.incident_title,)
                sent.append((str(one.channel.id), titles))
                assert one.payload is not None or await self.store.freeze(one.id, ME, b"payload")
                assert await self.store.settle(settlement(one.id, self.now))
        return sent

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


def listing(candidates: Sequence[Candidate], digest: str = "digest") -> Found:
    return Found(Listing(PageKind.LISTING, tuple(candidates), method="test"), Validators(), digest)


def settlement(delivery_id: object, now: datetime, result: Result = Result.SENT, **changes: object) -> Settlement:
    made = Settlement(delivery_id, ME, now, now, result, "250 ok")  # type: ignore[arg-type]  # of any claimed one
    return replace(made, **changes)  # type: ignore[arg-type]  # the test names the fields it changes


def webhook(name: str) -> Channel:
    return Channel(ChannelId(name), WebhookTarget("https://hook.example.org/", ("whsec_c2VjcmV0c2VjcmV0",)))
