"""Explorations of addresses under way and done, kept in memory for an hour: what `follow` watches."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from service.domain.errors import FetchError, NoticewireError
from service.domain.poll import Page
from service.domain.source import Recipe
from service.domain.urls import Url
from service.polling.discovery import Discovery, Explored
from service.slots import Slots

__all__ = ["Exploration", "Explorations", "TooManyExplorations"]

_KEPT = timedelta(hours=1)
_MOST_KEPT = 50
_MOST_RUNNING = 4

log = structlog.get_logger("follow")


class TooManyExplorations(NoticewireError):
    """All places are taken."""

    advice = "Wait until one of the explorations under way has ended."


@dataclass(slots=True)
class Exploration:
    """One address being looked at. Exactly one of `explored` and `failure` is set once it is `done`.

    `page` is the address's own page, fetched when somebody wants to point at it.
    """

    id: str
    url: Url
    started_at: datetime
    looked_at: int = 0
    in_all: int = 0
    looking_at: str = ""
    explored: Explored | None = None
    failure: Exception | None = None
    page: Page | None = None

    @property
    def done(self) -> bool:
        return self.explored is not None or self.failure is not None

    def report(self, looked_at: int, in_all: int, looking_at: str) -> None:
        self.looked_at, self.in_all, self.looking_at = looked_at, in_all, looking_at


class Explorations:
    """At most four run at a time: each asks a site for up to two hundred pages."""

    def __init__(self, discovery: Discovery, *, zone: str, clock: Callable[[], datetime]) -> None:
        self._discovery = discovery
        self._zone = zone
        self._clock = clock
        self._kept: dict[str, Exploration] = {}
        self._slots = Slots(_MOST_RUNNING)

    def start(self, url: Url) -> Exploration:
        """Raises TooManyExplorations. One of the same address that still runs is that one."""
        self._forget()
        for known in self._kept.values():
            if known.url == url and not known.done:
                return known
        if not self._slots.free:
            raise TooManyExplorations(f"{_MOST_RUNNING} addresses are being explored at this moment")
        exploration = Exploration(secrets.token_urlsafe(9), url, self._clock())
        self._kept[exploration.id] = exploration
        self._slots.start(self._explore(exploration))
        return exploration

    def find(self, identity: str) -> Exploration | None:
        """None: unknown, or forgotten after an hour."""
        self._forget()
        return self._kept.get(identity)

    async def page(self, exploration: Exploration) -> Page:
        """The page of the address itself. Raises FetchError."""
        if exploration.page is None:
            exploration.page = await self._discovery.page(exploration.url)
        return exploration.page

    async def read_by(self, exploration: Exploration, recipe: Recipe) -> Explored:
        """The address as one listing, read by this recipe. Raises FetchError, and NoCandidates when the page has
        changed meanwhile."""
        return await self._discovery.explore(exploration.url, zone=self._zone, recipe=recipe)

    async def idle(self) -> None:
        """Waits until nothing runs."""
        await self._slots.idle()

    async def aclose(self) -> None:
        """Ends what runs."""
        await self._slots.drain(0)

    async def _explore(self, exploration: Exploration) -> None:
        try:
            exploration.explored = await self._discovery.explore(
                exploration.url, zone=self._zone, progress=exploration.report
            )
        except NoticewireError as error:
            exploration.failure = error
        except Exception as error:
            log.exception("an address was not explored", url=str(exploration.url))
            exploration.failure = FetchError(str(exploration.url), f"unexpected: {error!r}")

    def _forget(self) -> None:
        oldest = self._clock() - _KEPT
        done = [known for known in self._kept.values() if known.done]
        surplus = max(0, len(self._kept) - _MOST_KEPT)
        for number, known in enumerate(done):
            if known.started_at < oldest or number < surplus:
                del self._kept[known.id]
