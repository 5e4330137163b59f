from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from service.web.conditional import etag_matches, preferred_coding, prefers_page, unmodified_since

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
    ("header", "coding"),
    [
        (b"gzip", "gzip"),
        (b"deflate, gzip;q=0.5", "gzip"),
        (b"GZIP", "gzip"),
        (b"x-gzip", "gzip"),
        (b"gzip ; q=1.0", "gzip"),
        (b"gzip, deflate, br", "br"),
        (b"gzip, deflate, br, zstd", "br"),
        (b"br;q=0.5, gzip", "gzip"),
        (b"br;q=0, *", "gzip"),
        (b"*", "br"),
        (b"gzip;q=0, *", "br"),
        (b"", ""),
        (b"gzip;q=0", ""),
        (b"gzip; q=0.000", ""),
        (b"*;q=0", ""),
        (b"identity", ""),
        (b"gzipped", ""),
    ],
)
def test_the_coding_that_is_weighed_most_is_taken(header: bytes, coding: str) -> None:
    assert preferred_coding(header) == coding


@pytest.mark.parametrize(
    "accept",
    [
        b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        b"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
        b"application/signed-exchange;v=b3;q=0.7",
        b"text/html",
    ],
)
def test_browsers_look_at_a_page(accept: bytes) -> None:
    assert prefers_page(accept)


@pytest.mark.parametrize(
    "accept",
    [
        b"*/*",
        b"",
        b"application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;q=0.9,"
        b"text/xml;q=0.2,*/*;q=0.1",
        b"application/xml, application/atom+xml, application/rss+xml, application/feed+json, text/html, */*;q=0.9",
        b"application/rss+xml, text/html;q=0.8",
        b"application/xml;q=0.9,text/html;q=0.5,*/*;q=0.1",
        b"text/html;q=0",
        b"application/json, text/html",
    ],
)
def test_readers_get_the_feed(accept: bytes) -> None:
    assert not prefers_page(accept)
