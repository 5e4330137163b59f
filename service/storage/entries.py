"""The articles that are owed, and the entries with what was read of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, update

from service.domain.entry import Entry, EntryId, OwedArticle, Publication
from service.domain.publishing import shown_at
from service.domain.source import Holder, SiteId, SourceId
from service.storage.changes import changed
from service.storage.clusters import join_cluster, withdraw_repeats
from service.storage.edits import file_edit
from service.storage.fanout import tell_everywhere, tell_late
from service.storage.revisions import keep_revision, seen_on
from service.storage.rows import Values, content_values, entry_of, published_of
from service.storage.schema import entries, sightings, sites, sources
from service.storage.searching import index_words
from service.storage.statements import NO_LEASE, chunks, free, one, sites_of_others, take

IN_TURN = (entries.c.announced.desc(), entries.c.dated_at.desc(), entries.c.number)
"""The order in which articles are read."""
_CONTENT = ("title", "author", "body", "text", "kind", "attachments")


def claim_articles(
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    holder: Holder,
    lease: timedelta,
    busy: Collection[SiteId],
    site: SiteId | None,
    overdue: bool,
    patience: timedelta,
    only: EntryId | None = None,
) -> list[OwedArticle]:
    """Entries whose article is to be read: the announced first, then the newest; at most one of each site, none
    of the `busy` ones; with `site`, up to `limit` of that site; with `only`, that one. A site where another holder
    reads is left to him.

    With `overdue`, the entries of any site that have waited for their article longer than `patience`.
    """
    columns = entries.c
    if overdue:
        late = (columns.released_at.is_(None), columns.first_seen_at <= now - patience, free(entries, now))
        wanted = select(columns.number).where(*late).order_by(*IN_TURN).limit(limit)
    else:
        due = [*to_be_read(now), columns.site_id.not_in(sites_of_others(entries, now, holder))]
        if only is not None:
            due.append(columns.id == only)
        elif site is not None:
            due.append(columns.site_id == site)
        else:
            first_of_each = _first_of_each_site([*due, columns.site_id.not_in(sorted(busy))], IN_TURN)
            due.append(columns.number.in_(first_of_each))
        wanted = select(columns.number).where(*due).order_by(*IN_TURN).limit(limit)
    rows = take(connection, entries, wanted, now, holder, lease)
    gone = vanished(connection, [row.id for row in rows if row.released_at is not None])
    permitted = _ignore_robots(connection, {row.source_id for row in rows})
    return [
        OwedArticle(
            entry=entry,
            source_id=SourceId(row.source_id),
            ignore_robots=permitted[row.source_id],
            published=published_of(row.published),
            tries=row.tries,
            deadline_at=row.first_seen_at + patience,
            announced=row.announced,
            vanished=row.id in gone,
        )
        for row, entry in zip(rows, entries_of(connection, rows), strict=True)
    ]


def to_be_read(now: datetime) -> list[ColumnElement[bool]]:
    """Of `entries`: its article is owed by now, and in nobody's hands."""
    return [entries.c.article_due_at <= now, free(entries, now)]


def _first_of_each_site(
    due: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]]
) -> Select[tuple[int]]:
    turn = func.row_number().over(partition_by=entries.c.site_id, order_by=order).label("turn")
    ranked = select(entries.c.number, turn).where(*due).subquery()
    return select(ranked.c.number).where(ranked.c.turn == 1)


def publish(connection: Connection, publication: Publication, holder: Holder) -> bool:
    """Writes the end of one try to read an article; at its release, also that the entry is to be told.

    What was released once keeps its dates; changed content is a revision. False: the lease was lost.
    """
    new = publication.entry
    one(connection, sites, new.site_id, lock=True)  # the same notice may be released by another office now
    old = one(connection, entries, new.id, lock=True)
    if old is None or old.lease_holder != holder:
        return False
    values = content_values(new)
    says_something_else = any(values[name] != getattr(old, name) for name in _CONTENT)
    shown = old.released_at is not None
    if shown and says_something_else:
        keep_revision(connection, new.id)
    if says_something_else or not shown:
        values["updated_at"] = publication.at
    if not shown:
        values |= _dates(new, announced=old.announced)
    values |= {"tries": publication.tries, "article_due_at": publication.retry_at, **NO_LEASE}
    connection.execute(update(entries).where(entries.c.number == old.number).values(values))
    if says_something_else:
        index_words(connection, [new.id])
    released_now = not shown and new.released_at is not None
    if shown and publication.edit:
        file_edit(connection, new.id, publication.edit, publication.at)
    if released_now:
        join_cluster(connection, new)
        tell_everywhere(connection, new.id)
    elif shown and _came_late(old, new):
        join_cluster(connection, new)
        withdraw_repeats(connection, new.id, publication.at)
        tell_late(connection, new.id)
    if released_now or (shown and says_something_else):
        changed(connection, sources=seen_on(connection, new.id))
    return True


