"""`python -m bench.healing [SHARE]`: walks the pairs of corpus pages, a share of them or all, and counts."""

import asyncio
import logging
import random
import sys

import structlog

from bench.healing.transplants import SCHEMES, page_ids, template, walked


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    ids, dice = page_ids(), random.Random(5)
    pairs = [(one, other, scheme) for one in ids for other in ids if one != other for scheme in SCHEMES]
    walks = wrong = 0
    for one, other, scheme in pairs:
        if template(other) is None or dice.random() >= share:
            continue
        count = asyncio.run(walked(one, other, scheme))
        if count is None:
            continue
        walks += 1
        if count:
            wrong += 1
            print(f"{one} in {other}, {scheme}: {count}", flush=True)
    print(f"{walks} walks, {wrong} with something lost, announced again, doubled or held")


if __name__ == "__main__":
    main()
