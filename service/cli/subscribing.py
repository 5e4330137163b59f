"""`subscribe`, `subscriptions`, `unsubscribe`, `channels`, `enable`: who is told of what."""

import base64
import re
import secrets
from collections.abc import Collection
from dataclasses import replace
from itertools import count

import click

from service.alerts.apprise_chats import is_chat
from service.alerts.robots import robot_address
from service.ambient import new_token, utc_now
from service.cli.invocation import Invocation, NotFound, ReadOnly, invoked
from service.cli.kinds import GROUP, ID, PATTERN, QUIET, WHEN, WORDS, ZONE
from service.config.kinds import check_url, parse_chat, parse_mail_address
from service.domain.channel import Channel, ChannelId, Target, WebhookTarget, address_of
from service.domain.digest import AtOnce, Quiet, Timing
from service.domain.naming import is_id
from service.domain.rules import Clause, Rules
from service.domain.source import Origin, SectionPath, SiteId, SourceId
from service.domain.subscription import Caps, Selection, Subscription, SubscriptionId
from service.storage.store import Store


def _target(text: str) -> Target:
    if robot_address(text) is not None or (not text.startswith(("http:", "https:")) and is_chat(text)):
        return parse_chat(text)
    if "://" in text:
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        return WebhookTarget(check_url(text).text, (f"whsec_{key}",))
    return parse_mail_address(text)


