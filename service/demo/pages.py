"""Renders the pages of the demo site; each is a function of the site's state alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.demo.menu import (
    AREAS,
    DEPARTMENT,
    DOWNLOADS,
    DUTIES,
    PROFILE,
    SCHOOL,
    PlainPage,
    Section,
    relative,
    section_at,
)
from service.demo.notices import Kind, Notice, Paragraph
from service.demo.pager import Pager
from service.demo.site import DemoSite

OWNER = 1604912733
"""The number the CMS knows the site by; it stands in attachment addresses and counters."""

HOME = "/index.htm"
EMBEDDED = {Kind.PDF: "content.pdf", Kind.PICTURE: "content.svg"}
"""The file that is an article's body, by kind; it is served at /__local/<number>/<name>."""

_BLOCKS = (
    ("zzgz/gzdt", 7),
    ("zzgz/zztz", 7),
    ("qlxg/qltz", 6),
    ("qlxg/jsjy", 6),
    ("sdsf/sdjs", 6),
    ("tzgz/tzdt", 6),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML and when its content last changed, aware."""

    html: str
    changed_at: datetime


class Pages:
    """The pages of `site`, by the addresses they have there."""

    def __init__(self, site: DemoSite) -> None:
        self._site = site
        self._built_at = site.started_at - timedelta(days=740)
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["cut"] = cut
        self._environment.tests["paragraph"] = lambda block: isinstance(block, Paragraph)
        self._environment.globals.update(
            school=SCHOOL,
            department=DEPARTMENT,
            areas=AREAS,
            downloads=DOWNLOADS,
            profile=PROFILE,
            duties=DUTIES,
            home=HOME,
            owner=OWNER,
            embedded=EMBEDDED,
        )

    def home(self) -> Rendered:
        blocks = []
        for slug, length in _BLOCKS:
            section = section_at(slug)
            assert section is not None, slug
            blocks.append((section, [self._site.write(slot) for slot in self._site.listing(section)[:length]]))
        html = self._render("home.html", HOME, None, blocks=blocks)
        return Rendered(html, self._site.changed_at([section for section, _ in blocks]))

    def listing(self, section: Section, name: int | None = None) -> Rendered | None:
        """The first page, or the one whose address ends in '/<name>.htm'."""
        slots = self._site.listing(section)
        pager = Pager(section.slug, len(slots))
        page = 1 if name is None else pager.page_named(name)
        if page is None:
            return None
        pager = Pager(section.slug, len(slots), page)
        notices = [self._site.write(slot) for slot in slots[pager.bounds]]
        html = self._render("listing.html", pager.path(page), section, notices=notices, pager=pager)
        return Rendered(html, self._site.changed_at([section]))

    def article(self, notice: Notice) -> Rendered:
        newer, older = self._site.neighbours(notice)
        changed_at = newer.published_at if newer else notice.published_at
        html = self._render(
            "article.html",
            notice.path,
            notice.section,
            notice=notice,
            newer=newer,
            older=older,
            attachments=[
                (attachment_number(notice, place), name) for place, name in enumerate(notice.attachments)
            ],
        )
        return Rendered(html, changed_at)

    def plain(self, page: PlainPage) -> Rendered:
        return Rendered(self._render(f"{page.slug}.html", page.path, page), self._built_at)

    def poster(self, notice: Notice) -> str:
        """The picture (SVG) of an article that is nothing but a picture."""
        lines = [block.text for block in notice.body if isinstance(block, Paragraph)]
        return self._environment.get_template("poster.svg").render(title=notice.title, lines=lines)

    def missing(self, path: str) -> str:
        """The page for an address that leads nowhere."""
        return self._render("missing.html", path, None)

    def _render(self, template: str, path: str, column: Section | PlainPage | None, **values: object) -> str:
        area = next((area for area in AREAS if column in area.sections), None)
        return self._environment.get_template(template).render(
            to=partial(relative, page=path), column=column, area=area, **values
        )


def attachment_number(notice: Notice, place: int) -> int:
    """The `wbfileid` of the attachment at `place` (from 0)."""
    return notice.number * 10 + place


def cut(text: str, length: int) -> str:
    """At most `length` characters; the last one is … if something was cut off."""
    return text if len(text) <= length else text[: length - 1] + "…"
