"""The life of the daemon: start in order, serve, stop in reverse within ten seconds."""

import asyncio
import dataclasses
import gc
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, closing
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import structlog

from service.ambient import new_holder
from service.config import Settings
from service.daemon import logs
from service.daemon.lock import InstanceLock, database_file
from service.daemon.newcomer import Newcomer
from service.daemon.notify import Notifier
from service.daemon.reloading import Reloading
from service.daemon.signals import answering_signals, until_stopped
from service.daemon.ticks import Ticks
from service.domain.source import Holder
from service.parts import Parts, open_parts
from service.polling.visit import Visitor
from service.web.app import create_app
from service.web.correspondence import CONFIRM_WITHIN
from service.web.explorations import Explorations
from service.web.gate import Access
from service.web.server import WebServer

log = structlog.get_logger("daemon")

_LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
_TICK = timedelta(milliseconds=500)
_SWEEP = timedelta(seconds=4)
_SILENT_TOO_LONG = timedelta(minutes=2)
_DRAIN_SECONDS = 6.0
_WEB_SECONDS = 2.0


class Handing(Protocol):
    """Hands the work to others."""

    async def round(self) -> object:
        """Hand out what is due."""
        ...

    async def sweep(self) -> object:
        """Take back what the dead had begun."""
        ...


OpenHanding = Callable[[Parts, Holder], AbstractAsyncContextManager[Handing]]


async def run_daemon(
    settings: Settings,
    *,
    reload: Callable[[], Settings],
    newcomer: Newcomer | None = None,
    open_handing: OpenHanding | None = None,
) -> int:
    """Run until SIGTERM or SIGINT; the exit code. SIGHUP reads the configuration again through `reload`.

    `newcomer` is the demo site to start and follow, where there is no configuration yet. With `open_handing`
    others poll, read and send, and this process hands it to them. Raises NoticewireError when the start fails; all
    that was started is stopped again then.
    """
    logs.configure(settings.log.level, settings.log.format)
    notifier = Notifier()
    told = settings
    async with AsyncExitStack() as started:
        calls = started.enter_context(answering_signals())
        settings = _with_real_port(settings)
        if newcomer is not None:
            settings = newcomer.prepare(settings)
        lock = InstanceLock(database_file(settings.database_url))
        lock.acquire()
        started.callback(lock.release)
        holder = new_holder("daemon")
        parts = await started.enter_async_context(open_parts(settings, holder=holder))
        freed = await parts.store.take_over(holder)
        if freed:
            log.info("took up what a stopped daemon had begun", leases=freed)
        web = await _serve(parts, settings, newcomer, started)
        started.push_async_callback(_drain, parts)
        handing = await started.enter_async_context(open_handing(parts, holder)) if open_handing else None
        ticks = _ticks(parts, notifier, handing)
        if newcomer is not None:
            await newcomer.start(parts, ticks, started)
        started.callback(ticks.stop)
        ticks.start()
        reloading = Reloading(parts, told, reload, notifier)
        address = settings.address(web.port)
        gc.freeze()  # what stands by now stays: collecting it again took a fifth of the time of a burst
        log.info("running", address=address, database=_shown(settings.database_url))
        notifier.ready(f"serving {address}")
        _greet(address, newcomer)
        await until_stopped(calls, reloading.once)
        log.info("stopping")
        notifier.stopping()
    log.info("stopped")
    return 0


async def _serve(
    parts: Parts, settings: Settings, newcomer: Newcomer | None, started: AsyncExitStack
) -> WebServer:
    explorations = Explorations(parts.discovery, zone=settings.zone, clock=parts.clock)
    started.push_async_callback(explorations.aclose)
    app = create_app(
        parts.store,
        public_url=settings.address(),
        clock=parts.clock,
        mailbox=_shown_mailbox(settings, newcomer),
        version=version("noticewire"),
        language=settings.language,
        zone=settings.zone,
        demo_url=newcomer.address if newcomer else None,
        trouble_after=settings.feeds.trouble_after,
        access=_access(settings),
        visitor=Visitor(parts.fetcher),
        explorations=explorations,
        open_subscriptions=settings.web.open_subscriptions or newcomer is not None,
        workers=settings.daemon.workers,
    )
    web = WebServer(app, settings.web.host, settings.web.port)
    await web.start()
    started.push_async_callback(web.stop, _WEB_SECONDS)
    return web


