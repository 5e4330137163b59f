"""What an entry said before it was changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from service.domain.edit import title_edit
from service.domain.entry import EntryId, Revision
from service.domain.source import SourceId
from service.storage.edits import file_edit
from service.storage.rows import attachments_of
from service.storage.schema import entries, revisions, sightings
from service.storage.searching import index_words
from service.storage.statements import NO_LEASE


def keep_revision(connection: Connection, entry_id: EntryId) -> None:
    """Files what the entry says at this moment as a revision; to be called before it is changed."""
    kept = entries.c
    said = select(kept.id, kept.updated_at, kept.title, kept.body, kept.text, kept.attachments)
    columns = ["entry_id", "seen_at", "title", "body", "text", "attachments"]
    connection.execute(insert(revisions).from_select(columns, said.where(kept.id == entry_id)))


def revisions_of(connection: Connection, entry_id: EntryId) -> list[Revision]:
    """What the entry said before it was changed, the oldest first."""
    wanted = select(revisions).where(revisions.c.entry_id == entry_id).order_by(revisions.c.number)
    return [
        Revision(row.seen_at, row.title, row.text, attachments_of(row.attachments))
        for row in connection.execute(wanted)
    ]


def rename(connection: Connection, entry: Row[Any], title: str, at: datetime) -> set[SourceId]:
    """Gives `entry` (its id, title and release) the title that its listing now shows; the sources whose feeds
    show it. Nothing is told of an entry that is not released yet.

    Who reads its article at this moment loses his lease: he would publish it under the old title.
    """
    if entry.title == title:
        return set()
    shown = entry.released_at is not None
    if shown:
        keep_revision(connection, entry.id)
        if edit := title_edit(entry.title, title):
            file_edit(connection, entry.id, edit, at)
    values = {"title": title, "updated_at": at, **NO_LEASE}
    connection.execute(update(entries).where(entries.c.id == entry.id).values(values))
    index_words(connection, [entry.id])
    return seen_on(connection, entry.id) if shown else set()


def seen_on(connection: Connection, entry_id: EntryId) -> set[SourceId]:
    """All sources that ever listed this entry."""
    listed = select(sightings.c.source_id).where(sightings.c.entry_id == entry_id)
    return {SourceId(source_id) for source_id in connection.scalars(listed)}
