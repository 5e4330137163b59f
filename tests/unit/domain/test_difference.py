import pytest

from service.domain.difference import Change, Difference, Piece, difference, inline

SAME, GONE, NEW = Change.SAME, Change.GONE, Change.NEW


def read(pieces: tuple[Piece, ...], side: Change) -> str:
    return "".join(text for change, text in pieces if change in (SAME, side))


def test_texts_that_differ_in_blanks_alone_do_not_differ() -> None:
    assert not difference("甲\n\n 乙 \n", "甲\n乙")
    assert difference("", "") == Difference()


def test_a_chinese_sentence_is_compared_character_by_character() -> None:
    assert inline("请于11月30日前报送", "请于12月5日前报送") == (
        (SAME, "请于"),
        (GONE, "11"),
        (NEW, "12"),
        (SAME, "月"),
        (GONE, "30"),
        (NEW, "5"),
        (SAME, "日前报送"),
    )


def test_words_of_letters_hold_together() -> None:
    assert inline("Room 101 is closed", "Room 102 is closed") == (
        (SAME, "Room "),
        (GONE, "101"),
        (NEW, "102"),
        (SAME, " is closed"),
    )


def test_lines_without_likeness_were_replaced() -> None:
    assert inline("天地玄黄", "Room 102") == ((GONE, "天地玄黄"), (NEW, "Room 102"))


def test_of_a_long_text_only_the_changed_places_are_shown_with_their_neighbours() -> None:
    before = [f"第{number}条" for number in range(20)]
    after = [*before[:10], "第十条，已修改", *before[11:]]
    assert difference("\n".join(before), "\n".join(after)).paragraphs == (
        None,
        ((SAME, "第9条"),),
        ((SAME, "第"), (GONE, "10"), (NEW, "十"), (SAME, "条"), (NEW, "，已修改")),
        ((SAME, "第11条"),),
        None,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("甲", "甲\n乙"), ("甲\n乙", "甲"), ("甲乙" * 3000, "甲丙" * 3000), ("", "全新"), ("a\nb\nc", "c\nb\na")],
)
def test_both_texts_can_be_read_from_their_difference(before: str, after: str) -> None:
    found = [paragraph for paragraph in difference(before, after).paragraphs if paragraph]
    assert "\n".join(line for paragraph in found if (line := read(paragraph, GONE))) == before
    assert "\n".join(line for paragraph in found if (line := read(paragraph, NEW))) == after
