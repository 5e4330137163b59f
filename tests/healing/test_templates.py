"""Redesigns between templates that were written blind, with titles as offices write them: other numbers, hosts and
titles cut so short that they are those of many."""

from dataclasses import dataclass, replace

import pytest

from bench.healing.watched import Count
from tests.healing.skins import (
    MARKUPS,
    Address,
    Article,
    Words,
    by_hash,
    by_number,
    cut,
    given_anew,
    other_numbers,
    renamed_host,
    secure,
    short_day,
    undated,
    whole,
)
from tests.healing.templates import TEMPLATES, as_offices_write
from tests.healing.walking import Walk


def seven(article: Article) -> str:
    return article.title[:7]


def nine(article: Article) -> str:
    return article.title[:9]


def of_the_neighbour(article: Article) -> str:
    return f"/info/1006/{article.number - 1}.htm"


@dataclass(frozen=True)
class Change:
    address: Address
    words: Words = whole
    when: Words | None = None
    with_it: int = 2
    pinned_after: int | None = None
    moved: str | None = None


CHANGES = {
    "the same": Change(by_number),
    "other numbers": Change(other_numbers),
    "addresses that say nothing, no dates": Change(by_hash, when=undated),
    "http to https": Change(secure, moved="https://office.example.edu.cn/zzgz/gzdt.htm"),
    "another host": Change(renamed_host, nine, moved="http://news.example.edu.cn/zzgz/gzdt.htm"),
    "numbers anew": Change(given_anew, cut),
    "numbers anew, no dates": Change(given_anew, when=undated),
    "numbers anew, seven letters": Change(given_anew, seven),
    "numbers anew, nine letters, no dates": Change(given_anew, nine, undated),
    "numbers anew, nine letters, one pinned": Change(given_anew, nine, pinned_after=9),
    "numbers anew, nine letters, much news": Change(given_anew, nine, short_day, with_it=7),
    "the numbers of neighbours, nine letters": Change(of_the_neighbour, nine),
    "addresses that say nothing, nine letters, no dates": Change(by_hash, nine, undated),
    "the same numbers, seven letters, no dates": Change(by_number, seven, undated),
}
OLD = {**TEMPLATES, **MARKUPS}
WALKS = [
    (list(OLD)[(5 * place + 3 * turn) % len(OLD)], list(TEMPLATES)[(place + turn) % len(TEMPLATES)], change)
    for place, change in enumerate(CHANGES)
    for turn in (0, 4, 7)
]


@pytest.mark.parametrize(("old", "new", "change"), WALKS)
async def test_nothing_is_lost_and_nothing_announced_again(old: str, new: str, change: str) -> None:
    changed, skin = CHANGES[change], TEMPLATES[new]
    dressed = replace(skin, address=changed.address, words=changed.words, when=changed.when or skin.when)
    listed = tuple(as_offices_write(40)) if len(old + new) % 2 else ()
    walk = Walk(
        OLD[old],
        dressed,
        with_it=changed.with_it,
        pinned_after=changed.pinned_after,
        moved=changed.moved,
        listed=listed,
    )
    _, count = await walk.walked()
    assert count == Count()
