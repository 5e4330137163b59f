"""`feeds` and `entries`: what we publish."""

import asyncio
from pathlib import Path

import click

from service.cli.invocation import Invocation, NotFound, invoked
from service.cli.listings import feed_links, section_name
from service.cli.output import local
from service.domain.errors import NoticewireError
from service.domain.feed import FeedId
from service.feeds import build_opml


class NotWritten(NoticewireError):
    """A file cannot be written."""

    advice = "Name a file in a folder that is there and may be written to."


@click.command()
@invoked
def feeds(invocation: Invocation) -> None:
    """List the feeds: of everything, of each site, group of sections, and source."""
    invocation.run(_feeds(invocation))


async def _feeds(invocation: Invocation) -> None:
    async with invocation.store() as (settings, store):
        heads = await store.feeds()
    invocation.out.document(
        {
            "feeds": [
                {
                    "id": head.id,
                    "scope": str(head.scope),
                    "title": head.title,
                    "folder": list(head.folder),
                    "home": head.home.text,
                    **feed_links(settings, head.id),
                }
                for head in heads
            ],
            "opml": f"{settings.address()}/feeds.opml",
        }
    )
    rows = [(str(head.scope), head.title, feed_links(settings, head.id)["atom"]) for head in heads]
    invocation.out.table(("of", "title", "address (also .rss and .json)"), rows, empty="There is no feed yet.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@invoked
def opml(invocation: Invocation, file: Path | None) -> None:
    """Write all feeds as OPML, in folders by site and area, to FILE or to standard output."""
    invocation.run(_opml(invocation, file))


async def _opml(invocation: Invocation, file: Path | None) -> None:
    async with invocation.store() as (settings, store):
        heads = await store.feeds()
    document = build_opml(heads, public_url=settings.address(), title="noticewire")
    if file is not None:
        try:
            await asyncio.to_thread(file.write_bytes, document)
        except OSError as error:
            raise NotWritten(f"cannot write {file}: {error.strerror or error}") from error
        invocation.out.say(f"{len(heads)} feeds in {file}.")
    elif not invocation.out.as_json:
        click.echo(document.decode("utf-8"), nl=False)
    invocation.out.document({"feeds": len(heads), "opml": document.decode("utf-8")})


@click.command()
@click.argument("feed_id", metavar="FEED")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@invoked
def entries(invocation: Invocation, feed_id: str, limit: int) -> None:
    """The newest notices of a feed: 'all', or the id of a site, group or source."""
    invocation.run(_entries(invocation, FeedId(feed_id), limit))


async def _entries(invocation: Invocation, feed_id: FeedId, limit: int) -> None:
    async with invocation.store() as (_, store):
        feed = await store.feed(feed_id, limit=limit)
    if feed is None:
        error = NotFound(f"no feed has the id '{feed_id}'")
        error.advice = "`noticewire feeds` lists them."
        raise error
    invocation.out.document(
        {
            "feed": feed.head.title,
            "entries": [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "url": entry.url.text,
                    "dated_at": entry.dated_at,
                    "first_seen_at": entry.first_seen_at,
                    "sources": list(entry.sources),
                    "attachments": [{"name": file.name, "url": file.url.text} for file in entry.attachments],
                }
                for entry in feed.entries
            ],
        }
    )
    rows = [(local(entry.dated_at, entry.zone), entry.title, entry.url.text) for entry in feed.entries]
    invocation.out.say(section_name((*feed.head.folder, feed.head.title)), "bold")
    invocation.out.table(("date", "title", "address"), rows, empty="No notices yet.")
