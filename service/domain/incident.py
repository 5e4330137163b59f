"""What the owner hears of sources, channels and mailboxes in trouble: its beginning once, and its end once. Pure.

An incident of a source is about the time since the source was last read well; that instant is in its key. So the
same trouble has one key however often it is seen, and the end knows which beginning it belongs to.
"""

from datetime import datetime

from service.domain.channel import ChannelId
from service.domain.poll import Failed, Incident
from service.domain.source import Due, Health
from service.domain.urls import Url


def trouble(due: Due, failed: Failed) -> Incident:
    """It cannot be read: blocked, gone, drifted, unreachable … as `failed` says."""
    name, good = due.source.title, due.state.last_good_at
    since = f"The last good poll was at {good:%Y-%m-%d %H:%M} UTC." if good else "It was never read well."
    return Incident(
        key=_key("trouble", due),
        title=f"In trouble ({failed.health}): {name}",
        text=f"{name}: {failed.cause}. {since}\n{due.source.url}\n{failed.advice}",
    )


def emptied(due: Due) -> Incident:
    """Its page says that it holds nothing, twice in a row, and it held entries before."""
    name = due.source.title
    return Incident(
        key=_key("empty", due),
        title=f"Empty: {name}",
        text=f"{name}: the page says that it holds nothing, and it held entries before.\n{due.source.url}\n"
        "If the section was closed, remove the source; if it moved, follow it at its new address.",
    )


def moved(due: Due, to: Url) -> Incident:
    """Its address leads elsewhere for good (301 or 308)."""
    name = due.source.title
    return Incident(
        key=f"moved:{due.source.id}:{to.canonical}",
        title=f"Moved: {name}",
        text=f"{name} answers from another address. It is still read; give it the new address.\n"
        f"{due.source.url}\n{to}",
    )


def recovered(due: Due, now: datetime) -> Incident | None:
    """It is read well again; None: it was before. Told only if a trouble was told (`ends`)."""
    if not due.state.failures and due.state.health is not Health.EMPTY:
        return None
    name = due.source.title
    return Incident(
        key=_key("recovered", due),
        title=f"Well again: {name}",
        text=f"{name} is read again since {now:%Y-%m-%d %H:%M} UTC.\n{due.source.url}",
        ends=(_key("trouble", due), _key("empty", due)),
    )


def switched_off(channel_id: ChannelId, reason: str, now: datetime) -> Incident:
    """A channel was closed: its receiver is gone, or wants nothing more."""
    return Incident(
        key=f"channel:{channel_id}:{now.isoformat()}",
        title=f"Channel {channel_id} is switched off",
        text=f"Nothing more is sent to the channel {channel_id}: {reason}. What is owed to it is kept and "
        "goes out when the channel is enabled again.",
    )


def given_up(channel_id: ChannelId, reason: str, now: datetime) -> Incident:
    """A message to a channel was given up after its last try; the channel stays open."""
    return Incident(
        key=f"given-up:{channel_id}:{now.isoformat()}",
        title=f"A message to channel {channel_id} was given up",
        text=f"A message to the channel {channel_id} did not arrive, and is not tried again: {reason}. The next "
        f"ones are still tried. `noticewire replay --channel {channel_id}` sends what was given up.",
    )


def delivers_again(channel_id: ChannelId, told: str, now: datetime) -> Incident:
    """The first message since the incident with the key `told` was taken."""
    return Incident(
        key=f"well:{told}",
        title=f"Channel {channel_id} delivers again",
        text=f"A message to the channel {channel_id} was taken at {now:%Y-%m-%d %H:%M} UTC.",
        ends=(told,),
    )


def unread(name: str, since: datetime, cause: str) -> Incident:
    """The mailbox that returned mail comes to cannot be read."""
    return Incident(
        key=_box_key(name, since),
        title=f"Returned mail is not read: {name}",
        text=f"Since {since:%Y-%m-%d %H:%M} UTC returned mail has not been read: {cause}.\n"
        "Addresses that do not exist any more are written to until it is.\n"
        "Check [mail.bounces] with the mail provider; `noticewire doctor` tries it.",
    )


def unread_over(name: str, since: datetime, now: datetime) -> Incident:
    """It is read again. Told only if that it was not had been told."""
    return Incident(
        key=f"well:{_box_key(name, since)}",
        title=f"Returned mail is read again: {name}",
        text=f"Returned mail is read again since {now:%Y-%m-%d %H:%M} UTC, what came meanwhile included.",
        ends=(_box_key(name, since),),
    )


def _box_key(name: str, since: datetime) -> str:
    return f"mailbox:{name}:{since.isoformat()}"


def _key(what: str, due: Due) -> str:
    good = due.state.last_good_at
    return f"{what}:{due.source.id}:{good.isoformat() if good else 'never'}"
