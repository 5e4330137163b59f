"""What is kept of a remark gives the same remark; no text of a stranger is ever taken for one."""

from hypothesis import example, given
from hypothesis import strategies as st

from service.domain.remark import Remark, Value
from service.storage.remarks import kept, said
from service.wording.remarks import in_language

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def remarks() -> st.SearchStrategy[Remark]:
    leaves: st.SearchStrategy[Value] = st.one_of(TEXTS, st.integers(), st.floats(allow_nan=False))
    return st.recursive(
        st.builds(lambda value: Remark("%(a)s, %(b)r", a=value, b=value), leaves),
        lambda inner: st.builds(
            lambda one, other: Remark("%(one)s: %(other)s", one=one, other=other), inner, leaves
        ),
        max_leaves=6,
    )


@given(remarks())
def test_a_remark_comes_back_with_its_values(remark: Remark) -> None:
    again = said(kept(remark))
    assert isinstance(again, Remark)
    assert (again, again.pattern, again.values) == (remark, remark.pattern, remark.values)
    assert in_language(again, "zh") == in_language(remark, "zh")


@given(st.one_of(TEXTS, TEXTS.map("said:{}".format)))
@example('said:["%(nothing)s", {}]')
@example('said:["a pager follows", {"x": 1}]')
def test_text_comes_back_as_it_was_and_is_said_in_no_other_language(text: str) -> None:
    again = said(kept(text))
    assert again == text
    assert in_language(again, "zh") == text


@given(
    st.one_of(
        TEXTS, st.sampled_from(['["%(a)d", {"a": "x"}]', "[1, 2]", '["%(a)s", {"b": 1}]', '["x", [1]]', "{}"])
    )
)
def test_what_only_looks_like_a_remark_of_ours_is_shown_as_it_is(text: str) -> None:
    found = said(f"said:{text}")
    assert isinstance(found, Remark) or found == f"said:{text}"
