"""What pairs rows of a page built anew with known entries where addresses and days mislead; what is in doubt."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from service.domain.detection import page_keys
from service.domain.doubt import doubtful
from service.domain.entry import Candidate, EntryId, Published
from service.domain.identity import keys_of
from service.domain.poll import Label
from service.domain.recognition import contradicted, recognise
from service.domain.urls import Url
from tests.unit.domain.memory import LISTING, source

NEWEST = date(2026, 3, 9)
TITLES = ("关于报送年度总结的通知", "讲座预告", "学院召开教学工作会议", "图书馆", "关于评选先进个人的公示", "校历")
DAYS = [NEWEST - timedelta(days=3 * place) for place in range(len(TITLES))]


def row(number: int, title: str, day: date | None = None, *, pinned: bool = False, folder: str = "n") -> Candidate:
    url = Url.parse(f"https://office.example.edu.cn/{folder}/{number}.htm")
    return Candidate(url, title, Published(day, "Asia/Shanghai") if day else None, pinned=pinned)


def known(titles: Sequence[str] = TITLES, days: Sequence[date | None] = DAYS) -> tuple[Label, ...]:
    """Labels with the numbers 10, 9, 8 …, the first listed first."""
    listed = [row(10 - place, title, day) for place, (title, day) in enumerate(zip(titles, days, strict=False))]
    keys = keys_of(listed, source().id, LISTING)
    return tuple(
        Label(EntryId(str(place)), one.title, one.published.day if one.published else None, of_one.strong)
        for place, (one, of_one) in enumerate(zip(listed, keys, strict=True))
    )


def paired(rows: list[Candidate], labels: tuple[Label, ...]) -> dict[int, int]:
    return {place: int(entry) for place, entry in recognise(page_keys(source(), rows), labels).items()}


def doubted(rows: list[Candidate], labels: tuple[Label, ...], last_good: date | None = NEWEST) -> list[int]:
    page = page_keys(source(), rows)
    return sorted(doubtful(page, labels, recognise(page, labels), last_good=last_good))


def anew(titles: Sequence[str]) -> list[Candidate]:
    """Rows in the place of others: each with the number of the one listed below it before, and that one's day."""
    return [row(10 - place, title, DAYS[place]) for place, title in enumerate(titles, 1) if place < len(DAYS)]


def test_a_day_that_came_with_the_address_speaks_against_no_title() -> None:
    rows, labels = anew(TITLES), known()
    assert contradicted(page_keys(source(), rows), labels) == frozenset(range(5))
    assert paired(rows, labels) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}


def test_nor_against_cut_ones_that_begin_several() -> None:
    long = [f"关于做好二〇二六年{what}工作的通知" for what in ("招生", "就业", "安全", "档案", "财务")]
    rows = [row(9 - place, title[:11], DAYS[place + 1]) for place, title in enumerate(long[:4])]
    rows.insert(0, row(77, "图书馆闭馆", NEWEST))
    titles = [*long[:2], "学生宿舍调整方案公示", *long[2:]]
    assert 0 not in paired(rows, known(titles, DAYS))


def test_titles_that_many_rows_bear_say_nothing_of_numbers() -> None:
    labels = known(["本期目录", "往期目录"] * 3)
    rows = [row(10 - place, title, DAYS[place]) for place, title in enumerate(["往期目录", "本期目录"] * 3)]
    assert contradicted(page_keys(source(), rows), labels) == frozenset()
    assert paired(rows, labels) == {place: place for place in range(6)}


def test_a_short_title_counts_where_the_site_shows_other_days_now() -> None:
    rows = [row(70 + place, title, date(2025, 1, 1)) for place, title in enumerate(TITLES)]
    assert paired([row(90, "全新通知一则", date(2025, 1, 1)), *rows], known()) == {n + 1: n for n in range(6)}


def test_a_row_in_its_place_is_itself_on_another_day() -> None:
    rows = [row(70 + place, title, DAYS[place]) for place, title in enumerate(TITLES)]
    rows[3] = row(73, TITLES[3], date(2026, 5, 5))
    assert paired(rows, known()) == {place: place for place in range(6)}
    rows[3] = row(73, "图书馆二", date(2026, 5, 5))
    assert 3 not in paired(rows, known())


