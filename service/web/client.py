"""Who is at the other end of a request, and where it came from. Pure.

Names of hosts are believed for nothing but refusing: a page of a stranger can make a browser on this machine ask
us, and a name server can make the stranger's name mean 127.0.0.1 (DNS rebinding). What such a request cannot do is
say `Host: 127.0.0.1`, and come without the `Origin` or `Sec-Fetch-Site` of the page it was made from.
"""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

__all__ = ["client_group", "is_from_elsewhere", "is_here", "is_in", "real_client", "safe_path"]

_Networks = Sequence[IPv4Network | IPv6Network]
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LOCAL_NAME = "localhost"


def is_in(address: str, networks: _Networks) -> bool:
    """Whether the address lies in one of `networks`; False for what is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed.version == network.version and parsed in network for network in networks)


def is_here(address: str, headers: Mapping[str, str]) -> bool:
    """Whether a person at this very machine asks: from a loopback address, by a loopback name, through no proxy.
    `headers` in lower case."""
    if any(name in headers for name in _FORWARDED):
        return False
    return _is_loopback(address) and _is_loopback(_host_name(headers.get("host", "")))


def is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a page of another origin made the browser send this: by Sec-Fetch-Site (W3C Fetch Metadata), by the
    Origin of browsers that do not say it. A program that says neither is nobody's browser. `headers` in lower
    case."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def real_client(peer: str, forwarded_for: str, proxies: _Networks) -> str:
    """The address of the client: the last in X-Forwarded-For that no trusted proxy has, where a trusted one wrote
    it."""
    address = peer
    for written in reversed(forwarded_for.split(",")):
        if not is_in(address, proxies) or not written.strip():
            break
        address = written.strip()
    return address


def client_group(address: str) -> str:
    """What tries are counted by: an IPv4 address, the /64 of an IPv6 address (one customer has all of it)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def safe_path(text: str) -> str:
    """`text` if it is the path of a page of ours below the root ('owner?state=bad'), else ''."""
    if text.startswith(("/", "\\", ".", "?")) or any(sign in text for sign in ("//", "\\", "\r", "\n", "\t")):
        return ""
    parts = urlsplit(text)
    return "" if parts.scheme or parts.netloc or ":" in parts.path else text


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(name: str) -> bool:
    if name.lower() == _LOCAL_NAME:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
