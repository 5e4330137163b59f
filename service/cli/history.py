"""`backfill`: the older notices of a source, from the further pages of its listing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from service.cli.invocation import FAILED, Invocation, invoked
from service.cli.kinds import SINCE
from service.cli.output import local
from service.cli.watching import found
from service.domain.history import Ending
from service.domain.source import SourceId
from service.polling.backfilling import DEFAULT_PAGES, Backfilled

_TROUBLE = (Ending.FAILED, Ending.LEASE_LOST)


@click.command()
@click.argument("source_id", metavar="SOURCE")
@click.option(
    "--pages",
    type=click.IntRange(1, 1000),
    default=DEFAULT_PAGES,
    show_default=True,
    metavar="N",
    help="Read at most N further pages; the next call goes on from there.",
)
@click.option("--since", type=SINCE, metavar="DATE", help="Leave out what is older, and stop there.")
@invoked
def backfill(invocation: Invocation, source_id: str, pages: int, since: datetime | None) -> int:
    """Bring the older notices of SOURCE into its feed, from the further pages of its listing.

    Nobody is told of them. Their articles are read when nothing newer is owed. What was cut short goes on where it
    ended.
    """
    return invocation.run(_backfill(invocation, SourceId(source_id), pages=pages, since=since))


async def _backfill(invocation: Invocation, source_id: SourceId, *, pages: int, since: datetime | None) -> int:
    out = invocation.out
    async with invocation.parts() as parts:
        known = await found(parts.store, source_id)
        zone = known.source.zone
        wait_until = known.state.wait_until
        if wait_until and wait_until > parts.clock():
            until = local(wait_until, parts.settings.zone)
            done = Backfilled(0, 0, Ending.FAILED, f"not before {until}: {known.state.evidence}")
        else:
            day = since.astimezone(ZoneInfo(zone)).date() if since else None
            with out.progress() as report:
                walked = await parts.backfill.walk(source_id, pages=pages, since=day, progress=report)
            done = walked or Backfilled(0, 0, Ending.LEASE_LOST, "it is being visited at this moment")
    out.document(
        {
            "id": source_id,
            "pages": done.pages,
            "entries": done.entries,
            "oldest": done.oldest,
            "ending": str(done.ending),
            "detail": done.detail,
        }
    )
    back = f", back to {done.oldest}" if done.oldest else ""
    out.say(f"{done.entries} older notices on {done.pages} pages{back}.")
    out.say(f"It ended ({done.ending}): {done.detail}.", "red" if done.ending in _TROUBLE else "dim")
    return FAILED if done.ending in _TROUBLE else 0
