from datetime import UTC, datetime

from service.domain.feed import FeedHead, FeedId, FeedScope
from service.domain.overview import SourceStatus
from service.domain.source import Health, SectionPath, Site, SiteId, Source, SourceId, SourceState
from service.domain.urls import Url
from service.web.catalogue import arrange, matching, section_name

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SITE = Site(SiteId("college"), Url.parse("https://www.example.edu.cn/"), "信息工程学院")
OTHER = Site(SiteId("office"), Url.parse("https://jwc.example.edu.cn/"), "教务处")


def status(
    source_id: str,
    *section: str,
    site: Site = SITE,
    health: Health = Health.OK,
    newest: str = "",
    paused: bool = False,
) -> SourceStatus:
    path: SectionPath = section
    url = Url.parse(f"https://www.example.edu.cn/{source_id}.htm")
    source = Source(SourceId(source_id), site.id, url, f"title of {source_id}", path, paused=paused)
    return SourceStatus(site, source, SourceState(NOW, health=health), 0, 0, newest_title=newest)


def head(feed_id: str, scope: FeedScope, title: str, *folder: str) -> FeedHead:
    return FeedHead(FeedId(feed_id), scope, title, SITE.url, folder)


HEADS = [
    head("all", FeedScope.ALL, "noticewire"),
    head("college", FeedScope.SITE, SITE.title, SITE.title),
    head("college-zuzhigongzuo", FeedScope.GROUP, "信息工程学院 - 组织工作", SITE.title, "组织工作"),
    head("college-a", FeedScope.SOURCE, "工作动态", SITE.title, "组织工作"),
    head("college-b", FeedScope.SOURCE, "组织通知", SITE.title, "组织工作"),
]
SOURCES = [
    status("college-a", "组织工作", "工作动态", newest="ＡＢＣ杯竞赛"),
    status("office-x", site=OTHER),
    status("college-c", "下载专区"),
    status("college-b", "组织工作", "组织通知", health=Health.UNREACHABLE),
    status("college-d", "清廉信工", "警示教育", health=Health.EMPTY),
]


def test_sites_areas_and_sections_come_in_the_order_in_which_they_are_met() -> None:
    catalogue = arrange(SOURCES, HEADS)
    assert [site.site.title for site in catalogue.sites] == ["信息工程学院", "教务处"]
    areas = catalogue.sites[0].areas
    assert [(area.name, [section.name for section in area.sections]) for area in areas] == [
        ("组织工作", ["工作动态", "组织通知"]),
        ("", ["下载专区"]),
        ("清廉信工", ["警示教育"]),
    ]


def test_each_gets_its_own_feed() -> None:
    catalogue = arrange(SOURCES, HEADS)
    site, other = catalogue.sites
    assert catalogue.all_feed == HEADS[0]
    assert site.feed == HEADS[1]
    assert site.areas[0].feed == HEADS[2]
    assert [section.feed for section in site.areas[0].sections] == HEADS[3:5]
    assert (other.feed, site.areas[1].feed, site.areas[2].feed) == (None, None, None)


def test_trouble_is_what_somebody_should_look_at() -> None:
    assert [found.status.source.id for found in arrange(SOURCES, HEADS).troubled] == ["college-b"]
    resting = [status("college-b", health=Health.UNREACHABLE, paused=True)]
    assert arrange(resting, HEADS).troubled == ()


def test_a_search_wants_every_word_somewhere() -> None:
    catalogue = arrange(SOURCES, HEADS)

    def hits(query: str) -> list[str]:
        return [str(found.status.source.id) for found in matching(catalogue, query).sections]

    assert hits("组织") == ["college-a", "college-b"]
    assert hits("组织　通知") == ["college-b"]
    assert hits("abc") == ["college-a"]
    assert hits("JWC.example") == ["office-x"]
    assert hits("  ") == [str(found.status.source.id) for found in catalogue.sections]
    assert hits("没有的") == []


def test_a_deep_section_keeps_its_path_below_the_area() -> None:
    assert section_name(status("x", "党建", "组织工作", "通知")) == "组织工作 / 通知"
    assert section_name(status("x", "下载专区")) == "下载专区"
    assert section_name(status("x")) == "title of x"
