"""A walk over a redesign: a page in the old skin, then in the new one, with news at the same moment and later."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.healing.watched import Count, Watched, counted, source
from service.domain.source import Recipe
from service.domain.urls import Url
from tests.healing.skins import LISTING, Article, Skin, articles, newer

NOTHING = Count()
RECIPE = Recipe("ul.list li")
"""Reads the old skin, and next to no other."""


@dataclass(frozen=True)
class Walk:
    """`rows` on the old page and `rows_after` on the new one; `with_it` articles are published with the
    redesign; `pinned_before`, `pinned_after` the place of one that stands at the top. `moved`: where the new page
    is served, after a redirect. `listed`: forty articles in place of those that are made up."""

    old: Skin
    new: Skin
    recipe: Recipe | None = None
    rows: int = 20
    rows_after: int = 20
    with_it: int = 2
    repeated: int = 0
    pinned_before: int | None = None
    pinned_after: int | None = None
    moved: str | None = None
    listed: tuple[Article, ...] = ()

    async def walked(self) -> tuple[Watched, Count]:
        """Polls all the way; the source as it is remembered at the end, and what went wrong."""
        listed = list(self.listed) or articles(40, repeated=self.repeated)
        with_it = newer(listed, self.with_it)
        later = newer([*with_it, *listed], 1)
        before, after = _pinned(listed, self.pinned_before), _pinned([*with_it, *listed], self.pinned_after)
        watched = Watched(source(LISTING, recipe=self.recipe))
        shown = _page(before, self.rows)
        await watched.poll(self.old.page(shown), charset=self.old.charset)
        assert len(watched.stored) == len(shown), watched.evidence
        url = Url.parse(self.moved) if self.moved else None
        await watched.polls(self.new.page(_page(after, self.rows_after)), url, self.new.charset)
        last = _pinned([*later, *with_it, *listed], self.pinned_after)
        await watched.polls(self.new.page(_page(last, self.rows_after)), url, self.new.charset)
        everything = [*later, *with_it, *listed]
        known = {one.number for one in shown}
        published = {one.number for one in (*later, *with_it)}
        base = url or Url.parse(LISTING)
        was = {Url.parse(LISTING).join(self.old.address(one)).text: one.number for one in everything}
        is_now = {base.join(self.new.address(one)).text: one.number for one in everything}
        return watched, counted(watched, was, is_now, published=published, known=known, baseline=len(shown))


def _pinned(listed: Sequence[Article], place: int | None) -> list[Article]:
    """With the article at `place` of the 40 pinned to the top."""
    if place is None:
        return list(listed)
    oldest = len(listed) - 40 + place
    chosen = listed[oldest]
    pinned = Article(chosen.number, chosen.title, chosen.day, pinned=True)
    return [pinned, *listed[:oldest], *listed[oldest + 1 :]]


def _page(listed: Sequence[Article], rows: int) -> list[Article]:
    return list(listed[:rows])
