"""robots.txt: remembered, renewed, and what its absence means."""

from datetime import timedelta

import pytest

from service.domain.errors import Blocked, FetchError, Gone, Refused, Throttled, Unreachable, UnusablePage
from service.domain.urls import Url
from service.fetching.robots import Robots, Rules

PAGE = Url.parse("https://a.example:8443/x/1.htm")
DAY = 86400.0


class Site:
    """Gives the same robots.txt, or the same failure, until told otherwise; counts the readings."""

    def __init__(self, given: bytes | FetchError) -> None:
        self.given = given
        self.read: list[str] = []
        self.now = 0.0

    async def __call__(self, url: Url) -> bytes:
        self.read.append(url.text)
        if isinstance(self.given, FetchError):
            raise self.given
        return self.given

    def robots(self) -> Robots:
        return Robots(self, "noticewire", monotonic=lambda: self.now)


def test_rules_for_us_and_for_all() -> None:
    rules = Rules("User-agent: *\nDisallow: /x/\nAllow: /x/1\n", "noticewire")
    assert rules.allows(PAGE)
    assert not rules.allows(PAGE.join("/x/2.htm"))
    assert rules.allows(PAGE.join("/"))


@pytest.mark.parametrize("text", ["", "<html><body>首页</body></html>", "\x00\xff", "User-agent: *\nDisallow:\n"])
def test_what_forbids_nothing_allows_everything(text: str) -> None:
    rules = Rules(text, "noticewire")
    assert rules.allows(PAGE)
    assert rules.delay == timedelta(0)


@pytest.mark.parametrize(
    ("delay", "seconds"), [("5", 5), ("0.5", 0.5), ("86400", 30), ("-1", 0), ("soon", 0), ("inf", 0), ("nan", 0)]
)
def test_crawl_delay_has_a_cap(delay: str, seconds: float) -> None:
    assert Rules(f"User-agent: *\nCrawl-delay: {delay}\n", "noticewire").delay == timedelta(seconds=seconds)


async def test_rules_are_read_once_a_day_for_each_origin() -> None:
    site = Site(b"User-agent: *\nDisallow: /x/")
    robots = site.robots()
    for _ in range(2):
        assert not (await robots.rules(PAGE)).allows(PAGE)
    site.now = DAY - 1
    await robots.rules(PAGE)
    assert site.read == ["https://a.example:8443/robots.txt"]
    site.given = b""
    site.now = DAY
    assert (await robots.rules(PAGE)).allows(PAGE)
    await robots.rules(Url.parse("http://a.example:8443/"))
    assert site.read[1:] == ["https://a.example:8443/robots.txt", "http://a.example:8443/robots.txt"]


@pytest.mark.parametrize("kind", [Gone, Blocked, UnusablePage, Refused])
async def test_absent_file_allows_everything_for_a_day(kind: type[FetchError]) -> None:
    site = Site(kind("https://a.example:8443/robots.txt", "x"))
    robots = site.robots()
    assert (await robots.rules(PAGE)).allows(PAGE)
    await robots.rules(PAGE)
    assert len(site.read) == 1


@pytest.mark.parametrize("kind", [Unreachable, Throttled])
async def test_unreadable_file_forbids_until_it_can_be_read(kind: type[FetchError]) -> None:
    site = Site(kind("https://a.example:8443/robots.txt", "it hangs"))
    robots = site.robots()
    with pytest.raises(kind, match=r"robots\.txt could not be read.*it hangs") as caught:
        await robots.rules(PAGE)
    assert caught.value.url == PAGE.text
    site.given = b""
    assert (await robots.rules(PAGE)).allows(PAGE)


async def test_old_rules_hold_while_the_file_cannot_be_read_but_not_for_ever() -> None:
    site = Site(b"User-agent: *\nDisallow: /x/2")
    robots = site.robots()
    await robots.rules(PAGE)
    site.given = Unreachable("https://a.example:8443/robots.txt", "down")
    site.now = 2 * DAY
    rules = await robots.rules(PAGE)
    assert rules.allows(PAGE)
    assert not rules.allows(PAGE.join("2"))
    site.now = 31 * DAY
    with pytest.raises(Unreachable):
        await robots.rules(PAGE)
