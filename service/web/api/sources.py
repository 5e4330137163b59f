"""Sources over the API: listed, added, changed, visited, decided on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from service.domain import source as domain
from service.domain.access import Scope
from service.domain.errors import InvalidUrl
from service.domain.naming import site_id, source_id
from service.domain.overview import SourceStatus
from service.domain.source import Origin, Site, SourceId
from service.domain.urls import Url
from service.storage.store import Store
from service.web.api import models
from service.web.api.operation import Answer, Call, Operation, PathParameter
from service.web.api.problem import Problem
from service.web.rendering import Clock

__all__ = ["SOURCE", "SourceOperations", "page_of"]

SOURCE = PathParameter("source", models.ID, "The id of a source.")
_TAG = "sources"


class SourceOperations:
    """`zone` (IANA) is that of sources that are added."""

    def __init__(self, store: Store, clock: Clock, zone: str) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone

    def operations(self) -> list[Operation]:
        one, source = "/sources/{source}", (SOURCE,)
        return [
            Operation(
                "listSources", "GET", "/sources", "What is watched, and how it is.", Scope.READ, self.listed, _TAG,
                query=models.SourceQuery, result=models.Sources,
            ),
            Operation(
                "addSource", "POST", "/sources", "Watch one listing.", Scope.WRITE, self.add, _TAG,
                status=201, body=models.NewSource, result=models.Source, located=True, problems=(409,),
                description="One that is watched already is not doubled. Its first visit comes at once.",
            ),
            Operation(
                "getSource", "GET", one, "One source.", Scope.READ, self.get, _TAG,
                parameters=source, result=models.Source,
            ),
            Operation(
                "changeSource", "PATCH", one, "Change what is given.", Scope.WRITE, self.change, _TAG,
                parameters=source, body=models.SourceChange, result=models.Source, problems=(409,),
                description="With another recipe its page is read whole, at once.",
            ),
            Operation(
                "removeSource", "DELETE", one, "Watch it no more.", Scope.WRITE, self.remove, _TAG,
                status=204, parameters=source, problems=(409,), description="What it brought is kept.",
            ),
            Operation(
                "visitSource", "POST", f"{one}/visit", "Visit it now.", Scope.WRITE, self.visit, _TAG,
                status=202, parameters=source, result=models.Source, problems=(409,),
                description="Unless it is paused, or its site asked us to wait.",
            ),
            Operation(
                "decideHeld", "POST", f"{one}/held", "Decide on the notices that are held back.", Scope.WRITE,
                self.decide, _TAG, parameters=source, body=models.Decision, result=models.Count,
            ),
        ]  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        query = call.query(models.SourceQuery)
        found = [
            status
            for status in await self._store.sources()
            if query.health in (None, status.state.health) and query.tag in (None, *status.source.tags)
        ]
        items, following = page_of(found, [str(one.source.id) for one in found], query)
        return Answer(models.Sources(items=[_told(status) for status in items], next=following))

    async def add(self, call: Call) -> Answer:
        wanted = call.body(models.NewSource)
        try:
            url = Url.parse(wanted.url)
        except InvalidUrl as error:
            raise Problem(409, f"{error}. {InvalidUrl.advice}") from None
        site = Site(site_id(url), url.join("/"), wanted.site_title or url.host)
        title = wanted.title or " / ".join(wanted.section) or url.path
        source = domain.Source(
            source_id(url),
            site.id,
            url,
            title,
            tuple(wanted.section),
            self._zone,
            every=timedelta(seconds=wanted.every) if wanted.every else None,
            recipe=_recipe(wanted.recipe),
            tags=frozenset(wanted.tags),
        )
        (kept,) = await self._store.add(site, [source], self._clock())
        return Answer(_told(await self._status(kept.id)), f"/sources/{kept.id}")

    async def get(self, call: Call) -> Answer:
        return Answer(_told(await self._status(call.path["source"])))

    async def change(self, call: Call) -> Answer:
        status = await self._ours(call)
        wanted = call.body(models.SourceChange)
        source = status.source
        if wanted.title is not None:
            source = replace(source, title=wanted.title)
        if wanted.section is not None:
            source = replace(source, section=tuple(wanted.section))
        if wanted.tags is not None:
            source = replace(source, tags=frozenset(wanted.tags))
        if "every" in wanted.model_fields_set:
            source = replace(source, every=timedelta(seconds=wanted.every) if wanted.every else None)
        if "recipe" in wanted.model_fields_set:
            source = replace(source, recipe=_recipe(wanted.recipe))
        now = self._clock()
        if source != status.source:
            await self._store.owner.edit_source(source, now)
        if wanted.paused is not None:
            await self._store.set_paused(source.id, wanted.paused, now)
        return Answer(_told(await self._status(source.id)))

    async def remove(self, call: Call) -> Answer:
        status = await self._ours(call)
        await self._store.remove_source(status.source.id, self._clock())
        return Answer()

    async def visit(self, call: Call) -> Answer:
        status = await self._status(call.path["source"])
        now = self._clock()
        wait = status.state.wait_until
        if wait and wait > now:
            raise Problem(409, f"The site asked us to wait until {_written(wait)}: {status.state.evidence}")
        if not await self._store.make_due(status.source.id, now):
            raise Problem(409, "It is paused. Let it go on first: PATCH it with paused false.")
        return Answer(_told(await self._status(status.source.id)))

    async def decide(self, call: Call) -> Answer:
        status = await self._status(call.path["source"])
        announce = call.body(models.Decision).announce
        count = await self._store.held(status.source.id, announce=announce, now=self._clock())
        return Answer(models.Count(count=count))

    async def _status(self, identity: str) -> SourceStatus:
        status = await self._store.source(SourceId(identity))
        if status is None:
            raise Problem(404, f"No source has the id {identity}. GET /sources lists them.")
        return status

    async def _ours(self, call: Call) -> SourceStatus:
        status = await self._status(call.path["source"])
        if status.source.origin is Origin.CONFIG:
            raise Problem(409, "The configuration file declares it: change it there, then send SIGHUP.")
        return status


def page_of(
    items: Sequence[SourceStatus], ids: Sequence[str], query: models.PageQuery
) -> tuple[Sequence[SourceStatus], str | None]:
    """The page after the cursor, and the cursor of the next; nothing for one that is not there any more."""
    start = 0
    if query.cursor is not None:
        start = ids.index(query.cursor) + 1 if query.cursor in ids else len(ids)
    end = start + query.limit
    return items[start:end], ids[end - 1] if end < len(ids) else None


def _recipe(given: models.Recipe | None) -> domain.Recipe | None:
    return domain.Recipe(given.item, given.link, given.title, given.date) if given else None


def _told(status: SourceStatus) -> models.Source:
    source, state, recipe = status.source, status.state, status.source.recipe
    return models.Source(
        id=source.id,
        site=status.site.id,
        site_title=status.site.title,
        url=source.url.text,
        title=source.title,
        section=list(source.section),
        tags=sorted(source.tags),
        zone=source.zone,
        every=int(source.every.total_seconds()) if source.every else None,
        recipe=models.Recipe.model_construct(
            item=recipe.item, link=recipe.link, title=recipe.title, date=recipe.date
        )
        if recipe
        else None,
        declared=source.origin is Origin.CONFIG,
        paused=source.paused,
        health=state.health,
        evidence=state.evidence,
        failures=state.failures,
        last_poll_at=state.last_poll_at,
        last_good_at=state.last_good_at,
        next_poll_at=state.next_poll_at,
        entries=status.entries,
        held=status.held,
    )


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
