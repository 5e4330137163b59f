"""Name and password in an address: sent as a field to that origin alone, never kept in a page's address.

What is kept would come out again in the links of public feeds, and in logs.
"""

from base64 import b64encode
from urllib.parse import unquote_to_bytes, urlsplit

from service.domain.urls import Url


def without_login(url: Url) -> Url:
    """The same address without the part before '@'."""
    if "@" not in url.text:
        return url
    parts = urlsplit(url.text)
    return Url.parse(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())


def login_field(url: Url) -> tuple[str, str] | None:
    """The Authorization field that the login in this address stands for (RFC 7617), if there is one."""
    if "@" not in url.text:
        return None
    login, mark, _ = urlsplit(url.text).netloc.rpartition("@")
    if not mark:
        return None
    name, _, password = login.partition(":")
    credentials = b64encode(unquote_to_bytes(name) + b":" + unquote_to_bytes(password))
    return "Authorization", f"Basic {credentials.decode('ascii')}"
