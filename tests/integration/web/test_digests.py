"""A sent digest, read on the web by who has its link."""

import re
from dataclasses import replace
from datetime import time

import httpx

from service.domain.digest import Daily
from service.domain.source import SourceId
from service.domain.subscription import SubscriptionId
from tests.integration.web.newsroom import HOLDER, LEASE, Newsroom

FIRST = SourceId("college-0")


async def daily_digest(newsroom: Newsroom, *titles: str) -> str:
    """The page of a digest that holds these notices."""
    await newsroom.open()
    await newsroom.subscribe("secret")
    at_once = await newsroom.store.subscription_by_token("secret")
    assert at_once is not None
    await newsroom.store.end_subscription("secret", newsroom.clock())
    daily = replace(at_once, id=SubscriptionId("daily"), token="another", timing=Daily(time(8)))
    await newsroom.store.add_subscription(daily)
    for title in titles:
        await newsroom.publish(FIRST, title)
    while await newsroom.store.expand(newsroom.clock()):
        pass
    newsroom.clock.advance(days=1)
    claimed = await newsroom.store.claim_deliveries(newsroom.clock(), limit=5, holder=HOLDER, lease=LEASE)
    assert len(claimed) == 1
    return claimed[0].page


async def test_a_digest_is_a_page_with_all_its_notices(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    name = await daily_digest(newsroom, "关于报送材料的通知", "关于召开会议的通知")
    assert re.fullmatch("[0-9a-f]{40}", name)
    page = await client.get(f"/digests/{name}")
    assert page.status_code == 200
    assert "关于召开会议的通知" in page.text
    assert "关于报送材料的通知" in page.text
    assert "往期通知" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in page.text


async def test_what_is_due_in_the_days_after_the_digest_stands_first(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    name = await daily_digest(newsroom, "关于报送材料的通知")
    page = (await client.get(f"/digests/{name}")).text
    reminders = page[page.index('id="soon"') : page.index('id="place-1"')]
    assert "11月30日" in reminders
    assert "关于报送材料的通知" in reminders


async def test_a_name_that_is_guessed_is_no_page(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    name = await daily_digest(newsroom, "关于报送材料的通知")
    for guess in ("0" * 40, name[:-1] + ("0" if name[-1] != "0" else "1"), "x"):
        assert (await client.get(f"/digests/{guess}")).status_code == 404
