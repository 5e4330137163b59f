"""Ids that people read in addresses and on the command line: of a site by its host, of a source by its path."""

import hashlib
import re
from urllib.parse import unquote

from service.domain.source import SiteId, SourceId
from service.domain.urls import Url

LONGEST_ID = 80
RESERVED_IDS = frozenset({"all"})
"""'/feeds/all.rss' is everything we watch."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TELLS_NOTHING = frozenset({"list", "index", "default", "main", "home"})


def is_id(text: str) -> bool:
    """Whether `text` may name a source, channel or subscription: a-z, 0-9 and single hyphens, at most 80."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None and text not in RESERVED_IDS


def site_id(url: Url) -> SiteId:
    """'https://www.example.edu.cn/a/' -> 'example-edu-cn': the host without 'www.', with its port if given."""
    return SiteId(_fitting(_site_slug(url), url.host))


def source_id(url: Url) -> SourceId:
    """'https://xx.example.edu.cn/zzgz/gzdt.htm' -> 'xx-example-edu-cn-zzgz-gzdt'.

    Of the path (and the query's values) everything but extensions and words like 'list' and 'index'. What cannot
    be written in a-z and 0-9 is told apart by a short hash. Two addresses of one page have the same id.
    """
    rest = url.canonical.removeprefix(_authority(url))
    told = unquote(rest)
    path, _, query = told.partition("?")
    parts = [re.sub(r"\.[a-zA-Z]{1,5}$", "", part) for part in path.split("/")]
    parts += [pair.partition("=")[2] for pair in query.split("&")]
    words = [_slug(part) for part in parts if part.lower() not in _TELLS_NOTHING]
    if not told.isascii():
        words.append(_hash(rest))
    return SourceId(_fitting("-".join(word for word in (_site_slug(url), *words) if word), url.canonical))


def _site_slug(url: Url) -> str:
    slug = _slug(_authority(url).removeprefix("www."))
    return f"site-{slug}" if not slug or slug in RESERVED_IDS else slug


def _authority(url: Url) -> str:
    return re.split(r"[/?#]", url.canonical, maxsplit=1)[0]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _fitting(slug: str, whole: str) -> str:
    trimmed = slug.strip("-")
    if len(trimmed) <= LONGEST_ID:
        return trimmed
    digest = _hash(whole)
    return f"{trimmed[: LONGEST_ID - len(digest) - 1].rstrip('-')}-{digest}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
