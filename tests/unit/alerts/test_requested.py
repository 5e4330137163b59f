"""The letter that somebody asked for."""

from dataclasses import replace

from service.alerts.compose import compose
from service.domain.delivery import DeliveryKind
from tests.unit.alerts.claims import LETTERHEAD, claim

LINK = "https://notices.example.org/confirm/abc.def"
TEXT = f"有人想把“信息工程学院”的新通知发到这个邮箱。\n请在两天内点击确认：\n{LINK}\n如果不是你，请忽略。"


def test_its_link_is_a_button_and_stands_in_the_text() -> None:
    claimed = claim(DeliveryKind.REQUESTED, ())
    asked = replace(claimed, subscription=None, incident_title="确认订阅", incident_text=TEXT)
    letter = compose(asked, LETTERHEAD)
    assert letter.subject == "确认订阅"
    assert f"\n{LINK}\n" in letter.text
    assert f'class="button" href="{LINK}"' in letter.html
    assert "如果不是你，请忽略。" in letter.html
    assert "/unsubscribe/" not in letter.html + letter.text
