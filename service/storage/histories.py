"""Old entries from the further pages of listings, and how far back each listing was read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.domain.entry import EntryId
from service.domain.history import History, HistoryPage
from service.domain.source import Due, SourceId
from service.domain.urls import Url
from service.storage.changes import changed
from service.storage.engine import Database
from service.storage.fanout import lock_entries
from service.storage.rows import Values
from service.storage.schema import entries, histories, sightings, sources
from service.storage.sightings import entry_row, sighting_rows, store_new
from service.storage.statements import NO_LEASE, chunks, insert_missing, one, upsert


class HistoryStore:
    """The part of the Store that knows how far back listings were read. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read_to(self, source_id: SourceId) -> History | None:
        """How far its listing's further pages were read; None: they never were."""
        return await self._database.read(_history, source_id)

    async def dated(self, entry_ids: Collection[EntryId]) -> dict[EntryId, datetime]:
        """When these entries are filed in the feeds; only those that are stored."""
        return await self._database.read(_dated, entry_ids)

    async def record(self, page: HistoryPage) -> bool:
        """What a further page adds: shown at once, told to nobody. The lease is kept. False: it was lost, and
        nothing was written."""
        return await self._database.write(_record_history, page)

    async def end(self, due: Due, *, complete: bool) -> None:
        """End the lease, and remember whether the history was read to its end."""
        await self._database.write(_end_history, due, complete=complete)


def _history(connection: Connection, source_id: SourceId) -> History | None:
    """How far a source's history was read; None: it never was."""
    row = connection.execute(select(histories).where(histories.c.source_id == source_id)).one_or_none()
    return History(Url.parse(row.page), row.complete, row.at) if row else None


def _dated(connection: Connection, entry_ids: Collection[EntryId]) -> dict[EntryId, datetime]:
    """When these entries are filed in the feeds."""
    found: dict[EntryId, datetime] = {}
    for chunk in chunks(sorted(entry_ids)):
        wanted = select(entries.c.id, entries.c.dated_at).where(entries.c.id.in_(chunk))
        found.update({EntryId(row.id): row.dated_at for row in connection.execute(wanted)})
    return found


def _record_history(connection: Connection, page: HistoryPage) -> bool:
    """Writes what a further page adds, released at once: its article is read when nothing newer is owed, and what
    it says then is a revision. What was sighted before stays as it was. False: the lease was lost."""
    source = page.due.source
    row = one(connection, sources, source.id, lock=True)
    if row is None or row.lease_holder != page.due.holder:
        return False
    rows = _rows(page)
    seen = store_new(connection, source, page.sightings, page.new_entries, rows)
    missing = [sighting for sighting in seen.values() if sighting.first]
    insert_missing(connection, sightings, sighting_rows(source.id, missing, page.at), "source_id", "entry_id")
    _remember(connection, source.id, page.url, page.at)
    stored = lock_entries(connection, [sighting.entry_id for sighting in missing])
    if any(found.released_at is not None for found in stored.values()):
        changed(connection, sources=[source.id])
    return True


def _end_history(connection: Connection, due: Due, *, complete: bool) -> None:
    """Ends the lease, if it is still ours; `complete`: the last page was reached."""
    ours = (sources.c.id == due.source.id, sources.c.lease_holder == due.holder)
    if connection.execute(update(sources).where(*ours).values(NO_LEASE)).rowcount == 1 and complete:
        connection.execute(update(histories).where(histories.c.source_id == due.source.id).values(complete=True))


def _rows(page: HistoryPage) -> dict[EntryId, Values]:
    places = {sighting.entry_id: sighting for sighting in page.sightings}
    return {
        new.id: entry_row(new, places[new.id], page.due.source, page.at)
        | {"dated_at": page.dated[new.id], "released_at": page.at}
        for new in page.new_entries
    }


def _remember(connection: Connection, source_id: SourceId, page: Url, at: datetime) -> None:
    row = {"source_id": source_id, "page": page.text, "complete": False, "at": at}
    upsert(connection, histories, [row], ["source_id"], ["page", "at"])
