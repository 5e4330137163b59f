"""`token`: keys to the API for programs."""

import re
import secrets

import click

from service.ambient import utc_now
from service.cli.invocation import Invocation, NotFound, common_options, invoked
from service.cli.output import ago, local
from service.domain.access import Scope, Token, digest_of

_SCOPES = click.Choice([scope.value for scope in Scope])


@click.group()
@common_options
def token() -> None:
    """Keys to the API (/api/v1) for programs."""


@token.command("create")
@click.option("--scope", type=_SCOPES, default="read", show_default=True, help="What it may do.")
@click.option("--name", default="", help="What it is for, to know it again.")
@invoked
def create(invocation: Invocation, scope: str, name: str) -> None:
    """Make a token and print it, once: only its hash is kept.

    read: sources, entries, search; write: also add, change and visit sources; admin: also people and messages.
    """
    invocation.run(_create(invocation, Scope(scope), name))


async def _create(invocation: Invocation, scope: Scope, name: str) -> None:
    secret = f"nw_{secrets.token_urlsafe(32)}"
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    identity = f"{slug or 'token'}-{secrets.token_hex(3)}"
    async with invocation.store() as (_, store):
        await store.access.add_token(Token(identity, name, digest_of(secret), scope, utc_now()))
    invocation.out.document({"id": identity, "scope": str(scope), "token": secret})
    invocation.out.say(secret)
    invocation.out.note(f"Token {identity}, scope {scope}. Keep it now: it is not shown again.")


@token.command("list")
@invoked
def listed(invocation: Invocation) -> None:
    """List the tokens that were not revoked."""
    invocation.run(_list(invocation))


async def _list(invocation: Invocation) -> None:
    async with invocation.store() as (settings, store):
        tokens = await store.access.tokens()
    now = utc_now()
    invocation.out.document(
        {
            "tokens": [
                {
                    "id": one.id,
                    "name": one.name,
                    "scope": str(one.scope),
                    "created_at": one.created_at,
                    "used_at": one.used_at,
                }
                for one in tokens
            ]
        }
    )
    rows = [
        (one.id, one.name, str(one.scope), local(one.created_at, settings.zone), ago(one.used_at, now))
        for one in tokens
    ]
    empty = "No tokens. `noticewire token create` makes one."
    invocation.out.table(("id", "name", "scope", "created", "last used"), rows, empty=empty)


@token.command("revoke")
@click.argument("token_id", metavar="ID")
@invoked
def revoke(invocation: Invocation, token_id: str) -> None:
    """End a token at once."""
    invocation.run(_revoke(invocation, token_id))


async def _revoke(invocation: Invocation, token_id: str) -> None:
    async with invocation.store() as (_, store):
        if not await store.access.revoke_token(token_id, utc_now()):
            error = NotFound(f"no token has the id '{token_id}'")
            error.advice = "`noticewire token list` lists them."
            raise error
    invocation.out.document({"id": token_id, "revoked": True})
    invocation.out.say(f"{token_id} is revoked.")
