import pytest

from service.web.correspondence import channel_of, mail_address
from service.web.newsreaders import HOSTED, OWN, own_address
from service.web.wishes import Complaint

FEED = "https://notices.example.org/feeds/college.rss?q=招聘&limit=5"


def test_a_feeds_address_is_whole_in_the_readers() -> None:
    inoreader, feedly, _ = HOSTED
    escaped = "https%3A%2F%2Fnotices.example.org%2Ffeeds%2Fcollege.rss%3Fq%3D%E6%8B%9B%E8%81%98%26limit%3D5"
    assert inoreader.adding(FEED) == f"https://www.inoreader.com/?add_feed={escaped}"
    assert feedly.adding(FEED) == f"https://feedly.com/i/subscription/feed%2F{escaped}"
    assert OWN["miniflux"].adding(FEED, "https://me.example") == f"https://me.example/bookmarklet?uri={escaped}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://reader.example.org/", "https://reader.example.org"),
        (" reader.example.org:8080/fresh ", "https://reader.example.org:8080/fresh"),
        ("http://10.0.0.2?x=1", "http://10.0.0.2"),
        ("javascript:alert(1)", "https://javascript:alert(1)"),
        ("javascript://x", ""),
        ("", ""),
        ("https://a b", ""),
        ("https://" + "a" * 400, ""),
    ],
)
def test_ones_own_server_is_an_http_address_or_none(given: str, expected: str) -> None:
    assert own_address(given) == expected


def test_one_mailbox_has_one_channel() -> None:
    assert channel_of("Reader@Example.org").id == channel_of("reader@example.org").id
    assert channel_of("reader@example.org").id != channel_of("reader2@example.org").id


@pytest.mark.parametrize("given", ["reader@example.org", " a+b@mail.example.edu.cn ", "学生@例子.中国"])
def test_addresses_are_taken_as_they_are_typed(given: str) -> None:
    assert mail_address(given) == given.strip()


@pytest.mark.parametrize(
    "given",
    [
        "x" * 250 + "@c.org",
        "",
        "reader",
        "@example.org",
        "a@b",
        "a@b@c.org",
        "a b@c.org",
        "a@c.org\nBcc: x@y.org",
        "<a@c.org>",
        "a,b@c.org",
    ],
)
def test_what_is_no_address_is_complained_of(given: str) -> None:
    with pytest.raises(Complaint):
        mail_address(given)
