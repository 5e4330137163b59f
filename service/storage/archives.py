"""Archives of feeds (RFC 5005 section 4): every entry gets a place for ever, and says there what it said then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, literal, select

from service.domain.entry import Entry
from service.domain.feed import Feed, FeedId
from service.domain.feedview import ARCHIVE_PAGE, USUAL_LIMIT, ArchivePage
from service.domain.source import SourceId
from service.storage.columns import Moment
from service.storage.engine import Database
from service.storage.entries import entries_of
from service.storage.feedschema import archived
from service.storage.membership import find, is_shown
from service.storage.rows import attachments_of
from service.storage.schema import entries, revisions, sightings
from service.storage.statements import add_alone, chunks


class ArchiveStore:
    """The part of the Store that keeps the places. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def file(self, feed_id: FeedId, now: datetime) -> int:
        """Give a place to each entry that has none, in the order of release; how many places there are. A feed
        that its current document holds whole needs no archive: then there are none."""
        if not await self._database.read(_is_behind, feed_id):
            return await self._database.read(_count, feed_id)
        return await self._database.write(_file, feed_id, now)

    async def places(self, feed_id: FeedId) -> int:
        """How many entries have a place."""
        return await self._database.read(_count, feed_id)

    async def page(self, feed_id: FeedId, page: ArchivePage) -> Feed | None:
        """The feed with the entries of one document, the last filed first; None: there is no such feed, or the
        document is not (yet) as long."""
        return await self._database.read(_page, feed_id, page)


def _is_behind(connection: Connection, feed_id: FeedId) -> bool:
    found = find(connection, feed_id)
    if found is None:
        return False
    shown = select(entries.c.number).where(is_shown(found), entries.c.released_at.is_not(None))
    beyond = connection.scalar(shown.limit(1).offset(USUAL_LIMIT))
    return beyond is not None and connection.scalar(shown.where(_is_missing(feed_id)).limit(1)) is not None


def _file(connection: Connection, feed_id: FeedId, now: datetime) -> int:
    add_alone(connection)
    found = find(connection, feed_id)
    count = _count(connection, feed_id)
    if found is None:
        return count
    place = func.row_number().over(order_by=(entries.c.released_at, entries.c.number)) + (count - 1)
    missing = select(literal(feed_id), place, entries.c.id, literal(now, type_=Moment)).where(
        is_shown(found), entries.c.released_at.is_not(None), _is_missing(feed_id)
    )
    connection.execute(insert(archived).from_select(["feed_id", "place", "entry_id", "filed_at"], missing))
    return _count(connection, feed_id)


def _is_missing(feed_id: FeedId) -> Any:
    has_place = (archived.c.feed_id == feed_id, archived.c.entry_id == entries.c.id)
    return ~select(archived.c.place).where(*has_place).exists()


def _count(connection: Connection, feed_id: FeedId) -> int:
    last = connection.scalar(select(func.max(archived.c.place)).where(archived.c.feed_id == feed_id))
    return 0 if last is None else last + 1


def _page(connection: Connection, feed_id: FeedId, page: ArchivePage) -> Feed | None:
    found = find(connection, feed_id)
    first, length = (page.number - 1) * ARCHIVE_PAGE, page.length or ARCHIVE_PAGE
    here = (archived.c.feed_id == feed_id, archived.c.place >= first, archived.c.place < first + length)
    joined = select(entries, archived.c.filed_at).join(archived, archived.c.entry_id == entries.c.id)
    rows = connection.execute(joined.where(*here).order_by(archived.c.place.desc())).all()
    if found is None or len(rows) < length or length > ARCHIVE_PAGE:
        return None
    filed_at = {row.id: row.filed_at for row in rows}
    return Feed(found.head, tuple(_as_filed(connection, entries_of(connection, rows), filed_at)))


def _as_filed(connection: Connection, shown: Sequence[Entry], filed_at: Mapping[str, datetime]) -> list[Entry]:
    """The entries as they were when they got their place: a document of the archive never changes."""
    changed = [entry.id for entry in shown if entry.updated_at > filed_at[entry.id]]
    said = _said_before(connection, changed, filed_at)
    seen = _seen_before(connection, [entry.id for entry in shown], filed_at)
    return [
        replace(
            _as_said(entry, said.get(entry.id)), sources=tuple(s for s in entry.sources if s in seen[entry.id])
        )
        for entry in shown
    ]


def _as_said(entry: Entry, row: Row[Any] | None) -> Entry:
    if row is None:
        return entry
    attachments = attachments_of(row.attachments)
    return replace(
        entry, title=row.title, body=row.body, text=row.text, attachments=attachments, updated_at=row.seen_at
    )


def _said_before(
    connection: Connection, changed: Sequence[str], filed_at: Mapping[str, datetime]
) -> dict[str, Row[Any]]:
    """Of each entry the last revision from before it got its place."""
    found: dict[str, Row[Any]] = {}
    for chunk in chunks(changed):
        listed = select(revisions).where(revisions.c.entry_id.in_(chunk)).order_by(revisions.c.number)
        for row in connection.execute(listed):
            if row.seen_at <= filed_at[row.entry_id]:
                found[row.entry_id] = row
    return found


def _seen_before(
    connection: Connection, shown: Sequence[str], filed_at: Mapping[str, datetime]
) -> dict[str, Collection[SourceId]]:
    found: dict[str, Collection[SourceId]] = {entry_id: set() for entry_id in shown}
    columns = (sightings.c.entry_id, sightings.c.source_id, sightings.c.first_seen_at)
    for chunk in chunks(shown):
        for row in connection.execute(select(*columns).where(sightings.c.entry_id.in_(chunk))):
            if row.first_seen_at <= filed_at[row.entry_id]:
                found[row.entry_id] = {*found[row.entry_id], SourceId(row.source_id)}
    return found
