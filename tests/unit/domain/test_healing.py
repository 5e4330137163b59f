"""What is made of what was learned: tried, used, asked, left alone."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.detection import page_keys
from service.domain.entry import EntryId
from service.domain.healing import LEARNED, Learned, confidence, continues, leads_home, weigh
from service.domain.identity import keys_of
from service.domain.poll import Failed, Found, Known, Label, Listing, Page, PageKind
from service.domain.recognition import contradicted, looks_different, recognise
from service.domain.source import Due, Healing, Health, Holder, Recipe, SourceState, Stage, Validators
from service.domain.urls import Url
from tests.unit.domain.memory import LISTING, MORNING, notice, source

PAGE = Page(LISTING, 200, "text/html", None, b"", MORNING)
BROKEN = Failed(Health.DRIFTED, "nothing matches", page=PAGE, body_digest="x")
DAY = date(2026, 3, 2)


def due(stage: Stage | None = None, recipe: Recipe | None = None, agreed: int = 1) -> Due:
    healing = Healing(stage, recipe, MORNING, agreed=agreed) if stage else None
    state = SourceState(next_poll_at=MORNING, baseline_at=MORNING, last_good_at=MORNING, healing=healing)
    return Due(source(), state, Holder("test"), MORNING)


def learned(matched: int, *, of: int = 20, rows: int = 20, recipe: Recipe | None = None) -> Learned:
    listing = Listing(PageKind.LISTING, tuple(notice(number) for number in range(rows)), method=LEARNED)
    return Learned(listing, recipe or Recipe("li"), matched, of, confidence(matched, of, rows))


def label(number: int, *, day: date | None = DAY, title: str = "", present: bool = True) -> Label:
    candidate = notice(number, title)
    (keys,) = keys_of([candidate], source().id, LISTING)
    return Label(EntryId(f"entry {number}"), candidate.title, day, keys.strong, present)


@pytest.mark.parametrize(
    ("matched", "of", "rows", "least", "most"),
    [(20, 20, 20, 0.95, 1), (1, 20, 20, 0, 0.1), (8, 20, 8, 0.8, 0.95), (3, 20, 20, 0, 0.2), (0, 20, 20, 0, 0)],
)
def test_confidence_grows_with_what_is_found(matched: int, of: int, rows: int, least: float, most: float) -> None:
    assert least <= confidence(matched, of, rows) <= most


def test_the_sure_one_is_tried_once_more_and_then_used() -> None:
    first = weigh(due(), BROKEN, 0, learned(20), None, MORNING)
    assert first.healing is not None
    assert (first.healing.stage, isinstance(first.reading, Failed), first.incident) == (Stage.SHADOW, True, None)
    second = weigh(due(Stage.SHADOW, Recipe("li")), BROKEN, 0, learned(20), None, MORNING)
    assert second.healing is not None
    assert second.incident is not None
    assert (second.healing.stage, isinstance(second.reading, Found)) == (Stage.ACTIVE, True)


def test_the_likely_one_must_agree_three_times() -> None:
    likely = learned(9)
    for agreed, stage in ((1, Stage.SHADOW), (2, Stage.ACTIVE)):
        outcome = weigh(due(Stage.SHADOW, Recipe("li"), agreed), BROKEN, 0, likely, None, MORNING)
        assert outcome.healing is not None
        assert outcome.healing.stage is stage


def test_another_recipe_begins_its_trial_anew() -> None:
    outcome = weigh(due(Stage.SHADOW, Recipe("tr")), BROKEN, 0, learned(20), None, MORNING)
    assert outcome.healing is not None
    assert (outcome.healing.stage, outcome.healing.agreed) == (Stage.SHADOW, 1)


def test_below_the_floor_the_owner_is_asked_and_nothing_is_read() -> None:
    outcome = weigh(due(), BROKEN, 0, learned(2), None, MORNING)
    assert outcome.healing is not None
    assert outcome.incident is not None
    assert (outcome.healing.stage, isinstance(outcome.reading, Failed)) == (Stage.ASKING, True)


def test_what_was_undone_is_left_alone() -> None:
    outcome = weigh(due(Stage.UNDONE, Recipe("li")), BROKEN, 0, learned(20), None, MORNING)
    assert (outcome.reading, outcome.incident) == (BROKEN, None)


def test_a_way_that_still_finds_what_is_known_goes_on() -> None:
    own = Found(learned(18).listing, Validators(), "x", page=PAGE)
    assert weigh(due(), own, 18, learned(19), None, MORNING).reading is own
    assert weigh(due(), own, 3, learned(19), None, MORNING).reading is not own


def test_only_news_can_follow_on_a_page_without_anything_known() -> None:
    labels = [label(number) for number in range(10)]
    fresh = [notice(100 + number, day=DAY) for number in range(9)]
    assert continues(due(), fresh, labels)
    assert not continues(due(), [replace(one, published=None, url=LISTING) for one in fresh], labels)
    assert not continues(due(), [notice(100 + n, day=date(2020, 1, 1)) for n in range(9)], labels)


def test_notices_of_one_title_keep_their_order_when_a_new_one_stands_above() -> None:
    labels = [replace(label(number, day=None, title="会议通知"), keys=()) for number in (3, 2, 1)]
    page = page_keys(source(), [notice(number + 50, "会议通知") for number in (4, 3, 2, 1)])
    assert recognise(page, labels) == {1: "entry 3", 2: "entry 2", 3: "entry 1"}


def test_numbers_given_out_anew_are_not_believed() -> None:
    labels = [label(number) for number in range(10, 0, -1)]
    moved = [notice(number - 1, f"关于第{number}次会议的通知", DAY) for number in range(10, 0, -1)]
    page = page_keys(source(), moved)
    assert len(contradicted(page, labels)) == 9
    assert recognise(page, labels)[0] == "entry 10"


def test_a_listing_that_says_years_no_longer_has_them_guessed_otherwise() -> None:
    labels = [label(number, title="会议通知", day=date(2019, 10, number)) for number in (3, 2, 1)]
    page = page_keys(source(), [notice(n + 50, "会议通知", date(2025, 10, n)) for n in (4, 3, 2, 1)])
    assert recognise(page, labels) == {1: "entry 3", 2: "entry 2", 3: "entry 1"}
    gone = [replace(one, present=False) for one in labels]
    assert recognise(page, gone) == {}


def test_several_titles_at_new_addresses_look_different() -> None:
    page = page_keys(source(), [notice(number) for number in range(20)])
    present = frozenset(EntryId(f"entry {number}") for number in range(20))
    weak = {keys.weak: EntryId(f"entry {number}") for number, (_, keys) in enumerate(page)}
    strong = {keys.strong[0]: EntryId(f"entry {number}") for number, (_, keys) in enumerate(page)}
    assert not looks_different(page, Known(by_key=strong | weak, present=present))
    assert looks_different(page, Known(by_key=weak, present=present))


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://office.example.edu.cn/", True),
        ("https://office.example.edu.cn/index.htm", True),
        ("https://office.example.edu.cn/?class=3", False),
        ("https://office.example.edu.cn/tzgg/index.htm", False),
        ("https://notices.example.edu.cn/", False),
    ],
)
def test_the_home_page_of_the_site_is_not_the_listing(address: str, *, home: bool) -> None:
    assert leads_home(due(), Url.parse(address)) is home
    at_home = replace(due(), source=replace(source(), url=Url.parse("https://office.example.edu.cn/index.htm")))
    assert not leads_home(at_home, Url.parse(address))
