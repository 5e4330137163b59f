"""How fast messages may leave: a relay's limit holds for all of them, a chat service's for each channel.

What this process started is remembered here, so that it need not ask when it has no room; what all of them started
is counted in the database, where they claim.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from service.alerts.message import by_channel
from service.domain.channel import Channel, ChannelId
from service.domain.delivery import Claimed
from service.domain.rate import Allowance, Limit, Rate, Start

_MINUTE = timedelta(minutes=1)
_CAREFUL = Rate(15, _MINUTE)

KNOWN_RELAYS: Mapping[str, Rate] = MappingProxyType(
    {
        **dict.fromkeys(("smtp.qq.com", "smtp.exmail.qq.com", "smtp.163.com", "smtp.126.com"), _CAREFUL),
        **dict.fromkeys(("smtp.yeah.net", "smtp.sina.com", "smtp.qiye.163.com", "smtp.qiye.aliyun.com"), _CAREFUL),
        **dict.fromkeys(("smtp.office365.com", "smtp-mail.outlook.com"), Rate(30, _MINUTE)),
    }
)
"""Relays for people rather than programs, which lock an account that writes faster. Microsoft publishes its limit;
those of the Chinese providers are what their users report."""


class Traffic(Protocol):
    """What the dispatcher asks before it claims."""

    @property
    def limit(self) -> Limit | None:
        """What it may claim within; None: all."""
        ...

    def room(self, now: datetime) -> int | None:
        """How many messages may be started at `now`, all channels together; None: any number."""
        ...

    def resting(self, now: datetime) -> Collection[ChannelId]:
        """Channels that may get nothing at `now`."""
        ...

    def started(self, channel: Channel, now: datetime) -> None:
        """One message to `channel` is on its way."""
        ...

    def remembers(self, now: datetime) -> bool:
        """Whether a message that was started still counts at `now`: whoever sends the next must know of it."""
        ...


class FreeTraffic:
    """No limit."""

    @property
    def limit(self) -> Limit | None:
        return None

    def room(self, now: datetime) -> int | None:
        return None

    def resting(self, now: datetime) -> Collection[ChannelId]:
        return ()

    def started(self, channel: Channel, now: datetime) -> None:
        """Nothing is counted."""

    def remembers(self, now: datetime) -> bool:
        return False


class RelayTraffic:
    """One limit for everything that goes through the relay of this name."""

    def __init__(self, rate: Rate, name: str = "relay") -> None:
        self._allowance = Allowance(rate)
        self.limit = Limit(name, lambda claimed: [Start(None, rate)] * len(claimed), rate)

    def room(self, now: datetime) -> int | None:
        return self._allowance.room(now)

    def resting(self, now: datetime) -> Collection[ChannelId]:
        return ()

    def started(self, channel: Channel, now: datetime) -> None:
        self._allowance.take(now)

    def remembers(self, now: datetime) -> bool:
        return self._allowance.remembers(now)


class ChannelTraffic:
    """A limit of its own for each channel; `rate_of` tells it, None for none."""

    def __init__(self, rate_of: Callable[[Channel], Rate | None]) -> None:
        self._rate_of = rate_of
        self._allowances: dict[ChannelId, Allowance] = {}
        self.limit = Limit("chats", self._starts)

    def room(self, now: datetime) -> int | None:
        return None

    def resting(self, now: datetime) -> Collection[ChannelId]:
        return [channel_id for channel_id, allowance in self._allowances.items() if not allowance.room(now)]

    def started(self, channel: Channel, now: datetime) -> None:
        rate = self._rate_of(channel)
        if rate is None:
            self._allowances.pop(channel.id, None)
            return
        allowance = self._allowances.get(channel.id)
        if allowance is None or allowance.rate != rate:
            allowance = self._allowances[channel.id] = Allowance(rate)
        allowance.take(now)

    def remembers(self, now: datetime) -> bool:
        return any(allowance.remembers(now) for allowance in self._allowances.values())

    def _starts(self, claimed: Sequence[Claimed]) -> Sequence[Start]:
        messages = [message.channel for channel in by_channel(claimed) for message in channel]
        return [Start(channel.id, rate) for channel in messages if (rate := self._rate_of(channel))]
