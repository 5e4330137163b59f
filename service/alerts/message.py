"""What goes over the wire at once: a delivery, or several alerts to one channel told together. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.domain.channel import Channel
from service.domain.delivery import Claimed, DeliveryId, DeliveryKind, Told


@dataclass(frozen=True, slots=True)
class Message:
    """One or more claimed deliveries to the same channel, with the same frozen bytes or none yet."""

    claims: tuple[Claimed, ...]
    payload: bytes | None = None

    @property
    def ids(self) -> list[DeliveryId]:
        return [claimed.id for claimed in self.claims]

    @property
    def channel(self) -> Channel:
        return self.claims[0].channel

    def with_payloads(self, kept: Mapping[DeliveryId, bytes]) -> "Message":
        """The same with the bytes that were frozen for it; without them, if some of it was not frozen."""
        ids = self.ids
        return replace(self, payload=kept[ids[0]]) if all(one in kept for one in ids) else self

    @property
    def whole(self) -> Claimed:
        """The one delivery, or the first with the entries of all, newest first, each once; tried as often as the
        one most tried."""
        first = self.claims[0]
        if len(self.claims) == 1:
            return first
        told: dict[str, Told] = {}
        for claimed in self.claims:
            for one in claimed.entries:
                told.setdefault(one.entry.id, one)
        newest = sorted(told.values(), key=lambda one: (one.entry.dated_at, one.entry.first_seen_at), reverse=True)
        tried = max(claimed.attempts for claimed in self.claims)
        return replace(first, entries=tuple(newest), attempts=tried)


def by_channel(claimed: Iterable[Claimed]) -> list[list[Message]]:
    """The messages to each channel, in the order they were claimed. Alerts that were never composed go together,
    and so do those that were frozen as one message; a digest or an incident stays alone."""
    ordered: dict[str, list[Claimed]] = {}
    for one in claimed:
        ordered.setdefault(one.channel.id, []).append(one)
    return [_messages(claims) for claims in ordered.values()]


def _messages(claims: Sequence[Claimed]) -> list[Message]:
    fresh = tuple(one for one in claims if one.payload is None and one.kind is DeliveryKind.ALERT)
    alone = [Message((one,)) for one in claims if one.payload is None and one.kind is not DeliveryKind.ALERT]
    frozen = sorted((one for one in claims if one.payload is not None), key=lambda one: one.payload or b"")
    again = [Message(tuple(same), payload) for payload, same in groupby(frozen, key=lambda one: one.payload)]
    return [*again, *([Message(fresh)] if fresh else []), *alone]
