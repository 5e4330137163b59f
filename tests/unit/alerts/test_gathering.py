import asyncio
from collections.abc import Collection, Sequence

import pytest

from service.alerts.gathering import Gathered
from service.domain.errors import DatabaseBusy


class Table:
    """Writes even numbers, chokes on 13, and can be held up."""

    def __init__(self) -> None:
        self.transactions: list[list[int]] = []
        self.free = asyncio.Event()
        self.free.set()

    async def write(self, items: Sequence[int]) -> Collection[int]:
        await self.free.wait()
        self.transactions.append(list(items))
        if 13 in items:
            raise DatabaseBusy("choked")
        return {place for place, item in enumerate(items) if item % 2 == 0}


async def test_what_comes_while_one_is_written_goes_into_the_next_together() -> None:
    table = Table()
    gathered = Gathered(table.write)
    table.free.clear()
    first = asyncio.create_task(gathered(0))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(gathered(number)) for number in (1, 2, 3, 4)]
    await asyncio.sleep(0.01)
    table.free.set()
    assert await asyncio.gather(first, *others) == [True, False, True, False, True]
    assert table.transactions == [[0], [1, 2, 3, 4]]


async def test_one_that_chokes_harms_no_other() -> None:
    table = Table()
    gathered = Gathered(table.write)
    results = await asyncio.gather(*map(gathered, (2, 13, 4)), return_exceptions=True)
    assert results[0] is results[2] is True
    assert isinstance(results[1], DatabaseBusy)


async def test_no_transaction_holds_more_than_it_may_and_the_next_call_starts_anew() -> None:
    table = Table()
    gathered = Gathered(table.write, most=2)
    assert all(await asyncio.gather(*map(gathered, (0, 2, 4, 6, 8))))
    assert [len(items) for items in table.transactions] == [2, 2, 1]
    assert await gathered(10)


async def test_who_is_cancelled_holds_up_nobody() -> None:
    table = Table()
    gathered = Gathered(table.write)
    table.free.clear()
    one, other = asyncio.create_task(gathered(2)), asyncio.create_task(gathered(4))
    await asyncio.sleep(0.01)
    one.cancel()
    table.free.set()
    assert await other
    with pytest.raises(asyncio.CancelledError):
        await one
