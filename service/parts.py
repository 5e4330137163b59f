"""Floor 5: puts the parts together from the settings, for the daemon and for commands that run beside it."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import httpx

from service.alerts.apprise_chats import AppriseChats
from service.alerts.chat import TOGETHER, ChatSender, chat_rate
from service.alerts.compose import Letterhead
from service.alerts.dispatch import DEFAULT_DELAYS, Dispatcher
from service.alerts.imap import ReturnBox
from service.alerts.mailbox import MailboxSender
from service.alerts.posting import READ_LIMIT, Poster
from service.alerts.returned import ReturnedMail
from service.alerts.sender import Sender
from service.alerts.signing import DkimKey, UnusableKey
from service.alerts.smtp import Relay, SmtpSender
from service.alerts.traffic import KNOWN_RELAYS, ChannelTraffic, FreeTraffic, RelayTraffic, Traffic
from service.alerts.verifying import HubVerifier
from service.alerts.webhook import WebhookSender
from service.alerts.websub import CallbackSender
from service.ambient import new_token, utc_now
from service.config import Settings
from service.domain.channel import ChannelKind
from service.domain.decision import Policy
from service.domain.errors import ConfigError, Problem
from service.domain.source import Holder
from service.fetching.client import open_client, open_post_client, user_agent
from service.fetching.fetch import Fetcher, open_fetcher
from service.fetching.guard import Guard
from service.fetching.limits import Limits
from service.polling.articles import ArticleReader
from service.polling.backfilling import Backfill
from service.polling.discovery import Discovery
from service.polling.rounds import Poller
from service.polling.silence import SilenceWatch
from service.polling.visit import Visitor
from service.storage.store import Store

_WEBHOOK_ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running service, ready to use; `open_parts` closes them."""

    settings: Settings
    store: Store
    fetcher: Fetcher
    discovery: Discovery
    poller: Poller
    backfill: Backfill
    articles: ArticleReader
    dispatchers: tuple[Dispatcher, ...]
    """One for each kind of channel: a mail relay that hangs holds up no webhook."""
    verifier: HubVerifier
    silence: SilenceWatch
    returned: ReturnedMail | None
    """Where a mailbox takes what comes back."""
    clock: Callable[[], datetime]


def policy(settings: Settings) -> Policy:
    return Policy(settings.polling.schedule, settings.polling.flood)


async def declare(settings: Settings, store: Store, now: datetime) -> None:
    """Write what the configuration file declares; what it no longer declares ends."""
    await store.declare(settings.sites, settings.sources, settings.channels, settings.subscriptions, now)
    box = return_box(settings)
    await store.returns.keep([box.name] if box else [])


@asynccontextmanager
async def open_parts(
    settings: Settings,
    *,
    holder: Holder,
    clock: Callable[[], datetime] = utc_now,
    jitter: Callable[[], float] = random.random,
    declaring: bool = True,
) -> AsyncIterator[Parts]:
    """All parts on one database, closed in reverse order. A worker is not `declaring`: the daemon's file counts.

    Raises StorageError when the database cannot be used; nothing is left open then.
    """
    async with AsyncExitStack() as opened:
        store = await Store.open(settings.database_url, article_patience=settings.polling.article_patience)
        opened.push_async_callback(store.close)
        if declaring:
            await declare(settings, store, clock())
        fetcher = _open_fetcher(settings, clock)
        opened.push_async_callback(fetcher.aclose)
        senders: dict[ChannelKind, Sender] = {
            ChannelKind.MAIL: _mail_sender(settings),
            ChannelKind.WEBHOOK: _webhook_sender(settings, clock),
            ChannelKind.WEBSUB: _callback_sender(settings, clock),
            ChannelKind.CHAT: _chat_sender(settings, clock),
        }
        for sender in senders.values():
            opened.push_async_callback(sender.aclose)
        delays = {
            ChannelKind.MAIL: settings.alerts.mail_delays,
            ChannelKind.WEBHOOK: settings.alerts.webhook_delays,
            ChannelKind.WEBSUB: DEFAULT_DELAYS[ChannelKind.WEBSUB],
            ChannelKind.CHAT: settings.alerts.chat_delays,
        }
        verifier = HubVerifier(
            store,
            _strangers_client(settings),
            public_url=settings.address(),
            clock=clock,
            holder=holder,
            new_token=new_token,
        )
        opened.push_async_callback(verifier.aclose)
        box = return_box(settings)
        returned = ReturnedMail(store.returns, box, clock=clock) if box else None
        if returned is not None:
            opened.push_async_callback(returned.aclose)
        visitor = Visitor(fetcher)
        poller = Poller(
            store,
            visitor,
            policy(settings),
            clock=clock,
            jitter=jitter,
            holder=holder,
            slots=settings.fetch.concurrency,
        )
        yield Parts(
            settings=settings,
            store=store,
            fetcher=fetcher,
            discovery=Discovery(visitor),
            poller=poller,
            backfill=Backfill(store, visitor, poller, clock=clock, holder=holder),
            articles=ArticleReader(
                store, fetcher, clock=clock, holder=holder, delays=settings.polling.article_delays
            ),
            dispatchers=tuple(
                Dispatcher(
                    store,
                    {kind: sender},
                    {kind: delays[kind]},
                    clock=clock,
                    jitter=jitter,
                    holder=holder,
                    slots=settings.alerts.concurrency,
                    traffic=_traffic(settings, kind),
                    together=TOGETHER if kind is ChannelKind.CHAT else 1,
                )
                for kind, sender in senders.items()
            ),
            verifier=verifier,
            silence=SilenceWatch(store, clock=clock),
            returned=returned,
            clock=clock,
        )


