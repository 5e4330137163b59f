"""A source whose page was built anew: what it listed before beside what would be read now."""

from dataclasses import dataclass

from service.domain.overview import Mending
from service.domain.source import SourceId
from service.storage.store import Store
from service.web.phrases import N_

__all__ = ["STAGES", "Row", "mending_of", "side_by_side"]

STAGES = {
    "asking": N_("It is doubtful which part of the new page is the list. Nothing is announced until you decide."),
    "shadow": N_("A new way to read it is on trial; it comes into force when a further visit agrees."),
    "active": N_("It is read in a new way, learned from the notices that were known before."),
    "undone": N_("It is read as before, as you wanted."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison; empty where that reading has nothing."""

    before: str
    now: str


async def mending_of(store: Store, source_id: SourceId) -> Mending | None:
    """What was learned for the source, if anything."""
    return next((one for one in await store.healings() if one.status.source.id == source_id), None)


def side_by_side(mending: Mending) -> list[Row]:
    """In the order of the page now; what it lists no more stands below."""
    before: dict[str | None, str] = {label.entry_id: label.title for label in mending.listed}
    rows, stood = [], set()
    for row in mending.healing.rows:
        stood.add(row.entry_id)
        rows.append(Row(before.get(row.entry_id, ""), row.title))
    return rows + [Row(title, "") for entry_id, title in before.items() if entry_id not in stood]
