"""The whole line on the demo site: sections discovered, watched, a notice published, read, shown and owed."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from service.demo.app import demo_app
from service.demo.menu import AREAS, DUTIES, PROFILE, SECTIONS
from service.demo.site import DemoSite
from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.delivery import DeliveryState
from service.domain.digest import AtOnce
from service.domain.errors import NoCandidates
from service.domain.feed import FeedId, FeedScope
from service.domain.source import Health
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.fetching.fetch import open_fetcher
from service.polling.discovery import Discovery, Explored
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.server import WebServer
from tests.integration.polling.desk import Desk, Origin

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOW = START + timedelta(hours=1)
"""The site's one notice on schedule, 20 seconds after its start, is past; all later ones are published by hand."""
ZONE = "Asia/Shanghai"


@dataclass
class Department:
    """The demo site, and a desk before it whose clock is the site's."""

    site: DemoSite
    desk: Desk
    discovery: Discovery

    @property
    def home(self) -> Url:
        return Url.parse(f"{self.desk.server.url}/")

    async def follow(self, *names: str) -> Explored:
        """Watch every section, or those of these names, and make their baseline."""
        explored = await self.discovery.explore(self.home, zone=ZONE)
        wanted = [
            replace(section.source, every=timedelta(minutes=10))
            for section in explored.sections
            if section.followable and (not names or section.path[-1] in names)
        ]
        await self.desk.store.add(explored.site, wanted, self.desk.now)
        await self.desk.round()
        await self.desk.read_articles()
        return explored

    async def owed(self) -> list[tuple[str, ...]]:
        """The titles of what is owed, delivery by delivery."""
        while await self.desk.store.expand(self.desk.now):
            pass
        pending = await self.desk.store.deliveries(state=DeliveryState.PENDING)
        return [one.titles for one in pending]


@pytest.fixture
async def department(tmp_path: Path) -> AsyncIterator[Department]:
    site = DemoSite(started_at=START, every=timedelta(days=3650), clock=lambda: desk.now)
    server = WebServer(demo_app(site), "127.0.0.1", 0)
    await server.start()
    store = await Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    fetcher = open_fetcher(allow_addresses=[ip_network("127.0.0.0/8")], contact="", gap=timedelta(0))
    desk = Desk(Origin(), server, store, fetcher, NOW)
    yield Department(site, desk, Discovery(Visitor(fetcher)))
    await fetcher.aclose()
    await store.close()
    await server.stop(1)


async def test_every_section_is_found_and_two_of_one_name_stay_two(department: Department) -> None:
    explored = await department.discovery.explore(department.home, zone=ZONE)
    assert explored.whole_site
    found = {section.path: section.source.url.path for section in explored.sections if section.followable}
    assert found == {section.names: section.path for section in SECTIONS}
    in_areas = Counter(path[0] for path in found if len(path) == 2)
    assert in_areas == {area.name: len(area.sections) for area in AREAS}
    assert (sum(in_areas.values()), len(in_areas)) == (19, 4)
    assert [path[0] for path in found if path[-1] == "警示教育"] == ["清廉信工", "师德师风"]
    assert ("下载专区",) in found
    assert len({section.source.id for section in explored.sections}) == len(explored.sections)
    left = {section.path: section.failure for section in explored.sections if not section.followable}
    assert set(left) == {(PROFILE.name,), (DUTIES.name,)}
    assert all(failure and "article" in failure.cause for failure in left.values())


async def test_the_address_of_a_section_leads_to_that_one_alone(department: Department) -> None:
    explored = await department.discovery.explore(department.home.join("qlxg/jsjy.htm"), zone=ZONE)
    assert not explored.whole_site
    (section,) = explored.sections
    assert section.path == ("清廉信工", "警示教育")
    assert section.listing is not None
    assert section.listing.candidates


async def test_an_article_leads_to_the_sections_of_its_site(department: Department) -> None:
    listed = await department.discovery.explore(department.home.join("zzgz/gzdt.htm"), zone=ZONE)
    assert listed.sections[0].listing is not None
    article = listed.sections[0].listing.candidates[3].url
    explored = await department.discovery.explore(article, zone=ZONE)
    assert explored.whole_site
    assert explored.site.url == department.home
    assert sum(section.followable for section in explored.sections) == 20


async def test_a_plain_page_of_the_menu_is_nothing_to_follow(department: Department) -> None:
    with pytest.raises(NoCandidates, match="article"):
        await department.discovery.explore(department.home.join(f"{PROFILE.slug}.htm"), zone=ZONE)


async def test_a_new_notice_comes_through_the_whole_line_and_is_told_once(
    department: Department,
) -> None:
    desk = department.desk
    await department.follow("工作动态", "组织通知")
    await desk.store.add_channel(Channel(ChannelId("post"), MailTarget("reader@example.org")))
    everything = Subscription(
        SubscriptionId("all"), ChannelId("post"), Selection(), AtOnce(), created_at=desk.now, token="secret"
    )
    await desk.store.add_subscription(everything)
    assert not await department.owed(), "the baseline is silent"
    feeds = {head.title: head.id for head in await desk.store.feeds() if head.scope is FeedScope.SOURCE}
    assert len(feeds) == 2
    before = {feed: await desk.titles(feed) for feed in feeds.values()}
    assert all(len(titles) >= 20 for titles in before.values())

    notice = department.site.publish()
    desk.later(minutes=10)
    await desk.round()
    assert not await department.owed(), "not told before its article was read"
    await desk.read_articles()
    (changed,) = [feed for feed, titles in before.items() if await desk.titles(feed) != titles]
    shown = await desk.store.feed(FeedId(changed))
    assert shown is not None
    assert shown.entries[0].title == notice.title
    assert shown.entries[0].body
    assert shown.entries[0].text
    assert await department.owed() == [(notice.title,)]

    desk.later(minutes=10)
    await desk.round()
    await desk.read_articles()
    assert await department.owed() == [(notice.title,)]


async def test_every_section_is_read_well_by_its_first_poll_and_unchanged_by_its_second(
    department: Department,
) -> None:
    desk = department.desk
    await department.follow()
    statuses = await desk.store.sources()
    assert len(statuses) == 20
    assert {status.state.health for status in statuses} == {Health.OK}
    released = {status.source.id: status.entries for status in statuses}
    assert min(released.values()) > 0
    desk.later(minutes=10)
    record = await desk.poller.poll_one(statuses[0].source.id)
    assert record is not None
    assert (str(record.outcome), record.new) == ("unchanged", 0)


async def test_a_round_of_publications_reaches_each_section_once(department: Department) -> None:
    desk = department.desk
    await department.follow()
    published = [department.site.publish() for _ in SECTIONS]
    desk.later(minutes=10)
    await desk.round()
    await desk.read_articles()
    everything = [head.id for head in await desk.store.feeds() if head.scope is FeedScope.ALL]
    feed = await desk.store.feed(everything[0], limit=len(published))
    assert feed is not None
    assert sorted(entry.title for entry in feed.entries) == sorted(notice.title for notice in published)
