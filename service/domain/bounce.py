"""Mail that came back: what a report says, whether it is about a message of ours, and what follows from it."""

import hmac
from dataclasses import dataclass
from enum import StrEnum

from service.domain.delivery import DeliveryId

_MAC = 16
_UNREACHABLE = ("5.1.", "5.2.0", "5.2.1", "5.4.4", "5.4.6", "5.7.13")
"""Enhanced status codes (RFC 3463, RFC 7505) that speak of the address: it does not exist, or is closed."""
_OF_THE_SENDER = ("5.1.0", "5.1.7", "5.1.8")
"""Not the recipient's address is wrong in these, or nobody says which."""
SOFT_LIMIT = 3
"""So many messages that came back one after another close a channel whatever the reason was."""


class Report(StrEnum):
    FAILED = "failed"
    """The message did not arrive and is not tried again (RFC 3464 'failed')."""
    DELAYED = "delayed"
    """It waits at another server."""
    COMPLAINT = "complaint"
    """Its reader called it spam (RFC 5965)."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What one report says of one delivery.

    `proof` is what only a server that got the message can know: the tag of its return path, or the secret of its
    unsubscribe link. `status` is an enhanced status code ('5.1.1'), empty when none is told.
    """

    delivery_id: DeliveryId
    proof: str
    report: Report
    status: str = ""
    detail: str = ""


class Outcome(StrEnum):
    """What a report led to."""

    UNKNOWN = "unknown"
    """No mail of ours has that name, or its reader was never a subscriber."""
    UNPROVEN = "unproven"
    DELAYED = "delayed"
    """It is still on its way: nothing to do."""
    NOTED = "noted"
    CLOSED = "closed"


def return_tag(delivery_id: DeliveryId, token: str) -> str:
    """The part of a return path that names the delivery and proves it: '<32 hex>-<16 hex>'. `token` is the
    subscription's secret."""
    return f"{delivery_id.removeprefix('msg_')}-{_mac(delivery_id, token)}"


def is_proven(bounce: Bounce, token: str) -> bool:
    """Whether the report is about a message that went to the reader with this secret."""
    return any(
        hmac.compare_digest(bounce.proof.encode(), known.encode())
        for known in (token, _mac(bounce.delivery_id, token))
    )


def closes(bounce: Bounce, came_back_before: int) -> bool:
    """Whether nothing more should be sent to where this came back from.

    `came_back_before` counts the messages to the same channel that came back since one last arrived.
    """
    if bounce.report is Report.COMPLAINT:
        return True
    if bounce.report is Report.DELAYED:
        return False
    return speaks_of_the_address(bounce.status) or came_back_before + 1 >= SOFT_LIMIT


def speaks_of_the_address(status: str) -> bool:
    """Whether an enhanced status code says that the address itself is of no use, whatever is sent to it."""
    return status.startswith(_UNREACHABLE) and status not in _OF_THE_SENDER


def _mac(delivery_id: DeliveryId, token: str) -> str:
    return hmac.digest(token.encode(), delivery_id.encode(), "sha256").hex()[:_MAC]
