"""The outbox worked off: what is due is claimed, composed, frozen, sent, settled. None waits for another."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

import structlog

from service.alerts.gathering import Gathered
from service.alerts.message import Message, by_channel
from service.alerts.plain import told_line
from service.alerts.sender import Sender
from service.alerts.settling import Settling
from service.alerts.traffic import FreeTraffic, Traffic
from service.domain.channel import ChannelId, ChannelKind
from service.domain.delivery import DeliveryId, Frozen, Result, Settlement
from service.domain.errors import DeliveryFailed, StorageError
from service.domain.remark import Remark
from service.domain.retry import next_attempt_at
from service.domain.source import Holder
from service.slots import Slots
from service.storage.store import Store

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)

# The example schedule of Standard Webhooks 1.0.0: ten tries in 75.6 hours.
_OF_WEBHOOKS = (
    timedelta(seconds=5),
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
DEFAULT_DELAYS: Mapping[ChannelKind, Sequence[timedelta]] = MappingProxyType(
    {
        # More than five days even when each delay turns out a tenth shorter (RFC 5321 section 4.5.4.1).
        ChannelKind.MAIL: (1 * _MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, 1 * _HOUR, 2 * _HOUR)
        + (4 * _HOUR,) * 33,
        # About a day: a chat is for what is new.
        ChannelKind.CHAT: (
            _MINUTE / 2,
            2 * _MINUTE,
            10 * _MINUTE,
            30 * _MINUTE,
            1 * _HOUR,
            3 * _HOUR,
            6 * _HOUR,
            12 * _HOUR,
        ),
        ChannelKind.WEBHOOK: _OF_WEBHOOKS,
        ChannelKind.WEBSUB: _OF_WEBHOOKS,
    }
)
"""The n-th delay follows the n-th failure."""

_MOST_AHEAD = 250
"""How many more than the slots are claimed at a time."""
_FLOW = 5.0
"""Seconds in which all that was claimed must be on its way, for more to be claimed ahead."""
_BREATH = 8
"""Messages composed in a row before others have their turn."""
_LAST_WORDS = 1.0
"""Seconds that a stop leaves for writing how deliveries ended."""
_PLANNING = timedelta(seconds=0.5)
"""How long a round may plan: a fan-out to very many goes on in the next."""


class Dispatcher:
    """Works off the outbox in rounds.

    A round plans what was released (a bounded piece of it), claims what is due to the kinds of channel it has
    senders for, and starts it in its slots, at most one delivery of a channel at a time. Slots that fall free are
    filled at once, so that a burst does not wait for rounds; a channel that hangs holds one slot until its lease
    is nearly over, and no other channel. While a burst flows more is claimed than there are slots for, and frozen
    together; what ends together is settled together, while the slots send on. Kinds that must not wait for one
    another (mail behind a relay that hangs, webhooks) get a dispatcher each.

    Where up to `together` alerts may go as one message, what is due to a channel at the same moment does, with
    the same bytes frozen for each of them: after a failure or a crash they come back as the same message.

    A delivery ends in one `settle`, whatever happened to it: an unexpected failure is logged and put off like any
    other. If even that fails (or the process dies), the lease runs out and it is sent again under the same id.
    Until then the lease keeps further messages from the channel.
    """

    def __init__(
        self,
        store: Store,
        senders: Mapping[ChannelKind, Sender],
        delays: Mapping[ChannelKind, Sequence[timedelta]],
        *,
        clock: Callable[[], datetime],
        jitter: Callable[[], float],
        holder: Holder,
        lease: timedelta = timedelta(minutes=2),
        slots: int = 20,
        traffic: Traffic | None = None,
        together: int = 1,
    ) -> None:
        """`clock` gives aware UTC, `jitter` 0..1; `lease` is also the time one try may take, nearly. `traffic`
        limits how fast messages are started."""
        self._store = store
        self._senders = senders
        self._delays = delays
        self._clock = clock
        self._jitter = jitter
        self._holder = holder
        self._lease = lease
        self._size = slots
        self._slots = Slots(slots)
        self._traffic = traffic or FreeTraffic()
        self._together = together
        self._freeze = Gathered(store.freeze_all)
        self._settling = Settling(store.settle_all, expecting=self._is_in_flow, after=self._claim_more)
        self._refills = Slots(1)
        self._claiming = asyncio.Lock()
        self._told_to_wait: dict[ChannelId, datetime] = {}
        """Channels whose receivers asked us to wait, and until when."""
        self._ready: deque[tuple[list[Message], float]] = deque()
        """Claimed for the next free slots, and when, by the loop's clock."""
        self._ahead = 0
        self._full_claim_at = float("-inf")
        self._dry = False
        """Whether the last claim found less than it asked for: then a free slot alone is no reason for another."""
        self._freed = self._refilling = False
        self._draining = False
        self._log = structlog.get_logger()

    async def round(self) -> int:
        """Plan, claim, start; the number of deliveries started. Raises StorageError when the database fails."""
        started = await self._start()
        loop = asyncio.get_running_loop()
        enough = loop.time() + _PLANNING.total_seconds()
        while await self._store.expand(self._clock()) and loop.time() < enough:
            pass
        return started + await self._start()

    @property
    def kinds(self) -> tuple[ChannelKind, ...]:
        return tuple(self._senders)

    @property
    def is_idle(self) -> bool:
        """Nothing is being sent, claimed or written."""
        return not self._refilling and self._slots.free >= self._size and self._settling.is_idle

    def is_bound(self) -> bool:
        """Whether what was sent lately still counts for a limit: what has to wait for that is waited for here."""
        return self._traffic.remembers(self._clock())

    async def idle(self) -> None:
        """Wait until nothing is being sent and nothing more is due."""
        while not self.is_idle:
            await self._slots.idle()
            await self._settling.idle()
            await self._refills.idle()

    async def drain(self, seconds: float) -> None:
        """Start nothing more, wait at most `seconds` for what is being sent, cancel the rest: its leases are given
        back at the next start."""
        self._draining = True
        await self._refills.idle()
        ends_at = asyncio.get_running_loop().time() + seconds
        cancelled = await self._slots.drain(seconds)
        if cancelled:
            self._log.warning("deliveries cut short by the stop", deliveries=cancelled)
        try:
            async with asyncio.timeout_at(ends_at + _LAST_WORDS):
                await self._settling.idle()
        except TimeoutError:
            self._log.warning("the database did not take how the last deliveries ended: they are sent again")

    async def _start(self) -> int:
        """Claim for the free slots, one claim at a time: the next must know which channels this one made busy."""
        async with self._claiming:
            now = self._clock()
            room = self._traffic.room(now)
            limit = self._slots.free if room is None else min(self._slots.free, room)
            if self._draining or not self._runs_low:
                return 0
            loop = asyncio.get_running_loop()
            flows = loop.time() - self._full_claim_at < _FLOW and room is None and self._together == 1
            self._ahead = min(_MOST_AHEAD, max(5 * self._size, 4 * self._ahead)) if flows else 0
            limit += self._ahead
            if limit < 1:
                return 0
            claimed = await self._store.claim_deliveries(
                now,
                limit=limit,
                holder=self._holder,
                lease=self._lease,
                per_channel=self._together,
                exclude=self._resting(now),
                kinds=tuple(self._senders),
                within=self._traffic.limit,
            )
            claimed_at = loop.time()
            self._dry = len(claimed) < limit
            if not self._dry:
                self._full_claim_at = claimed_at
            waiting = by_channel(claimed)
            if len(waiting) > 1:
                waiting = await self._prepared(waiting, now)
            for messages in waiting:
                for _ in messages:
                    self._traffic.started(messages[0].channel, now)
            self._ready.extend((messages, claimed_at) for messages in waiting)
            self._fill()
            return len(claimed)

    async def _prepared(self, waiting: Sequence[list[Message]], now: datetime) -> list[list[Message]]:
        """With what can be composed composed, and frozen in one transaction. What cannot is left to its own try,
        which says why."""
        composed: dict[DeliveryId, bytes] = {}
        for message in (message for messages in waiting for message in messages):
            if message.payload is None:
                try:
                    payload = self._senders[message.channel.kind].compose(message.whole, now)
                except Exception:  # noqa: BLE001, S112 - it is composed again, and fails, where failures are told
                    continue
                composed |= dict.fromkeys(message.ids, payload)
                if len(composed) % _BREATH == 0:
                    await asyncio.sleep(0)
        frozen = [Frozen(one, self._holder, payload) for one, payload in composed.items()]
        try:
            places = await self._store.freeze_all(frozen) if frozen else set()
        except StorageError:
            places = set()
        kept = {frozen[place].delivery_id: frozen[place].payload for place in places}
        return [[message.with_payloads(kept) for message in messages] for messages in waiting]

    def _is_in_flow(self) -> bool:
        """Whether a burst is on its way; a single message that takes its time is none."""
        return bool(self._ready) or self._slots.free < self._size // 2

    @property
    def _runs_low(self) -> bool:
        """Whether to claim more now, so that it is there when the rest is on its way."""
        return len(self._ready) <= self._ahead // 2

    def _fill(self) -> None:
        while self._ready and self._slots.free > 0:
            self._slots.start(self._lane(self._ready.popleft())).add_done_callback(lambda _: self._refill())

    def _resting(self, now: datetime) -> list[ChannelId]:
        """What a receiver asked for counts for all messages to it, not only for the one he answered."""
        self._told_to_wait = {channel: until for channel, until in self._told_to_wait.items() if until > now}
        return [*self._told_to_wait, *self._traffic.resting(now)]

    def _refill(self) -> None:
        """A slot fell free, or what is ready runs low."""
        if not self._draining:
            self._fill()
            if not self._dry:
                self._claim_more()

    def _claim_more(self) -> None:
        """Claim where it is worth while. What falls free while a claim is under way is looked for by the next."""
        self._freed = self._runs_low and not self._draining
        if self._freed and not self._refilling:
            self._refilling = True
            self._refills.start(self._claim_on())

    async def _claim_on(self) -> None:
        try:
            while self._freed:
                self._freed = False
                await self._start()
        except Exception:  # noqa: BLE001 - the next round claims again; here is nobody to tell
            self._log.exception("no further delivery was claimed")
        finally:
            self._refilling = False

    async def _lane(self, claimed: tuple[list[Message], float]) -> None:
        """A slot at work: this channel's messages, then those of the channels that are ready."""
        await self._work(*claimed)
        while self._ready and not self._draining:
            messages, claimed_at = self._ready.popleft()
            if self._runs_low:
                self._refill()
            await self._work(messages, claimed_at)

    async def _work(self, messages: Sequence[Message], claimed_at: float) -> None:
        """The messages to one channel, one after the other. What had to wait for a slot until its lease is half
        over is left: it is claimed again when the lease has run out."""
        ends_at = claimed_at + self._lease.total_seconds() * 0.9
        if asyncio.get_running_loop().time() > claimed_at + self._lease.total_seconds() / 2:
            self._log.warning("no slot came free in time", deliveries=[message.ids for message in messages])
            return
        for message in messages:
            try:
                self._settling.put(message, await self._deliver(message, ends_at))
            except Exception:  # noqa: BLE001 - the lease runs out and it is tried again, as after a crash
                self._log.exception("a delivery came to no end", deliveries=message.ids)

    async def _deliver(self, message: Message, ends_at: float) -> list[Settlement]:
        """One try and how it ended; nothing when the lease was lost before anything was sent."""
        started_at = self._clock()
        try:
            async with asyncio.timeout_at(ends_at):
                answer = await self._try(message, started_at)
        except DeliveryFailed as failed:
            return self._failed(message, started_at, failed)
        except StorageError:
            raise  # not frozen, so not sent
        except TimeoutError:
            patience = self._lease.total_seconds() * 0.9
            return self._failed(
                message, started_at, DeliveryFailed(Remark("not done within %(seconds)g s", seconds=patience))
            )
        except Exception as error:  # noqa: BLE001 - a message that breaks us is put off like any other
            self._log.exception("a delivery failed unexpectedly", deliveries=message.ids)
            return self._failed(
                message, started_at, DeliveryFailed(Remark("unexpected: %(error)s", error=repr(error)))
            )
        if answer is None:
            self._log.warning("a lease was lost before sending", deliveries=message.ids)
            return []
        return self._settlements(message, started_at, Result.SENT, answer)

    async def _try(self, message: Message, now: datetime) -> str | None:
        """The receiver's answer; None when the lease was lost before anything was sent."""
        claimed = message.whole
        sender = self._senders[claimed.channel.kind]
        payload = message.payload
        if payload is None:
            payload = sender.compose(claimed, now)
            frozen = [self._freeze(Frozen(one, self._holder, payload)) for one in message.ids]
            if not all(await asyncio.gather(*frozen)):
                return None
        return await sender.send(claimed, payload)

    def _failed(self, message: Message, started_at: datetime, failed: DeliveryFailed) -> list[Settlement]:
        next_at = None
        if failed.retry_at is not None:
            self._told_to_wait[message.channel.id] = failed.retry_at
        if not failed.permanent:
            next_at = next_attempt_at(
                self._delays[message.whole.channel.kind],
                message.whole.attempts + 1,
                self._clock(),
                jitter=self._jitter(),
                not_before=failed.retry_at,
            )
        return self._settlements(
            message,
            started_at,
            Result.RETRY if next_at else Result.DEAD,
            failed.cause,
            next_attempt_at=next_at,
            disable_channel=failed.cause if failed.disable else "",
        )

    def _settlements(
        self,
        message: Message,
        started_at: datetime,
        result: Result,
        detail: str,
        *,
        next_attempt_at: datetime | None = None,
        disable_channel: str = "",
    ) -> list[Settlement]:
        return [
            Settlement(
                delivery_id=one,
                holder=self._holder,
                started_at=started_at,
                ended_at=self._clock(),
                result=result,
                detail=told_line(detail, 500),
                next_attempt_at=next_attempt_at,
                disable_channel=told_line(disable_channel, 500),
            )
            for one in message.ids
        ]
