"""What the address of a feed asks for: which feed, in which format, and how much of it. Pure.

`/feeds/<id>.<format>`, or `/feeds/tags/<tag>.<format>`, with `?limit=`, `?content=` and `?q=`;
`/feeds/<id>/archive/<number>[-<length>].<format>` is a document of its archive (RFC 5005 section 4),
`/feeds/private/<token>.<format>` a feed at a secret address.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote

from service.domain.feed import FeedFormat, FeedId
from service.domain.words import LONGEST_QUERY, Words

__all__ = [
    "EVERYTHING",
    "SEARCH",
    "ArchivePage",
    "Content",
    "FeedView",
    "Unclear",
    "newest_page",
    "parse_address",
    "parse_view",
    "shown_by",
    "tag_feed",
    "tag_of",
]

EVERYTHING = FeedId("all")
SEARCH = FeedId("search")
"""Everything, with words to look for."""

USUAL_LIMIT = 50
MOST_ENTRIES = 200
ARCHIVE_PAGE = 50
"""Entries of a full document of the archive."""
_PRIVATE = "private/"
_TAGS = "tags/"
_ADDRESS = re.compile(
    r"/feeds/(?P<private>private/)?(?P<id>(?:tags/)?[^/]+?)"
    r"(?:/archive/(?P<number>[1-9][0-9]{0,6})(?:-(?P<length>[1-9][0-9]{0,3}))?)?"
    r"\.(?P<format>rss|atom|json)"
)


class Content(StrEnum):
    """How much of an entry a feed carries."""

    FULL = "full"
    SUMMARY = "summary"
    TITLE = "title"


class Unclear(ValueError):
    """An address of ours with a parameter that means nothing; the message says which and what it may be."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """A document of the archive, counted from 1; `length`: its first entries alone, while it is not yet full."""

    number: int
    length: int | None = None


@dataclass(frozen=True, slots=True)
class FeedView:
    """One document of one feed. `words` is a query as typed, with single blanks; empty: every entry.

    `token` is the secret of a private feed, whose `feed_id` is then of no meaning.
    """

    feed_id: FeedId
    format: FeedFormat
    limit: int = USUAL_LIMIT
    content: Content = Content.FULL
    words: str = ""
    archive: ArchivePage | None = None
    token: str = ""

    @property
    def address(self) -> str:
        """Where it is served, in its one canonical form, without the leading slash."""
        name = _PRIVATE + quote(self.token, safe="-._~") if self.token else _name(self.feed_id)
        if self.archive:
            name += f"/archive/{self.archive.number}"
            name += f"-{self.archive.length}" if self.archive.length else ""
        asked = []
        if self.words:
            asked.append(f"q={quote(self.words, safe='')}")
        if self.content is not Content.FULL:
            asked.append(f"content={self.content.value}")
        if self.limit != USUAL_LIMIT:
            asked.append(f"limit={self.limit}")
        return f"feeds/{name}.{self.format.value}" + (f"?{'&'.join(asked)}" if asked else "")


def tag_feed(tag: str) -> FeedId:
    """The feed of all sources with the owner's tag."""
    return FeedId(_TAGS + tag)


def tag_of(feed_id: FeedId) -> str | None:
    """The tag whose feed this is; None: it is another kind of feed."""
    return feed_id.removeprefix(_TAGS) if feed_id.startswith(_TAGS) else None


def parse_view(path: str, query: str = "") -> FeedView | None:
    """The view that a path (decoded, from '/') and a query string ask for; None: no feed's address.

    Parameters that are not ours are passed over: trackers hang theirs on every address. Raises Unclear for one of
    ours that cannot be understood.
    """
    found = _ADDRESS.fullmatch(path)
    if found is None:
        return None
    asked = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    words = " ".join(asked.get("q", "").split())
    if len(words) > LONGEST_QUERY:
        raise Unclear(f"q: a search of at most {LONGEST_QUERY} characters")
    name, format_ = found["id"], FeedFormat(found["format"])
    archive = ArchivePage(int(found["number"]), _count(found["length"])) if found["number"] else None
    if name == SEARCH and not found["private"] and not Words.parse(words):
        raise Unclear("q: the words to search for, as in ?q=%E6%8B%9B%E8%81%98")
    if archive and (words or found["private"]):
        return None
    return FeedView(
        FeedId("") if found["private"] else FeedId(name),
        format_,
        limit=USUAL_LIMIT if archive else _limit(asked.get("limit")),
        content=_content(asked.get("content")),
        words=words,
        archive=archive,
        token=name if found["private"] else "",
    )


def newest_page(places: int) -> ArchivePage | None:
    """The document that holds the last of so many places; None: there is none. One that is not yet full has its
    length in its address: so no document ever changes, whoever fetched it (RFC 5005 section 4)."""
    number, rest = divmod(places, ARCHIVE_PAGE)
    if places == 0:
        return None
    return ArchivePage(number + 1, rest) if rest else ArchivePage(number)


def shown_by(view: FeedView) -> FeedId:
    """The feed whose entries the view chooses from."""
    return EVERYTHING if view.feed_id == SEARCH else view.feed_id


def parse_address(address: str, public_url: str) -> FeedView | None:
    """The view at an absolute address, if it is one of ours below `public_url`; None else. Raises Unclear."""
    base = public_url.rstrip("/")
    if not address.startswith(base + "/feeds/"):
        return None
    path, _, query = address.removeprefix(base).partition("#")[0].partition("?")
    return parse_view(unquote(path), query)


def _name(feed_id: FeedId) -> str:
    tag = tag_of(feed_id)
    return quote(feed_id, safe="-._~") if tag is None else _TAGS + quote(tag, safe="-._~")


def _limit(text: str | None) -> int:
    if text is None or text == "":
        return USUAL_LIMIT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_ENTRIES):
        raise Unclear(f"limit: a number from 1 to {MOST_ENTRIES}")
    return int(text)


def _content(text: str | None) -> Content:
    if not text:
        return Content.FULL
    try:
        return Content(text)
    except ValueError as error:
        raise Unclear(f"content: one of {', '.join(Content)}") from error


def _count(text: str | None) -> int | None:
    return int(text) if text else None
