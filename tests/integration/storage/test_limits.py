"""Limits of relays and chats, kept together by all who send from one database."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from service.alerts.dispatch import Dispatcher
from service.alerts.traffic import ChannelTraffic, RelayTraffic, Traffic
from service.domain.channel import Channel, ChannelId, ChannelKind, ChatTarget, MailTarget, Target
from service.domain.delivery import Claimed
from service.domain.digest import AtOnce
from service.domain.rate import Rate
from service.domain.source import Holder
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import LEASE, Office, notice, source

MINUTE = timedelta(minutes=1)
RATE = Rate(3, MINUTE)


@dataclass
class Sent:
    """A sender that notes when it sent what, as both processes do."""

    office: Office
    sent: list[tuple[datetime, Claimed]] = field(default_factory=list)

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        return b"payload"

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        self.sent.append((self.office.now, claimed))
        return "taken"

    async def aclose(self) -> None:
        """Nothing is held open."""

    def most_within_a_minute(self, channel: str = "") -> int:
        times = [at for at, claimed in self.sent if channel in ("", claimed.channel.id)]
        return max(sum(start <= at < start + MINUTE for at in times) for start in times)


@dataclass
class Processes:
    """As many dispatchers as stores, which know nothing of each other."""

    office: Office
    stores: Sequence[Store]
    sender: Sent
    traffic: Callable[[], Traffic]
    together: int = 1
    running: list[Dispatcher] = field(default_factory=list)

    def start(self) -> None:
        """All of them anew: what they remember is gone."""
        self.running = [
            Dispatcher(
                store,
                dict.fromkeys(ChannelKind, self.sender),
                dict.fromkeys(ChannelKind, (MINUTE,)),
                clock=lambda: self.office.now,
                jitter=lambda: 0.0,
                holder=Holder(f"daemon:{number}"),
                traffic=self.traffic(),
                together=self.together,
            )
            for number, store in enumerate(self.stores)
        ]

    async def round(self) -> None:
        await asyncio.gather(*(dispatcher.round() for dispatcher in self.running))
        for dispatcher in self.running:
            await dispatcher.idle()


async def follow(office: Office, name: str, target: Target) -> None:
    channel = Channel(ChannelId(name), target)
    await office.store.add_channel(channel)
    wanted = Subscription(SubscriptionId(name), channel.id, Selection(), AtOnce(), office.now, f"token of {name}")
    await office.store.add_subscription(wanted)


async def open_office(store: Store) -> Office:
    office = Office(store)
    await office.watch(source("a"))
    await office.poll("a", notice(1))
    return office


async def announce(office: Office, number: int) -> None:
    await office.poll("a", *(notice(one) for one in range(number, 0, -1)))
    await office.publish()


@pytest.mark.parametrize("restarts", [False, True])
async def test_mails_of_all_processes_together_keep_to_the_relays_rate(opening: Opening, restarts: bool) -> None:
    stores = [await opening(), await opening()]
    office = await open_office(stores[0])
    office.later(minutes=10)
    for number in range(12):
        await follow(office, f"reader-{number}", MailTarget(f"reader-{number}@example.org"))
    await announce(office, 2)
    processes = Processes(office, stores, Sent(office), lambda: RelayTraffic(RATE))
    processes.start()
    began = office.now
    while len(processes.sender.sent) < 12:
        await processes.round()
        assert office.now - began < timedelta(minutes=4), "as fast as the rate allows"
        office.later(seconds=15)
        if restarts:
            processes.start()
    assert processes.sender.most_within_a_minute() == RATE.count
    assert len({claimed.id for _, claimed in processes.sender.sent}) == 12
    assert await stores[0].claim_deliveries(office.now, limit=9, holder=Holder("x"), lease=LEASE) == []


async def test_each_chat_keeps_to_its_rate_and_hinders_no_other(opening: Opening) -> None:
    stores = [await opening(), await opening()]
    office = await open_office(stores[0])
    for name in ("busy", "free"):
        await follow(office, name, ChatTarget(f"dingtalk://{name}"))
    processes = Processes(
        office,
        stores,
        Sent(office),
        lambda: ChannelTraffic(lambda channel: RATE if channel.id == "busy" else None),
        together=20,
    )
    processes.start()
    for number in range(2, 14):
        office.later(seconds=7)
        await announce(office, number)
        await processes.round()
    assert processes.sender.most_within_a_minute("busy") == RATE.count
    assert processes.sender.most_within_a_minute("free") > RATE.count
    office.later(minutes=1)
    await processes.round()
    told = [len(claimed.entries) for _, claimed in processes.sender.sent if claimed.channel.id == "busy"]
    assert sum(told) == 12, "what had to wait went together"


async def test_of_all_who_claim_in_the_same_moment_one_gets_the_room(opening: Opening) -> None:
    stores = [await opening() for _ in range(4)]
    office = await open_office(stores[0])
    office.later(minutes=10)
    readers = [ChannelId(f"reader-{number}") for number in range(4)]
    for reader in readers:
        await follow(office, reader, MailTarget(f"{reader}@example.org"))
    await announce(office, 2)
    await office.expand()
    for turn in range(10):
        within = RelayTraffic(Rate(1, MINUTE), f"relay {turn}").limit
        claims = (
            store.claim_deliveries(
                office.now,
                limit=1,
                holder=Holder(f"daemon:{reader}"),
                lease=LEASE,
                exclude=[other for other in readers if other != reader],
                within=within,
            )
            for store, reader in zip(stores, readers, strict=True)
        )
        assert sum(map(len, await asyncio.gather(*claims))) == 1, f"turn {turn}"
        await stores[0].release_leases("daemon:")
