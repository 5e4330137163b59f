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
from playwright.async_api import Browser, ViewportSize, async_playwright

_PICTURES = Path(__file__).parent.parent / "docs" / "screenshots"
_PATIENCE_SECONDS = 120
_DESK: ViewportSize = {"width": 1160, "height": 900}
_PHONE: ViewportSize = {"width": 400, "height": 820}
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


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
            letter = await _first_letter(address)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
                await _take(browser, address, f"http://127.0.0.1:{demo}", letter)
                await browser.close()
        finally:
            daemon.send_signal(signal.SIGTERM)
            await daemon.wait()
    print(*sorted(path.name for path in _PICTURES.glob("*.png")), sep="\n")
    return 0


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
    await _picture(browser, "demo-site", demo, _DESK)


async def _picture(browser: Browser, name: str, url: str, size: ViewportSize, *, dark: bool = False) -> None:
    page = await browser.new_page(viewport=size, color_scheme="dark" if dark else "light", locale="zh-CN")
    await page.goto(url, wait_until="load")
    await page.screenshot(path=_PICTURES / f"{name}.png")
    await page.close()


async def _first_letter(address: str) -> str:
    """Where the first mail stands, once it has come."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE_SECONDS
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        while loop.time() < end:
            try:
                page = (await client.get("/mailbox")).text
            except httpx.TransportError:
                page = ""
            found = page.partition("mailbox/msg_")
            if found[1]:
                return found[1] + found[2].partition('"')[0]
            await asyncio.sleep(0.5)
    raise TimeoutError(f"no mail came within {_PATIENCE_SECONDS} s")


def _free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
