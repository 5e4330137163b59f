"""What the owner hears of a page that was built anew, and by which command he answers."""

from datetime import datetime

from service.domain.methods import spoken_method
from service.domain.poll import Incident
from service.domain.remark import Remark, joined, lines
from service.domain.source import Due, Healing, Recipe


def switched(due: Due, healing: Healing) -> Incident:
    """Told when a learned recipe is in force."""
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"healed:{source_id}:{healing.since.isoformat()}:{healing.agreed}",
        title=Remark("Mended: %(name)s", name=name),
        text=lines(
            Remark(
                "%(name)s: its page was built anew, and is read in a new way: %(evidence)s "
                "(confidence %(confidence).2f, %(agreed)d polls agree).",
                name=name,
                evidence=healing.evidence,
                confidence=healing.confidence,
                agreed=healing.agreed,
            ),
            due.source.url.text,
            Remark("Read until now by: %(method)s", method=_before(due)),
            Remark("Now read by: %(method)s", method=describe(healing.recipe)),
            Remark("To see both: noticewire heal %(source)s", source=source_id),
            Remark("To go back: noticewire heal %(source)s --undo", source=source_id),
        ),
    )


def went_back(due: Due, now: datetime) -> Incident:
    """Told when the page is again as it was before it was mended."""
    name = due.source.title
    return Incident(
        key=f"back:{due.source.id}:{now.isoformat()}",
        title=Remark("Read as before: %(name)s", name=name),
        text=lines(
            Remark(
                "%(name)s: its page is again as it was, and is read as before; what was learned is forgotten.",
                name=name,
            ),
            due.source.url.text,
        ),
    )


def asked(due: Due, healing: Healing) -> Incident:
    """Told when what was learned is too doubtful to be tried."""
    name, source_id = due.source.title, due.source.id
    return Incident(
        key=f"asking:{source_id}:{healing.since.isoformat()}",
        title=Remark("Is this still its listing? %(name)s", name=name),
        text=lines(
            Remark(
                "%(name)s: its page was built anew, and it is doubtful which part is the listing: %(evidence)s "
                "(confidence %(confidence).2f). Nothing is announced until this is decided.",
                name=name,
                evidence=healing.evidence,
                confidence=healing.confidence,
            ),
            due.source.url.text,
            Remark("It would be read by: %(method)s", method=describe(healing.recipe)),
            Remark("To see it: noticewire heal %(source)s", source=source_id),
            Remark("To read it so: noticewire heal %(source)s --accept", source=source_id),
            Remark("To take the page for a new one: noticewire heal %(source)s --restart", source=source_id),
            Remark("Or give the source a recipe of your own in the configuration file."),
        ),
    )


def describe(recipe: Recipe | None) -> str:
    """One line for people."""
    if recipe is None:
        return Remark("the block that holds the known entries")
    parts = (("item", recipe.item), ("link", recipe.link), ("title", recipe.title), ("date", recipe.date))
    return joined(", ", [f"{name} {selector!r}" for name, selector in parts if selector])


def _before(due: Due) -> str:
    if due.source.recipe:
        return describe(due.source.recipe)
    return spoken_method(due.state.method) if due.state.method else Remark("what repeats on the page")
