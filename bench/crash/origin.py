"""The watched site: sections that publish while the daemon lives and dies."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.types import Receive, Scope, Send

from bench.crash.points import Point, Trap

SECTIONS = ("gzdt", "zztz", "jsjy")
_SHOWN = 300
"""Rows of a listing: more than are published while a section is not read because every life is cut short."""


@dataclass
class Origin:
    """An ASGI application. `published` holds the number of every notice after the first listing, by section."""

    trap: Trap
    random: random.Random
    published: dict[int, str] = field(default_factory=dict)
    baseline: dict[int, str] = field(default_factory=dict)

    def open(self) -> None:
        """The notices that are there before anybody looks."""
        for number in range(1, 13):
            self.baseline[1000 + number] = SECTIONS[number % len(SECTIONS)]

    def publish(self) -> None:
        number = 2001 + len(self.published)
        self.published[number] = self.random.choice(SECTIONS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"].strip("/")
        if path.endswith(".htm") and path.removesuffix(".htm") in SECTIONS:
            body, point = self._listing(path.removesuffix(".htm")), Point.LISTING_HALF_SENT
        elif path.startswith("info/"):
            body, point = self._article(int(path.rpartition("/")[2].partition(".")[0])), Point.ARTICLE_HALF_SENT
        else:
            await _answer(send, 404, [b"<html><body>404</body></html>"])
            return
        if self.trap.is_armed(point):
            await _start(send, 200, len(body))
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            await self.trap.hold(point)
            await send({"type": "http.response.body", "body": body[len(body) // 2 :]})
        else:
            await _answer(send, 200, [body])

    def _listing(self, section: str) -> bytes:
        every = {**self.baseline, **self.published}
        numbers = [number for number, place in sorted(every.items(), reverse=True) if place == section]
        today = datetime.now(UTC).date().isoformat()
        rows = "".join(
            f'<li class="row"><a href="info/1006/{number}.htm">{_title(number)}</a><span>{today}</span></li>'
            for number in numbers[:_SHOWN]
        )
        return _page(f'<ul class="list">{rows}</ul>')

    def _article(self, number: int) -> bytes:
        return _page(
            f"<h1>{_title(number)}</h1><div class='v_news_content'><p>第{number}号通知的正文。请各单位认真"
            f"组织学习，按时完成各项工作，并于本周五前报送材料。</p></div>"
        )


def _title(number: int) -> str:
    return f"关于做好第{number}项工作的通知"


def _page(body: str) -> bytes:
    head = "<!doctype html><html><head><meta charset=utf-8><title>部门</title></head>"
    return f"{head}<body>{body}</body></html>".encode()


async def _start(send: Send, status: int, length: int) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(length).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _answer(send: Send, status: int, chunks: Iterable[bytes]) -> None:
    body = b"".join(chunks)
    await _start(send, status, len(body))
    await send({"type": "http.response.body", "body": body})
