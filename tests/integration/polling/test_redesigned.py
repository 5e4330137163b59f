"""A site changes its skin between two polls: tried, switched, told to the owner, undone, on a real origin."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest

from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.overview import Mending
from service.domain.poll import PollRecord
from service.domain.source import Decision, Health, SourceId, Stage
from service.fetching.fetch import open_fetcher
from service.storage.store import Store
from service.web.server import WebServer
from tests.healing.skins import CARDS, OLD, Article, Skin, articles, newer, other_numbers
from tests.healing.walking import RECIPE
from tests.integration.polling.desk import Desk, Origin
from tests.integration.storage.conftest import blank as blank  # noqa: PLC0414 - fixtures of ours too
from tests.integration.storage.conftest import database as database  # noqa: PLC0414
from tests.integration.storage.conftest import postgres as postgres  # noqa: PLC0414

NEW = replace(CARDS, address=other_numbers)
NEWS = Skin('<p class="x"><a href="{href}">{title}</a></p>', '<div id="z">{rows}</div>')
NAME = SourceId("gzdt")


@pytest.fixture
async def office(database: str) -> AsyncIterator[Desk]:
    """A listing in the old skin, read by the owner's recipe; the owner has a mailbox."""
    origin = Origin()
    server = WebServer(origin, "127.0.0.1", 0)
    await server.start()
    store = await Store.open(database)
    fetcher = open_fetcher(
        allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0), clock=lambda: made.now
    )
    made = Desk(origin, server, store, fetcher)
    try:
        await store.add_channel(Channel(ChannelId("owner"), MailTarget("owner@example.org"), owner=True))
        _show(made, OLD, articles(20))
        await made.watch("/gzdt.htm", recipe=RECIPE)
        assert len((await _poll(made)).new_entries) == 20
        yield made
    finally:
        await fetcher.aclose()
        await store.close()
        await server.stop(1)


def _show(desk: Desk, skin: Skin, listed: list[Article]) -> None:
    desk.origin.page("/gzdt.htm", skin.page(listed).decode(skin.charset))


async def _poll(desk: Desk) -> PollRecord:
    desk.later(minutes=10)
    record = await desk.poller.poll_one(NAME)
    assert record is not None
    return record


async def _told(desk: Desk) -> list[str]:
    """What the owner was told, the first first."""
    return [one.titles[0].partition(":")[0].partition("?")[0] for one in reversed(await desk.store.deliveries())]


async def _mending(desk: Desk) -> Mending:
    (mending,) = await desk.store.healings()
    assert mending.status.source.id == NAME
    return mending


def _announced(record: PollRecord) -> list[str]:
    return [sighting.title for sighting in record.sightings if sighting.announce]


async def test_a_new_skin_is_tried_switched_to_and_told(office: Desk) -> None:
    news = newer(articles(20), 2)
    _show(office, NEW, [*news, *articles(20)][:20])
    trial = await _poll(office)
    assert (trial.state.health, trial.sightings) == (Health.DRIFTED, ())
    assert trial.state.next_poll_at - office.now <= timedelta(minutes=5)
    mending = await _mending(office)
    assert (mending.healing.stage, mending.pending) == (Stage.SHADOW, True)
    assert len(mending.listed) == 20
    assert [row.entry_id is None for row in mending.healing.rows] == [True, True, *[False] * 18]
    assert await _told(office) == []

    switched = await _poll(office)
    assert switched.state.health is Health.OK
    assert _announced(switched) == [one.title for one in news]
    assert len(switched.new_entries) == 2
    assert (await _mending(office)).healing.stage is Stage.ACTIVE
    assert await _told(office) == ["Mended"]

    later = newer([*news, *articles(20)], 1)
    _show(office, NEW, [*later, *news, *articles(20)][:20])
    after = await _poll(office)
    assert (after.state.method, _announced(after)) == ("learned recipe", [later[0].title])
    assert await _told(office) == ["Mended"]


async def test_the_owner_undoes_it_and_takes_that_back(office: Desk) -> None:
    _show(office, NEW, articles(20))
    for _ in range(2):
        await _poll(office)
    assert await office.store.decide_healing(NAME, Decision.UNDO, office.now)
    undone = await _poll(office)
    assert (undone.state.health, undone.sightings) == (Health.DRIFTED, ())
    assert (await _mending(office)).healing.stage is Stage.UNDONE
    assert await office.store.decide_healing(NAME, Decision.ACCEPT, office.now)
    again = await _poll(office)
    assert (again.state.health, again.new_entries) == (Health.OK, ())
    assert not _announced(again)


async def test_the_old_skin_comes_back(office: Desk) -> None:
    _show(office, NEW, articles(20))
    for _ in range(2):
        await _poll(office)
    news = newer(articles(20), 1)
    _show(office, OLD, [*news, *articles(20)])
    back = await _poll(office)
    assert (back.state.health, back.state.method) == (Health.OK, "recipe")
    assert _announced(back) == [news[0].title]
    assert await office.store.healings() == []
    assert await _told(office) == ["Mended", "Read as before"]


async def test_where_little_is_known_the_owner_is_asked(office: Desk) -> None:
    strange = newer(articles(20), 9)
    _show(office, NEWS, [*strange, articles(20)[3]])
    asked = await _poll(office)
    assert (asked.state.health, asked.sightings) == (Health.DRIFTED, ())
    assert (await _mending(office)).healing.stage is Stage.ASKING
    for _ in range(3):
        await _poll(office)
    assert await _told(office) == ["Is this still its listing"]
    assert await office.store.decide_healing(NAME, Decision.ACCEPT, office.now)
    accepted = await _poll(office)
    assert accepted.state.health is Health.OK
    assert _announced(accepted) == [one.title for one in strange]


async def test_another_page_may_be_taken_for_a_new_one(office: Desk) -> None:
    _show(
        office, OLD, [replace(one, title=f"另一栏目{one.number}", number=one.number + 5000) for one in articles(9)]
    )
    other = await _poll(office)
    assert (other.state.health, other.sightings) == (Health.DRIFTED, ())
    assert not await office.store.decide_healing(NAME, Decision.ACCEPT, office.now)
    assert await office.store.decide_healing(NAME, Decision.RESTART, office.now)
    restarted = await _poll(office)
    assert (restarted.state.health, len(restarted.new_entries), _announced(restarted)) == (Health.OK, 9, [])


async def test_a_title_that_is_only_cut_now_renames_nothing(office: Desk) -> None:
    whole = articles(20)
    _show(office, OLD, [replace(one, title=f"{one.title[:14]}…") for one in whole])
    await _poll(office)
    await office.read_articles()
    assert set(await office.titles("gzdt")) == {one.title for one in whole}


async def test_nobody_decides_for_a_source_that_is_not_there(office: Desk) -> None:
    for decision in Decision:
        assert not await office.store.decide_healing(SourceId("nobody"), decision, office.now)
