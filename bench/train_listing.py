"""Fits the weights by which a page's groups of links are told apart (service/extraction/weights.toml).

    python -m bench.train_listing ../shared/corpus [--write]

A conditional logit: on each page the listing's group, or 'no listing', is to be likelier than all others. Pages of
corpus/listing are the positives and their negatives; pages of corpus/article, which are no listings, are further
negatives of less weight. The weights are drawn towards beliefs rather than towards zero, for pages are few: the
beliefs are the `prior` table of the weights file. Prints how often the right group is chosen, on the pages
themselves and cross-validated by site; `--write` stores the weights.
"""

import argparse
import importlib.util
import json
import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from service.domain.poll import Page, PageKind
from service.domain.urls import Url
from service.extraction.candidates import candidates_of, found_in_rows, usual_order
from service.extraction.document import read_document
from service.extraction.features import with_comparison
from service.extraction.listing import Sight
from service.extraction.rows import Rows
from service.extraction.signs import page_features
from tests.unit.extraction.drawn.no_listings import NO_LISTINGS
from tests.unit.extraction.drawn.pages import PAGES

WEIGHTS = Path(__file__).parents[1] / "service" / "extraction" / "weights.toml"
ARTICLE_WEIGHT = 0.15
DRAWN_WEIGHT = 0.07
DRAWN = "drawn for the tests"
PULL = 0.1
"""How strongly weights are drawn to what is believed of them."""
STEPS = 300
FOLDS = 10
ZONE = "Asia/Shanghai"

Vector = list[float]


@dataclass(frozen=True)
class Example:
    """One page: a vector for each group and, last, for 'no listing'; the places of the right ones among them."""

    page_id: str
    site: str
    positive: bool
    weight: float
    options: list[Vector]
    right: frozenset[int]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--write", action="store_true", help="store the weights")
    given = arguments.parse_args()
    prior: Mapping[str, float] = tomllib.loads(WEIGHTS.read_text("utf-8"))["prior"]
    names = list(prior)
    examples = list(read_examples(given.corpus, names))
    believed = [prior[name] for name in names]
    weights = fit(examples, believed)
    print("on the pages fitted   ", summary(examples, weights))
    drawn = [one for one in examples if one.site == DRAWN]
    print("on the pages drawn    ", f"{hits(drawn, weights)}/{len(drawn)}")
    for one in examples:
        if one.weight >= DRAWN_WEIGHT and not hits([one], weights):
            print("missed:", one.page_id)
    if given.write:
        WEIGHTS.write_text(as_toml(names, believed, weights), "utf-8")
    print("cross-validated by site", cross_validated(examples, believed))


def read_examples(corpus: Path, names: Sequence[str]) -> list[Example]:
    score = load_score(corpus)
    found = []
    for kind in ("listing", "article"):
        for folder in sorted((corpus / kind).iterdir()):
            if (folder / "gold.json").exists():
                found.append(read_example(folder, names, score))
    for drawn in PAGES:
        items = [{"url": address, "title": title, "date": day} for address, title, day in drawn.items]
        found.append(example_of(drawn.name, DRAWN, drawn.page(), {"items": items}, names, score))
    for other in NO_LISTINGS:
        if other.kind is not PageKind.LOGIN:  # told before any group is weighed
            found.append(example_of(other.name, DRAWN, other.page(), None, names, score))
    return [one for one in found if one.right]


