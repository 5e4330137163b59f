"""python -m bench.screenshots: the pages of a first run, as pictures in docs/screenshots."""

import asyncio
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import httpx
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

_PICTURES = Path(__file__).parent.parent / "docs" / "screenshots"
_PATIENCE_SECONDS = 120
_LARGEST_BYTES = 300_000
_DESK: ViewportSize = {"width": 1160, "height": 900}
_PHONE: ViewportSize = {"width": 400, "height": 820}
_SITE: ViewportSize = {"width": 1160, "height": 760}
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


async def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print(
            "error: no Chromium. On Debian and Ubuntu: sudo apt install chromium fonts-noto-cjk", file=sys.stderr
        )
        return 1
    _PICTURES.mkdir(parents=True, exist_ok=True)
    port, demo = _free_port(), _free_port()
    with TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(f'[web]\nport = {port}\n[demo]\nport = {demo}\nevery = "15s"\n', encoding="utf-8")
        command = (sys.executable, "-m", "service", "run", "--demo", "--config", str(config))
        daemon = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            letter = await _first_letter(address, daemon)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
                await _take(browser, address, f"http://127.0.0.1:{demo}", letter)
                await browser.close()
        finally:
            if daemon.returncode is None:
                daemon.send_signal(signal.SIGTERM)
            await daemon.wait()
    return _report()


