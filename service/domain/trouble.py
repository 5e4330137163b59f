"""When a source has been in trouble for so long that whoever reads its feed should know. Pure."""

from datetime import datetime, timedelta

from service.domain.source import Health, SourceState

_WELL = frozenset({Health.OK, Health.UNCHECKED, Health.FLOODED})
"""A flood is read well: the owner is asked about it, and nothing is missing for long."""


def in_trouble_since(state: SourceState, now: datetime, after: timedelta) -> datetime | None:
    """Since when nothing was read well (UTC), once that is longer than `after`; None while all is well, while it
    has not lasted, and when `after` is nought. A source that never was read well has no feed to speak in."""
    since = state.last_good_at
    if not after or since is None or state.health in _WELL or now - since < after:
        return None
    return since
