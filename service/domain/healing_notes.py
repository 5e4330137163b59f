"""What the owner hears of a page that was built anew, and by which command he answers."""

from datetime import datetime

from service.domain.poll import Incident
from service.domain.source import Due, Healing, Recipe


def switched(due: Due, healing: Healing) -> Incident:
    """Told when a learned recipe is in force."""
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"healed:{source_id}:{healing.since.isoformat()}:{healing.agreed}",
        title=f"Mended: {name}",
        text=f"{name}: its page was built anew, and is read in a new way: {healing.evidence}"
        f" (confidence {healing.confidence:.2f}, {healing.agreed} polls agree).\n{due.source.url}\n"
        f"Read until now by: {_before(due)}\nNow read by: {describe(healing.recipe)}\n"
        f"To see both: noticewire heal {source_id}\nTo go back: noticewire heal {source_id} --undo",
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


def asked(due: Due, healing: Healing) -> Incident:
    """Told when what was learned is too doubtful to be tried."""
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"asking:{source_id}:{healing.since.isoformat()}",
        title=f"Is this still its listing? {name}",
        text=f"{name}: its page was built anew, and it is doubtful which part is the listing: {healing.evidence}"
        f" (confidence {healing.confidence:.2f}). Nothing is announced until this is decided.\n{due.source.url}\n"
        f"It would be read by: {describe(healing.recipe)}\nTo see it: noticewire heal {source_id}\n"
        f"To read it so: noticewire heal {source_id} --accept\n"
        f"To take the page for a new one: noticewire heal {source_id} --restart\n"
        "Or give the source a recipe of your own in the configuration file.",
    )


def describe(recipe: Recipe | None) -> str:
    """One line for people."""
    if recipe is None:
        return "the block that holds the known entries"
    parts = (("item", recipe.item), ("link", recipe.link), ("title", recipe.title), ("date", recipe.date))
    return ", ".join(f"{name} {selector!r}" for name, selector in parts if selector)


def _before(due: Due) -> str:
    return describe(due.source.recipe) if due.source.recipe else due.state.method or "what repeats on the page"
