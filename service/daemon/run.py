"""The life of the daemon: start in order, serve, stop in reverse within ten seconds."""

import asyncio
import dataclasses
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import structlog

from service.config import Settings
from service.daemon import logs
from service.daemon.lock import InstanceLock, database_file
from service.daemon.newcomer import Newcomer
from service.daemon.notify import Notifier
from service.daemon.ticks import Ticks
from service.domain.errors import ConfigError, StorageError
from service.parts import Parts, declare, new_holder, open_parts, policy
from service.web.app import create_app
from service.web.server import WebServer

log = structlog.get_logger("daemon")

_LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
_TICK = timedelta(milliseconds=500)
_KEEP_LEDGER = timedelta(days=90)
_SILENT_TOO_LONG = timedelta(minutes=2)
_DRAIN_SECONDS = 6.0
_WEB_SECONDS = 2.0


async def run_daemon(
    settings: Settings, *, reload: Callable[[], Settings], newcomer: Newcomer | None = None
) -> int:
    """Run until SIGTERM or SIGINT; the exit code. SIGHUP reads the configuration again through `reload`.

    `newcomer` is the demo site to start and follow, where there is no configuration yet. Raises NoticewireError
    when the start fails; all that was started is stopped again then.
    """
    logs.configure(settings.log.level, settings.log.format)
    notifier = Notifier()
    async with AsyncExitStack() as started:
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
        ticks = _ticks(parts, notifier)
        if newcomer is not None:
            await newcomer.start(parts, ticks, started)
        started.callback(ticks.stop)
        ticks.start()
        stop = asyncio.Event()
        live = _Live(parts, settings, reload, notifier)
        with _signals(stop, live.reload_soon):
            address = settings.address(web.port)
            log.info("running", address=address, database=_shown(settings.database_url))
            notifier.ready(f"serving {address}")
            _greet(address, newcomer)
            await stop.wait()
        log.info("stopping")
        notifier.stopping()
    log.info("stopped")
    return 0


async def _serve(
    parts: Parts, settings: Settings, newcomer: Newcomer | None, started: AsyncExitStack
) -> WebServer:
    app = create_app(
        parts.store,
        public_url=settings.address(),
        clock=parts.clock,
        mailbox=_shown_mailbox(settings, newcomer),
        version=version("noticewire"),
        language=settings.language,
        zone=settings.zone,
        demo_url=newcomer.address if newcomer else None,
    )
    web = WebServer(app, settings.web.host, settings.web.port)
    await web.start()
    started.push_async_callback(web.stop, _WEB_SECONDS)
    return web


def _shown_mailbox(settings: Settings, newcomer: Newcomer | None) -> Path | None:
    """The mailbox that the web may show: its letters hold the readers' secrets, so it is for those alone who sit
    at this machine, and for the demo site's reader, who is nobody."""
    if settings.mail.host:
        return None
    local = settings.web.host in _LOCAL_HOSTS
    if not local and newcomer is None:
        log.info("the mailbox is not shown, because others can open the web page", host=settings.web.host)
    return settings.mail.mailbox if local or newcomer is not None else None


def _with_real_port(settings: Settings) -> Settings:
    """Port 0 means any free one; it is chosen here, because feeds and mails carry it."""
    if settings.web.port:
        return settings
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return dataclasses.replace(settings, web=dataclasses.replace(settings.web, port=port))


def _ticks(parts: Parts, notifier: Notifier) -> Ticks:
    ticks = Ticks()
    ticks.every(_TICK, "poll", parts.poller.round)
    ticks.every(_TICK, "articles", parts.articles.round)
    for number, dispatcher in enumerate(parts.dispatchers):
        ticks.every(_TICK, f"deliver {number}", dispatcher.round)

    async def prune() -> None:
        await parts.store.prune(parts.clock(), deliveries_older=_KEEP_LEDGER)

    async def alive() -> None:
        if ticks.longest_silence() < _SILENT_TOO_LONG:
            notifier.alive()

    if notifier.watchdog is not None:
        ticks.every(notifier.watchdog / 2, "watchdog", alive)
    ticks.every(timedelta(hours=6), "prune", prune)
    return ticks


async def _drain(parts: Parts) -> None:
    """Let what runs come to its end; a claim that is cut is taken up again at the next start."""
    polls, articles, *_ = await asyncio.gather(
        parts.poller.drain(_DRAIN_SECONDS),
        parts.articles.drain(_DRAIN_SECONDS),
        *(dispatcher.drain(_DRAIN_SECONDS) for dispatcher in parts.dispatchers),
    )
    if polls or articles:
        log.warning("stopped before all work was done", polls=polls, articles=articles)


class _Live:
    """Reading the configuration again while running: sources, channels, subscriptions and intervals change at
    once; whatever is bound at the start waits for a restart, and that is said."""

    _AT_START = ("database_url", "web", "log", "fetch", "mail", "alerts", "public_url")

    def __init__(
        self, parts: Parts, settings: Settings, reload: Callable[[], Settings], notifier: Notifier
    ) -> None:
        self._parts = parts
        self._settings = settings
        self._reload = reload
        self._notifier = notifier
        self._running: asyncio.Task[None] | None = None

    def reload_soon(self) -> None:
        self._running = asyncio.ensure_future(self.reload())

    async def reload(self) -> None:
        self._notifier.reloading()
        try:
            wanted = self._reload()
            await declare(wanted, self._parts.store, self._parts.clock())
        except ConfigError as error:
            log.error("configuration not reloaded, the old one stays", problems=[str(p) for p in error.problems])
        except StorageError as error:
            log.error("configuration not reloaded, the old one stays", cause=str(error))
        else:
            self._parts.poller.policy = policy(wanted)
            waiting = [name for name in self._AT_START if getattr(wanted, name) != getattr(self._settings, name)]
            log.info("configuration reloaded", restart_needed_for=waiting)
            self._settings = dataclasses.replace(
                wanted, **{name: getattr(self._settings, name) for name in self._AT_START}
            )
        self._notifier.ready("serving")


@contextmanager
def _signals(stop: asyncio.Event, reload: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    reactions = {signal.SIGTERM: stop.set, signal.SIGINT: stop.set, signal.SIGHUP: reload}
    for number, reaction in reactions.items():
        loop.add_signal_handler(number, reaction)
    try:
        yield
    finally:
        for number in reactions:
            loop.remove_signal_handler(number)


def _greet(address: str, newcomer: Newcomer | None) -> None:
    """One address, on standard output, for whoever sits before the terminal."""
    demo = f"\n  The demo site it follows: {newcomer.address}" if newcomer else ""
    sys.stdout.write(f"\nnoticewire is running: {address}{demo}\n  Ctrl-C stops it.\n\n")
    sys.stdout.flush()


def _shown(database_url: str) -> str:
    """The database's address without its password."""
    scheme, slashes, rest = database_url.partition("://")
    return scheme + slashes + rest.rpartition("@")[2]
