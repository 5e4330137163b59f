"""A source that is a feed itself: RSS, Atom or JSON Feed, read as a listing."""

import calendar
import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from service.domain.entry import Candidate, Published
from service.domain.errors import InvalidUrl
from service.domain.poll import Listing, Page, PageKind
from service.domain.remark import Remark
from service.domain.urls import Url
from service.extraction.outline import folded

_XML_FEED = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/")
_LOOK = 2048
_TAG = re.compile(r"<[^>]*>")
_SUMMARY_LENGTH = 500
_NAMES = {"rss": "RSS", "atom": "Atom", "cdf": "CDF"}


def read_feed(page: Page, *, zone: str) -> Listing | None:
    """The entries of a feed, in its order; None when the page is none. Their moments are shown in `zone`.

    RSS 2.0 (and its ancestors), Atom (RFC 4287), JSON Feed 1. An entry without a link or without any words is left
    out.
    """
    start = page.body[:_LOOK].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and _XML_FEED.search(start):
        return _xml(page, zone)
    if start.startswith(b"{") and b"jsonfeed.org" in start:
        return _json(page, zone)
    return None


def _xml(page: Page, zone: str) -> Listing:
    headers = {"content-type": f"application/xml; charset={page.charset}" if page.charset else "application/xml"}
    parsed = feedparser.parse(
        BytesIO(page.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    rows = [
        (
            _text(entry, "link") or _link_id(entry),
            _text(entry, "title"),
            _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
            _text(entry, "summary"),
        )
        for entry in parsed.entries
    ]
    family = re.sub(r"\d+$", "", str(parsed.get("version") or ""))
    return _listing(page, zone, str(parsed.feed.get("title") or ""), _NAMES.get(family, "RSS"), rows)


def _json(page: Page, zone: str) -> Listing | None:
    try:
        document = json.loads(page.body)
    except ValueError:
        return None
    if not isinstance(document, dict) or not _JSON_FEED.match(str(document.get("version"))):
        return None
    items = document.get("items")
    rows = [
        (
            _text(item, "url") or _text(item, "external_url"),
            _text(item, "title"),
            _written(_text(item, "date_published") or _text(item, "date_modified")),
            _text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"),
        )
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]
    return _listing(page, zone, _text(document, "title"), "JSON Feed", rows)


def _listing(
    page: Page, zone: str, title: str, name: str, rows: Iterable[tuple[str, str, datetime | None, str]]
) -> Listing:
    candidates: dict[tuple[str, str], Candidate] = {}
    left_out = 0
    for link, written, moment, told in rows:
        url = _url(page.url, link)
        summary = _plain(told)
        heading = _plain(written) or summary[:80]
        if url is None or not heading:
            left_out += 1
            continue
        published = _published(moment, zone) if moment else None
        shown = summary[:_SUMMARY_LENGTH] if _plain(written) else ""
        candidates.setdefault((url.canonical, heading), Candidate(url, heading, published, summary=shown))
    return Listing(
        PageKind.LISTING if candidates else PageKind.EMPTY,
        tuple(candidates.values()),
        title=_plain(title),
        method=name,
        evidence=(
            Remark("the page is a feed (%(format)s) with %(count)d entries", format=name, count=len(candidates)),
        ),
        confidence=1.0,
        rejections={"no link or no title": left_out} if left_out else {},
    )


def _published(moment: datetime, zone: str) -> Published:
    local = moment.astimezone(ZoneInfo(zone))
    return Published(local.date(), zone, local.time().replace(tzinfo=None, microsecond=0))


def _moment(parsed: Any) -> datetime | None:
    """feedparser gives UTC as a time tuple."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError):
        return None


def _written(text: str) -> datetime | None:
    """RFC 3339; without an offset it is read as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _link_id(entry: Mapping[str, Any]) -> str:
    """RSS 2.0: a `guid` is the permalink unless it says otherwise."""
    identity = _text(entry, "id")
    return identity if identity.startswith(("http://", "https://")) else ""


def _url(base: Url, link: str) -> Url | None:
    try:
        return base.join(link) if link else None
    except InvalidUrl:
        return None


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value.strip() if isinstance(value, str) else ""


def _plain(markup: str) -> str:
    return folded(html.unescape(_TAG.sub(" ", markup)))
