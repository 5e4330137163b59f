"""Whether two entries are one notice that two offices posted. Pure.

Precision first: a reader forgives hearing of a notice twice, and never that he did not hear of it. So titles are
to be equal but for the marks of passing on, bodies nearly so, and numbers without exception: 第一批 and 第二批,
2025年 and 2026年 are two notices.
"""

import re
from collections import Counter
from datetime import timedelta

from service.domain.entry import Entry
from service.domain.identity import normalised_title
from service.domain.words import fold

_PASSED_ON = re.compile(r"^(?:[\[【(]\s*转(?:发|载)?\s*[\]】)]|转(?:发|载)?\s*[::])\s*")
_NUMBER = re.compile(r"\d+|第[一二三四五六七八九十百零〇两]+|[一二三四五六七八九十]+月[一二三四五六七八九十]+日")
_APART = timedelta(days=3)
"""Offices pass a notice on within days; the same title later is the next of its kind."""
_ALIKE = 0.9
"""Jaccard similarity (Broder 1997) of the bodies' shingles."""
_SHINGLE = 5
_TELLING_TITLE = 12
_TELLING_BODY = 40
"""Characters below which a title or body says too little to know a notice by."""


def title_key(title: str) -> str:
    """What the titles of one notice have in common; empty when there is nothing to compare."""
    return normalised_title(_PASSED_ON.sub("", fold(title)))


def same_notice(one: Entry, other: Entry) -> bool:
    """Whether a reader who was told of `one` need not be told of `other`.

    Only entries of one site that no source lists both; articles that were not read are never the same as anything,
    unless their files tell.
    """
    title = title_key(one.title)
    if not title or title != title_key(other.title) or one.site_id != other.site_id:
        return False
    if set(one.sources) & set(other.sources) or abs(one.dated_at - other.dated_at) > _APART:
        return False
    files = sorted(fold(found.name) for found in one.attachments)
    if files != sorted(fold(found.name) for found in other.attachments):
        return False
    here, there = (normalised_title(entry.text) for entry in (one, other))
    if min(len(here), len(there)) < _TELLING_BODY:
        return here == there and bool(files) and len(title) >= _TELLING_TITLE
    if _numbers(one.text) != _numbers(other.text):
        return False
    return here == there or _likeness(here, there) >= _ALIKE


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(fold(text)))


def _likeness(here: str, there: str) -> float:
    """Of all shingles of both, the share that both have."""
    ours, theirs = _shingles(here), _shingles(there)
    return len(ours & theirs) / len(ours | theirs)


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1))
