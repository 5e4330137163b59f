"""A database that another process holds: the work is put off, said in one line, and made up for."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from service.domain.entry import Publication
from service.domain.source import Health, Holder
from service.storage.store import Store
from tests.integration.polling.desk import ARTICLE, Desk


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another process writes all the while."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
async def hasty(desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose store does not wait for others' locks."""
    await desk.store.close()
    desk.store = await Store.open(f"sqlite:///{tmp_path / 'desk.db'}", lock_patience=timedelta(milliseconds=50))
    desk.__post_init__()
    return desk


def unretrieved(loop: asyncio.AbstractEventLoop) -> list[str]:
    """What the loop was left with: exceptions of tasks that nobody asked for."""
    left: list[str] = []
    loop.set_exception_handler(lambda _, context: left.append(str(context.get("exception"))))
    return left


async def test_a_poll_that_cannot_be_written_is_made_again(hasty: Desk, tmp_path: Path) -> None:
    left = unretrieved(asyncio.get_running_loop())
    hasty.origin.listing("/a.htm", *range(12, 0, -1))
    await hasty.watch("/a.htm")
    hasty.origin.hanging.add("/a.htm")
    await hasty.poller.round()
    await hasty.origin.reached.wait()
    with held(tmp_path / "desk.db"), capture_logs() as logs:
        hasty.origin.let_go()
        await hasty.poller.idle()
    assert [log for log in logs if log["event"] == "site left until its leases end"]
    assert not left
    hasty.later(minutes=4)
    await hasty.round()
    assert (await hasty.health("a"))[0] is Health.UNCHECKED, "the lease holds"
    hasty.later(minutes=2)
    await hasty.round()
    assert (await hasty.health("a"))[0] is Health.OK


async def test_an_article_that_cannot_be_written_is_read_again(hasty: Desk, tmp_path: Path) -> None:
    left = unretrieved(asyncio.get_running_loop())
    hasty.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 13):
        hasty.origin.page(f"/info/{number}.htm", ARTICLE)
    hasty.origin.hanging.add("/info/12.htm")
    await hasty.watch("/a.htm")
    await hasty.round()
    await hasty.reader.round()
    await hasty.origin.reached.wait()
    with held(tmp_path / "desk.db"), capture_logs() as logs:
        hasty.origin.let_go()
        await hasty.reader.idle()
    assert [log for log in logs if log["event"] == "site left until its leases end"]
    assert not left
    await hasty.read_articles()
    assert len(await hasty.titles("a")) == 11
    hasty.later(minutes=6)
    await hasty.read_articles()
    assert len(await hasty.titles("a")) == 12


class Picky(Store):
    """Cannot write a certain word, as a driver cannot write some characters."""

    async def publish(self, publication: Publication, holder: Holder) -> bool:
        if "不可写" in publication.entry.text:
            raise ValueError("a text that the driver refuses")
        return await super().publish(publication, holder)


async def test_an_article_that_can_never_be_written_is_released_without_and_stops_no_other(
    desk: Desk, tmp_path: Path
) -> None:
    await desk.store.close()
    desk.store = await Picky.open(f"sqlite:///{tmp_path / 'desk.db'}")
    desk.__post_init__()
    left = unretrieved(asyncio.get_running_loop())
    desk.origin.listing("/a.htm", *range(12, 0, -1))
    for number in range(1, 13):
        desk.origin.page(f"/info/{number}.htm", ARTICLE)
    desk.origin.page("/info/12.htm", ARTICLE.replace("会议", "不可写的会议"))
    await desk.watch("/a.htm")
    await desk.round()
    await desk.read_articles()
    assert len(await desk.titles("a")) == 11
    desk.later(minutes=3)
    await desk.read_articles()
    assert len(await desk.titles("a")) == 12
    assert desk.origin.asked.count("/info/12.htm") == 2, "tried again after 20 s, not in a circle"
    assert not left
