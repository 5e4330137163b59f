"""What the owner hears of the mailbox that returned mail comes to."""

from service.storage.store import Store
from tests.integration.storage.conftest import Opening
from tests.integration.storage.office import Office

BOX = "bounces@example.org at imap.example.org:993"


async def _look(office: Office, cause: str, **later: float) -> list[tuple[str, tuple[str, ...]]]:
    office.later(**later)
    await office.store.returns.looked(BOX, cause, office.now)
    return await office.send_all()


async def test_that_it_is_not_read_is_told_once_and_that_it_is_again_once(opening: Opening) -> None:
    office = Office(await opening())
    await office.subscribe("owner", owner=True)
    await office.subscribe("reader")
    assert await _look(office, "") == []
    assert await _look(office, "refused", minutes=5) == []
    assert await _look(office, "refused", minutes=59) == []
    office.store = await opening()  # a daemon that began anew knows since when
    assert await _look(office, "refused", minutes=1) == [("owner", (f"Returned mail is not read: {BOX}",))]
    assert await _look(office, "no such folder", minutes=5) == []
    assert await _look(office, "", minutes=5) == [("owner", (f"Returned mail is read again: {BOX}",))]
    assert await _look(office, "", minutes=5) == []
    for _ in range(2):
        assert await _look(office, "refused", minutes=30) == []
    assert await _look(office, "", minutes=5) == []


async def test_what_the_configuration_names_no_more_is_forgotten(store: Store) -> None:
    office = Office(store)
    await store.returns.looked(BOX, "refused", office.now)
    await store.returns.keep([BOX])
    assert [look.cause for look in await store.returns.boxes()] == ["refused"]
    await store.returns.keep([])
    assert await store.returns.boxes() == []