def _came_late(old: Row[Any], new: Entry) -> bool:
    """Whether the article of an entry that was released by its title is read for the first time."""
    return not old.text and not old.attachments and bool(new.text or new.attachments)


def _dates(entry: Entry, *, announced: bool) -> Values:
    return {
        "dated_at": entry.dated_at,
        "precision": entry.precision.value if entry.precision else None,
        "zone": entry.zone,
        "released_at": entry.released_at,
        "shown_at": shown_at(entry.dated_at, entry.first_seen_at, announced=announced),
    }


def entry(connection: Connection, entry_id: EntryId) -> Entry | None:
    """The entry, released or not."""
    row = one(connection, entries, entry_id)
    return entries_of(connection, [row])[0] if row else None


def listed(
    connection: Connection,
    *,
    limit: int,
    source_id: SourceId | None,
    site_id: SiteId | None,
    older_than: EntryId | None,
) -> list[Entry]:
    """Released entries that a feed shows, those found last first."""
    columns = entries.c
    shown = [sightings.c.entry_id == columns.id, ~sightings.c.held]
    if source_id is not None:
        shown.append(sightings.c.source_id == source_id)
    wanted = select(entries).where(
        columns.released_at.is_not(None), select(sightings.c.entry_id).where(*shown).exists()
    )
    if site_id is not None:
        wanted = wanted.where(columns.site_id == site_id)
    if older_than is not None:
        newer = select(columns.number).where(columns.id == older_than).scalar_subquery()
        wanted = wanted.where(columns.number < newer)
    rows = connection.execute(wanted.order_by(columns.number.desc()).limit(limit)).all()
    return entries_of(connection, rows)


def dated_within(connection: Connection, since: datetime, until: datetime, *, limit: int) -> list[Entry]:
    """The newest released entries dated within."""
    within = (entries.c.dated_at >= since, entries.c.dated_at < until, entries.c.released_at.is_not(None))
    wanted = select(entries).where(*within).order_by(entries.c.dated_at.desc()).limit(limit)
    return entries_of(connection, connection.execute(wanted).all())


def entries_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Entry]:
    """The entries of these rows of `entries`, in the same order, with the sources they were seen on."""
    seen: dict[str, list[str]] = {}
    for chunk in chunks([row.id for row in rows]):
        listed = (
            select(sightings.c.entry_id, sightings.c.source_id)
            .join(sources, sources.c.id == sightings.c.source_id)
            .where(sightings.c.entry_id.in_(chunk))
            .order_by(sightings.c.first_seen_at, sources.c.number)
        )
        for sighting in connection.execute(listed):
            seen.setdefault(sighting.entry_id, []).append(sighting.source_id)
    return [entry_of(row, seen.get(row.id, ())) for row in rows]


def vanished(connection: Connection, entry_ids: Sequence[str]) -> set[str]:
    """Those that stand on no listing any more, while an older entry still stands on one that they left: what slid
    off the end of its page did not vanish."""
    left, older = sightings.alias("left"), entries.alias("older")
    stays = sightings.alias("stays")
    neighbours = (
        select(older.c.id)
        .join(stays, stays.c.entry_id == older.c.id)
        .where(stays.c.source_id == left.c.source_id, stays.c.present, ~stays.c.pinned)
        .where(older.c.dated_at < entries.c.dated_at)
    )
    here = select(sightings.c.entry_id).where(sightings.c.entry_id == entries.c.id, sightings.c.present)
    wanted = (
        select(entries.c.id)
        .join(left, left.c.entry_id == entries.c.id)
        .where(~left.c.present, ~here.exists(), neighbours.exists())
    )
    found: set[str] = set()
    for chunk in chunks(entry_ids):
        found.update(connection.scalars(wanted.where(entries.c.id.in_(chunk))))
    return found


def _ignore_robots(connection: Connection, source_ids: Iterable[str]) -> dict[str, str]:
    wanted = select(sources.c.id, sources.c.ignore_robots).where(sources.c.id.in_(sorted(source_ids)))
    return {row.id: row.ignore_robots for row in connection.execute(wanted)}


def next_article(connection: Connection, now: datetime, patience: timedelta) -> datetime | None:
    """When the next article is to be read, or waited for no longer; a taken one when its lease ends."""
    columns = entries.c
    times = [
        select(func.min(columns.article_due_at)).where(columns.article_due_at.is_not(None), free(entries, now)),
        select(func.min(columns.lease_until)).where(columns.lease_holder.is_not(None), ~free(entries, now)),
    ]
    found = [moment for moment in map(connection.scalar, times) if moment]
    waiting = select(func.min(columns.first_seen_at)).where(columns.released_at.is_(None), free(entries, now))
    first_seen_at = connection.scalar(waiting)
    if first_seen_at:
        found.append(first_seen_at + patience)
    return min(found, default=None)
