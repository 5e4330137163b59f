"""What the owner's pages ask for and nobody else does."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId
from service.domain.entry import Entry, EntryId
from service.domain.overview import DeliveryRecord
from service.domain.poll import Incident
from service.domain.source import SiteId, Source, SourceId
from service.storage import deliveries, entries, holding, ledger, sources
from service.storage.engine import Database
from service.storage.incidents import file_incidents


class OwnerStore:
    """A part of the Store. One method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def edit_source(self, wanted: Source, now: datetime) -> bool:
        """Title, section, tags, interval and recipe of the source with the id of `wanted`; with another recipe or
        interval it is due at once. False: no such source."""
        return await self._database.write(sources.edit, wanted, now)

    async def held_entries(self, source_id: SourceId) -> list[Entry]:
        """What the flood guard keeps back of this source, in the order of its page."""
        return await self._database.read(holding.held_entries, source_id)

    async def latest_deliveries(self) -> Mapping[ChannelId, DeliveryRecord]:
        """The newest to each channel that was ever owed anything."""
        return await self._database.read(ledger.latest)

    async def send_test(self, channel_id: ChannelId, title: str, text: str, now: datetime) -> DeliveryId | None:
        """Owe the channel a message of its own; its id. None: no such channel, or it is closed."""
        return await self._database.write(deliveries.owe_test, channel_id, title, text, now)

    async def entries(
        self,
        *,
        limit: int,
        source_id: SourceId | None = None,
        site_id: SiteId | None = None,
        older_than: EntryId | None = None,
    ) -> list[Entry]:
        """Released entries, those found last first: of this source, of this site, found before the one named."""
        return await self._database.read(
            entries.listed, limit=limit, source_id=source_id, site_id=site_id, older_than=older_than
        )

    async def entries_dated(self, since: datetime, until: datetime, *, limit: int) -> list[Entry]:
        """The newest `limit` released entries dated within, with the sources they were seen on."""
        return await self._database.read(entries.dated_within, since, until, limit=limit)

    async def tell(self, incidents: Sequence[Incident], now: datetime) -> int:
        """File what was not filed before, and owe it to the owner's channels; how many."""
        return await self._database.write(file_incidents, incidents, now)
