import pytest

from service.domain.feed import FeedFormat, FeedId
from service.domain.feedview import ArchivePage, Content, FeedView, Unclear, parse_address, parse_view


def view(path: str, query: str = "") -> FeedView:
    found = parse_view(path, query)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/feeds/all.rss", "", "feeds/all.rss"),
        ("/feeds/jw.example.atom", "", "feeds/jw.example.atom"),
        ("/feeds/all.rss", "limit=50&content=full", "feeds/all.rss"),
        ("/feeds/all.rss", "utm_source=x&limit=&q=", "feeds/all.rss"),
        ("/feeds/all.json", "limit=20&content=title", "feeds/all.json?content=title&limit=20"),
        ("/feeds/search.atom", "q=%20%E6%8B%9B++%E8%81%98", "feeds/search.atom?q=%E6%8B%9B%20%E8%81%98"),
        ("/feeds/college.atom", "content=summary&q=a%26b", "feeds/college.atom?q=a%26b&content=summary"),
        ("/feeds/all/archive/3.atom", "", "feeds/all/archive/3.atom"),
        ("/feeds/all/archive/3-17.rss", "limit=9", "feeds/all/archive/3-17.rss"),
        ("/feeds/private/s3cret_-.json", "limit=10", "feeds/private/s3cret_-.json?limit=10"),
        ("/feeds/all.atom", "raw", "feeds/all.atom"),
        ("/feeds/tags/jobs.v2.atom", "limit=3", "feeds/tags/jobs.v2.atom?limit=3"),
    ],
)
def test_every_address_has_one_canonical_form(path: str, query: str, address: str) -> None:
    found = view(path, query)
    assert found.address == address
    assert parse_address(f"https://n.example.org/sub/{address}", "https://n.example.org/sub/") == found


def test_what_an_address_asks_for() -> None:
    assert view("/feeds/a.atom", "limit=7&content=summary&q=%E6%8B%9B%E8%81%98") == FeedView(
        FeedId("a"), FeedFormat.ATOM, limit=7, content=Content.SUMMARY, words="招聘"
    )
    assert view("/feeds/a/archive/2-30.json").archive == ArchivePage(2, 30)
    assert view("/feeds/private/abc.rss").token == "abc"


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/all.xml",
        "/feeds/all",
        "/feeds/.rss",
        "/feeds/a/b.rss",
        "/feeds/a/archive/0.atom",
        "/feeds/a/archive/x.atom",
        "/feeds/a/archive/1-0.atom",
        "/feeds/private/x/archive/1.atom",
        "/feed/all.rss",
        "/feeds/all.rss/",
    ],
)
def test_other_addresses_are_none_of_ours(path: str) -> None:
    assert parse_view(path) is None


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/feeds/all.rss", "limit=0"),
        ("/feeds/all.rss", "limit=201"),
        ("/feeds/all.rss", "limit=-1"),
        ("/feeds/all.rss", "limit=%D9%A1"),
        ("/feeds/all.rss", "content=everything"),
        ("/feeds/all.rss", "q=" + "x" * 201),
        ("/feeds/search.rss", ""),
        ("/feeds/search.rss", "q=%20-"),
    ],
)
def test_a_parameter_that_means_nothing_is_told(path: str, query: str) -> None:
    with pytest.raises(Unclear, match=r"^(q|limit|content): "):
        parse_view(path, query)


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example.org/feeds/all.rss",
        "http://n.example.org/feeds/all.rss",
        "https://n.example.org.evil.example/feeds/all.rss",
        "https://n.example.org/sources/a",
        "junk",
    ],
)
def test_addresses_elsewhere_are_none_of_ours(address: str) -> None:
    assert parse_address(address, "https://n.example.org") is None