def load_score(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "listing" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_example(folder: Path, names: Sequence[str], score: ModuleType) -> Example:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    url = Url.parse(meta.get("url") or "http://page.example/x")
    page = Page(url, 200, "text/html", None, (folder / "page.html").read_bytes(), None)
    listing = folder.parent.name == "listing" and meta["expect"] == "listing"
    return example_of(folder.name, site_of(url.host), page, gold if listing else None, names, score)


def example_of(
    name: str,
    site: str,
    page: Page,
    gold: Mapping[str, Any] | None,
    names: Sequence[str],
    score: ModuleType,
) -> Example:
    """`gold` is None for a page that holds no listing."""
    sight = Sight(page, read_document(page), ZONE)
    read = sight.read()
    options = [vector({**one, "bias": 1.0}, names) for one in with_comparison(read, sight.facts)]
    options.append(vector(page_features(sight.document, sight.facts.flat, sight.family), names))
    right = frozenset({len(read)}) if gold is None else right_groups(sight, read, gold, score)
    weight = (
        DRAWN_WEIGHT if site == DRAWN else ARTICLE_WEIGHT if gold is None and not name.startswith("neg-") else 1.0
    )
    return Example(name, site, gold is not None, weight, options, right)


def right_groups(sight: Sight, read: Sequence[Rows], gold: Mapping[str, Any], score: ModuleType) -> frozenset[int]:
    """The groups that match the gold perfectly; failing that, those that match it best, if they match it well."""
    wanted = [block["items"] for block in gold.get("blocks", [])] or [gold["items"]]
    results = []
    for place, rows in enumerate(read):
        found, _ = found_in_rows(sight.document, sight.facts.flat, rows.rows)
        candidates = candidates_of(
            found, zone=ZONE, fetched_at=None, usual=usual_order(sight.document), family=sight.family
        )
        items = [
            {"url": str(one.url), "title": one.title, "date": one.published and one.published.day.isoformat()}
            for one in candidates
        ]
        best = max(
            (score.score_list(one, items, bool(gold.get("dates_unscored"))) for one in wanted),
            key=lambda result: (result["perfect"], result["F1"]),
        )
        results.append((bool(best["perfect"]), float(best["F1"]), place))
    if any(perfect for perfect, _, _ in results):
        return frozenset(place for perfect, _, place in results if perfect)
    most = max((match for _, match, _ in results), default=0.0)
    return frozenset(place for _, match, place in results if match == most and most >= 0.7)


def vector(described: Mapping[str, float], names: Sequence[str]) -> Vector:
    return [described.get(name, 0.0) for name in names]


def site_of(host: str) -> str:
    parts = host.split(".")
    return ".".join(parts[-3:] if parts[-1] == "cn" else parts[-2:])


def fit(examples: Sequence[Example], believed: Vector) -> Vector:
    """Adam on the penalised log-likelihood; deterministic."""
    weights = list(believed)
    first, second = [0.0] * len(weights), [0.0] * len(weights)
    total = sum(one.weight for one in examples)
    for step in range(1, STEPS + 1):
        slope = [PULL * (weight - belief) for weight, belief in zip(weights, believed, strict=True)]
        for example in examples:
            add_slope(slope, example, weights, 10 * example.weight / total)
        for place, value in enumerate(slope):
            first[place] = 0.9 * first[place] + 0.1 * value
            second[place] = 0.99 * second[place] + 0.01 * value * value
            pace = math.sqrt(second[place] / (1 - 0.99**step)) + 1e-8
            weights[place] -= 0.15 * first[place] / (1 - 0.9**step) / pace
    return weights


def add_slope(slope: Vector, example: Example, weights: Vector, weight: float) -> None:
    chances = probabilities(example, weights)
    right = sum(chances[place] for place in example.right)
    for place, option in enumerate(example.options):
        wanted = chances[place] / right if place in example.right else 0.0
        difference = weight * (chances[place] - wanted)
        if abs(difference) > 1e-7:
            for at, value in enumerate(option):
                if value:
                    slope[at] += difference * value


def probabilities(example: Example, weights: Vector) -> Vector:
    sums = [
        sum(weight * value for weight, value in zip(weights, one, strict=True) if value) for one in example.options
    ]
    raised = [math.exp(one - max(sums)) for one in sums]
    return [one / sum(raised) for one in raised]


def summary(examples: Sequence[Example], weights: Vector) -> str:
    real = [one for one in examples if one.site != DRAWN]
    listings = [one for one in real if one.positive]
    others = [one for one in real if not one.positive]
    return f"{hits(listings, weights)}/{len(listings)} listings, {hits(others, weights)}/{len(others)} other pages"


def hits(examples: Sequence[Example], weights: Vector) -> int:
    found = 0
    for example in examples:
        chances = probabilities(example, weights)
        nothing = len(chances) - 1
        chosen = nothing if chances[nothing] > 0.5 or nothing == 0 else chances.index(max(chances[:nothing]))
        found += chosen in example.right
    return found


def cross_validated(examples: Sequence[Example], believed: Vector) -> str:
    sites = sorted({one.site for one in examples} - {DRAWN})
    random.Random(1).shuffle(sites)
    listings = others = 0
    for fold in range(FOLDS):
        held_out = set(sites[fold::FOLDS])
        weights = fit([one for one in examples if one.site not in held_out], believed)
        tested = [one for one in examples if one.site in held_out]
        for one in tested:
            if one.positive and not hits([one], weights):
                print("missed without its site:", one.page_id)
        listings += hits([one for one in tested if one.positive], weights)
        others += hits([one for one in tested if not one.positive], weights)
    real = [one for one in examples if one.site != DRAWN]
    positives = sum(one.positive for one in real)
    return f"{listings}/{positives} listings, {others}/{len(real) - positives} other pages"


def as_toml(names: Sequence[str], believed: Vector, weights: Vector) -> str:
    head = (
        "# Fitted by bench/train_listing.py. [prior]: what is believed of a feature; [weights]: what came of it.\n"
    )
    tables = (("prior", believed), ("weights", weights))
    return head + "".join(
        f"\n[{table}]\n" + "".join(f"{name} = {value:.3f}\n" for name, value in zip(names, values, strict=True))
        for table, values in tables
    )


if __name__ == "__main__":
    main()
