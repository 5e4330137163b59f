import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from service.alerts.mailbox import Mailbox, MailboxSender
from service.alerts.posting import READ_LIMIT, Poster
from service.alerts.webhook import WebhookSender
from service.domain.channel import ChannelId, ChannelKind, MailTarget, WebhookTarget
from service.domain.delivery import Claimed, DeliveryKind, DeliveryState, Result
from service.domain.digest import Daily
from service.domain.errors import DeliveryFailed
from service.fetching.client import open_post_client
from service.fetching.guard import Guard
from service.wording.remarks import in_language
from tests.integration.alerts.outbox import DELAYS, HOLDER, Outbox, Recorder
from tests.integration.alerts.receiver import SECRET, Receiver, receiving, status
from tests.unit.alerts.claims import LETTERHEAD, READER

MAIL, WEBHOOK = ChannelKind.MAIL, ChannelKind.WEBHOOK


@pytest.fixture(name="outbox")
async def _outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = await Outbox.open(tmp_path)
    yield outbox
    await outbox.store.close()


@pytest.fixture(name="receiver")
async def _receiver() -> AsyncIterator[Receiver]:
    async with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture(name="webhooks")
async def _webhooks(outbox: Outbox) -> AsyncIterator[WebhookSender]:
    client = open_post_client(Guard([ip_network("127.0.0.0/8")]), read_limit=READ_LIMIT, concurrency=10)
    poster = Poster(client, clock=outbox.clock, timeout=timedelta(seconds=20))
    sender = WebhookSender(poster, version="1", public_url="https://notices.example.org", clock=outbox.clock)
    yield sender
    await sender.aclose()


async def hook(outbox: Outbox, receiver: Receiver, name: str) -> ChannelId:
    return await outbox.follow(name, WebhookTarget(receiver.url(f"/{name}"), (SECRET,)))


async def test_a_notice_reaches_mailbox_and_endpoint_once(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender, tmp_path: Path
) -> None:
    await outbox.follow("reader", READER)
    await hook(outbox, receiver, "endpoint")
    dispatcher = outbox.dispatcher({MAIL: MailboxSender(LETTERHEAD, tmp_path / "mail"), WEBHOOK: webhooks})
    await outbox.publish()
    assert await dispatcher.round() == 2
    await dispatcher.idle()
    assert await dispatcher.round() == 0
    [kept] = Mailbox.read(tmp_path / "mail")
    assert kept.letter.subject == "第1号通知"
    [post] = receiver.posts
    assert post.verified()["data"]["entry"]["title"] == "第1号通知"
    records = await outbox.ledger()
    assert {record.state for record in records} == {DeliveryState.SENT}
    assert {record.id for record in records} == {kept.id, post.headers["webhook-id"]}
    said = [in_language(record.attempts[0].detail, "zh") for record in records]
    assert any(one.startswith("已存入本机邮箱") for one in said), said
    assert all(len(record.attempts) == 1 for record in records)


async def test_a_hanging_endpoint_delays_nobody_else(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender
) -> None:
    receiver.answers["/hanging"] = receiver.hang
    for name in ("hanging", "a", "b"):
        await hook(outbox, receiver, name)
    dispatcher = outbox.dispatcher({WEBHOOK: webhooks}, slots=2)
    await outbox.publish(5)
    await dispatcher.round()
    await receiver.reached("/a", 5)
    await receiver.reached("/b", 5)
    assert Counter(post.path for post in receiver.posts)["/hanging"] == 1
    receiver.release.set()
    await dispatcher.idle()


async def test_replays_after_a_failure_have_the_same_id_and_bytes(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender
) -> None:
    await hook(outbox, receiver, "endpoint")
    receiver.answers["/endpoint"] = status("503 Unavailable")
    dispatcher = outbox.dispatcher({WEBHOOK: webhooks})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    record = await outbox.only()
    assert record.state is DeliveryState.PENDING
    assert record.next_attempt_at == outbox.now + DELAYS[0]
    assert "HTTP 503" in record.attempts[0].detail
    outbox.now += DELAYS[0] - timedelta(seconds=1)
    assert await dispatcher.round() == 0
    outbox.now += timedelta(seconds=1)
    receiver.answers.clear()
    assert await dispatcher.round() == 1
    await dispatcher.idle()
    first, second = receiver.posts
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == record.id
    assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
    assert (await outbox.only()).state is DeliveryState.SENT


async def test_the_receivers_own_wish_is_heard(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender
) -> None:
    await hook(outbox, receiver, "endpoint")
    wish = outbox.now + timedelta(hours=3)
    receiver.answers["/endpoint"] = status("429 Slow", f"Retry-After: {format_datetime(wish, usegmt=True)}")
    dispatcher = outbox.dispatcher({WEBHOOK: webhooks})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    assert (await outbox.only()).next_attempt_at == wish


