"""The queue's tables, in a PostgreSQL schema of their own beside ours.

They hold nothing that our own rows do not say. So they are brought to another version of procrastinate by making
them anew, and the daemon hands out again what is due.
"""

from importlib.metadata import version

from procrastinate import PsycopgConnector
from procrastinate.psycopg_connector import wrap_exceptions
from procrastinate.schema import SchemaManager

from service.domain.errors import StorageError

__all__ = ["SCHEMA", "prepare"]

SCHEMA = "noticewire_jobs"
_PREPARING = 0x6A6F6273  # a number of our own for PostgreSQL's advisory locks


_REVISION = 1
"""Of what we add to procrastinate's own."""

# procrastinate tells its workers of new jobs, but not that a job may begin which waited for another's lock. They
# look every moment anyway; with this they need not wait for that.
_TELL_WHO_WAITED = """
CREATE FUNCTION noticewire_lock_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM procrastinate_jobs WHERE lock = OLD.lock AND status = 'todo') THEN
        PERFORM pg_notify('procrastinate_queue_v1#' || OLD.queue_name, '{"type": "job_inserted", "job_id": 0}');
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER noticewire_lock_ended AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.lock IS NOT NULL) EXECUTE FUNCTION noticewire_lock_ended();
"""


class NewerTables(StorageError):
    """The tables were made by a newer version than the one installed here."""

    advice = "Install the same version everywhere: pip install --upgrade 'noticewire[workers]'."


async def prepare(connector: PsycopgConnector) -> None:
    """Make the tables, or make them anew for this version; one process at a time.

    Raises NewerTables, and what procrastinate makes of the server's complaints.
    """
    ours = f"{version('procrastinate')}.{_REVISION}"
    async with wrap_exceptions(), connector.pool.connection() as connection:
        await connection.execute(f"SELECT pg_advisory_xact_lock({_PREPARING})")
        cursor = await connection.execute(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", [SCHEMA]
        )
        row = await cursor.fetchone()
        theirs = row[0] if row else None
        if theirs == ours:
            return
        if theirs and _ordered(theirs) > _ordered(ours):
            raise NewerTables(
                f"the job tables in the database are of version {theirs}, this installation makes {ours}"
            )
        if theirs:
            await connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        if theirs or row is None:  # who may not make schemas is given an empty one
            await connection.execute(f"CREATE SCHEMA {SCHEMA}")
        await connection.execute(SchemaManager.get_schema())
        await connection.execute(_TELL_WHO_WAITED)
        await connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{ours}'")


def _ordered(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
