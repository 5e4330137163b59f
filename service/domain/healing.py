"""A listing that is read no more: what is made of it, and of what was learned instead.

The known entries of the source are the measure. What holds them goes on; what holds none of them is never
announced; what was learned is used once it agrees on following polls, and never without the owner when it is
doubtful.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from service.domain.entry import Candidate
from service.domain.healing_notes import asked, switched, went_back
from service.domain.poll import Failed, Found, Incident, Label, Listing, PollRecord, Reading
from service.domain.remark import Remark, joined
from service.domain.source import Due, Healing, Health, Recipe, Reread, Stage
from service.domain.urls import Url

LEARNED = "learned recipe"
"""The method of a listing read by a recipe that the owner did not write."""
SURE, LIKELY = 0.8, 0.3
"""Confidence from which a learned recipe is used as soon as a second poll agrees, and the floor from which it is
tried at all: below it the owner is asked."""
AGREEING_IF_SURE, AGREEING = 2, 3
"""Polls in a row, the one that learned it among them, at which a recipe must find the known entries before it is
used."""
TRIAL_EVERY = timedelta(minutes=5)
"""A recipe on trial is not left waiting for the next usual poll: what is published meanwhile waits with it."""
_BACKDATED = timedelta(days=2)
_FEW = 3
_HOME = re.compile(r"/(?:(?:index|default|main|home)\.\w{2,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Learned:
    """One way to read a page, measured by the entries that were known. `listing` is what it reads there;
    `recipe`: see `Healing`. `matched` of the `of` entries that were present stand on it. `rows`: the first."""

    listing: Listing
    recipe: Recipe | None
    matched: int
    of: int
    confidence: float
    rows: tuple[Reread, ...] = ()

    @property
    def evidence(self) -> str:
        return Remark(
            "%(matched)d of %(of)d known entries stand in its %(rows)d rows",
            matched=self.matched,
            of=self.of,
            rows=len(self.listing.candidates),
        )


@dataclass(frozen=True, slots=True)
class Tended:
    """What a poll goes on with after a second look: the reading, and what is remembered and told of it."""

    reading: Reading
    healing: Healing | None
    incident: Incident | None = None


def confidence(matched: int, of: int, rows: int) -> float:
    """How surely a block of `rows` rows is the listing when `matched` of the `of` known entries stand in it, 0..1.

    One entry may stand anywhere by chance, many not; a block with less than half of the entries may be another
    that shows some of them ('most read'). `rows`: without those newer than all that is known.
    """
    if not matched or not of:
        return 0.0
    found = min(1.0, matched / max(1, min(of, rows)))
    chance = 1.0 - 0.5**matched
    breadth = 0.5 + 0.5 * min(1.0, 2 * matched / of)
    return round(found * chance * breadth, 3)


def weigh(
    due: Due, own: Found | Failed, matched: int, learned: Learned | None, tried: Learned | None, now: datetime
) -> Tended:
    """What to go on with when a page looks different.

    `own`: what the way in force reads, which holds `matched` of the known entries. `learned`: the best that was
    found by them, and `tried` what the recipe learned before reads, if there is one.
    """
    before = due.state.healing
    if matched and (learned is None or learned.matched < matched + max(2, matched // 2)):
        return well_read(due, own, now)
    if learned is None or (before is not None and before.stage is Stage.UNDONE):
        return Tended(own, before)
    best = tried if tried is not None and tried.matched >= learned.matched else learned
    healing = _staged(before, best, now)
    if healing.stage is Stage.ACTIVE:
        in_force = before is not None and before.stage is Stage.ACTIVE
        return Tended(_found(own, best.listing), healing, None if in_force else switched(due, healing))
    if healing.stage is Stage.SHADOW:
        cause = Remark(
            "a new way to read the page is on trial (%(agreed)d polls agree so far): %(evidence)s",
            agreed=healing.agreed,
            evidence=best.evidence,
        )
        return Tended(_doubted(own, cause), healing)
    cause = Remark(
        "the page has changed, and what could be its listing is doubtful: %(evidence)s", evidence=best.evidence
    )
    return Tended(_doubted(own, cause), healing, asked(due, healing))


def well_read(due: Due, own: Found | Failed, now: datetime) -> Tended:
    """For a page on which the way in force finds what was known: whatever else was learned, tried, asked or undone
    is over. Where the page is read again as it was before it was mended, the owner hears of it."""
    before = due.state.healing
    if before is None or (
        isinstance(own, Found) and own.listing.method == LEARNED and before.stage is Stage.ACTIVE
    ):
        return Tended(own, before)
    return Tended(own, None, went_back(due, now) if before.stage is Stage.ACTIVE else None)


def _staged(before: Healing | None, best: Learned, now: datetime) -> Healing:
    """What is remembered of the best way to read a page, and how far it may be trusted."""
    fresh = Healing(
        Stage.ASKING, best.recipe, now, best.matched, best.of, best.confidence, 1, best.evidence, best.rows
    )
    if before is None:
        same = False
    elif before.stage is Stage.ACTIVE:
        same = before.recipe is None or best.recipe == before.recipe
        if same:
            return replace(fresh, stage=Stage.ACTIVE, recipe=before.recipe, since=before.since)
    else:
        fresh = replace(fresh, since=before.since)
        same = before.stage is Stage.SHADOW and best.recipe == before.recipe
    if best.confidence < LIKELY:
        return fresh
    agreed = before.agreed + 1 if before is not None and same else 1
    enough = agreed >= (AGREEING_IF_SURE if best.confidence >= SURE else AGREEING)
    return replace(fresh, stage=Stage.ACTIVE if enough else Stage.SHADOW, agreed=agreed)


def leads_home(due: Due, url: Url) -> bool:
    """Whether a site sends us to its home page in place of the listing: a few known entries among others stand
    there, and nothing to learn the listing from."""
    return url.host == due.source.url.host and _is_home(url) and not _is_home(due.source.url)


def continues(due: Due, candidates: Sequence[Candidate], labels: Sequence[Label]) -> bool:
    """Whether a page on which nothing is known can be the listing all the same, with nothing but news.

    Its days must be recent, and its addresses built like those known: some of them, or most where nothing has a
    day. Of a source with next to no entries nothing can be told.
    """
    if sum(label.present for label in labels) < _FEW:
        return True
    known = {_directory(key.removeprefix("url:")) for label in labels for key in label.keys if key[:4] == "url:"}
    alike = sum(_directory(one.url.canonical) in known for one in candidates)
    days = [one.published.day for one in candidates if one.published]
    if not days:
        return 2 * alike > len(candidates)
    good = due.state.last_good_at or due.state.baseline_at
    floor = good.astimezone(ZoneInfo(due.source.zone)).date() - _BACKDATED if good else None
    fresh = sum(floor is None or day >= floor for day in days)
    return alike > 0 and 2 * fresh > len(candidates)


def strangers(due: Due, found: Found) -> Failed:
    """The reading of a page that shows a listing, but not the one that was watched."""
    rows = len(found.listing.candidates)
    cause = Remark("the page shows %(rows)d entries, and none of those that were known", rows=rows)
    advice = Remark(
        "Look at the page. If that is the listing to follow from now on: noticewire heal %(source)s "
        "--restart (what stands there now is stored without being announced).",
        source=due.source.id,
    )
    return replace(_doubted(found, cause), advice=advice)


def with_healing(record: PollRecord, tended: Tended, now: datetime) -> PollRecord:
    """The record with what is remembered and told of the mending. What is on trial is looked at again soon."""
    healing, told, first = tended.healing, tended.incident, record.incident
    state = replace(record.state, healing=healing)
    stage = healing.stage if healing is not None else None
    if stage is Stage.SHADOW and state.wait_until is None:
        state = replace(state, next_poll_at=min(state.next_poll_at, now + TRIAL_EVERY))
    if stage is Stage.ASKING and isinstance(tended.reading, Failed):
        first = None  # the owner is asked already; that nothing is read meanwhile is no second piece of news
    if told is not None and first is not None:
        told = replace(told, text=joined("\n\n", [told.text, first.text]))
    return replace(record, state=state, incident=told or first)


def _found(own: Found | Failed, listing: Listing) -> Found:
    assert own.page is not None, "nothing is learned without a page"
    return Found(listing, own.page.validators, own.body_digest, own.page.moved_to, page=own.page)


def _doubted(own: Found | Failed, cause: str) -> Failed:
    advice = own.advice if isinstance(own, Failed) else ""
    return Failed(Health.DRIFTED, cause, advice, page=own.page, body_digest=own.body_digest)


def _is_home(url: Url) -> bool:
    return _HOME.fullmatch(url.path) is not None and not url.query


def _directory(address: str) -> str:
    """An address without its last part and without numbers: 'office.example.edu.cn/info/#'."""
    parts = urlsplit(f"//{address}")
    folder = parts.path.rpartition("/")[0]
    return parts.netloc + "".join("#" if letter.isdigit() else letter for letter in folder)
