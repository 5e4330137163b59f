"""`worker`: does what a daemon hands out, on this machine or another."""

from importlib.util import find_spec

import click

from service.cli.invocation import Invocation, invoked, run_loop
from service.domain.errors import NoticewireError


class NoQueue(NoticewireError):
    """procrastinate is not installed."""

    advice = "Install it with: pip install 'noticewire[workers]'."


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 1000), help="Sites visited at a time; by default fetch.concurrency."
)
@invoked
def worker(invocation: Invocation, concurrency: int | None) -> int:
    """Visit, read and send what the daemon hands out, until Ctrl-C or SIGTERM.

    Wants a PostgreSQL database and `workers = true` under [daemon]. Start as many as you like, on any machine.
    """
    settings = invocation.settings()
    require_queue()
    from service.workers.run import run_worker  # noqa: PLC0415 - not everybody installs its library

    return run_loop(run_worker(settings, reload=invocation.settings, concurrency=concurrency))


def require_queue() -> None:
    """Raises NoQueue."""
    if find_spec("procrastinate") is None:
        raise NoQueue("workers need the library procrastinate, which is not installed")
