"""python -m bench [--only NAME]: every figure, as a table and in bench/results.json."""

import argparse
import gc
import sys
from pathlib import Path

import structlog
import uvloop

from bench.fanout import fanout
from bench.figures import Figure, show, write
from bench.polling import poll_changed, poll_unchanged
from bench.reading import article, extract, extract_learned, extract_recipe
from bench.sending import mail, webhook, webhook_httpx, webhook_posts
from bench.serving import serve, serve_304
from service.domain.errors import NoticewireError

_ALL = (
    poll_unchanged,
    poll_changed,
    serve,
    serve_304,
    extract,
    extract_recipe,
    extract_learned,
    article,
    mail,
    webhook,
    webhook_httpx,
    webhook_posts,
    fanout,
)
_RESULTS = Path(__file__).parent / "results.json"


async def measure(names: list[str]) -> list[Figure]:
    figures = []
    gc.freeze()  # as the daemon does when it has started
    for figure in _ALL:
        if figure.__name__ in names:
            print(f"measuring {figure.__name__} …", file=sys.stderr, flush=True)
            figures.append(await figure())
    return figures


def main() -> int:
    names = [figure.__name__ for figure in _ALL]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=names, help="one figure alone")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    try:
        figures = uvloop.run(measure([asked.only] if asked.only else names))
    except NoticewireError as error:
        print(f"error: {error} — {error.advice}", file=sys.stderr)
        return 1
    write(figures, _RESULTS)
    print(show(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
