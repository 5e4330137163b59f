"""Listings that a page carries as data: records in an XML island, JSON-LD, or the state of a script.

Hanweb writes the rows of a listing as CDATA into `<record>` elements of a script; a page of another kind may hold
arrays of objects that each name a title and an address.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.urls import Url
from service.extraction.date_patterns import written_dates
from service.extraction.document import Document
from service.extraction.outline import folded
from service.extraction.written_date import WrittenDate

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_ASSIGNED = re.compile(r"(?:window\.)?[\w$.\[\]\"']+\s*=\s*(?=[\[{])")
_TITLE_KEYS = (
    "title", "headline", "name", "subject", "topic", "articletitle", "newstitle", "bt", "wbtitle",
    "doctitle", "showtitle",
)  # fmt: skip
_LINK_KEYS = (
    "url", "link", "href", "permalink", "mainentityofpage", "docpuburl", "puburl", "linkurl", "path",
    "@id", "publishurl", "wapurl",
)  # fmt: skip
_DATE_KEYS = (
    "datepublished", "publishtime", "publishdate", "published", "pubdate", "publishedtime", "date",
    "createtime", "created_at", "releasetime", "docreltime", "time", "showtime", "updatetime",
)  # fmt: skip
_SUMMARY_KEYS = ("description", "summary", "abstract", "excerpt", "intro")
_FEWEST = 3
_MOST_TRIED = 20
_MOST_BYTES = 3_000_000
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class EmbeddedItem:
    """One item of the data, addresses resolved, its date as written."""

    url: Url
    title: str
    date: WrittenDate | None
    summary: str


def embedded_rows(document: Document) -> Document | None:
    """A page of nothing but the rows in the XML island, to be read like any other; None without one."""
    rows = _RECORD.findall(document.text)
    if not rows:
        return None
    body = "".join(f"<div class='record'>{row}</div>" for row in rows)
    text = f"<html><body><div>{body}</div></body></html>"
    return Document(url=document.url, base=document.base, text=text, charset=document.charset)


def embedded_items(document: Document) -> list[EmbeddedItem]:
    """The longest array of items in the JSON of the page's scripts; empty without one."""
    return max((_items(document, value, _FEWEST) for value in json_values(document)), key=len, default=[])


def items_of_json(document: Document) -> list[EmbeddedItem]:
    """The items of a document that is JSON itself; empty for any other, and where there is none."""
    try:
        return _items(document, json.loads(document.text), fewest=1)
    except (ValueError, RecursionError):
        return []


def _items(document: Document, value: object, fewest: int) -> list[EmbeddedItem]:
    """The longest array of at least `fewest` items in a JSON `value` of the page; empty without one."""
    best: list[EmbeddedItem] = []
    for array in arrays(value, fewest):
        items = [item for entry in array if (item := _item(document, entry)) is not None]
        if len(items) >= max(fewest, len(array) // 2) and len(items) > len(best):
            best = items
    return best


def json_values(document: Document) -> Iterator[object]:
    """What the page's scripts hold as JSON, whole or assigned to a variable."""
    for script in document.root.iter("script"):
        text = (script.text or "").strip()
        if not text or len(text) > _MOST_BYTES:
            continue
        kind = (script.get("type") or "").lower()
        whole = "json" in kind or text[0] in "[{"
        starts = [0] if whole else [match.end() for match in _ASSIGNED.finditer(text)][:_MOST_TRIED]
        for start in starts:
            try:
                value, _ = json.JSONDecoder().raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            yield value


def arrays(value: object, fewest: int) -> Iterator[list[object]]:
    """All arrays of at least `fewest` members in a JSON value, at any depth."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            if len(one) >= fewest:
                yield one
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()


def _item(document: Document, entry: object) -> EmbeddedItem | None:
    if not isinstance(entry, dict):
        return None
    inner = entry.get("item")
    fields = {str(key).lower(): value for key, value in (inner if isinstance(inner, dict) else entry).items()}
    title = folded(_TAG.sub("", _text(fields, _TITLE_KEYS)))
    link = _text(fields, _LINK_KEYS)
    url = document.link(link) if link else None
    if url is None or len(title) < 4 or url.canonical == document.url.canonical:
        return None
    return EmbeddedItem(url, title, _date(fields), folded(_TAG.sub("", _text(fields, _SUMMARY_KEYS)))[:500])


def _text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("rendered")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _date(fields: Mapping[str, object]) -> WrittenDate | None:
    for key in _DATE_KEYS:
        value = fields.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = _from_epoch(value)
        if isinstance(value, str) and (found := written_dates(value)):
            return found[0]
    return None


def _from_epoch(value: float) -> str:
    """Seconds or milliseconds since 1970, as text."""
    seconds = value / 1000 if value > 1e11 else value
    if not 0 < seconds < 4e9:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
