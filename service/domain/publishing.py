"""What an entry becomes once its article was read, could not be read yet, or was waited for long enough."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.entry import Article, ArticleKind, Entry, OwedArticle, Publication, Published
from service.domain.identity import normalised_title

_ELLIPSES = ("…", "...", "……", "．．．")


def after_reading(owed: OwedArticle, article: Article, now: datetime) -> Publication:
    """The entry with its article: released now if it was not, else revised where the article says otherwise."""
    entry = owed.entry
    read = replace(
        entry,
        title=fuller_title(entry.title, article.title),
        author=article.author,
        body=article.body,
        text=article.text,
        kind=article.kind,
        attachments=article.attachments,
        deadlines=article.deadlines,
    )
    if entry.released_at is None:
        read = released(read, more_precise(owed.published, article.published), now)
    elif read != entry:
        read = replace(read, updated_at=now)
    return Publication(read, owed.tries + 1, retry_at=None, at=now)


def after_failed_reading(
    owed: OwedArticle, delays: Sequence[timedelta], now: datetime, *, final: ArticleKind | None = None
) -> Publication:
    """The entry without its article: released with title and link once its deadline has passed, or at once when no
    try can succeed (`final` then says what stands behind the link). Otherwise tried again, at the deadline at the
    latest."""
    tries = owed.tries + 1
    retry_at = now + delays[tries - 1] if final is None and tries <= len(delays) else None
    entry = owed.entry if final is None else replace(owed.entry, kind=final)
    if entry.released_at is None:
        if retry_at is None or now >= owed.deadline_at:
            entry = released(entry, owed.published, now)
        else:
            retry_at = min(retry_at, owed.deadline_at)
    return Publication(entry, tries, retry_at, at=now)


def overdue(owed: OwedArticle, now: datetime) -> Publication:
    """The entry whose article had no turn before its deadline: released with title and link, still to be read."""
    return Publication(released(owed.entry, owed.published, now), owed.tries, retry_at=now, at=now)


def released(entry: Entry, published: Published | None, now: datetime) -> Entry:
    """The entry as it enters the feeds. Its date is fixed here, for ever: an unknown one is the first sighting."""
    zone = published.zone if published else entry.zone
    dated_at = (
        published.moment(entry.first_seen_at) if published else entry.first_seen_at.astimezone(ZoneInfo(zone))
    )
    return replace(
        entry,
        dated_at=dated_at,
        precision=published.precision if published else None,
        zone=zone,
        released_at=now,
        updated_at=now,
    )


def more_precise(listed: Published | None, read: Published | None) -> Published | None:
    """The listing's day, with the article's time of that day where it tells one; the article's date if the listing
    has none."""
    if listed is None:
        return read
    if read is not None and read.day == listed.day and listed.clock is None:
        return read
    return listed


def fuller_title(listed: str, read: str | None) -> str:
    """The listing's title, unless it was cut there and the article's continues it."""
    cut = next((listed.removesuffix(mark) for mark in _ELLIPSES if listed.endswith(mark)), None)
    if cut is not None and read and normalised_title(read).startswith(normalised_title(cut)):
        return read
    return listed
