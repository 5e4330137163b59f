"""Mail through a real relay: every reader gets his one mail, and what comes back is understood."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.alerts.bounces import read_bounce
from service.alerts.smtp import Relay, SmtpSender
from service.domain.bounce import Outcome, Report
from service.domain.channel import ChannelKind, MailTarget
from service.domain.delivery import DeliveryState, Result
from tests.integration.alerts.outbox import Outbox
from tests.integration.alerts.postfix import Postfix, running_postfix
from tests.integration.alerts.relay import PASSWORD, USER
from tests.unit.alerts.claims import LETTERHEAD

READERS = 1000
TAGGED = replace(LETTERHEAD, return_path="bounces@example.net", tagged=True)

pytestmark = pytest.mark.xdist_group("postfix")


@pytest.fixture(name="postfix")
def _postfix() -> Iterator[Postfix]:
    with running_postfix() as postfix:
        yield postfix


@pytest.fixture(name="outbox")
async def _outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = await Outbox.open(tmp_path)
    yield outbox
    await outbox.store.close()


@pytest.fixture(name="sender")
async def _sender(postfix: Postfix) -> AsyncIterator[SmtpSender]:
    relay = Relay("localhost", postfix.port, "starttls", USER, PASSWORD, timedelta(seconds=60))
    sender = SmtpSender(TAGGED, relay, tls=postfix.trust)
    yield sender
    await sender.aclose()


async def until(happened: Callable[[], bool]) -> None:
    """Postfix says nothing when it has delivered: look, within reason."""
    for _ in range(600):
        if happened():
            return
        await asyncio.sleep(0.1)
    raise TimeoutError


@pytest.mark.timeout(300)
async def test_a_thousand_readers_get_one_mail_each_and_one_refused_harms_nobody(
    postfix: Postfix, outbox: Outbox, sender: SmtpSender
) -> None:
    names = [f"reader{number}" for number in range(READERS)]
    await outbox.follow_many({name: MailTarget(f"{name}@example.net") for name in (*names, "gone", "full")})
    dispatcher = outbox.dispatcher({ChannelKind.MAIL: sender})
    await outbox.publish()
    while await dispatcher.round():
        await dispatcher.idle()
    states = {name: (await outbox.only(name)).state for name in ("gone", "full")}
    assert states == {"gone": DeliveryState.DEAD, "full": DeliveryState.PENDING}
    await until(lambda: len(postfix.files()) >= READERS)
    mails = postfix.kept()
    assert Counter(str(mail["Delivered-To"]) for mail in mails) == {f"{name}@example.net": 1 for name in names}
    assert all(str(mail["To"]) == str(mail["Delivered-To"]) for mail in mails)
    assert len({str(mail["Message-ID"]) for mail in mails}) == READERS
    assert len({str(mail["Return-Path"]) for mail in mails}) == READERS
    closed = [channel.id for channel in await outbox.store.channels() if channel.disabled_reason]
    assert closed == ["gone"]


async def test_a_report_closes_the_channel_it_is_about_and_no_other(
    postfix: Postfix, outbox: Outbox, sender: SmtpSender
) -> None:
    await outbox.follow("late", MailTarget("late@example.net"))
    await outbox.follow("fine", MailTarget("reader@example.net"))
    dispatcher = outbox.dispatcher({ChannelKind.MAIL: sender})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    sent = await outbox.only("late")
    assert sent.state is DeliveryState.SENT
    await until(lambda: len(postfix.files()) == 2)
    found = [bounce for path in postfix.files() if (bounce := read_bounce(path.read_bytes()))]
    [bounce] = found
    assert (bounce.delivery_id, bounce.report, bounce.status) == (sent.id, Report.FAILED, "5.1.1")
    forged = replace(bounce, proof="0" * 16)
    assert await outbox.store.returns.record_bounce(forged, outbox.now) is Outcome.UNPROVEN
    assert await outbox.store.returns.record_bounce(bounce, outbox.now) is Outcome.CLOSED
    assert await outbox.store.returns.record_bounce(bounce, outbox.now) is Outcome.NOTED
    record = await outbox.only("late")
    assert record.state is DeliveryState.DEAD
    assert [attempt.result for attempt in record.attempts] == [Result.SENT, Result.BOUNCED]
    assert "nobody of that name" in record.attempts[-1].detail
    channels = {str(channel.id): channel.disabled_reason for channel in await outbox.store.channels()}
    assert "nobody of that name" in channels["late"]
    assert channels["fine"] == ""
