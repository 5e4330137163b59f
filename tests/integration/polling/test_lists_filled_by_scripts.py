"""Pages that hold no rows themselves: the services that their scripts ask are asked instead."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

import pytest

from service.domain.history import Ending
from service.domain.poll import Outcome, PollRecord
from service.domain.source import Health, SourceId
from tests.integration.polling.desk import Desk

ID = SourceId("2539/list")
NAMES = ("学院概况", "机构设置", "党建工作", "人才培养", "通知公告")
MENU = "".join(f'<li><a href="/{n}/list.htm">{name}</a></li>' for n, name in enumerate(NAMES, 2535))
PAGE = (
    "<html><head><title>通知公告 - 某某学院</title>{head}</head>"
    '<body sudy-wp-siteid="27"><div class="nav"><ul>{menu}</ul></div>'
    "<div class='main'><h3>通知公告</h3>{main}</div><div class='foot'>版权所有 某某学院</div></body></html>"
)


@dataclass
class Service:
    """Answers from `rows`, newest first; `asked` are the queries."""

    path: ClassVar[str]
    head: ClassVar[str] = ""
    main: ClassVar[str]
    rows: list[int]
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, query: dict[str, str]) -> tuple[str, str]:
        self.asked.append(query)
        return self.answer(query)

    def answer(self, query: dict[str, str]) -> tuple[str, str]:
        raise NotImplementedError


def _title(number: int) -> str:
    return f"关于做好第{number}次学位论文答辩工作的通知"


class Sudy(Service):
    path = "/_wp3services/generalQuery"
    head = (
        "<script>var articleUrl = '/_wp3services/generalQuery?queryObj=articles';"
        'var siteId = 27; //站点Id\nvar columnId = "2539";</script>'
    )
    main = "<ul class='news_list' id='list'></ul>"

    def answer(self, query: dict[str, str]) -> tuple[str, str]:
        assert (query["queryObj"], query["siteId"], query["columnId"]) == ("articles", "27", "2539")
        page, size = int(query["pageIndex"]), int(query["rows"])
        data = [
            {
                "title": _title(n),
                "url": f"/2026/03{n % 28 + 1:02d}/c2539a{n}/page.htm",
                "publishTime": f"2026-03-{n % 28 + 1:02d} 08:30:00",
            }
            for n in self.rows[(page - 1) * size : page * size]
        ]
        return "application/json;charset=utf-8", json.dumps({"status": 1, "total": len(self.rows), "data": data})


class Hanweb(Service):
    path = "/module/web/jpage/dataproxy.jsp"
    main = (
        "<div id='1737'><script type='text/xml'><datastore><nextgroup><![CDATA[<a href=\"/module/web/jpage/"
        'dataproxy.jsp?page=1&amp;appid=1&amp;webid=3&amp;path=/&amp;columnid=114&amp;unitid=1737"></a>]]>'
        "</nextgroup><recordset></recordset></datastore></script></div>"
    )

    def answer(self, query: dict[str, str]) -> tuple[str, str]:
        assert (query["columnid"], query["unitid"], query["webid"]) == ("114", "1737", "3")
        first, last = int(query["startrecord"]), int(query["endrecord"])
        rows = "".join(
            f'<record><![CDATA[<li><a href="/art/2026/3/{n % 28 + 1}/art_114_{n}.html" title="{_title(n)}">'
            f"{_title(n)[:12]}…</a><span>2026-03-{n % 28 + 1:02d}</span></li>]]></record>"
            for n in self.rows[first - 1 : last]
        )
        body = f"<?xml version='1.0' encoding='utf-8'?><datastore><totalrecord>{len(self.rows)}</totalrecord>"
        return "text/xml;charset=utf-8", f"{body}<recordset>{rows}</recordset></datastore>"


class Jpaas(Service):
    path = "/common/api-gateway/jpaas-publish-server/front/page/build/unit"
    main = (
        '<script parseType="bulidstatic" url="/common/api-gateway/jpaas-publish-server/front/page/build/unit" '
        "queryData=\"{'parseType':'bulidstatic','webId':'8d8','tplSetId':'a1','pageId':'1b4'}\"></script>"
    )

    def answer(self, query: dict[str, str]) -> tuple[str, str]:
        assert (query["webId"], query["pageId"], query["tplSetId"]) == ("8d8", "1b4", "a1")
        rows = "".join(
            f'<li><a href="/art/2026/art_{n:032x}.html">{_title(n)}</a><span>2026-03-{n % 28 + 1:02d}</span></li>'
            for n in self.rows
        )
        return "application/json", json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul>"}})


class Xinhua(Service):
    path = "/2539/ds_30f0a.json"
    main = '<ul id="showData0" data="datasource:30f0a"></ul>'

    def answer(self, query: dict[str, str]) -> tuple[str, str]:
        rows = [
            {
                "showTitle": _title(n),
                "publishUrl": f"../2026-03/c_{n}.htm",
                "publishTime": f"2026-03-{n % 28 + 1:02d} 09:00:00",
            }
            for n in self.rows
        ]
        return "application/json", json.dumps({"datasource": rows})


ALL = pytest.mark.parametrize("kind", [Sudy, Hanweb, Jpaas, Xinhua])


async def _serve(desk: Desk, kind: type[Service], rows: Iterable[int], main: str = "") -> Service:
    service = kind(list(rows))
    desk.origin.services[kind.path] = service
    desk.origin.page("/2539/list.htm", PAGE.format(head=kind.head, menu=MENU, main=main or kind.main))
    await desk.watch("/2539/list.htm")
    return service


async def _poll(desk: Desk) -> PollRecord:
    record = await desk.poller.poll_one(ID)
    assert record is not None
    return record


@ALL
async def test_the_rows_are_asked_for_and_read(desk: Desk, kind: type[Service]) -> None:
    await _serve(desk, kind, range(18, 0, -1))
    record = await _poll(desk)
    assert (record.state.health, record.error) == (Health.OK, "")
    assert record.state.method.startswith("script: data")
    assert [entry.candidate.title for entry in record.new_entries] == [_title(n) for n in range(18, 0, -1)]
    days = [entry.published.day for entry in record.new_entries if entry.published]
    assert days == [date(2026, 3, n + 1) for n in range(18, 0, -1)]


@ALL
async def test_what_is_new_there_is_announced_and_the_same_rows_are_not_read_again(
    desk: Desk, kind: type[Service]
) -> None:
    service = await _serve(desk, kind, range(18, 0, -1))
    await _poll(desk)
    desk.later(hours=1)
    assert (await _poll(desk)).outcome is Outcome.UNCHANGED
    desk.later(hours=1)
    service.rows.insert(0, 19)
    record = await _poll(desk)
    assert [sighting.title for sighting in record.sightings if sighting.announce] == [_title(19)]


@ALL
async def test_a_page_that_shows_its_rows_asks_for_nothing(desk: Desk, kind: type[Service]) -> None:
    rows = "".join(
        f'<li><a href="/2026/03{n:02d}/c2539a{n}/page.htm">{_title(n)}</a><span>2026-03-{n:02d}</span></li>'
        for n in range(18, 0, -1)
    )
    service = await _serve(desk, kind, range(18, 0, -1), main=f"<ul class='news_list'>{rows}</ul>{kind.main}")
    record = await _poll(desk)
    assert (len(record.new_entries), service.asked) == (18, [])


@pytest.mark.parametrize("kind", [Sudy, Hanweb])
async def test_the_pages_behind_are_its_history(desk: Desk, kind: type[Service]) -> None:
    service = await _serve(desk, kind, range(100, 0, -1))
    done = await desk.backfill.walk(ID)
    assert done is not None
    first = 20 if kind is Sudy else 45
    assert (done.entries, done.ending) == (100 - first, Ending.LAST_PAGE)
    assert len(service.asked) == 1 + 1 + (4 if kind is Sudy else 2)


@ALL
async def test_a_service_that_fails_is_told_as_the_failure_it_is(desk: Desk, kind: type[Service]) -> None:
    await _serve(desk, kind, [3, 2, 1])
    del desk.origin.services[kind.path]
    desk.origin.page(kind.path, "busy", 503)
    record = await _poll(desk)
    assert record.outcome is Outcome.ERROR
    assert record.state.health is Health.UNREACHABLE


@ALL
async def test_robots_are_asked_about_the_service_too(desk: Desk, kind: type[Service]) -> None:
    service = await _serve(desk, kind, [3, 2, 1])
    desk.origin.page("/robots.txt", f"User-agent: *\nDisallow: {kind.path}")
    record = await _poll(desk)
    assert (record.state.health, service.asked) == (Health.REFUSED, [])


async def test_a_menu_alone_is_not_taken_for_the_rows(desk: Desk) -> None:
    names = ("学校简介", "校长致辞", "历史沿革", "组织机构", "师资队伍", "专业设置", "招生信息", "就业指导")
    links = "".join(f'<li><a href="/{n}/list.htm">{name}专题栏目</a></li>' for n, name in enumerate(names * 3, 90))
    await _serve(desk, Sudy, range(18, 0, -1), main=f"<ul class='menu_nav'>{links}</ul>{Sudy.main}")
    assert len((await _poll(desk)).new_entries) == 18


async def test_a_service_that_the_page_does_not_say_enough_of_is_not_asked(desk: Desk) -> None:
    service = await _serve(
        desk, Hanweb, [3, 2, 1], main="<script>load('/module/web/jpage/dataproxy.jsp')</script>"
    )
    record = await _poll(desk)
    assert (record.state.health, service.asked) == (Health.DRIFTED, [])


async def test_a_service_without_rows_is_an_empty_listing(desk: Desk) -> None:
    service = await _serve(desk, Sudy, [])
    record = await _poll(desk)
    assert (record.outcome, len(service.asked)) == (Outcome.UNCHANGED, 1)
    assert record.state.health is Health.EMPTY
