"""The queue: opened on our database, and the words in which work is handed over."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Literal, LiteralString

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, ProcrastinateException
from procrastinate.jobs import Job

from service.domain.channel import ChannelKind
from service.domain.errors import DatabaseBusy, StorageError
from service.domain.work import DueArticle, DueSource
from service.workers.tables import SCHEMA, prepare

__all__ = [
    "DELIVER",
    "LANES",
    "POLL",
    "READ",
    "Queue",
    "answering",
    "deliver_job",
    "open_queue",
    "poll_job",
    "read_job",
]

POLL, READ, DELIVER = "poll", "read", "deliver"
Queue = Literal["sites", "deliveries"]
_SOON, _USUAL, _SOME_TIME = 2, 1, 0
_CONNECTIONS = 4
_PAUSES = (0.2, 0.8, 2.0)
"""Seconds between the tries to write something."""

LANES = {kind: 4 if kind in (ChannelKind.WEBHOOK, ChannelKind.WEBSUB) else 1 for kind in ChannelKind}
"""How many workers may send to a kind of channel at a time. Mails and chats have limits: one process counts."""


class _Connector(PsycopgConnector):
    """Has the end of a job written even when the connection breaks at that moment: a job that does not end keeps
    its lock for as long as its worker lives."""

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        for pause in _PAUSES:
            try:
                await super().execute_query_async(query, **arguments)
            except ConnectorException:
                await asyncio.sleep(pause)
            else:
                return
        await super().execute_query_async(query, **arguments)


class QueueUnusable(StorageError):
    """Its tables cannot be made, or the server does not answer."""

    advice = "See 'More than one machine' in docs/operations.md: our role must be allowed to make a schema there."


@asynccontextmanager
async def open_queue(database_url: str) -> AsyncIterator[App]:
    """The queue in the PostgreSQL database of that address, its tables ready; closed at the end.

    Raises QueueUnusable.
    """
    connector = _Connector(
        conninfo=re.sub(r"^postgresql\+\w+:", "postgresql:", database_url),
        kwargs={"options": f"-c search_path={SCHEMA}", "connect_timeout": 5},
        min_size=0,  # a server that does not answer is met at the first question, which knows how to say so
        max_size=_CONNECTIONS,
        timeout=5,
    )
    app = App(connector=connector)
    await app.open_async()
    try:
        try:
            await prepare(connector)
        except ProcrastinateException as error:
            raise QueueUnusable(f"the job queue cannot be used: {_cause(error)}") from error
        yield app
    finally:
        await app.close_async()


@contextmanager
def answering() -> Iterator[None]:
    """What procrastinate raises, as DatabaseBusy: the queue is tried again, and nothing is lost with it."""
    try:
        yield
    except ProcrastinateException as error:
        raise DatabaseBusy(f"the job queue does not answer: {_cause(error)}") from error


def _cause(error: ProcrastinateException) -> str:
    return " ".join(str(error.__cause__ or error).split())


def poll_job(due: DueSource) -> Job:
    return _at_site(POLL, due.site_id, {"source": due.id}, f"{POLL} {due.id}", _USUAL)


def read_job(due: DueArticle) -> Job:
    return _at_site(
        READ, due.site_id, {"entry": due.id}, f"{READ} {due.id}", _SOON if due.announced else _SOME_TIME
    )


def deliver_job(kind: ChannelKind, lane: int) -> Job:
    """One worker after the other sends in a lane."""
    name = f"{DELIVER} {kind.value} {lane}"
    queue: Queue = "deliveries"
    return Job(queue=queue, task_name=DELIVER, task_kwargs={"kind": kind.value}, lock=name, queueing_lock=name)


def _at_site(task: str, site: str, arguments: dict[str, str], name: str, priority: int) -> Job:
    """Queued once, and run when nobody else is at the site."""
    queue: Queue = "sites"
    return Job(
        queue=queue,
        task_name=task,
        task_kwargs=dict(arguments),
        lock=f"site {site}",
        queueing_lock=name,
        priority=priority,
    )
