"""Redirects, cookies and what every hop must pass."""

import asyncio

import pytest

from service.domain.errors import FetchError, Refused, Throttled, Unreachable
from service.domain.poll import Page
from service.domain.source import Validators
from service.domain.urls import Url
from service.fetching.fetch import Fetcher
from service.fetching.limits import Limits

from .conftest import MakeFetcher, Origin, Request, answer, redirect


async def _page(fetcher: Fetcher, url: Url) -> Page:
    page = await fetcher.fetch(url)
    assert isinstance(page, Page)
    return page


async def test_final_address_counts_and_temporary_moves_are_not_told(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/a"] = redirect("b/../c?x=1", status="301 Moved")
    origin.replies["/c?x=1"] = redirect("/d", status="302 Found")
    origin.replies["/d"] = answer(b"d")
    page = await _page(fetcher, origin.url("/a"))
    assert (page.url, page.moved_to) == (origin.url("/d"), None)


async def test_permanent_chain_is_told_as_a_move(origin: Origin, other_origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/a"] = redirect("/b", status="301 Moved")
    origin.replies["/b"] = redirect(other_origin.url("/c").text, status="308 Moved")
    other_origin.replies["/c"] = answer(b"c")
    page = await _page(fetcher, origin.url("/a"))
    assert page.moved_to == page.url == other_origin.url("/c")


async def test_validators_reach_the_last_hop(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/a"] = redirect("/b")
    origin.replies["/b"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    await fetcher.fetch(origin.url("/a"), validators=Validators(etag='"1"'))
    assert origin.asked("/b")[0].fields["if-none-match"] == '"1"'


async def test_location_in_any_charset_is_followed_byte_for_byte(origin: Origin, fetcher: Fetcher) -> None:
    raw = "通知".encode("gbk")
    origin.replies["/"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /" + raw + b" 1.htm\r\n\r\n"
    origin.replies["/%CD%A8%D6%AA%201.htm"] = answer(b"x")
    assert (await _page(fetcher, origin.url())).body == b"x"


@pytest.mark.parametrize("to", ["javascript:alert(1)", "mailto:a@b.cn", "file:///etc/passwd", "ftp://a.cn/x"])
async def test_redirect_to_what_is_no_web_page_is_refused(origin: Origin, fetcher: Fetcher, to: str) -> None:
    origin.replies["/"] = redirect(to)
    with pytest.raises(Refused, match="no web address"):
        await fetcher.fetch(origin.url())


@pytest.mark.parametrize("to", ["http://a:b/", "http://[::1", "http://a\tb/", "//", "http:///x", "http://", ""])
async def test_broken_location_is_a_failure_by_name(origin: Origin, fetcher: Fetcher, to: str) -> None:
    origin.replies["/"] = redirect(to)
    with pytest.raises(FetchError):
        await fetcher.fetch(origin.url())


async def test_circle_is_refused(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/a"] = redirect("/b")
    origin.replies["/b"] = redirect("/a#again")
    with pytest.raises(Refused, match="circle"):
        await fetcher.fetch(origin.url("/a"))
    assert len(origin.requests) == 2


async def test_hops_are_counted(origin: Origin, make_fetcher: MakeFetcher) -> None:
    for n in range(4):
        origin.replies[f"/{n}"] = redirect(f"/{n + 1}")
    origin.replies["/4"] = answer(b"x")
    with pytest.raises(Refused, match="more than 3 times"):
        await make_fetcher(limits=Limits(redirects=3)).fetch(origin.url("/0"))
    assert len(origin.requests) == 4
    assert (await _page(make_fetcher(limits=Limits(redirects=4)), origin.url("/0"))).body == b"x"


async def test_cookie_of_the_first_visit_opens_the_page(origin: Origin, fetcher: Fetcher) -> None:
    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        seen = "visited=1" in request.fields.get("cookie", "")
        writer.write(answer(b"in") if seen else redirect("/", "Set-Cookie: visited=1; path=/"))

    origin.replies["/"] = reply
    assert (await _page(fetcher, origin.url())).body == b"in"
    assert (await _page(fetcher, origin.url())).body == b"in"
    assert len(origin.requests) == 3


async def test_cookie_that_leads_nowhere_is_still_a_circle(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = redirect("/", "Set-Cookie: visited=1; path=/")
    with pytest.raises(Refused, match="circle"):
        await fetcher.fetch(origin.url())
    assert len(origin.requests) == 2


async def test_cookie_goes_to_no_other_host(origin: Origin, other_origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = redirect(other_origin.url().text, "Set-Cookie: a=1; path=/")
    other_origin.replies["/"] = redirect(origin.url("/back").text, "Set-Cookie: b=2; path=/")
    origin.replies["/back"] = answer(b"x")
    await fetcher.fetch(origin.url())
    assert "cookie" not in other_origin.requests[0].fields
    assert origin.asked("/back")[0].fields["cookie"] == "a=1"


async def test_failure_after_a_redirect_names_both_addresses(origin: Origin, fetcher: Fetcher) -> None:
    origin.replies["/"] = redirect("/busy")
    origin.replies["/busy"] = answer(b"", "Retry-After: 5", status="503 Busy")
    with pytest.raises(Throttled) as caught:
        await fetcher.fetch(origin.url())
    assert caught.value.url == origin.url().text
    assert caught.value.retry_at is not None
    assert origin.url("/busy").text in caught.value.cause


async def test_redirect_to_a_private_address_is_refused(
    origin: Origin, other_origin: Origin, make_fetcher: MakeFetcher
) -> None:
    origin.replies["/"] = redirect(other_origin.url("/admin").text)
    with pytest.raises(Refused, match=r"127\.0\.0\.2, a loopback address"):
        await make_fetcher(allow="127.0.0.1/32").fetch(origin.url())
    assert other_origin.connections == 0


async def test_robots_are_asked_on_every_hop(
    origin: Origin, other_origin: Origin, make_fetcher: MakeFetcher
) -> None:
    origin.replies["/"] = redirect(other_origin.url("/secret").text)
    other_origin.replies["/robots.txt"] = answer(b"User-agent: *\nDisallow: /secret", content_type="text/plain")
    with pytest.raises(Refused, match=r"robots\.txt"):
        await make_fetcher(follow_robots=True).fetch(origin.url())
    assert other_origin.asked("/secret") == []


async def test_robots_forbid_unless_there_is_a_reason(origin: Origin, make_fetcher: MakeFetcher) -> None:
    origin.replies["/robots.txt"] = answer(
        b"\xef\xbb\xbfUser-agent: noticewire\nDisallow: /a\n\nUser-agent: *\nDisallow: /",
        content_type="text/plain",
    )
    for path in ("/a", "/b"):
        origin.replies[path] = answer(b"x")
    fetcher = make_fetcher(follow_robots=True)
    with pytest.raises(Refused, match="ignore_robots"):
        await fetcher.fetch(origin.url("/a"))
    await fetcher.fetch(origin.url("/b"))
    await fetcher.fetch(origin.url("/a"), ignore_robots="agreed with the webmaster by mail")
    assert len(origin.asked("/robots.txt")) == 1


async def test_missing_robots_allow_and_broken_ones_forbid_for_now(
    origin: Origin, make_fetcher: MakeFetcher
) -> None:
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(follow_robots=True)
    origin.replies["/robots.txt"] = answer(b"", status="500 Oops")
    with pytest.raises(Unreachable, match=r"robots\.txt could not be read"):
        await fetcher.fetch(origin.url())
    origin.replies["/robots.txt"] = answer(b"", status="403 Forbidden")
    assert (await _page(fetcher, origin.url())).body == b"x"
    assert len(origin.asked("/")) == 1


async def test_robots_are_read_once_for_many(origin: Origin, make_fetcher: MakeFetcher) -> None:
    origin.replies["/"] = answer(b"x")
    fetcher = make_fetcher(follow_robots=True)
    await asyncio.gather(*(fetcher.fetch(origin.url()) for _ in range(8)))
    assert len(origin.asked("/robots.txt")) == 1
    assert len(origin.asked("/")) == 8
    assert origin.most_at_once == 1
