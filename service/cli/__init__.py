"""Floor 6: the command line. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage or configuration."""

import functools
from importlib import import_module

import click

from service.cli.invocation import common_options

__all__ = ["main"]

_COMMANDS = {
    "running": ("run",),
    "working": ("worker",),
    "follow": ("add", "probe"),
    "watching": ("poll", "sources", "pause", "resume", "remove", "held"),
    "history": ("backfill",),
    "healing": ("heal",),
    "feeds": ("feeds", "entries", "opml"),
    "private": ("private-feed",),
    "subscribing": ("subscribe", "subscriptions", "unsubscribe", "channels", "enable"),
    "ledger": ("deliveries", "replay"),
    "bounce": ("bounce",),
    "testing": ("test",),
    "password": ("password",),
    "tokens": ("token",),
    "setting": ("check-config", "export"),
    "doctor": ("doctor",),
    "extract": ("extract",),
}
"""Module of this package -> its commands."""


class _Commands(click.Group):
    """Reads the module of the command that is called, and no other: each needs other libraries, and some are slow
    to begin."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in _COMMANDS.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = next((module for module, names in _COMMANDS.items() if cmd_name in names), None)
        if place is None:
            return None
        module = import_module(f"{__name__}.{place}")
        commands = (found for found in vars(module).values() if isinstance(found, click.Command))
        return next(command for command in commands if command.name == cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="noticewire")
@functools.partial(common_options, envvar="NOTICEWIRE_CONFIG")
def main() -> None:
    """Watch listing pages of sites without a feed, and bring what is new as feeds, e-mail and webhooks.

    Begin with `noticewire run`; follow a site with `noticewire add URL`.
    """
