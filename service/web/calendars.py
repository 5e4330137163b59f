"""What feeds ask for by when, for calendar programs: '/calendars/<feed>.ics'."""

import asyncio
import hashlib
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.domain.feed import FeedId
from service.feeds.calendar import MEDIA_TYPE, build_calendar
from service.storage.store import Store
from service.web.conditional import etag_matches
from service.web.language import tag_of
from service.web.rendering import Pages

__all__ = ["Calendars"]

_KEPT = timedelta(days=30)
"""How long an item stays after it is over: programs that come rarely still show what was."""


class Calendars:
    """One calendar for each feed. Built at each request: programs come once an hour."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages

    def routes(self) -> list[Route]:
        return [Route("/calendars/{feed}.ics", self.calendar)]

    async def calendar(self, request: Request) -> Response:
        since = self._pages.clock() - _KEPT
        feed = await self._store.due(FeedId(request.path_params["feed"]), since=since)
        if feed is None:
            raise HTTPException(404)
        body = await asyncio.to_thread(
            build_calendar,
            feed,
            public_url=self._pages.frame.public_url,
            language=tag_of(self._pages.language_of(request)),
            gettext=self._pages.words(request),
            since=since,
        )
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {
            "etag": etag,
            "cache-control": "public, max-age=900",
            "vary": "Accept-Language, Cookie",
            "access-control-allow-origin": "*",
        }
        if etag_matches(request.headers.get("if-none-match", "").encode("latin-1"), (etag.encode(),)):
            return Response(status_code=304, headers=headers)
        return Response(body, headers={**headers, "content-type": MEDIA_TYPE})
