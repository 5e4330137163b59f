"""The shelf: answers kept ready as the very messages the server sends, within a limit of bytes."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

import brotli
from starlette.types import Message, Scope

from service.web.conditional import etag_matches, preferred_coding, prefers_page, unmodified_since

__all__ = ["Answer", "Document", "Shelf"]

_PACKED_FROM = 512
"""Smaller bodies gain nothing from packing."""
_BROTLI_QUALITY = 5

_Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Document:
    """What an answer is made of. `etag` is strong and quoted, `last_modified` aware UTC, or None for none.

    `extra` are header lines of this document alone, names in lower case. A `public` document may be read by
    scripts of any site; `has_page`: a browser that asks for HTML gets a page instead.
    """

    body: bytes
    media_type: str
    etag: str
    last_modified: datetime | None
    cache_control: str
    extra: tuple[tuple[str, str], ...] = ()
    public: bool = True
    has_page: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One content coding of a document: the messages of 200 and 304."""

    whole: Message
    unchanged: Message
    body: Message


class Answer:
    """A document ready to send, plain and packed, whole and unchanged.

    `seen` is the Store's global version up to which it is known to be current, `version` that of its own feed, and
    `checked_at` when that was last looked at (monotonic seconds).
    """

    __slots__ = ("_etags", "_forms", "_has_page", "_last_modified", "checked_at", "seen", "size", "version")

    def __init__(
        self, document: Document, *, seen: int, version: Hashable = None, checked_at: float = 0.0
    ) -> None:
        self.seen = seen
        self.version = version
        self.checked_at = checked_at
        self._last_modified = document.last_modified
        self._has_page = document.has_page
        bodies = {"": document.body} | (_packed(document.body) if len(document.body) >= _PACKED_FROM else {})
        # Each coding is a representation of its own, and a strong tag names one (RFC 9110 section 8.8.3.3).
        tags = {coding: _tag(document.etag, coding) for coding in bodies}
        self._etags = tuple(tags.values())
        self._forms = {coding: _form(document, body, tags[coding], coding) for coding, body in bodies.items()}
        self.size = sum(map(len, bodies.values()))

    def reply(self, scope: Scope, *, raw: bool = False) -> tuple[Message, Message] | None:
        """Start and body of the answer to a GET or HEAD. They are shared: to change one, copy it.

        None: the request wants the page beside this document (never with `raw`).
        """
        if_none_match = if_modified_since = encodings = b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                encodings = value
            elif name == b"accept":
                if self._has_page and not raw and prefers_page(value):
                    return None
            elif name == b"if-none-match":
                # A field given on several lines is one list (RFC 9110 section 5.3).
                if_none_match = if_none_match + b", " + value if if_none_match else value
            elif name == b"if-modified-since":
                if_modified_since = value
        forms = self._forms
        form = forms[preferred_coding(encodings) if encodings and len(forms) > 1 else ""]
        if (if_none_match or if_modified_since) and self._is_unchanged(if_none_match, if_modified_since):
            return form.unchanged, _NO_BODY
        return form.whole, form.body if scope["method"] != "HEAD" else _NO_BODY

    def _is_unchanged(self, if_none_match: bytes, if_modified_since: bytes) -> bool:
        if if_none_match:  # where both are given, the tag decides (RFC 9110 section 13.2.2)
            return etag_matches(if_none_match, self._etags)
        if not if_modified_since or self._last_modified is None:
            return False
        return unmodified_since(if_modified_since, self._last_modified)


class Shelf:
    """Answers by path, the least recently used put away when their bytes exceed `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, path: str) -> Answer | None:
        answer = self._answers.get(path)
        if answer is not None:
            self._answers.move_to_end(path)
        return answer

    def glance(self, path: str) -> Answer | None:
        """As `get`, without counting as use: for the many looks between two uses."""
        return self._answers.get(path)

    def put(self, path: str, answer: Answer) -> None:
        """An answer larger than the whole shelf is not kept."""
        self.drop(path)
        if answer.size > self._limit:
            return
        self._answers[path] = answer
        self.size += answer.size
        while self.size > self._limit:
            _, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size

    def drop(self, path: str) -> None:
        answer = self._answers.pop(path, None)
        if answer is not None:
            self.size -= answer.size


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _packed(body: bytes) -> dict[str, bytes]:
    return {
        "br": bytes(brotli.compress(body, quality=_BROTLI_QUALITY)),
        "gzip": gzip.compress(body, 6, mtime=0),
    }


def _tag(etag: str, coding: str) -> bytes:
    return (f'{etag[:-1]}-{coding}"' if coding else etag).encode("ascii")


def _form(document: Document, body: bytes, etag: bytes, coding: str) -> _Form:
    lasting = [
        (b"etag", etag),
        (b"cache-control", document.cache_control.encode("latin-1")),
        (b"vary", b"accept, accept-encoding" if document.has_page else b"accept-encoding"),
    ]
    if document.public:
        lasting += [
            (b"access-control-allow-origin", b"*"),
            (b"access-control-expose-headers", b"etag, last-modified, link"),
        ]
    described = [
        (b"content-type", document.media_type.encode("latin-1")),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        *((name.encode("latin-1"), value.encode("latin-1")) for name, value in document.extra),
        *([(b"content-encoding", coding.encode())] if coding else []),
        *lasting,
    ]
    if document.last_modified is not None:  # in 304 the tag says it (RFC 9110 section 15.4.5)
        described.append((b"last-modified", format_datetime(document.last_modified, usegmt=True).encode()))
    return _Form(
        whole=_start(200, described),
        unchanged=_start(304, lasting),
        body={"type": "http.response.body", "body": body},
    )


def _start(status: int, headers: _Headers) -> Message:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}
