import os
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from mailbox import Maildir
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from service.domain.feed import FeedId
from service.storage.store import Store
from service.web.app import create_app
from service.web.server import WebServer
from tests.integration.web.newsroom import Newsroom

LETTER = f"msg_{1:032x}"
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Served:
    """The whole web on a real port: `url` is its address and the public one."""

    newsroom: Newsroom
    url: str
    entry_path: str = ""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    chromium = os.environ.get("NOTICEWIRE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        message = "no Chromium: install the package 'chromium', or name one in NOTICEWIRE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield launched
        await launched.close()


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Served]:
    """Nothing is watched yet."""
    store = await Store.open(f"sqlite:///{tmp_path / 'notices.db'}")
    newsroom = Newsroom(store)
    _keep_letter(tmp_path / "mailbox")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    app = create_app(
        store,
        public_url=url,
        clock=newsroom.clock,
        mailbox=tmp_path / "mailbox",
        version="1.2.3",
        demo_url="http://127.0.0.1:1/",
    )
    server = WebServer(app, "127.0.0.1", port)
    await server.start()
    yield Served(newsroom, url)
    await server.stop(1)
    await store.close()


@pytest.fixture
async def served(fresh: Served) -> Served:
    """Five sections: the first with a new notice, the second in trouble, the last at rest."""
    newsroom = fresh.newsroom
    first, second, *_, last = await newsroom.open()
    await newsroom.publish(first, "关于开展主题党日活动的通知")
    await newsroom.subscribe("secret")
    newsroom.clock.advance(minutes=2)
    await newsroom.fail(second, "the server did not answer within 20 s")
    await newsroom.store.set_paused(last, True, newsroom.clock())
    feed = await newsroom.store.feed(FeedId(first))
    assert feed is not None
    fresh.entry_path = f"/entries/{feed.entries[0].id}"
    return fresh


def _keep_letter(folder: Path) -> None:
    Maildir(folder, create=True).close()
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "noticewire <notices@example.org>"
    mail["To"] = "student@example.org"
    mail["Subject"] = "关于开展主题党日活动的通知"
    mail["Date"] = "Tue, 24 Nov 2026 08:01:00 +0000"
    mail.set_content("关于开展主题党日活动的通知")
    mail.add_alternative(
        '<!doctype html><html lang="zh-CN"><head><title>通知</title>'
        "<style>h1 { color: rgb(1, 2, 3) }</style></head>"
        '<body><main><h1>通知</h1><p style="color: rgb(4, 5, 6)">正文</p>'
        "<script>document.title = 'ran'</script></main></body></html>",
        subtype="html",
    )
    (folder / "new" / f"{LETTER}.noticewire").write_bytes(mail.as_bytes())
