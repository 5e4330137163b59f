"""A way to a person or machine: where it leads, and whether it is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from service.domain.source import Origin

ChannelId = NewType("ChannelId", str)


@dataclass(frozen=True, slots=True)
class MailTarget:
    """One recipient: `address` as 'user@example.org', `name` shown beside it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """An endpoint that takes POST. `secrets` sign each message, newest first; a second one during a rotation."""

    url: str
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChatTarget:
    """A chat: a robot's address, or one of Apprise's ('tgram://TOKEN/CHAT'). It holds what is secret."""

    url: str = field(repr=False)

    @property
    def shown(self) -> str:
        """Enough to know it by: 'dingtalk://…3f9a'."""
        scheme, _, rest = self.url.partition("://")
        place = rest.partition("/")[0] if scheme == "https" else ""
        return f"{scheme}://{place}…{rest[-4:] if len(rest) > 16 else ''}"


@dataclass(frozen=True, slots=True)
class CallbackTarget:
    """A WebSub subscriber: `callback` takes the content of `topic`, both as he gave them; `secret` signs it, if
    there is one.

    The rest is what the content says of the feed: its id and title, the watched page, and its place.
    """

    callback: str
    topic: str
    secret: str
    feed_id: str
    title: str
    home: str
    folder: tuple[str, ...] = ()


Target = MailTarget | WebhookTarget | ChatTarget | CallbackTarget


class ChannelKind(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"
    CHAT = "chat"
    WEBSUB = "websub"


_KINDS: Mapping[type[Target], ChannelKind] = MappingProxyType(
    {
        MailTarget: ChannelKind.MAIL,
        WebhookTarget: ChannelKind.WEBHOOK,
        ChatTarget: ChannelKind.CHAT,
        CallbackTarget: ChannelKind.WEBSUB,
    }
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to a person or machine. A disabled channel keeps its deliveries, undelivered, with the reason."""

    id: ChannelId
    target: Target
    origin: Origin = Origin.DATABASE
    owner: bool = False
    """Whether incidents (a flood held back, a dead channel) are told here."""
    disabled_reason: str = ""

    @property
    def kind(self) -> ChannelKind:
        return _KINDS[type(self.target)]


def address_of(target: Target) -> str:
    """Where it leads, as people know it."""
    match target:
        case MailTarget():
            return target.address
        case WebhookTarget():
            return target.url
        case ChatTarget():
            return target.shown
        case CallbackTarget():
            return target.callback
