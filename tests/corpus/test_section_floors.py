"""The menus of the corpus's home pages, as trees of sections, with a floor for each."""

import json
import os
from pathlib import Path

import pytest

from service.domain.poll import Page
from service.domain.urls import Url
from service.extraction.sections import MenuItem, find_sections

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "listing"
FLOORS = {"cqjtu-yz-home": (9, 3), "dhcc-home": (150, 100), "fwwb-home": (6, 0)}
"""By home page: sections at least, and of them at least so many below another."""

pytestmark = pytest.mark.corpus


@pytest.fixture(params=FLOORS)
def home(request: pytest.FixtureRequest) -> tuple[str, tuple[MenuItem, ...]]:
    folder = CORPUS / request.param
    if not folder.exists():
        missing = f"the page corpus is not at {CORPUS.resolve()}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    url = Url.parse(json.loads((folder / "meta.json").read_text("utf-8"))["url"])
    return request.param, find_sections(
        Page(url, 200, "text/html", None, (folder / "page.html").read_bytes(), None)
    )


def test_the_sections_of_home_pages_come_out(home: tuple[str, tuple[MenuItem, ...]]) -> None:
    name, sections = home
    least, below = FLOORS[name]
    assert len(sections) >= least
    assert sum(len(section.path) > 1 for section in sections) >= below
    assert len({(section.path, section.url.canonical) for section in sections}) == len(sections)


def test_no_section_of_a_home_page_is_the_page_itself_or_without_a_name(
    home: tuple[str, tuple[MenuItem, ...]],
) -> None:
    _, sections = home
    assert all(all(path.strip() for path in section.path) for section in sections)
    assert not any("首页" in section.path for section in sections)
