"""The counts that tell a reader of feeds whether anything changed: one row per source and site, one for all."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, update

from service.domain.source import SiteId, SourceId
from service.storage.schema import versions
from service.storage.statements import insert_missing, upsert

_ALL = "all"


def changed(connection: Connection, *, sources: Iterable[SourceId] = (), sites: Iterable[SiteId] = ()) -> None:
    """Counts one change of what the feeds of these sources and sites show.

    To be called last in a transaction: on PostgreSQL it makes changes wait for each other, in one order.
    """
    scopes = sorted([*(f"source:{source}" for source in sources), *(f"site:{site}" for site in sites)])
    if not scopes:
        return
    count = update(versions).where(versions.c.scope == _ALL).values(version=versions.c.version + 1)
    version = connection.scalar(count.returning(versions.c.version))
    if version is None:
        insert_missing(connection, versions, [{"scope": _ALL, "version": 0}], "scope")
        version = connection.scalar(count.returning(versions.c.version))
    upsert(
        connection, versions, [{"scope": scope, "version": version} for scope in scopes], ["scope"], ["version"]
    )


def last_change(connection: Connection, *, sources: Iterable[SourceId] = (), sites: Iterable[SiteId] = ()) -> int:
    """The count of the last change to any of these; 0 when there was none."""
    scopes = [*(f"source:{source}" for source in sources), *(f"site:{site}" for site in sites)]
    newest = select(func.max(versions.c.version)).where(versions.c.scope.in_(scopes))
    return connection.scalar(newest) or 0


def last_change_anywhere(connection: Connection) -> int:
    return connection.scalar(select(versions.c.version).where(versions.c.scope == _ALL)) or 0
