import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from service.domain.source import SourceId
from tests.browser.conftest import LETTER, Served

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


async def open_context(browser: Browser, language: str, scheme: str, size: dict[str, int]) -> BrowserContext:
    return await browser.new_context(
        locale=LOCALES[language],
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": size["width"], "height": size["height"]},
    )


def watch(page: Page, origin: str) -> list[str]:
    """Collects what a page must not do: complain, or ask another host."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda asked: None if asked.url.startswith(origin) else faults.append(f"asked {asked.url}"))
    return faults


async def violations(page: Page) -> list[str]:
    results = await Axe().run(page)
    return [f"{found['id']}: {found['nodes'][0]['html']}" for found in results.response["violations"]]


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [
        ("zh", "light", PHONE),
        ("zh", "dark", PHONE),
        ("en", "light", PHONE),
        ("en", "dark", PHONE),
        ("zh", "dark", DESKTOP),
        ("en", "light", DESKTOP),
    ],
    ids=["zh-light-phone", "zh-dark-phone", "en-light-phone", "en-dark-phone", "zh-dark-desk", "en-light-desk"],
)
async def test_every_page_is_accessible_fits_and_keeps_to_itself(
    browser: Browser, served: Served, language: str, scheme: str, size: dict[str, int]
) -> None:
    context = await open_context(browser, language, scheme, size)
    page = await context.new_page()
    faults = watch(page, served.url)
    paths = [
        "/",
        "/?q=组织",
        "/?q=没有的",
        "/sites/college",
        "/sources/college-0",
        "/feeds/college-0.atom",
        "/sources/college-1",
        served.entry_path,
        "/mailbox",
        f"/mailbox/{LETTER}",
        "/unsubscribe/secret",
    ]
    for path in paths:
        await page.goto(served.url + path)
        assert await violations(page) == [], path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    frame_faults = [fault for fault in faults if "script" in fault and "sandboxed" in fault]
    assert [fault for fault in faults if fault not in frame_faults] == []
    await page.goto(f"{served.url}/nothing")
    assert await violations(page) == []
    await page.goto(served.url)
    await page.locator(".section summary").nth(1).click()
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the open menu is too wide"
    await context.close()


async def test_light_and_dark_follow_the_system(browser: Browser, served: Served) -> None:
    colours = []
    for scheme in ("light", "dark"):
        context = await open_context(browser, "en", scheme, PHONE)
        page = await context.new_page()
        await page.goto(served.url)
        colours.append(await page.evaluate("getComputedStyle(document.body).backgroundColor"))
        await context.close()
    assert colours == ["rgb(250, 248, 244)", "rgb(21, 23, 26)"]


async def test_the_address_of_a_feed_is_copied(browser: Browser, served: Served) -> None:
    context = await open_context(browser, "en", "light", DESKTOP)
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await context.new_page()
    await page.goto(served.url)
    row = page.locator(".section", has_text="组织通知")
    await row.get_by_text("Subscribe", exact=True).click()
    copy = row.locator("[data-copy]")
    await copy.click()
    await expect(copy).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == f"{served.url}/feeds/college-1.rss"
    await expect(row.get_by_role("link", name="Open in a reader")).to_have_attribute(
        "href", f"feed:{served.url}/feeds/college-1.rss"
    )
    await page.keyboard.press("Escape")
    await expect(copy).to_be_hidden()
    await expect(row.locator("summary")).to_be_focused()
    await context.close()


async def test_one_menu_is_open_at_a_time(browser: Browser, served: Served) -> None:
    context = await open_context(browser, "zh", "light", DESKTOP)
    page = await context.new_page()
    await page.goto(served.url)
    await page.locator(".section summary").nth(2).click()
    await page.locator(".section summary").nth(0).click()
    await expect(page.locator(".menu[open]")).to_have_count(1)
    await page.locator("h1").click()
    await expect(page.locator(".menu[open]")).to_have_count(0)
    await context.close()


async def test_the_search_filters_while_one_types(browser: Browser, served: Served) -> None:
    context = await open_context(browser, "en", "light", PHONE)
    page = await context.new_page()
    await page.goto(served.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    rows = page.locator(".section:visible")
    await expect(rows).to_have_count(5)
    await page.fill("#q", "警示")
    await expect(rows).to_have_count(2)
    await expect(page.locator("#hits")).to_have_text("2 sections found")
    await expect(page.locator(".area:visible")).to_have_count(2)
    await page.fill("#q", "警示 没有的")
    await expect(rows).to_have_count(0)
    await expect(page.locator("#hits")).to_have_text("Nothing found. Try fewer words.")
    await page.fill("#q", "")
    await expect(rows).to_have_count(5)
    assert [address for address in asked if not address.endswith("favicon.svg")] == []
    await context.close()


async def test_a_new_notice_appears_by_itself(browser: Browser, served: Served) -> None:
    context = await open_context(browser, "zh", "light", DESKTOP)
    page = await context.new_page()
    await page.clock.install()
    await page.goto(served.url)
    await page.fill("#q", "警示")
    await page.locator("h1").click()
    await served.newsroom.publish(SourceId("college-2"), "刚刚发布的通知")
    await page.clock.fast_forward(16_000)
    row = page.locator(".section", has_text="刚刚发布的通知")
    await expect(row).to_be_visible()
    assert "fresh" in (await row.get_attribute("class") or "")
    await expect(page.locator(".section:visible")).to_have_count(2)
    await context.close()


async def test_a_newcomer_sees_the_first_sections_arrive(browser: Browser, fresh: Served) -> None:
    context = await open_context(browser, "en", "light", DESKTOP)
    page = await context.new_page()
    await page.clock.install()
    await page.goto(fresh.url)
    await expect(page.locator("h2")).to_have_text("Looking around")
    assert await violations(page) == []
    await fresh.newsroom.open()
    await page.clock.fast_forward(4_000)
    await expect(page.locator(".section")).to_have_count(5)
    await context.close()


async def test_everything_works_without_script(browser: Browser, served: Served) -> None:
    context = await browser.new_context(
        locale="en-GB", java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = await context.new_page()
    await page.goto(served.url)
    row = page.locator(".section", has_text="组织通知")
    await row.locator("summary").click()
    await expect(row.locator("input")).to_have_value(f"{served.url}/feeds/college-1.rss")
    await expect(row.locator("[data-copy]")).to_be_hidden()
    await page.fill("#q", "组织通知")
    await page.get_by_role("button", name="Search").click()
    await expect(page.locator(".section")).to_have_count(1)
    await page.get_by_role("link", name="中文").click()
    await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    await expect(page.locator(".section")).to_have_count(1)
    await page.get_by_role("link", name="组织通知").click()
    await page.get_by_role("link", name="往期通知第1号", exact=True).click()
    await expect(page.locator("h1")).to_have_text("往期通知第1号")
    await expect(page.locator(".body")).to_contain_text("各支部")
    await page.goto(f"{served.url}/unsubscribe/secret")
    await page.get_by_role("button", name="退订").click()
    await expect(page.locator("h1")).to_have_text("已退订")
    ended = await served.newsroom.store.subscription_by_token("secret")
    assert ended is not None
    assert ended.ended_at is not None
    await context.close()


async def test_a_mail_keeps_its_own_styles_and_runs_nothing(browser: Browser, served: Served) -> None:
    context = await open_context(browser, "en", "dark", DESKTOP)
    page = await context.new_page()
    await page.goto(f"{served.url}/mailbox")
    await page.get_by_role("link", name="关于开展主题党日活动的通知").click()
    sheet = page.frame_locator("iframe")
    await expect(sheet.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    await expect(sheet.locator("p")).to_have_css("color", "rgb(4, 5, 6)")
    assert await page.frames[1].title() == "通知"
    await context.close()
