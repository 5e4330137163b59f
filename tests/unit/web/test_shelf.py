import gzip
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from service.web.shelf import Answer, Document, Shelf

CHANGED_AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BODY = "<rss>通知</rss>".encode() * 100


def answer(body: bytes = BODY) -> Answer:
    document = Document(body, "application/rss+xml; charset=utf-8", '"abc"', CHANGED_AT, "public, max-age=60")
    return Answer(document, seen=1)


def ask(what: Answer, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    reply = what.reply({"type": "http", "method": method, "headers": lines})
    assert reply is not None
    start, body = reply
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, body["body"]


def test_the_whole_document_is_told_with_its_validators() -> None:
    status, headers, body = ask(answer())
    assert (status, body) == (200, BODY)
    assert headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert headers["content-length"] == str(len(BODY))
    assert headers["etag"] == '"abc"'
    assert headers["last-modified"] == "Tue, 24 Nov 2026 08:00:00 GMT"
    assert headers["vary"] == "accept-encoding"
    assert "content-encoding" not in headers


def test_gzip_is_a_representation_of_its_own() -> None:
    _, headers, body = ask(answer(), accept_encoding="br;q=0.5, gzip")
    assert headers["content-encoding"] == "gzip"
    assert headers["etag"] == '"abc-gzip"'
    assert headers["content-length"] == str(len(body))
    assert gzip.decompress(body) == BODY


def test_small_bodies_stay_as_they_are() -> None:
    _, headers, body = ask(answer(b"<rss/>"), accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert body == b"<rss/>"


def test_head_tells_everything_but_the_body() -> None:
    _, told, _ = ask(answer())
    status, headers, body = ask(answer(), "HEAD")
    assert (status, headers, body) == (200, told, b"")


@pytest.mark.parametrize("tag", ['"abc"', 'W/"abc"', '"abc-gzip"', "*", '"other", "abc"'])
def test_an_unchanged_document_is_not_sent_again(tag: str) -> None:
    status, headers, body = ask(answer(), if_none_match=tag, accept_encoding="gzip")
    assert (status, body) == (304, b"")
    assert headers["etag"] == '"abc-gzip"'
    assert headers["cache-control"] == "public, max-age=60"
    assert "content-length" not in headers
    assert "content-type" not in headers


def test_the_tag_counts_more_than_the_date() -> None:
    later = format_datetime(CHANGED_AT, usegmt=True)
    assert ask(answer(), if_none_match='"old"', if_modified_since=later)[0] == 200
    assert ask(answer(), if_modified_since=later)[0] == 304


def test_the_shelf_keeps_to_its_limit_and_gives_up_what_was_asked_for_longest_ago() -> None:
    one = answer(b"x" * 400).size
    shelf = Shelf(limit=3 * one)
    for name in "abc":
        shelf.put(name, answer(b"x" * 400))
    assert shelf.get("a") is not None
    shelf.put("d", answer(b"x" * 400))
    assert shelf.get("b") is None
    assert [shelf.get(name) is not None for name in "acd"] == [True] * 3
    assert shelf.size == 3 * one


def test_replacing_and_dropping_give_the_bytes_back() -> None:
    shelf = Shelf(limit=10_000)
    shelf.put("a", answer(b"x" * 400))
    shelf.put("a", answer(b"x" * 100))
    assert shelf.size == 100
    shelf.drop("a")
    shelf.drop("a")
    assert (shelf.size, len(shelf)) == (0, 0)


def test_what_is_larger_than_the_shelf_is_not_kept_and_drives_nothing_out() -> None:
    shelf = Shelf(limit=500)
    shelf.put("a", answer(b"x" * 400))
    shelf.put("b", answer(b"x" * 600))
    assert shelf.get("a") is not None
    assert shelf.get("b") is None
