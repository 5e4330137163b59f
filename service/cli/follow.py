"""`add` and `probe`: what can be followed at an address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import click

from service.cli.invocation import FAILED, Invocation, NotFound, invoked
from service.cli.kinds import ADDRESS, DURATION, ID, ZONE
from service.cli.listings import day, listing_document, newest, section_name, source_document
from service.cli.output import Output
from service.cli.stored import show_listing, stored_page
from service.domain.errors import NoticewireError
from service.domain.source import Recipe, Source, SourceId
from service.domain.urls import Url
from service.parts import Parts
from service.polling.discovery import Explored, ExploredSection

_SHOWN_OF_ONE, _SHOWN_OF_MANY = 10, 2


class IdTaken(NoticewireError):
    """The id that was asked for names another listing."""

    advice = "Choose another --id, or leave it out."


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How the sources that are added are to be watched."""

    id: str | None
    every: timedelta | None
    announce_last: int


def selectors(command: click.decorators.FC) -> click.decorators.FC:
    """The options that say how to read a listing."""
    for name, meaning in (
        ("date", "The item's date; without it the first date in its text."),
        ("title", "The item's title; without it the link's text."),
        ("link", "The item's link; without it the first."),
        ("item", "CSS selector of one item of the listing; the other selectors are relative to it."),
    ):
        command = click.option(f"--{name}", metavar="CSS", help=meaning)(command)
    return command


@click.command()
@click.argument("url", type=ADDRESS)
@click.option("--yes", "-y", is_flag=True, help="Watch everything found without asking.")
@click.option("--id", "wanted_id", type=ID, help="The id of the source; for one listing only.")
@selectors
@click.option("--zone", type=ZONE, help="The time zone its dates are written in.")
@click.option("--every", type=DURATION, help="A fixed interval between visits, as in 30m; else by office hours.")
@click.option(
    "--announce-last",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Announce the N newest notices that are there already.",
)
@invoked
def add(
    invocation: Invocation,
    url: Url,
    yes: bool,
    wanted_id: str | None,
    item: str | None,
    link: str | None,
    title: str | None,
    date: str | None,
    zone: str | None,
    every: timedelta | None,
    announce_last: int,
) -> int:
    """Watch what is found at URL: a site's home page, or one listing.

    Shows the sections found with their newest notices, and asks.
    """
    recipe = recipe_of(item, link, title, date)
    if invocation.out.as_json and not yes:
        raise click.UsageError("--json cannot ask: give --yes too.")
    wishes = _Wishes(wanted_id, every, announce_last)
    return invocation.run(_add(invocation, url, yes=yes, zone=zone, recipe=recipe, wishes=wishes))


async def _add(
    invocation: Invocation, url: Url, *, yes: bool, zone: str | None, recipe: Recipe | None, wishes: _Wishes
) -> int:
    out = invocation.out
    async with invocation.parts() as parts:
        explored = await _explore(parts, out, url, zone=zone, recipe=recipe)
        if wishes.id and explored.whole_site:
            raise click.UsageError(f"--id names one listing, and {url} is the home page of a site with many.")
        show(out, explored)
        followable = [section for section in explored.sections if section.followable]
        chosen = followable if yes else _ask(followable)
        if not chosen:
            out.note("Nothing was added.")
            return FAILED
        sources = [
            replace(section.source, every=wishes.every, announce_last=wishes.announce_last) for section in chosen
        ]
        if wishes.id:
            sources = [replace(sources[0], id=await _free(parts, SourceId(wishes.id), sources[0]))]
        added = await parts.store.add(explored.site, sources, parts.clock())
        settings = parts.settings
    out.document({"sources": [source_document(source, settings) for source in added]})
    for wanted, source in zip(sources, added, strict=True):
        if source.id != wanted.id:
            out.note(f"{source.url} has the id {source.id}: it was watched already, or {wanted.id} was taken.")
    out.say(f"\nWatching {len(added)} of {explored.site.title}:", "bold")
    rows = [
        (source.id, section_name(source.section) or source.title, f"{settings.address()}/feeds/{source.id}.atom")
        for source in added
    ]
    out.table(("id", "section", "feed"), rows, empty="")
    out.say("`noticewire run` visits them; `noticewire subscribe ADDRESS` sends what is new.", "dim")
    return 0


