"""Which addresses we connect to: public ones, and those the configuration opens."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from service.domain.errors import Refused
from service.domain.remark import Remark

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# From the IANA registries of special-purpose addresses (RFC 6890 and its updates). Written out, because what
# Python's ipaddress calls global has changed between patch releases.
_CLOSED: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(text), name)
    for text, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")

KINDS = frozenset(name for _, name in _CLOSED) | {"reserved"}
"""What closed addresses are, as message ids."""


class Guard:
    """Refuses addresses that are not public, unless a network in `allowed` holds them.

    Ask it about the address a socket is about to connect to, after the name was looked up: a name proves nothing.
    """

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = tuple(allowed)

    def check(self, address: str) -> None:
        """Returns when `address`, an IP address in text, may be connected to. Raises Refused otherwise.

        An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) is judged by both.
        """
        try:
            outer = ip_address(address.partition("%")[0])
        except ValueError as error:
            raise Refused(address, Remark("not an IP address: %(address)r", address=address)) from error
        forms = tuple(_forms(outer))
        if any(form in network for form in forms for network in self._allowed if form.version == network.version):
            return
        for form in forms:
            if name := _closed_as(form):
                raise Refused(
                    address,
                    Remark(
                        "the host is at %(address)s, a %(kind)s address; fetch.allow_addresses can open it",
                        address=address,
                        kind=Remark(name),
                    ),
                )


def _forms(address: Address) -> Iterator[Address]:
    """The address, and the IPv4 address a network would take out of it."""
    if isinstance(address, IPv4Address):
        yield address
        return
    embedded = address.ipv4_mapped or address.sixtofour
    if embedded is None and address in _NAT64:
        embedded = IPv4Address(int(address) & 0xFFFFFFFF)
    if embedded is None or address.sixtofour is not None:
        yield address
    if embedded is not None:
        yield embedded


def _closed_as(address: Address) -> str:
    for network, name in _CLOSED:
        if address.version == network.version and address in network:
            return name
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return "reserved"
    return ""
