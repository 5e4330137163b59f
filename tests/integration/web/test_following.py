"""Following a site by hand: against a real origin, as the pages do it."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network

import httpx
import pytest

from service.domain.source import Recipe
from service.fetching.fetch import open_fetcher
from service.polling.discovery import Discovery
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.app import create_app
from service.web.explorations import Explorations
from service.web.following import SNAPSHOT_POLICY
from service.web.gate import Access
from service.web.server import WebServer
from tests.integration.polling.desk import Origin
from tests.integration.web.newsroom import Newsroom

MENU = '<ul class="nav">{items}</ul>'
ENGLISH = {"accept-language": "en"}


def rows(*numbers: int) -> str:
    return "".join(
        f'<li><a href="/info/1001/{n}.htm">关于第{n}次会议的通知</a><span>2026-03-{n:02d}</span></li>'
        for n in numbers
    )


def home(*sections: str) -> str:
    items = "".join(f'<li><a href="/{name}.htm">{name}</a></li>' for name in sections)
    return f"<html><head><title>明江学院</title></head><body>{MENU.format(items=items)}<p>欢迎</p></body></html>"


def form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found, "no form of the owner on this page"
    return found[1]


@dataclass
class Kiosk:
    """A client of the pages, and the origin that they are sent to."""

    origin: Origin
    url: str
    store: Store
    client: httpx.AsyncClient
    explorations: Explorations

    async def send(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """A form of the page at `path`, with the token that is on it."""
        page = await self.client.get(path)
        return await self.client.post(path, data={"form_token": form_token(page.text), **fields})

    async def explore(self, path: str = "/") -> httpx.Response:
        """As one does without script: the form, then the page again until it has ended."""
        started = await self.send("/follow", url=self.url + path)
        assert started.status_code == 303, started.text
        place = "/" + started.headers["location"]
        async with asyncio.timeout(20):
            await self.explorations.idle()
        return await self.client.get(place)


@pytest.fixture
async def kiosk(store: Store, newsroom: Newsroom) -> AsyncIterator[Kiosk]:
    origin = Origin()
    server = WebServer(origin, "127.0.0.1", 0)
    await server.start()
    fetcher = open_fetcher(allow_addresses=[ip_network("127.0.0.1")], contact="", gap=timedelta(0))
    explorations = Explorations(Discovery(Visitor(fetcher)), zone="Asia/Shanghai", clock=newsroom.clock)
    app = create_app(
        store,
        public_url="http://testserver",
        clock=newsroom.clock,
        mailbox=None,
        version="1",
        explorations=explorations,
        access=Access(local=True),
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=ENGLISH) as client:
        yield Kiosk(origin, server.url, store, client, explorations)
    await explorations.aclose()
    await fetcher.aclose()
    await server.stop(1)


def watch_site(origin: Origin) -> None:
    origin.page("/", home("通知公告", "工作动态", "下载专区", "联系我们"))
    for number, name in enumerate(("通知公告", "工作动态", "下载专区")):
        base = number * 8
        origin.page(
            f"/{name}.htm", f"<html><body><h2>{name}</h2><ul>{rows(*range(base + 8, base, -1))}</ul></body></html>"
        )


async def test_a_site_is_explored_and_the_ticked_sections_are_followed(kiosk: Kiosk) -> None:
    watch_site(kiosk.origin)
    shown = await kiosk.explore()
    assert "3 sections can be followed" in shown.text
    assert "第8次会议的通知" in shown.text
    ids = re.findall(r'name="section" value="([^"]+)" checked', shown.text)
    assert len(ids) == 3
    added = await kiosk.send(shown.url.path, section=ids[:2])
    assert added.status_code == 303
    watched = await kiosk.store.sources()
    assert [status.source.id for status in watched] == ids[:2]
    page = await kiosk.client.get(shown.url.join(added.headers["location"]))
    assert page.status_code == 200
    again = (await kiosk.client.get(shown.url.path)).text
    assert again.count("followed already") == 2
    assert re.findall(r'name="section" value="([^"]+)" checked', again) == ids[2:]


async def test_without_a_tick_nothing_is_followed(kiosk: Kiosk) -> None:
    watch_site(kiosk.origin)
    shown = await kiosk.explore()
    refused = await kiosk.send(shown.url.path, section="unknown")
    assert refused.status_code == 422
    assert "Tick at least one section" in refused.text
    assert await kiosk.store.sources() == []


async def test_one_listing_is_previewed_with_its_evidence_and_followed(kiosk: Kiosk) -> None:
    kiosk.origin.page("/a.htm", f"<html><body><ul>{rows(*range(12, 0, -1))}</ul></body></html>")
    shown = await kiosk.explore("/a.htm")
    assert "12 notices on the page" in shown.text
    assert "Why these" in shown.text
    section = re.search(r'name="section" value="([^"]+)"', shown.text)
    assert section
    added = await kiosk.send(shown.url.path, section=section[1])
    assert added.headers["location"] == f"../sources/{section[1]}"
    assert [status.source.id for status in await kiosk.store.sources()] == [section[1]]
    again = await kiosk.explore("/a.htm")
    assert "followed already" in again.text
    assert "Follow this list" in shown.text
    assert "Follow this list" not in again.text


async def test_of_many_feeds_of_a_site_a_few_are_shown(kiosk: Kiosk) -> None:
    listed = rows(*range(12, 0, -1))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/feeds/{n}.rss">' for n in range(10))
    kiosk.origin.page("/a.htm", f"<html><head>{links}</head><body><ul>{listed}</ul></body></html>")
    shown = (await kiosk.explore("/a.htm")).text
    assert shown.count(".rss</a>") == 6
    assert "and 4 more" in shown


async def test_a_list_is_taught_by_one_of_its_items(kiosk: Kiosk) -> None:
    cells = "".join(f'<div class="card"><p><a href="/x/{n}">第{n}期</a></p></div>' for n in range(5))
    kiosk.origin.page("/a.htm", f"<html><body><div id='cards'>{cells}</div><ul>{rows(3, 2, 1)}</ul></body></html>")
    shown = await kiosk.explore("/a.htm")
    place = shown.url.path
    assert 'form id="pick"' not in (await kiosk.client.get(f"{place}/teach")).text
    snapshot = await kiosk.client.get(f"{place}/snapshot")
    assert snapshot.headers["content-security-policy"] == SNAPSHOT_POLICY
    button = re.search(r'value="(\d+)"[^>]*>第3期</button>', snapshot.text)
    assert button
    lesson = await kiosk.client.get(f"{place}/teach", params={"item": button[1]})
    assert "5 notices like it" in lesson.text
    assert await kiosk.store.sources() == [], "looking changes nothing"
    saved = await kiosk.client.post(
        f"{place}/teach", data={"item": button[1], "lesson": "0", "form_token": form_token(lesson.text)}
    )
    assert saved.status_code == 303
    (status,) = await kiosk.store.sources()
    assert status.source.recipe == Recipe("div#cards > div.card")


async def test_a_source_that_is_watched_is_taught_and_stays_one(kiosk: Kiosk) -> None:
    kiosk.origin.page("/a.htm", f"<html><body><ul class='list'>{rows(5, 4, 3, 2, 1)}</ul></body></html>")
    shown = await kiosk.explore("/a.htm")
    section = re.search(r'name="section" value="([^"]+)"', shown.text)
    assert section
    await kiosk.send(shown.url.path, section=section[1])
    page = await kiosk.client.get(f"/owner/sources/{section[1]}")
    assert f'name="url" value="{kiosk.url}/a.htm"' in page.text
    snapshot = await kiosk.client.get(f"{shown.url.path}/snapshot")
    button = re.search(r'value="(\d+)"[^>]*>关于第3次会议的通知</button>', snapshot.text)
    assert button
    token = form_token(shown.text)
    fields = {"item": button[1], "lesson": "0", "form_token": token}
    saved = await kiosk.client.post(f"{shown.url.path}/teach", data=fields)
    assert saved.headers["location"] == f"../../sources/{section[1]}"
    (status,) = await kiosk.store.sources()
    assert status.source.recipe == Recipe("ul.list > li")


async def test_a_link_that_stands_alone_is_said_to(kiosk: Kiosk) -> None:
    kiosk.origin.page("/a.htm", f"<html><body><a href='/1'>一个</a><ul>{rows(3, 2, 1)}</ul></body></html>")
    shown = await kiosk.explore("/a.htm")
    assert "That link stands alone" in (await kiosk.client.get(f"{shown.url.path}/teach?item=0")).text
    token = form_token(shown.text)
    refused = await kiosk.client.post(
        f"{shown.url.path}/teach", data={"item": "0", "lesson": "0", "form_token": token}
    )
    assert refused.status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "The page no longer exists at this address."),
        ("<p>你好</p>", "nothing that can be followed was"),
    ],
)
async def test_what_cannot_be_followed_is_said_with_its_cause(kiosk: Kiosk, body: str | None, words: str) -> None:
    if body:
        kiosk.origin.page("/a.htm", f"<html><body>{body}</body></html>")
    shown = await kiosk.explore("/a.htm")
    assert words in shown.text
    assert ("Show where the notices are" in shown.text) == (body is not None)


async def test_an_exploration_tells_how_far_it_is(kiosk: Kiosk) -> None:
    watch_site(kiosk.origin)
    kiosk.origin.hanging.add("/工作动态.htm")
    kiosk.origin.hanging.add("/%E5%B7%A5%E4%BD%9C%E5%8A%A8%E6%80%81.htm")
    started = await kiosk.send("/follow", url=kiosk.url)
    async with asyncio.timeout(20):
        await kiosk.origin.reached.wait()
    shown = (await kiosk.client.get("/" + started.headers["location"])).text
    assert re.search(r'<progress value="\d+" max="\d+"', shown)
    assert "工作动态" in shown
    twice = await kiosk.send("/follow", url=kiosk.url)
    assert twice.headers["location"] == started.headers["location"], "the same address is not explored twice"
    kiosk.origin.let_go()


@pytest.mark.parametrize("url", ["", "not an address", "ftp://college.example.edu.cn/", "javascript:alert(1)"])
async def test_what_is_no_address_is_said_so(kiosk: Kiosk, url: str) -> None:
    refused = await kiosk.send("/follow", url=url)
    assert refused.status_code == 422
    assert "no address of a web page" in refused.text


async def test_a_stranger_is_led_to_the_sign_in(kiosk: Kiosk) -> None:
    shown = await kiosk.client.get("/follow", headers={"host": "notices.example.org"})
    assert (shown.status_code, shown.headers["location"]) == (303, "./sign-in?next=follow")
    sent = await kiosk.client.post("/follow", data={"url": kiosk.url}, headers={"host": "notices.example.org"})
    assert sent.status_code == 403
    assert kiosk.origin.asked == []
    front = await kiosk.client.get("/", headers={"host": "notices.example.org"})
    assert "/follow" not in front.text
    assert "/follow" in (await kiosk.client.get("/")).text
