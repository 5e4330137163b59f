"""Pages from templates: language, relative links, times; jinja2's only owner in the web."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from service.domain.feed import FeedFormat
from service.domain.methods import spoken_method
from service.domain.remark import Remark
from service.domain.source import DEFAULT_ZONE
from service.feeds import feed_url
from service.web import moments
from service.web.filetypes import file_type
from service.web.gate import visitor_of
from service.web.language import COOKIE, choose_language, tag_of
from service.web.phrases import ARTICLE_NOTES, MEANINGS, verdict
from service.web.serving import feed_path
from service.web.sparkline import HEIGHT, WIDTH, bars
from service.wording import LANGUAGES, translation
from service.wording.remarks import in_language
from service.wording.spans import span

__all__ = ["Clock", "Frame", "Pages", "static_files"]

Clock = Callable[[], datetime]
"""Gives aware UTC."""

_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its content. `zone` (IANA) is for times that belong to no
    source; `demo_url`: the demo site, when it runs; `has_mailbox`: whether
    there are mails to read at /mailbox; `can_fetch`: whether pages can be fetched for the owner to see;
    `can_follow`: whether sites can be added at /follow; `open_subscriptions`:
    whether anybody may subscribe by mail; `has_workers`: whether workers do what this daemon hands out."""

    public_url: str
    version: str
    language: str
    zone: str = DEFAULT_ZONE
    has_mailbox: bool = False
    can_follow: bool = False
    demo_url: str | None = None
    can_fetch: bool = False
    open_subscriptions: bool = False
    has_workers: bool = False


@dataclass(frozen=True, slots=True)
class StaticFile:
    """`mark` changes with the content, so that browsers may keep a file for ever under its marked address."""

    body: bytes
    media_type: str
    mark: str


def static_files() -> Mapping[str, StaticFile]:
    """Our style sheet, script and icon by name."""
    kinds = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
    found = {}
    for file in (files("service.web") / "static").iterdir():
        media_type = kinds.get(file.name.rpartition(".")[2])
        if media_type:
            body = file.read_bytes()
            found[file.name] = StaticFile(body, media_type, hashlib.sha256(body).hexdigest()[:12])
    return found


class Pages:
    """Renders templates for one request at a time."""

    def __init__(self, frame: Frame, statics: Mapping[str, StaticFile], clock: Callable[[], datetime]) -> None:
        self.frame = frame
        self.clock = clock
        self._statics = statics
        self._environments = {language: self._environment(language) for language in LANGUAGES}

    def render(
        self,
        request: Request,
        template: str,
        *,
        status_code: int = 200,
        language: str | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """The page in the reader's language; `language` is used where neither address nor cookie asks for one."""
        chosen = self.language_of(request, language)
        now = self.clock()
        root = "../" * max(0, request.url.path.count("/") - 1) or "./"
        body = (
            self._environments[chosen]
            .get_template(template)
            .render(
                root=root,
                path=request.url.path,
                query=request.query_params.get("q", ""),
                now=now,
                visitor=visitor_of(request),
                age=partial(moments.age, now=now, language=chosen),
                day=lambda moment, zone: moments.day(moment, now, zone, chosen),
                **values,
            )
        )
        response = HTMLResponse(body, status_code=status_code)
        response.headers["content-language"] = tag_of(chosen)
        response.headers["vary"] = "Accept-Language, Cookie"
        response.headers["cache-control"] = "private, no-cache"
        if request.query_params.get("lang") == chosen:
            response.set_cookie(COOKIE, chosen, max_age=_A_YEAR, path="/", samesite="lax", httponly=True)
        return response

    def language_of(self, request: Request, hint: str | None = None) -> str:
        return choose_language(
            request.query_params,
            request.cookies,
            "" if hint else request.headers.get("accept-language", ""),
            hint or self.frame.language,
        )

    def words(self, request: Request) -> Callable[[str], str]:
        """The reader's translation, for words that are not in a template."""
        return translation(self.language_of(request)).gettext

    def _environment(self, language: str) -> Environment:
        environment = Environment(
            loader=PackageLoader("service.web"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # jinja2's extension adds this method at run time.
        install: Callable[..., None] = vars(environment)["install_gettext_translations"]
        install(translation(language), newstyle=True)
        environment.globals.update(
            frame=self.frame,
            language=language,
            language_tag=tag_of(language),
            other_language=next(other for other in LANGUAGES if other != language),
            static=self._static,
            feed_address=lambda head, format_="rss": feed_url(self.frame.public_url, head.id, FeedFormat(format_)),
            feed_path=lambda head, format_="rss": feed_path(head.id, FeedFormat(format_)),
            minute=lambda moment, zone: moments.minute(moment, zone, language),
            verdict=verdict,
            article_notes=ARTICLE_NOTES,
            meanings=MEANINGS,
            span=lambda due: span(due, language),
            bars=bars,
            bars_box=(WIDTH, HEIGHT),
            file_type=file_type,
            zones=moments.COMMON_ZONES,
        )
        environment.filters.update(
            said=partial(_said, language=language),
            spoken=lambda text: in_language(text, language),
            method=lambda method: in_language(spoken_method(method), language),
        )
        return environment

    def _static(self, name: str) -> str:
        return f"static/{name}?{self._statics[name].mark}"


def _said(text: str, language: str) -> str:
    """A remark in the page's language; other text is English, or whatever a server says, and marked so."""
    if isinstance(text, Remark):
        return in_language(text, language)
    return Markup('<span lang="en">{}</span>').format(text) if text else ""
