"""What a reader wishes to be told, and when: from a form, into a signed link and back. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from service.domain.digest import WEEKDAYS, Timing, parse_timing
from service.domain.rules import Clause, Rules
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Selection, Subscription
from service.web.phrases import N_

__all__ = ["Complaint", "Wish", "timing_fields", "wish_of", "with_wish", "words_field"]

_MOST_SECTIONS = 60
"""A link that names more is longer than mail programs keep whole."""
_MOST_WORDS, _LONGEST_WORD = 20, 60
_BETWEEN_WORDS = re.compile(r"[\r\n,;，；、]+")


class Complaint(ValueError):
    """Why a form cannot be taken; the text is a message id."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`zone` (IANA) and `language` are the reader's; of `include` one must be there, of `exclude` none."""

    selection: Selection
    timing: Timing
    zone: str
    language: str
    include: tuple[Clause, ...] = ()
    exclude: tuple[Clause, ...] = ()

    def carried(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "sources": sorted(self.selection.sources),
            "sites": sorted(self.selection.sites),
            "groups": sorted([site, list(path)] for site, path in self.selection.groups),
            "timing": str(self.timing),
            "zone": self.zone,
            "language": self.language,
            "include": [str(clause) for clause in self.include],
            "exclude": [str(clause) for clause in self.exclude],
        }

    @classmethod
    def of(cls, carried: Mapping[str, Any]) -> "Wish":
        """From what `carried` gave."""
        selection = Selection(
            frozenset(SourceId(source) for source in carried["sources"]),
            frozenset(SiteId(site) for site in carried["sites"]),
            frozenset((SiteId(site), tuple(path)) for site, path in carried["groups"]),
        )
        return cls(
            selection,
            parse_timing(carried["timing"]),
            carried["zone"],
            carried["language"],
            tuple(map(Clause.parse, carried["include"])),
            tuple(map(Clause.parse, carried["exclude"])),
        )

    @property
    def rules(self) -> Rules:
        return Rules(include=self.include, exclude=self.exclude)


def wish_of(
    fields: Mapping[str, str],
    ticked: Sequence[str],
    offered: Selection,
    sections: Sequence[SourceId],
    language: str,
) -> Wish:
    """From a form that offers the whole of `offered`, or some of its `sections`. Raises Complaint.

    Who ticks all of them means the whole, and so those too that come later.
    """
    wanted = set(ticked)
    chosen = [section for section in sections if section in wanted]
    if not chosen:
        raise Complaint(N_("Tick at least one section."))
    selection = offered if len(chosen) == len(sections) else Selection(sources=frozenset(chosen))
    if len(selection.sources) > _MOST_SECTIONS:
        raise Complaint(N_("These are more sections than one subscription takes: choose all of them, or fewer."))
    return Wish(
        selection,
        _timing(fields),
        _zone(fields.get("zone", "")),
        language,
        _words(fields.get("include", "")),
        _words(fields.get("exclude", "")),
    )


def with_wish(subscription: Subscription, wish: Wish) -> Subscription:
    """Rules that the form does not show stay."""
    return replace(
        subscription,
        selection=wish.selection,
        timing=wish.timing,
        zone=wish.zone,
        language=wish.language,
        rules=replace(subscription.rules, include=wish.include, exclude=wish.exclude),
    )


def timing_fields(timing: Timing) -> Mapping[str, str]:
    """The fields of the form that say this timing."""
    name, *rest = str(timing).split()
    at = next((word for word in rest if re.fullmatch(r"\d\d:\d\d(:\d\d)?", word)), "08:00")
    day = next((word for word in rest if word in WEEKDAYS), "mon")
    return {"when": "once" if name == "at" else name, "at": at[:5], "day": day}


def words_field(clauses: Sequence[Clause]) -> str:
    return "，".join(map(str, clauses))


def _timing(fields: Mapping[str, str]) -> Timing:
    at, day = fields.get("at", "08:00"), fields.get("day", "mon")
    written = {"hourly": "hourly", "daily": f"daily {at}", "weekly": f"weekly {day} {at}"}
    try:
        return parse_timing(written.get(fields.get("when", ""), "at once"))
    except ValueError:
        raise Complaint(N_("Give the hour as 08:00.")) from None


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name.strip()).key
    except (ValueError, OSError, KeyError):
        raise Complaint(N_("That is no time zone. Give it as Asia/Shanghai.")) from None


def _words(text: str) -> tuple[Clause, ...]:
    words = [word.strip() for word in _BETWEEN_WORDS.split(text) if word.strip()]
    if len(words) > _MOST_WORDS or any(len(word) > _LONGEST_WORD for word in words):
        raise Complaint(N_("Too many words, or too long ones: at most twenty, with commas between them."))
    try:
        return tuple(map(Clause.parse, words))
    except ValueError:
        raise Complaint(N_("A word is missing after the colon.")) from None
