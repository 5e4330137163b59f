"""`check-config` and `export`: the configuration file."""

from pathlib import Path

import click

from service.cli.invocation import Invocation, invoked
from service.config import to_toml
from service.domain.source import Origin


@click.command("check-config")
@invoked
def check_config(invocation: Invocation) -> None:
    """Read the configuration and tell everything that is wrong with it; starts nothing."""
    settings = invocation.settings()
    counts = {
        "sources": len(settings.sources),
        "channels": len(settings.channels),
        "subscriptions": len(settings.subscriptions),
    }
    invocation.out.document({"ok": True, "path": settings.path, **counts})
    declared = ", ".join(f"{count} {name}" for name, count in counts.items())
    where = str(settings.path) if settings.path else "no configuration file: defaults"
    invocation.out.say(f"ok: {where} ({declared})", "green")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what the configuration file declares itself.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@invoked
def export(invocation: Invocation, everything: bool, output: Path | None) -> None:
    """Write what was added by command or on the web as TOML, to move it into the configuration file.

    It holds the webhooks' secrets.
    """
    text = invocation.run(_export(invocation, everything=everything))
    if output:
        output.write_text(text, encoding="utf-8")
        invocation.out.note(f"Written: {output}")
    elif not invocation.out.as_json:
        click.echo(text, nl=False)
    invocation.out.document({"toml": text, "output": output})


async def _export(invocation: Invocation, *, everything: bool) -> str:
    async with invocation.store() as (_, store):
        statuses = await store.sources()
        channels = await store.channels()
        subscriptions = await store.subscriptions()
    origins = (Origin.DATABASE, Origin.CONFIG) if everything else (Origin.DATABASE,)
    return to_toml(
        list({status.site.id: status.site for status in statuses}.values()),
        [status.source for status in statuses if status.source.origin in origins],
        [channel for channel in channels if channel.origin in origins],
        [subscription for subscription in subscriptions if subscription.origin in origins],
    )
