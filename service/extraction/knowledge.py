"""What reading a page rests on that is data: the CMS families and the weights of the features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from service.extraction.families import Family, load_families
from service.extraction.scoring import load_weights


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Without `families` every page is one of an unknown CMS; `weights` by feature, as in weights.toml."""

    families: Sequence[Family]
    weights: Mapping[str, float]


@cache
def packaged() -> Knowledge:
    """What the package brings."""
    return Knowledge(load_families(), load_weights())
