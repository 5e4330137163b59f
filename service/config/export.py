"""Domain values -> TOML that `load` reads back to equal values. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from service.config.durations import format_duration
from service.domain.channel import CallbackTarget, Channel, ChatTarget, MailTarget, WebhookTarget
from service.domain.source import Site, Source
from service.domain.subscription import Subscription

_Value: TypeAlias = "str | bool | int | Sequence[_Value] | Mapping[str, _Value]"

_SPECIAL = re.compile(r"[\x00-\x1f\x7f\"\\]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def to_toml(
    sites: Sequence[Site],
    sources: Sequence[Source],
    channels: Sequence[Channel],
    subscriptions: Sequence[Subscription],
) -> str:
    """`[[sources]]`, `[[channels]]` and `[[subscriptions]]`, secrets included.

    Read back, everything is of origin CONFIG; what the database alone knows (whether a channel is disabled, a
    subscription's token and times) is left out, and so are ended subscriptions.
    """
    by_id = {site.id: site for site in sites}
    tables = [
        *(_table("sources", _source(source, by_id[source.site_id])) for source in sources),
        *(_table("channels", _channel(channel)) for channel in channels),
        *(_table("subscriptions", _subscription(s)) for s in subscriptions if s.ended_at is None),
    ]
    return "\n".join(tables)


def _source(source: Source, site: Site) -> dict[str, _Value]:
    recipe = source.recipe
    selectors = (
        {"item": recipe.item, "link": recipe.link, "title": recipe.title, "date": recipe.date} if recipe else {}
    )
    return {
        "id": source.id,
        "url": source.url.text,
        "title": source.title,
        **({"section": source.section} if source.section else {}),
        "site": site.title,
        "home": site.url.text,
        "zone": source.zone,
        **({"every": format_duration(source.every)} if source.every is not None else {}),
        **({"recipe": {name: css for name, css in selectors.items() if css is not None}} if selectors else {}),
        **({"announce_last": source.announce_last} if source.announce_last else {}),
        **({"ignore_robots": source.ignore_robots} if source.ignore_robots else {}),
        **({"paused": True} if source.paused else {}),
        **({"tags": sorted(source.tags)} if source.tags else {}),
    }


def _channel(channel: Channel) -> dict[str, _Value]:
    way: dict[str, _Value]
    match channel.target:
        case MailTarget(address, name):
            way = {"mail": f"{name} <{address}>" if name else address}
        case WebhookTarget(url, secrets):
            way = {"webhook": url, "secrets": secrets}
        case ChatTarget(url):
            way = {"chat": url}
        case CallbackTarget():
            raise ValueError(f"{channel.id}: subscribers of the hub subscribe themselves")
    return {"id": channel.id, **way, **({"owner": True} if channel.owner else {})}


def _subscription(subscription: Subscription) -> dict[str, _Value]:
    selection, rules, caps = subscription.selection, subscription.rules, subscription.caps
    return {
        "id": subscription.id,
        "channel": subscription.channel_id,
        **({"sources": sorted(selection.sources)} if selection.sources else {}),
        **({"sites": sorted(selection.sites)} if selection.sites else {}),
        **({"groups": [(site, *path) for site, path in sorted(selection.groups)]} if selection.groups else {}),
        **({"tags": sorted(selection.tags)} if selection.tags else {}),
        **{name: [str(one) for one in found] for name, found in rules.named() if found},
        "when": str(subscription.timing),
        **({"quiet": str(subscription.quiet)} if subscription.quiet else {}),
        **({"cap": caps.entries} if caps.entries else {}),
        **({"alerts_a_day": caps.alerts} if caps.alerts else {}),
        "zone": subscription.zone,
        "language": subscription.language,
    }


def _table(name: str, pairs: Mapping[str, _Value]) -> str:
    return "".join([f"[[{name}]]\n", *(f"{key} = {_value(value)}\n" for key, value in pairs.items())])


def _value(value: _Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        escaped = _SPECIAL.sub(_escape, value)
        return f'"{escaped}"'
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(inner)}' for key, inner in value.items())} }}"
    return f"[{_listed(value)}]"


def _listed(values: Iterable[_Value]) -> str:
    return ", ".join(_value(value) for value in values)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
