"""How often somebody may try a password. Pure: the time is passed in."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["Limit", "Throttle"]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` in any span of `within`."""

    tries: int
    within: timedelta


_OF_ONE = Limit(5, timedelta(minutes=5))
_OF_ALL = Limit(60, timedelta(minutes=5))
_REMEMBERED = 10_000


class Throttle:
    """Counts tries by client and altogether: guessing from many addresses is bounded too.

    A try that is refused counts for nothing, so whoever waits as long as he is told gets in.
    """

    def __init__(self, of_one: Limit = _OF_ONE, of_all: Limit = _OF_ALL, *, remembered: int = _REMEMBERED) -> None:
        self._of_one = of_one
        self._of_all = of_all
        self._remembered = remembered
        self._all: deque[datetime] = deque()
        self._by_client: OrderedDict[str, deque[datetime]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_client)

    def wait(self, client: str, now: datetime) -> timedelta | None:
        """None: go ahead, and the try is counted. Else how long to wait. `now` never goes back."""
        own = self._by_client.pop(client, deque())
        waits = [_wait(own, self._of_one, now), _wait(self._all, self._of_all, now)]
        longest = max((wait for wait in waits if wait), default=None)
        if longest is None:
            own.append(now)
            self._all.append(now)
        if own:
            self._by_client[client] = own
        while len(self._by_client) > self._remembered:
            self._by_client.popitem(last=False)
        return longest

    def forget(self, client: str) -> None:
        """He knew the password."""
        self._by_client.pop(client, None)


def _wait(tries: deque[datetime], limit: Limit, now: datetime) -> timedelta | None:
    while tries and now - tries[0] >= limit.within:
        tries.popleft()
    return tries[0] + limit.within - now if len(tries) >= limit.tries else None
