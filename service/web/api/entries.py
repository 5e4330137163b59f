"""Entries over the API: listed, found by words, one with its article; and what an address would bring."""

from service.domain import entry as domain
from service.domain.access import Scope
from service.domain.entry import EntryId
from service.domain.errors import InvalidUrl, NoticewireError
from service.domain.feed import FeedId
from service.domain.source import SiteId, SourceId
from service.domain.urls import Url
from service.domain.words import Words
from service.polling.discovery import ExploredSection
from service.storage.store import Store
from service.web.api import models
from service.web.api.operation import Answer, Call, Operation, PathParameter
from service.web.api.problem import Problem
from service.web.explorations import Exploration, Explorations, TooManyExplorations

__all__ = ["EntryOperations", "ProbeOperations"]

_ENTRY = PathParameter("entry", models.ENTRY_ID, "The id of an entry.")
_PROBE = PathParameter("probe", models.CURSOR, "The id of a probe.")
_NEWEST = 10


class EntryOperations:
    """What was published."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def operations(self) -> list[Operation]:
        return [
            Operation(
                "listEntries", "GET", "/entries", "Entries, those found last first.", Scope.READ, self.listed,
                "entries", query=models.EntryQuery, result=models.Entries,
            ),
            Operation(
                "getEntry", "GET", "/entries/{entry}", "One entry with its article.", Scope.READ, self.get,
                "entries", parameters=(_ENTRY,), result=models.Entry,
            ),
            Operation(
                "search", "GET", "/search", "The newest entries that have these words.", Scope.READ, self.search,
                "entries", query=models.SearchQuery, result=models.Hits, problems=(404,),
                description="Width, case and traditional or simplified characters make no difference.",
            ),
        ]  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        query = call.query(models.EntryQuery)
        found = await self._store.owner.entries(
            limit=query.limit + 1,
            source_id=SourceId(query.source) if query.source else None,
            site_id=SiteId(query.site) if query.site else None,
            older_than=EntryId(query.cursor) if query.cursor else None,
        )
        shown = found[: query.limit]
        following = shown[-1].id if len(found) > query.limit else None
        return Answer(models.Entries(items=[_summary(entry) for entry in shown], next=following))

    async def get(self, call: Call) -> Answer:
        entry = await self._store.entry(EntryId(call.path["entry"]))
        if entry is None or entry.released_at is None:
            raise Problem(404, "No entry has this id. GET /entries lists them.")
        attachments = [
            models.Attachment(url=file.url.text, name=file.name, media_type=file.media_type, size=file.size)
            for file in entry.attachments
        ]
        return Answer(
            models.Entry(
                **_summary(entry).model_dump(),
                summary=entry.summary,
                author=entry.author,
                kind=entry.kind,
                html=entry.body,
                text=entry.text,
                attachments=attachments,
            )
        )

    async def search(self, call: Call) -> Answer:
        query = call.query(models.SearchQuery)
        words = Words.parse(query.q)
        feed = await self._store.feed(FeedId(query.feed), limit=query.limit, words=words)
        if feed is None:
            raise Problem(404, f"There is no feed {query.feed}: name a source, a group, a site, or all.")
        found = feed.entries if words else ()
        return Answer(models.Hits(items=[_summary(entry) for entry in found]))


class ProbeOperations:
    """What could be followed at an address. Looking takes a while, so it is begun, and asked for."""

    def __init__(self, explorations: Explorations) -> None:
        self._explorations = explorations

    def operations(self) -> list[Operation]:
        return [
            Operation(
                "startProbe", "POST", "/probes", "Look what can be followed at an address.", Scope.WRITE,
                self.start, "probes", status=202, body=models.NewProbe, result=models.Probe, located=True,
                problems=(409, 429), description="Nothing is watched by that. Ask for the result at Location.",
            ),
            Operation(
                "getProbe", "GET", "/probes/{probe}", "What was found so far.", Scope.READ, self.get, "probes",
                parameters=(_PROBE,), result=models.Probe, description="It is kept for an hour.",
            ),
        ]  # fmt: skip

    async def start(self, call: Call) -> Answer:
        try:
            found = self._explorations.start(Url.parse(call.body(models.NewProbe).url))
        except InvalidUrl as error:
            raise Problem(409, f"{error}. {InvalidUrl.advice}") from None
        except TooManyExplorations as error:
            raise Problem(429, f"{error}. {error.advice}", headers={"retry-after": "30"}) from None
        return Answer(_probe(found), f"/probes/{found.id}")

    async def get(self, call: Call) -> Answer:
        found = self._explorations.find(call.path["probe"])
        if found is None:
            raise Problem(404, "No probe has this id, or it is forgotten: they are kept for an hour.")
        return Answer(_probe(found))


def _summary(entry: domain.Entry) -> models.EntrySummary:
    return models.EntrySummary(
        id=entry.id,
        tag=entry.tag,
        site=entry.site_id,
        sources=list(entry.sources),
        url=entry.url.text,
        title=entry.title,
        dated_at=entry.dated_at,
        precision=entry.precision,
        first_seen_at=entry.first_seen_at,
        updated_at=entry.updated_at,
    )


def _probe(found: Exploration) -> models.Probe:
    explored = found.explored
    return models.Probe(
        id=found.id,
        url=found.url.text,
        done=found.done,
        looked_at=found.looked_at,
        of=found.in_all,
        site_title=explored.site.title if explored else None,
        whole_site=explored.whole_site if explored else None,
        sections=[_section(section) for section in explored.sections] if explored else [],
        failure=_cause(found.failure) if found.failure else None,
    )


def _section(section: ExploredSection) -> models.Section:
    listing, failure = section.listing, section.failure
    newest = listing.candidates[:_NEWEST] if listing else ()
    return models.Section(
        url=section.source.url.text,
        title=section.source.title,
        section=list(section.path),
        newest=[
            models.Found(title=one.title, url=one.url.text, day=one.published.day if one.published else None)
            for one in newest
        ],
        failure=models.Cause(cause=failure.cause, advice=failure.advice) if failure else None,
    )


def _cause(error: Exception) -> models.Cause:
    return models.Cause(cause=str(error), advice=error.advice if isinstance(error, NoticewireError) else "")
