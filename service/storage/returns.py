"""Returned mail: what came back, and whether the mailbox is read that it comes to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from service.domain.bounce import Bounce, Outcome
from service.domain.returns import BoxLook, after_look
from service.storage.bounces import record_bounce
from service.storage.engine import Database
from service.storage.incidents import file_incident
from service.storage.schema import mailboxes
from service.storage.statements import upsert


class ReturnStore:
    """A part of the Store. One method is one transaction; times are aware UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record_bounce(self, bounce: Bounce, now: datetime) -> Outcome:
        """A mail came back: write it down, and close the channel if nothing reaches it."""
        return await self._database.write(record_bounce, bounce, now)

    async def looked(self, name: str, cause: str, now: datetime) -> None:
        """A look into the mailbox `name` failed for `cause`, or went well (''); the owner is told when it has not
        gone well for long, and when it does again."""
        await self._database.write(_looked, name, cause, now)

    async def boxes(self) -> list[BoxLook]:
        """How the last look into each mailbox ended."""
        return await self._database.read(_boxes)

    async def keep(self, names: Collection[str]) -> None:
        """Forget the mailboxes that are not named: the configuration names them no more."""
        await self._database.write(_keep, names)


def _looked(connection: Connection, name: str, cause: str, now: datetime) -> None:
    known = select(mailboxes).where(mailboxes.c.name == name).with_for_update()
    row = connection.execute(known).one_or_none()
    look, incident = after_look(_look(row) if row else None, name, cause, now)
    values = {"name": name, "looked_at": look.at, "failing_since": look.failing_since, "cause": look.cause}
    upsert(connection, mailboxes, [values], ["name"], ["looked_at", "failing_since", "cause"])
    if incident:
        file_incident(connection, incident, now)


def _boxes(connection: Connection) -> list[BoxLook]:
    return [_look(row) for row in connection.execute(select(mailboxes).order_by(mailboxes.c.name))]


def _keep(connection: Connection, names: Collection[str]) -> None:
    connection.execute(delete(mailboxes).where(mailboxes.c.name.not_in(sorted(names))))


def _look(row: Row[Any]) -> BoxLook:
    return BoxLook(row.name, row.looked_at, row.failing_since, row.cause)
