"""What titles say, however they are dressed or cut."""

import pytest

from service.domain.titles import says_no_more, titled

WHOLE = "关于做好春季学期研究生培训报名工作的通知"


@pytest.mark.parametrize(
    "shown",
    [
        f"[03-12] {WHOLE}",
        f"2026-03-12 {WHOLE}",
        f"【通知公告】{WHOLE}",
        f"{WHOLE}（2026-03-12）",
        f"{WHOLE} NEW",
        f"置顶 {WHOLE}",
        f"· {WHOLE}",
    ],
)
def test_dress_is_told_from_the_title(shown: str) -> None:
    assert titled(shown).same_but_dressed(titled(WHOLE))
    assert says_no_more(shown, WHOLE)


@pytest.mark.parametrize("shown", [f"{WHOLE[:12]}…", f"{WHOLE[:12]}...", f"{WHOLE[:8]}……{WHOLE[-4:]}"])
def test_a_cut_title_is_that_of_the_whole_one_and_not_the_reverse(shown: str) -> None:
    assert titled(shown).is_cut_of(titled(WHOLE))
    assert not titled(WHOLE).is_cut_of(titled(shown))
    assert says_no_more(shown, WHOLE)
    assert not says_no_more(WHOLE, shown)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1月15日会议纪要", "2月12日会议纪要"),
        ("2025年大事记", "2026年大事记"),
        (f"{WHOLE}（修订）", WHOLE),
        ("通知…", WHOLE),
    ],
)
def test_what_differs_is_told_apart(one: str, other: str) -> None:
    assert not says_no_more(one, other)


def test_a_title_that_is_all_dress_stays_what_it_is() -> None:
    assert titled("2026-03-12").bare == titled("2026-03-12").plain != ""
