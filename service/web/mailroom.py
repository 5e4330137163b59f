"""The local mailbox in the browser: what would have been sent, had a mail server been set."""

import asyncio
import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from service.alerts.mailbox import KeptLetter, Mailbox
from service.web.rendering import Pages

__all__ = ["Mailroom", "letter_policy"]


class Mailroom:
    """Pages of the Maildir at `folder`."""

    def __init__(self, folder: Path, pages: Pages) -> None:
        self._folder = folder
        self._pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/mailbox", self.letters),
            Route("/mailbox/{letter}", self.letter),
            Route("/mailbox/{letter}/html", self.sheet),
            Route("/mailbox/{letter}/source", self.source),
        ]

    async def letters(self, request: Request) -> Response:
        letters = await asyncio.to_thread(Mailbox.read, self._folder)
        return self._pages.render(request, "mailbox.html", letters=letters)

    async def letter(self, request: Request) -> Response:
        return self._pages.render(request, "letter.html", kept=await self._find(request))

    async def sheet(self, request: Request) -> Response:
        """The mail's own HTML, for the frame in the letter's page: no script, nothing loaded, no styles but its
        own."""
        html = (await self._find(request)).letter.html
        if not html:
            raise HTTPException(404)
        return HTMLResponse(html, headers={"content-security-policy": letter_policy(html)})

    async def source(self, request: Request) -> Response:
        """The message as it was sent; as plain text, so that it is shown and never interpreted."""
        return Response((await self._find(request)).raw, media_type="text/plain; charset=utf-8")

    async def _find(self, request: Request) -> KeptLetter:
        kept = await asyncio.to_thread(Mailbox.find, self._folder, request.path_params["letter"])
        if kept is None:
            raise HTTPException(404)
        return kept


def letter_policy(html: str) -> str:
    """A policy that allows exactly the styles that stand in `html`, by their hashes (CSP Level 3)."""
    styles = _Styles()
    styles.feed(html)
    styles.close()
    allowed = " ".join(f"'sha256-{_digest(style)}'" for style in dict.fromkeys(styles.found))
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src 'unsafe-hashes' {allowed}" if allowed else "style-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-popups allow-popups-to-escape-sandbox",
        ]
    )


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


class _Styles(HTMLParser):
    """Collects style attributes and the text of style elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "style" and value]
        self._inside = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)
