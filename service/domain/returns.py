"""Whether the mailbox that returned mail comes to is read, and when the owner hears that it is not. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.incident import unread, unread_over
from service.domain.poll import Incident

_PATIENCE = timedelta(hours=1)
"""Servers are down for minutes, and what waits there is read afterwards: that is no incident."""


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How the last look into a mailbox ended. `name` is for people; `failing_since` is the first look (UTC) since
    which none went well, with the newest `cause`; None: it went well."""

    name: str
    at: datetime
    failing_since: datetime | None = None
    cause: str = ""


def after_look(before: BoxLook | None, name: str, cause: str, now: datetime) -> tuple[BoxLook, Incident | None]:
    """What is known after a look that failed for `cause` ('': went well), and what the owner may have to hear.
    The same failing has one incident however often it is met, and its end is told only if that was."""
    since = before.failing_since if before else None
    if not cause:
        return BoxLook(name, now), unread_over(name, since, now) if since else None
    look = BoxLook(name, now, since or now, cause)
    return look, unread(name, since, cause) if since and now - since >= _PATIENCE else None
