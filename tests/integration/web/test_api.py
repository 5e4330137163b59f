"""The API, as a program with a token meets it."""

from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
import pytest

from service.domain.access import Scope, Token, digest_of
from service.domain.channel import Channel, ChannelId, WebhookTarget
from service.domain.poll import Page
from service.domain.source import SourceId
from service.domain.urls import Url
from service.fetching.fetch import Fetcher
from service.polling.discovery import Discovery
from service.polling.visit import Visitor
from service.web.explorations import Explorations
from tests.integration.web.newsroom import START, Newsroom

FIRST = SourceId("college-0")
Open = Callable[..., httpx.AsyncClient]
NEWS = "<html><title>News</title><body><ul class='news'>{rows}</ul></body></html>"
ROW = "<li><a href='/info/{n}.htm'>Notice number {n} of the office</a><span>2026-03-{n:02d}</span></li>"


class OnePage(Fetcher):
    """Brings the same listing from everywhere."""

    def __init__(self) -> None:
        """Opens nothing."""

    async def fetch(self, url: Url, **_: Any) -> Page:
        body = NEWS.format(rows="".join(ROW.format(n=n) for n in range(1, 9)))
        return Page(url, 200, "text/html", "utf-8", body.encode(), START)


@pytest.fixture
async def explorations(newsroom: Newsroom) -> AsyncIterator[Explorations]:
    found = Explorations(Discovery(Visitor(OnePage())), zone="Asia/Shanghai", clock=newsroom.clock)
    yield found
    await found.aclose()


@pytest.fixture
def program(
    newsroom: Newsroom, open_client: Open, explorations: Explorations
) -> Callable[[Scope], Coroutine[Any, Any, httpx.AsyncClient]]:
    async def open_program(scope: Scope) -> httpx.AsyncClient:
        secret = f"nw_{scope}"
        token = Token(f"t-{scope}", "", digest_of(secret), scope, newsroom.clock())
        await newsroom.store.access.add_token(token)
        client = open_client(explorations=explorations)
        client.headers["authorization"] = f"Bearer {secret}"
        client.base_url = httpx.URL("http://testserver/api/v1/")
        return client

    return open_program


def below(answer: httpx.Response) -> str:
    """What was made, below the API's root."""
    return str(answer.headers["location"]).removeprefix("/api/v1/")


Program = Callable[[Scope], Coroutine[Any, Any, httpx.AsyncClient]]


