from ipaddress import ip_network

import pytest

from service.web.client import client_group, is_from_elsewhere, is_here, is_in, real_client, safe_path

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("127.0.0.1", "127.0.0.1:8765"),
        ("127.0.0.1", "localhost:8765"),
        ("127.0.0.1", "localhost"),
        ("::1", "[::1]:8765"),
        ("127.3.2.1", "LOCALHOST"),
    ],
)
def test_who_sits_at_this_machine_is_here(address: str, host: str) -> None:
    assert is_here(address, {"host": host})


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("127.0.0.1", {"host": "evil.example:8765"}),  # DNS rebinding: a stranger's name that means 127.0.0.1
        ("127.0.0.1", {"host": "127.0.0.1.evil.example"}),
        ("127.0.0.1", {"host": "localhost.evil.example"}),
        ("127.0.0.1", {"host": ""}),
        ("127.0.0.1", {}),
        ("192.168.1.5", {"host": "127.0.0.1:8765"}),
        ("", {"host": "127.0.0.1"}),
        ("127.0.0.1", {"host": "127.0.0.1:8765", "x-forwarded-for": "203.0.113.5"}),
        ("127.0.0.1", {"host": "127.0.0.1:8765", "forwarded": "for=203.0.113.5"}),
        ("127.0.0.1", {"host": "127.0.0.1:8765", "via": "1.1 proxy"}),
    ],
)
def test_everyone_else_is_not(address: str, headers: dict[str, str]) -> None:
    assert not is_here(address, headers)


@pytest.mark.parametrize(
    ("headers", "forged"),
    [
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null", "host": "x.org"}, False),
        ({"origin": "http://x.org:8765", "host": "x.org:8765"}, False),
        ({"origin": "https://X.org", "host": "x.org"}, False),
        ({"origin": "http://evil.example", "host": "x.org"}, True),
        ({"origin": "http://x.org:1", "host": "x.org:8765"}, True),
        ({"origin": "null", "host": "x.org"}, True),
        ({"host": "x.org"}, False),
    ],
)
def test_what_another_sites_page_sends_is_told_apart(headers: dict[str, str], forged: bool) -> None:
    assert is_from_elsewhere(headers) == forged


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),  # a stranger says what he likes
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the first he wrote himself
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_client_is_the_last_that_no_proxy_of_ours_is(peer: str, forwarded: str, client: str) -> None:
    assert real_client(peer, forwarded, PROXIES) == client


def test_networks_know_mapped_addresses_and_no_nonsense() -> None:
    assert is_in("::ffff:10.1.2.3", PROXIES)
    assert not is_in("11.1.2.3", PROXIES)
    assert not is_in("testclient", PROXIES)


def test_one_customer_is_one_client() -> None:
    assert client_group("2001:db8:1:2:aaaa::1") == client_group("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert client_group("2001:db8:1:3::1") != client_group("2001:db8:1:2::1")
    assert client_group("::ffff:192.0.2.1") == client_group("192.0.2.1") == "192.0.2.1"
    assert client_group("testclient") == "testclient"


@pytest.mark.parametrize("path", ["owner", "owner?show=trouble&q=%E9%80%9A", "owner/sources/a-1", "follow"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "/owner", "https://evil.example", "javascript:alert(1)", "\\\\evil.example", "a\\b",
        "../x", "x//evil.example", "owner\r\nset-cookie: a=b", "?a", "data:text/html,x", "",
    ],
)  # fmt: skip
def test_a_path_that_leads_away_is_not(path: str) -> None:
    assert safe_path(path) == ""
