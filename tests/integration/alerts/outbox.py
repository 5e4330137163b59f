"""A real store with sources that publish, channels that want everything, and a clock that stands until told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from service.alerts.dispatch import Dispatcher
from service.alerts.sender import Sender
from service.alerts.traffic import Traffic
from service.domain.channel import Channel, ChannelId, ChannelKind, Target
from service.domain.delivery import Claimed
from service.domain.digest import AtOnce, Timing
from service.domain.entry import Candidate, EntryId, Publication
from service.domain.overview import DeliveryRecord
from service.domain.poll import NewEntry, Outcome, PollRecord, Sighting
from service.domain.source import Holder, Site, SiteId, Source, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.storage.store import Store

HOLDER = Holder("daemon:test")
LISTING = Url.parse("https://zzb.example.edu.cn/zzgz/gzdt.htm")
SITE = Site(SiteId("zzb"), LISTING.join("/"), "党委组织部")
SOURCE = Source(SourceId("zzb-gzdt"), SITE.id, LISTING, "工作动态", ("组织工作", "工作动态"))
AT_ONCE = AtOnce()
LEASE = timedelta(minutes=2)
DELAYS = (timedelta(seconds=10), timedelta(minutes=10))


class Outbox:
    """`now` is what the clock shows; it moves when a test sets it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.published = 0

    @staticmethod
    async def open(folder: Path) -> "Outbox":
        outbox = Outbox(await Store.open(f"sqlite:///{folder / 'outbox.db'}"))
        await outbox.store.add(SITE, [SOURCE], outbox.now)
        return outbox

    def clock(self) -> datetime:
        return self.now

    async def follow(
        self, name: str, target: Target, *, owner: bool = False, timing: Timing = AT_ONCE
    ) -> ChannelId:
        """A channel with a subscription to everything."""
        channel = Channel(ChannelId(name), target, owner=owner)
        await self.store.add_channel(channel)
        await self.store.add_subscription(
            Subscription(SubscriptionId(name), channel.id, Selection(), timing, self.now, f"token-of-{name}")
        )
        return channel.id

    async def follow_many(self, targets: Mapping[str, Target]) -> None:
        """The same for many, in one transaction."""
        channels = [Channel(ChannelId(name), target) for name, target in targets.items()]
        subscriptions = [
            Subscription(SubscriptionId(name), ChannelId(name), Selection(), AT_ONCE, self.now, f"token-of-{name}")
            for name in targets
        ]
        await self.store.declare([SITE], [SOURCE], channels, subscriptions, self.now)

    async def publish(self, count: int = 1) -> None:
        """`count` entries are found on the listing, and released."""
        due = await self.store.claim_source(SOURCE.id, self.now, holder=HOLDER, lease=LEASE)
        assert due is not None
        numbers = range(self.published + 1, self.published + count + 1)
        self.published += count
        found = [Candidate(LISTING.join(f"/info/1006/{number}.htm"), f"第{number}号通知") for number in numbers]
        entries = tuple(
            NewEntry(EntryId(f"{number:024x}"), candidate, (f"vsb:{number}",), None, self.now)
            for number, candidate in zip(numbers, found, strict=True)
        )
        sightings = tuple(
            Sighting(entry.id, place, entry.candidate.title, False, entry.keys, first=True, announce=True)
            for place, entry in enumerate(entries)
        )
        state = replace(due.state, next_poll_at=self.now + timedelta(hours=1), baseline_at=self.now)
        assert await self.store.record_poll(PollRecord(due, self.now, Outcome.OK, state, entries, sightings))
        released = 0
        while released < count:
            owed = await self.store.claim_articles(self.now, limit=count, holder=HOLDER, lease=LEASE)
            assert owed
            for one in owed:
                entry = replace(one.entry, text="各单位：现将有关事项通知如下。", released_at=self.now)
                assert await self.store.publish(Publication(entry, 1, None, self.now), HOLDER)
                released += 1

    def dispatcher(
        self,
        senders: Mapping[ChannelKind, Sender],
        *,
        slots: int = 20,
        lease: timedelta = LEASE,
        delays: Sequence[timedelta] = DELAYS,
        traffic: Traffic | None = None,
        together: int = 1,
    ) -> Dispatcher:
        """One without jitter: each retry comes exactly after its delay."""
        return Dispatcher(
            self.store,
            senders,
            dict.fromkeys(ChannelKind, delays),
            clock=self.clock,
            jitter=lambda: 0.5,
            holder=HOLDER,
            lease=lease,
            slots=slots,
            traffic=traffic,
            together=together,
        )

    async def ledger(self, channel: str | None = None) -> list[DeliveryRecord]:
        return await self.store.deliveries(channel_id=ChannelId(channel) if channel else None)

    async def only(self, channel: str | None = None) -> DeliveryRecord:
        [record] = await self.ledger(channel)
        return record


class Recorder:
    """A sender that keeps what it is given; `answer` may raise, or wait."""

    def __init__(self, answer: Callable[[Claimed], Any] = lambda claimed: None) -> None:
        self.answer = answer
        self.composed: list[Claimed] = []
        self.sent: list[tuple[Claimed, bytes]] = []

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        self.composed.append(claimed)
        return f"{claimed.id} at {now:%H:%M:%S}, composing number {len(self.composed)}".encode()

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        self.sent.append((claimed, payload))
        waiting = self.answer(claimed)
        if waiting is not None:
            await waiting
        return "taken"

    async def aclose(self) -> None:
        """Nothing is held open."""
