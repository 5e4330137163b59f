"""The demo site as an ASGI application; the addresses are those of the CMS it looks like."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from service.demo.conditional import answer
from service.demo.files import file_bytes, media_type
from service.demo.menu import DUTIES, PROFILE, section_at
from service.demo.notices import Kind, Notice
from service.demo.pages import EMBEDDED, Pages, Rendered
from service.demo.site import DemoSite

_HTML = "text/html; charset=utf-8"
_STATIC = {
    "style/site.css": "text/css; charset=utf-8",
    "style/emblem.svg": "image/svg+xml",
    "js/site.js": "text/javascript; charset=utf-8",
}
_ROBOTS = b"User-agent: *\nDisallow: /system/resource/code/\n"


def demo_app(site: DemoSite) -> ASGIApp:
    """The site at the root of a host. Every page has an ETag and a Last-Modified, and answers 304."""
    answers = _Answers(site)
    return Starlette(
        routes=[
            Route("/", answers.home),
            Route("/index.htm", answers.home),
            Route("/info/{tree:int}/{number:int}.htm", answers.article),
            Route("/__local/{number:int}/{name}", answers.embedded),
            Route("/system/_content/download.jsp", answers.attachment),
            Route("/system/resource/code/news/click/dynclicks.jsp", answers.clicks),
            Route("/robots.txt", answers.robots),
            Route("/{name:path}.htm", answers.page),
            Route("/{name:path}", answers.static),
        ],
        exception_handlers={404: answers.missing},
    )


class _Answers:
    """What each address answers; an unknown one raises HTTPException(404)."""

    def __init__(self, site: DemoSite) -> None:
        self._site = site
        self._pages = Pages(site)
        here = Path(__file__).parent / "static"
        self._static = {name: (here / name).read_bytes() for name in _STATIC}

    async def home(self, request: Request) -> Response:
        return self._page(request, self._pages.home())

    async def page(self, request: Request) -> Response:
        """A plain page, a listing, or one of the listing's further pages."""
        slug = request.path_params["name"]
        for plain in (PROFILE, DUTIES):
            if slug == plain.slug:
                return self._page(request, self._pages.plain(plain))
        section = section_at(slug)
        if section is not None:
            return self._page(request, self._pages.listing(section))
        listing_slug, _, name = slug.rpartition("/")
        section = section_at(listing_slug)
        if section is None:
            raise HTTPException(404)
        return self._page(request, self._pages.listing(section, _number(name)))

    async def article(self, request: Request) -> Response:
        notice = self._notice(request.path_params["number"])
        if notice.section.tree != request.path_params["tree"]:
            raise HTTPException(404)
        if notice.kind is Kind.EXTERNAL:
            return RedirectResponse(notice.address)
        return self._page(request, self._pages.article(notice))

    async def attachment(self, request: Request) -> Response:
        number, place = divmod(_number(request.query_params.get("wbfileid", "")), 10)
        notice = self._notice(number)
        if place >= len(notice.attachments):
            raise HTTPException(404)
        name = notice.attachments[place]
        response = self._sent(request, _written(name, notice), media_type(name), notice.published_at)
        response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response

    async def embedded(self, request: Request) -> Response:
        """The PDF file or the picture that is an article's body."""
        notice = self._notice(request.path_params["number"])
        name = request.path_params["name"]
        if EMBEDDED.get(notice.kind) != name:
            raise HTTPException(404)
        if notice.kind is Kind.PDF:
            return self._sent(request, _written(name, notice), media_type(name), notice.published_at)
        picture = self._pages.poster(notice).encode()
        return self._sent(request, picture, "image/svg+xml", notice.published_at)

    async def clicks(self, request: Request) -> Response:
        """The counters that the pages' script asks for: views of an article, or downloads of an attachment.

        Both grow with the age of the notice.
        """
        number = _number(request.query_params.get("clickid", ""))
        of_file = request.query_params.get("clicktype") == "wbnewsfile"
        notice = self._notice(number // 10 if of_file else number)
        hours = (self._site.now() - notice.published_at) // timedelta(hours=1)
        return PlainTextResponse(
            str(number * 7919 % 83 // 4 + hours // 40 if of_file else 1 + number * 7919 % 83 + hours // 11)
        )

    async def robots(self, request: Request) -> Response:
        return self._sent(request, _ROBOTS, "text/plain; charset=utf-8", self._site.started_at)

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._static:
            raise HTTPException(404)
        return self._sent(request, self._static[name], _STATIC[name], self._site.started_at)

    async def missing(self, request: Request, _: Exception) -> Response:
        html = self._pages.missing(request.url.path)
        return Response(html, 404, {"content-type": _HTML, "cache-control": "no-store"})

    def _notice(self, number: int) -> Notice:
        notice = self._site.notice(number)
        if notice is None:
            raise HTTPException(404)
        return notice

    def _page(self, request: Request, page: Rendered | None) -> Response:
        if page is None:
            raise HTTPException(404)
        return self._sent(request, page.html.encode(), _HTML, page.changed_at)

    def _sent(self, request: Request, body: bytes, content_type: str, changed_at: datetime) -> Response:
        return answer(request, body, content_type, changed_at, self._site.now())


def _written(name: str, notice: Notice) -> bytes:
    return file_bytes(name, notice.title, tuple(notice.text.split("\n")))


def _number(text: str) -> int:
    """The number that `text` is written as; 0, which nothing is numbered, for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else 0
