"""The address really connected to is what counts."""

import socket
from ipaddress import ip_network

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from service.domain.errors import Refused, Unreachable
from service.domain.poll import Page
from service.domain.urls import Url
from service.fetching.client import open_client
from service.fetching.fetch import Fetcher
from service.fetching.guard import Guard
from service.fetching.limits import Limits
from service.fetching.politeness import Politeness

from .conftest import NOW, MakeFetcher, Origin, answer


class Names(AbstractResolver):
    """A name server that gives another answer each time."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in self.answers.pop(0)
        ]

    async def close(self) -> None:
        pass


def _fetcher(names: Names, allow: str) -> Fetcher:
    limits = Limits()
    guard = Guard([ip_network(allow)])
    return Fetcher(
        open_client(guard, limits, "test", concurrency=4, resolver=names),
        limits=limits,
        politeness=Politeness(limits.total * 0),
        concurrency=4,
        follow_robots=False,
        clock=lambda: NOW,
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://[64:ff9b::7f00:1]:1/",
        "http://[fe80::1]:1/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://100.100.100.200/",
        "http://0.0.0.0:1/",
    ],
)
async def test_address_in_the_url_is_refused(make_fetcher: MakeFetcher, address: str) -> None:
    with pytest.raises(Refused, match="allow_addresses"):
        await make_fetcher(allow="").fetch(Url.parse(address))


@pytest.mark.parametrize(
    "address", ["http://2130706433/", "http://127.1/", "http://0x7f000001/", "http://0177.0.0.1/"]
)
async def test_address_in_disguise_is_not_reached(make_fetcher: MakeFetcher, address: str) -> None:
    with pytest.raises((Refused, Unreachable)):
        await make_fetcher(allow="").fetch(Url.parse(address))


async def test_localhost_by_name_is_refused(make_fetcher: MakeFetcher) -> None:
    with pytest.raises(Refused, match="loopback"):
        await make_fetcher(allow="").fetch(Url.parse("http://localhost:1/"))


async def test_name_that_changes_its_address_is_judged_again(origin: Origin, other_origin: Origin) -> None:
    origin.replies["/"] = answer(b"first", "Connection: close")
    fetcher = _fetcher(Names(["127.0.0.1"], ["127.0.0.2"]), "127.0.0.1/32")
    url = Url.parse(f"http://rebound.example:{origin.port}/")
    page = await fetcher.fetch(url)
    assert isinstance(page, Page)
    assert page.body == b"first"
    with pytest.raises(Refused, match=r"127\.0\.0\.2"):
        await fetcher.fetch(url)
    assert other_origin.connections == 0
    await fetcher.aclose()


async def test_socket_is_guarded_even_when_the_resolver_is_deceived(origin: Origin) -> None:
    class Changing(dict[str, object]):
        """A look-up result that reads as a permitted address first and as another one later."""

        def __getitem__(self, key: str) -> object:
            value = super().__getitem__(key)
            if key == "host":
                self["host"] = origin.host
            return value

    class Deceiving(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
        ) -> list[ResolveResult]:
            found = Changing(hostname=host, host="192.88.98.1", port=port, family=family, proto=0, flags=0)
            return [found]  # type: ignore[list-item]  # stands for a resolver gone wrong

    fetcher = _fetcher(Deceiving(), "192.88.98.0/24")
    with pytest.raises(Refused, match="loopback"):
        await fetcher.fetch(Url.parse(f"http://deceived.example:{origin.port}/"))
    assert origin.connections == 0
    await fetcher.aclose()


async def test_permitted_address_is_used_where_a_name_has_both(origin: Origin) -> None:
    origin.replies["/"] = answer(b"x")
    fetcher = _fetcher(Names(["10.0.0.1", "127.0.0.1", "::1"]), "127.0.0.1/32")
    assert isinstance(await fetcher.fetch(Url.parse(f"http://both.example:{origin.port}/")), Page)
    await fetcher.aclose()


async def test_name_without_any_permitted_address_is_refused() -> None:
    fetcher = _fetcher(Names(["10.0.0.1", "::1"]), "127.0.0.1/32")
    with pytest.raises(Refused, match=r"10\.0\.0\.1, a private address"):
        await fetcher.fetch(Url.parse("http://inside.example/"))
    await fetcher.aclose()


async def test_proxy_of_the_environment_is_not_used(
    origin: Origin, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    origin.replies["/"] = answer(b"x")
    assert isinstance(await fetcher.fetch(origin.url()), Page)