async def test_410_closes_one_channel_and_the_owner_hears_of_it(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender, tmp_path: Path
) -> None:
    await outbox.follow("owner", MailTarget("owner@example.org"), owner=True)
    await hook(outbox, receiver, "gone")
    await hook(outbox, receiver, "fine")
    receiver.answers["/gone"] = status("410 Gone")
    dispatcher = outbox.dispatcher({MAIL: MailboxSender(LETTERHEAD, tmp_path / "mail"), WEBHOOK: webhooks})
    await outbox.publish(2)
    await dispatcher.round()
    await dispatcher.idle()
    paths = Counter(post.path for post in receiver.posts)
    assert paths == {"/gone": 1, "/fine": 2}
    [closed] = [channel for channel in await outbox.store.channels() if channel.disabled_reason]
    assert closed.id == "gone"
    await dispatcher.round()
    await dispatcher.idle()
    assert any("gone" in kept.letter.subject for kept in Mailbox.read(tmp_path / "mail"))


async def test_why_it_failed_is_kept_to_be_told_in_either_language(
    outbox: Outbox, receiver: Receiver, webhooks: WebhookSender
) -> None:
    await hook(outbox, receiver, "endpoint")
    receiver.answers["/endpoint"] = status("410 Gone")
    dispatcher = outbox.dispatcher({WEBHOOK: webhooks})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    (attempt,) = (await outbox.only()).attempts
    (closed,) = [channel for channel in await outbox.store.channels() if channel.disabled_reason]
    for told in (attempt.detail, closed.disabled_reason):
        assert told.startswith("the receiver wants no more messages: HTTP 410")
        assert in_language(told, "zh").startswith("接收方不再接收消息：HTTP 410")


async def test_given_up_it_is_dead_and_a_replay_sends_the_same_bytes(outbox: Outbox) -> None:
    def refuse(claimed: Claimed) -> None:
        raise DeliveryFailed("451 later")

    sender = Recorder(refuse)
    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({MAIL: sender})
    await outbox.publish()
    for _ in range(5):
        await dispatcher.round()
        await dispatcher.idle()
        outbox.now += timedelta(days=1)
    record = await outbox.only()
    assert record.state is DeliveryState.DEAD
    assert [attempt.result for attempt in record.attempts] == [Result.RETRY, Result.RETRY, Result.DEAD]
    sender.answer = lambda claimed: None
    assert await outbox.store.replay(outbox.now, delivery_id=record.id) == 1
    await dispatcher.round()
    await dispatcher.idle()
    assert (await outbox.only()).state is DeliveryState.SENT
    assert len(sender.composed) == 1
    assert len({payload for _, payload in sender.sent}) == 1
    assert len(sender.sent) == 4


async def test_a_permanent_failure_is_tried_once(outbox: Outbox) -> None:
    def refuse(claimed: Claimed) -> None:
        raise DeliveryFailed("550 no such user", permanent=True)

    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({MAIL: Recorder(refuse)})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    record = await outbox.only()
    assert record.state is DeliveryState.DEAD
    assert record.attempts[0].detail == "550 no such user"


async def test_a_message_that_breaks_the_sender_is_put_off_and_harms_no_other(outbox: Outbox) -> None:
    def stumble(claimed: Claimed) -> None:
        if claimed.channel.id == "broken":
            raise ZeroDivisionError("bug")

    sender = Recorder(stumble)
    await outbox.follow("broken", READER)
    await outbox.follow("fine", READER)
    dispatcher = outbox.dispatcher({MAIL: sender})
    await outbox.publish()
    with capture_logs() as logs:
        await dispatcher.round()
        await dispatcher.idle()
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["a delivery failed unexpectedly"]
    broken = await outbox.only("broken")
    assert broken.state is DeliveryState.PENDING
    assert broken.next_attempt_at == outbox.now + DELAYS[0]
    assert "ZeroDivisionError" in broken.attempts[0].detail
    assert (await outbox.only("fine")).state is DeliveryState.SENT


async def test_what_cannot_be_composed_is_put_off_too(outbox: Outbox) -> None:
    class Mute(Recorder):
        def compose(self, claimed: Claimed, now: datetime) -> bytes:
            raise KeyError("no words")

    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({MAIL: Mute()})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    assert (await outbox.only()).next_attempt_at == outbox.now + DELAYS[0]


async def test_a_channel_nobody_sends_to_is_put_off(outbox: Outbox) -> None:
    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    assert (await outbox.only()).state is DeliveryState.PENDING


