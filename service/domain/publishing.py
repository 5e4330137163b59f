"""What an entry becomes once its article was read, could not be read yet, or was waited for long enough."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.edit import edit_of, says_deleted
from service.domain.entry import Article, ArticleKind, Edit, EditKind, Entry, OwedArticle, Publication, Published
from service.domain.identity import normalised_title

_LOOKS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Ages at which an article is read again: most corrections come within a day."""
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
    edit = None
    if entry.released_at is None:
        read = released(read, more_precise(owed.published, article.published), now)
    elif was_read(owed) and says_deleted(article.text):
        return after_vanishing(owed, now)
    elif read != entry:
        edit = edit_of(entry, read)
        read = replace(read, updated_at=now)
    return Publication(read, owed.tries + 1, next_look(owed, now), at=now, edit=edit)


def after_vanishing(owed: OwedArticle, now: datetime) -> Publication:
    """An article that was read once and is not there any more: what it said is kept. It is withdrawn if its
    listing left it out as well; one of the two alone may be a mishap, and is looked at again."""
    if owed.vanished:
        return Publication(owed.entry, owed.tries, retry_at=None, at=now, edit=Edit(EditKind.WITHDRAWN))
    return Publication(owed.entry, owed.tries, next_look(owed, now), at=now)


def was_read(owed: OwedArticle) -> bool:
    """Whether the article is read again, to see what was changed."""
    return owed.entry.kind is ArticleKind.HTML and owed.entry.released_at is not None


def next_look(owed: OwedArticle, now: datetime) -> datetime | None:
    """When an article that is out is read again; None: nobody was told of it, or it is old."""
    if not owed.announced:
        return None
    out = owed.entry.released_at or now
    return next((out + age for age in _LOOKS if out + age > now), None)


def after_failed_reading(
    owed: OwedArticle, delays: Sequence[timedelta], now: datetime, *, final: ArticleKind | None = None
) -> Publication:
    """The entry without its article: released with title and link once its deadline has passed, or at once when no
    try can succeed (`final` then says what stands behind the link). Otherwise tried again, at the deadline at the
    latest."""
    if was_read(owed):  # what it says is known; only whether it was changed is not
        return Publication(owed.entry, owed.tries, next_look(owed, now), at=now)
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


def shown_at(dated_at: datetime, first_seen_at: datetime, *, announced: bool) -> datetime:
    """Where an entry stands in feeds, which show the newest first.

    What was news when it was found stands at that time, even if its site dated it back: a document of the newest
    by date might pass it over where a feed has many sources. What was there before stands at its date.
    """
    return max(dated_at, first_seen_at) if announced else dated_at
