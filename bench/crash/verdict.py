"""What was promised, held against what happened."""

import json
from collections import Counter
from dataclasses import dataclass
from urllib.request import urlopen

from bench.crash.origin import SECTIONS, Origin
from bench.crash.sinks import Accepted


@dataclass(frozen=True)
class Verdict:
    published: int
    lost: int
    stored_twice: int
    repeats: int
    complaints: tuple[str, ...]


def judge(origin: Origin, webhook: Accepted, mail: Accepted, urls: list[str], address: str) -> Verdict:
    """Compare the sinks, the stored entries (`urls`, one for each) and the feeds with what was published.

    Lost: a notice that is not stored, or that a sink never accepted. A repeat is a further copy of a message under
    the same id; under another id, or with other bytes, it is a complaint. So is an announced baseline.
    """
    complaints = [*webhook.broken, *mail.broken]
    lost = 0
    stored = Counter(urls)
    numbers = {number: f"/info/1006/{number}.htm" for number in (*origin.baseline, *origin.published)}
    for number, path in numbers.items():
        if not any(url.endswith(path) for url in stored):
            lost += 1
            complaints.append(f"{number} is not stored")
    repeats = 0
    for name, accepted in (("webhook", webhook), ("mail", mail)):
        told = Counter(accepted.numbers.values())
        for number in origin.published:
            if not told[number]:
                lost += 1
                complaints.append(f"{number} was never told by {name}")
        complaints += [f"{name} told {number} under {ids} ids" for number, ids in told.items() if ids > 1]
        complaints += [
            f"{name} told {number}, which was there before" for number in told if number in origin.baseline
        ]
        for identity, copies in accepted.copies.items():
            repeats += len(copies) - 1
            if len(set(copies)) > 1:
                complaints.append(f"{name} sent other bytes under the id {identity}")
    complaints += _feed_complaints(origin, address)
    twice = sum(count - 1 for count in stored.values())
    return Verdict(len(origin.published), lost, twice, repeats, tuple(complaints))


def _feed_complaints(origin: Origin, address: str) -> list[str]:
    """Each section's feed shows its newest notices, each once."""
    complaints = []
    for section in SECTIONS:
        try:
            with urlopen(f"{address}/feeds/{section}.json", timeout=60) as answer:
                items = json.load(answer)["items"]
        except OSError as error:
            complaints.append(f"the feed {section} cannot be read: {error}")
            continue
        shown = [int(item["url"].rpartition("/")[2].partition(".")[0]) for item in items]
        complaints += [
            f"{number} stands twice in the feed {section}" for number, n in Counter(shown).items() if n > 1
        ]
        wanted = sorted((n for n, place in origin.published.items() if place == section), reverse=True)[:20]
        complaints += [f"{number} is not in the feed {section}" for number in wanted if number not in shown]
    return complaints
