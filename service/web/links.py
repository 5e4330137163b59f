"""Links that carry what they are for, signed so that nobody else can make one; itsdangerous' only owner. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

__all__ = ["Links", "Purpose", "Read"]


class Purpose(StrEnum):
    """A link made for one purpose is worth nothing for another."""

    CONFIRM = "confirm"
    PREFERENCES = "preferences"


@dataclass(frozen=True, slots=True)
class Read:
    """What a link carries. `expired`: it was one of ours, and its time is over."""

    carried: Mapping[str, Any]
    expired: bool


class Links:
    """Signs with `key`, a secret of the service."""

    def __init__(self, key: str) -> None:
        self._key = key

    def sign(self, purpose: Purpose, carried: Mapping[str, Any], until: datetime) -> str:
        """A token for an address. `carried` is of JSON's kinds; good until `until` (aware)."""
        return str(self._serializer(purpose).dumps({"until": int(until.timestamp()), "carried": carried}))

    def read(self, purpose: Purpose, token: str, now: datetime) -> Read | None:
        """None: not one of ours, or for something else."""
        try:
            said = self._serializer(purpose).loads(token)
            return Read(said["carried"], datetime.fromtimestamp(said["until"], UTC) <= now)
        except (BadData, KeyError, TypeError):
            return None

    def _serializer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self._key, salt=f"noticewire {purpose}")
