"""Subscribing by mail: asked, confirmed, changed, handed out, forgotten."""

import json
import re
from collections.abc import Callable
from datetime import time
from typing import Any

import httpx
import pytest

from service.domain.digest import Weekly
from service.domain.rules import Clause
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Selection, Subscription
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import HOLDER, LEASE, SITE, Newsroom

Open = Callable[..., httpx.AsyncClient]
READER = "student@example.org"
ENGLISH = {"accept-language": "en"}
FORM: dict[str, Any] = {
    "email": READER,
    "when": "weekly",
    "day": "fri",
    "at": "07:30",
    "zone": "Europe/Berlin",
    "include": "招聘",
    "exclude": "",
}


@pytest.fixture
async def client(open_client: Open, newsroom: Newsroom) -> httpx.AsyncClient:
    await newsroom.open()
    made = open_client(open_subscriptions=True)
    made.headers.update(ENGLISH)
    return made


async def letters(newsroom: Newsroom) -> list[tuple[str, str]]:
    """Title and text of each letter that waits in the outbox; they are taken out."""
    claimed = await newsroom.store.claim_deliveries(
        newsroom.clock(), limit=50, holder=HOLDER, lease=LEASE, per_channel=50
    )
    return [(one.incident_title, one.incident_text) for one in claimed]


async def link(newsroom: Newsroom, purpose: str) -> str:
    ((_, text),) = await letters(newsroom)
    found = re.search(rf"^{re.escape(PUBLIC_URL)}(/{purpose}/\S+)$", text, re.MULTILINE)
    assert found, text
    return found[1]


async def ask(client: httpx.AsyncClient, feed: str = "college", **fields: Any) -> httpx.Response:
    sections = [f"college-{number}" for number in range(5)]
    return await client.post(f"/subscribe/{feed}", data={**FORM, "section": sections, **fields})


async def subscribed(client: httpx.AsyncClient, newsroom: Newsroom, **fields: Any) -> Subscription:
    assert (await ask(client, **fields)).status_code == 200
    confirmed = await client.post(await link(newsroom, "confirm"))
    assert "You are subscribed" in confirmed.text
    return (await newsroom.store.subscriptions())[-1]


async def test_nothing_is_sent_before_the_mailbox_itself_says_yes(
    client: httpx.AsyncClient, newsroom: Newsroom
) -> None:
    asked = await ask(client)
    assert READER in asked.text
    confirm = await link(newsroom, "confirm")
    page = await client.get(confirm)
    assert SITE.title in page.text
    assert await newsroom.store.subscriptions() == [], "a scanner that follows the link changes nothing"
    assert page.headers["referrer-policy"] == "no-referrer"
    confirmed = await client.post(confirm)
    assert "You are subscribed" in confirmed.text
    (kept,) = await newsroom.store.subscriptions()
    assert kept.selection == Selection(sites=frozenset({SITE.id}))
    assert (kept.timing, kept.zone, kept.language) == (Weekly(4, time(7, 30)), "Europe/Berlin", "en")
    assert kept.rules.include == (Clause("招聘"),)
    again = await client.post(confirm)
    assert "This was confirmed before" in again.text
    assert len(await newsroom.store.subscriptions()) == 1


@pytest.mark.parametrize(
    ("feed", "sections", "selection"),
    [
        ("college-1", ["college-1"], Selection(sources=frozenset({SourceId("college-1")}))),
        (
            "college-zuzhigongzuo",
            ["college-0", "college-1"],
            Selection(groups=frozenset({(SiteId("college"), ("组织工作",))})),
        ),
        ("all", [f"college-{n}" for n in range(5)], Selection()),
        ("college", ["college-3"], Selection(sources=frozenset({SourceId("college-3")}))),
    ],
)
async def test_each_feed_offers_its_own_sections(
    client: httpx.AsyncClient, newsroom: Newsroom, feed: str, sections: list[str], selection: Selection
) -> None:
    page = await client.get(f"/subscribe/{feed}")
    assert page.status_code == 200
    assert f'value="{PUBLIC_URL}/feeds/{feed}.rss"' in page.text
    assert (await subscribed(client, newsroom, feed=feed, section=sections)).selection == selection


