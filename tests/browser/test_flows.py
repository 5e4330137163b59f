"""Following and subscribing in a browser, with script and without, against a real site on 127.0.0.1."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from service.domain.source import Recipe
from service.fetching.fetch import open_fetcher
from service.polling.discovery import Discovery
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.app import create_app
from service.web.explorations import Explorations
from service.web.gate import Access
from service.web.server import WebServer
from tests.browser.test_web_in_browser import DESKTOP, PHONE, open_context, violations, watch
from tests.integration.polling.desk import Origin
from tests.integration.web.newsroom import HOLDER, LEASE, Newsroom
from tests.integration.web.test_following import rows, watch_site

pytestmark = pytest.mark.browser


@dataclass
class Town:
    """The whole web with an owner at this machine, and a site that can be followed."""

    newsroom: Newsroom
    origin: Origin
    url: str
    site: str


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    store = await Store.open(f"sqlite:///{tmp_path / 'notices.db'}")
    newsroom = Newsroom(store)
    origin = Origin()
    site = WebServer(origin, "127.0.0.1", 0)
    await site.start()
    fetcher = open_fetcher(allow_addresses=[ip_network("127.0.0.1")], contact="", gap=timedelta(0))
    explorations = Explorations(Discovery(Visitor(fetcher)), zone="Asia/Shanghai", clock=newsroom.clock)
    app = create_app(
        store,
        public_url="https://notices.example.org",
        clock=newsroom.clock,
        mailbox=None,
        version="1.2.3",
        access=Access(local=True),
        explorations=explorations,
        open_subscriptions=True,
    )
    web = WebServer(app, "127.0.0.1", 0)
    await web.start()
    yield Town(newsroom, origin, web.url, site.url)
    await web.stop(1)
    await explorations.aclose()
    await fetcher.aclose()
    await site.stop(1)
    await store.close()


async def confirm_link(town: Town) -> str:
    now = town.newsroom.clock()
    claimed = await town.newsroom.store.claim_deliveries(now, limit=9, holder=HOLDER, lease=LEASE)
    found = re.search(r"https://notices\.example\.org(/\S+)", claimed[0].incident_text)
    assert found
    return town.url + found[1]


async def check(page: Page) -> None:
    assert await violations(page) == [], page.url
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desk", "phone"])
async def test_a_site_is_followed_while_one_watches(
    browser: Browser, town: Town, scheme: str, size: dict[str, int]
) -> None:
    watch_site(town.origin)
    town.origin.hanging.add("/工作动态.htm")
    context = await open_context(browser, "en", scheme, size)
    page = await context.new_page()
    faults = watch(page, town.url)
    await page.goto(f"{town.url}/follow")
    await check(page)
    await page.fill("#url", town.site)
    await page.get_by_role("button", name="Look around").click()
    await expect(page.get_by_text("工作动态")).to_be_visible(timeout=15_000)
    await check(page)
    town.origin.let_go()
    await expect(page.get_by_text("3 sections can be followed.")).to_be_visible(timeout=15_000)
    await check(page)
    await page.get_by_label("下载专区").uncheck()
    await page.get_by_role("button", name="Follow these").click()
    await expect(page.locator(".section")).to_have_count(2)
    assert [status.source.title for status in await town.newsroom.store.sources()] == ["通知公告", "工作动态"]
    assert faults == []
    await context.close()


async def test_a_list_is_taught_by_a_press_without_script(browser: Browser, town: Town) -> None:
    cells = "".join(f'<div class="card"><p><a href="/x/{n}">第{n}期</a></p></div>' for n in range(5))
    town.origin.page("/a.htm", f"<html><body><div id='cards'>{cells}</div><ul>{rows(3, 2, 1)}</ul></body></html>")
    context = await browser.new_context(locale="en-GB", java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{town.url}/follow")
    await page.fill("#url", f"{town.site}/a.htm")
    await page.get_by_role("button", name="Look around").click()
    await page.get_by_role("link", name="These are the wrong ones").click(timeout=15_000)
    await page.frame_locator("iframe").get_by_role("button", name="第3期").click()
    await expect(page.locator("h2").first).to_have_text("5 notices like it")
    await page.get_by_role("button", name="These are right: follow them").first.click()
    await expect(page).to_have_url(re.compile("/sources/"))
    (status,) = await town.newsroom.store.sources()
    assert status.source.recipe == Recipe("div#cards > div.card")
    await context.close()


async def test_the_page_that_is_pointed_at_can_be_used_by_everybody(browser: Browser, town: Town) -> None:
    town.origin.page("/a.htm", f"<html><body><ul>{rows(*range(9, 0, -1))}</ul></body></html>")
    context = await open_context(browser, "zh", "dark", PHONE)
    page = await context.new_page()
    await page.goto(f"{town.url}/follow")
    await page.fill("#url", f"{town.site}/a.htm")
    await page.locator("main button").click()
    await expect(page.get_by_text("判断依据")).to_be_visible(timeout=15_000)
    await check(page)
    await page.get_by_text("找错了").click()
    await expect(page.frame_locator("iframe").locator("button.found")).to_have_count(9)
    await check(page)
    await page.frame_locator("iframe").locator("button.found").nth(4).click()
    await expect(page.locator(".lessons h2").first).to_have_text("找到 9 条同类通知")
    await check(page)
    await context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
async def test_a_reader_subscribes_changes_and_is_forgotten(browser: Browser, town: Town, script: bool) -> None:
    await town.newsroom.open()
    context = await browser.new_context(
        locale="en-GB", java_script_enabled=script, viewport={"width": 400, "height": 820}, color_scheme="dark"
    )
    page = await context.new_page()
    await page.goto(town.url)
    row = page.locator(".section", has_text="组织通知")
    await row.locator("summary").click()
    await row.get_by_role("link", name="By mail, or in Inoreader").click()
    await page.goto(f"{town.url}/subscribe/college")
    await page.fill("#email", "student@example.org")
    await page.get_by_text("All 5 sections; choose some").click()
    await page.get_by_label("下载专区").uncheck()
    await page.get_by_text("Only with certain words").click()
    await page.fill("#include", "招聘")
    if script:
        await check(page)
    await page.get_by_role("button", name="Subscribe").click()
    await expect(page.locator("h1")).to_have_text("Look into your mailbox")
    await page.goto(await confirm_link(town))
    await page.get_by_role("button", name="Yes, send them to me").click()
    await expect(page.locator("h1")).to_have_text("You are subscribed")
    await page.get_by_role("link", name="Your subscriptions").click()
    await expect(page.locator("#include1")).to_have_value("招聘")
    if script:
        await check(page)
    await page.get_by_label("at once").check()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    (kept,) = await town.newsroom.store.subscriptions()
    assert str(kept.timing) == "at once"
    assert len(kept.selection.sources) == 4
    await page.get_by_text("Delete everything").first.click()
    await page.get_by_label("I am sure").check()
    await page.get_by_role("button", name="Delete everything").click()
    await expect(page.locator("h1")).to_have_text("Everything is deleted")
    assert await town.newsroom.store.channels() == []
    await context.close()


async def test_no_page_is_heavy(browser: Browser, town: Town) -> None:
    await town.newsroom.open()
    for path in ("/", "/sites/college", "/sources/college-0", "/subscribe/all", "/follow", "/preferences"):
        context = await open_context(browser, "zh", "light", PHONE)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        received: list[int] = []
        session.on("Network.loadingFinished", lambda event, kept=received: kept.append(event["encodedDataLength"]))
        await session.send("Network.enable")
        await page.goto(town.url + path, wait_until="networkidle")
        assert 2_000 < sum(received) < 100_000, path
        await check(page)
        await context.close()
