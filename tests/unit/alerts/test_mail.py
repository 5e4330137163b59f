"""The points of RFC 5322, 2045-2047, 2369, 2919, 3834 and 8058 that a mail must keep, on mails parsed again."""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from lxml import html as markup

from service.alerts.compose import Letterhead, compose
from service.alerts.mail import compose_mail, mail_address, return_path
from service.domain.channel import MailTarget
from service.domain.delivery import Claimed, DeliveryKind, delivery_id
from service.domain.digest import Daily, Weekly
from service.domain.entry import Attachment, Edit, EditKind
from service.domain.errors import DeliveryFailed
from service.domain.subscription import Subscription
from service.domain.urls import Url
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim, told

BIDI = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
PDF = Attachment(Url.parse("https://zzb.example.edu.cn/a.pdf"), "附件1：考核表（2026）.pdf", size=5)
MAILS = {
    "alert": claim(entries=[told(attachments=(PDF,))]),
    "english": claim(entries=[told(title="Call for Papers", text="Dear all, " * 40)], language="en"),
    "hostile": claim(
        entries=[told(title="通知\r\nBcc: all@example.org\u202e" * 20, text="x\r.\r\n\x00" * 50, site="\r\nX: y")],
        target=MailTarget("reader@例子.example", 'Zhang\r\nBcc: all@example.org, "San"'),
    ),
    "long": claim(entries=[told(title="长" * 500, text="." * 5000)]),
    "digest": claim(DeliveryKind.DIGEST, [told(number) for number in range(1, 40)], timing=Daily(time(8))),
    "crowded digest": claim(
        DeliveryKind.DIGEST,
        [told(number, title=f"{number} " + "长" * 90, text="字" * 900) for number in range(1, 400)],
        timing=Weekly(0, time(8)),
    ),
    "revision": replace(
        claim(DeliveryKind.REVISION, [told(attachments=(PDF,))]),
        edit=Edit(EditKind.DATE_MOVED, ("- 请于3月10日前报送。", "+ <img src=x onerror=y>\r\nBcc: x@example.org")),
        follows=delivery_id("office-mail", "entry"),
    ),
    "incident": claim(DeliveryKind.INCIDENT),
}


@pytest.fixture(params=MAILS, name="claimed")
def _claimed(request: pytest.FixtureRequest) -> Claimed:
    return MAILS[request.param]


@pytest.fixture(name="raw")
def _raw(claimed: Claimed) -> bytes:
    return compose_mail(claimed, LETTERHEAD, NOON)


@pytest.fixture(name="mail")
def _mail(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert [defect for part in mail.walk() for defect in part.defects] == []
    return mail


def fields(raw: bytes) -> Iterator[tuple[str, str]]:
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    for line in re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n"):
        name, _, value = line.partition(": ")
        yield name, value


def test_the_fields_are_there_once_and_there_is_no_bcc(raw: bytes) -> None:
    names = [name.lower() for name, _ in fields(raw)]
    assert len(names) == len(set(names))
    assert {"from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted"} <= set(names)
    assert not {"bcc", "cc", "x"} & set(names)


def test_the_date_is_the_time_of_writing_with_a_numeric_zone(raw: bytes, mail: EmailMessage) -> None:
    assert dict(fields(raw))["Date"].endswith(" +0000")
    assert mail["Date"].datetime == NOON


def test_the_message_id_is_the_deliverys_in_our_domain(claimed: Claimed, mail: EmailMessage) -> None:
    assert mail["Message-ID"] == f"<{claimed.id}@notices.example.org>"


def test_lines_are_short_and_end_in_crlf(raw: bytes) -> None:
    assert b"\0" not in raw
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    for line in raw.split(b"\r\n"):
        long_link = line.startswith(b"List-Unsubscribe: <https://")
        assert len(line) <= (998 if long_link else 78), line


def test_the_head_is_ascii_and_encoded_words_are_at_most_75_characters(raw: bytes) -> None:
    raw.decode("ascii")
    for _, value in fields(raw):
        assert all(len(word) <= 75 for word in value.split() if word.startswith("=?"))


def test_names_and_subject_hold_no_control_or_bidi_characters(mail: EmailMessage) -> None:
    for name in ("Subject", "From", "To"):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]|" + BIDI, str(mail[name]))


def test_the_subject_is_what_was_composed(claimed: Claimed, mail: EmailMessage) -> None:
    assert mail["Subject"] == compose(claimed, LETTERHEAD).subject


def test_plain_text_first_html_last_both_say_something(claimed: Claimed, mail: EmailMessage) -> None:
    letter = compose(claimed, LETTERHEAD)
    assert mail.get_content_type() == "multipart/alternative"
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part, said in ((plain, letter.text), (html, letter.html)):
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] in ("base64", "quoted-printable")
        assert part.get_content().replace("\r\n", "\n") == said


def test_encoded_bodies_keep_to_76_columns(raw: bytes) -> None:
    body = raw.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 76


def found(html: str, path: str) -> set[str]:
    hits = markup.document_fromstring(html).xpath(path)
    assert isinstance(hits, list)
    return {str(hit) for hit in hits}


def test_the_page_runs_and_loads_nothing_and_leads_to_pages_alone(mail: EmailMessage) -> None:
    _, part = mail.iter_parts()
    html = part.get_content()
    active = ("script", "iframe", "form", "object", "embed", "img", "link", "base", "input")
    assert found(html, "/html/@lang")
    assert found(html, " | ".join(f"//{tag}" for tag in active)) == set()
    assert found(html, "//@*[starts-with(name(), 'on')] | //@src") == set()
    assert {urlsplit(link).scheme for link in found(html, "//@href")} <= {"https", "http", "mailto"}
    assert "url(" not in html
    assert len(html.encode()) < 102_000, "Gmail clips what is longer"


