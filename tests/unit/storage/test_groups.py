"""The ids of section groups: readable, stable, and nobody else's."""

from service.domain.source import SiteId, SourceId
from service.storage.groups import Place, find_groups, slug

SITE, OTHER = SiteId("office"), SiteId("library")


def _place(name: str, *section: str, site: SiteId = SITE, retired: bool = False) -> Place:
    return Place(SourceId(name), site, section, retired)


def test_slugs_are_spelt_in_pinyin() -> None:
    assert slug("组织工作") == "zuzhigongzuo"
    assert slug("News & Events") == "news-events"
    assert slug("党建Party 工作") == "dangjian-party-gongzuo"
    assert slug("女教师") == "nvjiaoshi"
    assert slug("★☆") == "section"
    assert len(slug("长" * 200)) <= 48


def test_two_sources_below_one_name_make_a_group() -> None:
    places = [_place("a", "组织工作", "动态"), _place("b", "组织工作", "通知"), _place("c", "干部工作", "通知")]
    (group,) = find_groups(places)
    assert (group.id, group.name, group.members) == ("office-zuzhigongzuo", "组织工作", ("a", "b"))


def test_a_section_at_the_top_belongs_to_no_group() -> None:
    assert find_groups([_place("a", "通知"), _place("b", "通知"), _place("c")]) == []


def test_sites_do_not_share_groups() -> None:
    places = [_place("a", "工作", "一"), _place("b", "工作", "二", site=OTHER)]
    assert find_groups(places) == []


def test_an_id_that_is_taken_gets_a_number() -> None:
    places = [
        _place("a", "工作", "一"),
        _place("b", "工作", "二"),
        _place("c", "公座", "一"),
        _place("d", "公座", "二"),
    ]
    ids = [group.id for group in find_groups(places, taken=["office-gongzuo"])]
    assert ids == ["office-gongzuo-2", "office-gongzuo-3"]


def test_an_older_group_keeps_its_id_when_sources_come_and_go() -> None:
    first = [_place("a", "工作", "一"), _place("b", "工作", "二")]
    later = [_place("c", "公座", "一"), _place("d", "公座", "二")]
    before = {group.name: group.id for group in find_groups([*first, *later])}
    retired = [_place("a", "工作", "一", retired=True), *first[1:]]
    after = {group.name: group.id for group in find_groups([*retired, *later, _place("e", "公座", "三")])}
    assert after == {"公座": before["公座"]}
