"""`bounce`: a mail server hands over what came back."""

import sys
from typing import BinaryIO

import click

from service.alerts.bounces import READ_LIMIT, read_bounce
from service.ambient import utc_now
from service.cli.invocation import Invocation, invoked
from service.domain.bounce import Bounce, Outcome
from service.domain.errors import StorageError

LATER = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again."""
_SAID = {
    Outcome.UNKNOWN: "No message of ours has that id, or it is forgotten.",
    Outcome.UNPROVEN: "Not believed: it does not show what only a server that got our message can know.",
    Outcome.DELAYED: "Still on its way; nothing to do.",
    Outcome.NOTED: "Written down.",
    Outcome.CLOSED: "The channel is closed: nothing reaches it.",
}


@click.command()
@click.argument("message", type=click.File("rb"), default="-", metavar="[FILE]")
@click.option("--recipient", default="", metavar="ADDRESS", help="The envelope's recipient, if it is told.")
@invoked
def bounce(invocation: Invocation, message: BinaryIO, recipient: str) -> int:
    """Read a mail that came back (from FILE or standard input), for a mail server's pipe.

    What is no report on a message of ours is passed over. Exits with 75 when the database does not answer, so that
    the mail server tries again.
    """
    found = read_bounce(message.read(READ_LIMIT), recipient)
    if found is None:
        invocation.out.document({"outcome": None})
        invocation.out.say("No report on a message of ours; nothing to do.")
        return 0
    try:
        outcome = invocation.run(_record(invocation, found))
    except StorageError as error:
        sys.stderr.write(f"{error}\n")
        return LATER
    invocation.out.document({"outcome": str(outcome), "delivery": found.delivery_id, "detail": found.detail})
    invocation.out.say(f"{found.delivery_id}: {_SAID[outcome]}")
    return 0


async def _record(invocation: Invocation, found: Bounce) -> Outcome:
    async with invocation.store() as (_, store):
        return await store.returns.record_bounce(found, utc_now())
