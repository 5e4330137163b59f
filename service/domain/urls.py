"""Url: parsed once, resolved, with a canonical form for comparison."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from service.domain.errors import InvalidUrl

_SESSION_IN_PATH = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_NOISE_PARAMETERS = re.compile(
    r"(?:utm_\w+|spm|spm_id_from|share_token|fbclid|gclid|jsessionid|phpsessid|aspsessionid\w*|_t|timestamp)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Url:
    """An absolute http(s) address.

    `text` is the address to open (spaces and non-ASCII escaped, fragment kept). Two addresses are the same
    page when their `canonical` forms are equal. Build one with `Url.parse` or `Url.join`.
    """

    text: str
    host: str
    canonical: str = field(compare=False)

    @staticmethod
    def parse(text: str) -> "Url":
        """Raises InvalidUrl for anything but an absolute http or https address."""
        return _parse(text.strip())

    def join(self, reference: str) -> "Url":
        """The address that `reference` means on this page (RFC 3986 section 5; tabs and newlines are dropped
        and backslashes read as slashes, as browsers do). Raises InvalidUrl for mailto:, javascript: and such."""
        cleaned = re.sub(r"[\t\r\n]", "", reference.strip())
        scheme, colon, _ = cleaned.partition(":")
        if colon and scheme.lower() not in _DEFAULT_PORTS and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
            raise InvalidUrl(f"not a web address: {cleaned[:200]!r}")
        path, mark, rest = cleaned.partition("?")
        try:
            return _parse(urljoin(self.text, path.replace("\\", "/") + mark + rest))
        except ValueError as error:
            raise InvalidUrl(f"not a web address: {cleaned[:200]!r} ({error})") from error

    @property
    def path(self) -> str:
        return urlsplit(self.text).path or "/"

    @property
    def query(self) -> str:
        return urlsplit(self.text).query

    @property
    def origin(self) -> str:
        """Scheme, host and port: 'https://www.example.edu.cn'."""
        parts = urlsplit(self.text)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_secure(self) -> bool:
        return self.text.startswith("https:")

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def _parse(text: str) -> Url:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidUrl(f"not a web address: {text[:200]!r} ({error})") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise InvalidUrl(f"not a web address: {text[:200]!r}")
    host = _ascii_host(parts.hostname)
    shown_port = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    userinfo = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    bracketed = f"[{host}]" if ":" in host else host
    path = _without_dots(quote(parts.path, safe=_PATH_SAFE + "%")) or "/"
    query = quote(parts.query, safe="%/:@!$&'()*+,;=-._~?[]|{}")
    address = SplitResult(parts.scheme, userinfo + bracketed + shown_port, path, query, parts.fragment)
    return Url(urlunsplit(address), host, bracketed + shown_port + _canonical_rest(path, query, parts.fragment))


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise InvalidUrl(f"not a host name: {host[:200]!r}") from error


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4; `..` above the root is dropped, as browsers do."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", "..") and kept[-1:] != [""]:
        kept.append("")
    return "/".join(kept)


def _canonical_rest(path: str, query: str, fragment: str) -> str:
    """The scheme is left out on purpose: http and https serve the same page on the sites we watch."""
    plain = quote(unquote(_SESSION_IN_PATH.sub("", path)), safe=_PATH_SAFE).rstrip("/")
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _NOISE_PARAMETERS.fullmatch(name)
    ]
    wanted = f"?{urlencode(sorted(pairs))}" if pairs else ""
    routed = f"#{fragment}" if fragment.startswith(("/", "!")) else ""  # single-page applications
    return plain + wanted + routed
