import pytest

from service.domain.words import MOST_TERMS, Term, Words, fold, matches_any


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("關於２０２６年碩士研究生招生", "关于2026年硕士研究生招生"),
        ("ＡＩ　Ｔａｌｋ", "ai talk"),
        ("Straße", "strasse"),
        ("裏、裡、里", "里、里、里"),
        ("  a\n\tb ", "a b"),
        ("奖\u200b学\xad金", "奖学金"),
        ("“通知”", '"通知"'),
        ("《办法》", '"办法"'),
        ("①", "1"),
        ("cafe\u0301", "café"),
    ],
)
def test_written_forms_fold_into_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("研究生 -讲座", [Term("研究生")], [Term("讲座")]),
        ("研究生，獎學金、招聘", [Term("研究生"), Term("奖学金"), Term("招聘")], []),
        ('"Open  Call" －workshop', [Term("open call", whole=True)], [Term("workshop")]),
        ('-"guest lecture"', [], [Term("guest lecture", whole=True)]),
        ("“公开招聘” covid-19", [Term("公开招聘", whole=True), Term("covid-19")], []),
        ("招聘 - 博士", [Term("招聘"), Term("博士")], []),
        ('"unclosed phrase', [Term("unclosed phrase", whole=True)], []),
        ("a A ａ", [Term("a")], []),
        ('"" - " "', [], []),
    ],
)
def test_a_query_is_read_as_people_type_it(query: str, wanted: list[Term], unwanted: list[Term]) -> None:
    words = Words.parse(query)
    assert (list(words.wanted), list(words.unwanted)) == (wanted, unwanted)
    assert bool(words) == bool(wanted or unwanted)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("獎學金", "关于国家奖学金评审的通知", True),
        ("奖学金 研究生", "关于国家奖学金评审的通知", False),
        ("通知 -补充", "关于评审的补充通知", False),
        ("-补充", "关于评审的通知", True),
        ("grant", "Two Grants for students", True),
        ("rant", "Two Grants for students", False),
        ('"grant"', "Two Grants for students", False),
        ('"grant"', "Grants, and one grant.", True),
        ("ai", "e-mail and email", False),
        ("ai", "讲座：AI与教育", True),
        ("2026", "关于2026年招生", True),
        ("026", "关于2026年招生", False),
        ('"open call"', "An open\u3000ＣＡＬＬ for papers", True),
        ("第一批", "第二批", False),
    ],
)
def test_a_query_finds_what_has_all_it_wants_and_nothing_else(query: str, text: str, found: bool) -> None:
    assert Words.parse(query).match(fold(text)) is found


def test_one_of_several_queries_is_enough() -> None:
    assert matches_any(["招聘", "奖学金 -本科"], fold("研究生獎學金"))
    assert not matches_any(["招聘", "奖学金 -研究生"], fold("研究生獎學金"))
    assert not matches_any([], fold("研究生獎學金"))


def test_terms_beyond_the_most_do_not_count() -> None:
    words = Words.parse(" ".join(f"w{number}" for number in range(MOST_TERMS + 5)))
    assert len(words.wanted) == MOST_TERMS
