"""What was found at an address, as a person chooses from it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.entry import Candidate
from service.domain.remark import Remark
from service.domain.source import Source
from service.polling.discovery import Explored, ExploredSection

__all__ = ["Branch", "Choice", "branches", "found_addresses", "newest"]

_SHOWN_OF_ONE, _SHOWN_OF_MANY = 20, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A section to be ticked. `samples` are its newest; `cause` why it cannot be followed, empty when it can;
    `followed`: it is watched already."""

    source: Source
    name: str
    samples: Sequence[Candidate]
    count: int
    cause: str = ""
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """The choices below one entry of the site's menu; `name` empty for those that stand alone."""

    name: str
    choices: tuple[Choice, ...]


def branches(explored: Explored, watched: frozenset[str]) -> list[Branch]:
    """The sections as the site's menu has them; `watched` are the canonical addresses of sources."""
    shown = _SHOWN_OF_MANY if explored.whole_site else _SHOWN_OF_ONE
    found: dict[str, list[Choice]] = {}
    for section in explored.sections:
        area = section.path[0] if len(section.path) > 1 else ""
        found.setdefault(area, []).append(_choice(section, watched, shown))
    return [Branch(name, tuple(choices)) for name, choices in found.items()]


def newest(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The newest first; what is pinned to the top is as old as its date says, what has no date comes last."""
    dated = sorted(
        candidates, key=lambda found: found.published.day.toordinal() if found.published else 0, reverse=True
    )
    return dated[:limit]


def found_addresses(explored: Explored | None) -> frozenset[str]:
    """The canonical addresses of what was found on the one listing; of a whole site, none."""
    sections = () if explored is None or explored.whole_site else explored.sections
    listings = (section.listing for section in sections if section.listing)
    return frozenset(candidate.url.canonical for listing in listings for candidate in listing.candidates)


def _choice(section: ExploredSection, watched: frozenset[str], shown: int) -> Choice:
    source = section.source
    candidates = section.listing.candidates if section.listing else ()
    return Choice(
        source=source,
        name=" / ".join(section.path[1:] if len(section.path) > 1 else section.path) or source.title,
        samples=newest(candidates, shown),
        count=len(candidates),
        cause="" if section.followable else (section.failure.cause if section.failure else Remark("not read")),
        followed=source.url.canonical in watched,
    )
