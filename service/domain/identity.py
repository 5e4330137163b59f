"""The keys that make two sightings the same entry.

A strong key is the CMS's own number of the article, or the canonical address. Title and day are a weak key: they
speak when the strong keys are new (the site was renamed, its address scheme changed) or when there are none (every
link of the listing leads to the same page).
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.entry import Candidate, EntryId
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one candidate, strongest first. `strong` may be empty; `weak` never is."""

    strong: tuple[str, ...]
    weak: str
    dated: bool
    """Whether the weak key holds a day. Without one it is good only for an entry that was there a moment ago."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.strong, self.weak)


def keys_of(candidates: Sequence[Candidate], source_id: SourceId, listing: Url) -> list[Keys]:
    """The keys of each candidate of one page, in the same order.

    Strong keys hold for the whole site, weak ones for the source. An address that several candidates share, or
    that is the listing itself, identifies none of them.
    """
    shared = Counter(candidate.url.canonical for candidate in candidates)
    return [
        Keys(
            strong=_strong(candidate)
            if shared[candidate.url.canonical] == 1 and candidate.url.canonical != listing.canonical
            else (),
            weak=_weak(candidate, source_id),
            dated=candidate.published is not None,
        )
        for candidate in candidates
    ]


def entry_id(site_id: SiteId, key: str) -> EntryId:
    """The id of the entry first seen under `key`: a function of both, so a restored backup finds the same id."""
    return EntryId(hashlib.sha256(f"{site_id}\n{key}".encode()).hexdigest()[:24])


def normalised_title(title: str) -> str:
    """The title as compared: width and case folded, without white space and punctuation."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\W_]+", "", folded)


def _strong(candidate: Candidate) -> tuple[str, ...]:
    address = f"url:{candidate.url.canonical}"
    if candidate.article_id is None:
        return (address,)
    return (f"cms:{candidate.url.host}:{candidate.article_id}", address)


def _weak(candidate: Candidate, source_id: SourceId) -> str:
    day = candidate.published.day.isoformat() if candidate.published else ""
    title = normalised_title(candidate.title)
    if len(title) > 80:
        title = hashlib.sha256(title.encode()).hexdigest()
    return f"title:{source_id}:{day}:{title}"
