"""Feed readers of other people: what they show, and that nothing comes twice while notices are published."""

import asyncio
import json
import mailbox
import os
import shutil
import sys
from collections.abc import AsyncIterator
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import httpx
import pytest
from reader import make_reader

from service.domain.source import SourceId
from service.web.app import create_app
from service.web.server import WebServer
from tests.acceptance.daemon import eventually, free_port
from tests.integration.web.newsroom import Newsroom

FIRST = SourceId("college-0")
ODD = "关于“双创”大赛的通知 & Q&A <第二轮> 😀"
FORM = "https://college.example.edu.cn/form.docx"
_ROOT = Path(__file__).parents[3]
_MODULES = Path(sys.prefix) / "readers" / "node_modules"


class Site:
    """A newsroom behind a real server."""

    def __init__(self, room: Newsroom, url: str) -> None:
        self.room = room
        self.url = url

    def feed(self, format_: str) -> str:
        return f"{self.url}/feeds/college-0.{format_}"

    async def publish(self, title: str) -> None:
        """Returns once the feed shows it."""
        self.room.clock.advance(minutes=1)
        await self.room.publish(FIRST, title)
        await self._shown(title)

    async def rename(self, old: str, new: str) -> None:
        """Returns once the feed shows it."""
        self.room.clock.advance(minutes=1)
        await self.room.rename(FIRST, old, new)
        await self._shown(new)

    async def _shown(self, title: str) -> None:
        """In every format: the desk looks for changes every quarter of a second."""

        async def look() -> bool:
            async with httpx.AsyncClient() as client:
                answers = [(await client.get(self.feed(format_))).text for format_ in ("rss", "atom", "json")]
            plain = title.partition(" ")[0]
            return all(plain in answer for answer in answers)

        await eventually(look)


@pytest.fixture
async def site(newsroom: Newsroom) -> AsyncIterator[Site]:
    await newsroom.open()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = create_app(newsroom.store, public_url=url, clock=newsroom.clock, mailbox=None, version="1")
    server = WebServer(app, "127.0.0.1", port)
    await server.start()
    yield Site(newsroom, url)
    await server.stop(1)


async def run(*command: str, **environment: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    printed, complaint = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, complaint.decode()
    return printed.decode()


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
async def test_reader(site: Site, tmp_path: Path, format_: str) -> None:
    def look() -> list[tuple[str, str, str, list[str]]]:
        with make_reader(str(tmp_path / "reader.db")) as library:
            library.add_feed(site.feed(format_), exist_ok=True)
            library.update_feed(site.feed(format_))
            assert library.get_feed(site.feed(format_)).last_exception is None
            return [
                (entry.id, entry.title or "", str(entry.published), [file.href for file in entry.enclosures])
                for entry in library.get_entries()
            ]

    first = await asyncio.to_thread(look)
    assert len(first) == 3
    await site.publish(ODD)
    second = await asyncio.to_thread(look)
    (new,) = [entry for entry in second if entry not in first]
    assert new[1] == ODD
    assert new[2] == "2026-11-24 08:01:00+00:00"
    assert new[3] == [FORM]
    await site.rename("往期通知第1号", "往期通知第1号（更正）")
    third = await asyncio.to_thread(look)
    assert sorted(entry[0] for entry in third) == sorted(entry[0] for entry in second)
    assert "往期通知第1号（更正）" in [entry[1] for entry in third]
    assert sorted(await asyncio.to_thread(look)) == sorted(third)


@pytest.mark.parametrize("format_", ["rss", "atom"])
async def test_rss2email(site: Site, tmp_path: Path, format_: str) -> None:
    config = tmp_path / "rss2email.cfg"
    config.write_text(
        "[DEFAULT]\nfrom = feeds@example.org\nto = reader@example.org\nemail-protocol = maildir\n"
        f"maildir-path = {tmp_path}\nmaildir-mailbox = mails\ndigest = False\n",
        encoding="utf-8",
    )
    kept = mailbox.Maildir(tmp_path / "mails", create=True)
    command = (str(Path(sys.prefix) / "bin" / "r2e"), "-c", str(config), "-d", str(tmp_path / "seen.json"))

    def subjects() -> list[str]:
        return [str(make_header(decode_header(mail["Subject"]))) for mail in kept]

    await run(*command, "add", "college", site.feed(format_))
    await run(*command, "run")
    assert len(subjects()) == 3
    await site.publish(ODD)
    for _ in range(2):
        await run(*command, "run")
        assert len(subjects()) == 4
    assert any("双创" in subject and "Q&A" in subject and "😀" in subject for subject in subjects())


@pytest.mark.parametrize(
    ("library", "format_"),
    [
        ("rss-parser", "rss"),
        ("rss-parser", "atom"),
        ("feedsmith", "rss"),
        ("feedsmith", "atom"),
        ("feedsmith", "json"),
    ],
)
async def test_javascript(site: Site, library: str, format_: str) -> None:
    node = shutil.which("node")
    if node is None or not (_MODULES / library).is_dir():
        missing = f"no {library} for node: `make test-services` installs it"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)

    async def look(tag: str = "") -> dict[str, Any]:
        script = _ROOT / "tools" / "readers" / "read.cjs"
        printed = await run(
            node, str(script), str(_MODULES.parent), library, site.feed(format_), *([tag] if tag else [])
        )
        told: dict[str, Any] = json.loads(printed)
        return told

    first = await look()
    assert (first["status"], len(first["entries"])) == (200, 3)
    assert (await look(first["etag"]))["status"] == 304
    await site.publish(ODD)
    second = await look(first["etag"])
    known = {entry["id"]: entry for entry in first["entries"]}
    new = [entry for entry in second["entries"] if entry["id"] not in known]
    assert [entry["title"] for entry in new] == [ODD]
    assert new[0]["date"] == "2026-11-24T08:01:00.000Z"
    assert new[0]["files"] in ([FORM], [] if (library, format_) == ("rss-parser", "atom") else [FORM])
    assert all(known.get(entry["id"], entry) == entry for entry in second["entries"])
    assert (await look(second["etag"]))["status"] == 304