def _report() -> int:
    """Names the pictures with their sizes; 1 when one is too large for a README."""
    sizes = {path.name: path.stat().st_size for path in sorted(_PICTURES.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size / 1000:7.1f} kB  {name}")
    return int(max(sizes.values()) > _LARGEST_BYTES)


async def _take(browser: Browser, address: str, demo: str, letter: str) -> None:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        items = (await client.get("/feeds/all.json")).json()["items"]
        source = next(line for line in (await client.get("/feeds.opml")).text.split('"') if "gzdt.rss" in line)
    section = f"{address}/sources/{source.rpartition('/')[2].removesuffix('.rss')}"
    await _picture(browser, "home-zh", f"{address}/?lang=zh", _DESK)
    await _picture(browser, "home-en-dark", f"{address}/?lang=en", _DESK, dark=True)
    await _picture(browser, "home-zh-phone", f"{address}/?lang=zh", _PHONE)
    await _picture(browser, "source-zh", f"{section}?lang=zh", _DESK)
    await _picture(browser, "letter-zh", f"{address}/{letter}?lang=zh", _DESK)
    entry = items[0]["id"].rpartition(":")[2]
    await _picture(browser, "entry-zh-phone-dark", f"{address}/entries/{entry}?lang=zh", _PHONE, dark=True)
    await _picture(browser, "demo-site", demo, _SITE)
    await _take_flows(browser, address, demo)
    await _take_owner(browser, address, section.rpartition("/")[2])


async def _take_owner(browser: Browser, address: str, source: str) -> None:
    """The pages of whoever runs the service."""
    owner = f"{address}/owner"
    await _picture(browser, "owner-board-zh", f"{owner}?lang=zh", _DESK)
    await _picture(browser, "owner-board-en-phone-dark", f"{owner}?lang=en", _PHONE, dark=True)
    await _picture(browser, "owner-channels-zh", f"{owner}/channels?lang=zh", _DESK)
    await _picture(browser, "owner-messages-zh", f"{owner}/deliveries?lang=zh", _DESK)
    await _picture(browser, "owner-lab-en", f"{owner}/lab?lang=en&include=通知&exclude=公示", _DESK)
    page = await browser.new_page(viewport=_DESK, locale="zh-CN")
    await page.goto(f"{owner}/sources/{source}?lang=zh")
    await page.locator("#reading-form form button").first.click()
    await page.locator("#preview").wait_for()
    await page.screenshot(path=_PICTURES / "owner-preview-zh.png")
    await page.close()


async def _take_flows(browser: Browser, address: str, demo: str) -> None:
    """Following a site and subscribing by mail, as a person goes through them."""
    context = await browser.new_context(viewport=_DESK, locale="zh-CN")
    page = await context.new_page()
    await page.goto(f"{address}/follow")
    await page.fill("#url", demo)
    await page.locator("main button").click()
    await page.locator("form.choose").wait_for(timeout=60_000)
    await page.screenshot(path=_PICTURES / "follow-site-zh.png")
    await page.goto(f"{address}/follow")
    await page.fill("#url", f"{demo}/zzgz/gzdt.htm")
    await page.locator("main button").click()
    await page.locator("a[href$='/teach']").click(timeout=60_000)
    frame = page.frame_locator("iframe")
    await frame.locator("button.found").first.wait_for()
    await page.screenshot(path=_PICTURES / "teach-zh.png")
    await frame.locator("button.found").nth(2).click()
    await page.locator(".lessons").wait_for()
    await page.screenshot(path=_PICTURES / "taught-zh.png")
    await page.goto(address)
    feed = await page.locator(".site > header a[href*='subscribe/']").get_attribute("href")
    await page.goto(f"{address}/{feed}")
    await page.screenshot(path=_PICTURES / "subscribe-zh.png")
    await context.close()
    phone = await browser.new_context(viewport=_PHONE, locale="en-GB", color_scheme="dark")
    page = await phone.new_page()
    await page.goto(f"{address}/{feed}")
    await page.fill("#email", "student@example.org")
    await page.locator(".wish > button").click()
    await page.screenshot(path=_PICTURES / "subscribed-en-phone-dark.png")
    await page.goto(f"{address}{await _confirm_path(page, address)}")
    await page.screenshot(path=_PICTURES / "confirm-en-phone-dark.png")
    await page.locator("main form button").click()
    await page.locator("main .actions a").first.click()
    await page.screenshot(path=_PICTURES / "preferences-en-phone-dark.png")
    await phone.close()


async def _confirm_path(page: Page, address: str) -> str:
    """Where the mail that asks to confirm leads, once it has come."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE_SECONDS
    while loop.time() < end:
        await page.goto(f"{address}/mailbox")
        letter = page.locator(".letters li", has_text="student@example.org").locator("a").first
        if await letter.count():
            await letter.click()
            text = await page.locator(".plain pre").text_content() or ""
            return next(line.removeprefix(address) for line in text.splitlines() if "/confirm/" in line)
        await asyncio.sleep(0.5)
    raise TimeoutError(f"no mail that asks to confirm came within {_PATIENCE_SECONDS} s")


async def _picture(browser: Browser, name: str, url: str, size: ViewportSize, *, dark: bool = False) -> None:
    page = await browser.new_page(viewport=size, color_scheme="dark" if dark else "light", locale="zh-CN")
    await page.goto(url, wait_until="load")
    await page.screenshot(path=_PICTURES / f"{name}.png")
    await page.close()


async def _first_letter(address: str, daemon: asyncio.subprocess.Process) -> str:
    """Where the first mail stands, once it has come and every source and article has been read."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE_SECONDS
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        while loop.time() < end:
            if daemon.returncode is not None:
                raise RuntimeError(f"the service ended with {daemon.returncode} before its pictures were taken")
            try:
                metrics = (await client.get("/metrics")).text
                page = (await client.get("/mailbox")).text
            except httpx.TransportError:
                metrics = page = ""
            found = page.partition("mailbox/msg_")
            if found[1] and _is_settled(metrics):
                return found[1] + found[2].partition('"')[0]
            await asyncio.sleep(0.5)
    raise TimeoutError(f"the first run was not complete within {_PATIENCE_SECONDS} s")


def _is_settled(metrics: str) -> bool:
    """Whether no source is without a visit, and at most one article is still to be read: the demo site has one
    that leads out of this machine."""
    values = dict(line.rsplit(" ", 1) for line in metrics.splitlines() if line.startswith("noticewire_"))
    unchecked = float(values.get('noticewire_sources{health="unchecked"}', "1"))
    read = float(values.get('noticewire_sources{health="ok"}', "0"))
    return read > 0 and unchecked == 0 and float(values.get("noticewire_articles_owed", "2")) <= 1


def _free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
