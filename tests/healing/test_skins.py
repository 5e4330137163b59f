"""Over a redesign nothing is lost or announced again: pairs of skins, each with and without a recipe."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.healing.watched import Count
from service.domain.source import Recipe, Stage
from tests.healing.skins import (
    ADDRESSES,
    CARDS,
    DATE_FIRST,
    DATES,
    DEFINED,
    LINES,
    MARKUPS,
    OLD,
    POSTS,
    TABLE,
    TITLES,
    WITH_HOT,
    Skin,
    by_day,
    by_hash,
    by_number,
    chinese,
    cut,
    cut_silently,
    day_first,
    given_anew,
    other_numbers,
    relative,
    renamed_host,
    secure,
    short_day,
    slashed,
    split_box,
    tagged,
    undated,
)
from tests.healing.walking import RECIPE, Walk

WRAPPED = Skin(
    '<div class="r"><div><i class="dot"></i><span class="d">{when}</span><span>{pin}<a href="{href}">{title}</a>'
    "</span></div></div>",
    '<div id="c"><div class="x"><div class="y">{rows}</div></div></div>',
    around='<div class="shell">{foot}<div class="body">{main}</div>{menu}</div>',
)
PAIRS: dict[str, Walk] = {
    "rows to table": Walk(OLD, TABLE),
    "rows to cards": Walk(OLD, CARDS),
    "rows to lines of text": Walk(OLD, LINES),
    "rows to definitions": Walk(OLD, DEFINED),
    "rows to posts": Walk(OLD, POSTS),
    "table to cards": Walk(TABLE, CARDS),
    "cards to rows": Walk(CARDS, OLD),
    "posts to a table": Walk(POSTS, TABLE),
    "a hot list beside it": Walk(OLD, WITH_HOT),
    "other wrappers, other order": Walk(OLD, WRAPPED),
    "menu behind, date before": Walk(OLD, replace(DATE_FIRST, around="<div>{main}{menu}</div>")),
    "relative addresses to absolute ones": Walk(OLD, replace(OLD, address=secure)),
    "absolute addresses to relative ones": Walk(replace(OLD, address=by_number), replace(TABLE, address=relative)),
    "http to https": Walk(
        OLD, replace(CARDS, address=secure), moved="https://office.example.edu.cn/zzgz/gzdt.htm"
    ),
    "articles on a renamed host": Walk(OLD, replace(TABLE, address=renamed_host)),
    "the whole site on a renamed host": Walk(OLD, TABLE, moved="http://news.example.edu.cn/zzgz/gzdt.htm"),
    "another CMS numbers anew": Walk(OLD, replace(CARDS, address=other_numbers)),
    "addresses that say nothing": Walk(OLD, replace(POSTS, address=by_hash)),
    "addresses with the day": Walk(OLD, replace(TABLE, address=by_day)),
    "the numbers of other articles": Walk(OLD, replace(TABLE, address=given_anew)),
    "the numbers of other articles, a longer page": Walk(OLD, replace(TABLE, address=given_anew), rows_after=28),
    "the numbers of other articles, dates in words": Walk(OLD, replace(CARDS, address=given_anew, when=chinese)),
    "the numbers of other articles, titles cut without a sign": Walk(
        OLD, replace(CARDS, address=given_anew, words=cut_silently)
    ),
    "the numbers of other articles, titles cut without a sign, no dates": Walk(
        OLD, replace(TABLE, address=given_anew, words=cut_silently, when=undated), repeated=5
    ),
    "gb18030 to UTF-8": Walk(replace(OLD, charset="gb18030"), TABLE),
    "UTF-8 to gb18030": Walk(OLD, replace(TABLE, charset="gb18030")),
    "dates in words": Walk(OLD, replace(TABLE, when=chinese)),
    "dates without a year": Walk(OLD, replace(TABLE, when=short_day)),
    "dates in boxes": Walk(OLD, replace(CARDS, when=split_box)),
    "dates gone, numbers too": Walk(OLD, replace(TABLE, when=undated, address=by_hash)),
    "dates at last": Walk(replace(OLD, when=undated), replace(TABLE, when=slashed, address=other_numbers)),
    "titles cut": Walk(OLD, replace(TABLE, words=cut, address=other_numbers)),
    "titles cut without a sign": Walk(OLD, replace(TABLE, words=cut_silently, address=other_numbers)),
    "titles whole again": Walk(replace(OLD, words=cut), replace(CARDS, address=by_hash)),
    "titles with the day before": Walk(OLD, replace(TABLE, words=day_first, address=other_numbers)),
    "titles with a tag before": Walk(OLD, replace(TABLE, words=tagged, address=other_numbers)),
    "a longer page": Walk(OLD, replace(TABLE, address=other_numbers), rows=12, rows_after=30),
    "a longer page without dates": Walk(
        replace(OLD, when=undated), replace(TABLE, when=undated, address=by_hash), rows=12, rows_after=30
    ),
    "a shorter page": Walk(OLD, replace(CARDS, address=by_hash), rows=20, rows_after=8),
    "many of one title": Walk(OLD, replace(TABLE, address=by_hash, when=undated), repeated=3),
    "pinned": Walk(OLD, replace(TABLE, address=other_numbers), pinned_after=9),
    "pinned no more": Walk(OLD, replace(TABLE, address=other_numbers), pinned_before=9),
    "an old one pinned": Walk(OLD, replace(CARDS, address=other_numbers), pinned_before=30, pinned_after=30),
    "no news with it": Walk(OLD, replace(CARDS, address=by_hash), with_it=0),
    "much news with it": Walk(OLD, replace(CARDS, address=by_hash), with_it=8),
    "all at once": Walk(
        replace(OLD, charset="gb18030"),
        replace(CARDS, address=by_hash, when=undated, words=cut),
        repeated=5,
        pinned_after=9,
        moved="https://new.example.edu.cn/zzgz/gzdt.htm",
    ),
}


@pytest.mark.parametrize("name", PAIRS)
async def test_nothing_is_lost_and_nothing_announced_again(name: str) -> None:
    _, count = await PAIRS[name].walked()
    assert count == Count()


@pytest.mark.parametrize("name", [name for name, walk in PAIRS.items() if walk.old.frame == OLD.frame])
async def test_nor_where_the_owner_gave_a_recipe(name: str) -> None:
    watched, count = await replace(PAIRS[name], recipe=RECIPE).walked()
    assert count == Count()
    if PAIRS[name].new.frame != OLD.frame:
        assert watched.stage is Stage.ACTIVE
        assert [incident.partition(":")[0] for incident in watched.incidents] == ["healed"]


walks = st.builds(
    Walk,
    old=st.builds(
        replace,
        st.sampled_from(list(MARKUPS.values())),
        when=st.sampled_from(DATES),
        charset=st.sampled_from(["utf-8", "gb18030"]),
    ),
    new=st.builds(
        replace,
        st.sampled_from(list(MARKUPS.values())),
        address=st.sampled_from(ADDRESSES),
        when=st.sampled_from(DATES),
        words=st.sampled_from(TITLES),
        charset=st.sampled_from(["utf-8", "gb18030"]),
    ),
    rows_after=st.integers(8, 30),
    with_it=st.integers(0, 4),
    repeated=st.sampled_from([0, 4, 7]),
)


@settings(max_examples=30, deadline=None)
@given(walk=walks)
async def test_nor_between_any_two(walk: Walk) -> None:
    _, count = await walk.walked()
    assert count == Count()


async def test_a_recipe_for_titles_alone_keeps_the_rest() -> None:
    _, count = await Walk(OLD, replace(CARDS, address=by_hash), recipe=Recipe("ul.list li", title="a")).walked()
    assert count == Count()
