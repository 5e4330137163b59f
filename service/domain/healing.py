"""A listing that is read no more: what is made of it, of what was learned instead, and what the owner hears.

The known entries of the source are the measure. What holds them goes on; what holds none of them is never
announced; what was learned is used at once when it is sure, after agreeing polls when it is likely, and never
without the owner when it is neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from service.domain.entry import Candidate
from service.domain.poll import Failed, Found, Incident, Label, Listing, PollRecord, Reading
from service.domain.source import Due, Healing, Health, Recipe, Stage

SURE, LIKELY = 0.8, 0.3
"""Confidence from which a learned recipe is used at once, and from which it is tried beside the polls."""
AGREEING = 3
"""Polls in a row at which a likely recipe must find the known entries before it is used."""
_BACKDATED = timedelta(days=2)
_FEW = 3


@dataclass(frozen=True, slots=True)
class Learned:
    """One way to read a page, measured by the entries that were known. `listing` is what it reads there;
    `recipe`: see `Healing`. `matched` of the `of` entries that were present stand on it."""

    listing: Listing
    recipe: Recipe | None
    matched: int
    of: int
    confidence: float

    @property
    def evidence(self) -> str:
        return f"{self.matched} of {self.of} known entries stand in its {len(self.listing.candidates)} rows"


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
    found by them, and `tried` what the recipe on trial reads, if there is one.
    """
    before = due.state.healing
    if matched and (learned is None or learned.matched < matched + max(2, matched // 2)):
        return Tended(own, before if before and before.stage is Stage.ACTIVE else None)
    if before is not None and before.stage is Stage.UNDONE:
        return Tended(own, before)
    if learned is None:
        return Tended(own, before)
    best = tried if tried is not None and tried.matched >= learned.matched else learned
    trial = before is not None and best.recipe == before.recipe
    in_force = trial and before is not None and before.stage is Stage.ACTIVE
    since = before.since if before is not None and (in_force or before.stage is not Stage.ACTIVE) else now
    agreed = before.agreed + 1 if trial and before is not None and before.stage is Stage.SHADOW else 1
    healing = Healing(
        Stage.ACTIVE, best.recipe, since, best.matched, best.of, best.confidence, agreed, best.evidence
    )
    if best.confidence >= SURE or (best.confidence >= LIKELY and (in_force or agreed >= AGREEING)):
        found = _found(own, best.listing)
        return Tended(found, healing, None if in_force else _switched(due, healing))
    if best.confidence >= LIKELY:
        healing = replace(healing, stage=Stage.SHADOW)
        cause = f"a new way to read the page is on trial ({agreed} of {AGREEING} polls): {best.evidence}"
        return Tended(_doubted(own, cause), healing)
    healing = replace(healing, stage=Stage.ASKING)
    cause = f"the page has changed, and what could be its listing is doubtful: {best.evidence}"
    return Tended(_doubted(own, cause), healing, _asked(due, healing))


def continues(due: Due, candidates: Sequence[Candidate], labels: Sequence[Label]) -> bool:
    """Whether a page on which nothing is known can be the listing all the same, with nothing but news.

    Its days must be recent and its addresses built like those known. Of a source with next to no entries nothing
    can be told.
    """
    if sum(label.present for label in labels) < _FEW:
        return True
    good = due.state.last_good_at or due.state.baseline_at
    days = [one.published.day for one in candidates if one.published]
    floor = good.astimezone(ZoneInfo(due.source.zone)).date() - _BACKDATED if good else None
    fresh = sum(floor is None or day >= floor for day in days)
    known = {_directory(key.removeprefix("url:")) for label in labels for key in label.keys if key[:4] == "url:"}
    alike = any(_directory(one.url.canonical) in known for one in candidates)
    return alike and 2 * fresh > len(candidates)


def strangers(due: Due, found: Found) -> Failed:
    """The reading of a page that shows a listing, but not the one that was watched."""
    rows = len(found.listing.candidates)
    cause = f"the page shows {rows} entries, and none of those that were known"
    failure = _doubted(found, cause)
    return replace(
        failure,
        advice=f"Look at the page. If that is the listing to follow from now on: noticewire heal {due.source.id} "
        "--accept (what stands there now is stored without being announced).",
    )


def with_healing(record: PollRecord, tended: Tended) -> PollRecord:
    """The record with what is remembered and told of the mending."""
    state = replace(record.state, healing=tended.healing)
    told, first = tended.incident, record.incident
    if told is not None and first is not None:
        told = replace(told, text=f"{told.text}\n\n{first.text}")
    return replace(record, state=state, incident=told or first)


def _found(own: Found | Failed, listing: Listing) -> Found:
    assert own.page is not None, "nothing is learned without a page"
    return Found(listing, own.page.validators, own.body_digest, own.page.moved_to, own.page)


def _doubted(own: Found | Failed, cause: str) -> Failed:
    advice = own.advice if isinstance(own, Failed) else ""
    return Failed(Health.DRIFTED, cause, advice, page=own.page, body_digest=own.body_digest)


def _switched(due: Due, healing: Healing) -> Incident:
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"healed:{source_id}:{healing.since.isoformat()}:{healing.agreed}",
        title=f"Mended: {name}",
        text=f"{name}: its page was built anew, and is read in a new way since: {healing.evidence}"
        f" (confidence {healing.confidence:.2f}).\n{due.source.url}\nNow read by: {describe(healing.recipe)}\n"
        f"To see it: noticewire heal {source_id}\nTo go back: noticewire heal {source_id} --undo",
    )


def went_back(due: Due, now: datetime) -> Incident:
    """Told when the page is again as it was before it was mended."""
    name = due.source.title
    return Incident(
        key=f"back:{due.source.id}:{now.isoformat()}",
        title=f"Read as before: {name}",
        text=f"{name}: its page is again as it was, and is read as before; what was learned is forgotten.\n"
        f"{due.source.url}",
    )


def _asked(due: Due, healing: Healing) -> Incident:
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"asking:{source_id}:{healing.since.isoformat()}",
        title=f"Is this still its listing? {name}",
        text=f"{name}: its page was built anew, and it is doubtful which part is the listing: {healing.evidence}"
        f" (confidence {healing.confidence:.2f}). Nothing is announced until this is decided.\n{due.source.url}\n"
        f"It would be read by: {describe(healing.recipe)}\nTo see it: noticewire heal {source_id}\n"
        f"To read it so: noticewire heal {source_id} --accept\n"
        "Or give the source a recipe of your own in the configuration file.",
    )


def describe(recipe: Recipe | None) -> str:
    """One line for people."""
    if recipe is None:
        return "the block that holds the known entries"
    parts = (("item", recipe.item), ("link", recipe.link), ("title", recipe.title), ("date", recipe.date))
    return ", ".join(f"{name} {selector!r}" for name, selector in parts if selector)


def _directory(address: str) -> str:
    """An address without its last part and without numbers: 'office.example.edu.cn/info/#'."""
    parts = urlsplit(f"//{address}")
    folder = parts.path.rpartition("/")[0]
    return parts.netloc + "".join("#" if letter.isdigit() else letter for letter in folder)
