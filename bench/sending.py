"""Messages of one notice to very many, against a bare loop of the same client to the same server: messages per
second. Ours are claimed, composed, frozen, sent and settled, each kept in the ledger."""

import asyncio
import base64
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosmtplib
import httpx

from bench.feedserver import fill
from bench.figures import Figure, interleaved
from service.alerts.compose import Letterhead
from service.alerts.dispatch import DEFAULT_DELAYS, Dispatcher
from service.alerts.posting import READ_LIMIT, Poster
from service.alerts.sender import Sender
from service.alerts.smtp import Relay, SmtpSender
from service.alerts.webhook import WebhookSender
from service.domain.channel import Channel, ChannelId, ChannelKind, MailTarget, Target, WebhookTarget, address_of
from service.domain.delivery import DeliveryState
from service.domain.digest import AtOnce
from service.domain.source import Holder, Origin
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.fetching.client import open_client, open_post_client
from service.fetching.guard import Guard
from service.fetching.limits import Limits
from service.storage.store import Store

BarePost = Callable[[str, bytes], Awaitable[int]]
BareLoop = Callable[[Sequence[tuple[str, bytes]]], Awaitable[None]]
_HOLDER = Holder("daemon:bench")
_READERS = 1000
_CONNECTIONS = 5
_SLOTS = 20
_WARMING = 100
_HERE = Guard([ip_network("127.0.0.0/8")])
_LETTERHEAD = Letterhead("https://notices.example.org", "noticewire", "notices@example.org")
_SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()


async def mail() -> Figure:
    """A relay that says yes, five sessions on either side."""
    async with _sink("mail") as port:
        sender = SmtpSender(_LETTERHEAD, Relay("127.0.0.1", port, "none"), connections=_CONNECTIONS)

        async def bare(payloads: Sequence[tuple[str, bytes]]) -> None:
            queue = iter(payloads)

            async def work() -> None:
                async with aiosmtplib.SMTP(
                    hostname="127.0.0.1", port=port, use_tls=False, start_tls=False
                ) as smtp:
                    for address, payload in queue:
                        await smtp.sendmail("notices@example.org", address, payload)

            await asyncio.gather(*(work() for _ in range(_CONNECTIONS)))

        return await _against_bare(
            "mail", ChannelKind.MAIL, sender, bare, lambda n: MailTarget(f"r{n}@example.org")
        )


async def webhook() -> Figure:
    """An endpoint that says yes, under as many addresses as there are channels; bare is the client that fetches
    pages, httpx over aiohttp's connections."""
    limits = Limits(max_bytes=65536, total=timedelta(seconds=20), connect=timedelta(seconds=5), redirects=0)
    async with open_client(_HERE, limits, "bench", concurrency=_SLOTS) as client:
        return await _webhooks("webhook", _by_httpx(client))


async def webhook_httpx() -> Figure:
    """The same; bare is httpx as it comes."""
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=_SLOTS)) as client:
        return await _webhooks("webhook_httpx", _by_httpx(client))


async def webhook_posts() -> Figure:
    """The same; bare is what posts our webhooks, without anything around it."""
    async with aclosing(open_post_client(_HERE, read_limit=READ_LIMIT, concurrency=_SLOTS)) as client:

        async def post(address: str, payload: bytes) -> int:
            return (await client.post(address, {}, payload)).status

        return await _webhooks("webhook_posts", post)


def _by_httpx(client: httpx.AsyncClient) -> BarePost:
    async def post(address: str, payload: bytes) -> int:
        return (await client.post(address, content=payload)).status_code

    return post


async def _webhooks(name: str, post: BarePost) -> Figure:
    async with _sink("http") as port:
        posts = open_post_client(_HERE, read_limit=READ_LIMIT, concurrency=_SLOTS)
        poster = Poster(posts, clock=_now, timeout=timedelta(seconds=20))
        sender = WebhookSender(poster, version="1", public_url=_LETTERHEAD.public_url, clock=_now)

        async def bare(payloads: Sequence[tuple[str, bytes]]) -> None:
            queue = iter(payloads)

            async def work() -> None:
                for address, payload in queue:
                    assert await post(address, payload) == 204

            await asyncio.gather(*(work() for _ in range(_SLOTS)))

        def target(number: int) -> WebhookTarget:
            return WebhookTarget(f"http://127.0.0.1:{port}/{number}", (_SECRET,))

        return await _against_bare(name, ChannelKind.WEBHOOK, sender, bare, target)


async def _against_bare(
    name: str, kind: ChannelKind, sender: Sender, bare: BareLoop, target: Callable[[int], Target]
) -> Figure:
    async with _following(target, 1) as store:
        await _owe(store)
        [first] = await store.claim_deliveries(_now(), limit=1, holder=_HOLDER, lease=timedelta(minutes=1))
        payload = sender.compose(first, _now())
    wanted = [(address_of(target(number)), payload) for number in range(_READERS)]

    async def ours() -> float:
        async with _following(target, _READERS) as store:
            dispatcher = Dispatcher(
                store,
                {kind: sender},
                DEFAULT_DELAYS,
                clock=_now,
                jitter=lambda: 0.5,
                holder=_HOLDER,
                slots=_SLOTS,
            )
            for number in range(_WARMING):  # as the bare loop, whose connections are open and whose code has run
                await store.owner.send_test(ChannelId(f"r{number}"), "a test", "", _now())
            await _work_off(dispatcher)
            await _owe(store)
            began = time.perf_counter()
            await _work_off(dispatcher)
            took = time.perf_counter() - began
            sent = await store.deliveries(limit=_READERS + _WARMING + 1, state=DeliveryState.SENT)
            assert len(sent) == _READERS + _WARMING, f"{len(sent)} sent; {await store.deliveries(limit=2)}"
        return _READERS / took

    async def loop() -> float:
        began = time.perf_counter()
        await bare(wanted)
        return _READERS / (time.perf_counter() - began)

    try:
        ratio, our_rate, bare_rate = await interleaved(ours, loop)
    finally:
        await sender.aclose()
    return Figure(name, ratio, 0.7, our_rate, bare_rate, "messages/s")


async def _work_off(dispatcher: Dispatcher) -> None:
    await dispatcher.round()
    await dispatcher.idle()


async def _owe(store: Store) -> None:
    """One notice to all readers, planned already."""
    await fill(store, 1, announce_last=1)
    while await store.expand(_now()):
        pass


@asynccontextmanager
async def _following(target: Callable[[int], Target], readers: int) -> AsyncIterator[Store]:
    """A database with so many readers of everything."""
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        try:
            channels = [Channel(ChannelId(f"r{n}"), target(n), Origin.CONFIG) for n in range(readers)]
            subscriptions = [
                Subscription(
                    SubscriptionId(f"r{n}"),
                    ChannelId(f"r{n}"),
                    Selection(),
                    AtOnce(),
                    _now(),
                    f"token-{n}",
                    origin=Origin.CONFIG,
                )
                for n in range(readers)
            ]
            await store.declare([], [], channels, subscriptions, _now())
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def _sink(kind: str) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.sinks", kind, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield int(await process.stdout.readline())
    finally:
        process.terminate()
        await process.wait()


def _now() -> datetime:
    return datetime.now(UTC)
