"""Sources that fall silent, on a real database: told once, and once more when they speak again."""

from datetime import timedelta

from service.polling.silence import SilenceWatch
from service.storage.store import Store
from tests.integration.storage.office import LEASE, ME, Office, notice, settlement, source


async def test_the_owner_hears_of_a_silence_and_of_its_end(store: Store) -> None:
    office = Office(store)
    await office.watch(source("a"), source("b"))
    await office.subscribe("boss", owner=True)
    watch = SilenceWatch(store, clock=lambda: office.now)
    start = office.now.date()
    weekly = [notice(number, day=start - timedelta(weeks=12 - number)) for number in range(12, 0, -1)]
    await office.poll("a", *weekly)
    await office.poll("b", *weekly[:3])
    await office.publish()
    assert await watch.round() == 0
    office.later(days=22)
    assert await watch.round() == 1
    assert await watch.round() == 0, "once"
    (told,) = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert told.incident_title.startswith("Silent: ")
    assert await store.settle(settlement(told.id, office.now))
    await office.poll("a", notice(20, day=office.now.date()), *weekly)
    await office.publish()
    assert await watch.round() == 1
    owed = await store.claim_deliveries(office.now, limit=5, holder=ME, lease=LEASE)
    assert [one.incident_title[:11] for one in owed if one.incident_title] == ["Heard again"]
