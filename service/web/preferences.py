"""What a reader gets, changed by himself: reached by a link that is sent to his mailbox alone."""

import json
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from service.domain.channel import MailTarget
from service.domain.source import SourceId
from service.domain.subscription import Subscription
from service.storage.readers import Reader
from service.storage.store import Store
from service.web.correspondence import Correspondence, mail_address
from service.web.forms import fields_of, many_of
from service.web.links import Purpose
from service.web.offers import names_of, selected
from service.web.phrases import N_
from service.web.rendering import Pages
from service.web.wishes import Complaint, timing_fields, wish_of, with_wish, words_field

__all__ = ["Preferences"]


class Preferences:
    """Pages behind a signed link, and the one that sends it."""

    def __init__(self, store: Store, pages: Pages, correspondence: Correspondence) -> None:
        self._store = store
        self._pages = pages
        self._correspondence = correspondence

    def routes(self) -> list[Route]:
        return [
            Route("/preferences", self.ask, methods=["GET"]),
            Route("/preferences", self.send, methods=["POST"]),
            Route("/preferences/{token}", self.show, methods=["GET"]),
            Route("/preferences/{token}/data.json", self.export, methods=["GET"]),
            Route("/preferences/{token}/forget", self.forget, methods=["POST"]),
            Route("/preferences/{token}/{subscription}", self.change, methods=["POST"]),
            Route("/preferences/{token}/{subscription}/end", self.end, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        return self._pages.render(request, "preferences-ask.html", complaint="", email="")

    async def send(self, request: Request) -> Response:
        given = (await fields_of(request)).get("email", "")
        try:
            address = mail_address(given)
        except Complaint as complaint:
            return self._pages.render(
                request,
                "preferences-ask.html",
                status_code=422,
                complaint=str(complaint),
                email=given[:300],
            )
        wait = self._correspondence.wait(request)
        if wait is not None:
            minutes = -(-int(wait.total_seconds() + 1) // 60)
            return self._pages.render(request, "too-often.html", status_code=429, minutes=minutes)
        await self._correspondence.send_preferences(address, self._pages.language_of(request))
        return self._private(self._pages.render(request, "preferences-sent.html", address=address))

    async def show(self, request: Request) -> Response:
        return await self._page(request, await self._reader(request))

    async def change(self, request: Request) -> Response:
        reader = await self._reader(request)
        subscription = _open(reader, request)
        fields, ticked = await fields_of(request), await many_of(request, "section")
        selection = subscription.selection
        try:
            wish = wish_of(fields, ticked, selection, await self._selected(subscription), subscription.language)
        except Complaint as complaint:
            return await self._page(request, reader, complaint=str(complaint))
        await self._store.readers.change(with_wish(subscription, wish))
        return RedirectResponse("../" + request.path_params["token"] + "?saved=yes", 303)

    async def end(self, request: Request) -> Response:
        subscription = _open(await self._reader(request), request)
        await self._store.end_subscription(subscription.token, self._pages.clock())
        return RedirectResponse("../../" + request.path_params["token"] + "?ended=yes", 303)

    async def export(self, request: Request) -> Response:
        """All that is kept of the reader, as JSON; times are ISO 8601 in UTC."""
        reader = await self._reader(request, messages=True)
        body = json.dumps(_document(reader), ensure_ascii=False, indent=2)
        headers = {"content-disposition": 'attachment; filename="noticewire.json"'}
        return self._private(Response(body, media_type="application/json", headers=headers))

    async def forget(self, request: Request) -> Response:
        reader = await self._reader(request)
        if (await fields_of(request)).get("sure") != "yes":
            return await self._page(request, reader, complaint=N_("Tick that you are sure."))
        await self._store.readers.forget(reader.channel.id)
        return self._private(self._pages.render(request, "forgotten.html"))

    async def _reader(self, request: Request, *, messages: bool = False) -> Reader:
        read = await self._correspondence.read(Purpose.PREFERENCES, request.path_params["token"])
        if read is not None and read.expired:
            raise HTTPException(410)
        reader = await self._store.readers.reader(read.carried["channel"], messages=messages) if read else None
        if reader is None:
            raise HTTPException(404)
        return reader

    async def _selected(self, subscription: Subscription) -> list[SourceId]:
        """The sources it selects now, those it names alone too when they are no longer watched."""
        watched = selected(subscription.selection, await self._store.sources())
        return list(dict.fromkeys(watched + sorted(subscription.selection.sources)))

    async def _page(self, request: Request, reader: Reader, *, complaint: str = "") -> Response:
        statuses = await self._store.sources()
        by_id = {status.source.id: status for status in statuses}
        shown = [
            {
                "subscription": kept,
                "names": names_of(kept.selection, statuses),
                "sections": [by_id[source] for source in await self._selected(kept) if source in by_id],
                "fields": {
                    **timing_fields(kept.timing),
                    "zone": kept.zone,
                    "include": words_field(kept.rules.include),
                    "exclude": words_field(kept.rules.exclude),
                },
            }
            for kept in reader.subscriptions
            if kept.ended_at is None
        ]
        target = reader.channel.target
        page = self._pages.render(
            request,
            "preferences.html",
            status_code=422 if complaint else 200,
            token=request.path_params["token"],
            address=target.address if isinstance(target, MailTarget) else "",
            shown=shown,
            complaint=complaint,
            saved="saved" in request.query_params,
            ended="ended" in request.query_params,
        )
        return self._private(page)

    def _private(self, response: Response) -> Response:
        response.headers["referrer-policy"] = "no-referrer"
        response.headers["cache-control"] = "no-store"
        return response


def _open(reader: Reader, request: Request) -> Subscription:
    wanted = request.path_params["subscription"]
    found = next((kept for kept in reader.subscriptions if kept.id == wanted and kept.ended_at is None), None)
    if found is None:
        raise HTTPException(404)
    return found


def _document(reader: Reader) -> dict[str, Any]:
    target = reader.channel.target
    return {
        "address": target.address if isinstance(target, MailTarget) else None,
        "closed_because": reader.channel.disabled_reason or None,
        "subscriptions": [_subscription(kept) for kept in reader.subscriptions],
        "messages": [
            {
                "kind": message.kind,
                "state": message.state,
                "created_at": message.created_at.isoformat(),
                "ended_at": _iso(message.ended_at),
                "notices": list(message.titles),
            }
            for message in reader.messages
        ],
    }


def _subscription(kept: Subscription) -> dict[str, Any]:
    selection = kept.selection
    return {
        "sites": sorted(selection.sites),
        "groups": sorted([site, *path] for site, path in selection.groups),
        "sources": sorted(selection.sources),
        "told": str(kept.timing),
        "zone": kept.zone,
        "language": kept.language,
        "rules": {name: [str(clause) for clause in clauses] for name, clauses in kept.rules.named()},
        "created_at": kept.created_at.isoformat(),
        "ended_at": _iso(kept.ended_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
