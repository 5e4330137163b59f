"""Requests counted by what was asked for and how it was answered."""

from collections import Counter
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CountingLayer", "Traffic"]


class Traffic:
    """Counts of requests by (kind, status); kinds are few and fixed, so that the metrics stay small."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()

    def count(self, kind: str, status: int) -> None:
        self._counts[kind, status] += 1

    @property
    def counts(self) -> Mapping[tuple[str, int], int]:
        return self._counts


class CountingLayer:
    """Counts each request that `rest` answers."""

    def __init__(self, rest: ASGIApp, traffic: Traffic) -> None:
        self._rest = rest
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._rest(scope, receive, send)
            return
        kind = "feed" if scope["path"].startswith("/feeds") else "page"

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._traffic.count(kind, message["status"])
            await send(message)

        await self._rest(scope, receive, counted)
