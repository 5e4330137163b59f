"""A change of a notice, as mail, webhook and chat tell it."""

import json
from dataclasses import replace

from service.alerts.chat_text import compose_chat
from service.alerts.compose import compose
from service.alerts.event import compose_event
from service.alerts.mail import compose_mail
from service.domain.delivery import Claimed, DeliveryId, DeliveryKind
from service.domain.entry import Edit, EditKind
from tests.unit.alerts.claims import LETTERHEAD, NOON, claim, told

LINES = ("- 请于3月10日前报送。", "+ 请于3月15日前报送。")
FIRST = DeliveryId("msg_first")


def revision(kind: EditKind = EditKind.DATE_MOVED, lines: tuple[str, ...] = LINES) -> Claimed:
    alert = claim(DeliveryKind.REVISION, [told(1, title="报送名单")])
    return replace(alert, edit=Edit(kind, lines), follows=FIRST)


def test_a_mail_says_what_changed_before_anything_else() -> None:
    letter = compose(revision(), LETTERHEAD)
    assert letter.subject == "[日期有变] 报送名单"
    assert letter.text.index("- 请于3月10日前报送。") < letter.text.index("+ 请于3月15日前报送。")
    assert "<del>请于3月10日前报送。</del>" in letter.html
    assert "请于3月15日前报送。</ins>" in letter.html


def test_what_a_stranger_wrote_stays_text() -> None:
    letter = compose(revision(lines=("+ <b>3月15日</b>\r\nBcc: x",)), LETTERHEAD)
    assert "<b>" not in letter.html
    assert "+ <b>3月15日</b> Bcc: x" in letter.text


def test_an_alert_says_nothing_of_changes() -> None:
    letter = compose(claim(DeliveryKind.ALERT, [told(1, title="报送名单")]), LETTERHEAD)
    assert letter.subject == "报送名单"
    assert "<del>" not in letter.html


def test_a_mail_is_a_reply_to_the_first_message() -> None:
    head = compose_mail(revision(), LETTERHEAD, NOON).partition(b"\r\n\r\n")[0].decode()
    assert f"In-Reply-To: <{FIRST}@{LETTERHEAD.domain}>" in head


def test_a_webhook_gets_kind_and_lines() -> None:
    event = json.loads(compose_event(revision(EditKind.WITHDRAWN, ()), LETTERHEAD.public_url, NOON))
    assert event["type"] == "entry.revised"
    assert event["data"]["change"] == {"kind": "withdrawn", "lines": []}
    assert event["data"]["entry"]["title"] == "报送名单"


def test_a_chat_says_what_changed() -> None:
    text = compose_chat(revision(EditKind.FILES_REPLACED, ("+ 名单.xlsx",)), LETTERHEAD)
    assert text.title == "【附件有变】报送名单"
    ((markdown, plain),) = text.items
    assert plain.endswith("+ 名单.xlsx")
    assert markdown.startswith("【附件有变】")
