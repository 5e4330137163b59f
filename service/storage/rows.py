"""Between rows and values: each table's columns are written and read here and nowhere else."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from service.domain.channel import (
    CallbackTarget,
    Channel,
    ChannelId,
    ChannelKind,
    ChatTarget,
    MailTarget,
    Target,
    WebhookTarget,
)
from service.domain.deadline import Deadline, Instant, Meaning, last_due
from service.domain.digest import parse_quiet, parse_timing
from service.domain.entry import (
    ArticleKind,
    Attachment,
    Entry,
    EntryId,
    Precision,
    Published,
)
from service.domain.rules import Clause, Rules
from service.domain.source import (
    Due,
    Healing,
    Health,
    Holder,
    OpenGap,
    Origin,
    Recipe,
    Reread,
    SectionPath,
    Site,
    SiteId,
    Source,
    SourceId,
    SourceState,
    Stage,
    Validators,
)
from service.domain.subscription import Caps, Follower, Selection, Subscription, SubscriptionId
from service.domain.urls import Url
from service.storage.remarks import kept, said

Values = dict[str, Any]
"""Column name -> value, as an INSERT or UPDATE takes them."""


def site_values(site: Site) -> Values:
    return {"id": site.id, "url": site.url.text, "title": site.title}


def site_of(row: Row[Any]) -> Site:
    return Site(SiteId(row.id), Url.parse(row.url), row.title)


def source_values(source: Source) -> Values:
    return {
        "id": source.id,
        "site_id": source.site_id,
        "url": source.url.text,
        "title": source.title,
        "section": list(source.section),
        "zone": source.zone,
        "every": source.every,
        "recipe": asdict(source.recipe) if source.recipe else None,
        "announce_last": source.announce_last,
        "ignore_robots": source.ignore_robots,
        "origin": source.origin.value,
        "paused": source.paused,
        "tags": sorted(source.tags),
    }


def source_of(row: Row[Any]) -> Source:
    return Source(
        id=SourceId(row.id),
        site_id=SiteId(row.site_id),
        url=Url.parse(row.url),
        title=row.title,
        section=tuple(row.section),
        zone=row.zone,
        every=row.every,
        recipe=Recipe(**row.recipe) if row.recipe else None,
        announce_last=row.announce_last,
        ignore_robots=row.ignore_robots,
        origin=Origin(row.origin),
        paused=row.paused,
        tags=frozenset(row.tags),
    )


def state_values(state: SourceState) -> Values:
    return {
        "next_poll_at": state.next_poll_at,
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "body_digest": state.body_digest,
        "health": state.health.value,
        "evidence": state.evidence,
        "failures": state.failures,
        "wait_until": state.wait_until,
        "last_poll_at": state.last_poll_at,
        "last_good_at": state.last_good_at,
        "baseline_at": state.baseline_at,
        "method": state.method,
        "gap": gap_values(state.gap) if state.gap else None,
        "healing": healing_values(state.healing),
    }


def state_of(row: Row[Any]) -> SourceState:
    return SourceState(
        next_poll_at=row.next_poll_at,
        validators=Validators(row.etag, row.last_modified),
        body_digest=row.body_digest,
        health=Health(row.health),
        evidence=row.evidence,
        failures=row.failures,
        wait_until=row.wait_until,
        last_poll_at=row.last_poll_at,
        last_good_at=row.last_good_at,
        baseline_at=row.baseline_at,
        method=row.method,
        gap=gap_of(row.gap) if row.gap else None,
        healing=healing_of(row.healing),
    )


def gap_values(gap: OpenGap) -> Values:
    return {
        "page": gap.page.text,
        "since": gap.since.isoformat(),
        "opened_at": gap.opened_at.isoformat(),
        "pages": gap.pages,
        "cause": kept(gap.cause),
    }


def gap_of(values: Values) -> OpenGap:
    return OpenGap(
        Url.parse(values["page"]),
        datetime.fromisoformat(values["since"]),
        datetime.fromisoformat(values["opened_at"]),
        values["pages"],
        said(values["cause"]),
    )


def healing_values(healing: Healing | None) -> Values | None:
    if healing is None:
        return None
    rows = [asdict(row) | {"day": row.day.isoformat() if row.day else None} for row in healing.rows]
    written = {
        "stage": healing.stage.value,
        "since": healing.since.isoformat(),
        "evidence": kept(healing.evidence),
    }
    return {**asdict(healing), **written, "rows": rows}


def healing_of(values: Values | None) -> Healing | None:
    if values is None:
        return None
    recipe = Recipe(**values["recipe"]) if values["recipe"] else None
    rows = tuple(
        Reread(**row | {"day": date.fromisoformat(row["day"]) if row["day"] else None}) for row in values["rows"]
    )
    since = datetime.fromisoformat(values["since"])
    read = {"stage": Stage(values["stage"]), "evidence": said(values["evidence"])}
    return Healing(**values | read | {"recipe": recipe, "since": since, "rows": rows})


def due_of(row: Row[Any]) -> Due:
    """From a row that was just leased."""
    return Due(source_of(row), state_of(row), Holder(row.lease_holder), row.lease_until)


def published_values(published: Published | None) -> Values | None:
    if published is None:
        return None
    clock = published.clock.isoformat() if published.clock else None
    return {"day": published.day.isoformat(), "clock": clock, "zone": published.zone}


def published_of(values: Values | None) -> Published | None:
    if values is None:
        return None
    clock = time.fromisoformat(values["clock"]) if values["clock"] else None
    return Published(date.fromisoformat(values["day"]), values["zone"], clock)


def attachment_values(attachments: Iterable[Attachment]) -> list[Values]:
    return [
        {"url": found.url.text, "name": found.name, "media_type": found.media_type, "size": found.size}
        for found in attachments
    ]


def deadline_values(deadlines: Iterable[Deadline]) -> list[Values]:
    return [
        {
            "meaning": due.meaning.value,
            "start": str(due.start) if due.start else None,
            "end": str(due.end) if due.end else None,
            "what": due.what,
            "evidence": due.evidence,
            "place": due.place,
        }
        for due in deadlines
    ]


def deadlines_of(values: Iterable[Values]) -> tuple[Deadline, ...]:
    def instant(text: str | None) -> Instant | None:
        return Instant.parse(text) if text else None

    return tuple(
        Deadline(
            Meaning(due["meaning"]),
            instant(due["start"]),
            instant(due["end"]),
            due["what"],
            due["evidence"],
            due["place"],
        )
        for due in values
    )


def attachments_of(values: Iterable[Values]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(Url.parse(found["url"]), found["name"], found["media_type"], found["size"]) for found in values
    )


def content_values(entry: Entry) -> Values:
    """What a publication may change of an entry; its dates are the publisher's business."""
    return {
        "title": entry.title,
        "author": entry.author,
        "body": entry.body,
        "text": entry.text,
        "kind": entry.kind.value,
        "attachments": attachment_values(entry.attachments),
        "deadlines": deadline_values(entry.deadlines),
        "due_until": last_due(entry.deadlines, entry.zone),
    }


