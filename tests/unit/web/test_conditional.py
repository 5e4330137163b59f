from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from service.web.conditional import accepts_gzip, etag_matches, unmodified_since

TAGS = (b'"abc"', b'"abc-gzip"')


@pytest.mark.parametrize(
    "header",
    [
        b'"abc"',
        b'W/"abc"',
        b'"abc-gzip"',
        b'"x", W/"abc" , "y"',
        b'"x,""abc"',
        b"*",
        b" * ",
        b'"with, comma", "abc"',
    ],
)
def test_a_tag_of_ours_is_found(header: bytes) -> None:
    assert etag_matches(header, TAGS)


@pytest.mark.parametrize("header", [b'"ab"', b"abc", b'"x, abc"', b'W/"abcd"', b"", b'"*"', b'"ABC"'])
def test_other_tags_are_not_ours(header: bytes) -> None:
    assert not etag_matches(header, TAGS)


CHANGED_AT = datetime(2026, 11, 24, 8, 0, 0, 700_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "unmodified"),
    [
        (CHANGED_AT, True),
        (CHANGED_AT + timedelta(days=1), True),
        (CHANGED_AT - timedelta(seconds=1), False),
    ],
)
def test_since_is_compared_in_whole_seconds(since: datetime, unmodified: bool) -> None:
    assert unmodified_since(format_datetime(since, usegmt=True).encode(), CHANGED_AT) is unmodified


@pytest.mark.parametrize("header", [b"", b"yesterday", b"\xff\xfe", b"Thu, 99 Foo 2026 00:00:00 GMT"])
def test_a_date_that_cannot_be_read_is_ignored(header: bytes) -> None:
    assert not unmodified_since(header, CHANGED_AT)


@pytest.mark.parametrize(
    "header", [b"gzip", b"deflate, gzip;q=0.5", b"GZIP", b"*", b"br, *;q=0.1", b"x-gzip", b"gzip ; q=1.0"]
)
def test_gzip_is_taken(header: bytes) -> None:
    assert accepts_gzip(header)


@pytest.mark.parametrize(
    "header", [b"", b"br", b"gzip;q=0", b"gzip; q=0.000", b"*;q=0", b"gzip;q=0, *", b"identity", b"gzipped"]
)
def test_gzip_is_not_taken(header: bytes) -> None:
    assert not accepts_gzip(header)
