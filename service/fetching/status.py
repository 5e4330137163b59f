"""What a status code means for the caller."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

import httpx

from service.domain.errors import Blocked, FetchError, Gone, Throttled, Unreachable, UnusablePage

GOOD = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
NOT_MODIFIED = 304

_SCRIPT_COOKIE = "__jsl"  # this guard answers 521, which elsewhere means that the origin is down

_SPECIAL: Mapping[int, type[FetchError]] = MappingProxyType(
    {
        **dict.fromkeys((404, 410), Gone),
        429: Throttled,
        # 202: a challenge that a script must answer. 567: a guard's own number.
        **dict.fromkeys((202, 567), Blocked),
        **dict.fromkeys((408, 409, 421, 423, 425, 431), Unreachable),
        **dict.fromkeys((400, 414, 415, 416, 422, 426), UnusablePage),
    }
)


def failure(status: int, headers: httpx.Headers, delay: timedelta | None) -> type[FetchError] | None:
    """The class of failure that a final status stands for; None when there is a page, or nothing new.

    `delay` is what Retry-After asks for. 503 without it is an outage like any other 5xx. A 4xx without a meaning
    of its own counts as blocked: the server says that we must not ask like this, so asking again soon is wrong.
    """
    if status in GOOD or status == NOT_MODIFIED:
        return None
    if status == 503 and delay is not None:
        return Throttled
    if status == 521 and any(_SCRIPT_COOKIE in cookie for cookie in headers.get_list("set-cookie")):
        return Blocked
    if special := _SPECIAL.get(status):
        return special
    if status >= 500:
        return Unreachable
    return Blocked if status >= 400 else UnusablePage
