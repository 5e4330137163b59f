"""What the owner hears of sources, channels and mailboxes in trouble: its beginning once, and its end once. Pure.

An incident of a source is about the time since the source was last read well; that instant is in its key. So the
same trouble has one key however often it is seen, and the end knows which beginning it belongs to.
"""

from datetime import UTC, datetime

from service.domain.channel import ChannelId
from service.domain.poll import Failed, Incident
from service.domain.remark import Remark, lines
from service.domain.source import Due, Health
from service.domain.urls import Url


def trouble(due: Due, failed: Failed) -> Incident:
    """It cannot be read: blocked, gone, drifted, unreachable … as `failed` says."""
    name, good = due.source.title, due.state.last_good_at
    since = (
        Remark("The last good poll was at %(when)s.", when=_utc(good))
        if good
        else Remark("It was never read well.")
    )
    return Incident(
        key=_key("trouble", due),
        title=Remark("In trouble (%(health)s): %(name)s", health=Remark(failed.health.value), name=name),
        text=lines(
            Remark("%(name)s: %(cause)s. %(since)s", name=name, cause=failed.cause, since=since),
            due.source.url.text,
            failed.advice,
        ),
    )


def emptied(due: Due) -> Incident:
    """Its page says that it holds nothing, twice in a row, and it held entries before."""
    name = due.source.title
    return Incident(
        key=_key("empty", due),
        title=Remark("Empty: %(name)s", name=name),
        text=lines(
            Remark("%(name)s: the page says that it holds nothing, and it held entries before.", name=name),
            due.source.url.text,
            Remark("If the section was closed, remove the source; if it moved, follow it at its new address."),
        ),
    )


def moved(due: Due, to: Url) -> Incident:
    """Its address leads elsewhere for good (301 or 308)."""
    name = due.source.title
    return Incident(
        key=f"moved:{due.source.id}:{to.canonical}",
        title=Remark("Moved: %(name)s", name=name),
        text=lines(
            Remark("%(name)s answers from another address. It is still read; give it the new address.", name=name),
            due.source.url.text,
            to.text,
        ),
    )


def recovered(due: Due, now: datetime) -> Incident | None:
    """It is read well again; None: it was before. Told only if a trouble was told (`ends`)."""
    if not due.state.failures and due.state.health is not Health.EMPTY:
        return None
    name = due.source.title
    return Incident(
        key=_key("recovered", due),
        title=Remark("Well again: %(name)s", name=name),
        text=lines(
            Remark("%(name)s is read again since %(when)s.", name=name, when=_utc(now)), due.source.url.text
        ),
        ends=(_key("trouble", due), _key("empty", due)),
    )


def switched_off(channel_id: ChannelId, reason: str, now: datetime) -> Incident:
    """A channel was closed: its receiver is gone, or wants nothing more."""
    return Incident(
        key=f"channel:{channel_id}:{now.isoformat()}",
        title=Remark("Channel %(channel)s is switched off", channel=channel_id),
        text=Remark(
            "Nothing more is sent to the channel %(channel)s: %(reason)s. What is owed to it is kept and "
            "goes out when the channel is enabled again.",
            channel=channel_id,
            reason=reason,
        ),
    )


def given_up(channel_id: ChannelId, reason: str, now: datetime) -> Incident:
    """A message to a channel was given up after its last try; the channel stays open."""
    return Incident(
        key=f"given-up:{channel_id}:{now.isoformat()}",
        title=Remark("A message to channel %(channel)s was given up", channel=channel_id),
        text=Remark(
            "A message to the channel %(channel)s did not arrive, and is not tried again: %(reason)s. The next "
            "ones are still tried. `noticewire replay --channel %(channel)s` sends what was given up.",
            channel=channel_id,
            reason=reason,
        ),
    )


def delivers_again(channel_id: ChannelId, told: str, now: datetime) -> Incident:
    """The first message since the incident with the key `told` was taken."""
    return Incident(
        key=f"well:{told}",
        title=Remark("Channel %(channel)s delivers again", channel=channel_id),
        text=Remark(
            "A message to the channel %(channel)s was taken at %(when)s.", channel=channel_id, when=_utc(now)
        ),
        ends=(told,),
    )


def unread(name: str, since: datetime, cause: str) -> Incident:
    """The mailbox that returned mail comes to cannot be read."""
    return Incident(
        key=_box_key(name, since),
        title=Remark("Returned mail is not read: %(name)s", name=name),
        text=lines(
            Remark("Since %(when)s returned mail has not been read: %(cause)s.", when=_utc(since), cause=cause),
            Remark("Addresses that do not exist any more are written to until it is."),
            Remark("Check [mail.bounces] with the mail provider; `noticewire doctor` tries it."),
        ),
    )


def unread_over(name: str, since: datetime, now: datetime) -> Incident:
    """It is read again. Told only if that it was not had been told."""
    return Incident(
        key=f"well:{_box_key(name, since)}",
        title=Remark("Returned mail is read again: %(name)s", name=name),
        text=Remark("Returned mail is read again since %(when)s, what came meanwhile included.", when=_utc(now)),
        ends=(_box_key(name, since),),
    )


def _box_key(name: str, since: datetime) -> str:
    return f"mailbox:{name}:{since.isoformat()}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _key(what: str, due: Due) -> str:
    good = due.state.last_good_at
    return f"{what}:{due.source.id}:{good.isoformat() if good else 'never'}"
