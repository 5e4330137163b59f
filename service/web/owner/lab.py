"""The rule lab: what a selection with rules would have sent, before anybody is told of anything."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.channel import ChannelId
from service.domain.digest import AtOnce, parse_timing
from service.domain.overview import SourceStatus
from service.domain.rehearsal import Rehearsed, would_have_sent
from service.domain.rules import Clause, Rules
from service.domain.source import SiteId, SourceId
from service.domain.subscription import Selection, SourceKey, Subscription, SubscriptionId
from service.matching import check_pattern, search
from service.storage.store import Store
from service.web.catalogue import section_name
from service.web.gate import Gate
from service.web.rendering import Pages

__all__ = ["Lab", "Trial", "trial_of"]

_SPAN = timedelta(days=90)
_MOST_ENTRIES = 5000
_SHOWN = 200
_LONGEST = 2000
_PATTERNS = frozenset({"patterns", "exclude_patterns"})
_FIELDS = ("include", "exclude", "patterns", "exclude_patterns", "urgent")


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule as the form says it: one clause a line. `wrong` says in English what cannot be read, by field."""

    fields: Mapping[str, str]
    rules: Rules
    wrong: Mapping[str, str]


def trial_of(fields: Mapping[str, str]) -> Trial:
    """Lines that cannot be read are told and left out."""
    clauses: dict[str, tuple[Clause, ...]] = {}
    wrong: dict[str, str] = {}
    for name in _FIELDS:
        read = []
        for line in fields.get(name, "")[:_LONGEST].splitlines():
            if not line.strip():
                continue
            try:
                clause = Clause.parse(line.strip())
                if name in _PATTERNS:
                    check_pattern(clause.text)
                read.append(clause)
            except ValueError as error:
                wrong[name] = str(error)
        clauses[name] = tuple(read)
    return Trial(fields, Rules(**clauses), wrong)


class Lab:
    """A page whose address holds the rule, so that it can be kept and shared."""

    def __init__(self, store: Store, pages: Pages, gate: Gate) -> None:
        self._store = store
        self._pages = pages
        self._gate = gate

    def routes(self) -> list[Route]:
        return [Route("/owner/lab", self._gate.owner_only(self.lab), methods=["GET"])]

    async def lab(self, request: Request) -> Response:
        statuses = await self._store.sources()
        query = dict(request.query_params)
        kept = await self._kept(query.get("subscription", ""))
        now = self._pages.clock()
        trial = _trial_of_kept(kept) if kept else trial_of(query)
        subscription = kept or self._subscription(trial, query, now)
        tried = bool(kept or any(query.get(name, "").strip() for name in (*_FIELDS, "where", "when")))
        found: list[Rehearsed] = []
        read = 0
        if tried and not trial.wrong:
            entries = await self._store.owner.entries_dated(now - _SPAN, now, limit=_MOST_ENTRIES)
            read = len(entries)
            keys = {status.source.id: _key(status) for status in statuses}
            found = await asyncio.to_thread(would_have_sent, subscription, entries, keys, search)
        return await asyncio.to_thread(
            self._pages.render,
            request,
            "owner/lab.html",
            trial=trial,
            kept=kept,
            tried=tried,
            where=query.get("where", ""),
            when=query.get("when", "") if not kept else str(kept.timing),
            found=found[:_SHOWN],
            count=len(found),
            messages=len({one.owed.id for one in found}),
            read=read,
            days=_SPAN.days,
            sites=list({status.site.id: status.site for status in statuses}.values()),
            statuses=statuses,
            section_name=section_name,
        )

    async def _kept(self, identity: str) -> Subscription | None:
        if not identity:
            return None
        return next((one for one in await self._store.subscriptions() if one.id == identity), None)

    def _subscription(self, trial: Trial, query: Mapping[str, str], now: datetime) -> Subscription:
        try:
            timing = parse_timing(query.get("when", "") or "at once")
        except ValueError:
            timing = AtOnce()
        frame = self._pages.frame
        return Subscription(
            SubscriptionId("lab"),
            ChannelId("lab"),
            _selection(query.get("where", "")),
            timing,
            now,
            "",
            zone=frame.zone,
            language=frame.language,
            rules=trial.rules,
        )


def _selection(where: str) -> Selection:
    kind, _, identity = where.partition(":")
    if kind == "site":
        return Selection(sites=frozenset({SiteId(identity)}))
    if kind == "source":
        return Selection(sources=frozenset({SourceId(identity)}))
    return Selection()


def _trial_of_kept(kept: Subscription) -> Trial:
    fields = {name: "\n".join(map(str, clauses)) for name, clauses in kept.rules.named()}
    return Trial(fields, kept.rules, {})


def _key(status: SourceStatus) -> SourceKey:
    source = status.source
    return SourceKey(source.id, source.site_id, source.section, source.tags)
