"""Brings a database to the schema of this version, by Alembic; one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from service.domain.errors import DatabaseUnusable

_LOCK = 0x6E6F7469  # a number of our own for PostgreSQL's advisory locks


def migrate(connection: Connection) -> None:
    """Runs what is missing, inside the transaction of `connection`: all of it holds, or nothing.

    Raises DatabaseUnusable when the database was written by a newer version than this.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config(connection)
    if _known_revision(connection) != _scripts(config).get_current_head():
        command.upgrade(config, "head")


def require_current(connection: Connection) -> None:
    """Raises DatabaseUnusable unless the schema is the one of this version."""
    present = _known_revision(connection)
    wanted = _scripts(_config(connection)).get_current_head()
    if present != wanted:
        raise DatabaseUnusable(f"the database has the schema {present or 'none'}, this version wants {wanted}")


def _known_revision(connection: Connection) -> str | None:
    present = revision(connection)
    scripts = _scripts(_config(connection))
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseUnusable(f"the database has the schema {present} of a newer version")
    return present


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)


def revision(connection: Connection) -> str | None:
    """The schema's revision; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
