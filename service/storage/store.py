"""Store: the only face of the database. One method is one transaction, on SQLite and PostgreSQL alike."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Self

from service.domain.channel import Channel, ChannelId, ChannelKind
from service.domain.delivery import Claimed, DeliveryId, DeliveryState, Frozen, Settlement
from service.domain.entry import Entry, EntryId, OwedArticle, Publication
from service.domain.feed import Feed, FeedHead, FeedId
from service.domain.overview import DeliveryRecord, LedgerFilter, Mending, SourceStatus, Tally
from service.domain.poll import Known, Label, PollRecord
from service.domain.rate import Limit
from service.domain.source import Decision, Due, Holder, Site, SiteId, Source, SourceId
from service.domain.subscription import Subscription
from service.domain.words import Words
from service.storage import (
    changes,
    deliveries,
    entries,
    fanout,
    feeds,
    healing,
    holding,
    ledger,
    limits,
    migrating,
    payloads,
    people,
    polls,
    presence,
    sources,
    statuses,
    upkeep,
)
from service.storage.access import AccessStore
from service.storage.archives import ArchiveStore
from service.storage.browsing import BrowsingStore
from service.storage.engine import Database, connect
from service.storage.histories import HistoryStore
from service.storage.hub import HubStore
from service.storage.owning import OwnerStore
from service.storage.private import PrivateFeedStore
from service.storage.readers import ReaderStore
from service.storage.returns import ReturnStore
from service.storage.work import WorkStore

_ANY = Words()
_PATIENCE = timedelta(seconds=5)
_ARTICLE_PATIENCE = timedelta(minutes=2)


class Store:
    """Open it with `Store.open`, close it with `close`.

    All times are aware UTC. Every method may raise DatabaseBusy (nothing was done, try again) or DatabaseUnusable.
    """

    def __init__(self, database: Database, article_patience: timedelta) -> None:
        self._database = database
        self._article_patience = article_patience
        self.access = AccessStore(database)
        self.archives = ArchiveStore(database)
        self.private = PrivateFeedStore(database)
        self.work = WorkStore(database, article_patience)
        self.readers = ReaderStore(database)
        self.returns = ReturnStore(database)
        self.hub = HubStore(database)
        self.histories = HistoryStore(database)
        self.browsing = BrowsingStore(database)
        self.owner = OwnerStore(database)
        """What only the owner asks for."""

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        migrate: bool = True,
        article_patience: timedelta = _ARTICLE_PATIENCE,
        lock_patience: timedelta = _PATIENCE,
    ) -> Self:
        """The store at 'sqlite:///relative.db', 'sqlite:////absolute.db' or 'postgresql://…'.

        Makes the folder of a SQLite file and brings the schema up to date. An entry is released without its
        article after `article_patience`; SQLite waits `lock_patience` for another process's lock.
        """
        database = connect(url, lock_patience)
        try:
            if migrate:
                await database.write(migrating.migrate)
            else:
                await database.read(migrating.require_current)
        except BaseException:
            await database.close()
            raise
        return cls(database, article_patience)

    async def close(self) -> None:
        """Waits for the work under way."""
        await self._database.close()

    # Sites and sources

    async def add(self, site: Site, wanted: Sequence[Source], now: datetime) -> list[Source]:
        """Watch these listings; the sources as they are kept. One that is watched already is not doubled, an id
        that is taken gets -2, -3…"""
        return await self._database.write(sources.add, site, wanted, now)

    async def declare(
        self,
        sites: Sequence[Site],
        declared: Sequence[Source],
        channels: Sequence[Channel],
        subscriptions: Sequence[Subscription],
        now: datetime,
    ) -> None:
        """Make the rows of the configuration file like the file; what it no longer names ends."""
        await self._database.write(upkeep.declare, sites, declared, channels, subscriptions, now)

    async def remove_source(self, source_id: SourceId, now: datetime) -> bool:
        """No more polls and no feed; its entries are kept. False: no such source."""
        return await self._database.write(sources.remove, source_id, now)

    async def set_paused(self, source_id: SourceId, paused: bool, now: datetime) -> bool:
        """False: no such source."""
        return await self._database.write(sources.set_paused, source_id, paused, now)

    async def make_due(self, source_id: SourceId, now: datetime) -> bool:
        """Polled at the next round, if the site may be asked. False: unknown or paused."""
        return await self._database.write(sources.make_due, source_id, now)

    async def sources(self) -> list[SourceStatus]:
        """What is watched, in the order of sites and of insertion."""
        return await self._database.read(statuses.statuses)

    async def source(self, source_id: SourceId) -> SourceStatus | None:
        found = await self._database.read(statuses.statuses, source_id)
        return found[0] if found else None

    # Polls

    async def claim_due(
        self,
        now: datetime,
        *,
        limit: int,
        holder: Holder,
        lease: timedelta,
        busy: Collection[SiteId] = (),
        site: SiteId | None = None,
    ) -> list[Due]:
        """Due sources, the longest due first: at most one of each site, none of the `busy` ones; with `site`, up
        to `limit` of that one. A site that another holder visits is left to him."""
        return await self._database.write(
            polls.claim_due, now, limit=limit, holder=holder, lease=lease, busy=busy, site=site
        )

    async def claim_source(
        self, source_id: SourceId, now: datetime, *, holder: Holder, lease: timedelta
    ) -> Due | None:
        """This source, due or not; None: unknown, or taken by another."""
        return await self._database.write(polls.claim_source, source_id, now, holder=holder, lease=lease)

    async def known(self, due: Due, keys: Sequence[str]) -> Known:
        """What is known of the candidates with these keys."""
        return await self._database.read(polls.known, due, keys)

    async def labels(self, source_id: SourceId) -> tuple[Label, ...]:
        """What a source listed last: those present first, at most 300."""
        return await self._database.read(healing.labels, source_id)

    async def healings(self) -> list[Mending]:
        """The sources whose page was built anew: first those that wait for the owner, then those on trial, those
        mended, those that the owner wants left as they are."""
        return await self._database.read(healing.healings)

    async def decide_healing(self, source_id: SourceId, decision: Decision, now: datetime) -> bool:
        """The owner's decision on a page that was built anew; the source is due at once. False: no such source,
        or (but for RESTART) nothing was learned for it."""
        return await self._database.write(healing.decide, source_id, decision, now)

    async def record_poll(self, record: PollRecord) -> bool:
        """All that follows from one reading. False: the lease was lost, and nothing was written."""
        return await self._database.write(polls.record_poll, record)

    async def extend_lease(self, due: Due, until: datetime) -> bool:
        """Keep a source that is ours for longer. False: the lease was lost."""
        return await self._database.write(polls.extend_lease, due, until)

    async def put_off(self, source_id: SourceId, holder: Holder, until: datetime, cause: str) -> None:
        """After an unexpected error: counted, and not tried again before `until`."""
        await self._database.write(polls.put_off, source_id, holder, until, cause)

    async def release_leases(self, holder_prefix: str) -> int:
        """End the leases of holders whose name begins so, of a daemon that is known to be dead; how many."""
        return await self._database.write(upkeep.release_leases, holder_prefix)

    async def take_over(self, holder: Holder) -> int:
        """Begin to work as the daemon `holder`: what dead daemons had taken falls free; how many leases that were.

        On SQLite the caller must hold the instance lock: every other daemon counts as dead.
        """
        await self._database.keep(presence.announce, holder)
        return await self._database.write(presence.release_dead, holder)

    async def next_wake(self, now: datetime) -> datetime | None:
        """When the next source, article or delivery is due; None: nothing is."""
        return await self._database.read(upkeep.next_wake, now, self._article_patience)

    # Articles

    async def claim_articles(
        self,
        now: datetime,
        *,
        limit: int,
        holder: Holder,
        lease: timedelta,
        busy: Collection[SiteId] = (),
        site: SiteId | None = None,
        overdue: bool = False,
    ) -> list[OwedArticle]:
        """Articles to be read: the announced first, then the newest; at most one of each site, none of the `busy`
        ones; with `site`, up to `limit` of that one. A site where another holder reads is left to him.

        With `overdue`, entries of any site that have waited long enough.
        """
        return await self._database.write(
            entries.claim_articles,
            now,
            limit=limit,
            holder=holder,
            lease=lease,
            busy=busy,
            site=site,
            overdue=overdue,
            patience=self._article_patience,
        )

    async def publish(self, publication: Publication, holder: Holder) -> bool:
        """The end of one try to read an article; at the release also that the entry is to be told. False: the
        lease was lost, and nothing was written."""
        return await self._database.write(entries.publish, publication, holder)

    # Deliveries

    async def expand(self, now: datetime, *, chunk: int = 500) -> int:
        """Plan what waits longest for the next `chunk` subscriptions; 1, or 0 when nothing waits."""
        return await self._database.write(fanout.expand, now, chunk=chunk)

    async def claim_deliveries(
        self,
        now: datetime,
        *,
        limit: int,
        holder: Holder,
        lease: timedelta,
        per_channel: int = 1,
        exclude: Collection[ChannelId] = (),
        kinds: Collection[ChannelKind] = tuple(ChannelKind),
        within: Limit | None = None,
    ) -> list[Claimed]:
        """Due deliveries to open channels of these kinds, at most `per_channel` of each, as `within` has room."""
        claim = deliveries.Claim(limit, holder, lease, per_channel, exclude, kinds)
        return await self._database.write(limits.claim_deliveries, now, claim, within)

    async def freeze(self, delivery_id: DeliveryId, holder: Holder, payload: bytes) -> bool:
        """Keep the bytes that every try sends. False: the lease was lost, do not send."""
        return bool(await self.freeze_all([Frozen(delivery_id, holder, payload)]))

    async def freeze_all(self, frozen: Sequence[Frozen]) -> set[int]:
        """The same for many at once; the places of those kept."""
        return await self._database.write(payloads.freeze, frozen)

    async def settle(self, settlement: Settlement) -> bool:
        """How one try ended. False: the lease was lost."""
        return bool(await self.settle_all([settlement]))

    async def settle_all(self, settlements: Sequence[Settlement]) -> set[int]:
        """The same for many at once; the places of those written."""
        return await self._database.write(deliveries.settle, settlements)

    async def deliveries(
        self,
        *,
        limit: int = 50,
        channel_id: ChannelId | None = None,
        state: DeliveryState | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        older_than: DeliveryId | None = None,
    ) -> list[DeliveryRecord]:
        """The newest of the ledger, with their tries, newest first: to this channel, in this state, owed since
        then and before then, older than the one named."""
        only = LedgerFilter(channel_id, state, since, until, older_than)
        return await self._database.read(ledger.ledger, limit=limit, only=only)

    async def replay(
        self,
        now: datetime,
        *,
        delivery_id: DeliveryId | None = None,
        channel_id: ChannelId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        """Make dead deliveries (or the one named, however it ended) due again; how many."""
        return await self._database.write(
            deliveries.replay, now, delivery_id=delivery_id, channel_id=channel_id, since=since, until=until
        )

    async def enable_channel(self, channel_id: ChannelId) -> bool:
        """Open a disabled channel. False: no such channel, or it is open."""
        return await self._database.write(people.enable_channel, channel_id)

    # People

    async def add_channel(self, channel: Channel) -> None:
        """Its id must be new."""
        await self._database.write(people.add_channel, channel)

    async def channels(self) -> list[Channel]:
        return await self._database.read(people.list_channels)

    async def add_subscription(self, subscription: Subscription) -> None:
        """Its id and token must be new, its channel known."""
        await self._database.write(people.add_subscription, subscription)

    async def subscriptions(self) -> list[Subscription]:
        """All that have not ended."""
        return await self._database.read(people.list_subscriptions)

    async def subscription_by_token(self, token: str) -> Subscription | None:
        """Also one that has ended."""
        return await self._database.read(people.subscription_by_token, token)

    async def end_subscription(self, token: str, now: datetime) -> bool:
        """End it with what it is owed; again changes nothing. False: no such token."""
        return await self._database.write(people.end_subscription, token, now)

    # Feeds

    async def feeds(self) -> list[FeedHead]:
        """Of everything, then of each site, its groups and its sources."""
        return await self._database.read(feeds.heads)

    async def feed(self, feed_id: FeedId, *, limit: int = 50, words: Words = _ANY) -> Feed | None:
        """With its newest `limit` released entries, of those that have the `words`; None: no such feed."""
        return await self._database.read(feeds.feed, feed_id, limit=limit, words=words)

    async def feed_head(self, feed_id: FeedId) -> FeedHead | None:
        """None: no such feed."""
        return await self._database.read(feeds.head, feed_id)

    async def due(self, feed_id: FeedId, *, since: datetime, limit: int = 500) -> Feed | None:
        """With its newest `limit` entries that ask for something after `since`; None: no such feed."""
        return await self._database.read(feeds.due, feed_id, since=since, limit=limit)

    async def feed_version(self, feed_id: FeedId) -> int | None:
        """Grows with every change of what the feed shows; None: no such feed."""
        return await self._database.read(feeds.feed_version, feed_id)

    async def version(self) -> int:
        """Grows with every change of what any feed shows: one cheap read."""
        return await self._database.read(changes.last_change_anywhere)

    async def entry(self, entry_id: EntryId) -> Entry | None:
        return await self._database.read(entries.entry, entry_id)

    async def held(self, source_id: SourceId, *, announce: bool, now: datetime) -> int:
        """The owner's decision on what the flood guard keeps back; how many there were."""
        return await self._database.write(holding.decide_held, source_id, announce=announce, now=now)

    # The whole

    async def tally(self, now: datetime) -> Tally:
        return await self._database.read(statuses.tally, now)

    async def prune(
        self, now: datetime, *, deliveries_older: timedelta, bytes_older: timedelta = timedelta(days=3)
    ) -> int:
        """Forget deliveries that ended longer ago than this, and the bytes of those that were sent; how many
        deliveries, a few thousand at once."""
        return await self._database.write(
            ledger.prune, now, deliveries_older=deliveries_older, bytes_older=bytes_older
        )

    async def check(self) -> str:
        """One line for `doctor`: engine, version, schema, size."""
        return await self._database.read(upkeep.check)
