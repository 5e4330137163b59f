"""From rows to candidates: addresses resolved, dates settled over the whole list, what else a row shows."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.entry import Candidate, Published
from service.domain.urls import Url
from service.extraction.dates import date_from_url, settle
from service.extraction.document import Document
from service.extraction.families import Family
from service.extraction.outline import Outline, folded
from service.extraction.page_dates import units
from service.extraction.rows import Row
from service.extraction.written_date import Order, WrittenDate

_SUMMARY_UNITS = 40
_SUMMARY_LENGTH = 500
_LAZY = ("data-original", "data-src", "data-imgsrc", "orisrc", "data-lazy-src", "original", "src")
_MOST_PINNED = 5

ArticleId = Callable[[Url], str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """One item before the list's dates are settled."""

    url: Url
    title: str
    date: WrittenDate | None = None
    pinned: bool = False
    summary: str = ""
    thumbnail: Url | None = None


def found_in_rows(document: Document, flat: Outline, rows: Sequence[Row]) -> tuple[list[Found], Counter[str]]:
    """The items of rows in page order, and how many were left out, by reason."""
    found, rejected, seen = [], Counter[str](), set()
    for row in rows:
        url = document.link(row.link.href)
        if url is None:
            rejected["no web address"] += 1
        elif (url.canonical, row.title) in seen:
            rejected["the same item again"] += 1
        else:
            seen.add((url.canonical, row.title))
            date = row.date.written if row.date else None
            found.append(
                Found(url, row.title, date, row.pinned, _summary(flat, row), _thumbnail(document, flat, row))
            )
    return found, rejected


def candidates_of(
    found: Sequence[Found],
    *,
    zone: str,
    fetched_at: datetime | None,
    usual: Order | None,
    family: Family | None,
) -> tuple[Candidate, ...]:
    """Candidates in page order. A date comes from the row, else from the address; `usual`: see `settle`."""
    settled = settle([one.date for one in found], zone=zone, fetched_at=fetched_at, usual=usual)
    dated = [published or _from_url(one, zone) for one, published in zip(found, settled, strict=True)]
    pinned = _pinned_by_order([None if one is None else one.day.toordinal() for one in dated])
    return tuple(
        Candidate(
            url=one.url,
            title=one.title,
            published=published,
            pinned=one.pinned or place in pinned,
            summary=one.summary,
            thumbnail=one.thumbnail,
            article_id=family.article_id(one.url) if family else None,
        )
        for place, (one, published) in enumerate(zip(found, dated, strict=True))
    )


def usual_order(document: Document) -> Order | None:
    """The order of day and month in the country that a page's language or address names."""
    lang = (
        document.root.get("lang") or document.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).lower()
    if lang[:2] in ("zh", "ja", "ko", "hu"):
        return Order.YEAR_FIRST
    if lang == "en-us" or (lang in ("", "en") and document.url.host.endswith((".gov", ".edu", ".mil", ".us"))):
        return Order.MONTH_FIRST
    if lang and lang not in ("en", "en-us"):
        return Order.DAY_FIRST
    return None


def _from_url(one: Found, zone: str) -> Published | None:
    """The day in the address; for a date without a year only if it is the same day of the year."""
    published = date_from_url(one.url, zone=zone)
    if published is None or one.date is None:
        return published
    return next(
        (
            replace(published, clock=one.date.clock)
            for meaning in one.date.meanings
            if (meaning.month, meaning.day) == (published.day.month, published.day.day)
        ),
        None,
    )


def _pinned_by_order(days: list[int | None]) -> frozenset[int]:
    """The places of up to five rows at the top that are older than the newest below, in a list that runs down."""
    for top in range(1, _MOST_PINNED + 1):
        rest = [day for day in days[top:] if day is not None]
        head = [day for day in days[:top] if day is not None]
        if len(rest) < 5 or len(head) < top:
            return frozenset()
        if rest == sorted(rest, reverse=True) and all(day < rest[0] for day in head):
            return frozenset(range(top))
    return frozenset()


def _summary(flat: Outline, row: Row) -> str:
    """The longest other text of the row, if it is a sentence at least. The title cut short is no summary."""
    record = row.record
    pieces = [piece.text for piece in flat.texts[record.text_from : record.text_to]]
    others = [text for text in pieces if text.rstrip("…. ") not in row.title and row.title not in text]
    longest = max(others, key=len, default="")
    return longest[:_SUMMARY_LENGTH] if units(longest) >= _SUMMARY_UNITS else ""


def _thumbnail(document: Document, flat: Outline, row: Row) -> Url | None:
    for place in range(row.record.element, row.record.element_to):
        if flat.tags[place] == "img":
            element = flat.elements[place]
            source = next((value for name in _LAZY if (value := folded(element.get(name) or ""))), "")
            return document.link(source) if source and not source.startswith("data:") else None
    return None
