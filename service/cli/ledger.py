"""`deliveries` and `replay`: what was sent, what was not, and sending it again."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from service.ambient import utc_now
from service.cli.invocation import Invocation, NotFound, invoked
from service.cli.kinds import DAY, SINCE
from service.cli.output import local
from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId, DeliveryState
from service.domain.overview import DeliveryRecord

_STATES = click.Choice([str(state) for state in DeliveryState])


@click.command()
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--channel", metavar="CHANNEL", help="Only those to this channel.")
@click.option("--state", type=_STATES, help="Only those in this state.")
@click.option("--since", type=SINCE, help="Only those owed since then.")
@click.option("--day", type=DAY, help="Only those owed on this day, in the configured time zone.")
@invoked
def deliveries(
    invocation: Invocation,
    limit: int,
    channel: str | None,
    state: str | None,
    since: datetime | None,
    day: date | None,
) -> None:
    """List the messages, newest first, with every try."""
    if since and day:
        raise click.UsageError("--since and --day exclude one another.")
    invocation.run(_deliveries(invocation, limit, channel, state, since, day))


async def _deliveries(
    invocation: Invocation,
    limit: int,
    channel: str | None,
    state: str | None,
    since: datetime | None,
    day: date | None,
) -> None:
    async with invocation.store() as (settings, store):
        begins, ends = _span(since, day, settings.zone)
        listed = await store.deliveries(
            limit=limit,
            channel_id=ChannelId(channel) if channel else None,
            state=DeliveryState(state) if state else None,
            since=begins,
            until=ends,
        )
    invocation.out.document({"deliveries": [_document(record) for record in listed]})
    rows = [
        (
            record.id,
            local(record.created_at, settings.zone),
            record.channel_id,
            str(record.state),
            len(record.attempts),
            local(record.next_attempt_at, settings.zone),
            record.attempts[-1].detail if record.attempts else "",
            "; ".join(record.titles),
        )
        for record in listed
    ]
    columns = ("id", "owed since", "channel", "state", "tries", "next try", "last answer", "what")
    invocation.out.table(columns, rows, empty="No messages.")


def _document(record: DeliveryRecord) -> Mapping[str, object]:
    return {
        "id": record.id,
        "kind": str(record.kind),
        "channel": record.channel_id,
        "channel_kind": str(record.channel_kind),
        "state": str(record.state),
        "titles": list(record.titles),
        "created_at": record.created_at,
        "due_at": record.due_at,
        "next_attempt_at": record.next_attempt_at,
        "attempts": [
            {
                "started_at": attempt.started_at,
                "ended_at": attempt.ended_at,
                "result": str(attempt.result),
                "detail": attempt.detail,
            }
            for attempt in record.attempts
        ],
    }


@click.command()
@click.argument("delivery_id", metavar="[ID]", required=False)
@click.option("--channel", metavar="CHANNEL", help="All that were given up to this channel.")
@click.option("--since", type=SINCE, help="Only those owed since then.")
@click.option("--day", type=DAY, help="Only those owed on this day, in the configured time zone.")
@click.option("--all", "everything", is_flag=True, help="All that were given up.")
@invoked
def replay(
    invocation: Invocation,
    delivery_id: str | None,
    channel: str | None,
    since: datetime | None,
    day: date | None,
    everything: bool,
) -> None:
    """Send again what was given up: one message by its ID, all of a channel, or all of a time.

    A message keeps its id, by which its receiver knows it.
    """
    if not (delivery_id or channel or since or day or everything):
        raise click.UsageError("Say what to send again: an ID, --channel, --since, --day or --all.")
    if delivery_id and (channel or since or day or everything):
        raise click.UsageError("An ID names one message: leave the other options out.")
    if since and day:
        raise click.UsageError("--since and --day exclude one another.")
    invocation.run(_replay(invocation, delivery_id, channel, since, day))


async def _replay(
    invocation: Invocation,
    delivery_id: str | None,
    channel: str | None,
    since: datetime | None,
    day: date | None,
) -> None:
    async with invocation.store() as (settings, store):
        begins, ends = _span(since, day, settings.zone)
        count = await store.replay(
            utc_now(),
            delivery_id=DeliveryId(delivery_id) if delivery_id else None,
            channel_id=ChannelId(channel) if channel else None,
            since=begins,
            until=ends,
        )
    if delivery_id and not count:
        error = NotFound(f"no ended delivery has the id '{delivery_id}'")
        error.advice = "`noticewire deliveries` lists them."
        raise error
    invocation.out.document({"replayed": count})
    invocation.out.say(f"{count} messages are sent again.")


def _span(since: datetime | None, day: date | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """From when until before when; a day is as long as the clocks of `zone` make it."""
    if day is None:
        return since, None
    begins, ends = (datetime.combine(one, time(), ZoneInfo(zone)) for one in (day, day + timedelta(days=1)))
    return begins, ends
