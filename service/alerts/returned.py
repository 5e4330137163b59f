"""Returned mail read from a mailbox: what came back is written down as `noticewire bounce` does."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from service.alerts.bounces import READ_LIMIT, read_bounce
from service.alerts.imap import MailboxUnreadable, OpenBox, ReturnBox
from service.domain.bounce import Bounce, Outcome

_AT_A_TIME = 200
_OURS = frozenset({Outcome.DELAYED, Outcome.NOTED, Outcome.CLOSED})


class Ledger(Protocol):
    """What is asked of the store."""

    async def record_bounce(self, bounce: Bounce, now: datetime) -> Outcome: ...

    async def looked(self, name: str, cause: str, now: datetime) -> None: ...


class ReturnedMail:
    """Reads what is unseen in the mailbox, in rounds.

    A report on a message of ours is put away when the database has taken it, never before: whatever fails, it is
    read again, and what was written down is not written twice. Everything else stays as it is, unseen, and is not
    read again before the next start.
    """

    def __init__(
        self, store: Ledger, box: ReturnBox, *, clock: Callable[[], datetime], tls: ssl.SSLContext | None = None
    ) -> None:
        self._store = store
        self._box = box
        self._clock = clock
        self._tls = tls
        self._open: OpenBox | None = None
        self._left: set[tuple[int, int]] = set()
        """Messages that are nothing to us."""
        self._trouble = ""
        self._stopped = False
        self._log = structlog.get_logger()

    async def round(self) -> int:
        """How many reports on messages of ours were put away. A server that does not answer is logged, once until
        it says something else, and the ledger learns how each look ended. Raises StorageError when the database
        fails."""
        try:
            read = await self._round()
        except MailboxUnreadable as error:
            if str(error) != self._trouble:
                self._log.warning("returned mail was not read", cause=str(error), advice=error.advice)
            self._trouble = str(error)
            if not self._stopped:
                await self._store.looked(self._box.name, error.cause, self._clock())
            return 0
        self._trouble = ""
        await self._store.looked(self._box.name, "", self._clock())
        return read

    async def aclose(self) -> None:
        """Ends the session, also under a round that waits for the server: that it was cut is no failure of it."""
        self._stopped = True
        if self._open is not None:
            self._open.cut()

    async def _round(self) -> int:
        self._open = box = OpenBox(self._box, self._tls)
        try:
            await asyncio.to_thread(box.open)
            put_away = 0
            for name in await asyncio.to_thread(box.unseen, _AT_A_TIME, self._left):
                message = await asyncio.to_thread(box.read, name, READ_LIMIT)
                if message is not None and await self._is_done(message):
                    await asyncio.to_thread(box.put_away, name)
                    put_away += 1
                else:
                    self._left.add(name)
            return put_away
        finally:
            self._open = None
            await asyncio.to_thread(box.close)

    async def _is_done(self, message: bytes) -> bool:
        found = self._read(message)
        if found is None:
            return False
        outcome = await self._store.record_bounce(found, self._clock())
        self._log.info("mail came back", delivery=found.delivery_id, outcome=outcome, detail=found.detail)
        return outcome in _OURS

    def _read(self, message: bytes) -> Bounce | None:
        try:
            return read_bounce(message)
        except Exception:  # noqa: BLE001 - anybody can write there; one letter must not hide the others
            self._log.exception("a returned mail was not understood, and is left unseen")
            return None


def look_into(box: ReturnBox) -> int:
    """How many messages are unseen there. Raises MailboxUnreadable. It waits: call it in a thread."""
    opened = OpenBox(box)
    opened.open()
    try:
        return len(opened.unseen(10_000, ()))
    finally:
        opened.close()
