import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from service.alerts.event import BODY_LIMIT, compose_event
from service.domain.delivery import Claimed, DeliveryKind
from service.domain.entry import Attachment
from service.domain.remark import Remark, lines
from service.domain.urls import Url
from tests.unit.alerts.claims import NOON, claim, told

PDF = Attachment(Url.parse("https://zzb.example.edu.cn/a.pdf"), "考核表.pdf", "application/pdf", 5)


def event(claimed: Claimed, now: datetime = NOON) -> Any:
    return json.loads(compose_event(claimed, "https://notices.example.org", now))


def test_an_alert_is_an_entry_published() -> None:
    said = event(claim(entries=[told(attachments=(PDF,))]), NOON + timedelta(hours=1))
    assert said["type"] == "entry.published"
    assert said["timestamp"] == "2026-11-24T04:00:00+00:00"
    assert said["data"]["subscription"] == "office-mail"
    entry = said["data"]["entry"]
    assert entry["id"] == "tag:noticewire,2026:000000000000000000000001"
    assert entry["url"] == "https://zzb.example.edu.cn/info/1006/1.htm"
    assert entry["page"] == "https://notices.example.org/entries/000000000000000000000001"
    assert entry["section"] == ["组织工作", "工作动态"]
    assert entry["precision"] == "day"
    assert entry["text"] == "各单位：现将有关事项通知如下。"
    assert entry["attachments"] == [
        {
            "url": "https://zzb.example.edu.cn/a.pdf",
            "name": "考核表.pdf",
            "media_type": "application/pdf",
            "size": 5,
        }
    ]


def test_a_digest_lists_its_entries_newest_first() -> None:
    said = event(claim(DeliveryKind.DIGEST, [told(2), told(1)]))
    assert said["type"] == "digest.ready"
    assert said["data"]["count"] == 2
    assert [entry["url"][-5:] for entry in said["data"]["entries"]] == ["2.htm", "1.htm"]


def test_an_incident_is_told_without_a_subscription() -> None:
    said = event(claim(DeliveryKind.INCIDENT))
    assert said["type"] == "incident.opened"
    assert said["data"] == {
        "title": "组织部：一次出现 42 条新通知，已暂缓",
        "text": "来源 zzb-gzdt 一次出现 42 条。\n请检查后决定是否发送。",
    }


def test_an_incident_is_told_in_the_owners_language_and_its_type_in_none() -> None:
    flood = replace(
        claim(DeliveryKind.INCIDENT),
        incident_title=Remark("Held back: %(name)s", name="通知公告"),
        incident_text=lines(Remark("If they are old: noticewire held %(source)s rest", source="gzdt"), "503 <x>"),
    )
    spoken = {
        language: json.loads(compose_event(flood, "https://notices.example.org", NOON, language=language))
        for language in ("zh", "en")
    }
    assert spoken["zh"]["data"] == {
        "title": "已暂缓：通知公告",
        "text": "如果是旧通知：noticewire held gzdt rest\n503 <x>",
    }
    assert spoken["en"]["data"]["title"] == "Held back: 通知公告"
    assert spoken["zh"]["type"] == spoken["en"]["type"] == "incident.opened"


@pytest.mark.parametrize("count", [1, 8, 40])
def test_details_give_way_to_the_size_limit_and_entries_do_not(count: int) -> None:
    entries = [told(number, text="正文\n" * 9000, attachments=(PDF,)) for number in range(count)]
    kind = DeliveryKind.ALERT if count == 1 else DeliveryKind.DIGEST
    body = compose_event(claim(kind, entries), "https://notices.example.org", NOON)
    assert len(body) < BODY_LIMIT
    assert body.count(b'"title"') == count


def test_a_digest_beyond_the_limit_still_names_every_entry() -> None:
    entries = [told(number) for number in range(500)]
    said = event(claim(DeliveryKind.DIGEST, entries))
    assert len(said["data"]["entries"]) == 500


def test_text_is_cut_with_an_ellipsis_and_keeps_its_paragraphs() -> None:
    text = event(claim(entries=[told(text="第一段\n\n第二段\r\n" + "长" * 20_000)]))["data"]["entry"]["text"]
    assert text.startswith("第一段\n第二段\n长")
    assert text.endswith("长…")


def test_any_title_makes_valid_json() -> None:
    said = event(claim(entries=[told(title='half \ud800 "\\\u202e\x00 通知')]))
    assert said["data"]["entry"]["title"] == 'half "\\ 通知'


def test_the_same_bytes_each_time() -> None:
    assert compose_event(claim(), "https://a.example", NOON) == compose_event(claim(), "https://a.example", NOON)


def test_an_alert_without_entries_is_refused() -> None:
    with pytest.raises(ValueError, match="without entries"):
        compose_event(replace(claim(), entries=()), "https://a.example", NOON)
