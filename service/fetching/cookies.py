"""Cookies, kept for each host alone.

Some content management systems set a cookie on the first visit and redirect to the same address until it comes
back. No host gets a cookie that another one set, whatever its Domain attribute says.
"""

from collections import OrderedDict

import httpx

_MOST_HOSTS = 1024
_MOST_COOKIES = 50


class CookieJars:
    """The cookies of the hosts visited last, in memory only."""

    def __init__(self) -> None:
        self._jars: OrderedDict[str, httpx.Cookies] = OrderedDict()

    def put_into(self, request: httpx.Request, host: str) -> None:
        """Adds the Cookie field, if this host set any that suit the address."""
        if jar := self._jars.get(host):
            jar.set_cookie_header(request)

    def take_from(self, response: httpx.Response, host: str) -> bool:
        """Keeps what the response sets; tells whether anything new or changed was among it."""
        if "set-cookie" not in response.headers:
            return False
        jar = self._jars.pop(host, None)
        if jar is None or len(jar.jar) > _MOST_COOKIES:
            jar = httpx.Cookies()
        before = _values(jar)
        jar.extract_cookies(response)
        self._jars[host] = jar
        if len(self._jars) > _MOST_HOSTS:
            self._jars.popitem(last=False)
        return _values(jar) != before


def _values(jar: httpx.Cookies) -> dict[tuple[str, str, str], str | None]:
    return {(cookie.domain, cookie.path, cookie.name): cookie.value for cookie in jar.jar}
