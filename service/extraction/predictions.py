"""Listings as the predictions that the page corpus is scored by."""

from collections.abc import Mapping

from service.domain.poll import Listing

Prediction = Mapping[str, object]


def prediction(listing: Listing) -> Prediction:
    """`{"items": [{"url", "title", "date"}], "next_page", "kind"}`; dates as YYYY-MM-DD or None.

    The labels call only that a next page to which a link leads; one that a script makes is left out.
    """
    return {
        "items": [
            {
                "url": str(candidate.url),
                "title": candidate.title,
                "date": candidate.published.day.isoformat() if candidate.published else None,
            }
            for candidate in listing.candidates
        ],
        "next_page": str(listing.next_page) if listing.next_page and not listing.next_by_script else None,
        "kind": str(listing.kind),
    }


def predictions(listings: Mapping[str, Listing]) -> Mapping[str, Prediction]:
    """By page id."""
    return {page_id: prediction(listing) for page_id, listing in listings.items()}
