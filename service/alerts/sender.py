"""What the dispatcher asks of a way to send."""

from datetime import datetime
from typing import Protocol

from service.domain.delivery import Claimed


class Sender(Protocol):
    """One kind of channel. Three stand behind it: an SMTP relay, a local mailbox, webhooks."""

    def compose(self, claimed: Claimed, now: datetime) -> bytes:
        """The payload that every try of this delivery sends, byte for byte. Pure.

        Raises DeliveryFailed (permanent) for a channel that nothing can be sent to.
        """
        ...

    async def send(self, claimed: Claimed, payload: bytes) -> str:
        """Hand the payload over; the receiver's answer in one line. Raises DeliveryFailed and nothing else."""
        ...

    async def aclose(self) -> None:
        """Let go of connections. Nothing is sent afterwards."""
        ...
