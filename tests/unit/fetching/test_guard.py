"""Which addresses the guard lets through."""

from ipaddress import ip_network

import pytest

from service.domain.errors import Refused
from service.fetching.guard import Guard

PUBLIC = ["1.1.1.1", "202.112.0.36", "172.32.0.1", "100.128.0.1", "2400:3200::1", "2606:4700::1111"]
CARRYING_PUBLIC = ["::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
CLOSED = {
    "0.0.0.0": "unspecified",
    "10.255.255.255": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local",
    "100.64.0.1": "carrier-grade NAT",
    "198.18.0.1": "benchmarking",
    "224.0.0.251": "multicast",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "reserved",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "site-local",
    "fd00::1": "private",
    "ff02::1": "multicast",
    "2001::1": "reserved",
    "2001:db8::1": "documentation",
    "100::1": "reserved",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:7f00:1": "loopback",
    "64:ff9b::10.0.0.1": "private",
    "64:ff9b:1::10.0.0.1": "reserved",
    "2002:7f00:1::1": "loopback",
    "2002:c0a8:101::1": "private",
}


@pytest.mark.parametrize("address", PUBLIC + CARRYING_PUBLIC)
def test_public_address_passes(address: str) -> None:
    Guard([]).check(address)


@pytest.mark.parametrize("address", CLOSED)
def test_any_other_is_refused_by_its_name(address: str) -> None:
    with pytest.raises(Refused) as caught:
        Guard([]).check(address)
    assert f"a {CLOSED[address]} address" in caught.value.cause
    assert "fetch.allow_addresses" in caught.value.cause


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_opened_network_passes_in_every_form(address: str) -> None:
    Guard([ip_network("127.0.0.0/8")]).check(address)


def test_opened_network_opens_nothing_else() -> None:
    guard = Guard([ip_network("192.168.7.0/24"), ip_network("fd00::/64")])
    guard.check("192.168.7.255")
    guard.check("fd00::1")
    for address in ("192.168.8.1", "fd00:0:0:1::1", "127.0.0.1"):
        with pytest.raises(Refused):
            guard.check(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f.1", "1.2.3.4.5"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not an IP address"):
        Guard([]).check(text)
