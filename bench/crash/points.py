"""The moments to kill at."""

import asyncio
import random
from enum import StrEnum


class Point(StrEnum):
    ANY_TIME = "any time"
    LISTING_HALF_SENT = "listing half sent"
    ARTICLE_HALF_SENT = "article half sent"
    WEBHOOK_UNANSWERED = "webhook read, unanswered"
    WEBHOOK_ANSWERED = "just after our 200"
    MAIL_UNANSWERED = "mail read, unanswered"
    MAIL_ANSWERED = "just after our 250"
    STARTING = "while starting"
    FROZEN = "stopped for a while, then killed"


class Trap:
    """Armed for one point at a time; whoever reaches it springs it and waits until the daemon is dead."""

    def __init__(self) -> None:
        self._armed: Point | None = None
        self._sprung = asyncio.Event()
        self._dead = asyncio.Event()

    def arm(self, point: Point) -> None:
        self._armed = point
        self._sprung.clear()
        self._dead.clear()

    def is_armed(self, point: Point) -> bool:
        return self._armed is point

    def spring(self, point: Point) -> None:
        """Report that `point` is reached, without waiting."""
        if self._armed is point:
            self._armed = None
            self._sprung.set()

    async def hold(self, point: Point) -> None:
        """Report that `point` is reached and stay there until the kill, at most a few seconds."""
        if self._armed is point:
            self.spring(point)
            await _within(self._dead, 5)

    async def sprung(self, seconds: float) -> bool:
        """Whether the armed point was reached within `seconds`."""
        reached = await _within(self._sprung, seconds)
        self._armed = None
        return reached

    def killed(self) -> None:
        self._dead.set()


class Choice:
    """Which point comes next: all of them in a shuffled round, then another."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._left: list[Point] = []

    def next(self) -> Point:
        if not self._left:
            self._left = list(Point)
            self._random.shuffle(self._left)
        return self._left.pop()


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
