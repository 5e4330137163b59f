"""The rule lab, and the owner's decision on a page that was built anew."""

from collections.abc import Callable

import httpx
import pytest

from service.domain.source import Decision, Healing, Recipe, Reread, SourceId, Stage
from service.web.gate import Access
from tests.integration.web.newsroom import Newsroom
from tests.integration.web.owner import HERE, Owner

FIRST = SourceId("college-0")


@pytest.fixture
def owner(open_client: Callable[..., httpx.AsyncClient]) -> Owner:
    return Owner(open_client(**HERE, access=Access(local=True)))


async def test_a_rule_says_what_it_would_have_sent(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "2026年研究生招聘公告")
    await newsroom.publish(FIRST, "关于召开会议的通知")
    newsroom.clock.advance(hours=12)
    page = await owner.sees("/owner/lab?include=研究生")
    assert "This rule would have sent 1 message in the last 90 days." in page
    assert "2026年研究生招聘公告" in page
    assert "关于召开会议的通知" not in page.partition('class="lab-result"')[2]
    daily = await owner.sees("/owner/lab?when=daily+08:00&where=source:college-0")
    assert "They tell 5 of the" in daily


async def test_nothing_is_tried_before_it_is_asked_for(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    assert "This rule would have sent" not in await owner.sees("/owner/lab")


async def test_a_pattern_that_cannot_be_read_is_told(newsroom: Newsroom, owner: Owner) -> None:
    page = await owner.sees("/owner/lab?patterns=(unclosed")
    assert "not a pattern" in page
    assert "(unclosed" in page
    assert "This rule would have sent" not in page


async def test_a_subscription_that_is_kept_is_tried_as_it_is(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    await newsroom.subscribe("secret-token")
    newsroom.clock.advance(hours=12)
    page = await owner.sees("/owner/lab?subscription=subscription-secret-token")
    assert "This is the subscription subscription-secret-token" in page
    assert "They tell 6 of the 15 notices" in page, "the two sections of 组织工作"
    assert "This rule would have sent" not in await owner.sees("/owner/lab?subscription=nobody")


async def test_both_readings_stand_side_by_side_and_are_decided_on(newsroom: Newsroom, owner: Owner) -> None:
    await newsroom.open()
    labels = await newsroom.store.labels(FIRST)
    healing = Healing(
        Stage.ASKING,
        Recipe("ul.new li"),
        newsroom.clock(),
        matched=1,
        of=3,
        confidence=0.4,
        evidence="1 of 3 known entries found",
        rows=(
            Reread(labels[0].title, "https://x.org/0", entry_id=labels[0].entry_id),
            Reread("全新的通知", "https://x.org/1"),
        ),
    )
    await newsroom.heal(FIRST, healing)
    page = await owner.sees(f"/owner/sources/{FIRST}")
    assert "It is doubtful which part of the new page is the list." in page
    assert "<td>–</td><td>全新的通知</td>" in page
    assert f"<td>{labels[0].title}</td><td>{labels[0].title}</td>" in page
    assert f"<td>{labels[2].title}</td><td>–</td>" in page
    told = await owner.does(f"/owner/sources/{FIRST}/healing", decision=Decision.ACCEPT)
    assert "It is read in the new way from now on." in told
    (mending,) = await newsroom.store.healings()
    assert mending.healing.stage is Stage.ACTIVE
    assert (await owner.sends(f"/owner/sources/{FIRST}/healing", decision="perhaps")).status_code == 400
    assert "Nothing was learned" in await owner.does("/owner/sources/college-1/healing", decision="undo")
