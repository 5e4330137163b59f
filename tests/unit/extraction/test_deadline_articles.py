"""The gate of deadlines on notices of our own: half of them nobody looked at while the code was mended.

A find counts when its meaning, its start and its end are all right, times included, and its evidence holds the
words that say so.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.domain.deadline import Deadline
from service.extraction.deadlines import find_deadlines

FOLDER = Path(__file__).parent / "deadline_articles"
LABELS: dict[str, Any] = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))["pages"]
NUMBERS = sorted(map(int, LABELS))
SETS = {
    "mended against": [number for number in NUMBERS if number <= 80 and number % 2 == 0],
    "only checked": [number for number in NUMBERS if number <= 80 and number % 2],
    "second": [number for number in NUMBERS if 80 < number <= 124],
    "third": [number for number in NUMBERS if 124 < number <= 174],
    "kept back": [number for number in NUMBERS if number > 174],
}
PRECISION, RECALL = 0.95, 0.85
Found = tuple[str, str | None, str | None]


@pytest.mark.parametrize("numbers", SETS.values(), ids=SETS)
def test_precise_and_complete(numbers: list[int]) -> None:
    verdicts = [(name, *verdict) for name in map("{:02}".format, numbers) for verdict in _judged(name)]
    right, wrong, missed = (
        [found for found in verdicts if found[1] == kind] for kind in ("right", "wrong", "missed")
    )
    precision, recall = len(right) / (len(right) + len(wrong)), len(right) / (len(right) + len(missed))
    print(
        f"deadlines: precision {precision:.3f} of {len(right) + len(wrong)}, "
        f"recall {recall:.3f} of {len(right) + len(missed)}"
    )
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, missed


def _judged(name: str) -> Iterator[tuple[str, Found]]:
    """Each label as right or missed, each find beside them as wrong."""
    title, published, _, text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n", 3)
    found = {_told(due): due for due in find_deadlines(text, title=title, published=date.fromisoformat(published))}
    for label in LABELS[name]["required"]:
        readings = {_labelled(reading) for reading in (label, *label.get("or", []))}
        dues = [found.pop(reading) for reading in readings & found.keys()]
        said = [due for due in dues if any(_flat(words) in _flat(due.evidence) for words in label["sentences"])]
        yield ("right" if said else "missed"), _labelled(label)
        if dues and not said:
            yield "wrong", _labelled(label)
    optional = {_labelled(label) for label in LABELS[name]["optional"]}
    yield from (("wrong", due) for due in sorted(found.keys() - optional, key=str))


def _told(due: Deadline) -> Found:
    start, end = (None if at is None else str(at) for at in (due.start, due.end))
    return str(due.meaning), start, end


def _labelled(label: dict[str, Any]) -> Found:
    return label["meaning"], label.get("start"), label.get("end")


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
