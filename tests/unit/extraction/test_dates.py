"""Dates as they stand on pages."""

from datetime import UTC, date, datetime, time

import pytest

from service.domain.entry import Published
from service.domain.urls import Url
from service.extraction.dates import date_from_url, find_dates, first_date, settle
from service.extraction.written_date import Order

ZONE = "Asia/Shanghai"
FETCHED = datetime(2025, 2, 26, 3, 0, tzinfo=UTC)  # 11:00 in Shanghai


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-21", "2025-02-21"),
        ("[2025-02-21]", "2025-02-21"),
        ("（2025/2/1）", "2025-02-01"),
        ("2025.02.21", "2025-02-21"),
        ("发布日期:2025-02-21 浏览次数:", "2025-02-21"),
        ("2025年2月21日", "2025-02-21"),
        ("2025 年 02 月 21 日 星期五", "2025-02-21"),
        ("２０２５－０２－２１", "2025-02-21"),
        ("2023년 7월 4일", "2023-07-04"),
        ("272023-03", "2023-03-27"),
        ("27\n2023/03", "2023-03-27"),
        ("27\n2023年03月", "2023-03-27"),
        ("2023-03\n27", "2023-03-27"),
        ("2023.03 27", "2023-03-27"),
        ("03/10\n2025", "2025-03-10"),
        ("03月10日 2025", "2025-03-10"),
        ("2025\n03-10", "2025-03-10"),
        ("10 3月, 2025", "2025-03-10"),
        ("March 5, 2021", "2021-03-05"),
        ("Wed, 10 Nov 2021", "2021-11-10"),
        ("10-Nov-2021", "2021-11-10"),
        ("Nov. 10, 2021", "2021-11-10"),
        ("5th of May", None),
        ("5. März 2021", "2021-03-05"),
        ("5 de marzo de 2021", "2021-03-05"),
        ("17 февраля 2016", "2016-02-17"),
        ("5 février 2016", "2016-02-05"),
        ("16. desember 2015", "2015-12-16"),
        ("12/23/2021", "2021-12-23"),
        ("23/12/2021", "2021-12-23"),
        ("05.03.2021", "2021-03-05"),
        ("24-03-05", "2024-03-05"),
        ("4/27/26", "2026-04-27"),
        ("22年3月4日", "2022-03-04"),
        ("电话 0771-3901234", None),
        ("2025-13-40", None),
        ("1.2.3.4", None),
        ("2023-2024学年", None),
        ("版本 12.5", None),
    ],
)
def test_the_ways_a_date_is_written(text: str, expected: str | None) -> None:
    found = first_date(text, zone=ZONE)
    assert (found.day.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2025-02-21 09:05", time(9, 5)),
        ("2025-02-21 09:05:07", time(9, 5, 7)),
        ("2025年2月21日 9时05分", time(9, 5)),
        ("2025-02-21 下午 3:05", time(15, 5)),
        ("Feb 21, 2025 at 3:05 pm", time(15, 5)),
        ("Feb 21, 2025 12:05 AM", time(0, 5)),
        ("2025-02-21T09:05:07+08:00", time(9, 5, 7)),
        ("2025-02-21", None),
    ],
)
def test_the_time_of_day_is_kept_as_far_as_it_is_written(text: str, clock: time | None) -> None:
    assert first_date(text, zone=ZONE) == Published(date(2025, 2, 21), ZONE, clock)


