"""Floor 6: the command line. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage or configuration."""

import functools

import click

from service.cli.bounce import bounce
from service.cli.doctor import doctor
from service.cli.extract import extract
from service.cli.feeds import entries, feeds, opml
from service.cli.follow import add, probe
from service.cli.healing import heal
from service.cli.history import backfill
from service.cli.invocation import common_options
from service.cli.ledger import deliveries, replay
from service.cli.password import password
from service.cli.private import private_feed
from service.cli.running import run
from service.cli.setting import check_config, export
from service.cli.subscribing import channels, enable, subscribe, subscriptions, unsubscribe
from service.cli.testing import try_out
from service.cli.tokens import token
from service.cli.watching import held, pause, poll, remove, resume, sources

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="noticewire")
@functools.partial(common_options, envvar="NOTICEWIRE_CONFIG")
def main() -> None:
    """Watch listing pages of sites without a feed, and bring what is new as feeds, e-mail and webhooks.

    Begin with `noticewire run`; follow a site with `noticewire add URL`.
    """


for _command in (
    run, add, probe, poll, backfill, sources, pause, resume, remove, held, heal, feeds, entries, opml,
    private_feed, subscribe, subscriptions, unsubscribe, channels, enable, deliveries, replay, bounce, try_out,
    password, token, check_config, doctor, export, extract,
):  # fmt: skip
    main.add_command(_command)
