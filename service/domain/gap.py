"""What was published and pushed off the first page between two polls: whether there is such a gap, and its end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.entry import Candidate
from service.domain.identity import Keys
from service.domain.poll import Incident, Known, Unclosed
from service.domain.remark import Remark, lines
from service.domain.source import Due, OpenGap

_BACKDATED = timedelta(days=2)
_MOST_PAGES = 30
_LONGEST = timedelta(days=1)
"""So much and so long is tried to close a gap; then the owner is told."""

Page = Sequence[tuple[Candidate, Keys]]


def is_gap(due: Due, page: Page, known: Known) -> bool:
    """True when nothing on the page was ever seen on this source, though it had entries at its last good poll, and
    all of it may be news: then the entries between the two polls continue on the next page.

    Pinned entries stand aside: they are known on every page. A page of old strangers is no gap but another page: a
    redesign, or an archive. The flood guard looks at that.
    """
    last_good_at = due.state.last_good_at
    if due.state.baseline_at is None or last_good_at is None or not known.present or _known_on(page, known):
        return False
    return may_be_news(page, last_good_at, due.source.zone)


def meets(page: Page, known: Known) -> bool:
    """Whether something on the page was seen before the gap: there it ends."""
    return bool(_known_on(page, known) - known.of_gap)


def may_be_news(page: Page, since: datetime, zone: str) -> bool:
    """False when something on the page is too old to have been published after `since`."""
    first = oldest_news(since, zone)
    return all(one.published is None or one.published.day >= first for one, _ in page if not one.pinned)


def oldest_news(since: datetime, zone: str) -> date:
    """The first day that what was published after `since` may bear: offices post with the date of the decision."""
    return since.astimezone(ZoneInfo(zone)).date() - _BACKDATED


def still_open(due: Due, unclosed: Unclosed | None, now: datetime) -> tuple[OpenGap | None, str]:
    """The gap to remember after this poll, and what of it the source's evidence says. (None, why) when it is given
    up: see `given_up`."""
    if unclosed is None:
        return None, ""
    before = due.state.gap
    gap = OpenGap(unclosed.page, due.state.last_good_at or now, now, unclosed.pages, unclosed.cause)
    if before is not None:
        pages = before.pages + unclosed.pages
        gap = replace(gap, since=before.since, opened_at=before.opened_at, pages=pages)
    if gap.pages >= _MOST_PAGES or now - gap.opened_at > _LONGEST:
        return None, Remark("a gap was given up: %(cause)s", cause=unclosed.cause)
    return gap, Remark("a gap is open, and read on at the next visit: %(cause)s", cause=unclosed.cause)


def given_up(due: Due, unclosed: Unclosed, now: datetime) -> Incident:
    """What the owner hears of a gap that could not be closed."""
    source, gap = due.source, due.state.gap
    since = gap.since if gap else due.state.last_good_at or now
    zone = ZoneInfo(source.zone)
    return Incident(
        key=f"gap:{source.id}:{since.isoformat()}",
        title=Remark("Notices may be missing: %(name)s", name=source.title),
        text=lines(
            Remark(
                "%(name)s: more was published after %(since)s than its first page holds, and the rest could not "
                "be read (%(cause)s).",
                name=source.title,
                since=f"{since.astimezone(zone):%Y-%m-%d %H:%M}",
                cause=unclosed.cause,
            ),
            source.url.text,
            Remark(
                "To bring it into the feed: noticewire backfill %(source)s --since %(day)s",
                source=source.id,
                day=f"{since.astimezone(zone):%Y-%m-%d}",
            ),
        ),
    )


def _known_on(page: Page, known: Known) -> frozenset[str]:
    ids = {known.by_key[key] for one, keys in page if not one.pinned for key in keys.all if key in known.by_key}
    return frozenset(ids & known.ever)
