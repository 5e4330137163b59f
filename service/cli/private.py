"""`private-feed`: feeds at secret addresses."""

import secrets

import click

from service.ambient import new_token, utc_now
from service.cli.invocation import Invocation, NotFound, common_options, invoked
from service.domain.errors import NoticewireError
from service.domain.feed import FeedFormat, FeedId
from service.domain.feedview import EVERYTHING, FeedView
from service.domain.privatefeed import PrivateFeed, PrivateFeedId, token_digest
from service.domain.words import LONGEST_QUERY, Words


@click.group("private-feed")
@common_options
def private_feed() -> None:
    """Feeds at secret addresses: listed nowhere, and gone when they are revoked."""


@private_feed.command()
@click.option("--title", default="noticewire", show_default=True, help="What readers show above it.")
@click.option("--feed", "feeds", multiple=True, help="A feed it shows; may be repeated. Without: everything.")
@click.option("--words", default="", help="Only what has these words: '研究生 \"open call\" -讲座'.")
@invoked
def add(invocation: Invocation, title: str, feeds: tuple[str, ...], words: str) -> None:
    """Make one. Its address is shown once: only its digest is kept."""
    if len(words) > LONGEST_QUERY or (words and not Words.parse(words)):
        raise click.BadParameter(f"words to search for, at most {LONGEST_QUERY} characters", param_hint="--words")
    invocation.run(_add(invocation, title, feeds, words))


async def _add(invocation: Invocation, title: str, feeds: tuple[str, ...], words: str) -> None:
    token = new_token()
    chosen = tuple(map(FeedId, feeds)) or (EVERYTHING,)
    private = PrivateFeed(
        PrivateFeedId(secrets.token_hex(4)), title, chosen, words, token_digest(token), utc_now()
    )
    async with invocation.store() as (settings, store):
        for feed_id in chosen:
            if await store.feed_version(feed_id) is None:
                error: NoticewireError = NotFound(f"no feed has the id '{feed_id}'")
                error.advice = "`noticewire feeds` lists them."
                raise error
        await store.private.add(private)
    addresses = {
        format_.value: f"{settings.address()}/{FeedView(FeedId(''), format_, token=token).address}"
        for format_ in FeedFormat
    }
    invocation.out.document({"id": private.id, **addresses})
    invocation.out.say(f"{addresses['atom']} (also .rss and .json)")
    invocation.out.say(
        f"Whoever has this address can read it. `noticewire private-feed revoke {private.id}` ends it."
    )


@private_feed.command("list")
@invoked
def list_(invocation: Invocation) -> None:
    """Those there are, without their addresses."""
    invocation.run(_list(invocation))


async def _list(invocation: Invocation) -> None:
    async with invocation.store() as (_, store):
        found = await store.private.all()
    invocation.out.document(
        {
            "private_feeds": [
                {
                    "id": one.id,
                    "title": one.title,
                    "feeds": list(one.feeds),
                    "words": one.words,
                    "created_at": one.created_at,
                }
                for one in found
            ]
        }
    )
    rows = [(str(one.id), one.title, ", ".join(one.feeds), one.words) for one in found]
    invocation.out.table(("id", "title", "feeds", "words"), rows, empty="There is no private feed.")


@private_feed.command()
@click.argument("private_id", metavar="ID")
@invoked
def revoke(invocation: Invocation, private_id: str) -> None:
    """Its address leads nowhere from now on."""
    invocation.run(_revoke(invocation, PrivateFeedId(private_id)))


async def _revoke(invocation: Invocation, private_id: PrivateFeedId) -> None:
    async with invocation.store() as (_, store):
        if not await store.private.revoke(private_id):
            error = NotFound(f"no private feed has the id '{private_id}'")
            error.advice = "`noticewire private-feed list` lists them."
            raise error
    invocation.out.document({"revoked": private_id})
    invocation.out.say(f"The private feed {private_id} is revoked.")
