"""A figure is a ratio of ours to the bare thing, both measured in turn in one run, as the median of five."""

import json
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

RUNS = 5


@dataclass(frozen=True)
class Figure:
    """`value` = ours / bare. With `at_most` less is better (times), else more is better (rates).

    `ours` and `bare` are the medians, in `measured_in`.
    """

    name: str
    value: float
    goal: float
    ours: float
    bare: float
    measured_in: str
    at_most: bool = False

    @property
    def reached(self) -> bool:
        return self.value <= self.goal if self.at_most else self.value >= self.goal


Measured = Callable[[], Awaitable[float]]


async def interleaved(ours: Measured, bare: Measured, *, runs: int = RUNS) -> tuple[float, float, float]:
    """Median of the pair by pair ratio, of ours and of the bare thing; one pair before is not counted."""
    pairs = []
    for run in range(runs + 1):
        pair = (await ours(), await bare())
        if run:
            pairs.append(pair)
    ratio = statistics.median(one / other for one, other in pairs)
    return ratio, statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def show(figures: list[Figure]) -> str:
    """The table people read."""
    lines = [
        f"{'figure':16} {'ours ÷ bare':>12} {'goal':>8}  {'ours':>10} {'bare':>10}  unit",
        "-" * 70,
    ]
    for figure in figures:
        sign = "≤" if figure.at_most else "≥"
        mark = "" if figure.reached else "  missed"
        lines.append(
            f"{figure.name:16} {figure.value:12.2f} {sign}{figure.goal:7.2f}  "
            f"{figure.ours:10.4g} {figure.bare:10.4g}  {figure.measured_in}{mark}"
        )
    return "\n".join(lines)


def write(figures: list[Figure], path: Path) -> None:
    """{name: {"value", "goal", "unit"}}; figures of earlier runs that were not measured now are kept."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for figure in figures:
        comparison = "at most" if figure.at_most else "at least"
        kept[figure.name] = {
            "value": round(figure.value, 3),
            "goal": figure.goal,
            "unit": f"ours ÷ bare, {figure.measured_in}, {comparison} the goal",
        }
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
