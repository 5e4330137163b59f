"""Listings and their addresses, as commands show them."""

from collections.abc import Iterable, Mapping

from service.config import Settings
from service.domain.entry import Candidate, Published
from service.domain.poll import Listing
from service.domain.source import Source


def feed_links(settings: Settings, feed_id: str) -> dict[str, str]:
    """The addresses of one feed, as readers reach them."""
    stem = f"{settings.address()}/feeds/{feed_id}"
    return {"rss": f"{stem}.rss", "atom": f"{stem}.atom", "json": f"{stem}.json"}


def source_document(source: Source, settings: Settings) -> dict[str, object]:
    return {
        "id": source.id,
        "url": source.url.text,
        "section": list(source.section),
        "feeds": feed_links(settings, source.id),
    }


def listing_document(listing: Listing) -> dict[str, object]:
    return {
        "kind": str(listing.kind),
        "title": listing.title,
        "section": list(listing.section),
        "items": [candidate_document(candidate) for candidate in listing.candidates],
        "next_page": listing.next_page.text if listing.next_page else None,
        "method": listing.method,
        "confidence": listing.confidence,
        "evidence": list(listing.evidence),
        "rejections": dict(listing.rejections),
    }


def candidate_document(candidate: Candidate) -> dict[str, object]:
    return {
        "url": candidate.url.text,
        "title": candidate.title,
        "date": day(candidate.published) or None,
        "pinned": candidate.pinned,
    }


def day(published: Published | None) -> str:
    """'2026-01-05', with the time where there is one: '2026-01-05 08:30'."""
    if published is None:
        return ""
    return f"{published.day}" + (f" {published.clock:%H:%M}" if published.clock else "")


def newest(listing: Listing, count: int) -> list[Candidate]:
    """The newest candidates: by date, those without one in page order behind."""
    dated: Iterable[Candidate] = sorted(
        listing.candidates, key=lambda found: day(found.published) or "0", reverse=True
    )
    return list(dated)[:count]


def section_name(names: Iterable[str]) -> str:
    return " / ".join(names)


def counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {reason}" for reason, count in counts.items())
