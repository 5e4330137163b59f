"""The board of sources, and what the owner does from it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from ipaddress import ip_network

import httpx
import pytest

from service.domain.entry import Candidate, Published
from service.domain.overview import SourceStatus
from service.domain.remark import Remark
from service.domain.source import Health, Holder, Origin, Recipe, Site, SiteId, Source, SourceId
from service.domain.urls import Url
from service.domain.work import Worker
from service.fetching.fetch import open_fetcher
from service.polling.visit import Visitor
from service.web.gate import Access
from service.web.server import WebServer
from tests.integration.polling.desk import Origin as WatchedSite
from tests.integration.web.newsroom import Newsroom
from tests.integration.web.owner import HERE, Owner

FIRST, SECOND = SourceId("college-0"), SourceId("college-1")
LISTED = SourceId("listed")
NEWS = (
    "<html><head><title>News</title></head><body><div id='menu'><p><a href='/about.htm'>About the whole office</a>"
    "</p></div><table class='news'>"
    + "".join(
        f"<tr><td><a href='/info/{n}.htm'>Notice number {n} of the office</a></td><td>2026-03-{n:02d}</td></tr>"
        for n in range(1, 9)
    )
    + "</table></body></html>"
)


@pytest.fixture
def owner(open_client: Callable[..., httpx.AsyncClient]) -> Owner:
    return Owner(open_client(**HERE, access=Access(local=True)))


@pytest.fixture
async def watched() -> AsyncIterator[tuple[WatchedSite, str]]:
    site = WatchedSite()
    site.page("/news.htm", NEWS)
    server = WebServer(site, "127.0.0.1", 0)
    await server.start()
    yield site, server.url
    await server.stop(1)


@pytest.fixture
async def editor(
    newsroom: Newsroom, open_client: Callable[..., httpx.AsyncClient], watched: tuple[WatchedSite, str]
) -> AsyncIterator[Owner]:
    """One source, LISTED, on a real site."""
    home = Url.parse(watched[1])
    site = Site(SiteId("office"), home, "Office")
    source = Source(LISTED, site.id, home.join("/news.htm"), "News", ("News",), every=timedelta(minutes=15))
    await newsroom.store.add(site, [source], newsroom.clock())
    fetcher = open_fetcher(
        allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0), clock=newsroom.clock
    )
    yield Owner(open_client(**HERE, access=Access(local=True), visitor=Visitor(fetcher)))
    await fetcher.aclose()


async def status_of(newsroom: Newsroom, source: SourceId) -> SourceStatus:
    status = await newsroom.store.source(source)
    assert status is not None
    return status


async def flood(newsroom: Newsroom, source: SourceId) -> None:
    """Twelve notices at once, older than what is there."""
    shown = newsroom.listings[source]
    day = Published(date(2025, 3, 20), "Asia/Shanghai")
    site = shown[0].url
    shown[:0] = [Candidate(site.join(f"/info/{source}/f{n}.htm"), f"突发通知{n}", day) for n in range(12)]
    newsroom.clock.advance(minutes=20)
    await newsroom.poll(source)


async def test_the_board_says_how_each_source_is_and_what_to_do(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    await newsroom.fail(SECOND, "the server did not answer within 20 s")
    page = await owner.sees("/owner")
    assert page.index("college-1") < page.index("college-0"), "trouble stands first"
    assert "the server did not answer within 20 s" in page
    assert "Some sites answer only inside their network." in page
    assert "5 entries" not in page


async def test_the_board_says_who_does_the_work_and_how_much_of_it_waits(
    newsroom: Newsroom, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    owner = Owner(open_client(**HERE, access=Access(local=True), workers=True))
    await newsroom.open()
    newsroom.clock.advance(minutes=20)
    idle = await owner.sees("/owner")
    assert "No worker is running: nothing is visited or sent." in idle
    assert "<span>5 visits</span>" in idle
    worker = Worker(Holder("worker:1"), "spruce (7)", 1, newsroom.clock(), newsroom.clock())
    await newsroom.store.work.show(worker)
    busy = await owner.sees("/owner")
    assert "No worker is running" not in busy
    assert "spruce (7)" in busy
    assert "1 site at a time" in busy
    newsroom.clock.advance(minutes=1)
    dead = await owner.sees("/owner?lang=zh")
    assert "没有工作进程在运行" in dead
    assert "spruce (7)" in dead


async def test_a_daemon_that_does_the_work_itself_shows_no_workers(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    assert 'id="workers"' not in await owner.sees("/owner")


async def test_evidence_and_advice_are_in_the_language_of_the_page(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    await newsroom.fail(FIRST, Remark("no complete answer within %(seconds)g s", seconds=20.0))
    await newsroom.fail(SECOND, "an answer from before <1>")
    for path in ("/owner", f"/owner/sources/{FIRST}", f"/sources/{FIRST}"):
        assert "no complete answer within 20 s" in await owner.sees(f"{path}?lang=en")
        chinese = await owner.sees(f"{path}?lang=zh")
        assert "20 秒内没有收到完整的回应" in chinese
        assert "no complete answer" not in chinese
    board = await owner.sees("/owner?lang=zh")
    assert '<span lang="en">an answer from before &lt;1&gt;</span>' in board
    assert "读到 3 条，方式：vsb" in board


async def test_the_board_shows_only_what_is_asked_for(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    await newsroom.fail(SECOND, "x")
    await newsroom.store.set_paused(FIRST, True, newsroom.clock())
    trouble = await owner.sees("/owner?show=trouble")
    assert "college-1" in trouble
    assert "college-0" not in trouble
    paused = await owner.sees("/owner?show=paused&q=工作动态")
    assert "college-0" in paused
    assert "college-1" not in paused
    assert "No source is like that." in await owner.sees("/owner?show=held")
    assert "college-4" in await owner.sees("/owner?show=nonsense")


async def test_a_visit_is_due_at_once(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    assert "It is being visited." in await owner.does(f"/owner/sources/{FIRST}/visit")
    assert (await status_of(newsroom, FIRST)).state.next_poll_at == newsroom.clock()
    await newsroom.store.set_paused(FIRST, True, newsroom.clock())
    assert "It was not visited" in await owner.does(f"/owner/sources/{FIRST}/visit")


async def test_pause_resume_and_remove(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    one = f"/owner/sources/{FIRST}"
    assert "It is paused." in await owner.does(f"{one}/pause")
    assert (await status_of(newsroom, FIRST)).source.paused
    board = await owner.does(f"{one}/resume", **{"from": "board"})
    assert "<h1>Sources</h1>" in board
    assert not (await status_of(newsroom, FIRST)).source.paused
    assert "It is watched no more." in await owner.does(f"{one}/remove")
    assert await newsroom.store.source(FIRST) is None
    assert (await owner.client.get(one)).status_code == 404


@pytest.mark.parametrize(("decision", "told"), [("announce", "They are announced."), ("rest", "They rest")])
async def test_held_notices_are_listed_and_decided_on(
    newsroom: Newsroom, owner: Owner, decision: str, told: str
) -> None:
    await newsroom.open()
    await flood(newsroom, FIRST)
    assert (await status_of(newsroom, FIRST)).state.health is Health.FLOODED
    page = await owner.sees(f"/owner/sources/{FIRST}")
    assert "12 notices held back" in page
    assert "突发通知11" in page
    assert told in await owner.does(f"/owner/sources/{FIRST}/held", decision=decision)
    assert (await status_of(newsroom, FIRST)).held == 0


async def test_what_the_file_declares_is_not_changed_here(newsroom: Newsroom, owner: Owner) -> None:
    site = Site(SiteId("office"), Url.parse("https://office.example.org/"), "Office")
    source = Source(LISTED, site.id, site.url.join("/a.htm"), "News", origin=Origin.CONFIG)
    await newsroom.store.declare([site], [source], [], [], newsroom.clock())
    page = await owner.sees(f"/owner/sources/{LISTED}")
    assert "The configuration file declares this source" in page
    assert "Remove this source" not in page
    for action in ("pause", "remove"):
        assert (await owner.sends(f"/owner/sources/{LISTED}/{action}")).status_code == 409
    assert (await owner.sends(f"/owner/sources/{LISTED}/visit")).status_code == 303


async def test_title_section_and_interval_are_saved(newsroom: Newsroom, editor: Owner) -> None:
    one = f"/owner/sources/{LISTED}"
    saved = await editor.does(
        f"{one}/edit", title="Press", section="Office / Press", every="1h30m", tags="jobs, phd jobs"
    )
    assert 'value="1h30m"' in saved
    source = (await status_of(newsroom, LISTED)).source
    assert source.tags == {"jobs", "phd"}
    assert (source.title, source.section, source.every) == ("Press", ("Office", "Press"), timedelta(minutes=90))
    await editor.does(f"{one}/edit", title="Press", section="", every="")
    assert (await status_of(newsroom, LISTED)).source.every is None


async def test_an_interval_shorter_than_may_be_given_here_may_stay(newsroom: Newsroom, editor: Owner) -> None:
    status = await status_of(newsroom, LISTED)
    await newsroom.store.owner.edit_source(replace(status.source, every=timedelta(seconds=5)), newsroom.clock())
    await editor.does(f"/owner/sources/{LISTED}/edit", title="Press", section="", every="5s")
    source = (await status_of(newsroom, LISTED)).source
    assert (source.title, source.every) == ("Press", timedelta(seconds=5))


@pytest.mark.parametrize(
    ("title", "every", "complaint"),
    [(" ", "", "A source needs a title."), ("x", "soon", "That is no interval."), ("x", "5s", "A minute between")],
)
async def test_what_cannot_be_taken_is_said_and_kept(
    newsroom: Newsroom, editor: Owner, title: str, every: str, complaint: str
) -> None:
    answer = await editor.sends(f"/owner/sources/{LISTED}/edit", title=title, section="Mine", every=every)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'value="Mine"' in answer.text
    assert (await status_of(newsroom, LISTED)).source.section == ("News",)


async def test_a_recipe_is_seen_before_it_is_saved(newsroom: Newsroom, editor: Owner) -> None:
    one = f"/owner/sources/{LISTED}"
    fields = {"item": "table.news tr", "link": "a", "title": "", "date": "td:last-child"}
    seen = await editor.sends(f"{one}/preview", **fields)
    assert seen.status_code == 200
    assert seen.text.count("of the office</a>") == 8
    assert "8 with a date" in seen.text
    assert "Read it like this from now on" in seen.text
    assert (await status_of(newsroom, LISTED)).source.recipe is None, "nothing is saved yet"
    await editor.does(f"{one}/recipe", **fields)
    status = await status_of(newsroom, LISTED)
    assert status.source.recipe == Recipe("table.news tr", "a", None, "td:last-child")
    assert status.state.next_poll_at == newsroom.clock()
    itself = await editor.sends(f"{one}/preview", item="", link="", title="", date="")
    assert "Read it like this from now on" in itself.text
    await editor.does(f"{one}/recipe", item="", link="", title="", date="")
    assert (await status_of(newsroom, LISTED)).source.recipe is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"item": "ul.missing li"}, "matches nothing on the page"),
        ({"item": "td[["}, "&#39;td[[&#39;"),
        ({"link": "a"}, "give the selector of an item too"),
    ],
)
async def test_a_recipe_that_does_not_fit_says_why(editor: Owner, fields: dict[str, str], told: str) -> None:
    answer = await editor.sends(f"/owner/sources/{LISTED}/preview", **fields)
    assert told in answer.text
    assert "Read it like this from now on" not in answer.text


async def test_a_page_that_does_not_come_is_said(editor: Owner, watched: tuple[WatchedSite, str]) -> None:
    watched[0].page("/news.htm", "", status=404)
    answer = await editor.sends(f"/owner/sources/{LISTED}/preview", item="table.news tr")
    assert "404" in answer.text


async def test_what_is_typed_is_shown_and_never_run(editor: Owner) -> None:
    evil = '"><script>alert(1)</script>'
    answer = await editor.sends(f"/owner/sources/{LISTED}/preview", item=evil)
    assert "<script>alert" not in answer.text


async def test_another_recipe_forgets_what_the_former_read(newsroom: Newsroom) -> None:
    await newsroom.open()
    source = (await status_of(newsroom, FIRST)).source
    assert (await status_of(newsroom, FIRST)).state.body_digest
    await newsroom.store.owner.edit_source(replace(source, title="x"), newsroom.clock())
    assert (await status_of(newsroom, FIRST)).state.body_digest
    await newsroom.store.owner.edit_source(replace(source, recipe=Recipe("li")), newsroom.clock())
    assert (await status_of(newsroom, FIRST)).state.body_digest is None
    assert not await newsroom.store.owner.edit_source(replace(source, id=SourceId("x")), newsroom.clock())
