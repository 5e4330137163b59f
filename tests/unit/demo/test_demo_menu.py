"""The menu of the demo site: two levels, names that are not unique, relative addresses."""

from collections import Counter

import pytest

from service.demo.menu import AREAS, SECTIONS, relative, section_at
from service.demo.pager import Pager


def test_the_menu_has_nineteen_sections_in_four_areas_and_the_downloads() -> None:
    assert [len(area.sections) for area in AREAS] == [5, 2, 6, 6]
    assert len(SECTIONS) == 20
    assert SECTIONS[-1].names == ("下载专区",)


def test_one_name_hangs_under_two_areas_in_different_columns() -> None:
    twice = [name for name, count in Counter(section.name for section in SECTIONS).items() if count > 1]
    assert twice == ["警示教育"]
    first, second = (section for section in SECTIONS if section.name == "警示教育")
    assert first.area != second.area
    assert first.path != second.path
    assert first.tree != second.tree


def test_trees_and_slugs_are_unique() -> None:
    assert len({section.tree for section in SECTIONS}) == 20
    assert all(section_at(section.slug) is section for section in SECTIONS)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/index.htm", "info/1006/1234.htm"),
        ("/zzgz/gzdt.htm", "../info/1006/1234.htm"),
        ("/zzgz/gzdt/3.htm", "../../info/1006/1234.htm"),
        ("/info/1006/1233.htm", "1234.htm"),
        ("/info/1007/1233.htm", "../1006/1234.htm"),
    ],
)
def test_addresses_are_relative_to_the_page(page: str, address: str) -> None:
    assert relative("/info/1006/1234.htm", page) == address


def test_page_names_count_down() -> None:
    pager = Pager("zzgz/gzdt", 81)
    assert pager.pages == 5
    assert [pager.path(page) for page in range(1, 6)] == [
        "/zzgz/gzdt.htm",
        "/zzgz/gzdt/4.htm",
        "/zzgz/gzdt/3.htm",
        "/zzgz/gzdt/2.htm",
        "/zzgz/gzdt/1.htm",
    ]
    assert [pager.page_named(name) for name in (0, 1, 4, 5, 99)] == [None, 5, 2, None, None]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_page_holds_twenty(count: int, pages: int) -> None:
    assert Pager("xzzq", count).pages == pages


def test_a_long_pager_leaves_a_gap() -> None:
    assert Pager("xzzq", 400, page=9).shown == (1, 0, 7, 8, 9, 10, 11, 0, 20)
    assert Pager("xzzq", 60, page=2).shown == (1, 2, 3)
