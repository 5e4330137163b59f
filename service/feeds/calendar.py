"""build_calendar: what the entries of a feed ask for by when, as an iCalendar document (RFC 5545, RFC 7986).

icalendar's only owner. A deadline is a moment, or a whole day where no time is told; a window and an event have a
length. None of them blocks the reader's time (TRANSP:TRANSPARENT).
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

from service.domain.deadline import Deadline, Instant, Meaning
from service.domain.entry import Entry, utc
from service.domain.feed import Feed
from service.feeds.wording import address, entry_title, feed_title, line

MEDIA_TYPE = "text/calendar; charset=utf-8"
_REFRESH = timedelta(hours=1)


def build_calendar(
    feed: Feed, *, public_url: str, language: str, gettext: Callable[[str], str], since: datetime
) -> bytes:
    """The deadlines, windows and events of the feed's entries that are not over at `since` (aware).

    `language` is the BCP 47 tag of what `gettext` says. The same feed gives the same bytes; an item keeps its UID
    as long as its meaning and times stay what they are.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//noticewire//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = feed_title(feed.head)
    calendar.add("name", title, parameters={"language": language})
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    for entry in feed.entries:
        for deadline in entry.deadlines:
            if deadline.over_at(entry.zone) >= since:
                calendar.add_component(_item(entry, deadline, public_url, gettext))
    body: bytes = calendar.to_ical()
    return body


def _item(entry: Entry, deadline: Deadline, public_url: str, gettext: Callable[[str], str]) -> Event:
    item = Event()
    item.add("uid", f"{_identity(entry, deadline)}@noticewire")
    item.add("dtstamp", utc(entry.updated_at).replace(microsecond=0))
    item.add("summary", f"{_heading(deadline, gettext)} | {entry_title(entry)}")
    begins = deadline.due if deadline.meaning is Meaning.DEADLINE else deadline.start
    assert begins is not None, "windows and events begin"
    _span(item, begins, deadline.end, entry.zone)
    link = f"{public_url.rstrip('/')}/entries/{entry.id}"
    item.add("description", f"{line(deadline.evidence)}\n\n{address(entry.url)}\n{link}")
    item.add("url", address(entry.url))
    if deadline.place:
        item.add("location", line(deadline.place))
    item.add("transp", "TRANSPARENT")
    return item


def _heading(deadline: Deadline, gettext: Callable[[str], str]) -> str:
    """'报名截止', 'Due: 报名': the meaning around the notice's own word."""
    patterns = {
        Meaning.DEADLINE: gettext("Due: %(what)s") if deadline.what else gettext("Due"),
        Meaning.WINDOW: gettext("Open: %(what)s") if deadline.what else gettext("Open"),
        Meaning.EVENT: "%(what)s" if deadline.what else gettext("Takes place"),
    }
    return patterns[deadline.meaning] % {"what": line(deadline.what)}


def _span(item: Event, begins: Instant, ends: Instant | None, zone: str) -> None:
    """DTSTART and DTEND: both dates or both times (RFC 5545 section 3.6.1). A date's DTEND is the day after the
    last; a moment has none."""
    if begins.clock is None or (ends is not None and ends.clock is None and ends.day != begins.day):
        item.add("dtstart", begins.day)
        last: date = ends.day if ends is not None else begins.day
        item.add("dtend", last + timedelta(days=1))
        return
    start = _exact(begins.opens(zone))
    item.add("dtstart", start)
    if ends is not None and (end := _exact(ends.closes(zone))) > start:
        item.add("dtend", end)


def _exact(moment: datetime) -> datetime:
    """In UTC, which every calendar program can read."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _identity(entry: Entry, deadline: Deadline) -> str:
    told = f"{entry.id}\n{deadline.meaning}\n{deadline.start}\n{deadline.end}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]
