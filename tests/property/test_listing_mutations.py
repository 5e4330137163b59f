"""A redesign that changes names, wrappers and order changes nothing of what is listed."""

import random
import string
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.poll import Page, PageKind
from service.domain.urls import Url
from service.extraction.listing import extract_listing

ADDRESS = "http://dept.example.edu.cn/xwzx/tzgg.htm"
WORDS = (
    "关于",
    "做好",
    "组织",
    "开展",
    "二〇二五年",
    "党员",
    "发展",
    "工作",
    "检查",
    "通知",
    "公示",
    "培训",
    "学习",
    "报名",
    "会议",
)
MENU = ("学院概况", "师资队伍", "本科教学", "科学研究", "学生工作", "招生就业", "党建工作", "下载中心")


@dataclass(frozen=True)
class Notice:
    number: int
    title: str
    day: date


@dataclass(frozen=True)
class Design:
    """How a list is drawn. `names` are the words that class names are made of."""

    names: tuple[str, ...]
    item: str
    wrappers: int
    date_first: bool
    boxed_date: bool
    summaries: bool
    title_attribute: bool
    sidebar: bool
    badge: bool


designs = st.builds(
    Design,
    names=st.lists(st.text(string.ascii_lowercase, min_size=2, max_size=8), min_size=6, max_size=6).map(tuple),
    item=st.sampled_from(["li", "tr", "div", "article", "dl"]),
    wrappers=st.integers(0, 4),
    date_first=st.booleans(),
    boxed_date=st.booleans(),
    summaries=st.booleans(),
    title_attribute=st.booleans(),
    sidebar=st.booleans(),
    badge=st.booleans(),
)


def notices(seed: int, count: int) -> list[Notice]:
    dice = random.Random(seed)
    day = date(2025, 2, 21)
    made = []
    for place in range(count):
        made.append(Notice(9000 - 7 * place, f"{''.join(dice.sample(WORDS, 6))}第{place + 1}号", day))
        day -= timedelta(days=dice.randint(0, 9))
    return made


def drawn(design: Design, listed: list[Notice]) -> bytes:
    opening = "".join(f'<div class="{design.names[place % 6]}">' for place in range(design.wrappers))
    rows = "\n".join(row(design, one, place) for place, one in enumerate(listed))
    outer = {"li": "ul", "tr": "table", "dl": "div"}.get(design.item, "div")
    menu = "".join(f'<li><a href="../{place}/list.htm">{name}</a></li>' for place, name in enumerate(MENU))
    hot = "".join(f'<li><a href="../info/1/{place}.htm">热门{name}</a></li>' for place, name in enumerate(MENU))
    sidebar = f'<div class="{design.names[3]}"><h3>相关</h3><ul>{hot}</ul></div>' if design.sidebar else ""
    return f"""<html><head><meta charset="utf-8"><title>通知公告-某学院</title></head><body>
<div class="{design.names[4]}"><ul>{menu}</ul></div>{sidebar}
{opening}<h2>通知公告</h2><{outer} class="{design.names[0]}">{rows}</{outer}>{"</div>" * design.wrappers}
<div>版权所有 某学院 <a href="http://beian.example.cn/">备案号</a></div></body></html>""".encode()


def row(design: Design, one: Notice, place: int) -> str:
    shown = f"{one.day:%d</b><i>%Y-%m}" if design.boxed_date else f"{one.day:%Y-%m-%d}"
    when = f"<span class='{design.names[1]}'>{f'<b>{shown}</i>' if design.boxed_date else shown}</span>"
    attribute = f' title="{one.title}"' if design.title_attribute else ""
    link = f'<a href="../info/1006/{one.number}.htm"{attribute}>{one.title}</a>'
    badge = "<em>新</em>" if design.badge and place < 2 else ""
    summary = (
        f"<p>各单位:现将有关事项安排如下,请认真组织落实,并于月底前报送材料。{one.number}</p>"
        if design.summaries
        else ""
    )
    parts = [when, link + badge] if design.date_first else [link + badge, when]
    if design.item == "tr":
        return f"<tr>{''.join(f'<td>{part}</td>' for part in parts)}<td>{summary}</td></tr>"
    if design.item == "dl":
        return f"<dl><dt>{parts[0]}</dt><dd>{parts[1]}{summary}</dd></dl>"
    return f'<{design.item} class="{design.names[5]}">{"".join(parts)}{summary}</{design.item}>'


def read(body: bytes) -> list[tuple[str, str, date | None]]:
    page = Page(Url.parse(ADDRESS), 200, "text/html", None, body, datetime(2025, 2, 22, tzinfo=UTC))
    listing = extract_listing(page, zone="Asia/Shanghai")
    assert listing.kind is PageKind.LISTING
    return [(one.url.path, one.title, one.published.day if one.published else None) for one in listing.candidates]


@settings(max_examples=60, deadline=None)
@given(design=designs, seed=st.integers(0, 10_000), count=st.integers(6, 25))
def test_every_design_of_a_list_reads_the_same(design: Design, seed: int, count: int) -> None:
    listed = notices(seed, count)
    expected = [(f"/info/1006/{one.number}.htm", one.title, one.day) for one in listed]
    assert read(drawn(design, listed)) == expected


@settings(max_examples=25, deadline=None)
@given(design=designs, seed=st.integers(0, 10_000), data=st.data())
def test_another_order_lists_the_same_items(design: Design, seed: int, data: st.DataObject) -> None:
    listed = notices(seed, 12)
    shuffled = data.draw(st.permutations(listed))
    assert sorted(read(drawn(design, shuffled))) == sorted(read(drawn(design, listed)))


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=2000))
def test_no_bytes_are_too_odd(body: bytes) -> None:
    page = Page(Url.parse(ADDRESS), 200, "text/html", None, body, None)
    assert isinstance(extract_listing(page, zone="Asia/Shanghai").kind, PageKind)
