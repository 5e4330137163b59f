"""What a webhook says: the JSON of Standard Webhooks 1.0.0, section 'Payload structure'. Pure.

    {"type": "entry.published", "timestamp": "2026-11-24T03:20:01+00:00", "data": {"entry": {…}, …}}

`type` is 'entry.published' (data.entry), 'digest.ready' (data.entries, newest first) or 'incident.opened'
(data.title, data.text). `timestamp` is when it happened, not when it was sent. Times are ISO 8601 with offset.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from service.alerts.plain import excerpt, one_line
from service.domain.delivery import Claimed, DeliveryKind, Told
from service.wording.remarks import in_language

BODY_LIMIT = 20_000
"""Bytes; the specification asks for less than 20 kB. Details give way to it, entries never do."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TEXTS = (8_000, 2_000, 600, 150, 0)
"""How much of each entry's text is told, the first that fits."""


def compose_event(claimed: Claimed, public_url: str, now: datetime, *, language: str = "zh") -> bytes:
    """The body, UTF-8; `language` is that of an incident's title and text. Raises ValueError for an alert or
    digest without entries.

    At its shortest an entry is its id, addresses, title and place, without author, text and attachments.
    """
    for text in _TEXTS:
        body = _body(claimed, public_url, now, text, language)
        if len(body) < BODY_LIMIT:
            break
    return body


def _body(claimed: Claimed, public_url: str, now: datetime, text: int, language: str) -> bytes:
    subscription = claimed.subscription.id if claimed.subscription else None
    match claimed.kind:
        case DeliveryKind.INCIDENT:
            kind, at = "incident.opened", claimed.due_at
            facts: dict[str, object] = {
                "title": one_line(in_language(claimed.incident_title, language), 300),
                "text": _clean(in_language(claimed.incident_text, language), 4_000),
            }
        case DeliveryKind.ALERT if claimed.entries:
            kind, at = "entry.published", claimed.entries[0].entry.released_at or now
            facts = {"subscription": subscription, "entry": _entry(claimed.entries[0], public_url, text)}
        case DeliveryKind.REVISION if claimed.entries and claimed.edit:
            kind, at = "entry.revised", claimed.due_at
            change = {"kind": claimed.edit.kind, "lines": [one_line(line, 300) for line in claimed.edit.lines]}
            facts = {
                "subscription": subscription,
                "entry": _entry(claimed.entries[0], public_url, text),
                "change": change,
            }
        case DeliveryKind.DIGEST if claimed.entries:
            kind, at = "digest.ready", claimed.due_at
            entries = [_entry(told, public_url, text) for told in claimed.entries]
            facts = {"subscription": subscription, "count": len(entries), "entries": entries}
        case _:
            raise ValueError(f"{claimed.id} is a {claimed.kind} without entries")
    event = {"type": kind, "timestamp": at.isoformat(), "data": facts}
    return _JSON.encode(event).encode("utf-8", "replace")


@lru_cache(maxsize=64)
def _entry(told: Told, public_url: str, text: int) -> Mapping[str, object]:
    """Kept for a while: one notice goes to many."""
    entry = told.entry
    facts: dict[str, object] = {
        "id": entry.tag,
        "url": entry.url.text,
        "title": one_line(entry.title, 500),
        "site": one_line(told.site_title, 100),
        "section": [one_line(name, 100) for name in told.section],
        "source": told.source_id,
        "pinned": told.pinned,
        "also": [one_line(name, 100) for name in told.also[:20]],
        "page": f"{public_url.rstrip('/')}/entries/{entry.id}",
        "dated_at": entry.dated_at.isoformat(),
        "precision": entry.precision,
        "first_seen_at": entry.first_seen_at.isoformat(),
        "updated_at": entry.updated_at.isoformat(),
    }
    if text:
        facts["author"] = one_line(entry.author, 100) if entry.author else None
        facts["summary"] = excerpt(entry.summary or entry.text)
        facts["text"] = _clean(entry.text, text)
        facts["attachments"] = [
            {
                "url": found.url.text,
                "name": one_line(found.name, 200),
                "media_type": found.media_type,
                "size": found.size,
            }
            for found in entry.attachments
        ]
    return facts


def _clean(text: str, limit: int) -> str:
    """Paragraphs, separated by newlines, cut at `limit` characters with an ellipsis."""
    lines = [line for raw in text[: limit * 2].splitlines() if (line := one_line(raw))]
    whole = "\n".join(lines)
    return whole if len(whole) <= limit and len(text) <= limit * 2 else whole[: limit - 1].rstrip() + "…"
