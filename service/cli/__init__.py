"""Floor 6: the command line. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage or configuration."""

import functools
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

from service.cli.invocation import common_options

__all__ = ["main"]

_COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "running": {
            "run": "Watch, serve the feeds and the web page, and tell subscribers, until Ctrl-C or SIGTERM.",
        },
        "working": {
            "worker": "Visit, read and send what the daemon hands out, until Ctrl-C or SIGTERM.",
        },
        "follow": {
            "add": "Watch what is found at URL: a site's home page, or one listing.",
            "probe": "Show what would be found at URL, or in a saved page FILE, without saving anything.",
        },
        "watching": {
            "poll": "Visit one source now, due or not, unless its site has asked us to wait.",
            "sources": "List what is watched, and how it is.",
            "pause": "Visit a source no more, until `resume`.",
            "resume": "Visit a paused source again.",
            "remove": "Watch a source no more.",
            "held": "Decide on the notices that the flood guard holds back: announce them, or let them rest.",
        },
        "history": {
            "backfill": "Bring the older notices of SOURCE into its feed, from the further pages of its listing.",
        },
        "healing": {
            "heal": "Show the sources whose page was built anew, and decide how they are read.",
        },
        "feeds": {
            "feeds": "List the feeds: of everything, of each site, group of sections, and source.",
            "entries": "The newest notices of a feed: 'all', or the id of a site, group or source.",
            "opml": "Write all feeds as OPML, in folders by site and area, to FILE or to standard output.",
        },
        "private": {
            "private-feed": "Feeds at secret addresses: listed nowhere, and gone when they are revoked.",
        },
        "subscribing": {
            "subscribe": "Send what is new to ADDRESS: a mail address, or the https address of a webhook.",
            "subscriptions": "List who is told of what, and when.",
            "unsubscribe": "End a subscription; what it is still owed is not sent.",
            "channels": "List the ways to people and machines, and which of them are closed.",
            "enable": "Open a channel again that was closed because nothing could reach it.",
        },
        "ledger": {
            "deliveries": "List the messages, newest first, with every try.",
            "replay": "Send again what was given up: one message by its ID, all of a channel, or all of a time.",
        },
        "bounce": {
            "bounce": "Read a mail that came back (from FILE or standard input), for a mail server's pipe.",
        },
        "testing": {
            "test": "Send a message to CHANNEL now, and say what its receiver answered.",
        },
        "password": {
            "password": "Set the password of the owner's pages.",
        },
        "tokens": {
            "token": "Keys to the API (/api/v1) for programs.",
        },
        "setting": {
            "check-config": "Read the configuration and tell everything that is wrong with it; starts nothing.",
            "export": "Write what was added by command or on the web as TOML, "
            "to move it into the configuration file.",
        },
        "doctor": {
            "doctor": "Look at configuration, database, sources, mail, the public address and the clock; "
            "say what to do.",
        },
        "extract": {
            "extract": "Read saved pages: a listing's items, or an article.",
        },
    }
)
"""Module of this package -> its commands, each with what the list of commands says of it."""


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, without reading the modules."""
        summaries = {name: said for commands in _COMMANDS.values() for name, said in commands.items()}
        room = formatter.width - 6 - max(map(len, summaries))
        rows = [
            (name, click.Command(name, help=said).get_short_help_str(room))
            for name, said in sorted(summaries.items())
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="noticewire")
@functools.partial(common_options, envvar="NOTICEWIRE_CONFIG")
def main() -> None:
    """Watch listing pages of sites without a feed, and bring what is new as feeds, e-mail and webhooks.

    Begin with `noticewire run`; follow a site with `noticewire add URL`.
    """
