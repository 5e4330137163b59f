"""create_app(): the layers of the web put together."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from service.domain.errors import StorageError
from service.domain.source import DEFAULT_ZONE
from service.polling.visit import Visitor
from service.storage.store import Store
from service.web.api.app import ROOT, create_api
from service.web.api.entries import EntryOperations, ProbeOperations
from service.web.api.people import PeopleOperations
from service.web.api.sources import SourceOperations
from service.web.browsing import Browsing
from service.web.calendars import Calendars
from service.web.conditional import etag_matches
from service.web.correspondence import Correspondence
from service.web.digests import Digests
from service.web.explorations import Explorations
from service.web.feedpages import FeedPages
from service.web.following import Following
from service.web.gate import NO_ACCESS, Access, Gate
from service.web.headers import SecurityHeaders
from service.web.hub import Hub
from service.web.mailroom import Mailroom
from service.web.making import FeedMaker
from service.web.operations import Operations
from service.web.owner.channels import OwnedChannels
from service.web.owner.deliveries import OwnedDeliveries
from service.web.owner.editing import Editing
from service.web.owner.lab import Lab
from service.web.owner.mending import OwnedMending
from service.web.owner.sources import OwnedSources, SourcePages
from service.web.preferences import Preferences
from service.web.problems import Problems
from service.web.rendering import Clock, Frame, Pages, StaticFile, static_files
from service.web.schemas import schema_routes
from service.web.serving import FeedDesk, FeedLayer
from service.web.signing import Signing
from service.web.subscribing import Subscribing
from service.web.traffic import CountingLayer, Traffic
from service.web.unsubscribing import Unsubscribing

__all__ = ["create_app"]

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_WHILE = "public, max-age=3600"


def create_app(
    store: Store,
    *,
    public_url: str,
    clock: Callable[[], datetime],
    mailbox: Path | None,
    version: str,
    language: str = "zh",
    zone: str = DEFAULT_ZONE,
    demo_url: str | None = None,
    late_after: timedelta = timedelta(minutes=10),
    trouble_after: timedelta = timedelta(days=1),
    access: Access = NO_ACCESS,
    visitor: Visitor | None = None,
    explorations: Explorations | None = None,
    open_subscriptions: bool = False,
    workers: bool = False,
) -> ASGIApp:
    """The whole web as one ASGI application; it starts nothing and holds nothing open.

    `public_url` is what links that leave the process carry; `clock` gives aware UTC; `mailbox` the Maildir of
    mails kept here, None when they are really sent; `language` ('zh' or 'en') is for browsers that ask for
    neither, `zone` for times that belong to no source; `demo_url` where the demo site is, when it runs;
    `late_after` how long work may be due before /healthz fails; `access` how the owner is known, by a session
    alone when nothing is said; `visitor` fetches and reads pages, None where nothing is to be fetched;
    `explorations` those under way, None where nobody adds sources; `open_subscriptions`: whether anybody may
    subscribe by mail, or the owner alone; `workers`: whether workers do what this daemon hands out.
    """
    traffic = Traffic()
    statics = static_files()
    frame = Frame(
        public_url,
        version,
        language,
        zone,
        has_mailbox=mailbox is not None,
        can_follow=explorations is not None,
        demo_url=demo_url,
        can_fetch=visitor is not None,
        open_subscriptions=open_subscriptions,
        has_workers=workers,
    )
    pages = Pages(frame, statics, clock)
    maker = FeedMaker(store, public_url=public_url, clock=clock, trouble_after=trouble_after)
    desk = FeedDesk(store, maker, public_url=public_url)
    problems = Problems(pages)
    gate = Gate(store.access, access, clock)
    correspondence = Correspondence(store, pages, gate)
    sources = SourcePages(store, pages)
    routes = [
        *Browsing(store, pages).routes(),
        *Calendars(store, pages).routes(),
        *Hub(store, public_url=public_url, clock=clock).routes(),
        *(Mailroom(mailbox, pages).routes() if mailbox else ()),
        *(Following(store, pages, gate, explorations).routes() if explorations else ()),
        *Subscribing(store, pages, correspondence, open_to_all=open_subscriptions).routes(),
        *Preferences(store, pages, correspondence).routes(),
        *Unsubscribing(store, pages).routes(),
        *Digests(store, pages).routes(),
        *schema_routes(),
        *Operations(store, pages, traffic, late_after=late_after).routes(),
        *OwnedSources(sources, gate).routes(),
        *(Editing(sources, gate, visitor).routes() if visitor else ()),
        *OwnedMending(sources, gate).routes(),
        *Lab(store, pages, gate).routes(),
        *OwnedDeliveries(store, pages, gate).routes(),
        *OwnedChannels(store, pages, gate).routes(),
        Mount(ROOT, _api(store, frame, clock, explorations)),
        *Signing(store.access, pages, gate).routes(),
        *FeedPages(desk, maker, pages).routes(),
        *_static_routes(statics),
    ]
    rest = Starlette(
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, minimum_size=600, compresslevel=6),
            Middleware(problems.net),
            Middleware(gate.layer),
        ],
        exception_handlers={HTTPException: problems.refused, StorageError: problems.unavailable},
    )
    rest.router.redirect_slashes = False
    return FeedLayer(desk, CountingLayer(rest, traffic), traffic)


def _api(store: Store, frame: Frame, clock: Clock, explorations: Explorations | None) -> ASGIApp:
    operations = [
        *SourceOperations(store, clock, frame.zone).operations(),
        *EntryOperations(store).operations(),
        *(ProbeOperations(explorations).operations() if explorations else ()),
        *PeopleOperations(store, clock, frame.zone, frame.language).operations(),
    ]
    public_url = urlsplit(frame.public_url).path.rstrip("/")
    return create_api(store.access, operations, clock=clock, version=frame.version, public_url=public_url)


def _static_routes(statics: Mapping[str, StaticFile]) -> list[Route]:
    async def static(request: Request) -> Response:
        file = statics.get(request.path_params.get("name", "favicon.svg"))
        if file is None:
            raise HTTPException(404)
        etag = f'"{file.mark}"'
        lasting = request.url.query == file.mark
        headers = {"etag": etag, "cache-control": _FOR_EVER if lasting else _FOR_A_WHILE}
        if etag_matches(request.headers.get("if-none-match", "").encode("latin-1"), (etag.encode(),)):
            return Response(status_code=304, headers=headers)
        return Response(file.body, headers={**headers, "content-type": file.media_type})

    return [Route("/static/{name}", static), Route("/favicon.svg", static), Route("/favicon.ico", static)]
