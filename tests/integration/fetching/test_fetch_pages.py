"""What a fetch brings when the origin behaves."""

import asyncio
import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from service.domain.errors import Gone, Unreachable, UnusablePage
from service.domain.poll import NotModified, Page
from service.domain.source import Validators
from service.domain.urls import Url
from service.fetching.fetch import Fetcher
from service.fetching.media import Accept

from .conftest import NOW, MakeFetcher, Origin, Request, answer, redirect

PAGE = "<html><body>关于组织工作的通知</body></html>".encode("gbk")


async def test_page_has_address_type_charset_body_and_validators(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/list.htm"] = answer(
        PAGE,
        'ETag: W/"5f-16 x"',
        "Last-Modified: Tue, 24 Nov 2026 00:00:00 GMT",
        content_type='Text/HTML; charset="GBK"',
    )
    page = await fetcher.fetch(origin.url("/list.htm"))
    assert page == Page(
        url=origin.url("/list.htm"),
        status=200,
        media_type="text/html",
        charset="gbk",
        body=PAGE,
        fetched_at=NOW,
        validators=Validators('W/"5f-16 x"', "Tue, 24 Nov 2026 00:00:00 GMT"),
    )


async def test_validators_go_back_byte_for_byte_and_304_renews_them(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = b'HTTP/1.1 304 Not Modified\r\nETag: "new"\r\n\r\n'
    known = Validators("unquoted:  with  spaces, and comma", "not even a date")
    brought = await fetcher.fetch(origin.url(), validators=known)
    (request,) = origin.requests
    assert request.fields["if-none-match"] == known.etag
    assert request.fields["if-modified-since"] == known.last_modified
    assert brought == NotModified(Validators('"new"', "not even a date"))


async def test_304_that_nobody_asked_for_is_no_page(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with pytest.raises(Unreachable, match="without conditions"):
        await fetcher.fetch(origin.url())


async def test_request_says_who_we_are_and_takes_nothing_from_the_environment(
    origin: Origin, make_fetcher: MakeFetcher
) -> None:
    origin.replies["/"] = answer(b"x")
    await make_fetcher(contact="mailto:管理员@x.cn (\r\n").fetch(origin.url())
    fields = origin.requests[0].fields
    assert fields["user-agent"].startswith("noticewire/")
    assert fields["user-agent"].endswith(" (+mailto:???@x.cn ???)")
    assert {"gzip", "br", "zstd"} <= set(fields["accept-encoding"].split(", "))
    assert "cookie" not in fields
    assert "authorization" not in fields


async def test_password_in_the_address_becomes_a_field_of_that_origin_alone(
    origin: Origin, other_origin: Origin, fetcher: Fetcher
) -> None:
    origin.replies["/"] = redirect("/page")
    origin.replies["/page"] = redirect(other_origin.url("/page").text)
    other_origin.replies["/page"] = answer(b"x")
    page = await fetcher.fetch(Url.parse(origin.url().text.replace("http://", "http://reader:geheim%20@")))
    assert [request.fields.get("authorization") for request in origin.requests] == [
        "Basic cmVhZGVyOmdlaGVpbSA=",
        "Basic cmVhZGVyOmdlaGVpbSA=",
    ]
    assert "authorization" not in other_origin.requests[0].fields
    assert isinstance(page, Page)
    assert page.url == other_origin.url("/page")


async def test_password_is_in_no_failure_and_no_address(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = answer(b"x")
    page = await fetcher.fetch(Url.parse(origin.url().text.replace("http://", "http://reader:geheim@")))
    assert isinstance(page, Page)
    assert page.url.text == origin.url().text
    with pytest.raises(Gone) as caught:
        await fetcher.fetch(Url.parse(origin.url("/no").text.replace("http://", "http://reader:geheim@")))
    assert "geheim" not in str(caught.value)


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
    "identity": bytes,
}


@pytest.mark.parametrize("coding", ENCODERS)
async def test_content_codings_are_undone(origin: Origin, fetcher: Fetcher, coding: str) -> None:
    body = b"<html>" + bytes(range(256)) * 2000
    origin.replies["/"] = answer(ENCODERS[coding](body), f"Content-Encoding: {coding}")
    page = await fetcher.fetch(origin.url())
    assert isinstance(page, Page)
    assert page.body == body


async def test_chunked_body_in_small_pieces(origin: Origin, fetcher: Fetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
        for byte in gzip.compress(b"<p>slow</p>"):
            writer.write(b"1\r\n" + bytes([byte]) + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")

    origin.replies["/"] = reply
    page = await fetcher.fetch(origin.url())
    assert isinstance(page, Page)
    assert (page.body, page.media_type, page.charset) == (b"<p>slow</p>", "text/html", None)


async def test_file_is_brought_unless_only_a_document_is_wanted(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/a.pdf"] = answer(b"%PDF-1.7", content_type="application/pdf")
    page = await fetcher.fetch(origin.url("/a.pdf"))
    assert isinstance(page, Page)
    assert (page.media_type, page.body) == ("application/pdf", b"%PDF-1.7")
    with pytest.raises(UnusablePage, match="application/pdf"):
        await fetcher.fetch(origin.url("/a.pdf"), accept=Accept.DOCUMENT)


async def test_film_is_not_even_read(origin: Origin, fetcher: Fetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
        await writer.drain()
        await asyncio.Event().wait()

    origin.replies["/"] = reply
    with pytest.raises(UnusablePage, match="video/mp4"):
        await fetcher.fetch(origin.url())


async def test_address_arrives_as_it_was_given(origin: Origin, fetcher: Fetcher) -> None:
    path = "/system/%B9%AB/a;b=1//c(1).htm?k=%B9%AB&d=%20+&e=a%26b=%3D&urltype=tree.TreeTempUrl&z"
    origin.replies[path] = answer(b"x")
    await fetcher.fetch(origin.url(path + "#top"))
    assert [request.path for request in origin.requests] == [path]


async def test_connection_is_used_again(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = answer(b"x")
    for _ in range(3):
        await fetcher.fetch(origin.url())
    assert origin.connections == 1


async def test_connection_the_server_dropped_meanwhile_is_made_anew(origin: Origin, fetcher: Fetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"x"))
        await writer.drain()
        writer.close()

    origin.replies["/"] = reply
    for _ in range(4):
        assert isinstance(await fetcher.fetch(origin.url()), Page)
    assert origin.connections >= 4


async def test_long_field_of_a_careful_site_is_read(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = answer(b"x", "Content-Security-Policy: " + "a" * 20_000)
    assert isinstance(await fetcher.fetch(origin.url()), Page)
