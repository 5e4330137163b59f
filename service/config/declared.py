"""The sources, channels and subscriptions that the file declares, as domain values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from service.config.complaints import Complaint, complaints_of
from service.config.files import Secrets
from service.config.kinds import check_secret, parse_chat
from service.config.lines import KeyPath
from service.config.shapes import ChannelTable, FileShape, SourceTable, SubscriptionTable
from service.domain.channel import Channel, ChannelId, ChatTarget, MailTarget, WebhookTarget
from service.domain.naming import site_id, source_id
from service.domain.rules import Rules
from service.domain.source import Origin, Recipe, Site, SiteId, Source, SourceId
from service.domain.subscription import Caps, Selection, Subscription, SubscriptionId
from service.domain.urls import Url

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Declarations:
    """All of origin CONFIG."""

    sites: tuple[Site, ...]
    sources: tuple[Source, ...]
    channels: tuple[Channel, ...]
    subscriptions: tuple[Subscription, ...]


def read_declarations(
    raw: Mapping[str, Any], shape: FileShape, secrets: Secrets, now: datetime, token: Callable[[], str]
) -> tuple[Declarations, list[Complaint]]:
    """What is declared, and what is wrong with it; wrong elements are left out and the others checked."""
    reader = _Reader(shape, secrets, [])
    sources = reader.elements("sources", SourceTable, shape.sources)
    channels = reader.elements("channels", ChannelTable, shape.channels)
    subscriptions = reader.elements("subscriptions", SubscriptionTable, shape.subscriptions)
    sites = reader.sites(sources)
    declared = Declarations(
        sites=tuple(sites.values()),
        sources=tuple(reader.source(table, sites) for _, table in sources),
        channels=tuple(reader.channel(index, table) for index, table in channels),
        subscriptions=tuple(reader.subscription(table, now, token()) for _, table in subscriptions),
    )
    reader.check_sources([index for index, _ in sources], declared.sources)
    for name in ("channels", "subscriptions"):
        reader.check_unique(name, [(n, t.get("id")) for n, t in enumerate(getattr(shape, name))])
    named = {table.get("id") for table in shape.channels}
    reader.complaints += [
        (("subscriptions", index, "channel"), f"no [[channels]] has the id '{table.channel}'")
        for index, table in subscriptions
        if table.channel not in named
    ]
    return declared, reader.complaints


@dataclass(slots=True)
class _Reader:
    shape: FileShape
    secrets: Secrets
    complaints: list[Complaint]

    def elements(self, key: str, table: type[Shape], raw: Iterable[dict[str, Any]]) -> list[tuple[int, Shape]]:
        """The well-formed elements, each with its place in the file."""
        found = []
        for index, element in enumerate(raw):
            try:
                found.append((index, table.model_validate(element)))
            except ValidationError as error:
                self.complaints += complaints_of(error, (key, index))
        return found

    def sites(self, sources: list[tuple[int, SourceTable]]) -> dict[SiteId, Site]:
        """Each site once; the first source that tells its title or home tells it for all."""
        homes: dict[SiteId, Url] = {}
        titles: dict[SiteId, str] = {}
        for index, table in sources:
            site = site_id(table.home or table.url)
            if table.home and homes.setdefault(site, table.home).canonical != table.home.canonical:
                self.complaints.append((("sources", index, "home"), f"another source says {homes[site]}"))
            if table.site is not None and titles.setdefault(site, table.site) != table.site:
                self.complaints.append((("sources", index, "site"), f"another source says '{titles[site]}'"))
        found: dict[SiteId, Site] = {}
        for _, table in sources:
            site = site_id(table.home or table.url)
            home = homes.get(site) or Url.parse(f"{table.url.origin}/")
            found.setdefault(site, Site(site, home, titles.get(site, home.host)))
        return found

    def source(self, table: SourceTable, sites: Mapping[SiteId, Site]) -> Source:
        site = sites[site_id(table.home or table.url)]
        named = " / ".join(table.section) or site.title
        return Source(
            id=SourceId(table.id or source_id(table.url)),
            site_id=site.id,
            url=table.url,
            title=named if table.title is None else table.title,
            section=table.section,
            zone=table.zone or self.shape.zone,
            every=table.every,
            recipe=Recipe(**table.recipe.model_dump()) if table.recipe else None,
            announce_last=table.announce_last,
            ignore_robots=table.ignore_robots,
            origin=Origin.CONFIG,
            paused=table.paused,
            tags=frozenset(table.tags),
        )

    def channel(self, index: int, table: ChannelTable) -> Channel:
        place = ("channels", index)
        chat = self.chat(place, table)
        ways = [way for way in (table.mail, table.webhook, chat) if way is not None]
        if len(ways) != 1:
            self.complaints.append((place, "needs one of mail, webhook and chat"))
        if table.webhook is None or len(ways) > 1:
            if table.secrets or table.secrets_file:
                self.complaints.append(((*place, "secrets"), "only a webhook has secrets"))
            target = table.mail or chat or MailTarget("")
            return Channel(ChannelId(table.id), target, Origin.CONFIG, table.owner)
        secrets = table.secrets
        if table.secrets_file:
            key = (*place, "secrets_file")
            for line in self.secrets.lines(key, table.secrets_file):
                try:
                    secrets = (*secrets, check_secret(line))
                except ValueError as error:
                    self.complaints.append((key, str(error)))
        elif not secrets:
            self.complaints.append(((*place, "secrets"), "is missing: a webhook's messages are signed"))
        return Channel(ChannelId(table.id), WebhookTarget(str(table.webhook), secrets), Origin.CONFIG, table.owner)

    def chat(self, place: KeyPath, table: ChannelTable) -> ChatTarget | None:
        if not table.chat_file:
            return table.chat
        key = (*place, "chat_file")
        if table.chat is not None:
            self.complaints.append((key, "chat is set too; keep one of them"))
        try:
            return next((parse_chat(line) for line in self.secrets.lines(key, table.chat_file)), ChatTarget(""))
        except ValueError as error:
            self.complaints.append((key, str(error)))
            return ChatTarget("")

    def subscription(self, table: SubscriptionTable, now: datetime, token: str) -> Subscription:
        return Subscription(
            id=SubscriptionId(table.id),
            channel_id=ChannelId(table.channel),
            selection=Selection(
                sources=frozenset(SourceId(name) for name in table.sources),
                sites=frozenset(SiteId(name) for name in table.sites),
                groups=frozenset((SiteId(site), tuple(path)) for site, *path in table.groups),
                tags=frozenset(table.tags),
            ),
            timing=table.when,
            created_at=now,
            token=token,
            zone=table.zone or self.shape.zone,
            language=table.language or self.shape.language,
            origin=Origin.CONFIG,
            rules=Rules(
                include=table.include,
                exclude=table.exclude,
                patterns=table.patterns,
                exclude_patterns=table.exclude_patterns,
                urgent=table.urgent,
            ),
            quiet=table.quiet,
            caps=Caps(entries=table.cap, alerts=table.alerts_a_day),
        )

    def check_sources(self, places: list[int], sources: tuple[Source, ...]) -> None:
        self.check_unique("sources", [(n, source.id) for n, source in zip(places, sources, strict=True)])
        watched: dict[object, SourceId] = {}
        for place, source in zip(places, sources, strict=True):
            page = (source.site_id, source.url.canonical, source.recipe)
            if watched.setdefault(page, source.id) != source.id:
                self.complaints.append(
                    (("sources", place, "url"), f"the same listing is watched as '{watched[page]}' already")
                )

    def check_unique(self, name: str, ids: list[tuple[int, object]]) -> None:
        seen: set[object] = set()
        for place, found in ids:
            if found is not None and found in seen:
                self.complaints.append(((name, place, "id"), f"'{found}' is taken by another of [[{name}]]"))
            seen.add(found)
