"""Dates written into sentences are read back; nothing makes the search fail or run away."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.deadline import Instant, Meaning
from service.extraction.deadlines import find_deadlines

PUBLISHED = date(2026, 11, 24)
DAYS = st.dates(PUBLISHED + timedelta(days=1), PUBLISHED + timedelta(days=200))
CLOCKS = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))


def written(day: date, clock: time | None, style: int) -> str:
    """The same instant in one of the ways in which offices write it."""
    dates = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.month}月{day.day}号（周{'一二三四五六日'[day.weekday()]}）",
    ]
    text = dates[style % len(dates)]
    if clock is None:
        return text
    if 12 < clock.hour < 18 and style % 2 and text[-1] == "日":
        return f"{text}下午{clock.hour - 12}:{clock.minute:02}"
    return (
        f"{text}{clock.hour}:{clock.minute:02}"
        if style % 3 and text[-1] == "日"
        else f"{text} {clock.hour:02}：{clock.minute:02}"
    )


@given(DAYS, CLOCKS, st.integers(0, 20))
def test_a_deadline_is_read_back(day: date, clock: time | None, style: int) -> None:
    (due,) = find_deadlines(f"请各学院于{written(day, clock, style)}前报送材料。", published=PUBLISHED)
    assert (due.meaning, due.start, due.end) == (Meaning.DEADLINE, None, Instant(day, clock))


@given(DAYS, st.integers(1, 60), st.integers(0, 20), st.integers(0, 20), st.sampled_from("-—~至到"))
def test_a_window_is_read_back(first: date, days: int, style: int, other: int, sign: str) -> None:
    last = first + timedelta(days=days)
    style, other = (style % 3, other % 3)
    text = f"报名时间：{written(first, None, style)}{sign}{written(last, None, other)}。"
    (due,) = find_deadlines(text, published=PUBLISHED)
    assert (due.meaning, due.start, due.end) == (Meaning.WINDOW, Instant(first), Instant(last))


@given(st.text() | st.text("0123456789年月日号时:.-—至前起()（）、,，。\n 报名截止面试于请", max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    for due in find_deadlines(text, title=text[:10], published=PUBLISHED):
        assert due.due.day >= PUBLISHED
        assert due.evidence
