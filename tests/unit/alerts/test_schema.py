"""The schema of webhooks holds for what is sent, and for the examples of the documentation."""

import json
import re
from dataclasses import replace
from datetime import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from service.alerts.event import compose_event
from service.domain.delivery import Claimed, DeliveryKind
from service.domain.digest import Daily
from service.domain.entry import Attachment, Edit, EditKind
from service.domain.urls import Url
from tests.unit.alerts.claims import NOON, claim, told

SCHEMA = json.loads(files("service.alerts").joinpath("schemas/webhook-1.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
PDF = Attachment(Url.parse("https://zzb.example.edu.cn/a.pdf"), "考核表.pdf", "application/pdf", 5)
SENT = {
    "alert": claim(entries=[replace(told(attachments=(PDF,)), pinned=True, also=("教务处",))]),
    "undated": claim(entries=[told(precision=None, attachments=(replace(PDF, size=None),))]),
    "revised": replace(claim(DeliveryKind.REVISION), edit=Edit(EditKind.DATE_MOVED, ("11月30日 → 12月5日",))),
    "hostile": claim(entries=[told(title="\u202e" * 9, text="\x00" * 9, site="")]),
    "digest": claim(DeliveryKind.DIGEST, [told(number) for number in range(1, 60)], timing=Daily(time(8))),
    "long": claim(DeliveryKind.DIGEST, [told(n, text="长" * 4000) for n in range(1, 40)], timing=Daily(time(8))),
    "incident": claim(DeliveryKind.INCIDENT),
}
DOCUMENTED = (Path(__file__).parents[3] / "docs/webhooks.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", DOCUMENTED, re.DOTALL)


def event(claimed: Claimed) -> Any:
    return json.loads(compose_event(claimed, "https://notices.example.org", NOON))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", SENT)
def test_it_holds_for_what_is_sent(kind: str) -> None:
    VALIDATOR.validate(event(SENT[kind]))


@pytest.mark.parametrize("kind", SENT)
def test_every_member_that_is_sent_is_described(kind: str) -> None:
    data = event(SENT[kind])["data"]
    described = SCHEMA["$defs"]["entry"]["properties"]
    for entry in [*data.get("entries", []), *([data["entry"]] if "entry" in data else [])]:
        assert set(entry) <= set(described)


def test_it_finds_what_is_missing_or_wrong() -> None:
    for member, value in (("title", None), ("precision", "hour"), ("dated_at", 5), ("attachments", [{}])):
        broken = event(SENT["alert"])
        broken["data"]["entry"][member] = value
        with pytest.raises(ValidationError):
            VALIDATOR.validate(broken)
    for gone in ("entry", "subscription"):
        broken = event(SENT["alert"])
        del broken["data"][gone]
        with pytest.raises(ValidationError):
            VALIDATOR.validate(broken)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_documentation_keep_to_it(example: str) -> None:
    VALIDATOR.validate(json.loads(example))


def test_there_is_an_example_of_each_kind() -> None:
    assert {json.loads(example)["type"] for example in EXAMPLES} == {
        "entry.published",
        "entry.revised",
        "digest.ready",
        "incident.opened",
    }