def entry_of(row: Row[Any], sources: Iterable[str]) -> Entry:
    """`sources`: the ids of those it was seen on, first sighting first."""
    return Entry(
        id=EntryId(row.id),
        site_id=SiteId(row.site_id),
        url=Url.parse(row.url),
        title=row.title,
        first_seen_at=row.first_seen_at,
        updated_at=row.updated_at,
        dated_at=row.dated_at.astimezone(ZoneInfo(row.zone)),
        precision=Precision(row.precision) if row.precision else None,
        zone=row.zone,
        released_at=row.released_at,
        summary=row.summary,
        author=row.author,
        body=row.body,
        text=row.text,
        kind=ArticleKind(row.kind),
        attachments=attachments_of(row.attachments),
        sources=tuple(SourceId(source) for source in sources),
        deadlines=deadlines_of(row.deadlines),
    )


def channel_values(channel: Channel) -> Values:
    return {
        "id": channel.id,
        "kind": channel.kind.value,
        "target": asdict(channel.target),
        "origin": channel.origin.value,
        "owner": channel.owner,
        "disabled_reason": channel.disabled_reason,
    }


def channel_of(row: Row[Any]) -> Channel:
    target: Target
    match ChannelKind(row.kind):
        case ChannelKind.MAIL:
            target = MailTarget(row.target["address"], row.target["name"])
        case ChannelKind.WEBHOOK:
            target = WebhookTarget(row.target["url"], tuple(row.target["secrets"]))
        case ChannelKind.CHAT:
            target = ChatTarget(row.target["url"])
        case ChannelKind.WEBSUB:
            target = CallbackTarget(**{**row.target, "folder": tuple(row.target["folder"])})
    return Channel(ChannelId(row.id), target, Origin(row.origin), row.owner, row.disabled_reason)


