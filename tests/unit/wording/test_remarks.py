"""Remarks: every one that the service can make is said in Chinese, with the same values."""

import ast
import pickle
from copy import deepcopy
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import service
from service.domain.methods import PLAIN, spoken_method
from service.domain.remark import Remark, clipped, joined, lines
from service.domain.source import Health
from service.fetching.guard import KINDS
from service.wording.remarks import in_language

READ = (Health.DRIFTED, Health.THROTTLED, Health.UNREACHABLE, Health.UNUSABLE, Health.BLOCKED, Health.REFUSED)
NAMED = {*PLAIN, *KINDS, *(health.value for health in (*READ, Health.GONE)), "item", "link", "title", "date"}
"""Message ids that stand for values elsewhere: methods, kinds of addresses, health, parts of a recipe."""
NEVER_SHOWN = {"%(text)s"}


def written() -> set[str]:
    """The patterns that stand in the code."""
    found = set()
    for path in Path(service.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Remark":
                pattern = node.args[0]
                if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                    found.add(pattern.value)
    return found - NEVER_SHOWN


def catalogue(*names: str) -> Catalog:
    whole = Catalog(locale="zh")
    for file in (files("service.wording") / "zh").iterdir():
        if not names or file.name in names:
            for message in read_po(BytesIO(file.read_bytes()), locale="zh"):
                if message.id:
                    whole[message.id] = message
    return whole


PATTERNS = sorted(written() | NAMED)
CHINESE = catalogue()


def test_the_code_makes_remarks_at_all() -> None:
    assert len(written()) > 150


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_remark_is_said_in_chinese_with_the_same_values(pattern: str) -> None:
    message = CHINESE.get(pattern)
    assert message is not None, f"not in zh/remarks.po: {pattern!r}"
    assert message.string
    assert not message.fuzzy
    assert [str(error) for error in message.check()] == []


def test_nothing_is_translated_that_no_remark_says() -> None:
    kept = {message.id for message in catalogue("remarks.po") if message.id}
    assert kept - set(PATTERNS) == set()


def test_a_remark_is_its_english_text_until_it_is_asked_for_in_another_language() -> None:
    answer = Remark("the server answered %(answer)s", answer="503 Busy")
    remark = Remark(
        "%(name)s: %(cause)s. %(since)s", name="通知", cause=answer, since=Remark("It was never read well.")
    )
    assert remark == "通知: the server answered 503 Busy. It was never read well."
    assert in_language(remark, "en") == remark
    assert in_language(remark, "zh") == "通知：服务器返回 503 Busy。从未正常读取过。"


def test_other_text_comes_back_as_it_is() -> None:
    assert in_language("the server answered %(answer)s, 100 %", "zh") == "the server answered %(answer)s, 100 %"
    assert in_language("", "zh") == ""


def test_percent_signs_of_strangers_are_no_patterns() -> None:
    remark = Remark("%(name)s: %(cause)s. %(since)s", name="100 %s", cause="%(name)s", since=Remark("50 %"))
    assert remark == "100 %s: %(name)s. 50 %"
    assert in_language(remark, "zh") == "100 %s：%(name)s。50 %"


def test_lines_leave_out_what_is_empty_and_are_said_one_by_one() -> None:
    text = lines(Remark("a pager follows"), "https://a.example/?q=100%", "")
    assert text == "a pager follows\nhttps://a.example/?q=100%"
    assert in_language(text, "zh") == "后面有翻页\nhttps://a.example/?q=100%"
    assert in_language(joined("; ", []), "zh") == ""


def test_a_remark_is_copied_and_sent_to_other_processes_whole() -> None:
    remark = lines(Remark("Moved: %(name)s", name="通知"), "x")
    for again in (deepcopy(remark), pickle.loads(pickle.dumps(remark))):
        assert again == remark
        assert in_language(again, "zh") == "地址已变：通知\nx"


def test_a_remark_is_clipped_never_cut_apart_from_its_values() -> None:
    assert clipped("x" * 20, 5) == "xxxxx"
    assert in_language(clipped(Remark("a pager follows"), 5), "zh") == "后面有翻页"


@pytest.mark.parametrize(
    ("method", "chinese"),
    [
        ("repeated structure", "重复的页面结构"),
        ("script: data of Sudy WebPlus", "脚本请求：Sudy WebPlus 的数据接口"),
        ("VSB", "VSB"),
        ("", ""),
    ],
)
def test_methods_are_said_as_they_are_kept(method: str, chinese: str) -> None:
    assert spoken_method(method) == method
    assert in_language(spoken_method(method), "zh") == chinese
