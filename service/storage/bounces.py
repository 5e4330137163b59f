"""Mail that came back: the ledger learns of it, and a channel that reaches nobody is closed."""

from datetime import datetime

from sqlalchemy import Connection, and_, exists, insert, select, update

from service.domain.bounce import SOFT_LIMIT, Bounce, Outcome, Report, closes, is_proven
from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryState, Result
from service.domain.remark import Remark
from service.storage.closing import disable
from service.storage.schema import attempts, channels, deliveries, subscriptions

_CAME_BACK = exists().where(
    and_(attempts.c.delivery_id == deliveries.c.id, attempts.c.result == Result.BOUNCED.value)
)


def record_bounce(connection: Connection, bounce: Bounce, now: datetime) -> Outcome:
    """Writes one report down, once, and closes the channel when `domain.bounce.closes` says so.

    A report without its proof changes nothing: anybody can write one.
    """
    columns = deliveries.c
    row = connection.execute(
        select(columns.number, columns.id, columns.state, columns.channel_id, subscriptions.c.token)
        .join(subscriptions, subscriptions.c.id == columns.subscription_id)
        .join(channels, channels.c.id == columns.channel_id)
        .where(columns.id == bounce.delivery_id, channels.c.kind == "mail")
        .with_for_update(of=deliveries)
    ).one_or_none()
    if row is None:
        return Outcome.UNKNOWN
    if not is_proven(bounce, row.token):
        return Outcome.UNPROVEN
    detail = Remark("came back: %(report)s", report=(bounce.detail or bounce.status or bounce.report)[:480])
    told = (
        attempts.c.delivery_id == row.id,
        attempts.c.result == Result.BOUNCED.value,
        attempts.c.detail == detail,
    )
    if connection.scalar(select(attempts.c.number).where(*told)) is not None:
        return Outcome.NOTED
    streak = _came_back_before(connection, row.channel_id, row.number)
    tried = {"started_at": now, "ended_at": now, "result": Result.BOUNCED.value, "detail": detail}
    if bounce.report is Report.DELAYED:
        return Outcome.DELAYED
    connection.execute(insert(attempts).values(delivery_id=row.id, **tried))
    if bounce.report is Report.FAILED and row.state == DeliveryState.SENT.value:
        connection.execute(
            update(deliveries).where(columns.number == row.number).values(state=DeliveryState.DEAD.value)
        )
    if not closes(bounce, streak):
        return Outcome.NOTED
    disable(connection, ChannelId(row.channel_id), detail, now)
    return Outcome.CLOSED


def _came_back_before(connection: Connection, channel_id: str, this: int) -> int:
    """How many of the channel's messages came back since one last arrived, `this` aside."""
    columns = deliveries.c
    latest = connection.scalars(
        select(_CAME_BACK)
        .where(columns.channel_id == channel_id, columns.number != this)
        .where(columns.state.in_([DeliveryState.SENT.value, DeliveryState.DEAD.value]))
        .order_by(columns.ended_at.desc(), columns.number.desc())
        .limit(SOFT_LIMIT)
    ).all()
    return next((place for place, came_back in enumerate(latest) if not came_back), len(latest))
