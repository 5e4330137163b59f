"""When to try again what failed."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def next_attempt_at(
    delays: Sequence[timedelta],
    failed: int,
    now: datetime,
    *,
    jitter: float,
    not_before: datetime | None = None,
) -> datetime | None:
    """The time of the next try after `failed` tries (at least one), None when none is left.

    The n-th delay follows the n-th failure. `jitter` in 0..1 moves the try within ±10 % of its delay, so that what
    failed together does not come back together. `not_before` is the receiver's own wish (Retry-After) and counts
    even when it lies beyond the delay.
    """
    if failed > len(delays):
        return None
    wanted = now + delays[failed - 1] * (0.9 + 0.2 * jitter)
    return max(wanted, not_before) if not_before else wanted