async def test_after_a_lost_lease_nothing_is_sent(outbox: Outbox, tmp_path: Path) -> None:
    class Overtaken(Recorder):
        def compose(self, claimed: Claimed, now: datetime) -> bytes:
            with sqlite3.connect(tmp_path / "outbox.db") as other:
                other.execute("UPDATE deliveries SET lease_holder = 'daemon:other'")
            other.close()
            return super().compose(claimed, now)

    sender = Overtaken()
    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({MAIL: sender})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    assert len(sender.composed) == 1
    assert sender.sent == []
    assert (await outbox.only()).attempts == ()


async def test_a_burst_is_worked_off_in_one_round_one_at_a_time_per_channel(outbox: Outbox) -> None:
    running: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def take_a_moment(claimed: Claimed) -> None:
        channel = claimed.channel.id
        running[channel] += 1
        most[channel] = max(most[channel], running[channel])
        most["all"] = max(most["all"], running.total())
        await asyncio.sleep(0)
        running[channel] -= 1

    sender = Recorder(take_a_moment)
    for name in "abcdef":
        await outbox.follow(name, READER)
    dispatcher = outbox.dispatcher({MAIL: sender}, slots=4)
    await outbox.publish(10)
    await dispatcher.round()
    await dispatcher.idle()
    assert len({claimed.id for claimed, _ in sender.sent}) == len(sender.sent) == 60
    assert {most[name] for name in "abcdef"} == {1}
    assert most["all"] <= 4


async def test_a_stop_cuts_what_hangs_and_the_next_start_sends_the_same_again(
    outbox: Outbox, tmp_path: Path
) -> None:
    reached, never = asyncio.Event(), asyncio.Event()

    async def hang(claimed: Claimed) -> None:
        reached.set()
        await never.wait()

    sender = Recorder(hang)
    await outbox.follow("reader", READER)
    await outbox.publish()
    first = outbox.dispatcher({MAIL: sender})
    await first.round()
    async with asyncio.timeout(10):
        await reached.wait()
    await first.drain(0)
    assert await first.round() == 0
    assert (await outbox.only()).attempts == ()
    assert await outbox.store.release_leases("daemon:") == 1
    sender.answer = lambda claimed: None
    second = outbox.dispatcher({MAIL: sender})
    assert await second.round() == 1
    await second.drain(10)
    [(claimed, payload), (again, same)] = sender.sent
    assert claimed.id == again.id
    assert payload == same
    assert (await outbox.only()).state is DeliveryState.SENT


async def test_whoever_hangs_is_put_off_before_the_lease_ends(outbox: Outbox) -> None:
    never = asyncio.Event()

    async def hang(claimed: Claimed) -> None:
        await never.wait()

    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({MAIL: Recorder(hang)}, lease=timedelta(seconds=0.3))
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    record = await outbox.only()
    assert record.state is DeliveryState.PENDING
    assert "not done within" in record.attempts[0].detail


async def test_a_digest_gathers_a_day_and_is_sent_at_its_hour(outbox: Outbox, tmp_path: Path) -> None:
    at = (outbox.now + timedelta(hours=2)).astimezone(ZoneInfo("Asia/Shanghai"))
    await outbox.follow("reader", READER, timing=Daily(at.time()))
    dispatcher = outbox.dispatcher({MAIL: MailboxSender(LETTERHEAD, tmp_path / "mail")})
    await outbox.publish(2)
    assert await dispatcher.round() == 0
    outbox.now += timedelta(hours=1)
    await outbox.publish(1)
    assert await dispatcher.round() == 0
    outbox.now += timedelta(hours=1)
    assert await dispatcher.round() == 1
    await dispatcher.idle()
    record = await outbox.only()
    assert record.kind is DeliveryKind.DIGEST
    [kept] = Mailbox.read(tmp_path / "mail")
    assert kept.letter.subject == "3 条新通知 · 组织工作"


async def test_a_killed_holder_is_followed_by_the_next_after_its_lease(tmp_path: Path, outbox: Outbox) -> None:
    await outbox.follow("reader", READER)
    await outbox.publish()
    while await outbox.store.expand(outbox.now):
        pass
    [claimed] = await outbox.store.claim_deliveries(outbox.now, limit=5, holder=HOLDER, lease=timedelta(minutes=2))
    assert await outbox.store.freeze(claimed.id, HOLDER, b"frozen")
    sender = Recorder()
    dispatcher = outbox.dispatcher({MAIL: sender})
    assert await dispatcher.round() == 0
    outbox.now += timedelta(minutes=2, seconds=1)
    assert await dispatcher.round() == 1
    await dispatcher.idle()
    assert sender.sent[0][1] == b"frozen"
    assert sender.composed == []
