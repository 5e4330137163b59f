"""Redesigns as offices make them (`redesigns/*.toml`): right, or held and asked."""

import pytest

from bench.healing.watched import Count
from service.domain.source import Stage
from tests.healing.redesigning import redesigns
from tests.healing.walking import NOTHING

REDESIGNS = redesigns()
HELD = {"museum": Count(held=6), "personnel-office": Count(held=1)}
"""Another section's older entries, and an old one pinned now: nothing tells whether they are news."""


@pytest.mark.parametrize("name", REDESIGNS)
async def test_nothing_is_lost_and_nothing_announced_again(name: str) -> None:
    watched, count = await REDESIGNS[name].walked()
    assert count == HELD.get(name, NOTHING)
    assert any(key.startswith("flood:") for key in watched.incidents) == (name in HELD)


@pytest.mark.parametrize("name", REDESIGNS)
async def test_nor_where_the_owner_gave_a_recipe(name: str) -> None:
    watched, count = await REDESIGNS[name].walked(with_recipe=True)
    assert count == HELD.get(name, NOTHING)
    assert watched.stage is Stage.ACTIVE


async def test_nothing_is_learned_from_the_home_page_in_place_of_the_listing() -> None:
    watched, _ = await REDESIGNS["archives"].walked(with_recipe=True)
    assert [key.partition(":")[0] for key in watched.incidents] == ["trouble", "healed"]
    assert watched.incidents[1].startswith("healed:gzdt:2026-03-18")
