"""What readers ask for in words and patterns, and what of it is urgent."""

import re

import pytest

from service.domain.rules import Clause, Part, Rules, Said, Verdict, judge

NOTICE = Said(
    "关于２０２６年公开招聘（第二批）的通知",
    "报名截止９月３０日。Open positions: PhD only",
    ["岗位表.xlsx", "報名表.docx"],
)


def clauses(*written: str) -> tuple[Clause, ...]:
    return tuple(map(Clause.parse, written))


def verdict(said: Said = NOTICE, **rules: tuple[str, ...]) -> Verdict:
    return judge(Rules(**{name: clauses(*written) for name, written in rules.items()}), said, _search)


def _search(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def test_without_rules_everything_is_wanted_and_nothing_urgent() -> None:
    assert verdict() is Verdict.WANTED


@pytest.mark.parametrize("words", ["招聘", "招聘 2026", "phd", "報名", "报名表", "公开招聘"])
def test_one_clause_of_include_is_enough_in_any_written_form(words: str) -> None:
    assert verdict(include=("讲座", words)) is Verdict.WANTED


def test_all_words_of_a_clause_must_be_there() -> None:
    assert verdict(include=("招聘 讲座",)) is Verdict.UNWANTED


def test_a_clause_may_look_in_one_part_alone() -> None:
    assert verdict(include=("title:截止",)) is Verdict.UNWANTED
    assert verdict(include=("body:截止",)) is Verdict.WANTED
    assert verdict(include=("files:岗位表",)) is Verdict.WANTED
    assert verdict(include=("body:岗位表",)) is Verdict.UNWANTED


def test_what_is_excluded_is_not_wanted_whatever_includes_it_and_however_urgent() -> None:
    assert verdict(include=("招聘",), exclude=("第二批",), urgent=("招聘",)) is Verdict.UNWANTED


def test_a_pattern_includes_like_a_word_and_sees_half_width() -> None:
    assert verdict(patterns=(r"20\d\d年",)) is Verdict.WANTED
    assert verdict(patterns=(r"title:9月30日",)) is Verdict.UNWANTED
    assert verdict(include=("讲座",), patterns=(r"第.批",)) is Verdict.WANTED
    assert verdict(exclude_patterns=(r"files:\.xlsx",)) is Verdict.UNWANTED


def test_urgent_speeds_up_only_what_is_wanted() -> None:
    assert verdict(urgent=("截止",)) is Verdict.URGENT
    assert verdict(include=("讲座",), urgent=("截止",)) is Verdict.UNWANTED


def test_an_unread_article_says_what_its_title_says() -> None:
    assert verdict(Said("停课通知"), urgent=("停课",)) is Verdict.URGENT


def test_a_clause_is_written_as_it_is_read() -> None:
    assert Clause.parse("title: 招聘 ") == Clause("招聘", Part.TITLE)
    assert Clause.parse("注意:停电") == Clause("注意:停电")
    for written in ("title:招聘", "招聘", "注意:停电"):
        assert str(Clause.parse(written)) == written


@pytest.mark.parametrize("nothing", ["", "  ", "title:", "files: "])
def test_a_clause_that_looks_for_nothing_is_refused(nothing: str) -> None:
    with pytest.raises(ValueError, match="looks for nothing"):
        Clause.parse(nothing)
