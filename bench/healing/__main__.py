"""`python -m bench.healing [WALKS [SEED]]`: walks so many random redesigns of corpus pages, and counts.

Each is a page in the template of another, with other addresses, titles, dates or a pinned item.
"""

import asyncio
import logging
import random
import sys

import structlog

from bench.healing.transplants import ANEW, DRESSES, SCHEMES, page_ids, template, watched_walk


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    ids = page_ids()
    templates = [one for one in ids if template(one) is not None]
    walks = wrong = asked = 0
    for _ in range(10 * wanted):
        one, other = dice.choice(ids), dice.choice(templates)
        scheme, dress = dice.choice([*SCHEMES, ANEW]), dice.choice(list(DRESSES))
        seen = asyncio.run(watched_walk(one, other, scheme, bytes, DRESSES[dress])) if one != other else None
        if seen is None:
            continue
        watched, count = seen
        walks += 1
        if count:
            told = [
                incident for incident in watched.incidents if incident.startswith(("asking", "flood", "trouble"))
            ]
            wrong += not told
            asked += bool(told)
            print(f"{one} in {other}, {scheme}, {dress}: {count} {watched.evidence} {told}", flush=True)
        if walks == wanted:
            break
    print(f"{walks} walks; with something lost, announced again, doubled or held: {wrong} unasked, {asked} asked")


if __name__ == "__main__":
    main()
