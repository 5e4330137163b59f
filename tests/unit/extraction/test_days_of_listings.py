"""Each way to write a day, and each wrong declaration of an encoding, through the whole reading of a listing."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.listing import extract_listing

TITLES = (
    "关于做好春季学期学生注册工作的通知",
    "化学与材料学院师生赴企业开展调研交流",
    "图书馆数据库试用通知及说明",
    "实验室安全检查情况通报",
    "后勤服务中心停水通知（第二次）",
    "我校代表队在建模竞赛中获佳绩",
    "关于申报省社科规划课题的通知",
)
DAYS = tuple(
    map(
        date.fromisoformat,
        ("2025-02-21", "2025-02-18", "2025-02-11", "2025-01-20", "2024-12-30", "2024-12-25", "2024-11-29"),
    )
)
ADDRESSES = tuple(f"/info/1/{100 - place}.htm" for place in range(7))
NOW = datetime(2025, 2, 26, 3, tzinfo=UTC)
Write = Callable[[date], str]


def listing(
    said: Sequence[str],
    addresses: Sequence[str] = ADDRESSES,
    *,
    encoding: str = "utf-8",
    declared: str = "utf-8",
    header: str | None = None,
    now: datetime = NOW,
) -> Page:
    rows = "".join(
        f'<li><a href="{address}">{title}</a>{day}</li>'
        for address, title, day in zip(addresses, TITLES, said, strict=True)
    )
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>通知公告</title>'
    menu = '<div class="nav"><a href="/">首页</a><a href="/a/">概况</a><a href="/b/">新闻</a></div>'
    html = f"<html><head>{head}</head><body>{menu}<ul>{rows}</ul></body></html>"
    url = Url.parse("http://x.example.edu.cn/tz/list.htm")
    return Page(url, 200, "text/html", header, html.encode(encoding), now)


def told(page: Page) -> list[tuple[str, date | None]]:
    found = extract_listing(page, zone="Asia/Shanghai").candidates
    return [(one.title, one.published.day if one.published else None) for one in found]


RIGHT = list(zip(TITLES, DAYS, strict=True))


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("gb18030", "gb2312", None),
        ("utf-8", "gb2312", None),
        ("gb18030", "utf-8", None),
        ("gb18030", "gb2312", "iso-8859-1"),
        ("gb18030", "gb2312", "utf-8"),
    ],
)
def test_a_listing_is_read_whatever_it_says_its_encoding_is(
    encoding: str, declared: str, header: str | None
) -> None:
    said = [f"<span>{day}</span>" for day in DAYS]
    assert told(listing(said, encoding=encoding, declared=declared, header=header)) == RIGHT


@pytest.mark.parametrize(
    "write",
    [
        lambda day: f"<div><b>{day:%d}</b><i>{day:%Y-%m}</i></div>",
        lambda day: f"<div><b>{day:%d}</b><i>{day.month}月</i></div>",
        lambda day: f"<span>{day:%d%Y-%m}</span>",
        lambda day: f"<span>{day:%m-%d}</span>",
        lambda day: f"<span>{day:%m/%d}</span>",
        lambda day: f"<span>[{day}]</span>",
        lambda day: f"<span>[{day:%m-%d}]</span>",
        lambda day: f"<span>{day.year}年{day.month}月{day.day}日</span>",
        lambda day: f"<span>{day.month}月{day.day}日</span>",
        lambda day: f'<span data-time="{_epoch(day)}"></span>',
        lambda day: f'<time data-timestamp="{_epoch(day)}000"></time>',
    ],
)
def test_a_day_is_read_however_it_is_written(write: Write) -> None:
    assert told(listing([write(day) for day in DAYS])) == RIGHT


@pytest.mark.parametrize(
    "write", [lambda day: f"/{day:%Y/%m%d}/c1a9/page.htm?n=", lambda day: f"./{day:%Y%m}/t{day:%Y%m%d}_"]
)
def test_a_day_that_only_the_address_tells_is_read(write: Write) -> None:
    addresses = [f"{write(day)}{100 - place}.html" for place, day in enumerate(DAYS)]
    assert told(listing([""] * 7, addresses)) == RIGHT


def test_days_told_by_their_distance_stand_beside_others() -> None:
    said = ("2小时前", "昨天", "3天前", "1周前", "02-10", "02-01", "01-20")
    days = [day for _, day in told(listing([f"<span>{one}</span>" for one in said]))]
    assert [f"{day:%m-%d}" for day in days if day] == [
        "02-26", "02-25", "02-23", "02-19", "02-10", "02-01", "01-20",
    ]  # fmt: skip


@pytest.mark.parametrize("now", [datetime(2025, 1, 2, 3, tzinfo=UTC), datetime(2024, 12, 31, 17, tzinfo=UTC)])
def test_days_without_a_year_go_back_over_the_turn_of_the_year(now: datetime) -> None:
    said = ("01-01", "12-31", "12-30", "12-28", "12-01", "11-05", "01-03")
    days = [day for _, day in told(listing([f"<span>{one}</span>" for one in said], now=now))]
    assert [day.year for day in days if day] == [2025, *[2024] * 6]


def _epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 2, tzinfo=UTC).timestamp())


def _days(html: str) -> list[str | None]:
    page = Page(Url.parse("http://x.example.cn/tz/"), 200, "text/html", None, html.encode(), None)
    listing = extract_listing(page, zone="Asia/Shanghai")
    return [one.published.day.isoformat() if one.published else None for one in listing.candidates]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("<th>标题</th><th>成文日期</th><th>发布日期</th>", 1),
        ("<th>标题</th><th>发布日期</th><th>截止日期</th>", 0),
        ("<th>Title</th><th>Closing date</th><th>Posted</th>", 1),
        ("<th>名称</th><th>日期</th><th>日期</th>", 0),
    ],
)
def test_of_two_columns_of_days_the_one_of_publication_counts(head: str, wanted: int) -> None:
    days = [(f"2025-02-{n:02}", f"2025-01-{n:02}") for n in range(20, 10, -1)]
    rows = "".join(
        f'<tr><td><a href="{n}.html">关于开展第{n}次专项检查工作的通知</a></td><td>{one}</td><td>{other}</td></tr>'
        for n, (one, other) in enumerate(days)
    )
    assert _days(f"<table><tr>{head}</tr>{rows}</table>") == [pair[wanted] for pair in days]


def test_of_two_days_that_are_named_in_the_row_the_one_of_publication_counts() -> None:
    rows = "".join(
        f'<div><h4><a href="{n}.html">关于开展第{n}次专项检查工作的通知</a></h4>'
        f"<p><span>报名截止时间：2025-03-{n:02}</span><span>发布时间：2025-02-{n:02}</span></p></div>"
        for n in range(20, 10, -1)
    )
    assert _days(f"<div>{rows}</div>") == [f"2025-02-{n:02}" for n in range(20, 10, -1)]


def test_the_cell_of_a_row_is_no_heading_over_its_other_cells() -> None:
    rows = "".join(
        f'<tr><td>2025-02-{n:02}</td><td><a href="{n}.html">关于开展第{n}次专项检查工作的通知</a></td>'
        f'<td><a href="{n}.pdf">pdf</a><a href="{n}.odt">odt</a></td></tr>'
        for n in range(20, 10, -1)
    )
    html = f"<table><tr><th>日期</th><th>标题</th><th>下载</th></tr>{rows}</table>"
    assert _days(html) == [f"2025-02-{n:02}" for n in range(20, 10, -1)]


def test_a_year_over_the_rows_does_not_swallow_the_first_of_them() -> None:
    rows = "".join(
        f'<li><i>02-{n:02}</i><a href="{n}.html">关于开展第{n}次专项检查工作的通知</a></li>'
        for n in range(25, 9, -1)
    )
    assert _days(f"<h3>2025年</h3><ul>{rows}</ul>") == [f"2025-02-{n:02}" for n in range(25, 9, -1)]
