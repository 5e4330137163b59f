"""The notices' texts."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from service.demo.composer import Composer
from service.demo.dice import Dice
from service.demo.files import MEDIA_TYPES
from service.demo.menu import SECTIONS, Section
from service.demo.notices import Kind, Notice, Paragraph, Slot, Table
from service.demo.texts import load_texts
from service.demo.wording import Wording

DAY = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
TEXTS = load_texts()


def compose(section: Section, ordinal: int, *, at: datetime = DAY, seed: int = 1) -> Notice:
    return Composer(TEXTS, seed).compose(Slot(2000, section, ordinal, at))


def notices(section: Section, count: int = 60) -> list[Notice]:
    return [compose(section, ordinal) for ordinal in range(-count // 2, count // 2)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_notices_are_whole_and_plausible(section: Section) -> None:
    for notice in notices(section):
        written = notice.title + notice.text + "".join(notice.attachments)
        assert not re.search(r"[{}*]", written), written
        assert not re.search(r"[\u4e00-\u9fff][,;?()]", written), "full-width punctuation only"
        assert 8 <= len(notice.title) <= 70
        assert all(name.rpartition(".")[2] in MEDIA_TYPES for name in notice.attachments)
        if notice.kind in (Kind.TEXT, Kind.PINNED):
            paragraphs = [block for block in notice.body if isinstance(block, Paragraph) and not block.closing]
            assert 3 <= len(paragraphs) <= 7
            assert len(notice.text) >= 100


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_titles_of_a_section_do_not_repeat_for_long(section: Section) -> None:
    titles = Counter(notice.title for notice in notices(section, 160))
    assert titles.most_common(1)[0][1] == 1


def test_the_same_slot_is_the_same_notice() -> None:
    assert compose(SECTIONS[0], 5) == compose(SECTIONS[0], 5)


def test_another_seed_gives_other_notices() -> None:
    assert compose(SECTIONS[0], 5).title != compose(SECTIONS[0], 5, seed=2).title


def test_choices_do_not_depend_on_the_python_version() -> None:
    dice = Dice("fixed")
    assert [dice.below(1000) for _ in range(5)] == [980, 514, 985, 40, 36]


def test_what_a_title_says_the_body_says_too() -> None:
    (development,) = (section for section in SECTIONS if section.name == "党员发展")
    checked = 0
    for notice in notices(development):
        said = re.search(r"公示（(\w+)等(\d)名同志）", notice.title)
        if said:
            (table,) = (block for block in notice.body if isinstance(block, Table))
            assert len(table.rows) == int(said[2])
            assert table.rows[0][1] == said[1]
            assert len({row[1] for row in table.rows}) == len(table.rows)
            checked += 1
    assert checked > 10


def test_a_lead_in_is_kept_apart_from_its_paragraph() -> None:
    leads = [block.lead for block in compose(SECTIONS[0], 3).body if isinstance(block, Paragraph)]
    assert "会议指出，" in leads


def test_dates_follow_the_day_of_the_notice() -> None:
    wording = Wording(TEXTS, Dice("dates"), DAY.date())
    assert wording.fill("{today}/{year}/{month}/{term}/{festival}") == (
        "2026年3月10日/2026/3/2025—2026学年第二学期/清明"
    )
    assert wording.fill("{span}") == "2026年3月10日至3月16日"
    soon = re.fullmatch(r"3月(\d+)日（星期([一二三四五])）", wording.fill("{soon}"))
    assert soon is not None
    assert 14 <= int(soon[1]) <= 22
    assert "一二三四五六日"[datetime(2026, 3, int(soon[1]), tzinfo=UTC).weekday()] == soon[2]


def test_a_term_ends_in_january_and_july() -> None:
    def term(year: int, month: int) -> str:
        return Wording(TEXTS, Dice("term"), datetime(year, month, 5, tzinfo=UTC).date()).fill("{term}")

    assert term(2026, 1) == term(2025, 9) == "2025—2026学年第一学期"
    assert term(2026, 2) == term(2026, 7) == "2025—2026学年第二学期"


def test_a_span_over_new_year_names_both_years() -> None:
    wording = Wording(TEXTS, Dice("span"), datetime(2025, 12, 30, tzinfo=UTC).date())
    assert wording.fill("{span}") == "2025年12月30日至2026年1月5日"


def test_a_word_once_chosen_stays() -> None:
    wording = Wording(TEXTS, Dice("words"), DAY.date())
    name, again, other, surname = wording.fill("{name}/{name}/{name2}/{surname}").split("/")
    assert name == again != other
    assert name.startswith(surname)
    assert wording.fill("{n:3..9}{n}") in {f"{number}{number}" for number in range(3, 10)}


def test_a_major_belongs_to_the_unit_spoken_of() -> None:
    for key in range(20):
        wording = Wording(TEXTS, Dice(f"{key}"), DAY.date())
        unit, major = wording.fill("{unit}/{major}").split("/")
        assert major in TEXTS.majors.get(unit, [major])


def test_titles_walk_through_all_combinations() -> None:
    count = len(TEXTS.words["unit"]) * len(TEXTS.words["office"])
    titles = {
        Wording(TEXTS, Dice(""), DAY.date()).title("{unit}/{office}", turn, 17) for turn in range(-5, count - 5)
    }
    assert len(titles) == count


def test_special_notices_stand_once_in_their_sections() -> None:
    kinds = Counter(
        notice.kind
        for section in SECTIONS
        for notice in (compose(section, ordinal, at=DAY - timedelta(days=9)) for ordinal in range(section.past))
    )
    assert {kind: kinds[kind] for kind in Kind if kind is not Kind.TEXT} == {
        Kind.PINNED: 1,
        Kind.PDF: 1,
        Kind.PICTURE: 1,
        Kind.EXTERNAL: 1,
    }