def _access(settings: Settings) -> Access:
    web = settings.web
    return Access(
        password_hash=web.password_hash,
        local=_is_ours_alone(settings),
        proxy_header=web.trusted_proxy_header,
        trusted_proxies=web.trusted_proxies,
        proxy_users=web.trusted_users,
        public_url=settings.public_url,
    )


def _shown_mailbox(settings: Settings, newcomer: Newcomer | None) -> Path | None:
    """The mailbox that the web may show: its letters hold the readers' secrets, so it is for those alone who sit
    at this machine, and for the demo site's reader, who is nobody."""
    if settings.mail.host:
        return None
    local = _is_ours_alone(settings)
    if not local and newcomer is None:
        log.info("the mailbox is not shown, because others can open the web page", host=settings.web.host)
    return settings.mail.mailbox if local or newcomer is not None else None


def _is_ours_alone(settings: Settings) -> bool:
    """Only those who sit at this machine can open the web page; a proxy brings others to a local port."""
    return settings.web.host in _LOCAL_HOSTS and not settings.public_url


def _with_real_port(settings: Settings) -> Settings:
    """Port 0 means any free one; it is chosen here, because feeds and mails carry it."""
    if settings.web.port:
        return settings
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return dataclasses.replace(settings, web=dataclasses.replace(settings.web, port=port))


def _ticks(parts: Parts, notifier: Notifier, handing: Handing | None) -> Ticks:
    ticks = Ticks()
    if handing is not None:
        ticks.every(_TICK, "hand out", handing.round)
        ticks.every(_SWEEP, "take back", handing.sweep)
    else:
        ticks.every(_TICK, "poll", parts.poller.round)
        ticks.every(_TICK, "articles", parts.articles.round)
        for number, dispatcher in enumerate(parts.dispatchers):
            ticks.every(_TICK, f"deliver {number}", dispatcher.round)

    ticks.every(_TICK, "hub", parts.verifier.round)

    async def prune() -> None:
        alerts = parts.settings.alerts
        await parts.store.prune(parts.clock(), deliveries_older=alerts.keep_ledger, bytes_older=alerts.keep_sent)
        await parts.store.readers.forget_unconfirmed(parts.clock() - CONFIRM_WITHIN)

    async def alive() -> None:
        if ticks.longest_silence() < _SILENT_TOO_LONG:
            notifier.alive()

    if notifier.watchdog is not None:
        ticks.every(notifier.watchdog / 2, "watchdog", alive, vital=False)
    if parts.returned is not None:
        every = parts.settings.mail.bounces.every
        ticks.every(every, "returned mail", parts.returned.round, vital=False)
    ticks.every(timedelta(hours=6), "silence", parts.silence.round, vital=False)
    ticks.every(timedelta(hours=6), "prune", prune, vital=False)
    return ticks


async def _drain(parts: Parts) -> None:
    """Let what runs come to its end; a claim that is cut is taken up again at the next start."""
    polls, articles, *_ = await asyncio.gather(
        parts.poller.drain(_DRAIN_SECONDS),
        parts.articles.drain(_DRAIN_SECONDS),
        *(dispatcher.drain(_DRAIN_SECONDS) for dispatcher in parts.dispatchers),
        parts.verifier.drain(_DRAIN_SECONDS),
    )
    if polls or articles:
        log.warning("stopped before all work was done", polls=polls, articles=articles)


def _greet(address: str, newcomer: Newcomer | None) -> None:
    """One address, on standard output, for whoever sits before the terminal."""
    demo = f"\n  The demo site it follows: {newcomer.address}" if newcomer else ""
    sys.stdout.write(f"\nnoticewire is running: {address}{demo}\n  Ctrl-C stops it.\n\n")
    sys.stdout.flush()


def _shown(database_url: str) -> str:
    """The database's address without its password."""
    scheme, slashes, rest = database_url.partition("://")
    return scheme + slashes + rest.rpartition("@")[2]
