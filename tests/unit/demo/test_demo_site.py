"""The demo site's state: a function of seed, start and time."""

from datetime import UTC, datetime, timedelta

import pytest

from service.demo.menu import SECTIONS, Section, section_at
from service.demo.notices import Notice
from service.demo.site import DemoSite

START = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def site_under(clock: Clock, *, seed: int = 1, closed: tuple[tuple[datetime, datetime], ...] = ()) -> DemoSite:
    return DemoSite(started_at=START, every=MINUTE, clock=clock, seed=seed, closed=closed)


def section(slug: str) -> Section:
    found = section_at(slug)
    assert found is not None
    return found


def everything(site: DemoSite) -> list[Notice]:
    return [site.write(slot) for each in SECTIONS for slot in site.listing(each)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> DemoSite:
    return site_under(clock)


def test_the_first_new_notice_heads_the_first_section(site: DemoSite, clock: Clock) -> None:
    news = section("zzgz/gzdt")
    before = site.listing(news)
    clock.now += timedelta(seconds=20)
    after = site.listing(news)
    assert after[1:] == before
    assert after[0].published_at == clock.now
    assert after[0].number > max(slot.number for slot in before)
    assert site.published() == 1


def test_after_one_turn_each_section_has_one_more(site: DemoSite, clock: Clock) -> None:
    before = [len(site.listing(each)) for each in SECTIONS]
    clock.now += 20 * MINUTE
    assert [len(site.listing(each)) for each in SECTIONS] == [count + 1 for count in before]


def test_a_restart_shows_the_same_notices(site: DemoSite, clock: Clock) -> None:
    clock.now += 95 * MINUTE
    assert everything(site_under(clock)) == everything(site)


def test_time_off_leaves_what_was_published_where_it_was(site: DemoSite, clock: Clock) -> None:
    clock.now += 30 * MINUTE
    before = everything(site)
    night = (clock.now, clock.now + timedelta(hours=9))
    clock.now = night[1]
    assert everything(site_under(clock, closed=(night,))) == before


def test_published_notices_never_change(site: DemoSite, clock: Clock) -> None:
    clock.now += 30 * MINUTE
    before = {notice.number: notice for notice in everything(site)}
    clock.now += timedelta(days=40)
    site.publish()
    assert all(site.notice(number) == notice for number, notice in before.items())


def test_numbers_and_titles_are_unique(site: DemoSite, clock: Clock) -> None:
    clock.now += timedelta(hours=20)
    for _ in range(400):
        site.publish()
    notices = everything(site)
    assert len({notice.number for notice in notices}) == len(notices)
    assert len({(notice.section, notice.title, notice.day) for notice in notices}) == len(notices)


def test_publishing_by_hand_moves_nothing_else(site: DemoSite, clock: Clock) -> None:
    clock.now += timedelta(seconds=30)
    by_hand = [site.publish() for _ in range(3)]
    assert len({notice.section for notice in by_hand}) == 3
    assert all(notice.published_at == clock.now and site.notice(notice.number) == notice for notice in by_hand)
    assert site.listing(by_hand[0].section)[0] == by_hand[0].slot
    clock.now += timedelta(hours=1)
    alone = everything(site_under(clock))
    assert [notice for notice in everything(site) if notice not in by_hand] == alone


def test_a_notice_to_come_is_not_there_yet(site: DemoSite, clock: Clock) -> None:
    clock.now += 10 * MINUTE
    last = max(slot.number for each in SECTIONS for slot in site.listing(each))
    assert site.notice(last) is not None
    assert [site.notice(number) for number in (0, 1000, last + 1, last + 2, 10**9)] == [None] * 5


def test_the_pinned_notice_is_old_and_comes_first(site: DemoSite) -> None:
    slots = site.listing(section("zzgz/zztz"))
    assert [site.is_pinned(slot) for slot in slots[:3]] == [True, False, False]
    assert slots[1].published_at - slots[0].published_at > timedelta(days=180)
    rest = [slot.published_at for slot in slots[1:]]
    assert rest == sorted(rest, reverse=True)


def test_neighbours_are_the_newer_and_the_older_one(site: DemoSite) -> None:
    slots = site.listing(section("zzgz/gzdt"))
    middle = site.write(slots[5])
    assert [other and other.slot for other in site.neighbours(middle)] == [slots[4], slots[6]]
    assert site.neighbours(site.write(slots[0]))[0] is None
    assert site.neighbours(site.write(slots[-1]))[1] is None


def test_another_seed_is_another_site(clock: Clock) -> None:
    assert everything(site_under(clock, seed=2)) != everything(site_under(clock))