def test_a_title_cut_so_that_it_begins_several_is_paired_in_order_alone() -> None:
    titles = [
        "校历",
        *(f"二〇二六年度第一中学校学生{what}" for what in ("健康和近视率排名", "近视率", "排名公示")),
    ]
    rows = [row(70, "校历"), *(row(71 + place, title[:11]) for place, title in enumerate(titles[1:]))]
    assert paired(rows, known(titles)) == {0: 0, 1: 1, 2: 2, 3: 3}


TALKS = ("学术报告", "组会一", "学术报告", "组会二", "学术报告")


@pytest.mark.parametrize(("pinned", "top"), [(False, {}), (True, {0: 4})])
def test_what_left_at_the_end_is_not_what_stands_on_top_unless_pinned(
    pinned: bool,
    top: dict[int, int],
) -> None:
    rows = [row(70, "学术报告", pinned=pinned), *(row(71 + n, TALKS[n]) for n in range(4))]
    assert paired(rows, known(TALKS)) == top | {1: 0, 2: 1, 3: 2, 4: 3}
    assert doubted(rows, known(TALKS)) == []


def test_the_title_of_one_that_is_gone_is_in_doubt_without_a_day() -> None:
    titles = ("甲项通知事宜", "乙项通知事宜", "丙项通知事宜")
    labels = tuple(
        Label(one.entry_id, one.title, one.day, one.keys, present=one.title != "丙项通知事宜")
        for one in known(titles)
    )
    rows = [row(70, "丙项通知事宜"), row(71, titles[0]), row(72, titles[1])]
    assert doubted(rows, labels) == [0]
    dated = [row(71, titles[0], DAYS[0]), row(72, titles[1], DAYS[1])]
    assert doubted([row(70, "丙项通知事宜", date(2026, 3, 11)), *dated], labels) == []


def test_between_two_known_ones_in_the_place_of_another_is_in_doubt_without_a_day() -> None:
    rows = [row(70 + place, title) for place, title in enumerate(TITLES)]
    assert doubted([*rows[:2], row(80, "与之无关的一则"), *rows[3:]], known()) == [2]
    assert doubted([*rows[:2], row(80, "与之无关的一则"), *rows[2:]], known()) == []


def test_what_is_old_and_stands_among_known_ones_is_in_doubt() -> None:
    rows = [row(70 + place, title, DAYS[place]) for place, title in enumerate(TITLES)]
    old = [row(90 + place, f"活动招募第{place}场", DAYS[1]) for place in range(3)]
    backdated = row(99, "昨日的事", NEWEST - timedelta(days=1))
    assert doubted([backdated, *rows[:2], old[0], *rows[2:]], known()) == [3]
    assert doubted([backdated, *rows[:2], *old, *rows[2:]], known()) == [0, 3, 4, 5]
    assert doubted([backdated, *rows[:2], *old, *rows[2:]], known(), last_good=None) == []
    pinned = [row(60 + place, f"第{place}号长期有效的通知", date(2025, 9, 1), pinned=True) for place in range(3)]
    assert doubted([*pinned, backdated, *rows], known()) == [0, 1, 2]


def test_no_row_is_old_where_days_are_others_now() -> None:
    rows = [row(70 + place, title, date(2020, 1, 1)) for place, title in enumerate(TITLES)]
    assert doubted([*rows[:2], row(90, "一则新的通知", date(2020, 1, 1)), *rows[2:]], known()) == []


def test_the_address_of_a_section_is_in_doubt_unless_entries_have_such() -> None:
    rows = [row(70 + place, title, DAYS[place]) for place, title in enumerate(TITLES)]
    tab = Candidate(Url.parse("https://office.example.edu.cn/162/index.html"), "公司公告", None)
    assert doubted([tab, *rows], known()) == [0]
    own = Candidate(Url.parse("https://office.example.edu.cn/7/index.html"), TITLES[0], rows[0].published)
    assert doubted([tab, own, *rows[1:]], known()) == []
