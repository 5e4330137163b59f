import httpx

from service.domain.feed import FeedId
from service.domain.source import SourceId
from tests.integration.web.newsroom import Newsroom

FIRST, SECOND = SourceId("college-0"), SourceId("college-1")
ENGLISH = {"accept-language": "en"}


async def entry_page(newsroom: Newsroom, client: httpx.AsyncClient, title: str) -> str:
    feed = await newsroom.store.feed(FeedId("all"))
    assert feed is not None
    entry = next(found for found in feed.entries if found.title == title)
    return (await client.get(f"/entries/{entry.id}", headers=ENGLISH)).text


async def test_an_edit_is_shown_to_the_word_with_when_it_was_seen(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    assert "What was changed" not in await entry_page(newsroom, client, "关于报送材料的通知")
    newsroom.clock.advance(hours=2)
    await newsroom.rename(FIRST, "关于报送材料的通知", "关于报送材料的补充通知")
    page = await entry_page(newsroom, client, "关于报送材料的补充通知")
    assert "关于报送材料的<ins>补充</ins>通知" in page
    assert "seen <time>24 Nov 2026, 18:00</time>" in page
    assert "changed 1 second ago" in page


async def test_an_attachment_tells_its_type_and_size(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    assert "DOCX · 34.5 kB" in await entry_page(newsroom, client, "关于报送材料的通知")


async def test_the_other_sections_that_list_it_are_named(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    assert "Also posted in" not in await entry_page(newsroom, client, "关于报送材料的通知")
    newsroom.listings[SECOND].insert(0, newsroom.listings[FIRST][0])
    await newsroom.poll(SECOND)
    page = await entry_page(newsroom, client, "关于报送材料的通知")
    assert "Also posted in</h2>" in page
    assert '<a href="../sources/college-1">组织工作 / 组织通知</a>' in page


async def test_the_rhythm_of_a_section_has_a_name(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    for path in ("/", "/sites/college", "/sources/college-0"):
        page = (await client.get(path, headers=ENGLISH)).text
        assert 'aria-label="Last 12 weeks: 4 notices, at most 3 a week, 1 in the last"' in page, path
