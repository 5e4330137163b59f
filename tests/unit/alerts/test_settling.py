import asyncio
from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from service.alerts.message import Message
from service.alerts.settling import Settling
from service.domain.delivery import Result, Settlement
from service.domain.errors import DatabaseBusy, StorageError
from tests.unit.alerts.claims import HOLDER, NOON, claim


class Ledger:
    """Writes what it is given, unless told otherwise."""

    def __init__(self) -> None:
        self.transactions: list[list[str]] = []
        self.failures: list[Exception] = []
        self.poison = ""
        self.lost = ""
        self.open = asyncio.Event()
        self.open.set()
        self.freed = self.asked = 0

    async def write(self, settlements: Sequence[Settlement]) -> Collection[int]:
        await self.open.wait()
        self.asked += 1
        names = [settlement.detail for settlement in settlements]
        if self.failures:
            raise self.failures.pop()
        if self.poison in names:
            raise StorageError("nothing.db", "cannot be written")
        self.transactions.append(names)
        return {place for place, name in enumerate(names) if name != self.lost}

    def settling(self, *, expecting: bool = False) -> Settling:
        return Settling(self.write, expecting=lambda: expecting, after=self.count, pauses=(timedelta(0),) * 2)

    def count(self) -> None:
        self.freed += 1


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def end(settling: Settling, name: str) -> None:
    claimed = claim()
    settling.put(Message((claimed,)), [Settlement(claimed.id, HOLDER, NOON, NOON, Result.SENT, name)])


async def test_an_end_is_written_soon_and_its_channel_is_free(ledger: Ledger) -> None:
    settling = ledger.settling()
    end(settling, "first")
    assert not settling.is_idle
    await settling.idle()
    assert ledger.transactions == [["first"]]
    assert ledger.freed == 1


async def test_what_ends_while_others_are_written_goes_into_the_next_transaction(ledger: Ledger) -> None:
    settling = ledger.settling()
    ledger.open.clear()
    end(settling, "first")
    for _ in range(3):
        await asyncio.sleep(0)
    end(settling, "second")
    end(settling, "third")
    ledger.open.set()
    await settling.idle()
    assert ledger.transactions == [["first"], ["second", "third"]]


async def test_where_more_are_expected_they_are_waited_for_but_not_for_ever(ledger: Ledger) -> None:
    settling = ledger.settling(expecting=True)
    end(settling, "first")
    for _ in range(3):
        await asyncio.sleep(0)
    end(settling, "second")
    await settling.idle()
    assert ledger.transactions == [["first", "second"]]


async def test_a_busy_database_is_asked_again(ledger: Ledger) -> None:
    ledger.failures = [DatabaseBusy("x"), DatabaseBusy("x")]
    settling = ledger.settling()
    end(settling, "first")
    await settling.idle()
    assert ledger.transactions == [["first"]]


async def test_a_database_that_stays_busy_is_not_asked_for_each_alone_while_others_wait(ledger: Ledger) -> None:
    ledger.failures = [DatabaseBusy("x")] * 3
    settling = ledger.settling()
    for name in ("first", "second", "third"):
        end(settling, name)
    with capture_logs() as logs:
        await settling.idle()
    assert ledger.asked == 3
    assert [len(line["deliveries"]) for line in logs] == [3]
    end(settling, "fourth")
    await settling.idle()
    assert ledger.transactions == [["fourth"]]


async def test_one_that_cannot_be_written_is_logged_and_harms_no_other(ledger: Ledger) -> None:
    ledger.poison = "second"
    settling = ledger.settling()
    for name in ("first", "second", "third"):
        end(settling, name)
    with capture_logs() as logs:
        await settling.idle()
    assert ledger.transactions == [["first"], ["third"]]
    assert [line["event"] for line in logs] == ["delivery", "deliveries were not settled", "delivery"]


async def test_who_lost_the_lease_is_told_so_in_the_log(ledger: Ledger) -> None:
    ledger.lost = "first"
    settling = ledger.settling()
    end(settling, "first")
    with capture_logs() as logs:
        await settling.idle()
    assert [line["event"] for line in logs] == ["delivery settled too late: the lease was lost"]
