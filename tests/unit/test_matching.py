"""Patterns of readers: what is taken, what is refused, and that none of them can be slow."""

import time

import pytest

from service.matching import check_pattern, search


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"第\d+批", "关于第12批的通知"),
        (r"^通知", "标题\n通知正文"),
        (r"批$", "第二批\n正文"),
        ("phd|博士", "PhD positions"),
        (r"\.xlsx?$", "岗位表.XLSX\n报名表.docx"),
    ],
)
def test_found(pattern: str, text: str) -> None:
    assert search(check_pattern(pattern), text)


def test_not_found() -> None:
    assert not search(r"第\d+批", "第二批")


@pytest.mark.parametrize("pattern", ["(a", "(?=x)", r"(a)\1", "x{1001}", "((a{100}){100}){100}", "a" * 501])
def test_what_cannot_be_matched_in_linear_time_is_refused_with_words(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        check_pattern(pattern)


def test_a_pattern_that_another_version_took_finds_nothing() -> None:
    assert not search("(a", "(a")


def test_no_pattern_is_slow() -> None:
    began = time.perf_counter()
    assert not search(r"^(\w+\s?)*$(?s:.)\z", "a" * 200_000 + "!")
    assert not search(r"(a|a)*(a|a)*b{3}", "a" * 200_000)
    assert time.perf_counter() - began < 2


def test_text_that_is_no_unicode_is_searched_all_the_same() -> None:
    assert search("x", "\ud800x")
