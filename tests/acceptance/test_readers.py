"""Real feed readers: they subscribe, come again, and see each notice once."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing

import feedparser
import pytest

from tests.acceptance.conftest import World
from tests.acceptance.daemon import SECOND_QUEUE, eventually

pytestmark = SECOND_QUEUE


async def test_feedparser_refetches_for_nothing_and_sees_no_duplicates(world: World) -> None:
    daemon = await world.daemon().start()
    try:
        await daemon.whole_page("gzdt")
        url = f"{daemon.url}/feeds/gzdt.atom"
        first = await asyncio.to_thread(feedparser.parse, url)
        assert (first.status, first.bozo) == (200, False)
        again = await asyncio.to_thread(feedparser.parse, url, etag=first.etag, modified=first.modified)
        assert again.status == 304
        notice = world.site.publish()

        async def shown() -> bool:
            return notice.title in await daemon.titles("gzdt")

        await eventually(shown)
        changed = await asyncio.to_thread(feedparser.parse, url, etag=first.etag, modified=first.modified)
        assert changed.status == 200
        ids = [entry.id for entry in changed.entries]
        assert len(ids) == len(set(ids))
        before = {entry.id: (entry.title, entry.published) for entry in first.entries}
        new = [entry for entry in changed.entries if entry.id not in before]
        assert [entry.title for entry in new] == [notice.title]
        for entry in changed.entries:
            if entry.id in before:
                assert before[entry.id] == (entry.title, entry.published)
    finally:
        await daemon.stop()


async def test_newsboat_sees_each_notice_once(world: World) -> None:
    newsboat = shutil.which("newsboat")
    if newsboat is None:
        missing = "no newsboat: install the package 'newsboat'"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    daemon = await world.daemon().start()
    urls, cache, log = (world.folder / name for name in ("urls", "cache.db", "newsboat.log"))
    urls.write_text(f"{daemon.url}/feeds/gzdt.rss\n", encoding="utf-8")
    options = ("-u", str(urls), "-c", str(cache), "-C", "/dev/null", "-d", str(log), "-l", "3")

    async def reload() -> list[str]:
        process = await asyncio.create_subprocess_exec(newsboat, *options, "-x", "reload")
        assert await asyncio.wait_for(process.wait(), 30) == 0
        with closing(sqlite3.connect(cache)) as connection:
            return [row[0] for row in connection.execute("SELECT title FROM rss_item")]

    try:
        await daemon.whole_page("gzdt")
        first = await reload()
        assert len(first) == len(await daemon.titles("gzdt"))
        notice = world.site.publish()

        async def shown() -> bool:
            return notice.title in await daemon.titles("gzdt")

        await eventually(shown)
        second = await reload()
        assert sorted(second) == sorted([*first, notice.title])
        assert sorted(await reload()) == sorted(second)
    finally:
        await daemon.stop()
