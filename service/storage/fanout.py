"""From an entry that is to be told to the deliveries that tell it, in steps that never hold up a poll for long."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, or_, select, update

from service.domain.delivery import (
    DeliveryId,
    DeliveryKind,
    DeliveryState,
    Owed,
    Sight,
    digest_name,
    plan,
    reader_day,
    waits_for_text,
)
from service.domain.entry import EntryId
from service.domain.rules import Said, Verdict, judge
from service.domain.source import SiteId, SourceId
from service.domain.subscription import SourceKey, Subscription, SubscriptionId
from service.matching import search
from service.storage.clusters import beside, cluster_of
from service.storage.edits import expand_edit, is_untold
from service.storage.payloads import is_frozen
from service.storage.rows import Values, entry_of, subscription_of
from service.storage.schema import deliveries, entries, fanouts, owed, sightings, sources, subscriptions
from service.storage.statements import chunks, insert_missing


def lock_entries(connection: Connection, entry_ids: Sequence[EntryId]) -> Mapping[EntryId, Row[*tuple[Any, ...]]]:
    """Of each entry: id, title and release, which stay so until we commit.

    To be called after their sightings are written: a release before the call is seen here, and a later one sees
    the sightings. So one of the two tells the entry.
    """
    found: dict[EntryId, Row[*tuple[Any, ...]]] = {}
    for chunk in chunks(sorted(entry_ids)):
        wanted = select(entries.c.id, entries.c.title, entries.c.released_at).where(entries.c.id.in_(chunk))
        rows = connection.execute(wanted.order_by(entries.c.number).with_for_update(key_share=True))
        found.update({EntryId(row.id): row for row in rows})
    return found


def tell(connection: Connection, source_id: SourceId, entry_ids: Iterable[EntryId]) -> None:
    """Writes down that these released entries, announced on this source, are to be told to its subscribers."""
    for chunk in chunks(sorted(entry_ids)):
        _tell(connection, _sights(connection, chunk), source_id)


def tell_everywhere(connection: Connection, entry_id: EntryId) -> None:
    """The same for an entry at its release: on every source where it is announced."""
    _tell(connection, _sights(connection, [entry_id]), None)


def tell_late(connection: Connection, entry_id: EntryId) -> None:
    """Writes down that the text of this entry came after its release: it is told to those of its sources who were
    not told because their rules found nothing in its title, nor of the same notice by another office."""
    rows = [row for row in _sights(connection, [entry_id]) if not row.held]
    others = beside(connection, [entry_id], told=True).get(entry_id, [])
    wanted = [
        {
            "entry_id": entry_id,
            "source_id": row.source_id,
            "earlier": others + [before.source_id for before in rows[:place] if not before.fanned],
            "cursor": 0,
            "late": True,
        }
        for place, row in enumerate(rows)
        if row.fanned
    ]
    insert_missing(connection, fanouts, wanted, "entry_id", "source_id", "late")


def expand(connection: Connection, now: datetime, *, chunk: int) -> int:
    """Plans the entry that waits longest for the next `chunk` subscriptions, then the edits of those that were
    told; 1, or 0 when nothing waits."""
    oldest = select(fanouts).order_by(fanouts.c.number).limit(1).with_for_update(skip_locked=True)
    row = connection.execute(oldest).one_or_none()
    if row is None:
        return expand_edit(connection, now, chunk=chunk)
    # nobody else plans this entry, for another of its sources
    entry = connection.execute(select(entries).where(entries.c.id == row.entry_id).with_for_update(key_share=True))
    ahead = (subscriptions.c.number > row.cursor, subscriptions.c.ended_at.is_(None))
    wanted = (
        select(subscriptions)
        .where(*ahead)
        .order_by(subscriptions.c.number)
        .limit(chunk)
        .with_for_update(read=True)  # none may end before its delivery is there to be withdrawn
    )
    _lock_capped(connection, ahead, chunk)
    listed = connection.execute(wanted).all()
    readers = [subscription_of(listed_row) for listed_row in listed]
    told = entry_of(entry.one(), ())
    if row.late:
        readers = [reader for reader in readers if waits_for_text(reader, told)]
    _Planning(connection, _sight(connection, row), Said.by(told), now).owe(readers)
    this = fanouts.c.number == row.number
    if len(listed) < chunk:
        connection.execute(delete(fanouts).where(this))
    else:
        connection.execute(update(fanouts).where(this).values(cursor=listed[-1].number))
    return 1


def _lock_capped(connection: Connection, ahead: Sequence[ColumnElement[bool]], chunk: int) -> None:
    """Of the next `chunk` subscriptions those with a cap of a day: nobody else may count their alerts until ours
    are written. In one order and before any other lock on them, so that two who plan do not wait in a circle."""
    numbers = select(subscriptions.c.number).where(*ahead).order_by(subscriptions.c.number).limit(chunk)
    capped = select(subscriptions.c.number).where(subscriptions.c.alerts_cap > 0)
    connection.execute(
        capped.where(subscriptions.c.number.in_(numbers)).order_by(subscriptions.c.number).with_for_update()
    )


def is_waiting(connection: Connection) -> bool:
    """Whether an entry or its edit is still to be told to somebody."""
    return connection.scalar(select(fanouts.c.number).limit(1)) is not None or is_untold(connection)


def _sights(connection: Connection, entry_ids: Sequence[EntryId]) -> list[Row[Any]]:
    """The sightings of these entries, first sighting first."""
    columns = sightings.c
    wanted = select(columns.entry_id, columns.source_id, columns.announce, columns.held, columns.fanned).join(
        sources, sources.c.id == columns.source_id
    )
    order = (columns.entry_id, columns.first_seen_at, sources.c.number)
    return list(connection.execute(wanted.where(columns.entry_id.in_(entry_ids)).order_by(*order)))


def _tell(connection: Connection, rows: Iterable[Row[Any]], source_id: SourceId | None) -> None:
    """A fan-out for each announced sighting (on this source alone, if given) that had none.

    A sighting that is held back does not count as an earlier chance to hear of the entry; one of the same notice,
    posted by another office, does.
    """
    rows = list(rows)
    others = beside(connection, sorted({EntryId(row.entry_id) for row in rows}))
    earlier: dict[str, list[str]] = {}
    wanted: list[Values] = []
    for row in rows:
        before = earlier.setdefault(row.entry_id, list(others.get(row.entry_id, ())))
        if row.announce and not row.held and not row.fanned and source_id in (None, row.source_id):
            place = {"entry_id": row.entry_id, "source_id": row.source_id}
            wanted.append({**place, "earlier": list(before), "cursor": 0, "late": False})
        if not row.held:
            before.append(row.source_id)
    insert_missing(connection, fanouts, wanted, "entry_id", "source_id", "late")
    for place in wanted:
        here = (sightings.c.entry_id == place["entry_id"], sightings.c.source_id == place["source_id"])
        connection.execute(update(sightings).where(*here).values(fanned=True))


def _sight(connection: Connection, row: Row[Any]) -> Sight:
    places = select(sources.c.id, sources.c.site_id, sources.c.section, sources.c.tags).where(
        sources.c.id.in_([row.source_id, *row.earlier])
    )
    keys = {
        place.id: SourceKey(SourceId(place.id), SiteId(place.site_id), tuple(place.section), frozenset(place.tags))
        for place in connection.execute(places)
    }
    return Sight(EntryId(row.entry_id), keys[row.source_id], tuple(keys[source] for source in row.earlier))


@dataclass(frozen=True, slots=True)
class _Planning:
    """One entry, told to a chunk of its readers."""

    connection: Connection
    sight: Sight
    said: Said
    now: datetime

    def owe(self, readers: Sequence[Subscription]) -> None:
        told = self._told([reader.id for reader in readers])
        untold = {reader.id: reader for reader in readers if reader.id not in told}
        alerted = _alerted(self.connection, untold.values(), self.now)
        waiting = plan(self.sight, untold.values(), self.now, self._judge, alerted)
        placed: list[Owed] = []
        while waiting:
            rows = [_delivery(item, untold[item.subscription_id], self.now) for item in waiting]
            insert_missing(self.connection, deliveries, rows, "id")
            closed = _closed(self.connection, [item.id for item in waiting if item.kind is DeliveryKind.DIGEST])
            placed += [item for item in waiting if item.id not in closed]
            late = [item for item in waiting if item.id in closed]
            waiting = [again for item in late for again in self._next(untold[item.subscription_id], item, alerted)]
        rows = [
            {
                "subscription_id": item.subscription_id,
                "entry_id": item.entry_id,
                "delivery_id": item.id,
                "source_id": self.sight.source.id,
            }
            for item in placed
        ]
        insert_missing(self.connection, owed, rows, "subscription_id", "entry_id")

    def _judge(self, reader: Subscription) -> Verdict:
        return judge(reader.rules, self.said, search)

    def _next(self, reader: Subscription, closed: Owed, alerted: Mapping[SubscriptionId, int]) -> list[Owed]:
        """The digest after one that is under way already."""
        return plan(self.sight, [reader], max(self.now, closed.due_at), self._judge, alerted)

    def _told(self, readers: Sequence[SubscriptionId]) -> set[str]:
        """Those who were told of it, or of the same notice by another office."""
        told: set[str] = set()
        notice = cluster_of(self.connection, self.sight.entry_id)
        for chunk in chunks(readers):
            before = select(owed.c.subscription_id).where(
                owed.c.entry_id.in_(notice), owed.c.subscription_id.in_(chunk)
            )
            told.update(self.connection.scalars(before))
        return told


def _alerted(connection: Connection, readers: Iterable[Subscription], now: datetime) -> dict[SubscriptionId, int]:
    """How many alerts those with a cap of them were owed since their day began."""
    capped = {reader.id: reader_day(reader, now) for reader in readers if reader.caps.alerts}
    counts: dict[SubscriptionId, int] = {}
    for chunk in chunks(sorted(capped)):
        recent = select(deliveries.c.subscription_id, deliveries.c.due_at).where(
            deliveries.c.subscription_id.in_(chunk),
            deliveries.c.kind == DeliveryKind.ALERT.value,
            deliveries.c.due_at >= min(capped[reader] for reader in chunk),
        )
        for row in connection.execute(recent):
            reader = SubscriptionId(row.subscription_id)
            counts[reader] = counts.get(reader, 0) + (row.due_at >= capped[reader])
    return counts


def _delivery(item: Owed, reader: Subscription, now: datetime) -> Values:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "channel_id": item.channel_id,
        "subscription_id": item.subscription_id,
        "state": DeliveryState.PENDING.value,
        "created_at": now,
        "due_at": item.due_at,
        "next_attempt_at": item.due_at,
        "attempts": 0,
        "page": digest_name(reader, item.id) if item.kind is DeliveryKind.DIGEST else None,
        "incident_title": "",
        "incident_text": "",
    }


def _closed(connection: Connection, digests: Sequence[DeliveryId]) -> set[DeliveryId]:
    """Those of these digests that were already taken to be sent; the others are kept open until we commit.

    A lease counts even when it has run out: its holder may still be composing.
    """
    closed: set[DeliveryId] = set()
    for chunk in chunks(sorted(digests)):
        rows = connection.execute(
            select(
                deliveries.c.id,
                or_(
                    deliveries.c.state != DeliveryState.PENDING.value,
                    is_frozen(),
                    deliveries.c.lease_holder.is_not(None),
                ).label("closed"),
            )
            .where(deliveries.c.id.in_(chunk))
            .order_by(deliveries.c.number)
            .with_for_update()
        )
        closed.update(DeliveryId(row.id) for row in rows if row.closed)
    return closed
