"""The owner's pages in a browser: accessible in every dress, and every flow against the real daemon and the demo
site, with script and without."""

import asyncio
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.delivery import Result, Settlement
from service.domain.source import Healing, Recipe, Reread, SourceId, Stage
from service.storage.store import Store
from service.web.app import create_app
from service.web.gate import Access
from service.web.server import WebServer
from tests.acceptance.daemon import Daemon, eventually, free_port
from tests.browser.test_web_in_browser import DESKTOP, LOCALES, PHONE, open_context, violations, watch
from tests.integration.web.newsroom import HOLDER, LEASE, Newsroom
from tests.integration.web.test_owner_sources import flood

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
HELD, TROUBLED, BUILT_ANEW = SourceId("college-0"), SourceId("college-1"), SourceId("college-2")
PATHS = [
    "/owner", "/owner?show=held", "/owner?show=paused&q=nothing", f"/owner/sources/{HELD}",
    f"/owner/sources/{TROUBLED}", f"/owner/sources/{BUILT_ANEW}", "/owner/deliveries",
    "/owner/deliveries?state=dead", "/owner/channels", "/owner/lab", "/owner/lab?include=通知&urgent=党日",
    "/owner/lab?patterns=(unclosed",
]  # fmt: skip


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a service where everything that can be decided on waits for the owner."""
    store = await Store.open(f"sqlite:///{tmp_path / 'notices.db'}")
    newsroom = Newsroom(store)
    await newsroom.open()
    await newsroom.subscribe("secret")
    for name in ("broken", "silent"):
        await store.add_channel(Channel(ChannelId(name), MailTarget(f"{name}@example.org")))
    await newsroom.publish(HELD, "关于开展主题党日活动的通知")
    while await store.expand(newsroom.clock()):
        pass
    await store.owner.send_test(ChannelId("broken"), "测试", "测试", newsroom.clock())
    now = newsroom.clock()
    for one in await store.claim_deliveries(now, limit=9, holder=HOLDER, lease=LEASE):
        dead = one.channel.id == "broken"
        reason = "550 5.1.1 no such user"
        result = Result.DEAD if dead else Result.SENT
        await store.settle(Settlement(one.id, HOLDER, now, now, result, reason, None, reason if dead else ""))
    await flood(newsroom, HELD)
    await newsroom.fail(TROUBLED, "the server did not answer within 20 s")
    rows = (
        Reread("往期通知第0号", "https://college.example.edu.cn/0"),
        Reread("新", "https://college.example.edu.cn/1"),
    )
    healing = Healing(Stage.ASKING, Recipe("ul li"), now, 1, 3, 0.4, evidence="1 of 3 found", rows=rows)
    await newsroom.heal(BUILT_ANEW, healing)
    app = create_app(
        store,
        public_url="https://notices.example.org",
        clock=newsroom.clock,
        mailbox=None,
        version="1.2.3",
        access=Access(local=True),
    )
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    yield server.url
    await server.stop(1)
    await store.close()


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("zh", "light", PHONE), ("en", "dark", PHONE), ("zh", "dark", DESKTOP), ("en", "light", DESKTOP)],
    ids=["zh-light-phone", "en-dark-phone", "zh-dark-desk", "en-light-desk"],
)
async def test_the_owners_pages_are_accessible_fit_and_keep_to_themselves(
    browser: Browser, office: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    context = await open_context(browser, language, scheme, size)
    page = await context.new_page()
    faults = watch(page, office)
    for path in PATHS:
        answer = await page.goto(office + path)
        assert answer is not None
        assert answer.status == 200, path
        assert await violations(page) == [], path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
        assert len(await answer.body()) < 100_000
    assert faults == []
    await context.close()


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Daemon]:
    """The real service with the demo site, which publishes often; its owner has a password."""
    port, demo = free_port(), free_port()
    (tmp_path / "config.toml").write_text(
        f'[web]\nport = {port}\n[demo]\nport = {demo}\nevery = "30s"\n', encoding="utf-8"
    )
    daemon = Daemon(tmp_path, port, "--demo")
    await daemon.launch()
    try:
        await eventually(daemon.is_healthy, seconds=90)  # it discovers a site while it starts
        await set_password(tmp_path)
        store = await Store.open(f"sqlite:///{tmp_path / 'data' / 'noticewire.db'}")
        try:
            await eventually(partial(visited, store), seconds=90)
        finally:
            await store.close()
        yield daemon
    finally:
        await daemon.stop()


async def set_password(folder: Path) -> None:
    command = (sys.executable, "-m", "service", "password")
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdin=asyncio.subprocess.PIPE, stdout=quiet
    )
    await process.communicate(f"{PASSWORD}\n".encode())
    assert process.returncode == 0


async def visited(store: Store) -> bool:
    """Whether the demo site's sections are there, and the first of them were read."""
    statuses = await store.sources()
    return len(statuses) >= 20 and all(status.state.last_good_at for status in statuses[:6])


