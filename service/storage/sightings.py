"""What one poll saw on its listing: entries stored once, sightings, renamed titles, and what is to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, update

from service.domain.entry import ArticleKind, EntryId
from service.domain.identity import normalised_title
from service.domain.poll import NewEntry, PollRecord, Sighting
from service.domain.publishing import shown_at
from service.domain.source import Source, SourceId
from service.domain.titles import says_no_more
from service.storage.fanout import lock_entries, tell
from service.storage.revisions import rename
from service.storage.rows import Values, published_values
from service.storage.schema import entries, entry_keys, sightings, sites
from service.storage.searching import index_words
from service.storage.statements import chunks, insert_missing, one, upsert


def write_sightings(connection: Connection, record: PollRecord) -> frozenset[SourceId]:
    """Writes the new entries, keys and sightings of `record`; the sources whose feeds show something else now."""
    source, at = record.due.source, record.at
    seen = store_new(connection, source, record.sightings, record.new_entries, _rows(record))
    before = _sighted_before(connection, source.id, list(seen))
    _write_sightings(connection, source.id, seen.values(), at)
    _write_vanished(connection, source.id, record.vanished, at)
    announced = [entry_id for entry_id, found in seen.items() if found.announce and entry_id not in before]
    stored = lock_entries(connection, list(seen))
    released = {entry_id for entry_id, row in stored.items() if row.released_at is not None}
    _hurry(connection, [entry_id for entry_id in announced if entry_id not in released])
    tell(connection, source.id, [entry_id for entry_id in announced if entry_id in released])
    touched: set[SourceId] = set()
    for entry_id, sighting in seen.items():
        old = before.get(entry_id)
        if old is None:
            if entry_id in released and not sighting.held:
                touched.add(source.id)
        elif normalised_title(old.title) != normalised_title(sighting.title) and not says_no_more(
            sighting.title, old.title
        ):
            touched |= rename(connection, stored[entry_id], sighting.title, at)
    return frozenset(touched)


def store_new(
    connection: Connection,
    source: Source,
    seen_here: Sequence[Sighting],
    new_entries: Sequence[NewEntry],
    rows: Mapping[EntryId, Values],
) -> dict[EntryId, Sighting]:
    """Stores what is new, as `rows`; the sightings by the entries they are of.

    Another source of the site may have brought an entry since this page was read: then its entry is used.
    """
    if new_entries:
        one(connection, sites, source.site_id, lock=True)  # two polls of a site must not both find an entry new
    kept = _entries_by_key(connection, source, [key for sighting in seen_here for key in sighting.keys])
    same: dict[EntryId, EntryId] = {}
    first: list[NewEntry] = []
    for new in new_entries:
        known = next((kept[key] for key in new.keys if key in kept), None)
        if known is None:
            first.append(new)
        else:
            same[new.id] = known
    insert_missing(connection, entries, [rows[new.id] for new in first], "id")
    index_words(connection, [new.id for new in first])
    seen: dict[EntryId, Sighting] = {}
    for sighting in seen_here:
        entry_id = same.get(sighting.entry_id, sighting.entry_id)
        seen.setdefault(entry_id, replace(sighting, entry_id=entry_id))
    new_keys = {key: entry_id for entry_id, sighting in seen.items() for key in sighting.keys if key not in kept}
    key_rows = [
        {"site_id": source.site_id, "key": key, "entry_id": entry_id} for key, entry_id in sorted(new_keys.items())
    ]
    insert_missing(connection, entry_keys, key_rows, "site_id", "key")
    return seen


def _rows(record: PollRecord) -> dict[EntryId, Values]:
    places = {sighting.entry_id: sighting for sighting in record.sightings}
    return {new.id: entry_row(new, places[new.id], record.due.source, record.at) for new in record.new_entries}


def entry_row(new: NewEntry, sighting: Sighting, source: Source, at: datetime) -> Values:
    zone = new.published.zone if new.published else source.zone
    dated_at = new.published.moment(at) if new.published else at.astimezone(ZoneInfo(zone))
    return {
        "id": new.id,
        "site_id": source.site_id,
        "source_id": source.id,
        "url": new.candidate.url.text,
        "title": new.candidate.title,
        "summary": new.candidate.summary,
        "published": published_values(new.published),
        "first_seen_at": at,
        "position": sighting.position,
        "updated_at": at,
        "dated_at": dated_at,
        "precision": new.published.precision.value if new.published else None,
        "zone": zone,
        "body": "",
        "text": "",
        "kind": ArticleKind.UNREAD.value,
        "attachments": [],
        "announced": sighting.announce,
        "shown_at": shown_at(dated_at, at, announced=sighting.announce),
        "article_due_at": new.article_due_at,
        "tries": 0,
    }


def _entries_by_key(connection: Connection, source: Source, keys: Sequence[str]) -> dict[str, EntryId]:
    found: dict[str, EntryId] = {}
    for chunk in chunks(keys):
        wanted = select(entry_keys.c.key, entry_keys.c.entry_id).where(
            entry_keys.c.site_id == source.site_id, entry_keys.c.key.in_(chunk)
        )
        found.update({row.key: EntryId(row.entry_id) for row in connection.execute(wanted)})
    return found


def _sighted_before(
    connection: Connection, source_id: SourceId, entry_ids: Sequence[EntryId]
) -> Mapping[EntryId, Row[*tuple[Any, ...]]]:
    found: dict[EntryId, Row[*tuple[Any, ...]]] = {}
    for chunk in chunks(entry_ids):
        wanted = select(sightings.c.entry_id, sightings.c.title).where(
            sightings.c.source_id == source_id, sightings.c.entry_id.in_(chunk)
        )
        found.update({EntryId(row.entry_id): row for row in connection.execute(wanted)})
    return found


def sighting_rows(source_id: SourceId, seen: Collection[Sighting], at: datetime) -> list[Values]:
    return [
        {
            "source_id": source_id,
            "entry_id": sighting.entry_id,
            "first_seen_at": at,
            "last_seen_at": at,
            "present": sighting.present,
            "position": sighting.position,
            "title": sighting.title,
            "pinned": sighting.pinned,
            "announce": sighting.announce,
            "held": sighting.held,
            "fanned": False,
        }
        for sighting in seen
    ]


def _write_sightings(
    connection: Connection, source_id: SourceId, seen: Collection[Sighting], at: datetime
) -> None:
    """Whether a sighting is told is settled at the first one."""
    rows = sighting_rows(source_id, seen, at)
    upsert(
        connection,
        sightings,
        rows,
        ["source_id", "entry_id"],
        ["last_seen_at", "present", "position", "title", "pinned"],
    )


def _write_vanished(
    connection: Connection, source_id: SourceId, vanished: Sequence[EntryId], at: datetime
) -> None:
    """The article of one that was announced is looked at now: it may have been withdrawn."""
    for chunk in chunks(vanished):
        gone = (sightings.c.source_id == source_id, sightings.c.entry_id.in_(chunk))
        connection.execute(update(sightings).where(*gone).values(present=False))
        told = (
            entries.c.id.in_(chunk),
            entries.c.announced,
            entries.c.released_at.is_not(None),
            entries.c.kind == ArticleKind.HTML.value,
        )
        connection.execute(update(entries).where(*told).values(article_due_at=at))


def _hurry(connection: Connection, entry_ids: Sequence[EntryId]) -> None:
    """The articles of announced entries are read before those of a baseline."""
    for chunk in chunks(entry_ids):
        slow = (entries.c.id.in_(chunk), ~entries.c.announced)
        connection.execute(update(entries).where(*slow).values(announced=True))
