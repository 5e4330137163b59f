"""What is learned of a page from the entries known to stand on it, and the selectors that come of it."""

import pytest

from bench.healing.watched import MORNING, source
from service.domain.detection import page_keys
from service.domain.entry import EntryId
from service.domain.poll import Label, Page
from service.domain.urls import Url
from service.extraction.learning import learn, learned_reading, tried
from service.extraction.listing import extract_listing
from tests.healing.skins import LISTING, MARKUPS, OLD, TABLE, WITH_HOT, Skin, articles

SOURCE = source(LISTING)
ZONE = "Asia/Shanghai"


def page(skin: Skin, count: int = 20) -> Page:
    return Page(Url.parse(LISTING), 200, "text/html", None, skin.page(articles(count)), MORNING)


def labels(count: int = 20) -> tuple[Label, ...]:
    """What is remembered of the old skin."""
    listing = extract_listing(page(OLD, count), zone=ZONE)
    return tuple(
        Label(EntryId(str(place)), one.title, one.published.day if one.published else None, keys.strong)
        for place, (one, keys) in enumerate(page_keys(SOURCE, listing.candidates))
    )


@pytest.mark.parametrize("name", MARKUPS)
def test_every_skin_is_learned_whole(name: str) -> None:
    found = learn(page(MARKUPS[name]), labels(), SOURCE)
    assert found is not None
    assert (found.matched, found.of, len(found.listing.candidates)) == (20, 20, 20)
    assert all(row.entry_id is not None for row in found.rows)


@pytest.mark.parametrize("name", [name for name in MARKUPS if name != "lines"])
def test_the_recipe_reads_what_was_learned_also_when_the_page_goes_on(name: str) -> None:
    found = learn(page(MARKUPS[name]), labels(), SOURCE)
    assert found is not None
    assert found.recipe is not None
    longer = learned_reading(page(MARKUPS[name], 26), found.recipe, zone=ZONE)
    assert [one.title for one in longer.candidates] == [one.title for one in articles(26)]
    assert [one.published.day for one in longer.candidates if one.published] == [a.day for a in articles(26)]


def test_the_list_is_chosen_and_not_the_hot_one() -> None:
    found = learn(page(WITH_HOT), labels(), SOURCE)
    assert found is not None
    assert len(found.listing.candidates) == 20


def test_where_nothing_known_stands_nothing_is_learned() -> None:
    strange = tuple(Label(EntryId(one.entry_id), f"另一栏目{one.entry_id}号", None) for one in labels())
    assert learn(page(TABLE), strange, SOURCE) is None


def test_a_recipe_that_does_not_fit_any_more_is_no_trial() -> None:
    found = learn(page(TABLE), labels(), SOURCE)
    assert found is not None
    assert tried(page(OLD), found.recipe, labels(), SOURCE) is None
    again = tried(page(TABLE), found.recipe, labels(), SOURCE)
    assert again is not None
    assert (again.matched, again.recipe) == (20, found.recipe)
