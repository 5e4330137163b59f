"""Weekly counts as a small picture: the bars of one SVG path. Pure."""

from collections.abc import Sequence

__all__ = ["HEIGHT", "WEEKS", "WIDTH", "bars"]

WEEKS = 12
_BAR, _GAP = 5, 2
WIDTH, HEIGHT = WEEKS * (_BAR + _GAP) - _GAP, 20
_EVEN_AT = 3
"""The picture is full at this many a week, or at the busiest week: two notices do not look like a flood."""


def bars(weeks: Sequence[int]) -> str:
    """The `d` of a path in a box of WIDTH by HEIGHT; a week without anything is a line of one unit."""
    most = max(_EVEN_AT, *weeks) if weeks else _EVEN_AT
    shown = [0] * (WEEKS - len(weeks)) + list(weeks[-WEEKS:])
    return "".join(
        _bar(place * (_BAR + _GAP), max(1, round(HEIGHT * count / most))) for place, count in enumerate(shown)
    )


def _bar(left: int, tall: int) -> str:
    return f"M{left} {HEIGHT}v-{tall}h{_BAR}v{tall}z"