async def test_sources_page_by_page(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    client = await program(Scope.READ)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        answer = (
            await client.get("sources", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        ).json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == [f"college-{number}" for number in range(5)]
    assert (await client.get("sources", params={"health": "gone"})).json()["items"] == []
    assert (await client.get("sources", params={"cursor": "unknown"})).json() == {"items": [], "next": None}


async def test_entries_page_by_page_and_by_words(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于開展主題黨日活動的通知")
    client = await program(Scope.READ)
    seen: list[str] = []
    query: dict[str, str] = {"limit": "7"}
    while True:
        answer = (await client.get("entries", params=query)).json()
        seen += [item["id"] for item in answer["items"]]
        if answer["next"] is None:
            break
        query["cursor"] = answer["next"]
    assert len(seen) == len(set(seen)) == 16
    hits = (await client.get("search", params={"q": "主题党日"})).json()["items"]
    assert [hit["title"] for hit in hits] == ["关于開展主題黨日活動的通知"]
    whole = (await client.get(f"entries/{seen[0]}")).json()
    assert whole["id"] == hits[0]["id"]
    assert whole["attachments"][0]["name"] == "附件1：登记表.docx"
    assert len((await client.get("entries", params={"source": FIRST})).json()["items"]) == 4
    assert (await client.get("entries", params={"site": "nowhere"})).json()["items"] == []


async def test_a_source_is_added_changed_visited_and_removed(newsroom: Newsroom, program: Program) -> None:
    client = await program(Scope.WRITE)
    made = await client.post("sources", json={"url": "https://office.example.org/news.htm", "title": "News"})
    assert made.status_code == 201
    assert made.headers["location"] == f"/api/v1/sources/{made.json()['id']}"
    location = below(made)
    changed = await client.patch(
        location, json={"every": 900, "recipe": {"item": "li"}, "paused": True, "tags": ["jobs"]}
    )
    assert changed.json()["every"] == 900
    assert changed.json()["recipe"] == {"item": "li", "link": None, "title": None, "date": None}
    assert changed.json()["tags"] == ["jobs"]
    assert changed.json()["title"] == "News", "what is left out stays"
    assert (await client.post(f"{location}/visit")).status_code == 409, "it is paused"
    assert (await client.patch(location, json={"paused": False, "recipe": None})).json()["recipe"] is None
    assert (await client.post(f"{location}/visit")).status_code == 202
    assert (await client.delete(location)).status_code == 204
    assert (await client.get(location)).status_code == 404


async def test_a_probe_is_begun_and_asked_for(program: Program, explorations: Explorations) -> None:
    client = await program(Scope.WRITE)
    begun = await client.post("probes", json={"url": "https://office.example.org/a/news.htm"})
    assert begun.status_code == 202
    await explorations.idle()
    found = (await client.get(below(begun))).json()
    assert found["done"]
    assert found["failure"] is None
    assert len(found["sections"][0]["newest"]) == 8
    assert found["sections"][0]["newest"][0]["day"] == "2026-03-01"


async def test_subscriptions_and_deliveries_are_for_admins(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    hook = WebhookTarget("https://hooks.example.org/secret", ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",))
    await newsroom.store.add_channel(Channel(ChannelId("hook"), hook))
    client = await program(Scope.ADMIN)
    wanted = {"channel": "hook", "groups": ["college:组织工作"], "when": "at once"}
    made = await client.post("subscriptions", json=wanted)
    assert made.status_code == 201
    assert made.json()["groups"] == ["college:组织工作"]
    await newsroom.publish(FIRST, "关于开展主题党日活动的通知")
    while await newsroom.store.expand(newsroom.clock()):
        pass
    listed = (await client.get("deliveries", params={"channel": "hook", "state": "pending"})).json()["items"]
    assert [item["titles"] for item in listed] == [["关于开展主题党日活动的通知"]]
    assert (await client.post("deliveries/replay", json={})).json() == {"count": 0}
    channels = (await client.get("channels")).text
    assert "secret" not in channels
    assert "whsec" not in channels
    assert (await client.delete(below(made))).status_code == 204
    assert (await client.get(below(made))).status_code == 404
    assert (await client.post("subscriptions", json={"channel": "nobody"})).status_code == 404


async def test_a_token_does_what_its_scope_allows_until_it_is_revoked(
    newsroom: Newsroom, program: Program
) -> None:
    await newsroom.open()
    client = await program(Scope.READ)
    assert (await client.get("sources")).status_code == 200
    refused = await client.post(f"sources/{FIRST}/visit")
    assert refused.status_code == 403
    assert "scope write" in refused.json()["detail"]
    assert (await client.get("deliveries")).status_code == 403
    assert [token.used_at for token in await newsroom.store.access.tokens()] == [newsroom.clock()]
    await newsroom.store.access.revoke_token("t-read", newsroom.clock())
    assert (await client.get("sources")).status_code == 401


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer wrong", "Basic bm93Og==", "Bearer é"])
async def test_without_a_token_nothing(newsroom: Newsroom, open_client: Open, authorization: str) -> None:
    headers = [(b"authorization", authorization.encode())] if authorization else []
    answer = await open_client().get("/api/v1/sources", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_errors_are_problems_that_say_what_to_do(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    client = await program(Scope.WRITE)
    many = await client.get("sources", params={"limit": 1000, "colour": "red"})
    assert many.status_code == 422
    problem = many.json()
    assert problem["type"] == "about:blank"
    assert problem["status"] == 422
    assert {error["field"] for error in problem["errors"]} == {"query.limit", "query.colour"}
    for answer, status in (
        (await client.get("sources/none-such"), 404),
        (await client.get("nothing/here"), 404),
        (await client.put("sources", json={}), 405),
        (await client.post("sources", content=b"{", headers={"content-type": "application/json"}), 400),
        (await client.post("sources", data={"url": "x"}), 415),
        (await client.post("sources", json={"url": "https://x.org/" + "a" * 70_000}), 413),
        (await client.post("sources", json={"url": "ftp://x.org/"}), 422),
        (await client.get("sources?limit=1&limit=2"), 422),
    ):
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


async def test_what_did_not_change_is_not_sent_again(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    client = await program(Scope.READ)
    first = await client.get("sources")
    again = await client.get("sources", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    newsroom.clock.advance(minutes=16)
    await newsroom.publish(FIRST, "新通知")
    changed = await client.get("sources", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


async def test_the_description_is_for_everyone_and_names_every_path(open_client: Open) -> None:
    answer = await open_client().get("/api/v1/openapi.json")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert told["servers"] == [{"url": "/api/v1"}]
    assert {"/sources", "/sources/{source}", "/entries", "/search", "/deliveries"} <= set(told["paths"])


async def test_another_sites_page_may_not_use_a_browsers_session(newsroom: Newsroom, open_client: Open) -> None:
    """The API knows no cookie, so there is nothing to forge."""
    answer = await open_client().post("/api/v1/sources", json={}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 401
    assert "access-control-allow-origin" not in answer.headers


async def test_a_site_that_asked_to_wait_is_not_visited(newsroom: Newsroom, program: Program) -> None:
    await newsroom.open()
    await newsroom.fail(FIRST, "429", retry_at=newsroom.clock() + timedelta(hours=1))
    client = await program(Scope.WRITE)
    answer = await client.post(f"sources/{FIRST}/visit")
    assert answer.status_code == 409
    assert "2026-11-24T09:00:00Z" in answer.json()["detail"]
