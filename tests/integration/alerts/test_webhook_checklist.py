"""Every way in which an endpoint may answer, or not, and what the ledger says of it (Standard Webhooks 1.0.0)."""

import asyncio
import base64
import shutil
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
import structlog
from aiohttp.abc import AbstractResolver
from standardwebhooks import Webhook
from structlog.testing import capture_logs

from service.alerts.dispatch import DEFAULT_DELAYS
from service.alerts.event import BODY_LIMIT
from service.alerts.posting import LONGEST_WAIT, READ_LIMIT, Poster
from service.alerts.webhook import WebhookSender
from service.domain.channel import ChannelId, ChannelKind, WebhookTarget
from service.domain.delivery import DeliveryState, Result
from service.domain.overview import DeliveryRecord
from service.fetching.client import open_post_client
from service.fetching.guard import Guard
from service.storage.store import Store
from tests.integration.alerts.outbox import Outbox
from tests.integration.alerts.receiver import SECRET, Answer, Receiver, receiving, status
from tests.integration.fetching.test_fetch_guard import Names
from tests.unit.alerts.test_schema import VALIDATOR

WEBHOOK = ChannelKind.WEBHOOK
SCHEDULE = DEFAULT_DELAYS[WEBHOOK]
FIRST = SCHEDULE[0]
BREATH = timedelta(seconds=30)
OLD = "whsec_" + base64.b64encode(b"o" * 32).decode()
CERTIFICATE = Path(__file__).parents[1] / "fetching/loopback.pem"
LOOPBACK = Guard([ip_network("127.0.0.0/8")])
PATIENCE = 0.4


@pytest.fixture(name="blank", scope="module")
def _blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def create(folder: Path) -> None:
        await (await Outbox.open(folder)).store.close()

    folder = tmp_path_factory.mktemp("blank")
    asyncio.run(create(folder))
    return folder / "outbox.db"


@pytest.fixture(name="outbox")
async def _outbox(blank: Path, tmp_path: Path) -> AsyncIterator[Outbox]:
    shutil.copy(blank, tmp_path / "outbox.db")
    outbox = Outbox(await Store.open(f"sqlite:///{tmp_path / 'outbox.db'}"))
    yield outbox
    await outbox.store.close()


@pytest.fixture(name="receiver")
async def _receiver() -> AsyncIterator[Receiver]:
    async with receiving(Receiver()) as receiver:
        yield receiver


@dataclass
class Line:
    """The outbox, the dispatcher and the client as the service has them; an endpoint called 'hook'."""

    outbox: Outbox
    sender: WebhookSender

    async def follow(self, url: str, *secrets: str) -> None:
        await self.outbox.follow("hook", WebhookTarget(url, secrets or (SECRET,)))

    async def work(self) -> DeliveryRecord:
        dispatcher = self.outbox.dispatcher({WEBHOOK: self.sender}, delays=SCHEDULE)
        await dispatcher.round()
        await dispatcher.idle()
        return (await self.outbox.ledger("hook"))[-1]

    async def closed(self) -> str:
        [channel] = [one for one in await self.outbox.store.channels() if one.id == ChannelId("hook")]
        return channel.disabled_reason


@asynccontextmanager
async def opened(
    outbox: Outbox, guard: Guard = LOOPBACK, resolver: AbstractResolver | None = None, patience: float = 10
) -> AsyncIterator[Line]:
    client = open_post_client(guard, read_limit=READ_LIMIT, concurrency=10, resolver=resolver)
    poster = Poster(client, clock=outbox.clock, timeout=timedelta(seconds=patience))
    sender = WebhookSender(poster, version="1", public_url="https://notices.example.org", clock=outbox.clock)
    try:
        yield Line(outbox, sender)
    finally:
        await sender.aclose()


async def told(
    outbox: Outbox, receiver: Receiver, answer: bytes | Answer, patience: float = 10
) -> tuple[DeliveryRecord, str]:
    """What the ledger says after one try; why the channel is closed."""
    receiver.answers["/hook"] = answer
    async with opened(outbox, patience=patience) as line:
        await line.follow(receiver.url("/hook"))
        await outbox.publish()
        record = await line.work()
        event = receiver.posts[0].verified()
        assert event["type"] == "entry.published"
        VALIDATOR.validate(event)
        return record, await line.closed()


def written(said: bytes, *, reset: bool = False) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        if reset:
            writer.transport.abort()

    return answer


