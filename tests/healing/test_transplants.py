"""The items of a real page in the template of another site, and on their own page with its markup changed: none
lost, none announced again.

The pages stand beside the checkout and are not part of it. `python -m bench.healing` walks every pair.
"""

import asyncio
import os
import random
from collections.abc import Iterator
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.healing.mutations import mutate
from bench.healing.transplants import CORPUS, SCHEMES, page_ids, template, walked
from tests.healing.walking import NOTHING

WALKS = 24
CHANGED = 30

pytestmark = pytest.mark.corpus


@cache
def usable() -> tuple[str, ...]:
    """The pages that can be a template."""
    return tuple(page_id for page_id in pages() if template(page_id) is not None)


def pages() -> list[str]:
    if not CORPUS.exists():
        missing = f"the page corpus is not at {CORPUS.resolve()}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return page_ids()


def pairs() -> Iterator[tuple[str, str, str]]:
    """Pages, templates and schemes of addresses, always in the same order; every template in its turn."""
    dice, ids = random.Random(3), pages()
    while True:
        for skin in dice.sample(usable(), len(usable())):
            page_id = dice.choice(ids)
            if page_id != skin:
                yield page_id, skin, dice.choice(sorted(SCHEMES))


async def test_pairs_of_real_pages_lose_nothing_and_announce_nothing_again() -> None:
    wrong, walks = {}, 0
    for pair in pairs():
        count = await walked(*pair)
        walks += count is not None
        if count not in (None, NOTHING):
            wrong[pair] = count
        if walks == WALKS:
            break
    assert not wrong


@settings(max_examples=CHANGED, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_other_names_wrappers_and_orders_lose_nothing(data: st.DataObject) -> None:
    page_id = data.draw(st.sampled_from(usable()))
    scheme = data.draw(st.sampled_from(sorted(SCHEMES)))
    change = partial(mutate, seed=data.draw(st.integers(0, 10_000)))
    assert asyncio.run(walked(page_id, page_id, scheme, change)) in (None, NOTHING)
