"""Private feeds: what they show, under the digest of the token in their address."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from service.domain.feed import Feed, FeedHead, FeedId, FeedScope
from service.domain.feedview import EVERYTHING
from service.domain.privatefeed import PrivateFeed, PrivateFeedId
from service.domain.source import SourceId
from service.domain.words import Words
from service.storage.changes import changed, last_change_anywhere
from service.storage.engine import Database
from service.storage.feeds import shown_in
from service.storage.feedschema import private_feeds
from service.storage.membership import OUR_HOME, Membership, find


class PrivateFeedStore:
    """The part of the Store that keeps private feeds. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, private: PrivateFeed) -> None:
        """Its id and digest must be new."""
        await self._database.write(_add, private)

    async def all(self) -> list[PrivateFeed]:
        """In the order they were made."""
        return await self._database.read(_all)

    async def revoke(self, private_id: PrivateFeedId) -> bool:
        """Its address leads nowhere from now on. False: no such feed."""
        return await self._database.write(_revoke, private_id)

    async def version(self, digest: str) -> int | None:
        """Grows with every change of what it may show; None: there is no such feed."""
        return await self._database.read(_version, digest)

    async def feed(self, digest: str, *, limit: int) -> Feed | None:
        """With its newest entries; None: there is no such feed."""
        return await self._database.read(_feed, digest, limit=limit)


def _add(connection: Connection, private: PrivateFeed) -> None:
    values = {
        "id": private.id,
        "title": private.title,
        "feeds": list(private.feeds),
        "words": private.words,
        "digest": private.digest,
        "created_at": private.created_at,
    }
    connection.execute(insert(private_feeds).values(values))


def _all(connection: Connection) -> list[PrivateFeed]:
    listed = select(private_feeds).order_by(private_feeds.c.created_at, private_feeds.c.id)
    return [_private_of(row) for row in connection.execute(listed)]


def _revoke(connection: Connection, private_id: PrivateFeedId) -> bool:
    """Counted as a change: what is kept ready under the address goes at once."""
    gone = connection.execute(delete(private_feeds).where(private_feeds.c.id == private_id)).rowcount == 1
    if gone:
        changed(connection, sources=[SourceId(f"private:{private_id}")])
    return gone


def _version(connection: Connection, digest: str) -> int | None:
    return last_change_anywhere(connection) if _find(connection, digest) else None


def _feed(connection: Connection, digest: str, *, limit: int) -> Feed | None:
    private = _find(connection, digest)
    if private is None:
        return None
    head = FeedHead(FeedId(f"private:{private.id}"), FeedScope.PRIVATE, private.title, OUR_HOME)
    found = [part for part in (find(connection, feed_id) for feed_id in private.feeds) if part]
    return Feed(head, tuple(shown_in(connection, _union(head, found), Words.parse(private.words), limit)))


def _union(head: FeedHead, found: Sequence[Membership]) -> Membership:
    """What any of them shows."""
    everything = next((part for part in found if part.head.id == EVERYTHING), None)
    if everything:
        return everything
    members = dict.fromkeys(member for part in found for member in part.members)
    places = dict.fromkeys(site for part in found for site in part.sites)
    return Membership(head, list(members), list(places))


def _find(connection: Connection, digest: str) -> PrivateFeed | None:
    row = connection.execute(select(private_feeds).where(private_feeds.c.digest == digest)).one_or_none()
    return _private_of(row) if row else None


def _private_of(row: Row[Any]) -> PrivateFeed:
    feeds = tuple(map(FeedId, row.feeds))
    return PrivateFeed(PrivateFeedId(row.id), row.title, feeds, row.words, row.digest, row.created_at)
