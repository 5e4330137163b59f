"""python -m bench.feedserver: the real web application with 50 entries, and beside it constant bytes."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import uvloop
from starlette.types import Receive, Scope, Send

from service.domain.decision import Policy, decide
from service.domain.detection import page_keys
from service.domain.entry import Article, Candidate, Published
from service.domain.naming import site_id
from service.domain.poll import Found, Known, Listing, PageKind
from service.domain.publishing import after_reading
from service.domain.source import Holder, Site, Source, SourceId, Validators
from service.domain.urls import Url
from service.storage.store import Store
from service.web.app import create_app
from service.web.server import WebServer

_LISTING = Url.parse("https://office.example.edu.cn/zzgz/gzdt.htm")
_HOLDER = Holder("daemon:bench")
_LEASE = timedelta(minutes=1)


async def fill(store: Store, entries: int, *, announce_last: int = 0) -> None:
    """One source with `entries` released entries of about 2 KB."""
    now = datetime.now(UTC)
    site = Site(site_id(_LISTING), _LISTING.join("/"), "信息工程学院")
    source = Source(
        SourceId("gzdt"),
        site.id,
        _LISTING,
        "工作动态",
        section=("组织工作", "工作动态"),
        announce_last=announce_last,
    )
    await store.add(site, [source], now)
    due = await store.claim_source(source.id, now, holder=_HOLDER, lease=_LEASE)
    assert due is not None
    candidates = tuple(
        Candidate(
            _LISTING.join(f"/info/1006/{number}.htm"),
            f"关于第{number}次会议的通知",
            Published(now.date(), source.zone),
        )
        for number in range(entries)
    )
    found = Found(Listing(PageKind.LISTING, candidates, method="bench"), Validators(), "digest")
    keys = [key for _, found_keys in page_keys(source, candidates) for key in found_keys.all]
    assert (await store.known(due, keys)) == Known()
    await store.record_poll(decide(due, found, Known(), Policy(), now, jitter=0))
    text = "各单位、各部门：请认真组织学习，按时完成各项工作。" * 25
    while owed := await store.claim_articles(now, limit=1, holder=_HOLDER, lease=_LEASE):
        article = Article(body=f"<p>{text}</p>", text=text)
        publication = after_reading(owed[0], article, now)
        await store.publish(replace(publication, at=now), _HOLDER)


class Constant:
    """The least an ASGI application can do: the same bytes, or 304 when asked for with any validator."""

    def __init__(self, body: bytes, headers: list[tuple[bytes, bytes]], tag: bytes) -> None:
        self._start = {"type": "http.response.start", "status": 200, "headers": headers}
        self._body = {"type": "http.response.body", "body": body}
        self._unchanged = {"type": "http.response.start", "status": 304, "headers": [(b"etag", tag)]}
        self._nothing = {"type": "http.response.body", "body": b""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if any(name == b"if-none-match" for name, _ in scope["headers"]):
            await send(self._unchanged)
            await send(self._nothing)
        else:
            await send(self._start)
            await send(self._body)


async def main() -> None:
    with TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        await fill(store, 50)
        app = create_app(
            store, public_url="http://127.0.0.1", clock=lambda: datetime.now(UTC), mailbox=None, version="bench"
        )
        web = WebServer(app, "127.0.0.1", 0)
        await web.start()
        feed = f"{web.url}/feeds/gzdt.atom"
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = (await client.get(feed, headers={"Accept-Encoding": "identity"})).raise_for_status()
        headers = [(name.lower(), value) for name, value in answer.headers.raw if name.lower() != b"date"]
        plain = WebServer(Constant(answer.content, headers, answer.headers["etag"].encode()), "127.0.0.1", 0)
        await plain.start()
        print(feed, plain.url + "/", answer.headers["etag"], flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
