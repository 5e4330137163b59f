"""Channels, subscriptions and messages over the API. They hold people's addresses, so all of it is for admins."""

import secrets

from service.domain.access import Scope
from service.domain.channel import ChannelId
from service.domain.delivery import DeliveryId
from service.domain.digest import parse_timing
from service.domain.overview import DeliveryRecord
from service.domain.source import Origin, SectionPath, SiteId, SourceId
from service.domain.subscription import Selection, Subscription, SubscriptionId
from service.storage.store import Store
from service.web.api import models
from service.web.api.operation import Answer, Call, Operation, PathParameter
from service.web.api.problem import Problem
from service.web.owner.addresses import shown_address
from service.web.rendering import Clock

__all__ = ["PeopleOperations"]

_SUBSCRIPTION = PathParameter("subscription", models.ID, "The id of a subscription.")
_TAG = "subscriptions"


class PeopleOperations:
    """`zone` (IANA) and `language` are those of subscriptions that are added."""

    def __init__(self, store: Store, clock: Clock, zone: str, language: str) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._language = language

    def operations(self) -> list[Operation]:
        return [
            Operation(
                "listChannels", "GET", "/channels", "The ways to people and programs.", Scope.ADMIN, self.channels,
                "channels", result=models.Channels,
            ),
            Operation(
                "listSubscriptions", "GET", "/subscriptions", "Who is told of what.", Scope.ADMIN,
                self.subscriptions, _TAG, result=models.Subscriptions,
            ),
            Operation(
                "addSubscription", "POST", "/subscriptions", "Tell a channel of what is new.", Scope.ADMIN,
                self.subscribe, _TAG, status=201, body=models.NewSubscription, result=models.Subscription,
                problems=(404,), located=True,
            ),
            Operation(
                "getSubscription", "GET", "/subscriptions/{subscription}", "One subscription.", Scope.ADMIN,
                self.subscription, _TAG, parameters=(_SUBSCRIPTION,), result=models.Subscription,
            ),
            Operation(
                "endSubscription", "DELETE", "/subscriptions/{subscription}", "Tell it no more.", Scope.ADMIN,
                self.unsubscribe, _TAG, status=204, parameters=(_SUBSCRIPTION,), problems=(409,),
            ),
            Operation(
                "listDeliveries", "GET", "/deliveries", "The ledger of messages, newest first.", Scope.ADMIN,
                self.deliveries, "deliveries", query=models.LedgerQuery, result=models.Deliveries,
            ),
            Operation(
                "replayDeliveries", "POST", "/deliveries/replay", "Send again what was given up.", Scope.ADMIN,
                self.replay, "deliveries", body=models.Replay, result=models.Replayed,
                description="All there is, when nothing is named.",
            ),
        ]  # fmt: skip

    async def channels(self, call: Call) -> Answer:
        items = [
            models.Channel(
                id=channel.id,
                kind=channel.kind,
                address=shown_address(channel.target),
                owner=channel.owner,
                open=not channel.disabled_reason,
                closed_because=channel.disabled_reason,
            )
            for channel in await self._store.channels()
        ]
        return Answer(models.Channels(items=items))

    async def subscriptions(self, call: Call) -> Answer:
        return Answer(models.Subscriptions(items=[_told(one) for one in await self._store.subscriptions()]))

    async def subscription(self, call: Call) -> Answer:
        return Answer(_told(await self._found(call)))

    async def subscribe(self, call: Call) -> Answer:
        wanted = call.body(models.NewSubscription)
        channels = {channel.id for channel in await self._store.channels()}
        if wanted.channel not in channels:
            raise Problem(404, f"No channel has the id {wanted.channel}. GET /channels lists them.")
        selection = Selection(
            frozenset(map(SourceId, wanted.sources)),
            frozenset(map(SiteId, wanted.sites)),
            frozenset(map(_group, wanted.groups)),
        )
        await self._check(selection)
        subscription = Subscription(
            id=SubscriptionId(f"{wanted.channel[:60]}-{secrets.token_hex(4)}"),
            channel_id=ChannelId(wanted.channel),
            selection=selection,
            timing=parse_timing(wanted.when),
            created_at=self._clock(),
            token=secrets.token_urlsafe(32),
            zone=self._zone,
            language=self._language,
        )
        await self._store.add_subscription(subscription)
        return Answer(_told(subscription), f"/subscriptions/{subscription.id}")

    async def unsubscribe(self, call: Call) -> Answer:
        found = await self._found(call)
        if found.origin is Origin.CONFIG:
            raise Problem(409, "The configuration file declares it: change it there, then send SIGHUP.")
        await self._store.end_subscription(found.token, self._clock())
        return Answer()

    async def deliveries(self, call: Call) -> Answer:
        query = call.query(models.LedgerQuery)
        found = await self._store.deliveries(
            limit=query.limit + 1,
            channel_id=ChannelId(query.channel) if query.channel else None,
            state=query.state,
            since=query.since,
            until=query.until,
            older_than=DeliveryId(query.cursor) if query.cursor else None,
        )
        shown = found[: query.limit]
        following = shown[-1].id if len(found) > query.limit else None
        return Answer(models.Deliveries(items=[_delivery(record) for record in shown], next=following))

    async def replay(self, call: Call) -> Answer:
        wanted = call.body(models.Replay)
        count = await self._store.replay(
            self._clock(),
            delivery_id=DeliveryId(wanted.delivery) if wanted.delivery else None,
            channel_id=ChannelId(wanted.channel) if wanted.channel else None,
            since=wanted.since,
            until=wanted.until,
        )
        return Answer(models.Replayed(count=count))

    async def _found(self, call: Call) -> Subscription:
        for subscription in await self._store.subscriptions():
            if subscription.id == call.path["subscription"]:
                return subscription
        raise Problem(404, "No subscription has this id. GET /subscriptions lists them.")

    async def _check(self, selection: Selection) -> None:
        statuses = await self._store.sources()
        known = {status.source.id for status in statuses} | {status.site.id for status in statuses}
        missing = (selection.sources | selection.sites | {site for site, _ in selection.groups}) - known
        if missing:
            raise Problem(404, f"Nothing watched has the id {sorted(missing)[0]}. GET /sources lists them.")


def _group(written: str) -> tuple[SiteId, SectionPath]:
    site, _, path = written.partition(":")
    return SiteId(site), tuple(path.split("/"))


def _told(one: Subscription) -> models.Subscription:
    return models.Subscription(
        id=one.id,
        channel=one.channel_id,
        sources=sorted(one.selection.sources),
        sites=sorted(one.selection.sites),
        groups=[f"{site}:{'/'.join(path)}" for site, path in sorted(one.selection.groups)],
        tags=sorted(one.selection.tags),
        rules={name: [str(clause) for clause in clauses] for name, clauses in one.rules.named()},
        when=str(one.timing),
        zone=one.zone,
        language=one.language,
        declared=one.origin is Origin.CONFIG,
        created_at=one.created_at,
    )


def _delivery(record: DeliveryRecord) -> models.Delivery:
    return models.Delivery(
        id=record.id,
        kind=record.kind,
        channel=record.channel_id,
        channel_kind=record.channel_kind,
        state=record.state,
        titles=list(record.titles),
        created_at=record.created_at,
        due_at=record.due_at,
        next_attempt_at=record.next_attempt_at,
        attempts=[
            models.Attempt(started_at=one.started_at, ended_at=one.ended_at, result=one.result, detail=one.detail)
            for one in record.attempts
        ],
    )
