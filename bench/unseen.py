"""How well listings of sites that nobody has seen are read: the whole extractor, cross-validated by site.

    python -m bench.unseen ../shared/corpus [--pages]

Weights are fitted without a tenth of the sites, and the pages of those are read with them, as a whole: items,
titles, dates, next page, by the rules of the corpus's score.py. Then the same once more with no CMS family
known, which is nearest to a site of a kind that was never met. `--pages` names the pages that are not perfect.
"""

import argparse
import json
import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.train_listing import DRAWN, FOLDS, WEIGHTS, ZONE, Example, fit, load_score, read_examples, site_of
from service.domain.poll import Listing, Page
from service.domain.urls import Url
from service.extraction.families import load_families, recognise
from service.extraction.knowledge import Knowledge, packaged
from service.extraction.listing import extract_listing
from service.extraction.predictions import predictions

_COLUMNS = ("pages", "P", "R", "macroF1", "title", "date", "next", "perfect")


@dataclass(frozen=True)
class Seen:
    """One page of the corpus; `family` as its marks tell it."""

    page_id: str
    page: Page
    kind: str
    family: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--pages", action="store_true", help="name the pages that are not perfect")
    given = arguments.parse_args()
    score = load_score(given.corpus)
    pages = read_pages(given.corpus / "listing", score.group)
    names = list(tomllib.loads(WEIGHTS.read_text("utf-8"))["prior"])
    weights = weights_by_site(read_examples(given.corpus, names), names)

    def fitted(one: Seen) -> Mapping[str, float]:
        return weights[site_of(one.page.url.host)]

    ways = {
        "as packaged, on the pages fitted": read_all(pages, lambda _: packaged()),
        "weights fitted without the page's site": read_all(
            pages, lambda one: Knowledge(load_families(), fitted(one))
        ),
        "and no family known": read_all(pages, lambda one: Knowledge((), fitted(one))),
    }
    for way, listings in ways.items():
        rows = score.score(predictions(listings))
        print(f"\n## {way}\n")
        show("kind", rows, {one.page_id: one.kind for one in pages}, score)
        show("family", rows, {one.page_id: one.family for one in pages}, score)
        if given.pages:
            for row in rows:
                if not row.get("perfect", row.get("zero")):
                    print(told(row))


def read_pages(folder: Path, group: Any) -> list[Seen]:
    """`group`: score.py's name for a page's kind, by its meta.json."""
    found = []
    for one in sorted(folder.glob("*/gold.json")):
        meta = json.loads((one.parent / "meta.json").read_text("utf-8"))
        page = Page(Url.parse(meta["url"]), 200, "text/html", None, (one.parent / "page.html").read_bytes(), None)
        text = page.body.decode("utf-8", "replace")
        family = recognise(text, [str(link.url) for link in extract_listing(page, zone=ZONE).candidates])
        found.append(Seen(one.parent.name, page, group(meta), family.label if family else "none of them"))
    return found


def weights_by_site(examples: Sequence[Example], names: Sequence[str]) -> dict[str, Mapping[str, float]]:
    """For each site the weights that were fitted without it."""
    prior = tomllib.loads(WEIGHTS.read_text("utf-8"))["prior"]
    sites = sorted({one.site for one in examples} - {DRAWN})
    random.Random(1).shuffle(sites)
    found: dict[str, Mapping[str, float]] = {}
    for fold in range(FOLDS):
        held_out = set(sites[fold::FOLDS])
        fitted = fit([one for one in examples if one.site not in held_out], [prior[name] for name in names])
        found |= {site: dict(zip(names, fitted, strict=True)) for site in held_out}
    return found


def read_all(pages: Sequence[Seen], known_of: Callable[[Seen], Knowledge]) -> dict[str, Listing]:
    """Each page by what is known for it."""
    return {one.page_id: extract_listing(one.page, zone=ZONE, known=known_of(one)) for one in pages}


def show(name: str, rows: Sequence[Mapping[str, Any]], groups: Mapping[str, str], score: Any) -> None:
    print(f"| {name} | " + " | ".join(_COLUMNS) + " |")
    listings = [row for row in rows if not row["neg"]]
    for group in [*sorted({groups[row["id"]] for row in listings}), ""]:
        summed = score.agg([row for row in listings if not group or groups[row["id"]] == group])
        cells = (
            f"{one:.3f}" if isinstance(one := summed.get(key), float) else str(one or "–") for key in _COLUMNS
        )
        print(f"| {group or 'all'} | " + " | ".join(cells) + " |")
    others = [row for row in rows if row["neg"]]
    print(f"no listing, and read as none: {sum(row['zero'] for row in others)}/{len(others)}\n")


def told(row: Mapping[str, Any]) -> str:
    if row["neg"]:
        return f"{row['id']}: {row['n_pred']} items where there are none"
    return (
        f"{row['id']} ({row['kind']}): {row['n_gold']} items, {row['n_pred']} read, {row['tp']} right; titles "
        f"{row['title']}, dates {row['date']}, none where none {row['null_date']}, order {row['order']}"
    )


if __name__ == "__main__":
    main()
