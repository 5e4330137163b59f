"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from service.domain.entry import Attachment, Entry
from service.domain.feed import Feed
from service.domain.feedview import Content
from service.feeds.links import Links
from service.feeds.wording import (
    Sections,
    address,
    categories,
    content,
    description,
    entry_title,
    feed_title,
    line,
    media_type,
    published,
    publisher,
    updated,
)

__all__ = ["json_feed"]


def json_feed(feed: Feed, links: Links, sections: Sections, amount: Content) -> bytes:
    """UTF-8 JSON. The older document of the archive is the next page of a reader that scrolls."""
    head = feed.head
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(head),
        "home_page_url": address(head.home),
        "feed_url": links.own,
        "language": head.language,
        "authors": [{"name": publisher(head)}],
        "items": [_item(entry, sections, amount) for entry in feed.entries],
    }
    if links.hub:
        document["hubs"] = [{"type": "WebSub", "url": links.hub}]
    if links.previous:
        document["next_url"] = links.previous
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry, sections: Sections, amount: Content) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.tag,
        "url": address(entry.url),
        "title": entry_title(entry),
        "date_published": published(entry).isoformat(),
        "date_modified": updated(entry).isoformat(),
    }
    if body := content(entry, amount):
        item["content_html"] = body
    else:
        item["content_text"] = description(entry)  # one of the two there must be
    if amount is Content.FULL:
        item["summary"] = description(entry)
    if entry.author and (author := line(entry.author)):
        item["authors"] = [{"name": author}]
    if tags := categories(entry, sections):
        item["tags"] = tags
    if entry.attachments:
        item["attachments"] = [_attachment(attachment) for attachment in entry.attachments]
    if entry.precision:
        # An extension as the specification allows it: a leading underscore.
        item["_noticewire"] = {"date_precision": entry.precision.value, "zone": entry.zone}
    return item


def _attachment(attachment: Attachment) -> dict[str, Any]:
    told: dict[str, Any] = {"url": address(attachment.url), "mime_type": media_type(attachment)}
    if name := line(attachment.name):
        told["title"] = name
    if attachment.size is not None:
        told["size_in_bytes"] = attachment.size
    return told
