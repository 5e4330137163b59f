"""The health board: every source, how it is, why, and what to do. The choosing and ordering is pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.domain.overview import SourceStatus
from service.web.phrases import Tone, verdict

__all__ = ["Board", "Shown", "board"]

_URGENCY = (Tone.BAD, Tone.WARN, Tone.IDLE, Tone.GOOD)


class Shown(StrEnum):
    """Which sources the board shows."""

    ALL = "all"
    TROUBLE = "trouble"
    HELD = "held"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Board:
    """`rows`: the sources chosen, what needs attention first; `counts`: how many each choice would show."""

    shown: Shown
    rows: Sequence[SourceStatus]
    counts: dict[Shown, int]


def board(statuses: Iterable[SourceStatus], wanted: str, words: str = "") -> Board:
    """`wanted` is whatever an address says; `words` must all stand in a source's names or address."""
    shown = Shown(wanted) if wanted in list(Shown) else Shown.ALL
    found = [status for status in statuses if _speaks_of(status, words)]
    counts = {choice: sum(_belongs(status, choice) for status in found) for choice in Shown}
    rows = [status for status in found if _belongs(status, shown)]
    rows.sort(key=lambda status: (not status.held, _URGENCY.index(verdict(status).tone)))
    return Board(shown, rows, counts)


def _belongs(status: SourceStatus, shown: Shown) -> bool:
    match shown:
        case Shown.TROUBLE:
            return verdict(status).tone in (Tone.BAD, Tone.WARN)
        case Shown.HELD:
            return status.held > 0
        case Shown.PAUSED:
            return status.source.paused
        case _:
            return True


def _speaks_of(status: SourceStatus, words: str) -> bool:
    source = status.source
    text = " ".join((source.id, status.site.title, source.title, *source.section, source.url.text)).casefold()
    return all(word in text for word in words.casefold().split())