@click.command()
@click.argument("what", metavar="URL|FILE")
@click.option("--base-url", type=ADDRESS, help="The address a FILE was saved from.")
@selectors
@click.option("--zone", type=ZONE, help="The time zone its dates are written in.")
@invoked
def probe(
    invocation: Invocation,
    what: str,
    base_url: Url | None,
    item: str | None,
    link: str | None,
    title: str | None,
    date: str | None,
    zone: str | None,
) -> int:
    """Show what would be found at URL, or in a saved page FILE, without saving anything."""
    recipe = recipe_of(item, link, title, date)
    file = Path(what)
    if base_url is not None or (file.is_file() and not re.match(r"https?://", what)):
        if not file.is_file():
            raise NotFound(f"no such file: {what}")
        if base_url is None:
            raise click.UsageError("A saved page needs --base-url: the address it was saved from.")
        page = stored_page(file, base_url, None)
        return show_listing(invocation.out, page, zone=zone or invocation.settings().zone, recipe=recipe)
    url = ADDRESS.convert(what, None, click.get_current_context())
    return invocation.run(_probe(invocation, url, zone=zone, recipe=recipe))


async def _probe(invocation: Invocation, url: Url, *, zone: str | None, recipe: Recipe | None) -> int:
    async with invocation.parts() as parts:
        explored = await _explore(parts, invocation.out, url, zone=zone, recipe=recipe)
    show(invocation.out, explored)
    invocation.out.document(
        {
            "site": {"id": explored.site.id, "url": explored.site.url.text, "title": explored.site.title},
            "whole_site": explored.whole_site,
            "sections": [_section_document(section) for section in explored.sections],
            "feeds": [feed.text for feed in explored.feeds],
            "left_out": explored.left_out,
        }
    )
    return 0 if any(section.followable for section in explored.sections) else FAILED


async def _explore(parts: Parts, out: Output, url: Url, *, zone: str | None, recipe: Recipe | None) -> Explored:
    with out.progress() as report:
        return await parts.discovery.explore(url, zone=zone or parts.settings.zone, recipe=recipe, progress=report)


async def _free(parts: Parts, wanted: SourceId, source: Source) -> SourceId:
    known = await parts.store.source(wanted)
    if known and known.source.url.canonical != source.url.canonical:
        raise IdTaken(f"the id {wanted} is taken by {known.source.url}")
    return wanted


def show(out: Output, explored: Explored) -> None:
    """The sections with their newest notices, for people."""
    out.say(f"{explored.site.title}  {explored.site.url}", "bold")
    if explored.feeds:
        out.say("The site has feeds of its own: " + ", ".join(map(str, explored.feeds)))
        out.say("A feed reader takes them as they are; `noticewire add FEED` watches one of them here.", "dim")
    shown = _SHOWN_OF_MANY if explored.whole_site else _SHOWN_OF_ONE
    rows: list[Sequence[object]] = []
    number = 0
    for section in explored.sections:
        name = section_name(section.path) or section.source.title
        if section.failure or section.listing is None:
            cause = section.failure.cause if section.failure else "not read"
            rows.append(("-", name, "", f"({cause})"))
            continue
        number += section.followable
        lines = [(day(found.published), found.title) for found in newest(section.listing, shown)]
        for place, (when, title) in enumerate(lines or [("", "(empty)")]):
            rows.append(("" if place else number, "" if place else name, when, title))
    out.table(("no.", "section", "date", "newest notices"), rows, empty="Nothing to follow was found.")
    if explored.left_out:
        out.say(f"{explored.left_out} more sections were not looked at.")


def _ask(followable: Sequence[ExploredSection]) -> list[ExploredSection]:
    count = len(followable)
    if count == 1:
        return list(followable) if click.confirm("Watch it?", default=True, err=True) else []
    question = f"Watch all {count}? [Y/n, or numbers as in 1,3-5]"
    while True:
        answer = click.prompt(question, default="y", show_default=False, err=True)
        try:
            return [followable[number - 1] for number in choice(answer, count)]
        except ValueError as error:
            click.echo(str(error), err=True)


def choice(answer: str, count: int) -> list[int]:
    """The numbers from 1 that 'y', 'n' or '1,3-5' means, in order. Raises ValueError, in words for the person."""
    text = answer.strip().lower()
    if text in ("y", "yes", ""):
        return list(range(1, count + 1))
    if text in ("n", "no"):
        return []
    chosen: set[int] = set()
    for part in re.split(r"[,\s]+", text):
        span = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        first, last = (int(span.group(1)), int(span.group(2) or span.group(1))) if span else (0, 0)
        if not 1 <= first <= last <= count:
            raise ValueError(f"{part!r} is no number from 1 to {count}")
        chosen.update(range(first, last + 1))
    return sorted(chosen)


def recipe_of(item: str | None, link: str | None, title: str | None, date: str | None) -> Recipe | None:
    """The recipe of the options, if any. Raises UsageError for selectors without `item`."""
    if item is None and (link or title or date):
        raise click.UsageError("--link, --title and --date are relative to --item: give that too.")
    return Recipe(item, link, title, date) if item else None


def _section_document(section: ExploredSection) -> Mapping[str, object]:
    source = section.source
    return {
        "id": source.id,
        "url": source.url.text,
        "section": list(source.section),
        "error": section.failure.cause if section.failure else None,
        "listing": listing_document(section.listing) if section.listing else None,
    }
