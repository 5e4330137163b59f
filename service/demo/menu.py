"""The two-level menu of the demo site and the addresses of its pages.

Names alone are not unique: 警示教育 hangs under two areas, in two different columns.
"""

import posixpath
from dataclasses import dataclass

SCHOOL = "明江信息工程学院"
DEPARTMENT = "党群工作部"


@dataclass(frozen=True, slots=True)
class Section:
    """One listing. `tree` is the number the CMS files its articles under, `slug` its address without '.htm',
    `past` how many notices it held when the site started."""

    name: str
    slug: str
    tree: int
    past: int
    area: str = ""

    @property
    def path(self) -> str:
        return f"/{self.slug}.htm"

    @property
    def names(self) -> tuple[str, ...]:
        """The section's place in the menu, from the outside in."""
        return (self.area, self.name) if self.area else (self.name,)


@dataclass(frozen=True, slots=True)
class Area:
    """A top-level menu entry with the sections below it; its own link leads to the first of them."""

    name: str
    sections: tuple[Section, ...]

    @property
    def path(self) -> str:
        return self.sections[0].path


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page of the menu that is no listing."""

    name: str
    slug: str

    @property
    def path(self) -> str:
        return f"/{self.slug}.htm"


def _area(name: str, slug: str, first_tree: int, *sections: tuple[str, str, int]) -> Area:
    return Area(
        name,
        tuple(
            Section(title, f"{slug}/{short}", first_tree + place, past, name)
            for place, (title, short, past) in enumerate(sections)
        ),
    )


AREAS = (
    _area(
        "组织工作",
        "zzgz",
        1006,
        ("工作动态", "gzdt", 63),
        ("组织通知", "zztz", 55),
        ("党员发展", "dyfz", 28),
        ("办事指南", "bszn", 12),
        ("政策理论", "zcll", 18),
    ),
    _area("统战工作", "tzgz", 1011, ("统战动态", "tzdt", 26), ("政策文件", "zcwj", 9)),
    _area(
        "清廉信工",
        "qlxg",
        1013,
        ("清廉工作", "qlgz", 32),
        ("清廉通知", "qltz", 48),
        ("党纪法规", "djfg", 14),
        ("警示教育", "jsjy", 16),
        ("廉洁文化", "ljwh", 15),
        ("信访举报", "xfjb", 6),
    ),
    _area(
        "师德师风",
        "sdsf",
        1019,
        ("师德建设", "sdjs", 46),
        ("制度建设", "zdjs", 8),
        ("理论学习", "llxx", 22),
        ("榜样教师", "byjs", 21),
        ("警示教育", "jsjy", 11),
        ("师德监督", "sdjd", 7),
    ),
)
DOWNLOADS = Section("下载专区", "xzzq", 1025, 13)
SECTIONS = (*(section for area in AREAS for section in area.sections), DOWNLOADS)
PROFILE = PlainPage("部门简介", "bmjj")
DUTIES = PlainPage("部门职责", "bmzz")


def section_at(slug: str) -> Section | None:
    """The section whose listing is at `/<slug>.htm`."""
    return next((section for section in SECTIONS if section.slug == slug), None)


def relative(path: str, page: str) -> str:
    """The address of `path` as written on `page` (both from the root): '../info/1006/1234.htm'.

    The CMS publishes static files and writes relative addresses only, with as many '../' as the page is deep.
    """
    return posixpath.relpath(path, posixpath.dirname(page))
