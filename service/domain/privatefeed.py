"""A feed at a secret address: for one reader, listed nowhere, and gone when it is revoked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from service.domain.feed import FeedId

PrivateFeedId = NewType("PrivateFeedId", str)


@dataclass(frozen=True, slots=True)
class PrivateFeed:
    """What some feeds show together, where given only what has the `words` (a query as people type it). `digest`
    is all that is kept of the token in its address."""

    id: PrivateFeedId
    title: str
    feeds: tuple[FeedId, ...]
    words: str
    digest: str
    created_at: datetime


def token_digest(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot read the feed."""
    return hashlib.sha256(token.encode()).hexdigest()
