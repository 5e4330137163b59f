"""Returned mail in a real mailbox: read, written down, put away; and nothing of it lost when something fails."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog

from service.alerts.imap import ReturnBox
from service.alerts.returned import ReturnedMail
from service.domain.bounce import Bounce, Outcome, return_tag
from service.domain.channel import ChannelKind, MailTarget
from service.domain.delivery import DeliveryState
from service.domain.errors import DatabaseBusy
from tests.integration.alerts.dovecot import PASSWORD, Dovecot, running_dovecot
from tests.integration.alerts.outbox import Outbox, Recorder
from tests.unit.alerts.test_bounces import report

LETTER = b"From: friend@example.net\r\nTo: bounces@example.org\r\nSubject: Lunch\r\n\r\nAt noon?\r\n"
PUZZLE = b'From: MAILER-DAEMON@mx.test\r\nContent-Type: multipart/report; boundary="\r\n\r\n\xff\xfe\r\n'

pytestmark = pytest.mark.xdist_group("dovecot")


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[Dovecot]:
    with running_dovecot() as server:
        yield server


@pytest.fixture(name="dovecot")
def _dovecot(server: Dovecot, tmp_path: Path) -> Dovecot:
    """With an empty mailbox."""
    return server.of(tmp_path.name.lower())


@pytest.fixture(name="outbox")
async def _outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    """A message has gone to 'late' and one to 'fine'."""
    outbox = await Outbox.open(tmp_path)
    for name in ("late", "fine"):
        await outbox.follow(name, MailTarget(f"{name}@example.net"))
    await outbox.publish()
    dispatcher = outbox.dispatcher({ChannelKind.MAIL: Recorder()})
    await dispatcher.round()
    await dispatcher.idle()
    yield outbox
    await outbox.store.close()


@pytest.fixture(name="box")
def _box(dovecot: Dovecot) -> ReturnBox:
    return ReturnBox("localhost", dovecot.tls, "tls", dovecot.user, PASSWORD)


async def _came_back(
    outbox: Outbox, name: str = "late", *, action: str = "failed", status: str = "5.1.1"
) -> bytes:
    """A report at the return path that the message to this reader had."""
    sent = await outbox.only(name)
    tag = return_tag(sent.id, f"token-of-{name}")
    return report(to=f"bounces+{tag}@example.org", action=action, status=status)


async def _closed(outbox: Outbox) -> dict[str, str]:
    channels = await outbox.store.channels()
    return {str(channel.id): channel.disabled_reason for channel in channels if channel.disabled_reason}


async def test_a_report_closes_its_channel_and_is_marked_and_other_mail_stays_unseen(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox
) -> None:
    returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock, tls=dovecot.trust)
    assert await returned.round() == 0
    dovecot.deliver(LETTER, PUZZLE, await _came_back(outbox), await _came_back(outbox, "fine", action="delayed"))
    assert await returned.round() == 2
    closed = await _closed(outbox)
    assert list(closed) == ["late"]
    assert "no such user" in closed["late"]
    assert (await outbox.only("late")).state is DeliveryState.DEAD
    assert (dovecot.holds(), dovecot.holds(criterion="SEEN")) == (4, 2)
    assert await returned.round() == 0


async def test_done_with_it_is_moved_where_it_is_to_be(dovecot: Dovecot, outbox: Outbox, box: ReturnBox) -> None:
    dovecot.create("退信 & 已处理")
    dovecot.deliver(LETTER, await _came_back(outbox))
    box = replace(box, port=dovecot.starttls, security="starttls", move_to="退信 & 已处理")
    returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock, tls=dovecot.trust)
    assert await returned.round() == 1
    assert (dovecot.holds(), dovecot.holds(criterion="UNSEEN")) == (1, 1)
    assert dovecot.holds("退信 & 已处理", "SEEN") == 1


async def test_a_report_that_proves_nothing_changes_nothing(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox
) -> None:
    sent = await outbox.only("late")
    dovecot.deliver(report(to=f"bounces+{return_tag(sent.id, 'guessed')}@example.org"))
    returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock, tls=dovecot.trust)
    assert await returned.round() == 0
    assert await _closed(outbox) == {}
    assert dovecot.holds(criterion="UNSEEN") == 1


class Faulty:
    """A ledger that fails, or during which the connection breaks, the first time."""

    def __init__(self, outbox: Outbox, *, busy: bool) -> None:
        self.outbox = outbox
        self.busy = busy
        self.outcomes: list[Outcome] = []
        self.returned: ReturnedMail | None = None

    async def record_bounce(self, bounce: Bounce, now: datetime) -> Outcome:
        if self.busy and not self.outcomes:
            self.outcomes.append(Outcome.UNKNOWN)
            raise DatabaseBusy("busy")
        self.outcomes.append(await self.outbox.store.returns.record_bounce(bounce, now))
        if self.returned is not None and len(self.outcomes) == 1:
            await self.returned.aclose()
        return self.outcomes[-1]

    async def looked(self, name: str, cause: str, now: datetime) -> None:
        await self.outbox.store.returns.looked(name, cause, now)


async def test_what_the_database_did_not_take_stays_unseen_and_is_read_again(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox
) -> None:
    dovecot.deliver(await _came_back(outbox))
    returned = ReturnedMail(Faulty(outbox, busy=True), box, clock=outbox.clock, tls=dovecot.trust)
    with pytest.raises(DatabaseBusy):
        await returned.round()
    assert dovecot.holds(criterion="UNSEEN") == 1
    assert await returned.round() == 1
    assert list(await _closed(outbox)) == ["late"]
    assert dovecot.holds(criterion="UNSEEN") == 0


async def test_a_connection_that_breaks_before_the_mark_counts_nothing_twice(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox
) -> None:
    dovecot.deliver(await _came_back(outbox, status="4.4.7"))
    ledger = Faulty(outbox, busy=False)
    ledger.returned = ReturnedMail(ledger, box, clock=outbox.clock, tls=dovecot.trust)
    with structlog.testing.capture_logs() as logs:
        assert await ledger.returned.round() == 0
    assert "returned mail was not read" in [line["event"] for line in logs]
    assert dovecot.holds(criterion="UNSEEN") == 1
    assert await ledger.returned.round() == 1
    assert len((await outbox.only("late")).attempts) == 2, "sent, and came back once"
    assert await _closed(outbox) == {}


@pytest.mark.parametrize(
    ("wrong", "cause"),
    [
        ({"password": "wrong"}, "AUTHENTICATIONFAILED"),
        ({"password": "密码"}, "AUTHENTICATIONFAILED"),
        ({"folder": "Nowhere"}, "doesn't exist"),
        ({"move_to": "Nowhere"}, "doesn't exist"),
        ({"host": "127.0.0.1"}, "certificate verify failed"),
        ({"port": 1}, "refused"),
    ],
)
async def test_a_mailbox_that_cannot_be_read_is_told_once(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox, wrong: dict[str, object], cause: str
) -> None:
    box = replace(box, **wrong)  # type: ignore[arg-type]  # the cases name its fields
    returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock, tls=dovecot.trust)
    with structlog.testing.capture_logs() as logs:
        assert [await returned.round() for _ in range(2)] == [0, 0]
    (line,) = logs
    assert cause in line["cause"]
    assert "[mail.bounces]" in line["advice"]
    assert PASSWORD not in str(line)


async def test_what_a_server_says_otherwise_each_time_is_told_once(outbox: Outbox) -> None:
    """Timings and session names differ from one answer to the next, and are not shown either."""
    asked = 0

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        writer.write(b"* OK ready\r\n")
        tag = (await reader.readline()).split()[0]
        writer.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
        tag = (await reader.readline()).split()[0]
        varying = b"(0.00%d + 0.000 secs), %d ms, session=<q%dZ+x>, trace w5mb%d." % ((asked,) * 4)
        writer.write(tag + b" NO [UNAVAILABLE] Try box2 later " + varying + b"\r\n")
        writer.close()

    async with asyncio.timeout(20), await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        box = ReturnBox("127.0.0.1", port, "none", "reader", PASSWORD, "box2")
        returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock)
        with structlog.testing.capture_logs() as logs:
            assert [await returned.round() for _ in range(3)] == [0, 0, 0]
    assert asked == 3
    (line,) = logs
    assert line["cause"].endswith(": [UNAVAILABLE] Try box2 later, … ms, … trace …")


async def test_the_owner_hears_that_it_is_not_read_and_that_it_is_again(
    dovecot: Dovecot, outbox: Outbox, box: ReturnBox
) -> None:
    await outbox.follow("owner", MailTarget("owner@example.net"), owner=True)
    wrong = ReturnedMail(
        outbox.store.returns, replace(box, password="wrong"), clock=outbox.clock, tls=dovecot.trust
    )
    returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock, tls=dovecot.trust)
    told = []
    for one in (returned, wrong, wrong, wrong, returned, returned):
        await one.round()
        told.append([record.titles[0] for record in await outbox.ledger("owner")])
        outbox.now += timedelta(minutes=61)
    name = f"{box.username} at localhost:{box.port}"
    begun, over = f"Returned mail is not read: {name}", f"Returned mail is read again: {name}"
    assert told == [[], [], [begun], [begun], [over, begun], [over, begun]]


async def test_a_stop_does_not_wait_for_a_server_that_hangs(outbox: Outbox) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        tag = (await reader.readline()).split()[0]
        writer.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
        await reader.readline()
        asked.set()
        await reader.read()
        gone.set()
        writer.close()

    async with asyncio.timeout(20), await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        box = ReturnBox("127.0.0.1", port, "none", "reader", PASSWORD)
        returned = ReturnedMail(outbox.store.returns, box, clock=outbox.clock)
        round_ = asyncio.ensure_future(returned.round())
        await asked.wait()
        await returned.aclose()
        assert await round_ == 0
        await gone.wait()
    assert await outbox.store.returns.boxes() == [], "that we cut it says nothing of the server"
