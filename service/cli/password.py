"""`password`: who may sign in as the owner."""

import sys

import click

from service import passwords
from service.cli.invocation import Invocation, invoked
from service.domain.errors import NoticewireError


class PasswordUnusable(NoticewireError):
    """Too short or too long."""

    advice = "A few words that belong together only for you are easy to keep."


@click.command()
@click.option("--print", "printed", is_flag=True, help="Print the hash for web.password_hash; change nothing.")
@click.option("--remove", is_flag=True, help="Take the password away; the owner's pages close to others.")
@invoked
def password(invocation: Invocation, printed: bool, remove: bool) -> None:
    """Set the password of the owner's pages. Signs out every browser.

    Asks for it on a terminal, and otherwise reads one line of standard input.
    """
    if printed and remove:
        raise click.UsageError("--print and --remove exclude each other.")
    hashed = None if remove else _hashed()
    if printed:
        invocation.out.document({"password_hash": hashed})
        invocation.out.say(str(hashed))
        return
    configured = invocation.run(_set(invocation, hashed))
    invocation.out.document({"set": hashed is not None, "overruled": configured})
    invocation.out.say("The password is taken away." if remove else "The password is set.", "green")
    if configured:
        invocation.out.note("The configuration file holds a web.password_hash too, and that one counts.")


async def _set(invocation: Invocation, hashed: str | None) -> bool:
    async with invocation.store() as (settings, store):
        await store.access.set_password(hashed)
        return bool(settings.web.password_hash)


def _hashed() -> str:
    stream = sys.stdin
    if stream.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    else:
        given = stream.readline().rstrip("\r\n")
    try:
        return passwords.hash_password(given)
    except ValueError as error:
        raise PasswordUnusable(str(error)) from error
