"""Folding and queries hold for any text."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.han import SIMPLIFIED
from service.domain.words import Words, fold

TEXT = st.text(max_size=60) | st.text(alphabet='ab-" \u3000“”《》,、２Ａ\xad關于裡', max_size=40)


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_a_query_says_the_same_in_its_canonical_form(query: str) -> None:
    words = Words.parse(query)
    assert Words.parse(str(words)) == words


@given(TEXT, st.text(alphabet="ab c關于２", max_size=80))
def test_a_query_and_its_negation_never_both_find_a_text(query: str, text: str) -> None:
    for term in Words.parse(query).wanted:
        folded = fold(text)
        assert Words((term,)).match(folded) != Words((), (term,)).match(folded)


@given(st.text(alphabet=list(map(chr, SIMPLIFIED)), min_size=1, max_size=12))
def test_traditional_text_is_found_by_simplified_words_and_the_other_way_round(text: str) -> None:
    simplified = text.translate(SIMPLIFIED)
    assert Words.parse(simplified).match(fold(text)) and Words.parse(text).match(fold(simplified))
