"""The queue's tables: made once, by whoever comes first, and anew for another version."""

import asyncio
import re
import secrets

import psycopg
import pytest

from service.domain.errors import DatabaseBusy
from service.domain.source import SiteId, SourceId
from service.domain.work import DueSource
from service.workers.queue import QueueUnusable, answering, open_queue, poll_job
from service.workers.tables import SCHEMA, NewerTables
from tests.integration.workers.conftest import waiting

pytestmark = pytest.mark.postgres
DUE = DueSource(SourceId("a"), SiteId("s"))


async def _open(database: str) -> None:
    async with open_queue(database):
        pass


async def test_several_processes_that_start_at_once_make_them_once(postgres: str) -> None:
    await asyncio.gather(*(_open(postgres) for _ in range(4)))
    async with open_queue(postgres) as app:
        await app.job_manager.defer_job_async(poll_job(DUE))
    async with open_queue(postgres) as app:
        assert [job.task_kwargs for job in await waiting(app)] == [{"source": "a"}], "kept by the next start"


async def test_nothing_of_them_lies_beside_our_own_tables(postgres: str) -> None:
    await _open(postgres)
    with psycopg.connect(postgres) as connection:
        schemas = connection.execute("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename LIKE 'procr%'")
        assert schemas.fetchall() == [(SCHEMA,)]


async def test_an_older_version_is_made_anew_and_a_newer_one_refused(postgres: str) -> None:
    async with open_queue(postgres) as app:
        await app.job_manager.defer_job_async(poll_job(DUE))
    _write(postgres, "1.0.0.1")
    async with open_queue(postgres) as app:
        assert await waiting(app) == [], "what is due is handed out again"
        await app.job_manager.defer_job_async(poll_job(DUE))
    _write(postgres, "99.0.0.1")
    with pytest.raises(NewerTables, match=r"99\.0\.0\.1"):
        await _open(postgres)


async def test_a_role_that_may_not_make_a_schema_is_told_what_it_lacks(postgres: str) -> None:
    role = f"noticewire_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN".encode())
        try:
            stranger = re.sub("//[^@]*@", f"//{role}@", postgres)
            with pytest.raises(QueueUnusable, match="permission denied for database"):
                await _open(stranger)
            connection.execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {role}".encode())
            await _open(stranger)
        finally:
            connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


async def test_tables_that_are_gone_are_told_as_busy_and_may_come_back(postgres: str) -> None:
    async with open_queue(postgres) as app:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"ALTER SCHEMA {SCHEMA} RENAME TO away".encode())
            with pytest.raises(DatabaseBusy, match="the job queue does not answer: "), answering():
                await waiting(app)
            connection.execute(f"ALTER SCHEMA away RENAME TO {SCHEMA}".encode())
        assert await waiting(app) == []


def _write(database: str, version: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{version}'".encode())
