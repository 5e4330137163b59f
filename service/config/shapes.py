"""What the file may hold, table by table, before it is put together into settings and domain values."""

from dataclasses import fields, is_dataclass
from datetime import timedelta
from types import UnionType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, Field

from service.config.durations import parse_hours
from service.config.kinds import (
    Address,
    ChatAddress,
    Duration,
    Flag,
    Id,
    Lasting,
    LookedFor,
    MailAddress,
    MessageRate,
    Pattern,
    Port,
    PublicUrl,
    QuietHours,
    Secret,
    Text,
    When,
    Whole,
    Zone,
)
from service.config.lines import KeyPath
from service.config.settings import CLOSED, Alerts, Daemon, Demo, Feeds, Fetch, Log, Web
from service.domain.digest import AtOnce
from service.domain.rhythm import Schedule
from service.domain.source import DEFAULT_ZONE

_USUAL = Schedule()
Language = Literal["zh", "en"]
RawTable = dict[str, Any]


class _Table(BaseModel):
    model_config = CLOSED


class DatabaseTable(_Table):
    url: Text = "sqlite:///data/noticewire.db"
    url_file: Text = ""


class PollingTable(_Table):
    every: Lasting = _USUAL.office
    otherwise: Lasting = _USUAL.otherwise
    office_hours: Annotated[tuple[Any, Any], BeforeValidator(parse_hours)] = (_USUAL.opens, _USUAL.closes)
    flood: Whole = 10
    article_patience: Duration = timedelta(minutes=2)
    article_delays: tuple[Duration, ...] = (
        timedelta(seconds=20),
        timedelta(minutes=2),
        timedelta(minutes=15),
        timedelta(hours=2),
        timedelta(hours=12),
    )


class BouncesTable(_Table):
    host: Text = ""
    port: Port = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    username: Text = ""
    password: Text = ""
    password_file: Text = ""
    folder: Text = "INBOX"
    move_to: Text = ""
    every: Lasting = timedelta(minutes=5)


class MailTable(_Table):
    sender: MailAddress | None = Field(default=None, alias="from")
    host: Text = ""
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Text = ""
    password: Text = ""
    password_file: Text = ""
    mailbox: Text = "data/mailbox"
    allow_insecure_links: Flag = False
    templates: Text = ""
    rate: MessageRate = ""
    return_path: Text = ""
    return_path_tags: Flag = False
    dkim_domain: Text = ""
    dkim_selector: Text = ""
    dkim_key_file: Text = ""
    bounces: BouncesTable = BouncesTable()


class RecipeTable(_Table):
    item: Text
    link: Text | None = None
    title: Text | None = None
    date: Text | None = None


class SourceTable(_Table):
    url: Address
    id: Id | None = None
    title: Text | None = None
    section: tuple[Text, ...] = ()
    site: Text | None = None
    home: Address | None = None
    zone: Zone | None = None
    every: Lasting | None = None
    recipe: RecipeTable | None = None
    announce_last: Whole = 0
    ignore_robots: Text = ""
    paused: Flag = False
    tags: tuple[Id, ...] = ()


class ChannelTable(_Table):
    id: Id
    mail: MailAddress | None = None
    webhook: Address | None = None
    chat: ChatAddress | None = None
    chat_file: Text = ""
    secrets: tuple[Secret, ...] = ()
    secrets_file: Text = ""
    owner: Flag = False


class SubscriptionTable(_Table):
    id: Id
    channel: Id
    sources: tuple[Id, ...] = ()
    sites: tuple[Id, ...] = ()
    groups: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = ()
    tags: tuple[Id, ...] = ()
    include: tuple[LookedFor, ...] = ()
    exclude: tuple[LookedFor, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    exclude_patterns: tuple[Pattern, ...] = ()
    urgent: tuple[LookedFor, ...] = ()
    when: When = AtOnce()
    quiet: QuietHours | None = None
    cap: Whole = 0
    alerts_a_day: Whole = 0
    zone: Zone | None = None
    language: Language | None = None


class FileShape(_Table):
    """The whole file; its lists of tables are read one by one, so that one wrong element hides no other."""

    public_url: PublicUrl = ""
    language: Language = "zh"
    zone: Zone = DEFAULT_ZONE
    database: DatabaseTable = DatabaseTable()
    daemon: Daemon = Daemon()
    web: Web = Web()
    log: Log = Log()
    fetch: Fetch = Fetch()
    polling: PollingTable = PollingTable()
    alerts: Alerts = Alerts()
    mail: MailTable = MailTable()
    demo: Demo = Demo()
    feeds: Feeds = Feeds()
    sources: tuple[RawTable, ...] = ()
    channels: tuple[RawTable, ...] = ()
    subscriptions: tuple[RawTable, ...] = ()


ELEMENTS: dict[str, type[BaseModel]] = {
    "sources": SourceTable,
    "channels": ChannelTable,
    "subscriptions": SubscriptionTable,
}


def known_keys(table: KeyPath) -> tuple[str, ...]:
    """The keys that may stand in the table at `table`; nothing when no table may stand there."""
    members = _members(FileShape)
    for step in table:
        if isinstance(step, str):
            members = _members(ELEMENTS.get(step) or members.get(step))
    return tuple(members)


def _members(shape: object) -> dict[str, object]:
    if isinstance(shape, UnionType):
        shape = get_args(shape)[0]
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {found.alias or name: found.annotation for name, found in shape.model_fields.items()}
    return {found.name: found.type for found in fields(shape)} if is_dataclass(shape) else {}
