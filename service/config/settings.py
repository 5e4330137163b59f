"""What the service is told: frozen settings, as the parts below the daemon receive them. Defaults stand here."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict

from service.config.kinds import (
    AtLeastOne,
    Duration,
    Flag,
    Lasting,
    Network,
    PasswordHash,
    Port,
    RateWish,
    Size,
    Text,
    Whole,
)
from service.domain.channel import Channel, MailTarget
from service.domain.rhythm import Schedule
from service.domain.source import Site, Source
from service.domain.subscription import Subscription

CLOSED = ConfigDict(extra="forbid")
"""A key that is not known is a mistake to be told, never ignored."""


def _minutes(*counts: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=count) for count in counts)


@dataclass(frozen=True, slots=True)
class Web:
    """Where the web page and the feeds are served, and how the owner is known there. Port 0 takes any free one.

    `password_hash` (Argon2, PHC string format) stands above the password in the database. A request from one of
    `trusted_proxies` is believed what it says of the client's address and of https, and, in the header
    `trusted_proxy_header`, of the user: he is the owner if `trusted_users` names him, or names nobody.
    """

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    host: Text = "127.0.0.1"
    port: Port = 8765
    password_hash: PasswordHash = field(default="", repr=False)
    password_hash_file: Text = ""
    trusted_proxies: tuple[Network, ...] = ()
    trusted_proxy_header: Text = ""
    trusted_users: tuple[Text, ...] = ()
    open_subscriptions: Flag = False
    """Whether anybody may subscribe by mail on the page; the owner always may."""


@dataclass(frozen=True, slots=True)
class Daemon:
    """Who does the work: the daemon itself, or, with `workers` (on PostgreSQL), the workers beside it."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    workers: Flag = False


@dataclass(frozen=True, slots=True)
class Log:
    """`auto` writes for people on a terminal and JSON lines elsewhere."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "human", "json"] = "auto"


@dataclass(frozen=True, slots=True)
class Fetch:
    """How pages are asked for.

    `gap` lies between two requests to one host; `max_bytes` counts after decompression; private addresses are
    refused unless a network of `allow_addresses` holds them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    contact: Text = ""
    allow_addresses: tuple[Network, ...] = ()
    gap: Duration = timedelta(seconds=2)
    own_hosts: tuple[Text, ...] = ()
    """Hosts of our own (with the port, unless it is the usual one) that need no gap."""
    total_timeout: Lasting = timedelta(seconds=60)
    connect_timeout: Lasting = timedelta(seconds=20)
    max_bytes: Size = 15 * 2**20
    max_redirects: Whole = 10
    concurrency: AtLeastOne = 20
    robots: Flag = True


@dataclass(frozen=True, slots=True)
class Alerts:
    """When a failed message is tried again: the n-th delay follows the n-th failure, then it is given up.

    Webhooks follow the example schedule of Standard Webhooks 1.0.0; mail is tried for about five days (RFC 5321
    section 4.5.4.1).
    """

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    mail_delays: tuple[Duration, ...] = _minutes(1, 5, 15, 30, 60, 120) + 33 * _minutes(240)
    webhook_delays: tuple[Duration, ...] = _minutes(5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440)
    chat_delays: tuple[Duration, ...] = _minutes(0.5, 2, 10, 30, 60, 180, 360, 720)
    webhook_timeout: Lasting = timedelta(seconds=20)
    keep_sent: Duration = timedelta(days=3)
    """How long the bytes of a message are kept after it was sent, to be sent again unchanged on demand."""
    keep_ledger: Lasting = timedelta(days=90)
    concurrency: AtLeastOne = 20


@dataclass(frozen=True, slots=True)
class Feeds:
    """What feeds say besides notices: a source that cannot be read for `trouble_after` says so in its own feed;
    nought: never."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    trouble_after: Duration = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo site, which runs when there is no configuration file. It publishes a notice each `every`."""

    __pydantic_config__: ClassVar[ConfigDict] = CLOSED
    port: Port = 8766
    every: Lasting = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Polling:
    """When sources are visited and their articles read.

    More than `flood` new entries in one poll are held back for the owner. An entry is released without its article
    after `article_patience`; a failed article is tried again after each of `article_delays`.
    """

    schedule: Schedule
    flood: int
    article_patience: timedelta
    article_delays: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class Bounces:
    """The mailbox on an IMAP server that takes what comes back, read `every` so often; '' as `host`: none. What is
    done with is moved to the folder `move_to`, if one is named."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    username: str
    password: str = field(repr=False)
    folder: str
    move_to: str
    every: timedelta


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail leaves. Without a `host` it is kept in the folder `mailbox` (a Maildir) and shown on the web."""

    sender: MailTarget
    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    username: str
    password: str = field(repr=False)
    mailbox: Path
    allow_insecure_links: bool
    templates: Path | None
    """The owner's own templates."""
    rate: RateWish
    """'': what is known of the relay."""
    return_path: str
    return_path_tags: bool
    dkim_domain: str
    dkim_selector: str
    dkim_key: bytes = field(repr=False)
    bounces: Bounces


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the file says, checked; paths are absolute. `path` is None when there was no file.

    `public_url` is the one address that feeds, hub links and mails carry, without a slash at the end; empty when
    unset (see `address`). `language` and `zone` are the readers' defaults.
    """

    path: Path | None
    folder: Path
    """Relative paths of the file are meant from here."""
    public_url: str
    language: Literal["zh", "en"]
    zone: str
    database_url: str = field(repr=False)
    web: Web
    log: Log
    fetch: Fetch
    polling: Polling
    alerts: Alerts
    mail: Mail
    demo: Demo
    feeds: Feeds = Feeds()
    daemon: Daemon = Daemon()
    sites: tuple[Site, ...] = ()
    sources: tuple[Source, ...] = ()
    channels: tuple[Channel, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()

    def address(self, port: int | None = None) -> str:
        """`public_url`, or else where we listen: 'http://127.0.0.1:8765' (with `port` when it was given by the
        system)."""
        if self.public_url:
            return self.public_url
        host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.web.host, self.web.host)  # noqa: S104
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.web.port if port is None else port}"