def subscription_values(subscription: Subscription) -> Values:
    return {
        "id": subscription.id,
        "channel_id": subscription.channel_id,
        "selection": _selection_values(subscription.selection),
        "timing": str(subscription.timing),
        "created_at": subscription.created_at,
        "token": subscription.token,
        "zone": subscription.zone,
        "language": subscription.language,
        "origin": subscription.origin.value,
        "ended_at": subscription.ended_at,
        "rules": _rules_values(subscription.rules),
        "quiet": str(subscription.quiet) if subscription.quiet else None,
        "entries_cap": subscription.caps.entries,
        "alerts_cap": subscription.caps.alerts,
    }


def subscription_of(row: Row[Any]) -> Subscription:
    return Subscription(
        id=SubscriptionId(row.id),
        channel_id=ChannelId(row.channel_id),
        selection=_selection_of(row.selection),
        timing=parse_timing(row.timing),
        created_at=row.created_at,
        token=row.token,
        zone=row.zone,
        language=row.language,
        origin=Origin(row.origin),
        ended_at=row.ended_at,
        rules=_rules_of(row.rules),
        quiet=parse_quiet(row.quiet) if row.quiet else None,
        caps=Caps(row.entries_cap, row.alerts_cap),
    )


def follower_of(row: Row[Any]) -> Follower:
    """Of a row with the columns `timing`, `token`, `zone`, `language`, the caps and `subscription_id`."""
    return Follower(
        SubscriptionId(row.subscription_id),
        parse_timing(row.timing),
        row.token,
        row.zone,
        row.language,
        Caps(row.entries_cap, row.alerts_cap),
    )


def _rules_values(rules: Rules) -> Values:
    """Only what is set: most subscriptions have none."""
    return {name: [str(clause) for clause in found] for name, found in rules.named() if found}


_NONE = Rules()


def _rules_of(values: Values) -> Rules:
    return (
        Rules(**{name: tuple(map(Clause.parse, written)) for name, written in values.items()}) if values else _NONE
    )


def _selection_values(selection: Selection) -> Values:
    return {
        "sources": sorted(selection.sources),
        "sites": sorted(selection.sites),
        "groups": sorted([site, list(path)] for site, path in selection.groups),
        **({"tags": sorted(selection.tags)} if selection.tags else {}),
    }


def _selection_of(values: Values) -> Selection:
    groups: list[tuple[SiteId, SectionPath]] = [(SiteId(site), tuple(path)) for site, path in values["groups"]]
    return Selection(
        frozenset(SourceId(source) for source in values["sources"]),
        frozenset(SiteId(site) for site in values["sites"]),
        frozenset(groups),
        frozenset(values.get("tags", ())),
    )