def test_an_offset_other_than_the_zones_is_kept() -> None:
    assert first_date("2021-03-05T20:00:00-05:00", zone=ZONE) == Published(date(2021, 3, 5), "Etc/GMT+5", time(20))
    assert first_date("2021-03-05T20:00:00Z", zone=ZONE) == Published(date(2021, 3, 6), ZONE, time(4))
    assert first_date("2021-03-05T00:00:00Z", zone=ZONE) == Published(date(2021, 3, 5), ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3小时前", Published(date(2025, 2, 26), ZONE, time(8, 0))),
        ("20分钟前", Published(date(2025, 2, 26), ZONE, time(10, 40))),
        ("刚刚", Published(date(2025, 2, 26), ZONE, time(11, 0))),
        ("2天前", Published(date(2025, 2, 24), ZONE)),
        ("昨天 10:30", Published(date(2025, 2, 25), ZONE, time(10, 30))),
        ("前天", Published(date(2025, 2, 24), ZONE)),
        ("2个月前", Published(date(2024, 12, 28), ZONE)),
        ("5 minutes ago", Published(date(2025, 2, 26), ZONE, time(10, 55))),
        ("2 days ago", Published(date(2025, 2, 24), ZONE)),
        ("an hour ago", Published(date(2025, 2, 26), ZONE, time(10, 0))),
        ("Yesterday", Published(date(2025, 2, 25), ZONE)),
    ],
)
def test_relative_dates_need_the_time_of_fetching(text: str, expected: Published) -> None:
    assert first_date(text, zone=ZONE, fetched_at=FETCHED) == expected
    assert first_date(text, zone=ZONE) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://a.example/2024/0603/c1a2/page.htm", "2024-06-03"),
        ("http://a.example/art/2024/6/3/art_1_2.html", "2024-06-03"),
        ("http://a.example/x/202406/t20240603_123.html", "2024-06-03"),
        ("http://a.example/html/20240603101500.htm", "2024-06-03"),
        ("http://a.example/2024-06-03/content-1.html", "2024-06-03"),
        ("http://a.example/info/1006/1234.htm", None),
        ("http://a.example/2024/", None),
        ("http://a.example/98765432", None),
    ],
)
def test_the_date_in_an_address(address: str, expected: str | None) -> None:
    found = date_from_url(Url.parse(address), zone=ZONE)
    assert (found.day.isoformat() if found else None) == expected


def settled(
    texts: list[str], *, fetched_at: datetime | None = None, usual: Order | None = None
) -> list[str | None]:
    found = [next(iter(find_dates(text, zone=ZONE)), None) for text in texts]
    days = settle(found, zone=ZONE, fetched_at=fetched_at, usual=usual)
    return [one.day.isoformat() if one else None for one in days]


def test_one_clear_date_settles_the_order_of_its_neighbours() -> None:
    assert settled(["27/03/2025", "05/03/2025"]) == ["2025-03-27", "2025-03-05"]
    assert settled(["03/27/2025", "03/05/2025"]) == ["2025-03-27", "2025-03-05"]


def test_an_even_run_settles_the_order_where_no_date_is_clear() -> None:
    assert settled(["04/12/2025", "03/12/2025", "02/12/2025"], usual=Order.MONTH_FIRST) == [
        "2025-12-04",
        "2025-12-03",
        "2025-12-02",
    ]


def test_the_usual_order_decides_a_single_open_date() -> None:
    assert settled(["04/05/2025"], usual=Order.DAY_FIRST) == ["2025-05-04"]
    assert settled(["04/05/2025"], usual=Order.MONTH_FIRST) == ["2025-04-05"]


def test_years_are_inferred_from_the_run_of_the_list() -> None:
    assert settled(["02-21", "01-05", "12-20", "03-01", "11-30"], fetched_at=FETCHED) == [
        "2025-02-21",
        "2025-01-05",
        "2024-12-20",
        "2024-03-01",
        "2023-11-30",
    ]


def test_a_pinned_notice_at_the_top_does_not_push_the_rest_into_last_year() -> None:
    fetched_at = datetime(2025, 11, 24, tzinfo=UTC)
    assert settled(["03-01", "11-20", "11-18", "10-02"], fetched_at=fetched_at) == [
        "2025-03-01",
        "2025-11-20",
        "2025-11-18",
        "2025-10-02",
    ]


def test_without_the_time_of_fetching_a_date_without_year_stays_unknown() -> None:
    assert settled(["02-21", "2024-01-05"]) == [None, "2024-01-05"]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Posted today", True),
        ("anna · 3 hours ago · 12 replies", True),
        ("We have worked on this for a year, and today we are happy to share what came of it with you.", False),
        (
            "学院成立于三十年前，今天的师生在各自的岗位上继续为国家和地方的建设作出贡献，并将于下月举行纪念活动，欢迎各位校友回到母校",
            False,
        ),
        (
            "今天 10:30 由教务处发布，供全校各单位、各学院、各部门以及全体师生查阅，如有疑问请与教务处联系",
            True,
        ),
    ],
)
def test_a_relative_day_in_a_sentence_is_not_sure(text: str, sure: bool) -> None:
    found = find_dates(text, zone="Asia/Shanghai", fetched_at=datetime(2025, 2, 26, 3, tzinfo=UTC))
    assert [one.sure for one in found] == [sure]