async def test_a_link_has_its_time(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    await ask(client)
    confirm = await link(newsroom, "confirm")
    newsroom.clock.advance(days=2)
    late = await client.post(confirm)
    assert late.status_code == 410
    assert "The time of this link is over" in late.text
    assert (await client.get("/confirm/forged")).status_code == 404
    assert await newsroom.store.subscriptions() == []


async def test_what_is_answered_tells_nothing_of_others(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    await subscribed(client, newsroom)
    known = await client.post("/preferences", data={"email": READER})
    unknown = await client.post("/preferences", data={"email": "nobody@example.org"})
    assert known.text.replace(READER, "") == unknown.text.replace("nobody@example.org", "")
    assert known.status_code == unknown.status_code == 200
    assert [title for title, _ in await letters(newsroom)] == ["Your subscriptions"]


async def test_an_address_is_not_flooded(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    answers = set()
    for _ in range(6):
        newsroom.clock.advance(minutes=1)
        answers.add((await ask(client)).text)
    assert len(answers) == 1
    assert len(await letters(newsroom)) == 4


async def test_a_client_is_held_up(client: httpx.AsyncClient) -> None:
    statuses = [(await ask(client, email=f"student{n}@example.org")).status_code for n in range(9)]
    assert statuses == [200] * 8 + [429]
    refused = await client.post("/preferences", data={"email": READER})
    assert refused.status_code == 429
    assert "Please try again in" in refused.text


@pytest.mark.parametrize("fields", [{"email": "nobody"}, {"zone": "Nowhere"}, {"section": []}, {"at": "99"}])
async def test_what_cannot_be_meant_is_said_and_what_was_typed_stays(
    client: httpx.AsyncClient, newsroom: Newsroom, fields: dict[str, Any]
) -> None:
    refused = await ask(client, **fields)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert 'value="招聘"' in refused.text
    assert await letters(newsroom) == []


async def test_a_reader_changes_what_he_gets(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    kept = await subscribed(client, newsroom)
    await client.post("/preferences", data={"email": READER.upper()})
    place = await link(newsroom, "preferences")
    page = await client.get(place)
    assert READER in page.text
    assert 'value="招聘"' in page.text
    saved = await client.post(
        f"{place}/{kept.id}",
        data={**FORM, "when": "once", "include": "", "exclude": "会议", "section": ["college-0", "college-2"]},
    )
    assert saved.status_code == 303
    assert (
        "Saved."
        in (await client.get(httpx.URL(f"http://testserver{place}/x").join(saved.headers["location"]))).text
    )
    (changed,) = await newsroom.store.subscriptions()
    assert changed.selection == Selection(sources=frozenset({SourceId("college-0"), SourceId("college-2")}))
    assert str(changed.timing) == "at once"
    assert (changed.rules.include, changed.rules.exclude) == ((), (Clause("会议"),))
    ended = await client.post(f"{place}/{kept.id}/end")
    assert ended.status_code == 303
    assert await newsroom.store.subscriptions() == []
    assert "Nothing is sent to you" in (await client.get(place)).text


async def test_a_reader_takes_his_data_and_is_forgotten(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    kept = await subscribed(client, newsroom)
    await client.post("/preferences", data={"email": READER})
    place = await link(newsroom, "preferences")
    exported = await client.get(f"{place}/data.json")
    data = json.loads(exported.text)
    assert data["address"] == READER
    assert [one["told"] for one in data["subscriptions"]] == ["weekly fri 07:30"]
    assert [one["kind"] for one in data["messages"]] == ["requested", "requested"]
    assert kept.token not in exported.text
    assert exported.headers["cache-control"] == "no-store"
    assert (await client.post(f"{place}/forget")).status_code == 422
    forgotten = await client.post(f"{place}/forget", data={"sure": "yes"})
    assert "Everything is deleted" in forgotten.text
    assert await newsroom.store.channels() == []
    assert (await client.get(place)).status_code == 404


async def test_one_readers_link_opens_nothing_of_anothers(client: httpx.AsyncClient, newsroom: Newsroom) -> None:
    mine = await subscribed(client, newsroom)
    await subscribed(client, newsroom, email="other@example.org")
    await client.post("/preferences", data={"email": "other@example.org"})
    place = await link(newsroom, "preferences")
    assert (await client.post(f"{place}/{mine.id}/end")).status_code == 404
    newsroom.clock.advance(days=1)
    assert (await client.get(place)).status_code == 410


async def test_a_closed_house_takes_nobody(open_client: Open, newsroom: Newsroom) -> None:
    await newsroom.open()
    closed = open_client()
    page = await closed.get("/subscribe/college", headers=ENGLISH)
    assert "noticewire subscribe --help" in page.text
    assert 'name="email"' not in page.text
    assert (await ask(closed)).status_code == 404
    assert await letters(newsroom) == []


async def test_ones_own_reader_is_remembered(client: httpx.AsyncClient) -> None:
    page = await client.get("/subscribe/college-0?miniflux=https://rss.example.org/")
    feed = f"{PUBLIC_URL}/feeds/college-0.rss".replace(":", "%3A").replace("/", "%2F")
    assert f'href="https://rss.example.org/bookmarklet?uri={feed}"' in page.text
    assert "https://rss.example.org/bookmarklet" in (await client.get("/subscribe/college-1")).text
    assert (await client.get("/subscribe/nothing")).status_code == 404
