"""What feeds show: their heads, their entries, and the count that tells whether either changed."""

from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.entry import Entry
from service.domain.feed import Feed, FeedHead, FeedId
from service.domain.feedview import EVERYTHING
from service.domain.words import Words
from service.storage.changes import last_change, last_change_anywhere
from service.storage.edits import withdrawn_of
from service.storage.entries import entries_of
from service.storage.membership import Membership, all_feeds, find, is_shown
from service.storage.schema import entries
from service.storage.searching import search

NEWEST_FIRST = (
    entries.c.shown_at.desc(),
    entries.c.dated_at.desc(),
    entries.c.first_seen_at.desc(),
    entries.c.position,
)


def heads(connection: Connection) -> list[FeedHead]:
    """Every feed there is: of everything, then site by site the site's, its groups' and its sources'."""
    return [found.head for found in all_feeds(connection)]


def head(connection: Connection, feed_id: FeedId) -> FeedHead | None:
    """What the feed says of itself; None: there is no such feed."""
    found = find(connection, feed_id)
    return found.head if found else None


def feed(connection: Connection, feed_id: FeedId, *, limit: int, words: Words) -> Feed | None:
    """The feed with its newest `limit` released entries that `words` find; None: there is no such feed."""
    found = find(connection, feed_id)
    if found is None:
        return None
    return Feed(found.head, tuple(shown_in(connection, found, words, limit)))


def shown_in(connection: Connection, found: Membership, words: Words, limit: int) -> list[Entry]:
    """The newest `limit` released entries of these sources that `words` find."""
    shown = (is_shown(found), entries.c.released_at.is_not(None))
    newest = select(entries).where(*shown).order_by(*NEWEST_FIRST).limit(limit)
    rows = (
        search(connection, shown, words, order=NEWEST_FIRST, limit=limit)
        if words
        else connection.execute(newest).all()
    )
    return entries_of(connection, rows)


def due(connection: Connection, feed_id: FeedId, *, since: datetime, limit: int) -> Feed | None:
    """The feed with those of its entries that ask for something after `since`, the newest first; None: there is
    no such feed."""
    found = find(connection, feed_id)
    if found is None:
        return None
    asking = (
        select(entries)
        .where(is_shown(found), entries.c.released_at.is_not(None), entries.c.due_until >= since)
        .order_by(entries.c.dated_at.desc(), entries.c.number.desc())
        .limit(limit)
    )
    shown = tuple(entries_of(connection, connection.execute(asking).all()))
    return Feed(found.head, shown, withdrawn_of(connection, [entry.id for entry in shown]))


def feed_version(connection: Connection, feed_id: FeedId) -> int | None:
    """A count that grows with every change of what the feed shows; None: there is no such feed."""
    if feed_id == EVERYTHING:
        return last_change_anywhere(connection)
    found = find(connection, feed_id)
    return last_change(connection, sources=found.members, sites=found.sites) if found else None
