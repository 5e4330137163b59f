"""What the pages show besides feeds and states: how often sources post, edits, who else posted, digests."""

from collections.abc import Mapping
from datetime import date, datetime

from service.domain.delivery import DigestPage
from service.domain.entry import EntryId, Revision
from service.domain.source import SourceId
from service.storage import clusters, postings, revisions, telling
from service.storage.engine import Database


class BrowsingStore:
    """The part of the Store that pages alone ask. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def weekly_postings(
        self, now: datetime, *, weeks: int = 12, source_id: SourceId | None = None
    ) -> Mapping[SourceId, tuple[int, ...]]:
        """Of each source that posted in the last `weeks` weeks: its entries of each, the present week last."""
        return await self._database.read(postings.weekly_postings, now, weeks=weeks, only=source_id)

    async def posting_days(self, since: datetime) -> Mapping[SourceId, tuple[date, ...]]:
        """The days on which each source posted since then, in its entries' zones, each once, the newest first."""
        return await self._database.read(postings.posting_days, since)

    async def revisions(self, entry_id: EntryId) -> list[Revision]:
        """What it said before it was changed, the oldest first; empty when it never was."""
        return await self._database.read(revisions.revisions_of, entry_id)

    async def posted_beside(self, entry_id: EntryId) -> tuple[SourceId, ...]:
        """The sources on which other offices of its site posted the same notice, first sighting first."""
        found = await self._database.read(clusters.beside, [entry_id])
        return tuple(map(SourceId, found.get(entry_id, ())))

    async def digest_page(self, page: str) -> DigestPage | None:
        """The digest that can be read under this name; None: there is none, or it was pruned."""
        return await self._database.read(telling.digest_page, page)
