import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from service.alerts.smtp import Relay, SmtpSender
from service.domain.channel import MailTarget
from service.domain.delivery import Claimed
from service.domain.errors import ConfigError, DeliveryFailed
from tests.integration.alerts.relay import OK, PASSWORD, USER, Post, certificate, serving
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim

Trust = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="module", name="trust")
def _trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return certificate(tmp_path_factory.mktemp("tls"), "localhost")


@asynccontextmanager
async def sending(
    port: int,
    *,
    security: Literal["starttls", "tls", "none"] = "none",
    tls: ssl.SSLContext | None = None,
    password: str = "",
    patience: float = 10,
    connections: int = 5,
    idle: float = 20,
    pause: float = 0,
) -> AsyncIterator[SmtpSender]:
    username = USER if password else ""
    relay = Relay("localhost", port, security, username, password, timedelta(seconds=patience))
    sender = SmtpSender(
        LETTERHEAD,
        relay,
        tls=tls,
        connections=connections,
        idle=timedelta(seconds=idle),
        pause=timedelta(seconds=pause),
    )
    try:
        yield sender
    finally:
        await sender.aclose()


def to(address: str) -> Claimed:
    return claim(target=MailTarget(address), subscription=address)


async def try_one(sender: SmtpSender, address: str = "reader@example.net") -> str:
    delivery = to(address)
    return await sender.send(delivery, sender.compose(delivery, NOON))


async def failure(sender: SmtpSender, address: str = "reader@example.net") -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await try_one(sender, address)
    return failed.value


async def test_a_mail_arrives_byte_for_byte_and_the_answer_comes_back() -> None:
    post = Post(answers={"DATA": "250 2.0.0 queued as 42"})
    async with serving(post) as port, sending(port) as sender:
        assert await try_one(sender) == "250 2.0.0 queued as 42"
        assert post.taken == [("reader@example.net", sender.compose(to("reader@example.net"), NOON))]


async def test_starttls_is_verified_before_the_password_is_sent(trust: Trust) -> None:
    post = Post()
    async with (
        serving(post, tls=trust[0]) as port,
        sending(port, security="starttls", tls=trust[1], password=PASSWORD) as sender,
    ):
        await try_one(sender)
    assert post.logins == [True]
    assert len(post.taken) == 1


async def test_tls_from_the_first_byte(trust: Trust) -> None:
    post = Post()
    async with (
        serving(post, tls=trust[0], implicit=True) as port,
        sending(port, security="tls", tls=trust[1], password=PASSWORD) as sender,
    ):
        await try_one(sender)
    assert post.logins == [True]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_nobody_vouches_for_gets_no_password(
    trust: Trust, security: Literal["starttls", "tls"]
) -> None:
    post = Post()
    async with (
        serving(post, tls=trust[0], implicit=security == "tls") as port,
        sending(port, security=security, password=PASSWORD) as sender,
    ):
        failed = await failure(sender)
    assert not failed.permanent
    assert "certificate" in failed.cause.lower()
    assert post.logins == []
    assert post.taken == []


async def test_a_certificate_of_another_name_gets_no_password(tmp_path: Path) -> None:
    ours, theirs = certificate(tmp_path, "elsewhere.test")
    post = Post()
    async with (
        serving(post, tls=ours) as port,
        sending(port, security="starttls", tls=theirs, password=PASSWORD) as sender,
    ):
        failed = await failure(sender)
    assert "localhost" in failed.cause
    assert post.logins == []


async def test_a_relay_without_starttls_gets_neither_password_nor_mail(trust: Trust) -> None:
    post = Post()
    async with (
        serving(post) as port,
        sending(port, security="starttls", tls=trust[1], password=PASSWORD) as sender,
    ):
        failed = await failure(sender)
    assert "STARTTLS" in failed.cause
    assert not failed.permanent
    assert post.logins == []
    assert post.steps == []


async def test_a_wrong_password_is_not_the_recipients_fault(trust: Trust) -> None:
    post = Post()
    async with (
        serving(post, tls=trust[0]) as port,
        sending(port, security="starttls", tls=trust[1], password="wrong", pause=60) as sender,
    ):
        first = await failure(sender)
        tries = len(post.logins)
        second = await failure(sender)
    assert "user name or password" in first.cause
    assert not first.permanent
    assert second.cause == first.cause
    assert len(post.logins) == tries  # not tried again for each mail


def test_a_password_in_clear_is_refused_at_the_start() -> None:
    with pytest.raises(ConfigError, match=r"mail\.security"):
        Relay("smtp.example.org", 25, "none", "user", "password")
    for host in ("localhost", "127.0.0.1", "::1"):
        assert Relay(host, 25, "none", "user", "password").host == host


def test_the_password_is_not_printed() -> None:
    assert "hunter2" not in repr(Relay("smtp.example.org", 587, "tls", "user", "hunter2"))


