"""Header fields as servers really send them."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from service.domain.source import Validators
from service.fetching import headers

NOW = datetime(1994, 11, 6, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("1.5", 1.5),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 2977),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 2977),
        ("Sun Nov  6 08:49:37 1994", 2977),
        ("Sun, 06 Nov 1994 07:00:00 GMT", 0),
        ("Sun, 06 Nov 2094 07:00:00 GMT", 86400),
        ("99999999999", 86400),
        ("9" * 400, None),
        ("-5", None),
        ("soon", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert headers.retry_delay(text, NOW) == expected


@pytest.mark.parametrize(
    ("sent", "media_type", "charset"),
    [
        ("text/html; charset=utf-8", "text/html", "utf-8"),
        ("Text/HTML;charset='GB2312'", "text/html", "gb2312"),
        ('text/html ; boundary=x; Charset = "GBK"', "text/html", "gbk"),
        ("text/html,text/html; charset=x-gbk", "text/html", "x-gbk"),
        ("application/atom+xml", "application/atom+xml", None),
        ("html", "", None),
        ("text/html; charset=", "text/html", None),
        (None, "", None),
    ],
)
def test_content_type(sent: str | None, media_type: str, charset: str | None) -> None:
    assert headers.media_type(sent) == media_type
    assert headers.charset(sent) == charset


def test_encodings_in_the_order_applied() -> None:
    sent = httpx.Headers([("Content-Encoding", "GZIP, identity"), ("Content-Encoding", "br")])
    assert headers.encodings(sent) == ("gzip", "br")
    assert headers.encodings(httpx.Headers()) == ()


def test_first_of_repeated_fields_counts() -> None:
    sent = httpx.Headers([("ETag", '"a"'), ("ETag", '"b"'), ("Last-Modified", "x, y")])
    assert headers.validators(sent) == Validators('"a"', "x, y")


@pytest.mark.parametrize("etag", ["", '"通知"', '"' + "a" * 2000 + '"', '"a\tb"'])
def test_validator_that_would_not_survive_is_left_out(etag: str) -> None:
    assert headers.validators(httpx.Headers([(b"ETag", etag.encode())])).etag is None


def test_conditions_carry_what_is_known() -> None:
    assert headers.conditions(Validators()) == []
    assert headers.conditions(Validators('W/"1"', "then")) == [
        ("If-None-Match", 'W/"1"'),
        ("If-Modified-Since", "then"),
    ]


def test_renewal_keeps_what_was_not_sent() -> None:
    assert headers.renewed(Validators("a", "b"), Validators(None, "c")) == Validators("a", "c")
