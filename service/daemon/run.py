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
from service.web.gate import Access
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
        told = settings
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
        live = _Live(parts, told, reload, notifier)
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
        access=_access(settings),
    )
    web = WebServer(app, settings.web.host, settings.web.port)
    await web.start()
    started.push_async_callback(web.stop, _WEB_SECONDS)
    return web


def _access(settings: Settings) -> Access:
    web = settings.web
    return Access(
        password_hash=web.password_hash,
        local=web.host in _LOCAL_HOSTS and not settings.public_url,  # a proxy brings others to a local port
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
    local = settings.web.host in _LOCAL_HOSTS and not settings.public_url  # a proxy brings others to a local port
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
        ticks.every(notifier.watchdog / 2, "watchdog", alive, vital=False)
    ticks.every(timedelta(hours=6), "prune", prune, vital=False)
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

    def __init__(
        self, parts: Parts, settings: Settings, reload: Callable[[], Settings], notifier: Notifier
    ) -> None:
        self._parts = parts
        self._at_start = settings
        self._reload = reload
        self._notifier = notifier
        self._one_at_a_time = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def reload_soon(self) -> None:
        task = asyncio.ensure_future(self._reload_guarded())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _reload_guarded(self) -> None:
        async with self._one_at_a_time:
            self._notifier.reloading()
            try:
                await self.reload()
            except ConfigError as error:
                problems = [str(problem) for problem in error.problems]
                log.error("configuration not reloaded, the old one stays", problems=problems)
            except StorageError as error:
                log.error("configuration not reloaded, the old one stays", cause=str(error))
            except Exception:
                log.exception("configuration not reloaded, the old one stays")
            finally:
                self._notifier.ready("serving")

    async def reload(self) -> None:
        """Raises ConfigError and StorageError; nothing has changed then."""
        wanted = self._reload()
        await declare(wanted, self._parts.store, self._parts.clock())
        self._parts.poller.policy = policy(wanted)
        log.info("configuration reloaded", restart_needed_for=_bound(wanted, self._at_start))


def _bound(wanted: Settings, at_start: Settings) -> list[str]:
    """The keys whose change waits for a restart, as the file names them."""
    tables = ("public_url", "language", "zone", "web", "log", "fetch", "mail", "alerts", "demo")
    changed = [name for name in tables if getattr(wanted, name) != getattr(at_start, name)]
    if wanted.database_url != at_start.database_url:
        changed.append("database")
    if _articles(wanted) != _articles(at_start):
        changed.append("polling.article_*")
    return changed


def _articles(settings: Settings) -> tuple[object, ...]:
    return settings.polling.article_patience, settings.polling.article_delays


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