def test_what_the_page_leads_to_the_text_names_too(mail: EmailMessage) -> None:
    """All but the listings of a digest's sections, which the notices themselves lead to."""
    plain, html = mail.iter_parts()
    links = {link for link in found(html.get_content(), "//@href") if "/sources/" not in link}
    assert links
    assert links - set(plain.get_content().split()) == set()


def test_unsubscribing_takes_one_click(claimed: Claimed, mail: EmailMessage) -> None:
    if claimed.kind is DeliveryKind.INCIDENT:
        assert mail["List-Unsubscribe"] is None
        return
    assert claimed.subscription is not None
    assert mail["List-Unsubscribe"] == f"<https://notices.example.org/unsubscribe/{claimed.subscription.token}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_is_not_promised_where_the_link_is_not_https() -> None:
    raw = compose_mail(claim(), replace(LETTERHEAD, public_url="http://notices.example.org"), NOON)
    named = dict(fields(raw))
    assert named["List-Unsubscribe"].startswith("<http://notices.example.org/unsubscribe/")
    assert "List-Unsubscribe-Post" not in named


def test_what_follows_up_a_message_names_it_in_its_own_domain(claimed: Claimed, raw: bytes) -> None:
    first = delivery_id("office-mail", "entry")
    named = dict(fields(compose_mail(replace(claim(), follows=first), LETTERHEAD, NOON)))
    assert named["In-Reply-To"] == named["References"] == f"<{first}@notices.example.org>"
    assert ("In-Reply-To" in dict(fields(raw))) == (claimed.follows is not None)


def test_a_return_path_names_the_delivery_and_nobody_else_can_make_it() -> None:
    tagged = replace(LETTERHEAD, return_path="bounces@example.org", tagged=True)
    one = return_path(claim(), tagged)
    assert re.fullmatch(r"bounces\+[0-9a-f]{32}-[0-9a-f]{16}@example\.org", one)
    assert len(one.partition("@")[0]) <= 64
    other = claim()
    assert isinstance(other.subscription, Subscription)
    forged = replace(other, subscription=replace(other.subscription, token="guessed"))
    assert return_path(forged, tagged) != one
    assert return_path(claim(DeliveryKind.INCIDENT), tagged) == "bounces@example.org"
    assert return_path(claim(), LETTERHEAD) == "notices@example.org"


def test_the_list_id_is_the_subscriptions_for_ever(claimed: Claimed, mail: EmailMessage) -> None:
    wanted = None if claimed.kind is DeliveryKind.INCIDENT else "通知速递 <office-mail.notices.example.org>"
    assert mail["List-Id"] == wanted


@pytest.mark.parametrize("identity", ["组织部 邮件", "a.b", "-", "x" * 300, "a/b"])
def test_any_subscription_id_becomes_a_label(identity: str) -> None:
    mail = message_from_bytes(compose_mail(claim(subscription=identity), LETTERHEAD, NOON))
    assert re.fullmatch(
        r"[A-Za-z0-9][A-Za-z0-9-]{0,62}\.notices\.example\.org", mail["List-Id"].split("<")[1][:-1]
    )


def test_no_machine_need_answer(mail: EmailMessage) -> None:
    assert mail["Auto-Submitted"] == "auto-generated"


def test_one_recipient_and_nobody_else_is_named(claimed: Claimed, mail: EmailMessage) -> None:
    [recipient] = mail["To"].addresses
    assert isinstance(claimed.channel.target, MailTarget)
    assert recipient.addr_spec == mail_address(claimed.channel.target.address)
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("通知速递", "notices@example.org")


def test_the_same_delivery_at_the_same_time_is_the_same_bytes(claimed: Claimed, raw: bytes) -> None:
    assert compose_mail(claimed, LETTERHEAD, NOON) == raw


def test_a_later_composing_keeps_the_message_id() -> None:
    first, later = (
        message_from_bytes(compose_mail(MAILS["alert"], LETTERHEAD, at)) for at in (NOON, NOON + timedelta(days=1))
    )
    assert first["Message-ID"] == later["Message-ID"]
    assert first["Date"] != later["Date"]


def test_two_readers_have_two_message_ids() -> None:
    ids = {
        message_from_bytes(compose_mail(claim(subscription=name), LETTERHEAD, NOON))["Message-ID"] for name in "ab"
    }
    assert len(ids) == 2


def test_a_date_in_another_zone_is_written_in_utc() -> None:
    raw = compose_mail(claim(), LETTERHEAD, datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert dict(fields(raw))["Date"] == "Tue, 24 Nov 2026 04:00:00 +0000"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a@example.org", "a@example.org"),
        (" a.b+c@Example.ORG ", "a.b+c@Example.ORG"),
        ("李@例子.example", None),
        ("a@例子.example", "a@xn--fsqu00a.example"),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
        ("a", None),
        ("a@", None),
        ("a b@example.org", None),
        ("a@example.org\r\nRCPT TO:<b@example.org>", None),
        ("a@exa mple.org", None),
        ("a@" + "x" * 70 + ".example", None),
    ],
)
def test_addresses_are_ascii_or_refused_for_good(address: str, written: str | None) -> None:
    if written:
        assert mail_address(address) == written
    else:
        with pytest.raises(DeliveryFailed) as refused:
            mail_address(address)
        assert refused.value.permanent


def test_a_letterhead_without_a_name_writes_the_address_alone() -> None:
    raw = compose_mail(claim(), Letterhead("https://a.example", "", "n@a.example"), NOON)
    assert dict(fields(raw))["From"] == "n@a.example"
