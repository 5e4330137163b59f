import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.alerts.emphasis import emphasised


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("报名截至9月30日17:00，逾期不予受理。", ["报名截至9月30日17:00", "逾期不予受理"]),
        ("请于2026年12月1日（周二）下午17:00前报送材料", ["请于2026年12月1日（周二）下午17:00前"]),
        ("申报截止日期：2026-12-31", ["申报截止日期：2026-12-31"]),
        ("Submission deadline: 2026-12-01 17:00", ["Submission deadline: 2026-12-01 17:00"]),
        ("本学期11月5日开课，工程于5月3日竣工", []),
        ("", []),
    ],
)
def test_what_speaks_of_a_deadline_stands_out(text: str, strong: list[str]) -> None:
    assert [piece for piece, marked in emphasised(text) if marked] == strong


@given(st.text(alphabet="请于截止至逾期不予受理2026年12月1日0:前，。 deadline", max_size=80))
def test_nothing_is_lost_or_added(text: str) -> None:
    assert "".join(piece for piece, _ in emphasised(text)) == text
