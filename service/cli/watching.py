"""`poll`, `sources`, `pause`, `resume`, `remove`, `held`: the sources that are watched."""

import asyncio
import difflib
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from service.ambient import utc_now
from service.cli.invocation import FAILED, Invocation, NotFound, ReadOnly, invoked
from service.cli.kinds import ID
from service.cli.listings import section_name, source_document
from service.cli.output import Output, ago, local
from service.domain.overview import SourceStatus
from service.domain.poll import Outcome, PollRecord
from service.domain.source import Origin, SourceId
from service.storage.store import Store

_BUSY_FOR = timedelta(seconds=30)
_BUSY_STEP = timedelta(milliseconds=250)

if TYPE_CHECKING:
    from service.parts import Parts


@click.command()
@click.argument("source_id", metavar="ID")
@invoked
def poll(invocation: Invocation, source_id: str) -> int:
    """Visit one source now, due or not, unless its site has asked us to wait."""
    return invocation.run(_poll(invocation, SourceId(source_id)))


async def _poll(invocation: Invocation, source_id: SourceId) -> int:
    async with invocation.parts() as parts:
        known = await found(parts.store, source_id)
        wait_until = known.state.wait_until
        if wait_until and wait_until > parts.clock():
            until = local(wait_until, parts.settings.zone)
            return _told(invocation.out, Outcome.SKIPPED, f"not before {until}: {known.state.evidence}", 0)
        record = await _patiently(parts, source_id)
    if record is None:
        return _told(invocation.out, Outcome.SKIPPED, "it is being visited at this moment", 0)
    return _told(invocation.out, record.outcome, record.error, record.new)


async def _patiently(parts: "Parts", source_id: SourceId) -> PollRecord | None:
    """One poll, after a visit of the daemon's that is just going on; None when that lasts too long."""
    loop = asyncio.get_running_loop()
    give_up = loop.time() + _BUSY_FOR.total_seconds()
    while (record := await parts.poller.poll_one(source_id)) is None and loop.time() < give_up:  # noqa: ASYNC110 - the other visit is in another process
        await asyncio.sleep(_BUSY_STEP.total_seconds())
    return record


def _told(out: Output, outcome: Outcome, error: str, new: int) -> int:
    out.document({"status": str(outcome), "error": error or None, "new": new})
    out.say(f"{outcome}: {error}" if error else f"{outcome}: {new} new", "red" if outcome is Outcome.ERROR else "")
    return FAILED if outcome is Outcome.ERROR else 0


@click.command()
@click.argument("words", nargs=-1)
@invoked
def sources(invocation: Invocation, words: tuple[str, ...]) -> None:
    """List what is watched, and how it is. WORDS select by id, site, section or address."""
    invocation.run(_sources(invocation, [word.casefold() for word in words]))


async def _sources(invocation: Invocation, words: list[str]) -> None:
    async with invocation.store() as (settings, store):
        listed = [status for status in await store.sources() if _mentions(status, words)]
    now, out = utc_now(), invocation.out
    out.document(
        {
            "sources": [
                {
                    **source_document(status.source, settings),
                    "site": status.site.title,
                    "title": status.source.title,
                    "zone": status.source.zone,
                    "paused": status.source.paused,
                    "origin": str(status.source.origin),
                    "health": str(status.state.health),
                    "evidence": status.state.evidence,
                    "last_poll_at": status.state.last_poll_at,
                    "last_good_at": status.state.last_good_at,
                    "next_poll_at": status.state.next_poll_at,
                    "entries": status.entries,
                    "held": status.held,
                    "newest": {"title": status.newest_title, "at": status.newest_at},
                }
                for status in listed
            ]
        }
    )
    rows = [
        (
            status.source.id,
            section_name((status.site.title, *status.source.section)),
            "paused" if status.source.paused else str(status.state.health),
            ago(status.state.last_good_at, now),
            ago(status.state.next_poll_at, now),
            f"{status.entries}" + (f" ({status.held} held)" if status.held else ""),
            status.newest_title,
        )
        for status in listed
    ]
    columns = ("id", "section", "health", "last good visit", "next visit", "notices", "newest")
    out.table(columns, rows, empty="Nothing is watched. `noticewire add URL` follows a site.")


@click.command()
@click.argument("source_id", metavar="ID")
@invoked
def pause(invocation: Invocation, source_id: str) -> None:
    """Visit a source no more, until `resume`. Its feed stays."""
    invocation.run(_set_paused(invocation, SourceId(source_id), paused=True))


@click.command()
@click.argument("source_id", metavar="ID")
@invoked
def resume(invocation: Invocation, source_id: str) -> None:
    """Visit a paused source again."""
    invocation.run(_set_paused(invocation, SourceId(source_id), paused=False))


async def _set_paused(invocation: Invocation, source_id: SourceId, *, paused: bool) -> None:
    async with invocation.store() as (_, store):
        await _ours(store, source_id)
        await store.set_paused(source_id, paused, utc_now())
    invocation.out.document({"id": source_id, "paused": paused})
    invocation.out.say(f"{source_id} is {'paused' if paused else 'visited again'}.")


@click.command()
@click.argument("source_id", metavar="ID")
@invoked
def remove(invocation: Invocation, source_id: str) -> None:
    """Watch a source no more. What it brought is kept, its own feed ends."""
    invocation.run(_remove(invocation, SourceId(source_id)))


async def _remove(invocation: Invocation, source_id: SourceId) -> None:
    async with invocation.store() as (_, store):
        await _ours(store, source_id)
        await store.remove_source(source_id, utc_now())
    invocation.out.document({"id": source_id, "removed": True})
    invocation.out.say(f"{source_id} is watched no more.")


@click.command()
@click.argument("source_id", metavar="ID", type=ID)
@click.argument("decision", type=click.Choice(["announce", "rest"]))
@invoked
def held(invocation: Invocation, source_id: str, decision: str) -> None:
    """Decide on the notices that the flood guard holds back: announce them, or let them rest."""
    invocation.run(_held(invocation, SourceId(source_id), announce=decision == "announce"))


async def _held(invocation: Invocation, source_id: SourceId, *, announce: bool) -> None:
    async with invocation.store() as (_, store):
        await found(store, source_id)
        count = await store.held(source_id, announce=announce, now=utc_now())
    invocation.out.document({"id": source_id, "entries": count, "announced": announce})
    invocation.out.say(f"{count} notices {'are announced' if announce else 'rest unannounced'}.")


async def found(store: Store, source_id: SourceId) -> SourceStatus:
    """The source of that id. Raises NotFound, with the id that may have been meant."""
    status = await store.source(source_id)
    if status is None:
        ids = [other.source.id for other in await store.sources()]
        close = difflib.get_close_matches(source_id, ids, n=1)
        error = NotFound(f"no source has the id '{source_id}'")
        error.advice = f"Did you mean '{close[0]}'?" if close else "`noticewire sources` lists them."
        raise error
    return status


async def _ours(store: Store, source_id: SourceId) -> None:
    status = await found(store, source_id)
    if status.source.origin is Origin.CONFIG:
        raise ReadOnly(f"{source_id} is declared in the configuration file")


def _mentions(status: SourceStatus, words: list[str]) -> bool:
    source = status.source
    text = " ".join((source.id, status.site.title, *source.section, source.title, source.url.text)).casefold()
    return all(word in text for word in words)
