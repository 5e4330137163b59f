"""Feeds at a secret address."""

from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
import httpx
import pytest

from service.domain.feed import FeedId
from service.domain.privatefeed import PrivateFeed, PrivateFeedId, token_digest
from service.domain.source import SourceId
from service.storage.store import Store
from tests.integration.web.conftest import PUBLIC_URL
from tests.integration.web.newsroom import Newsroom

FIRST, SECOND, THIRD = (SourceId(f"college-{number}") for number in range(3))


def private(*feeds: str, words: str = "", token: str = "s3cret") -> PrivateFeed:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return PrivateFeed(
        PrivateFeedId("mine"), "我的通知", tuple(map(FeedId, feeds)), words, token_digest(token), now
    )


@pytest.fixture
async def room(newsroom: Newsroom) -> Newsroom:
    await newsroom.open()
    await newsroom.publish(FIRST, "奖学金评审")
    await newsroom.publish(SECOND, "獎學金公示")
    await newsroom.publish(THIRD, "奖学金讲座")
    return newsroom


async def test_who_knows_the_address_reads_what_its_feeds_show_together(
    room: Newsroom, store: Store, client: httpx.AsyncClient
) -> None:
    await store.private.add(private("college-0", "college-1", words="奖学金"))
    answer = await client.get("/feeds/private/s3cret.atom")
    parsed = feedparser.parse(answer.content)
    assert sorted(entry.title for entry in parsed.entries) == sorted(["奖学金评审", "獎學金公示"])
    assert parsed.feed.title == "我的通知"
    assert parsed.feed.link == f"{PUBLIC_URL}/"
    assert "s3cret" not in parsed.feed.id
    assert len(feedparser.parse((await client.get("/feeds/private/s3cret.rss?limit=1")).content).entries) == 1


async def test_it_is_kept_from_caches_scripts_and_search_engines(
    room: Newsroom, store: Store, client: httpx.AsyncClient
) -> None:
    await store.private.add(private("all"))
    for _ in range(2):
        answer = await client.get("/feeds/private/s3cret.json")
        assert answer.headers["cache-control"].startswith("private")
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "access-control-allow-origin" not in answer.headers
        assert "hub" not in answer.headers["link"]
    unchanged = {"if-none-match": answer.headers["etag"]}
    assert (await client.get("/feeds/private/s3cret.json", headers=unchanged)).status_code == 304
    assert "private" not in (await client.get("/feeds.opml")).text
    assert "/feeds/private/" in (await client.get("/robots.txt")).text
    page = await client.get("/feeds/private/s3cret.json", headers={"accept": "text/html"})
    assert 'content="noindex"' in page.text


async def test_a_revoked_address_leads_nowhere(
    room: Newsroom, store: Store, open_client: Callable[..., httpx.AsyncClient]
) -> None:
    client = open_client()
    await store.private.add(private("all"))
    assert (await client.get("/feeds/private/s3cret.atom")).status_code == 200
    assert (await client.get("/feeds/private/other.atom")).status_code == 404
    assert await store.private.revoke(PrivateFeedId("mine"))
    assert (await open_client().get("/feeds/private/s3cret.atom")).status_code == 404
    assert not await store.private.revoke(PrivateFeedId("mine"))
    assert await store.private.all() == []
