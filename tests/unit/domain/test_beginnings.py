"""Titles of which no more than the beginning is said, and rows that nothing proves to be new."""

from datetime import date

import pytest

from service.domain.beginnings import begins, paired_in_order
from service.domain.detection import detect, page_keys
from service.domain.entry import Candidate, EntryId, Published
from service.domain.identity import keys_of
from service.domain.poll import Known, Label
from service.domain.titles import titled
from service.domain.urls import Url
from tests.unit.domain.memory import LISTING, MORNING, source

DAY = date(2026, 3, 2)
LONG = ["关于申报国家基金的通知", "关于申报省级基金的通知", "关于申报校级基金的通知", "讲座预告和安排"]
CUT = ["关于申报", "关于申报", "关于申报", "讲座预告"]


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("关于申报", LONG[0], True),
        ("关于申…", LONG[0], False),
        ("关于申报…", LONG[0], True),
        ("关于申报…通知", LONG[0], True),
        ("关于申报…公告", LONG[0], False),
        (LONG[0], LONG[0], False),
        ("讲座", LONG[3], False),
        ("【教务信息】关于申", "【教务信息】关于申报国家基金的通知", True),
        ("【教务信息】关于申", "关于申报国家基金的通知", False),
    ],
)
def test_a_beginning_is_shorter_and_says_something(short: str, long: str, *, expected: bool) -> None:
    assert begins(titled(short), titled(long)) is expected


def paired(rows: list[str], known: list[str], found: dict[int, int] | None = None) -> dict[int, int]:
    def any_pair(_: int, __: int) -> bool:
        return True

    return paired_in_order([titled(one) for one in rows], [titled(one) for one in known], found or {}, any_pair)


def test_cut_titles_keep_the_order_and_what_is_new_stands_above() -> None:
    assert paired(CUT, LONG) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert paired(["关于申报", *CUT], LONG) == {1: 0, 2: 1, 3: 2, 4: 3}
    assert paired(LONG, CUT) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_sure_neighbour_is_the_limit() -> None:
    assert paired(["关于申报", "会议", "关于申报", "关于申报"], [*LONG[:1], "会议", *LONG[1:]], {1: 1}) == {
        0: 0,
        2: 2,
        3: 3,
    }


def test_one_short_title_or_two_are_no_cut_ones() -> None:
    assert paired(["关于申报", "讲座预告"], LONG) == {}


def test_a_short_title_on_a_page_of_long_ones_is_no_cut_one() -> None:
    long = [f"关于召开第{place}次全体会议以及有关事项安排的通知" for place in "一二三四五六七八九十"]
    assert paired([*CUT[:3], *long], LONG) == {}


def row(number: int, title: str, day: date = DAY) -> Candidate:
    return Candidate(
        Url.parse(f"https://office.example.edu.cn/info/{number}.htm"), title, Published(day, "Asia/Shanghai")
    )


def labels(*candidates: Candidate) -> tuple[Label, ...]:
    keys = keys_of(candidates, source().id, LISTING)
    return tuple(
        Label(EntryId(f"entry {place}"), one.title, DAY, of_one.strong)
        for place, (one, of_one) in enumerate(zip(candidates, keys, strict=True))
    )


def held_and_announced(rows: list[Candidate]) -> tuple[list[int], list[int], str]:
    known = labels(row(11, "第一份公告全文"), row(12, "某个文件的说明"), row(13, "第三份公告全文"))
    keys = {key: label.entry_id for label in known for key in label.keys}
    present = frozenset(label.entry_id for label in known)
    detected = detect(
        source(),
        page_keys(source(), rows),
        Known(keys, present, present, labels=known),
        MORNING,
        baseline=False,
        last_good_at=MORNING,
        flood_limit=10,
    )
    held = [one.position for one in detected.sightings if one.held]
    return held, [one.position for one in detected.sightings if one.announce], detected.doubt


def test_what_may_be_the_missing_one_is_held_for_the_owner() -> None:
    doubtful = row(92, "某个文件（修订稿）")
    held, announced, doubt = held_and_announced(
        [row(91, "新的一份"), row(11, "第一份公告全文"), doubtful, row(13, "第三份公告全文")]
    )
    assert (held, announced) == ([2], [0])
    assert doubtful.title in doubt


@pytest.mark.parametrize("new", [row(92, "某个文件（修订稿）", date(2026, 3, 3)), row(92, "与之无关的一份新公告")])
def test_what_is_of_another_day_or_says_something_else_is_news(new: Candidate) -> None:
    held, announced, doubt = held_and_announced([row(11, "第一份公告全文"), new, row(13, "第三份公告全文")])
    assert (held, announced, doubt) == ([], [1], "")
