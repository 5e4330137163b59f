"""What notices ask for by when: on the entry's page and as a calendar."""

import re

import httpx
from icalendar import Calendar

from service.domain.source import SourceId
from tests.integration.web.newsroom import Newsroom

FIRST = SourceId("college-0")


async def test_a_feeds_deadlines_are_a_calendar(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    answer = await client.get("/calendars/college-0.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    titles = [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert "报送截止 | 关于报送材料的通知" in titles
    again = await client.get("/calendars/college-0.ics", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    english = await client.get("/calendars/college-0.ics?lang=en")
    assert "Due: 报送" in english.text.replace("\r\n ", "")
    assert (await client.get("/calendars/nothing.ics")).status_code == 404
    assert (await client.get("/calendars/all.ics")).status_code == 200


async def test_what_is_long_over_leaves_the_calendar(newsroom: Newsroom, client: httpx.AsyncClient) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    newsroom.clock.advance(days=60)
    answer = await client.get("/calendars/college-0.ics")
    assert "VEVENT" not in answer.text


async def test_an_entrys_page_shows_its_dates_with_the_sentence(
    newsroom: Newsroom, client: httpx.AsyncClient
) -> None:
    await newsroom.open()
    await newsroom.publish(FIRST, "关于报送材料的通知")
    source = await client.get("/sources/college-0")
    entry = re.search(r'entries/(\w+)"', source.text)
    assert entry
    page = (await client.get(f"/entries/{entry[1]}", headers={"accept-language": "zh"})).text
    shown = page[page.index('id="dates"') :]
    assert "截止</strong> 2026年11月30日" in shown
    assert "请于11月30日前报送材料。" in shown
