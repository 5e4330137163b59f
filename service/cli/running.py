"""`run`: the daemon."""

import click

from service.cli.invocation import Invocation, invoked, run_loop
from service.daemon import run_daemon
from service.daemon.newcomer import Newcomer


@click.command()
@click.option("--demo/--no-demo", default=None, help="Serve and follow the demo site; by default without a file.")
@invoked
def run(invocation: Invocation, demo: bool | None) -> int:
    """Watch, serve the feeds and the web page, and tell subscribers, until Ctrl-C or SIGTERM.

    SIGHUP reads the configuration again. Without a configuration file a demo site runs beside, to see it work.
    """
    settings = invocation.settings()
    newcomer = None
    if settings.path is None if demo is None else demo:
        memory = settings.folder / "data" / "demo-site.json"
        newcomer = Newcomer(memory, port=settings.demo.port, every=settings.demo.every)
    return run_loop(run_daemon(settings, reload=invocation.settings, newcomer=newcomer))
