"""`run`: the daemon."""

import dataclasses

import click

from service.cli.invocation import Invocation, invoked, run_loop
from service.cli.working import require_queue
from service.config import Settings
from service.daemon.newcomer import Newcomer
from service.daemon.run import OpenHanding, run_daemon


@click.command()
@click.option("--host", help="Listen here instead of at web.host; 0.0.0.0 opens it to the network.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen here instead of at web.port; 0 takes any.")
@click.option("--demo/--no-demo", default=None, help="Serve and follow the demo site; by default without a file.")
@invoked
def run(invocation: Invocation, host: str | None, port: int | None, demo: bool | None) -> int:
    """Watch, serve the feeds and the web page, and tell subscribers, until Ctrl-C or SIGTERM.

    SIGHUP reads the configuration again. Without a configuration file a demo site runs beside, to see it work.
    """

    def settings() -> Settings:
        told = invocation.settings()
        web = dataclasses.replace(
            told.web,
            host=told.web.host if host is None else host,
            port=told.web.port if port is None else port,
        )
        return dataclasses.replace(told, web=web)

    first = settings()
    newcomer = None
    if first.path is None if demo is None else demo:
        memory = first.folder / "data" / "demo-site.json"
        newcomer = Newcomer(memory, port=first.demo.port, every=first.demo.every)
    handing = _handing() if first.daemon.workers else None
    return run_loop(run_daemon(first, reload=settings, newcomer=newcomer, open_handing=handing))


def _handing() -> OpenHanding:
    require_queue()
    from service.workers.handing import open_handing  # noqa: PLC0415 - not everybody installs its library

    return open_handing