def dripping(head: bytes, drop: bytes) -> Callable[[Receiver], Answer]:
    def of(receiver: Receiver) -> Answer:
        async def answer(writer: asyncio.StreamWriter) -> None:
            writer.write(head)
            for _ in range(500):
                writer.write(drop)
                await writer.drain()
                try:
                    async with asyncio.timeout(0.02):
                        await receiver.release.wait()
                    return
                except TimeoutError:
                    continue

        return answer

    return of


OK = b"HTTP/1.1 200 OK\r\n"
TAKEN: dict[str, bytes | Answer] = {
    "200 with an empty body": status("200 OK"),
    "200 with a page that says error": status("200 OK", "Content-Type: text/html", body=b"<h1>500 error</h1>"),
    "200 with bytes that are no text": status("200 OK", body=bytes(range(256))),
    "200 that claims to be compressed and is not": status("200 OK", "Content-Encoding: gzip", body=b"plain"),
    "200 in chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "200 with a body as long as it pleases": OK + b"Connection: close\r\n\r\n" + b"x" * 3 * READ_LIMIT,
    "201": status("201 Created"),
    "202 with a body": status("202 Accepted", body=b'{"queued":true}'),
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "205": status("205 Reset Content"),
    "HTTP/1.0 without a length": written(b"HTTP/1.0 200 OK\r\n\r\ntaken"),
    "100 before 204": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
    "103 before 200": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + status("200 OK"),
    "a cookie": status("200 OK", "Set-Cookie: a=b"),
}


@pytest.mark.parametrize("name", TAKEN)
async def test_taken(outbox: Outbox, receiver: Receiver, name: str) -> None:
    record, closed = await told(outbox, receiver, TAKEN[name])
    assert (record.state, record.next_attempt_at, closed) == (DeliveryState.SENT, None, "")
    [attempt] = record.attempts
    assert attempt.detail.startswith("HTTP 2")
    assert len(attempt.detail) <= 400
    assert attempt.detail.isprintable()


