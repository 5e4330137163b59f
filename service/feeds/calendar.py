"""build_calendar: what the entries of a feed ask for by when, as an iCalendar document (RFC 5545, RFC 7986).

icalendar's only owner. A deadline is a moment, or a whole day where no time is told; a window and an event have a
length. None of them blocks the reader's time (TRANSP:TRANSPARENT), and none rings: there is no VALARM.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

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

    `language` is the BCP 47 tag of what `gettext` says. The same feed gives the same bytes. An item keeps its
    UID when its day is moved; its SEQUENCE grows with each revision (RFC 5545 section 3.8.7.4). Those of a
    withdrawn entry are CANCELLED.
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
        cancelled = entry.id in feed.withdrawn
        for identity, deadline in _identified(entry):
            if deadline.over_at(entry.zone) >= since:
                item = _item(entry, deadline, public_url, gettext)
                item.add("uid", f"{identity}@noticewire")
                item.add("status", "CANCELLED" if cancelled else "CONFIRMED")
                item.add("sequence", _sequence(entry) + cancelled)
                calendar.add_component(item)
    calendar.add_missing_timezones()
    body: bytes = calendar.to_ical()
    return body


def _item(entry: Entry, deadline: Deadline, public_url: str, gettext: Callable[[str], str]) -> Event:
    item = Event()
    changed = utc(entry.updated_at).replace(microsecond=0)
    item.add("dtstamp", changed)
    item.add("last-modified", changed)
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
    start = begins.opens(zone)
    item.add("dtstart", start)
    if ends is not None and (end := ends.closes(zone)) > start:
        item.add("dtend", end)


def _sequence(entry: Entry) -> int:
    """Whole seconds from the release to the last revision: grows with each, and needs no count."""
    out = entry.released_at or entry.first_seen_at
    return max(0, int((entry.updated_at - out).total_seconds()))


def _identified(entry: Entry) -> Iterator[tuple[str, Deadline]]:
    """Each with an identity that outlives its times: what it means and is called, and its place among its like."""
    like: Counter[tuple[Meaning, str]] = Counter()
    for deadline in entry.deadlines:
        kind = deadline.meaning, deadline.what
        told = f"{entry.id}\n{deadline.meaning}\n{deadline.what}\n{like[kind]}"
        like[kind] += 1
        yield hashlib.sha256(told.encode()).hexdigest()[:32], deadline
