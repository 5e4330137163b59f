"""Whether something may have been published and pushed off the page between two polls."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from service.domain.entry import Candidate
from service.domain.poll import Known
from service.domain.source import Due

_BACKDATED = timedelta(days=2)


def is_gap(due: Due, candidates: Sequence[Candidate], known: Known) -> bool:
    """True when nothing on the page was ever seen on this source, though it had entries at its last good poll, and
    all of it may be news: then the entries between the two polls continue on the next page.

    A page of old strangers is no gap but another page: a redesign, or an archive. The flood guard looks at that.
    """
    last_good_at = due.state.last_good_at
    if due.state.baseline_at is None or last_good_at is None or not known.present or known.ever:
        return False
    floor = last_good_at.astimezone(ZoneInfo(due.source.zone)).date() - _BACKDATED
    days = [one.published.day for one in candidates if one.published and not one.pinned]
    return all(day >= floor for day in days)
