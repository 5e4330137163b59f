"""What the owner hears of a source in trouble: the beginning, and the end of what was told."""

from service.domain.poll import Failed
from service.domain.source import Health
from service.storage.store import Store
from tests.integration.storage.office import Office, notice, source

BLOCKED = Failed(Health.BLOCKED, "a login page", "Open it in a browser.")


async def test_trouble_is_told_once_and_its_end_once(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", owner=True)
    await office.poll("news", notice(1))
    for _ in range(4):
        office.later(hours=1)
        await office.read("news", BLOCKED)
    assert [titles for _, titles in await office.send_all()] == [("In trouble (blocked): news",)]
    for _ in range(2):
        office.later(hours=1)
        await office.poll("news", notice(1))
    assert [titles for _, titles in await office.send_all()] == [("Well again: news",)]


async def test_a_trouble_that_was_too_short_to_tell_has_no_end_to_tell(store: Store) -> None:
    office = Office(store)
    await office.watch(source("news"))
    await office.subscribe("owner", owner=True)
    await office.poll("news", notice(1))
    office.later(hours=1)
    await office.read("news", BLOCKED)
    office.later(hours=1)
    await office.poll("news", notice(1))
    assert await office.send_all() == []
