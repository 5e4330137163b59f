"""A relay that fails in every way at once: each reader gets his mail, and what comes twice is the same mail."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from service.alerts.smtp import Relay, SmtpSender
from service.domain.channel import ChannelKind, MailTarget
from service.domain.delivery import DeliveryState
from tests.integration.alerts.outbox import DELAYS, Outbox, Recorder
from tests.integration.alerts.relay import OK, Post, serving
from tests.unit.alerts.claims import LETTERHEAD, READER

READERS = 210
WAYS = ("fine", "drop after DATA", "451", "550", "450 RCPT", "drop at RCPT", "fine too")


@pytest.fixture(name="outbox")
async def _outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = await Outbox.open(tmp_path)
    yield outbox
    await outbox.store.close()


class Faults:
    """Each address goes wrong in its own way, the first time."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str]] = Counter()

    def way(self, recipient: str) -> str:
        return WAYS[int(recipient.removeprefix("r").partition("@")[0]) % len(WAYS)]

    def rcpt(self, recipient: str) -> str:
        self.seen["RCPT", recipient] += 1
        way, first = self.way(recipient), self.seen["RCPT", recipient] == 1
        if way == "550":
            return "550 5.7.1 not you"
        if way == "450 RCPT" and first:
            return "450 4.2.1 greylisted"
        return "" if way == "drop at RCPT" and first else OK

    def data(self, recipient: str) -> str:
        self.seen["DATA", recipient] += 1
        way, first = self.way(recipient), self.seen["DATA", recipient] == 1
        if way == "451" and first:
            return "451 4.3.0 later"
        return "" if way == "drop after DATA" and first else OK


async def test_each_reader_gets_one_mail_whatever_happens_to_the_others(outbox: Outbox) -> None:
    faults = Faults()
    post = Post(answers={"RCPT": faults.rcpt, "DATA": faults.data})
    await outbox.follow_many({f"r{n}": MailTarget(f"r{n}@example.net") for n in range(READERS)})
    await outbox.publish()
    async with serving(post) as port:
        relay = Relay("127.0.0.1", port, "none", timeout=timedelta(seconds=20))
        sender = SmtpSender(LETTERHEAD, relay, pause=timedelta(0))
        dispatcher = outbox.dispatcher({ChannelKind.MAIL: sender}, delays=(DELAYS[0],) * 5)
        for _ in range(4):
            while await dispatcher.round():
                await dispatcher.idle()
            outbox.now += timedelta(minutes=1)
        await sender.aclose()
    records = {str(record.channel_id): record for record in await outbox.store.deliveries(limit=READERS)}
    copies: dict[str, list[bytes]] = defaultdict(list)
    for recipient, mail in post.taken:
        copies[recipient].append(mail)
    for number in range(READERS):
        address, record = f"r{number}@example.net", records[f"r{number}"]
        way, got = faults.way(address), copies[address]
        assert record.state is (DeliveryState.DEAD if way == "550" else DeliveryState.SENT), way
        assert len(record.attempts) == (1 if way.startswith(("fine", "550")) else 2), way
        assert len(got) == {"550": 0, "drop after DATA": 2, "451": 2}.get(way, 1), way
        assert len(set(got)) <= 1, "what comes twice is the same mail, byte for byte"
    ids = {message_from_bytes(mail)["Message-ID"] for mails in copies.values() for mail in mails}
    assert len(ids) == READERS - READERS // len(WAYS)


async def test_a_sent_message_replayed_is_sent_unchanged(outbox: Outbox) -> None:
    sender = Recorder()
    await outbox.follow("reader", READER)
    dispatcher = outbox.dispatcher({ChannelKind.MAIL: sender})
    await outbox.publish()
    await dispatcher.round()
    await dispatcher.idle()
    record = await outbox.only()
    outbox.now += timedelta(days=1)
    assert await outbox.store.replay(outbox.now, delivery_id=record.id) == 1
    await dispatcher.round()
    await dispatcher.idle()
    first, again = sender.sent
    assert first[1] == again[1]
    assert len(sender.composed) == 1
    assert [len(record.attempts) for record in await outbox.ledger()] == [2]
