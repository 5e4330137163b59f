"""What is due, for those who hand it to workers; and each piece of it, taken by the one it was handed to."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from service.domain.channel import ChannelKind
from service.domain.entry import EntryId, OwedArticle
from service.domain.source import Due, Holder, SiteId, SourceId
from service.domain.work import Backlog, DueArticle, DueSource, DueWork, Worker
from service.storage import entries, presence
from service.storage.deliveries import due_by_kind
from service.storage.engine import Database
from service.storage.polls import claim_due, to_be_polled
from service.storage.schema import deliveries, sources
from service.storage.schema import entries as entry_table
from service.storage.statements import upsert
from service.storage.workschema import workers

_KEPT = timedelta(days=1)


class WorkStore:
    """The part of the Store that a queue of jobs needs. The rows stay the truth: a job only names one, and whoever
    gets it takes the row under a lease. One method is one transaction; times are aware UTC."""

    def __init__(self, database: Database, article_patience: timedelta) -> None:
        self._database = database
        self._article_patience = article_patience

    async def due(self, now: datetime, *, of_a_site: int) -> DueWork:
        """What may be begun now, at most so many sources and articles `of_a_site`, in the order of its turn."""
        return await self._database.read(_due, now, of_a_site)

    async def claim_source(
        self, source_id: SourceId, now: datetime, *, holder: Holder, lease: timedelta
    ) -> Due | None:
        """This source; None: it is not due (any more), taken, or another holder visits its site."""
        taken = await self._database.write(
            claim_due, now, limit=1, holder=holder, lease=lease, busy=(), site=None, only=source_id
        )
        return taken[0] if taken else None

    async def claim_article(
        self, entry_id: EntryId, now: datetime, *, holder: Holder, lease: timedelta
    ) -> OwedArticle | None:
        """This article; None: it is not owed (any more), taken, or another holder reads at its site."""
        taken = await self._database.write(
            entries.claim_articles,
            now,
            limit=1,
            holder=holder,
            lease=lease,
            busy=(),
            site=None,
            overdue=False,
            patience=self._article_patience,
            only=entry_id,
        )
        return taken[0] if taken else None

    async def stay(self, holder: Holder) -> None:
        """Say again that `holder` lives: the session that said so ends when the database is restarted."""
        await self._database.keep(presence.announce, holder)

    async def show(self, worker: Worker) -> None:
        """Say what `worker` is, and that it was seen. Those not seen for a day are forgotten."""
        await self._database.write(_show, worker)

    async def leave(self, holder: Holder) -> None:
        """Forget a worker that ends."""
        await self._database.write(_leave, holder)

    async def workers(self) -> list[Worker]:
        """Those that were seen within the last day and did not leave, in the order they began."""
        return await self._database.read(_workers)

    async def backlog(self, now: datetime) -> Backlog:
        """How much is due, and how much of that is under way."""
        return await self._database.read(_backlog, now)

    async def dead(self, living: Holder) -> frozenset[Holder]:
        """The daemons and workers that hold something and live no more."""
        return await self._database.write(presence.dead, living)

    async def free(self, holders: Collection[Holder]) -> int:
        """End what these hold; how many leases that were."""
        return await self._database.write(presence.free_of, holders)


def _due(connection: Connection, now: datetime, of_a_site: int) -> DueWork:
    columns = sources.c
    order = (columns.next_poll_at, columns.number)
    turn = func.row_number().over(partition_by=columns.site_id, order_by=order).label("turn")
    ranked = select(columns.id, columns.site_id, columns.next_poll_at, columns.number, turn)
    first = ranked.where(*to_be_polled(now)).subquery()
    listed = select(first.c.id, first.c.site_id).where(first.c.turn <= of_a_site)
    visits = connection.execute(listed.order_by(first.c.next_poll_at, first.c.number))
    owed = entry_table.c
    in_turn = func.row_number().over(partition_by=owed.site_id, order_by=entries.IN_TURN).label("turn")
    waiting = select(owed.id, owed.site_id, owed.announced, in_turn).where(*entries.to_be_read(now)).subquery()
    shown = select(waiting.c.id, waiting.c.site_id, waiting.c.announced).where(waiting.c.turn <= of_a_site)
    return DueWork(
        tuple(DueSource(SourceId(row.id), SiteId(row.site_id)) for row in visits),
        tuple(
            DueArticle(EntryId(row.id), SiteId(row.site_id), row.announced)
            for row in connection.execute(shown.order_by(waiting.c.turn))
        ),
        {ChannelKind(kind): count for kind, count in due_by_kind(connection, now).items()},
    )


def _show(connection: Connection, worker: Worker) -> None:
    values = asdict(worker)
    upsert(connection, workers, [values], ["holder"], [name for name in values if name != "holder"])
    connection.execute(delete(workers).where(workers.c.seen_at < worker.seen_at - _KEPT))


def _leave(connection: Connection, holder: Holder) -> None:
    connection.execute(delete(workers).where(workers.c.holder == holder))


def _workers(connection: Connection) -> list[Worker]:
    listed = connection.execute(select(workers).order_by(workers.c.started_at, workers.c.holder))
    return [Worker(Holder(row.holder), row.place, row.sites, row.started_at, row.seen_at) for row in listed]


def _backlog(connection: Connection, now: datetime) -> Backlog:
    def count(table: Table, *where: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0

    return Backlog(
        visits=count(sources, *to_be_polled(now)),
        articles=count(entry_table, *entries.to_be_read(now)),
        messages=sum(due_by_kind(connection, now).values()),
        holding=sum(count(table, table.c.lease_until > now) for table in (sources, entry_table, deliveries)),
    )
