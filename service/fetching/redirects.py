"""Following redirects by hand, so that robots.txt, politeness and the guard see every hop."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from service.domain.errors import FetchError, Gone, Refused
from service.domain.remark import Remark
from service.domain.urls import Url
from service.fetching.status import PERMANENT
from service.fetching.wire import Answer


@dataclass(frozen=True, slots=True)
class Arrival:
    """The last answer of a chain. `moved_to`: where it led, when every hop said that it is for good."""

    answer: Answer
    moved_to: Url | None


async def follow(get: Callable[[Url], Awaitable[Answer]], start: Url, most: int) -> Arrival:
    """Asks for `start` and for whatever it redirects to, at most `most` times.

    The same address again is a loop, unless the answer set a cookie: some sites redirect a first visit to
    itself. Raises Refused for a loop and for too many hops, and whatever `get` raises, told of `start`.
    """
    url = start
    visited = {start.text.partition("#")[0]}
    permanent = True
    for hop in range(most + 1):
        try:
            answer = await get(url)
        except FetchError as error:
            if hop == 0:
                raise
            raise _told_of(start, error, url) from error
        if answer.location is None:
            moved = hop > 0 and permanent and answer.url.text != start.text
            return Arrival(answer, answer.url if moved else None)
        permanent = permanent and answer.status in PERMANENT
        url = answer.location
        address = url.text.partition("#")[0]
        if address in visited and not answer.sets_cookie:
            raise Refused(start.text, Remark("it redirects in a circle, by %(url)s", url=url.text))
        visited.add(address)
    raise Refused(start.text, Remark("it redirects more than %(most)d times", most=most))


def _told_of(start: Url, error: FetchError, hop: Url) -> FetchError:
    """The same failure, told of the address that was asked for: that one itself is not gone for good."""
    cause = Remark("%(cause)s, at %(url)s where it redirects to", cause=error.cause, url=hop.text)
    if isinstance(error, Gone):
        return Gone(start.text, cause)
    return type(error)(start.text, cause, retry_at=error.retry_at)
