"""Reports as mail servers write them, read."""

from email.message import EmailMessage

import pytest

from service.alerts.bounces import read_bounce
from service.alerts.mail import compose_mail
from service.domain.bounce import Bounce, Report, closes, is_proven, return_tag
from service.domain.delivery import DeliveryId
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim

OURS = claim()
assert OURS.subscription is not None
TOKEN = OURS.subscription.token
TAGGED = f"bounces+{return_tag(OURS.id, TOKEN)}@example.org"


def report(
    *,
    to: str = "bounces@example.org",
    action: str = "failed",
    status: str = "5.1.1",
    returned: str = "message/rfc822",
    about: bytes | None = None,
) -> bytes:
    """A delivery report in the form of RFC 3464 that returns our message."""
    ours = compose_mail(OURS, LETTERHEAD, NOON) if about is None else about
    if returned != "message/rfc822":
        ours = ours.partition(b"\r\n\r\n")[0] + b"\r\n"
    parts = [
        b"Content-Type: text/plain\r\n\r\nI'm sorry.\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        b"Final-Recipient: rfc822; reader@example.net\r\n"
        + f"Action: {action}\r\nStatus: {status}\r\n".encode()
        + b"Diagnostic-Code: smtp; 550 5.1.1 <reader@example.net>:\r\n no such user\r\n",
        f"Content-Type: {returned}\r\n\r\n".encode() + ours,
    ]
    head = (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {to}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    )
    return head.encode() + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def read(raw: bytes, recipient: str = "") -> Bounce:
    found = read_bounce(raw, recipient)
    assert found is not None
    return found


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_is_known_by_the_message_it_returns(returned: str) -> None:
    found = read(report(returned=returned))
    assert found.delivery_id == OURS.id
    assert (found.report, found.status) == (Report.FAILED, "5.1.1")
    assert "no such user" in found.detail
    assert is_proven(found, TOKEN)


def test_a_report_is_known_by_where_it_came_to() -> None:
    without = b"Subject: somebody else's\r\n\r\n"
    for found in (read(report(to=TAGGED, about=without)), read(report(about=without), recipient=TAGGED.upper())):
        assert found.delivery_id == OURS.id
        assert is_proven(found, TOKEN)


def test_a_tag_made_up_proves_nothing() -> None:
    assert not is_proven(read(report(to=f"bounces+{OURS.id[4:]}-{'0' * 16}@example.org")), TOKEN)
    assert not is_proven(read(report()), "another reader's")


def test_a_delay_is_no_failure() -> None:
    assert read(report(action="delayed", status="4.4.1")).report is Report.DELAYED


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        report(about=b"Subject: not ours\r\n\r\n"),
        report(action="delivered", status="2.0.0"),
        f"From: a@example.net\r\nTo: {TAGGED}\r\nAuto-Submitted: auto-replied\r\n\r\nI am away. 5.1.1".encode(),
        f"From: a@example.net\r\nTo: {TAGGED}\r\n\r\nThank you for the 550 5.1.1 notices".encode(),
    ],
)
def test_what_is_no_report_on_ours_is_passed_over(raw: bytes) -> None:
    assert read_bounce(raw) is None


def test_a_servers_own_words_are_read_for_their_code() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Mailer-Daemon@qq.test", TAGGED, "退信"
    mail.set_content("您的邮件被退回。\n收件人不存在: 550 5.1.1 Mailbox not found\n")
    found = read(mail.as_bytes())
    assert (found.report, found.status) == (Report.FAILED, "5.1.1")
    assert "Mailbox not found" in found.detail


def test_a_readers_complaint_is_one() -> None:
    raw = (
        f"From: fbl@provider.test\r\nTo: {TAGGED}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n\r\n--b--\r\n"
    )
    assert read(raw.encode()).report is Report.COMPLAINT
    assert read_bounce(raw.replace("abuse", "not-spam").encode()) is None


@pytest.mark.parametrize(
    ("report", "status", "before", "closed"),
    [
        (Report.FAILED, "5.1.1", 0, True),
        (Report.FAILED, "5.2.1", 0, True),
        (Report.FAILED, "5.1.8", 0, False),
        (Report.FAILED, "5.2.2", 0, False),
        (Report.FAILED, "5.7.1", 1, False),
        (Report.FAILED, "4.4.1", 2, True),
        (Report.FAILED, "", 2, True),
        (Report.DELAYED, "4.4.1", 9, False),
        (Report.COMPLAINT, "", 0, True),
    ],
)
def test_what_closes_a_channel(report: Report, status: str, before: int, closed: bool) -> None:
    assert closes(Bounce(DeliveryId("msg_1"), "", report, status), before) is closed
