"""`test`: send a message to a channel now, and say what came of it."""

import asyncio
from collections.abc import Sequence

import click

from service.alerts.trial import TEXT, TITLE, takes_trials
from service.cli.invocation import FAILED, Invocation, NotFound, invoked
from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId, Result
from service.domain.overview import AttemptRecord
from service.parts import Parts
from service.storage.store import Store

_LOOKS = 120
_PAUSE = 0.5
"""Seconds. A daemon that runs may be quicker than we are: then its try is the one we wait for."""


@click.command("test")
@click.argument("channel_id", metavar="CHANNEL")
@invoked
def try_out(invocation: Invocation, channel_id: str) -> int:
    """Send a message to CHANNEL now, and say what its receiver answered.

    Exits with 1 when the message did not arrive.
    """
    return invocation.run(_try_out(invocation, ChannelId(channel_id)))


async def _try_out(invocation: Invocation, channel_id: ChannelId) -> int:
    async with invocation.parts() as parts:
        await _takes_trials(parts.store, channel_id)
        delivery_id = await parts.store.owner.send_test(channel_id, TITLE, TEXT, parts.clock())
        if delivery_id is None:
            error = NotFound(f"no open channel has the id '{channel_id}'")
            error.advice = "`noticewire channels` lists them; `noticewire enable CHANNEL` opens a closed one."
            raise error
        tries = await _tried(parts, channel_id, delivery_id)
    sent = bool(tries) and tries[-1].result is Result.SENT
    detail = tries[-1].detail if tries else "it waits for its turn; see `noticewire deliveries`"
    invocation.out.document({"delivery": delivery_id, "sent": sent, "detail": detail})
    invocation.out.say(f"{'Sent' if sent else 'Not sent'}: {detail}")
    return 0 if sent else FAILED


async def _takes_trials(store: Store, channel_id: ChannelId) -> None:
    if any(channel.id == channel_id and not takes_trials(channel) for channel in await store.channels()):
        error = NotFound(f"the channel '{channel_id}' is a subscriber of a feed, which takes its entries alone")
        error.advice = "`noticewire deliveries` shows what it took."
        raise error


async def _tried(parts: Parts, channel_id: ChannelId, delivery_id: DeliveryId) -> Sequence[AttemptRecord]:
    for _ in range(_LOOKS):
        for dispatcher in parts.dispatchers:
            await dispatcher.round()
        for dispatcher in parts.dispatchers:
            await dispatcher.idle()
        if tries := await _attempts(parts.store, channel_id, delivery_id):
            return tries
        await asyncio.sleep(_PAUSE)
    return ()


async def _attempts(store: Store, channel_id: ChannelId, delivery_id: DeliveryId) -> Sequence[AttemptRecord]:
    listed = await store.deliveries(limit=200, channel_id=channel_id)
    return next((record.attempts for record in listed if record.id == delivery_id), ())
