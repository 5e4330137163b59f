"""The words of entries, folded, so that a search finds them in whatever form they are written."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from service.domain.entry import EntryId
from service.domain.words import Words, fold
from service.storage.rows import Values
from service.storage.schema import entries, entry_words
from service.storage.statements import chunks, upsert

_READ = (
    entries.c.id,
    entries.c.title,
    entries.c.summary,
    entries.c.author,
    entries.c.text,
    entries.c.attachments,
)


def index_words(connection: Connection, entry_ids: Sequence[EntryId]) -> None:
    """Writes down the words of these entries as they stand; to be called after each change of what they say."""
    for chunk in chunks(entry_ids):
        rows = connection.execute(select(*_READ).where(entries.c.id.in_(chunk)))
        written: list[Values] = [{"entry_id": row.id, "folded": _folded(row)} for row in rows]
        upsert(connection, entry_words, written, ["entry_id"], ["folded"])


def search(
    connection: Connection,
    shown: Iterable[ColumnElement[bool]],
    words: Words,
    *,
    order: Sequence[ColumnElement[Any]],
    limit: int,
) -> list[Row[*tuple[Any, ...]]]:
    """The first `limit` rows of `entries` in this order that are `shown` and have the words.

    The database passes over what has not even the letters; where words begin and end is judged here.
    """
    position = func.instr if connection.dialect.name == "sqlite" else func.strpos
    having = [position(entry_words.c.folded, term.text) > 0 for term in words.wanted]
    listed = (
        select(entries.c.id, entry_words.c.folded)
        .join(entry_words, entry_words.c.entry_id == entries.c.id)
        .where(*shown, *having)
        .order_by(*order)
    )
    found: list[str] = []
    with connection.execution_options(yield_per=200).execute(listed) as rows:
        for entry_id, folded in rows:
            if words.match(folded):
                found.append(entry_id)
                if len(found) == limit:
                    break
    by_id = {row.id: row for row in connection.execute(select(entries).where(entries.c.id.in_(found)))}
    return [by_id[entry_id] for entry_id in found]


def _folded(row: Row[*tuple[Any, ...]]) -> str:
    names = [attachment["name"] for attachment in row.attachments]
    return "\n".join(fold(part) for part in (row.title, row.summary, row.author or "", row.text, *names) if part)
