"""The first run: where there is no configuration yet, a demo site is served, discovered and followed."""

import asyncio
import dataclasses
import json
from contextlib import AsyncExitStack, suppress
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import structlog

from service.ambient import new_token
from service.config import Settings
from service.daemon.ticks import Ticks
from service.demo.app import demo_app
from service.demo.site import DemoSite
from service.domain.channel import Channel, ChannelId, MailTarget
from service.domain.digest import AtOnce
from service.domain.errors import NoticewireError
from service.domain.naming import site_id
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.parts import Parts
from service.web.server import WebServer

log = structlog.get_logger("demo")

_HOST = "127.0.0.1"
_EVERY = timedelta(seconds=5)
_REMEMBER = timedelta(seconds=10)


class Newcomer:
    """The demo site and a reader of it. Its notices are a function of its start, which `memory` (a file) keeps,
    with the times it was switched off, so that a restart finds the same site."""

    def __init__(self, memory: Path, *, port: int, every: timedelta) -> None:
        self._memory = memory
        self._port = port
        self._every = every
        self.address = f"http://{_HOST}:{port}/"

    def prepare(self, settings: Settings) -> Settings:
        """The settings with which the demo site may be fetched: this machine's own address, without a gap."""
        fetch = dataclasses.replace(
            settings.fetch,
            allow_addresses=(*settings.fetch.allow_addresses, ip_network(_HOST)),
            own_hosts=(*settings.fetch.own_hosts, f"{_HOST}:{self._port}"),
        )
        return dataclasses.replace(settings, fetch=fetch)

    async def start(self, parts: Parts, ticks: Ticks, started: AsyncExitStack) -> None:
        """Serve the site; follow it, unless an earlier run did already. Raises AddressUnusable."""
        past = await asyncio.to_thread(_recall, self._memory, parts.clock())
        site = DemoSite(started_at=past.started_at, every=self._every, clock=parts.clock, closed=past.closed)
        server = WebServer(demo_app(site), parts.settings.web.host, self._port)
        await server.start()
        started.push_async_callback(server.stop, 1.0)

        async def remember() -> None:
            await asyncio.to_thread(_keep, self._memory, past, parts.clock())

        await remember()
        ticks.every(_REMEMBER, "demo site", remember, vital=False)
        started.push_async_callback(remember)
        following = asyncio.create_task(self._follow_guarded(parts))
        started.push_async_callback(_cancel, following)

    async def _follow_guarded(self, parts: Parts) -> None:
        try:
            await self._follow(parts)
        except NoticewireError as error:
            log.error("the demo site is not followed", cause=str(error))
        except Exception:
            log.exception("the demo site is not followed")

    async def _follow(self, parts: Parts) -> None:
        home = Url.parse(self.address)
        if any(status.site.id == site_id(home) for status in await parts.store.sources()):
            return
        log.info("discovering the sections of the demo site", address=self.address)
        explored = await parts.discovery.explore(home, zone=parts.settings.zone)
        sources = [
            dataclasses.replace(section.source, every=_EVERY)
            for section in explored.sections
            if section.followable
        ]
        await self._subscribe(parts)
        added = await parts.store.add(explored.site, sources, parts.clock())
        log.info("following the demo site", sections=len(added))

    async def _subscribe(self, parts: Parts) -> None:
        reader = Channel(ChannelId("demo-reader"), MailTarget("reader@localhost", "读者"), owner=True)
        everything = Subscription(
            SubscriptionId("demo-everything"),
            reader.id,
            Selection(),
            AtOnce(),
            created_at=parts.clock(),
            token=new_token(),
            zone=parts.settings.zone,
            language=parts.settings.language,
        )
        if reader.id not in {channel.id for channel in await parts.store.channels()}:
            await parts.store.add_channel(reader)
        if everything.id not in {known.id for known in await parts.store.subscriptions()}:
            await parts.store.add_subscription(everything)


@dataclasses.dataclass(frozen=True, slots=True)
class _Past:
    started_at: datetime
    closed: tuple[tuple[datetime, datetime], ...]


def _recall(memory: Path, now: datetime) -> _Past:
    """What earlier runs left; a file that cannot be read starts the site anew."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(memory.read_text(encoding="utf-8"))
        started_at, seen_at = _moment(kept["started_at"]), _moment(kept["seen_at"])
        spans = [(_moment(begin), _moment(end)) for begin, end in kept["closed"]]
        if seen_at < now:
            spans.append((seen_at, now))
        return _Past(started_at, tuple(spans))
    return _Past(now, ())


def _moment(text: str) -> datetime:
    """Raises ValueError for a time without a zone: it could not be compared with ours."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {text!r}")
    return moment


def _keep(memory: Path, past: _Past, now: datetime) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "started_at": past.started_at.isoformat(),
        "seen_at": now.isoformat(),
        "closed": [[begin.isoformat(), end.isoformat()] for begin, end in past.closed],
    }
    draft = memory.with_suffix(".new")
    draft.write_text(json.dumps(kept), encoding="utf-8")
    draft.replace(memory)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
