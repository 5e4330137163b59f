"""Columns: what stands in the same place of each record of a group."""

from service.extraction.outline import Outline
from service.extraction.records import Record, step

Column = tuple[str, ...]
"""A place in a record: steps from the record's root to an element."""


class Columns:
    """The columns of one page's records, each worked out once."""

    def __init__(self, flat: Outline) -> None:
        self._flat = flat
        self._steps: dict[int, str] = {}
        self._known: dict[tuple[int, int], Column] = {}

    def of(self, record: Record, element: int) -> Column:
        """Where an element stands in its record."""
        key = (record.element, element)
        if key not in self._known:
            self._known[key] = self._steps_down(record, element)
        return self._known[key]

    def _steps_down(self, record: Record, element: int) -> Column:
        outside = self._flat.parent[record.element]
        steps = []
        while element > record.element and self._flat.parent[element] != outside:
            steps.append(self._step(element))
            element = self._flat.parent[element]
        steps.append(self._flat.tags[element])
        return tuple(reversed(steps))

    def _step(self, element: int) -> str:
        if element not in self._steps:
            self._steps[element] = step(self._flat, element)
        return self._steps[element]
