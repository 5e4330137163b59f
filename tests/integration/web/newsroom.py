"""A real Store filled the way polling fills it: listings are decided on, articles read, entries published."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.decision import Policy, decide
from service.domain.detection import page_keys
from service.domain.digest import AtOnce
from service.domain.entry import Article, Attachment, Candidate, Published
from service.domain.poll import Failed, Found, Known, Listing, Outcome, PageKind, PollRecord, Reading
from service.domain.publishing import after_reading
from service.domain.source import Healing, Health, Holder, Site, SiteId, Source, SourceId, Validators
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.extraction.deadlines import find_deadlines
from service.storage.store import Store

HOLDER = Holder("daemon:newsroom")
LEASE = timedelta(minutes=1)
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SITE = Site(SiteId("college"), Url.parse("https://college.example.edu.cn/"), "明江学院信息工程学院")
SECTIONS = (
    ("组织工作", "工作动态"),
    ("组织工作", "组织通知"),
    ("清廉信工", "警示教育"),
    ("师德师风", "警示教育"),
    ("下载专区",),
)
BODY = (
    "<p><strong>各支部：</strong>请于<b>11月30日</b>前报送材料。</p><h2>安排</h2>"
    "<table><tr><th>环节</th><th>时间</th></tr><tr><td>报送</td><td>11月30日</td></tr></table>"
    '<p><img src="https://college.example.edu.cn/hall.jpg" alt="会场"></p>'
)
FORM = Attachment(Url.parse("https://college.example.edu.cn/form.docx"), "附件1：登记表.docx", size=34_500)
TEXT = "请于11月30日前报送材料。"
ARTICLE = Article(
    author="组织部",
    body=BODY,
    text=TEXT,
    attachments=(FORM,),
    deadlines=find_deadlines(TEXT, published=START.date()),
)


class Clock:
    """Aware UTC that moves when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Newsroom:
    """`listings` holds what each source's page shows, newest first."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    listings: dict[SourceId, list[Candidate]] = field(default_factory=dict)

    async def open(self) -> list[SourceId]:
        """Watch the five sections of SITE, each read once with three old notices."""
        wanted = [
            Source(
                SourceId(f"college-{number}"),
                SITE.id,
                Url.parse(f"https://college.example.edu.cn/s{number}.htm"),
                section[-1],
                section,
                every=timedelta(minutes=15),
            )
            for number, section in enumerate(SECTIONS)
        ]
        kept = await self.store.add(SITE, wanted, self.clock())
        for source in kept:
            self.listings[source.id] = [
                self._notice(source, f"往期通知第{old}号", date(2026, 11, 1) - timedelta(days=old))
                for old in range(3)
            ]
            await self.poll(source.id)
        return [source.id for source in kept]

    async def publish(self, source_id: SourceId, title: str) -> None:
        """A notice appears on the page, and a poll finds it."""
        status = await self.store.source(source_id)
        assert status is not None
        self.listings[source_id].insert(0, self._notice(status.source, title, self.clock().date()))
        await self.poll(source_id)

    async def rename(self, source_id: SourceId, old: str, new: str) -> None:
        """A notice's title is corrected on the page, and a poll finds it."""
        self.listings[source_id] = [
            Candidate(found.url, new if found.title == old else found.title, found.published)
            for found in self.listings[source_id]
        ]
        await self.poll(source_id)

    async def poll(self, source_id: SourceId) -> None:
        listing = Listing(PageKind.LISTING, tuple(self.listings[source_id]), method="vsb")
        await self._read(source_id, Found(listing, Validators(), f"digest {self.clock.now} {source_id}"))

    async def fail(self, source_id: SourceId, cause: str, *, retry_at: datetime | None = None) -> None:
        await self._read(source_id, Failed(Health.UNREACHABLE, cause, retry_at=retry_at))

    async def heal(self, source_id: SourceId, healing: Healing) -> None:
        """A poll finds the page built anew, and learns this."""
        due = await self.store.claim_source(source_id, self.clock(), holder=HOLDER, lease=LEASE)
        assert due is not None
        state = replace(due.state, health=Health.DRIFTED, healing=healing)
        assert await self.store.record_poll(PollRecord(due, self.clock(), Outcome.ERROR, state))

    async def subscribe(self, token: str, *, language: str = "zh") -> None:
        channel = Channel(ChannelId(f"mail-{token}"), MailTarget("student@example.org", "同学"))
        await self.store.add_channel(channel)
        selection = Selection(groups=frozenset({(SITE.id, ("组织工作",))}))
        await self.store.add_subscription(
            Subscription(
                SubscriptionId(f"subscription-{token}"),
                channel.id,
                selection,
                AtOnce(),
                self.clock(),
                token,
                language=language,
            )
        )

    async def _read(self, source_id: SourceId, reading: Reading) -> None:
        due = await self.store.claim_source(source_id, self.clock(), holder=HOLDER, lease=LEASE)
        assert due is not None
        known = Known()
        if isinstance(reading, Found):
            keys = [key for _, keys in page_keys(due.source, reading.listing.candidates) for key in keys.all]
            known = await self.store.known(due, keys)
        record = decide(due, reading, known, Policy(), self.clock(), jitter=0)
        assert await self.store.record_poll(record)
        await self._read_articles()

    async def _read_articles(self) -> None:
        while owed := await self.store.claim_articles(self.clock(), limit=10, holder=HOLDER, lease=LEASE):
            for each in owed:
                assert await self.store.publish(after_reading(each, ARTICLE, self.clock()), HOLDER)

    def _notice(self, source: Source, title: str, day: date) -> Candidate:
        number = 1000 + sum(len(shown) for shown in self.listings.values()) + len(title) * 100
        address = f"https://college.example.edu.cn/info/{source.id}/{number}-{title}.htm"
        return Candidate(Url.parse(address), title, Published(day, source.zone))
