"""What is new on a page, told case by case."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.decision import Policy
from service.domain.entry import Published
from service.domain.poll import PageKind
from service.domain.source import Health
from tests.unit.domain.memory import LISTING, Memory, notice, source

DAY = date(2026, 3, 2)


def test_the_first_poll_is_a_silent_baseline() -> None:
    memory = Memory()
    record = memory.poll(notice(3), notice(2), notice(1))
    assert record.new == 3
    assert memory.announced == []


def test_the_first_poll_announces_the_last_n_and_no_pinned_one() -> None:
    memory = Memory(source(announce_last=2))
    memory.poll(
        notice(1, day=date(2025, 1, 1), pinned=True),
        notice(9, day=date(2026, 3, 1)),
        notice(8, day=date(2026, 2, 1)),
        notice(7, day=date(2026, 1, 1)),
    )
    assert len(memory.announced) == 2
    ids = [sighting.entry_id for sighting in memory.poll(notice(9), notice(8)).sightings]
    assert set(ids) == set(memory.announced)


def test_a_notice_on_top_is_announced_once() -> None:
    memory = Memory()
    memory.poll(notice(2), notice(1))
    memory.poll(notice(3), notice(2), notice(1))
    memory.poll(notice(3), notice(2), notice(1))
    assert len(memory.announced) == 1


def test_a_notice_below_pinned_ones_and_between_others_is_announced() -> None:
    memory = Memory()
    memory.poll(notice(1, pinned=True), notice(5, day=DAY), notice(3, day=date(2026, 2, 1)))
    memory.poll(
        notice(1, pinned=True),
        notice(5, day=DAY),
        notice(4, day=date(2026, 2, 9)),
        notice(3, day=date(2026, 2, 1)),
    )
    assert len(memory.announced) == 1


@pytest.mark.parametrize(
    "page",
    [
        pytest.param([notice(1, pinned=True), notice(3), notice(2)], id="pinned"),
        pytest.param([notice(1), notice(2), notice(3)], id="reordered"),
        pytest.param([notice(3), notice(2, "关于第二次会议的通知（更新）"), notice(1)], id="renamed"),
        pytest.param([notice(3), notice(1)], id="vanished"),
        pytest.param([notice(3), notice(2), notice(2), notice(1)], id="shown twice"),
        pytest.param(
            [notice(3), replace(notice(2), url=LISTING.join("../info/1099/2.htm")), notice(1)], id="other section"
        ),
        pytest.param(
            [
                notice(3),
                replace(notice(2), url=LISTING.join("http://office.example.edu.cn/info/1006/2.htm?spm=1")),
            ],
            id="http and tracking",
        ),
    ],
)
def test_old_acquaintances_are_not_announced(page: list) -> None:  # type: ignore[type-arg]
    memory = Memory()
    memory.poll(notice(3), notice(2), notice(1))
    memory.poll(*page)
    memory.poll(notice(3), notice(2), notice(1))
    assert memory.announced == []


def test_a_whole_site_under_another_name_is_recognised_by_title_and_day() -> None:
    memory = Memory()
    old = [notice(number, day=date(2026, 2, number)) for number in (9, 8, 7, 6, 5)]
    memory.poll(*old)
    moved = [
        replace(item, url=LISTING.join(f"https://new.example.cn/show?id={900 + place}"), article_id=None)
        for place, item in enumerate(old)
    ]
    memory.poll(notice(10, day=DAY), *moved)
    assert len(memory.announced) == 1
    assert len(memory.poll(*moved).new_entries) == 0


def test_two_notices_of_one_title_and_day_stay_two() -> None:
    memory = Memory()
    memory.poll(notice(1, "中标公告", DAY))
    memory.poll(notice(2, "中标公告", DAY), notice(1, "中标公告", DAY))
    memory.poll(notice(3, "中标公告", DAY), notice(2, "中标公告", DAY), notice(1, "中标公告", DAY))
    assert len(set(memory.announced)) == 2


def test_links_that_all_lead_to_one_page_are_told_apart_by_title_and_day() -> None:
    memory = Memory()
    shared = LISTING.join("detail.aspx")

    def row(title: str) -> object:
        return replace(notice(1, title, DAY), url=shared, article_id=None)

    memory.poll(row("甲"), row("乙"))  # type: ignore[arg-type]
    memory.poll(row("丙"), row("甲"), row("乙"))  # type: ignore[arg-type]
    assert len(memory.announced) == 1


def test_an_old_notice_that_slides_in_from_the_next_page_is_not_news() -> None:
    memory = Memory()
    memory.poll(*[notice(number, day=date(2026, 2, number)) for number in (9, 8, 7)])
    memory.poll(*[notice(number, day=date(2026, 2, number)) for number in (9, 7, 6)])
    memory.poll(*[notice(number) for number in (9, 6, 5)])
    assert memory.announced == []


def test_a_listing_in_ascending_order_announces_at_its_end() -> None:
    memory = Memory()
    memory.poll(notice(1, day=date(2026, 2, 1)), notice(2, day=date(2026, 2, 2)))
    memory.poll(notice(1, day=date(2026, 2, 1)), notice(2, day=date(2026, 2, 2)), notice(3, day=DAY))
    memory.poll(notice(1), notice(2), notice(3), notice(4))
    assert len(memory.announced) == 2


def test_a_page_full_of_strangers_with_old_dates_is_held_back() -> None:
    memory = Memory()
    memory.poll(*[notice(number, day=date(2026, 2, 1)) for number in range(20)])
    record = memory.poll(*[notice(number, day=date(2025, 2, 1)) for number in range(100, 120)])
    assert memory.announced == []
    assert len(memory.held) == 20
    assert record.state.health is Health.FLOODED
    assert record.incident is not None
    assert "noticewire held gzdt announce" in record.incident.text


def test_a_page_full_of_fresh_notices_after_a_long_night_is_news() -> None:
    memory = Memory()
    memory.poll(*[notice(number, day=date(2026, 2, 1)) for number in range(20)])
    memory.poll(*[notice(number, day=DAY) for number in range(100, 120)])
    assert len(memory.announced) == 20


def test_many_at_once_above_known_ones_are_news_even_without_dates() -> None:
    memory = Memory()
    memory.poll(*[notice(number) for number in range(20)])
    memory.poll(*[notice(number) for number in range(100, 115)], notice(19))
    assert len(memory.announced) == 15


def test_without_a_limit_nothing_is_held_back() -> None:
    memory = Memory(policy=Policy(flood_limit=0))
    memory.poll(notice(1))
    memory.poll(*[notice(number, day=date(2020, 1, 1)) for number in range(100, 130)])
    assert len(memory.announced) == 30


def test_the_first_notice_of_an_empty_section_is_announced() -> None:
    memory = Memory()
    memory.poll(kind=PageKind.EMPTY)
    memory.poll(notice(1, day=DAY))
    assert len(memory.announced) == 1


def test_an_empty_page_forgets_and_announces_nothing() -> None:
    memory = Memory()
    memory.poll(notice(2), notice(1))
    record = memory.poll(kind=PageKind.EMPTY)
    assert record.state.health is Health.EMPTY
    assert record.vanished == ()
    memory.poll(notice(2), notice(1))
    assert memory.announced == []


def test_a_date_that_appears_later_makes_no_stranger() -> None:
    memory = Memory()
    memory.poll(notice(2), notice(1))
    memory.poll(replace(notice(2), published=Published(DAY, "Asia/Shanghai")), notice(1))
    assert memory.announced == []
