import asyncio
import base64
import inspect
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.connector import Connection
from aiohttp.http_exceptions import BadHttpMessage
from multidict import CIMultiDict, CIMultiDictProxy
from standardwebhooks import WebhookVerificationError
from yarl import URL

from service.alerts.posting import LONGEST_WAIT, READ_LIMIT, Poster
from service.alerts.webhook import WebhookSender
from service.domain.channel import WebhookTarget
from service.domain.delivery import Claimed, DeliveryKind
from service.domain.errors import DeliveryFailed
from service.fetching.client import open_post_client
from service.fetching.guard import Guard
from service.fetching.postclient import PostClient
from tests.integration.alerts.receiver import SECRET, Receiver, receiving, status
from tests.unit.alerts.claims import NOON, claim

OTHER = "whsec_" + base64.b64encode(b"o" * 32).decode()


class Clock:
    """Goes on by a second each time it is read."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture(name="receiver")
async def _receiver() -> AsyncIterator[Receiver]:
    async with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture(name="client")
async def _client() -> AsyncIterator[PostClient]:
    client = open_post_client(Guard([ip_network("127.0.0.0/8")]), read_limit=READ_LIMIT, concurrency=10)
    yield client
    await client.aclose()


@pytest.fixture(name="sender")
def _sender(client: PostClient) -> WebhookSender:
    return sender_over(client)


def sender_over(client: PostClient, patience: float = 10) -> WebhookSender:
    def clock() -> datetime:
        return datetime.now(UTC)

    poster = Poster(client, clock=clock, timeout=timedelta(seconds=patience))
    return WebhookSender(poster, version="1.2.3", public_url="https://notices.example.org", clock=clock)


def to(url: str, *secrets: str, kind: DeliveryKind = DeliveryKind.ALERT) -> Claimed:
    return claim(kind, target=WebhookTarget(url, secrets or (SECRET,)))


async def failure(sender: WebhookSender, delivery: Claimed) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send(delivery, sender.compose(delivery, NOON))
    return failed.value


async def test_a_receiver_verifies_what_it_gets(receiver: Receiver, sender: WebhookSender) -> None:
    delivery = to(receiver.url("/hook"))
    answer = await sender.send(delivery, sender.compose(delivery, NOON))
    assert answer.startswith("HTTP 204 in ")
    [post] = receiver.posts
    assert post.verified()["data"]["entry"]["title"] == "关于开展2026年度干部考核工作的通知"
    assert post.headers["webhook-id"] == delivery.id
    assert post.headers["content-type"] == "application/json"
    assert post.headers["user-agent"] == "noticewire/1.2.3"
    assert "cookie" not in post.headers
    with pytest.raises(WebhookVerificationError):
        post.verified(OTHER)


async def test_each_secret_of_a_rotation_is_signed_with(receiver: Receiver, sender: WebhookSender) -> None:
    delivery = to(receiver.url("/hook"), OTHER, SECRET)
    await sender.send(delivery, sender.compose(delivery, NOON))
    [post] = receiver.posts
    assert post.verified(OTHER) == post.verified(SECRET)


async def test_a_later_try_has_the_same_id_and_bytes_and_a_new_time(
    receiver: Receiver, client: PostClient
) -> None:
    clock = Clock(datetime.now(UTC) - timedelta(seconds=9))
    poster = Poster(client, clock=clock, timeout=timedelta(seconds=10))
    sender = WebhookSender(poster, version="1", public_url="https://a.example", clock=clock)
    receiver.answers["/hook"] = status("500 Internal Server Error")
    delivery = to(receiver.url("/hook"))
    payload = sender.compose(delivery, NOON)
    with pytest.raises(DeliveryFailed):
        await sender.send(delivery, payload)
    receiver.answers.clear()
    await sender.send(delivery, payload)
    first, second = receiver.posts
    assert first.body == second.body == payload
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert int(first.headers["webhook-timestamp"]) < int(second.headers["webhook-timestamp"])
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]
    assert first.verified() == second.verified()


@pytest.mark.parametrize("line", ["200 OK", "201 Created", "202 Accepted", "204 No Content", "299 Odd"])
async def test_2xx_is_success(receiver: Receiver, sender: WebhookSender, line: str) -> None:
    receiver.answers["/hook"] = status(line)
    delivery = to(receiver.url("/hook"))
    assert await sender.send(delivery, sender.compose(delivery, NOON))


@pytest.mark.parametrize(
    "line",
    [
        *("304 Not Modified", "400 Bad Request", "401 Unauthorized", "404 Not Found", "413 Too Large"),
        *("500 Internal Server Error", "503 Unavailable"),
    ],
)
async def test_anything_else_is_tried_again(receiver: Receiver, sender: WebhookSender, line: str) -> None:
    receiver.answers["/hook"] = status(line)
    failed = await failure(sender, to(receiver.url("/hook")))
    assert (failed.permanent, failed.disable, failed.retry_at) == (False, False, None)
    assert f"HTTP {line[:3]} in " in failed.cause


@pytest.mark.parametrize("line", ["429 Too Many Requests", "502 Bad Gateway", "504 Timeout"])
async def test_one_who_is_overloaded_is_left_alone_for_a_moment(
    receiver: Receiver, sender: WebhookSender, line: str
) -> None:
    receiver.answers["/hook"] = status(line)
    failed = await failure(sender, to(receiver.url("/hook")))
    assert not failed.permanent
    assert failed.retry_at is not None
    assert timedelta(seconds=20) < failed.retry_at - datetime.now(UTC) <= timedelta(seconds=30)


@pytest.mark.parametrize("line", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_a_redirect_is_a_failure_and_never_followed(
    receiver: Receiver, sender: WebhookSender, line: str
) -> None:
    receiver.answers["/hook"] = status(line, f"Location: {receiver.url('/elsewhere')}")
    failed = await failure(sender, to(receiver.url("/hook")))
    assert not failed.permanent
    assert "redirect" in failed.cause
    assert [post.path for post in receiver.posts] == ["/hook"]


async def test_410_closes_the_channel(receiver: Receiver, sender: WebhookSender) -> None:
    receiver.answers["/hook"] = status("410 Gone")
    failed = await failure(sender, to(receiver.url("/hook")))
    assert failed.disable
    assert failed.permanent


@pytest.mark.parametrize("line", ["429 Too Many Requests", "503 Unavailable", "502 Bad Gateway"])
async def test_retry_after_in_seconds_and_as_a_date(receiver: Receiver, sender: WebhookSender, line: str) -> None:
    receiver.answers["/seconds"] = status(line, "Retry-After: 3600")
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    receiver.answers["/date"] = status(line, f"Retry-After: {format_datetime(at, usegmt=True)}")
    receiver.answers["/ever"] = status(line, "Retry-After: 999999999")
    wanted = (await failure(sender, to(receiver.url("/seconds")))).retry_at
    assert wanted is not None
    assert timedelta(minutes=59) < wanted - datetime.now(UTC) <= timedelta(hours=1)
    assert (await failure(sender, to(receiver.url("/date")))).retry_at == at
    longest = (await failure(sender, to(receiver.url("/ever")))).retry_at
    assert longest is not None
    assert longest <= datetime.now(UTC) + LONGEST_WAIT


async def test_cookies_are_neither_kept_nor_sent(receiver: Receiver, sender: WebhookSender) -> None:
    receiver.answers["/hook"] = status("200 OK", "Set-Cookie: a=b; Path=/")
    delivery = to(receiver.url("/hook"))
    for _ in range(2):
        await sender.send(delivery, sender.compose(delivery, NOON))
    assert all("cookie" not in post.headers for post in receiver.posts)


async def test_silence_is_given_up_in_time(receiver: Receiver, client: PostClient) -> None:
    receiver.answers["/hook"] = receiver.hang
    failed = await failure(sender_over(client, 0.2), to(receiver.url("/hook")))
    assert not failed.permanent
    assert "0.2 s" in failed.cause


async def test_a_slow_drip_is_given_up_in_time(receiver: Receiver, client: PostClient) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not receiver.release.is_set():
            writer.write(b"x")
            await writer.drain()
            try:
                async with asyncio.timeout(0.02):
                    await receiver.release.wait()
            except TimeoutError:
                continue

    receiver.answers["/body"] = drip
    failed = await failure(sender_over(client, 0.3), to(receiver.url("/body")))
    assert "0.3 s" in failed.cause


async def test_an_endless_answer_is_read_to_a_limit(receiver: Receiver, sender: WebhookSender) -> None:
    written = 0

    async def flood(writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while not receiver.release.is_set() and written < 200 * 2**20:
            writer.write(b"x" * 2**16)
            written += 2**16
            await writer.drain()

    receiver.answers["/hook"] = flood
    delivery = to(receiver.url("/hook"))
    answer = await sender.send(delivery, sender.compose(delivery, NOON))
    assert "HTTP 200" in answer
    assert len(answer) <= 400
    assert written < 64 * 2**20
    assert READ_LIMIT < 2**16


async def test_the_beginning_of_an_answer_is_told_in_one_line(receiver: Receiver, sender: WebhookSender) -> None:
    receiver.answers["/hook"] = status("422 No", body="<b>字段\r\n缺失\x1b[31m</b>".encode())
    failed = await failure(sender, to(receiver.url("/hook")))
    assert "<b>字段 缺失[31m</b>" in failed.cause


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Le"])
async def test_a_broken_answer_is_tried_again(receiver: Receiver, sender: WebhookSender, answer: bytes) -> None:
    async def broken(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    receiver.answers["/hook"] = broken
    failed = await failure(sender, to(receiver.url("/hook")))
    assert not failed.permanent
    assert "127.0.0.1" in failed.cause


async def test_nobody_listening_is_tried_again(receiver: Receiver, sender: WebhookSender) -> None:
    url = receiver.url("/hook").replace(str(receiver.port), "9")
    assert not (await failure(sender, to(url))).permanent


async def test_an_address_inside_is_refused_by_the_guard(receiver: Receiver) -> None:
    async with aclosing(open_post_client(Guard([]), read_limit=READ_LIMIT, concurrency=10)) as client:
        failed = await failure(sender_over(client), to(receiver.url("/hook")))
    assert not failed.disable
    assert "127.0.0.1" in failed.cause
    assert receiver.posts == []


@pytest.mark.parametrize("url", ["ftp://example.org/x", "not an address", "http://", "http://[::1/x"])
async def test_what_is_no_web_address_fails(sender: WebhookSender, url: str) -> None:
    assert not (await failure(sender, to(url))).disable


async def test_a_digest_and_an_incident_are_signed_alike(receiver: Receiver, sender: WebhookSender) -> None:
    for kind in (DeliveryKind.DIGEST, DeliveryKind.INCIDENT):
        delivery = to(receiver.url("/hook"), kind=kind)
        await sender.send(delivery, sender.compose(delivery, NOON))
    assert [post.verified()["type"] for post in receiver.posts] == ["digest.ready", "incident.opened"]
    assert all(json.loads(post.body) == post.verified() for post in receiver.posts)


def failures() -> Iterator[Exception]:
    """Each failure that aiohttp knows, and what may come through it untranslated."""
    broken = OSError(5, "broken")
    key = ConnectionKey("example.org", 80, False, True, None, None, None)
    info = aiohttp.RequestInfo(URL("http://example.org/hook"), "POST", CIMultiDictProxy(CIMultiDict()))
    for _, kind in inspect.getmembers(aiohttp, inspect.isclass):
        if issubclass(kind, aiohttp.ClientConnectorCertificateError):
            yield kind(key, broken)
        elif issubclass(kind, aiohttp.ServerFingerprintMismatch):
            yield kind(b"expected", b"got", "example.org", 443)
        elif issubclass(kind, aiohttp.ClientConnectorError):
            yield kind(key, broken)
        elif issubclass(kind, aiohttp.ClientResponseError):
            yield kind(info, ())
        elif issubclass(kind, aiohttp.InvalidURL):
            yield kind("http://example.org")
        elif issubclass(kind, aiohttp.ClientOSError):
            yield kind(5, "broken")
        elif issubclass(kind, aiohttp.ClientError):
            yield kind("broken")
    yield from (BadHttpMessage("broken"), UnicodeDecodeError("utf-8", b"", 0, 1, "broken"), broken)


@pytest.mark.parametrize("error", list(failures()), ids=lambda error: type(error).__name__)
async def test_each_failure_of_the_library_becomes_ours(error: Exception) -> None:
    class Broken(aiohttp.TCPConnector):
        async def connect(self, *args: object, **more: object) -> Connection:
            raise error

    async with aclosing(PostClient(lambda: aiohttp.ClientSession(connector=Broken()), read_limit=99)) as client:
        failed = await failure(sender_over(client), to("http://example.org/hook"))
    assert not failed.permanent
    assert "example.org" in failed.cause or isinstance(error, TimeoutError)