@pytest.mark.parametrize(
    ("step", "said", "permanent", "disable"),
    [
        ("MAIL", "451 4.3.0 later", False, False),
        ("MAIL", "550 5.7.1 sender not allowed", False, False),
        ("RCPT", "450 4.2.1 greylisted", False, False),
        ("RCPT", "550 5.1.1 no such user", True, True),
        ("RCPT", "550 5.2.2 mailbox full", True, False),
        ("RCPT", "550 no", True, False),
        ("DATA", "452 4.3.1 disk full", False, False),
        ("DATA", "554 5.7.1 spam", True, False),
    ],
)
async def test_4xx_is_later_5xx_is_never_for_this_recipient(
    step: str, said: str, permanent: bool, disable: bool
) -> None:
    post = Post(answers={step: said})
    async with serving(post) as port, sending(port) as sender:
        failed = await failure(sender)
        assert failed.permanent is permanent
        assert said in failed.cause
        assert failed.disable is disable
        post.answers.clear()
        assert await try_one(sender) == OK


async def test_one_recipients_550_touches_nobody_else_not_even_the_session() -> None:
    post = Post(answers={"RCPT": lambda address: "550 5.1.1 unknown" if address.startswith("bad") else OK})
    async with serving(post) as port, sending(port, connections=1) as sender:
        readers = ["a@example.net", "bad@example.net", "b@example.net", "bad2@example.net", "c@example.net"]
        ended = await asyncio.gather(*(try_one(sender, reader) for reader in readers), return_exceptions=True)
    assert [isinstance(one, DeliveryFailed) for one in ended] == [False, True, False, True, False]
    assert [address for address, _ in post.taken] == ["a@example.net", "b@example.net", "c@example.net"]
    assert post.sessions == 1


async def test_a_drop_after_data_is_tried_again_with_the_same_bytes() -> None:
    post = Post(answers={"DATA": ""})
    async with serving(post) as port, sending(port) as sender:
        delivery = to("reader@example.net")
        payload = sender.compose(delivery, NOON)
        with pytest.raises(DeliveryFailed) as failed:
            await sender.send(delivery, payload)
        assert not failed.value.permanent
        assert len(post.taken) == 1  # not tried again behind the dispatcher's back
        post.answers.clear()
        await sender.send(delivery, payload)
    assert post.taken[0] == post.taken[1]


async def test_a_burst_shares_a_few_sessions() -> None:
    post = Post()
    async with serving(post) as port, sending(port, connections=3) as sender:
        await asyncio.gather(*(try_one(sender, f"reader{number}@example.net") for number in range(40)))
        assert post.sessions <= 3
        assert len({address for address, _ in post.taken}) == 40


async def test_a_session_that_rests_is_ended_with_quit() -> None:
    post = Post()
    async with serving(post) as port, sending(port, idle=0) as sender:
        await try_one(sender)
        async with asyncio.timeout(10):
            await post.quits.acquire()
        await try_one(sender)
    assert post.sessions == 2


async def test_closing_says_quit() -> None:
    post = Post()
    async with serving(post) as port:
        async with sending(port) as sender:
            await try_one(sender)
        async with asyncio.timeout(10):
            await post.quits.acquire()


@pytest.mark.parametrize("said", ["421 4.4.2 idle too long", ""])
async def test_a_session_the_relay_ended_meanwhile_costs_no_try(said: str) -> None:
    post = Post()
    async with serving(post) as port, sending(port) as sender:
        await try_one(sender)
        post.answers["MAIL"] = lambda _: said if post.sessions == 1 else OK
        assert await try_one(sender) == OK
    assert post.sessions == 2


async def test_nobody_listening_is_tried_again() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        async with sending(unused.getsockname()[1]) as sender:
            failed = await failure(sender)
    assert not failed.permanent
    assert "localhost" in failed.cause


async def test_a_relay_that_never_answers_is_given_up_in_time() -> None:
    post = Post(hang=asyncio.Event())
    async with serving(post) as port, sending(port, patience=0.2) as sender:
        failed = await failure(sender)
    assert not failed.permanent
    assert post.hang is not None
    post.hang.set()


async def test_a_hanging_relay_holds_up_one_mail_at_a_time() -> None:
    never = asyncio.Event()
    connected = 0

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connected
        connected += 1
        await never.wait()
        writer.close()

    relay = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with relay, sending(relay.sockets[0].getsockname()[1], patience=0.2) as sender:
        first = await failure(sender)
        later = await asyncio.gather(*(failure(sender, f"reader{number}@example.net") for number in range(5)))
        never.set()
    assert connected == 2
    assert not first.permanent
    assert all(not failed.permanent and failed.cause for failed in later)


async def test_after_silence_the_relay_is_left_alone_for_a_while_and_then_used_again() -> None:
    post = Post(hang=asyncio.Event())
    async with serving(post) as port, sending(port, patience=0.2, pause=60) as sender:
        first = await failure(sender)
        assert (await failure(sender)).cause == first.cause
        assert post.sessions == 1
    assert post.hang is not None
    post.hang.set()
    post.hang = None
    async with serving(post) as port, sending(port, patience=5, pause=0) as sender:
        post.answers["MAIL"] = ""
        await failure(sender)
        post.answers.clear()
        assert await try_one(sender) == OK


async def test_lines_with_a_dot_and_long_mails_arrive_whole() -> None:
    post = Post()
    async with serving(post) as port, sending(port) as sender:
        payload = b"Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n" + b"y" * 70 + b"\r\n"
        await sender.send(to("reader@example.net"), payload)
    assert post.taken[0][1] == payload


async def test_an_address_outside_ascii_is_refused_before_connecting() -> None:
    async with sending(1) as sender:
        with pytest.raises(DeliveryFailed) as failed:
            await sender.send(to("李@example.net"), b"")
    assert failed.value.permanent