LATER: dict[str, tuple[bytes | Answer, timedelta, str]] = {
    "a redirect": (status("302 Found", "Location: http://127.0.0.1:1/"), FIRST, "redirect"),
    "a redirect that keeps the method": (status("308 Permanent", "Location: /elsewhere"), FIRST, "redirect"),
    "304": (b"HTTP/1.1 304 Not Modified\r\n\r\n", FIRST, "304"),
    "400": (status("400 Bad Request", body="签名不对".encode()), FIRST, "签名不对"),
    "401": (status("401 Unauthorized"), FIRST, "401"),
    "404": (status("404 Not Found"), FIRST, "404"),
    "413": (status("413 Content Too Large"), FIRST, "413"),
    "500": (status("500 Internal Server Error", body=b"trace\n\x1b[31m"), FIRST, "trace"),
    "429 without a time": (status("429 Too Many Requests"), BREATH, "429"),
    "502 without a time": (status("502 Bad Gateway"), BREATH, "502"),
    "503 without a time": (status("503 Service Unavailable"), FIRST, "503"),
    "504 without a time": (status("504 Gateway Timeout"), BREATH, "504"),
    "Retry-After in seconds": (status("429 Slow", "Retry-After: 3600"), timedelta(hours=1), "429"),
    "Retry-After of no seconds": (status("500 No", "Retry-After: 0"), FIRST, "500"),
    "Retry-After shorter than the schedule": (status("500 No", "Retry-After: 1"), FIRST, "500"),
    "Retry-After that is huge": (status("503 No", "Retry-After: " + "9" * 30), LONGEST_WAIT, "503"),
    "Retry-After that is negative": (status("500 No", "Retry-After: -5"), FIRST, "500"),
    "Retry-After that is a fraction": (status("500 No", "Retry-After: 1.5"), FIRST, "500"),
    "Retry-After that is no number": (status("500 No", "Retry-After: soon"), FIRST, "500"),
    "Retry-After in digits that are not ASCII": (status("500 No", "Retry-After: ３６００"), FIRST, "500"),
    "Retry-After in the past": (
        status("500 No", "Retry-After: Mon, 01 Jan 2001 00:00:00 GMT"),
        FIRST,
        "500",
    ),
    "Retry-After in a far year": (
        status("503 No", "Retry-After: Fri, 01 Jan 9999 00:00:00 GMT"),
        LONGEST_WAIT,
        "503",
    ),
    "closed before a byte": (written(b""), FIRST, "127.0.0.1"),
    "reset before the head": (written(b"", reset=True), FIRST, "127.0.0.1"),
    "reset within the head": (written(b"HTTP/1.1 200 OK\r\nConte", reset=True), FIRST, "127.0.0.1"),
    "reset within the body": (written(OK + b"Content-Length: 900\r\n\r\nab", reset=True), FIRST, "127.0.0.1"),
    "a body cut short": (written(OK + b"Content-Length: 900\r\n\r\nab"), FIRST, "127.0.0.1"),
    "chunks cut short": (written(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nab"), FIRST, "127.0.0.1"),
    "chunks of no length": (written(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), FIRST, "127.0.0.1"),
    "another protocol": (written(b"SSH-2.0-OpenSSH_9.6\r\n"), FIRST, "127.0.0.1"),
    "a head without end": (written(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2**20), FIRST, "127.0.0.1"),
    "a status out of range": (written(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"), FIRST, "999"),
}


@pytest.mark.parametrize("name", LATER)
async def test_tried_again(outbox: Outbox, receiver: Receiver, name: str) -> None:
    answer, wait, said = LATER[name]
    record, closed = await told(outbox, receiver, answer)
    assert (record.state, closed) == (DeliveryState.PENDING, "")
    assert record.next_attempt_at == outbox.now + wait
    [attempt] = record.attempts
    assert attempt.result is Result.RETRY
    assert said in attempt.detail
    assert attempt.detail.isprintable()
    assert [post.path for post in receiver.posts] == ["/hook"]


async def test_retry_after_as_a_date(outbox: Outbox, receiver: Receiver) -> None:
    at = outbox.now + timedelta(hours=2)
    record, _ = await told(
        outbox, receiver, status("429 Slow", f"Retry-After: {format_datetime(at, usegmt=True)}")
    )
    assert record.next_attempt_at == at


NEVER_DONE = {
    "never answers": lambda receiver: receiver.hang,
    "drips its head": dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
    "drips its body": dripping(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
    "says 100 for ever": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("name", NEVER_DONE)
async def test_the_time_for_a_try_counts_to_the_last_byte(outbox: Outbox, receiver: Receiver, name: str) -> None:
    began = asyncio.get_running_loop().time()
    record, _ = await told(outbox, receiver, NEVER_DONE[name](receiver), PATIENCE)
    assert asyncio.get_running_loop().time() - began < 8
    assert (record.state, record.next_attempt_at) == (DeliveryState.PENDING, outbox.now + FIRST)
    assert f"no whole answer within {PATIENCE} s" in record.attempts[0].detail


async def test_410_ends_the_channel_and_what_waited_is_not_tried(outbox: Outbox, receiver: Receiver) -> None:
    receiver.answers["/hook"] = status("410 Gone")
    async with opened(outbox) as line:
        await line.follow(receiver.url("/hook"))
        await outbox.publish(3)
        await line.work()
        outbox.now += timedelta(days=1)
        await line.work()
        assert len(receiver.posts) == 1
        assert "the receiver wants no more messages" in await line.closed()
    records = await outbox.ledger("hook")
    tried = [record for record in records if record.attempts]
    assert [record.state for record in tried] == [DeliveryState.DEAD]


async def test_ten_tries_over_days_with_the_same_id_and_bytes_each_signed_anew(
    outbox: Outbox, receiver: Receiver
) -> None:
    receiver.answers["/hook"] = status("500 No")
    began, tried_at = outbox.now, []
    async with opened(outbox) as line:
        await line.follow(receiver.url("/hook"))
        await outbox.publish()
        for _ in range(20):
            tried_at.append(outbox.now)
            record = await line.work()
            if record.next_attempt_at is None:
                break
            outbox.now = record.next_attempt_at
    assert record.state is DeliveryState.DEAD
    assert [attempt.result for attempt in record.attempts].count(Result.RETRY) == len(SCHEDULE)
    assert timedelta(hours=75) < tried_at[-1] - began < timedelta(hours=76)
    assert len(receiver.posts) == len(tried_at) == 10
    assert {(post.headers["webhook-id"], post.body) for post in receiver.posts} == {
        (record.id, receiver.posts[0].body)
    }
    for post, at in zip(receiver.posts, tried_at, strict=True):
        assert post.headers["webhook-timestamp"] == str(int(at.timestamp()))
        assert post.headers["webhook-signature"] == Webhook(SECRET).sign(record.id, at, post.body.decode())


async def test_a_rotation_signs_with_both(outbox: Outbox, receiver: Receiver) -> None:
    receiver.answers["/hook"] = status("500 No")
    async with opened(outbox) as line:
        await line.follow(receiver.url("/hook"), SECRET, OLD)
        await outbox.publish()
        await line.work()
        both = receiver.posts[0]
        assert both.verified(SECRET) == both.verified(OLD)
        assert len(both.headers["webhook-signature"].split(" ")) == 2


async def test_a_clock_that_is_wrong_signs_a_time_that_the_receiver_refuses(
    outbox: Outbox, receiver: Receiver
) -> None:
    outbox.now = datetime.now(UTC) - timedelta(minutes=10)
    receiver.answers["/hook"] = status("400 No", body=b"Message timestamp too old")
    async with opened(outbox) as line:
        await line.follow(receiver.url("/hook"))
        await outbox.publish()
        record = await line.work()
    assert record.state is DeliveryState.PENDING
    assert "Message timestamp too old" in record.attempts[0].detail


async def test_an_endpoint_is_told_in_order_and_one_at_a_time(outbox: Outbox, receiver: Receiver) -> None:
    async with opened(outbox) as line:
        await line.follow(receiver.url("/hook"))
        await outbox.publish(12)
        for _ in range(12):
            await line.work()
    titles = [post.verified()["data"]["entry"]["title"] for post in receiver.posts]
    assert len(titles) == 12
    assert titles == sorted(titles, key=lambda title: int(title[1:-3]))


async def test_our_body_is_below_20_kilobytes(outbox: Outbox, receiver: Receiver) -> None:
    await told(outbox, receiver, status("200 OK"))
    assert len(receiver.posts[0].body) < BODY_LIMIT <= 20_000


INSIDE = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"]
INSIDE += ["::1", "::ffff:127.0.0.1", "fd00::1", "fe80::1", "64:ff9b::7f00:1"]


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_not_posted_to(outbox: Outbox, receiver: Receiver, address: str) -> None:
    async with opened(outbox, Guard([]), Names([address])) as line:
        await line.follow(f"http://hook.example.org:{receiver.port}/hook")
        await outbox.publish()
        record = await line.work()
    assert record.state is DeliveryState.PENDING
    assert f"the host is at {address}" in record.attempts[0].detail
    assert "fetch.allow_addresses can open it" in record.attempts[0].detail
    assert receiver.posts == []


async def test_a_name_that_leads_elsewhere_at_the_second_try_is_looked_at_again(
    outbox: Outbox, receiver: Receiver
) -> None:
    receiver.anything = status("500 No", "Connection: close")
    async with opened(outbox, resolver=Names(["127.0.0.1"], ["10.1.2.3"])) as line:
        await line.follow(f"http://hook.example.org:{receiver.port}/hook")
        await outbox.publish()
        record = await line.work()
        assert record.next_attempt_at is not None
        outbox.now = record.next_attempt_at
        record = await line.work()
    assert any("the host is at 10.1.2.3" in attempt.detail for attempt in record.attempts)
    assert len(receiver.posts) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0", "localhost"])
async def test_an_address_inside_in_any_spelling_is_not_posted_to(
    outbox: Outbox, receiver: Receiver, host: str
) -> None:
    async with opened(outbox, Guard([])) as line:
        await line.follow(f"http://{host}:{receiver.port}/hook")
        await outbox.publish()
        record = await line.work()
    assert record.state is not DeliveryState.SENT
    assert receiver.posts == []


async def test_a_certificate_nobody_vouches_for_is_tried_again(outbox: Outbox, receiver: Receiver) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    async with (
        await asyncio.start_server(receiver.connected, "127.0.0.1", 0, ssl=tls) as secure,
        opened(outbox) as line,
    ):
        await line.follow(f"https://127.0.0.1:{secure.sockets[0].getsockname()[1]}/hook")
        await outbox.publish()
        record = await line.work()
    assert (record.state, record.next_attempt_at) == (DeliveryState.PENDING, outbox.now + FIRST)
    assert "certificate" in record.attempts[0].detail
    assert receiver.posts == []


async def test_an_endpoint_that_speaks_no_tls_is_tried_again(outbox: Outbox, receiver: Receiver) -> None:
    async with opened(outbox, patience=PATIENCE) as line:
        await line.follow(receiver.url("/hook").replace("http:", "https:"))
        await outbox.publish()
        record = await line.work()
    assert record.state is DeliveryState.PENDING
    assert receiver.posts == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/hook?key=GEHEIM", "ftp://u:GEHEIM@a.example/", "http:///GEHEIM"]
)
async def test_no_secret_stands_in_log_or_ledger(outbox: Outbox, url: str) -> None:
    structlog.reset_defaults()
    with capture_logs() as logs:
        async with opened(outbox) as line:
            await line.follow(url)
            await outbox.publish()
            record = await line.work()
            shown = repr(await outbox.store.channels())
    assert logs
    said = repr(logs) + repr(record)
    assert "GEHEIM" not in said
    assert SECRET.removeprefix("whsec_") not in said + shown