@click.command()
@click.argument("address", metavar="ADDRESS")
@click.option("--source", "sources", type=ID, multiple=True, help="Only this source; may be repeated.")
@click.option("--site", "sites", type=ID, multiple=True, help="Only this site; may be repeated.")
@click.option("--group", "groups", type=GROUP, multiple=True, help="Only this part of a site's menu.")
@click.option("--tag", "tags", type=ID, multiple=True, help="Only sources with this tag; may be repeated.")
@click.option("--include", type=WORDS, multiple=True, help="Only with one of these; 'title:' looks there alone.")
@click.option("--exclude", type=WORDS, multiple=True, help="Never with one of these.")
@click.option("--pattern", "patterns", type=PATTERN, multiple=True, help="Like --include, with an RE2 pattern.")
@click.option("--exclude-pattern", "exclude_patterns", type=PATTERN, multiple=True, help="Like --exclude.")
@click.option("--urgent", type=WORDS, multiple=True, help="What breaks digests and quiet hours.")
@click.option(
    "--when",
    type=WHEN,
    default=AtOnce(),
    help="'at once' (the default), 'hourly', 'daily 08:00' or 'weekly mon 08:00'.",
)
@click.option("--quiet-hours", "quiet", type=QUIET, help="When nothing rings, as in '22:00-07:00'.")
@click.option("--cap", type=click.IntRange(min=0), default=0, help="The most notices that one digest shows.")
@click.option("--alerts-a-day", type=click.IntRange(min=0), default=0, help="The most messages at once in a day.")
@click.option("--zone", type=ZONE, help="The reader's time zone.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="The language of the messages.")
@click.option("--owner", is_flag=True, help="Also tell this address of trouble.")
@invoked
def subscribe(
    invocation: Invocation,
    address: str,
    sources: tuple[str, ...],
    sites: tuple[str, ...],
    groups: tuple[tuple[SiteId, SectionPath], ...],
    tags: tuple[str, ...],
    include: tuple[Clause, ...],
    exclude: tuple[Clause, ...],
    patterns: tuple[Clause, ...],
    exclude_patterns: tuple[Clause, ...],
    urgent: tuple[Clause, ...],
    when: Timing,
    quiet: Quiet | None,
    cap: int,
    alerts_a_day: int,
    zone: str | None,
    language: str | None,
    owner: bool,
) -> None:
    """Send what is new to ADDRESS: a mail address, or the https address of a webhook.

    Without --source, --site, --group and --tag: everything.
    """
    try:
        target = _target(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ADDRESS") from error
    selection = Selection(
        frozenset(map(SourceId, sources)), frozenset(map(SiteId, sites)), frozenset(groups), frozenset(tags)
    )
    settings = invocation.settings()
    wanted = Subscription(
        id=SubscriptionId(""),
        channel_id=ChannelId(""),
        selection=selection,
        timing=when,
        created_at=utc_now(),
        token=new_token(),
        zone=zone or settings.zone,
        language=language or settings.language,
        rules=Rules(include, exclude, patterns, exclude_patterns, urgent),
        quiet=quiet,
        caps=Caps(cap, alerts_a_day),
    )
    invocation.run(_subscribe(invocation, target, wanted, owner=owner))


async def _subscribe(invocation: Invocation, target: Target, wanted: Subscription, *, owner: bool) -> None:
    out = invocation.out
    async with invocation.store() as (settings, store):
        await _check_selection(store, wanted.selection)
        channel = await _channel(store, target, owner=owner)
        taken = {subscription.id for subscription in await store.subscriptions()}
        subscription = _named(wanted, channel.id, taken)
        await store.add_subscription(subscription)
    secret = channel.target.secrets[0] if isinstance(channel.target, WebhookTarget) else None
    out.document(
        {
            "channel": channel.id,
            "subscription": subscription.id,
            "unsubscribe": f"{settings.address()}/unsubscribe/{subscription.token}",
            "secret": secret,
        }
    )
    out.say(f"{address_of(channel.target)} is told from now on (subscription {subscription.id}).")
    if secret:
        out.say(f"Its messages are signed (Standard Webhooks) with {secret}")
    elif not settings.mail.host:
        out.say("No mail server is configured: mail is kept in the local mailbox, see /mailbox on the web page.")


async def _check_selection(store: Store, selection: Selection) -> None:
    listed = await store.sources()
    known = {status.source.id for status in listed} | {status.site.id for status in listed}
    missing = (selection.sources | selection.sites | {site for site, _ in selection.groups}) - known
    tagged = frozenset[str]().union(*(status.source.tags for status in listed))
    if selection.tags - tagged:
        error = NotFound(f"no source has the tag '{sorted(selection.tags - tagged)[0]}'")
        error.advice = "`noticewire sources --json` lists the tags of each."
        raise error
    if missing:
        error = NotFound(f"nothing watched has the id '{sorted(missing)[0]}'")
        error.advice = "`noticewire sources` and `noticewire feeds` list them."
        raise error


async def _channel(store: Store, target: Target, *, owner: bool) -> Channel:
    """The channel that leads there already, else a new one."""
    existing = await store.channels()
    for channel in existing:
        if address_of(channel.target) == address_of(target) and channel.owner == owner:
            return channel
    taken = {channel.id for channel in existing}
    new = Channel(ChannelId(_free(_slug(address_of(target)), taken)), target, owner=owner)
    await store.add_channel(new)
    return new


def _named(wanted: Subscription, channel_id: ChannelId, taken: set[SubscriptionId]) -> Subscription:
    return replace(wanted, id=SubscriptionId(_free(channel_id, taken)), channel_id=channel_id)


@click.command()
@invoked
def subscriptions(invocation: Invocation) -> None:
    """List who is told of what, and when."""
    invocation.run(_subscriptions(invocation))


async def _subscriptions(invocation: Invocation) -> None:
    async with invocation.store() as (_, store):
        targets = {channel.id: channel.target for channel in await store.channels()}
        listed = [one for one in await store.subscriptions() if one.ended_at is None]
    invocation.out.document(
        {
            "subscriptions": [
                {
                    "id": one.id,
                    "channel": one.channel_id,
                    "address": address_of(targets[one.channel_id]),
                    "sources": one.selection.sources,
                    "sites": one.selection.sites,
                    "groups": sorted([site, *path] for site, path in one.selection.groups),
                    "tags": sorted(one.selection.tags),
                    "rules": {name: [str(clause) for clause in found] for name, found in one.rules.named()},
                    "when": str(one.timing),
                    "quiet": str(one.quiet) if one.quiet else None,
                    "cap": one.caps.entries or None,
                    "alerts_a_day": one.caps.alerts or None,
                    "zone": one.zone,
                    "language": one.language,
                    "origin": str(one.origin),
                }
                for one in listed
            ]
        }
    )
    rows = [
        (one.id, address_of(targets[one.channel_id]), _wanted(one), f"{_when(one)} ({one.zone})") for one in listed
    ]
    empty = "Nobody is told. `noticewire subscribe ADDRESS` changes that."
    invocation.out.table(("id", "to", "what", "when"), rows, empty=empty)


@click.command()
@click.argument("subscription_id", metavar="ID")
@invoked
def unsubscribe(invocation: Invocation, subscription_id: str) -> None:
    """End a subscription; what it is still owed is not sent."""
    invocation.run(_unsubscribe(invocation, subscription_id))


async def _unsubscribe(invocation: Invocation, subscription_id: str) -> None:
    async with invocation.store() as (_, store):
        named = [one for one in await store.subscriptions() if one.id == subscription_id]
        if not named:
            raise _no_such("subscription", subscription_id, "subscriptions")
        if named[0].origin is Origin.CONFIG:
            raise ReadOnly(f"{subscription_id} is declared in the configuration file")
        await store.end_subscription(named[0].token, utc_now())
    invocation.out.document({"id": subscription_id, "ended": True})
    invocation.out.say(f"{subscription_id} has ended.")


@click.command()
@invoked
def channels(invocation: Invocation) -> None:
    """List the ways to people and machines, and which of them are closed."""
    invocation.run(_channels(invocation))


async def _channels(invocation: Invocation) -> None:
    async with invocation.store() as (_, store):
        listed = await store.channels()
    invocation.out.document(
        {
            "channels": [
                {
                    "id": channel.id,
                    "kind": str(channel.kind),
                    "address": address_of(channel.target),
                    "owner": channel.owner,
                    "disabled": channel.disabled_reason or None,
                    "origin": str(channel.origin),
                }
                for channel in listed
            ]
        }
    )
    rows = [
        (one.id, str(one.kind), address_of(one.target), "yes" if one.owner else "", one.disabled_reason)
        for one in listed
    ]
    invocation.out.table(
        ("id", "kind", "address", "owner", "closed because"), rows, empty="There are no channels."
    )


@click.command()
@click.argument("channel_id", metavar="CHANNEL")
@invoked
def enable(invocation: Invocation, channel_id: str) -> None:
    """Open a channel again that was closed because nothing could reach it."""
    invocation.run(_enable(invocation, ChannelId(channel_id)))


async def _enable(invocation: Invocation, channel_id: ChannelId) -> None:
    async with invocation.store() as (_, store):
        if channel_id not in {channel.id for channel in await store.channels()}:
            raise _no_such("channel", channel_id, "channels")
        await store.enable_channel(channel_id)
    invocation.out.document({"id": channel_id, "enabled": True})
    invocation.out.say(f"{channel_id} is open. `noticewire replay --channel {channel_id}` sends what it missed.")


def _no_such(what: str, name: str, command: str) -> NotFound:
    error = NotFound(f"no {what} has the id '{name}'")
    error.advice = f"`noticewire {command}` lists them."
    return error


def _when(subscription: Subscription) -> str:
    limits = [
        str(subscription.timing),
        f"quiet {subscription.quiet}" if subscription.quiet else "",
        f"at most {subscription.caps.alerts} alerts a day" if subscription.caps.alerts else "",
    ]
    return ", ".join(filter(None, limits))


def _wanted(subscription: Subscription) -> str:
    selection = subscription.selection
    tags = (f"#{tag}" for tag in sorted(selection.tags))
    groups = (f"{site}:{'/'.join(path)}" for site, path in sorted(selection.groups))
    what = ", ".join((*sorted(selection.sources), *sorted(selection.sites), *groups, *tags)) or "everything"
    rules = (f"{name}: {', '.join(map(str, found))}" for name, found in subscription.rules.named() if found)
    return "; ".join((what, *rules))


def _slug(text: str) -> str:
    plain = text.partition("://")[2] or text
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "channel"


def _free(name: str, taken: Collection[str]) -> str:
    """`name`, or with the first number that nobody has."""
    return next(one for n in count(1) if (one := name if n == 1 else f"{name}-{n}") not in taken and is_id(one))