def letterhead(settings: Settings) -> Letterhead:
    """Who our messages say they are from, and the one address their links carry."""
    sender = settings.mail.sender
    return Letterhead(
        public_url=settings.address(),
        sender_name=sender.name,
        sender_address=sender.address,
        language=settings.language,
        templates=settings.mail.templates,
        return_path=settings.mail.return_path,
        tagged=settings.mail.return_path_tags,
    )


def _open_fetcher(settings: Settings, clock: Callable[[], datetime]) -> Fetcher:
    fetch = settings.fetch
    return open_fetcher(
        allow_addresses=fetch.allow_addresses,
        contact=fetch.contact,
        gap=fetch.gap,
        own_hosts=fetch.own_hosts,
        limits=Limits(
            max_bytes=fetch.max_bytes,
            total=fetch.total_timeout,
            connect=fetch.connect_timeout,
            redirects=fetch.max_redirects,
        ),
        follow_robots=fetch.robots,
        concurrency=fetch.concurrency,
        clock=clock,
    )


def _mail_sender(settings: Settings) -> Sender:
    mail = settings.mail
    if not mail.host:
        return MailboxSender(letterhead(settings), mail.mailbox)
    relay = Relay(mail.host, mail.port, mail.security, mail.username, mail.password)
    return SmtpSender(letterhead(settings), relay, key=dkim_key(settings))


def dkim_key(settings: Settings) -> DkimKey | None:
    """The key that signs mails; None where none is given. Raises ConfigError for one that cannot sign."""
    mail = settings.mail
    if not mail.dkim_key:
        return None
    try:
        return DkimKey(mail.dkim_domain, mail.dkim_selector, mail.dkim_key)
    except UnusableKey as error:
        raise ConfigError(str(settings.path), (Problem("mail.dkim_key_file", str(error)),)) from error


def return_box(settings: Settings) -> ReturnBox | None:
    """The mailbox where what comes back is read; None where none is given."""
    told = settings.mail.bounces
    if not told.host:
        return None
    return ReturnBox(told.host, told.port, told.security, told.username, told.password, told.folder, told.move_to)


def _traffic(settings: Settings, kind: ChannelKind) -> Traffic:
    if kind is ChannelKind.CHAT:
        return ChannelTraffic(chat_rate)
    mail = settings.mail
    if kind is not ChannelKind.MAIL or not mail.host or mail.rate == "unlimited":
        return FreeTraffic()
    rate = mail.rate or KNOWN_RELAYS.get(mail.host.lower())
    return RelayTraffic(rate, f"relay {mail.host.lower()}") if rate else FreeTraffic()


def _webhook_sender(settings: Settings, clock: Callable[[], datetime]) -> Sender:
    return WebhookSender(
        _poster(settings, clock),
        version=version("noticewire"),
        public_url=settings.address(),
        clock=clock,
        language=settings.language,
    )


def _callback_sender(settings: Settings, clock: Callable[[], datetime]) -> Sender:
    return CallbackSender(_poster(settings, clock), version=version("noticewire"), public_url=settings.address())


def _chat_sender(settings: Settings, clock: Callable[[], datetime]) -> Sender:
    return ChatSender(
        _strangers_client(settings),
        AppriseChats(Guard(settings.fetch.allow_addresses)),
        letterhead(settings),
        clock=clock,
        timeout=settings.alerts.webhook_timeout,
    )


def _poster(settings: Settings, clock: Callable[[], datetime]) -> Poster:
    client = open_post_client(
        Guard(settings.fetch.allow_addresses), read_limit=READ_LIMIT, concurrency=settings.alerts.concurrency
    )
    return Poster(client, clock=clock, timeout=settings.alerts.webhook_timeout)


def _strangers_client(settings: Settings) -> httpx.AsyncClient:
    """For addresses that strangers give us: guarded, without redirects."""
    timeout = settings.alerts.webhook_timeout
    limits = Limits(max_bytes=_WEBHOOK_ANSWER_BYTES, total=timeout, connect=timeout, redirects=0)
    agent = user_agent(settings.fetch.contact)
    guard = Guard(settings.fetch.allow_addresses)
    return open_client(guard, limits, agent, concurrency=settings.alerts.concurrency)
