"""Editing a source: its name, its place and its rhythm; and how its page is read, seen before it is saved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.config.durations import parse_duration
from service.domain.errors import FetchError, NoCandidates
from service.domain.naming import is_id
from service.domain.overview import SourceStatus
from service.domain.poll import Listing
from service.domain.source import Recipe, Source
from service.polling.visit import Visitor
from service.web.forms import fields_of
from service.web.gate import Gate
from service.web.owner.sources import SourcePages
from service.web.phrases import N_

__all__ = ["Editing", "Preview", "Wrong", "edited", "recipe_of"]

_SHORTEST = timedelta(minutes=1)
_LONGEST_TEXT = 200
_SHOWN = 30


class Wrong(ValueError):
    """A field that cannot be taken; the text is a message id."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a recipe makes of the page as it is now: a listing, or why there is none (`advice` a message id)."""

    recipe: Recipe | None
    listing: Listing | None = None
    cause: str = ""
    advice: str = ""

    @property
    def dated(self) -> int:
        return sum(found.published is not None for found in self.listing.candidates) if self.listing else 0


def edited(source: Source, fields: Mapping[str, str]) -> Source:
    """`source` with the title, section, tags and interval of a form. Raises Wrong. An interval that is shorter
    than may be given here, as the demo site's, may stay."""
    title = fields.get("title", "").strip()[:_LONGEST_TEXT]
    if not title:
        raise Wrong(N_("A source needs a title."))
    section = tuple(name.strip()[:_LONGEST_TEXT] for name in fields.get("section", "").split("/") if name.strip())
    every = fields.get("every", "").strip()
    try:
        interval = parse_duration(float(every) if every.isdecimal() else every) if every else None
    except ValueError:
        raise Wrong(N_("That is no interval. Write 30m, 2h or 1d, or leave it empty.")) from None
    if interval is not None and interval < _SHORTEST and interval != source.every:
        raise Wrong(N_("A minute between two visits is the least."))
    tags = frozenset(re.split(r"[\s,，、]+", fields.get("tags", "").strip())) - {""}
    if not all(map(is_id, tags)):
        raise Wrong(N_("A tag is written in a-z, 0-9 and single hyphens."))
    return replace(source, title=title, section=section, tags=tags, every=interval)


def recipe_of(fields: Mapping[str, str]) -> Recipe | None:
    """The recipe of a form; None: the page is read without one. Raises Wrong."""
    parts = {name: fields.get(name, "").strip()[:_LONGEST_TEXT] or None for name in ("link", "title", "date")}
    item = fields.get("item", "").strip()[:_LONGEST_TEXT]
    if not item and any(parts.values()):
        raise Wrong(N_("The other selectors stand within an item: give the selector of an item too."))
    return Recipe(item, **parts) if item else None


class Editing:
    """Forms on the page of one source."""

    def __init__(self, sources: SourcePages, gate: Gate, visitor: Visitor) -> None:
        self._sources = sources
        self._gate = gate
        self._visitor = visitor

    def routes(self) -> list[Route]:
        guard, one = self._gate.owner_only, "/owner/sources/{source}"
        return [
            Route(f"{one}/edit", guard(self.edit), methods=["POST"]),
            Route(f"{one}/preview", guard(self.preview), methods=["POST"]),
            Route(f"{one}/recipe", guard(self.save_recipe), methods=["POST"]),
        ]

    async def edit(self, request: Request) -> Response:
        status = await self._sources.ours(request)
        fields = await fields_of(request)
        try:
            source = edited(status.source, fields)
        except Wrong as error:
            return await self._sources.show(request, status, 422, wrong=str(error), typed=fields)
        return await self._save(request, source)

    async def preview(self, request: Request) -> Response:
        """The page is fetched and read as it would be; nothing is saved."""
        status = await self._sources.ours(request)
        fields = await fields_of(request)
        try:
            recipe = recipe_of(fields)
        except Wrong as error:
            return await self._sources.show(request, status, 422, wrong_recipe=str(error), typed=fields)
        preview = await self._look(status, recipe)
        return await self._sources.show(request, status, preview=preview, typed=fields)

    async def save_recipe(self, request: Request) -> Response:
        status = await self._sources.ours(request)
        fields = await fields_of(request)
        try:
            recipe = recipe_of(fields)
        except Wrong as error:
            return await self._sources.show(request, status, 422, wrong_recipe=str(error), typed=fields)
        return await self._save(request, replace(status.source, recipe=recipe))

    async def _save(self, request: Request, source: Source) -> Response:
        await self._sources.store.owner.edit_source(source, self._sources.pages.clock())
        return RedirectResponse(f"../{source.id}?said=saved", 303)

    async def _look(self, status: SourceStatus, recipe: Recipe | None) -> Preview:
        source = status.source
        try:
            _, listing = await self._visitor.look(
                source.url, zone=source.zone, recipe=recipe, ignore_robots=source.ignore_robots
            )
        except (FetchError, NoCandidates) as error:
            return Preview(recipe, cause=error.cause)
        return Preview(recipe, replace(listing, candidates=listing.candidates[:_SHOWN]))
