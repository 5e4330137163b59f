"""A way to a person or machine: where it leads, and whether it is open."""

from dataclasses import dataclass
from enum import StrEnum
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
    secrets: tuple[str, ...]


Target = MailTarget | WebhookTarget


class ChannelKind(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"


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
        return ChannelKind.MAIL if isinstance(self.target, MailTarget) else ChannelKind.WEBHOOK
