"""Brings a database to the schema of this version, by Alembic; one process at a time.

Alembic itself is read when there is something to bring: it is slow to begin, and every command opens the database.
"""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from service.domain.errors import DatabaseUnusable

_LOCK = 0x6E6F7469  # a number of our own for PostgreSQL's advisory locks
_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Runs what is missing, inside the transaction of `connection`: all of it holds, or nothing.

    Raises DatabaseUnusable when the database was written by a newer version than this.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if _known_revision(connection) != revisions()[-1]:
        _upgrade(connection)


def require_current(connection: Connection) -> None:
    """Raises DatabaseUnusable unless the schema is the one of this version."""
    present, wanted = _known_revision(connection), revisions()[-1]
    if present != wanted:
        raise DatabaseUnusable(f"the database has the schema {present or 'none'}, this version wants {wanted}")


def revision(connection: Connection) -> str | None:
    """The schema's revision; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    present: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return present


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """Those that this version knows, the newest last: the numbers with which the scripts' names begin."""
    return tuple(sorted(script.name.partition("_")[0] for script in (_SCRIPTS / "versions").glob("[0-9]*_*.py")))


def _known_revision(connection: Connection) -> str | None:
    present = revision(connection)
    if present is not None and present not in revisions():
        raise DatabaseUnusable(f"the database has the schema {present} of a newer version")
    return present


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
