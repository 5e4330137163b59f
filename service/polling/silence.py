"""Looks from time to time whether a source that is read well has fallen silent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from service.domain.silence import heard
from service.domain.source import Health
from service.storage.store import Store

log = structlog.get_logger("silence")

_HISTORY = timedelta(days=400)


class SilenceWatch:
    """`clock` gives aware UTC."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def round(self) -> int:
        """Tell the owner of silences that began or ended since the last round; how many."""
        now = self._clock()
        days = await self._store.browsing.posting_days(now - _HISTORY)
        incidents = [
            incident
            for status in await self._store.sources()
            if status.state.health is Health.OK and not status.source.paused
            for incident in heard(
                status.source, days.get(status.source.id, ()), now.astimezone(ZoneInfo(status.source.zone)).date()
            )
        ]
        told = await self._store.owner.tell(incidents, now)
        if told:
            log.info("silences told", count=told)
        return told
