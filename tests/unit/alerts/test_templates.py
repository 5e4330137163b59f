"""Templates of the owner's own, and what stands out in ours."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as markup

from service.alerts.compose import compose
from service.domain.delivery import DeliveryKind
from service.domain.entry import Attachment
from service.domain.errors import DeliveryFailed
from service.domain.urls import Url
from tests.unit.alerts.claims import LETTERHEAD, claim, told

PDF = Attachment(Url.parse("https://zzb.example.edu.cn/a.pdf"), "考核表.pdf", size=123_456)


def test_a_template_of_the_owners_takes_the_place_of_ours_alone(tmp_path: Path) -> None:
    (tmp_path / "alert.txt").write_text("{{ _('Read the original') }}: {{ item.title }}", encoding="utf-8")
    own, ours = compose(claim(), replace(LETTERHEAD, templates=tmp_path)), compose(claim(), LETTERHEAD)
    assert own.text == "阅读原文: 关于开展2026年度干部考核工作的通知\n"
    assert (own.subject, own.html) == (ours.subject, ours.html)


def test_a_changed_template_counts_at_once(tmp_path: Path) -> None:
    template = tmp_path / "alert.txt"
    letterhead = replace(LETTERHEAD, templates=tmp_path)
    texts = []
    for words in ("first", "second"):
        template.write_text(words, encoding="utf-8")
        texts.append(compose(claim(), letterhead).text)
    assert texts == ["first\n", "second\n"]


@pytest.mark.parametrize("wrong", ["{{ item.titel }}", "{% if %}", "{% include 'absent.txt' %}"])
def test_a_wrong_template_is_named_and_the_message_waits(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "alert.html").write_text(wrong, encoding="utf-8")
    with pytest.raises(DeliveryFailed) as failed:
        compose(claim(), replace(LETTERHEAD, templates=tmp_path))
    assert str(tmp_path) in failed.value.cause
    assert not failed.value.permanent


@pytest.mark.parametrize("kind", [DeliveryKind.ALERT, DeliveryKind.DIGEST])
def test_pinned_notices_deadlines_and_files_stand_out(kind: DeliveryKind) -> None:
    entry = replace(told(text="报名截至9月30日17:00，逾期不予受理。", attachments=(PDF,)), pinned=True)
    letter = compose(claim(kind, [entry]), LETTERHEAD)
    assert "[置顶]" in letter.text
    assert "考核表.pdf (123 kB)" in letter.text
    page = markup.fromstring(letter.html)
    assert [one.text for one in page.iter("strong")] == ["报名截至9月30日17:00", "逾期不予受理"]
    assert [one.text for one in page.iter("span") if one.get("class") == "pin"] == ["置顶"]
    assert "考核表.pdf (123 kB)" in " ".join(str(page.xpath("string(//ul)")).split())


def test_what_is_not_pinned_does_not_say_so() -> None:
    letter = compose(claim(), LETTERHEAD)
    assert "置顶" not in letter.text + letter.html