async def sign_in(page: Page, url: str, *, script: bool) -> None:
    await page.goto(f"{url}/owner")
    await page.get_by_label("Password").fill("guess number one")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("This is not the password.")
    if script:
        assert await violations(page) == []
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Sources")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.timeout(240)
async def test_the_owners_day(browser: Browser, daemon: Daemon, script: bool) -> None:
    context = await browser.new_context(locale=LOCALES["en"], java_script_enabled=script)
    page = await context.new_page()
    await sign_in(page, daemon.url, script=script)
    await visit_and_pause(page)
    await edit(page)
    await teach_a_recipe(page, script=script)
    await try_the_channel(page, daemon.url)
    await page.get_by_role("link", name="Rule lab").click()
    await page.get_by_label("Only with these words").fill("通知")
    await page.get_by_role("button", name="Try it").click()
    await expect(page.locator(".lab-result h2")).to_contain_text("This rule would have sent")
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.goto(f"{daemon.url}/owner")
    await expect(page.get_by_label("Password")).to_be_visible()
    await context.close()


async def visit_and_pause(page: Page) -> None:
    row = page.locator(".rows > li", has_text="工作动态").first
    await row.get_by_role("button", name="Visit now").click()
    await expect(page.get_by_role("status")).to_contain_text("It is being visited.")
    await page.locator(".rows > li", has_text="工作动态").first.get_by_role("link").first.click()
    await page.get_by_role("button", name="Pause").click()
    await expect(page.get_by_role("status")).to_contain_text("It is paused.")
    await page.get_by_role("button", name="Resume").click()
    await expect(page.get_by_role("status")).to_contain_text("It is visited again.")


async def edit(page: Page) -> None:
    await page.get_by_label("Time between visits").fill("1 fortnight")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("That is no interval.")
    await page.get_by_label("Time between visits").fill("2h")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_label("Time between visits")).to_have_value("2h")


async def teach_a_recipe(page: Page, *, script: bool) -> None:
    await page.get_by_label("One item").fill("ul.nothing li")
    await page.get_by_role("button", name="Preview").click()
    await expect(page.locator("#preview")).to_contain_text("matches nothing on the page")
    await page.get_by_label("One item").fill("li")
    await page.get_by_role("button", name="Preview").click()
    await expect(page.locator("#preview .entries li").first).to_be_visible()
    if script:  # axe is a script
        assert await violations(page) == []
    await page.get_by_role("button", name="Read it like this from now on").click()
    await expect(page.get_by_label("One item")).to_have_value("li")


async def try_the_channel(page: Page, url: str) -> None:
    await page.get_by_role("link", name="Channels").click()
    await page.get_by_role("button", name="Send a test").first.click()
    await expect(page.get_by_role("status")).to_contain_text("The test is on its way.")

    async def arrived() -> bool:
        await page.goto(f"{url}/owner/deliveries?state=sent")
        return await page.get_by_text("Test message").count() > 0

    await eventually(arrived)
    row = page.locator(".rows > li", has_text="Test message").first
    await row.get_by_role("button", name="Send again").click()
    await expect(page.get_by_role("status")).to_contain_text("1 message is sent again.")
