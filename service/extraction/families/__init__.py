"""CMS families as data: one TOML file each, read once into `Family` values.

A family is recognised by what its pages contain (`fingerprints`) and by the shape of its article addresses. It
tells an article's number in the CMS, where lists, pagers and articles stand, and which pages are articles.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.domain.urls import Url

_ENOUGH_LINKS = 3
_HEAD = 80_000
"""Characters of a page that are searched for fingerprints."""


@dataclass(frozen=True, slots=True)
class ListingSelectors:
    """CSS selectors of a family's listings, the surest first. `items` may match several lists of a page."""

    items: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleSelectors:
    """CSS selectors of a family's article pages, the surest first. `meta` elements speak by their content.

    `furniture` is what does not belong to the body though it stands in it; `blocked` marks a page shown instead
    of the article (campus network or login only).
    """

    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class DataSource:
    """Where the rows are that a script of the family fills a page with: an address made of what the page says.

    `path` is a pattern of the path as the page's scripts write it, or, with a name in braces, the path itself.
    `query` holds the parameters that are always sent; `values` the patterns that find the others in the page's
    text, or in its address for those that begin with 'address:'. `queried` finds parameters that the page writes
    as JSON. Without one of the `required` the address cannot be made. `next`: what to add for the page after.
    """

    path: str
    required: tuple[str, ...]
    query: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    queried: str
    next: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Family:
    """One CMS. `name` is the file's name ('vsb'), `label` the name people know.

    `distinctive`: no other CMS has article addresses of this shape, so that they alone betray it.
    """

    name: str
    label: str
    fingerprints: tuple[bytes, ...]
    article_links: tuple[re.Pattern[str], ...]
    distinctive: bool
    next_links: tuple[str, ...]
    listing: ListingSelectors
    article: ArticleSelectors
    data: tuple[DataSource, ...] = ()

    def leads_to_article(self, reference: str) -> bool:
        """Whether a link's reference, as written, has the shape of an article's address."""
        path = reference if reference.startswith("/") else f"/{reference.lstrip('./')}"
        return any(pattern.search(path) for pattern in self.article_links)

    def article_id(self, url: Url) -> str | None:
        """The article's number with family and path prefix ('vsb:1234', 'vsb:en/1234'), None for others."""
        address = f"{url.path}?{url.query}" if url.query else url.path
        for pattern in self.article_links:
            found = pattern.search(address)
            if found:
                prefix = (found.groupdict().get("prefix") or "").strip("/")
                return f"{self.name}:{prefix}/{found['id']}" if prefix else f"{self.name}:{found['id']}"
        return None


def recognise(text: str, links: Iterable[str], among: Sequence[Family] | None = None) -> Family | None:
    """The family whose marks a page bears: its text, and the raw references of its links. None for no family.

    `among`: the families that are known; all of the package where none are given.
    """
    head = text[:_HEAD].encode("utf-8", "replace")
    references = list(links)
    scores = {family: _score(family, head, references) for family in (load_families() if among is None else among)}
    best = max(scores, key=lambda family: scores[family], default=None)
    return best if best is not None and scores[best] else None


def _score(family: Family, head: bytes, references: list[str]) -> int:
    marks = sum(mark in head for mark in family.fingerprints)
    linked = (marks or family.distinctive) and _links_enough(family, references)
    return 2 * marks + (3 if linked else 0)


def _links_enough(family: Family, references: list[str]) -> bool:
    found = 0
    for reference in references:
        found += family.leads_to_article(reference)
        if found >= _ENOUGH_LINKS:
            return True
    return False


@cache
def load_families() -> tuple[Family, ...]:
    """All families of the package, by name."""
    folder = files(__name__)
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(
        _family(path.name.removesuffix(".toml"), tomllib.loads(path.read_text("utf-8"))) for path in paths
    )


def _family(name: str, table: Mapping[str, object]) -> Family:
    return Family(
        name=name,
        label=str(table["label"]),
        fingerprints=tuple(mark.encode() for mark in _strings(table, "fingerprints")),
        article_links=tuple(re.compile(pattern) for pattern in _strings(_section(table, "links"), "article")),
        distinctive=_section(table, "links").get("distinctive") is True,
        next_links=_strings(_section(table, "pager"), "next"),
        listing=ListingSelectors(
            **{key: _strings(_section(table, "listing"), key) for key in ("items", "link", "pinned")}
        ),
        article=ArticleSelectors(
            **{
                key: _strings(_section(table, "article"), key)
                for key in ("title", "date", "author", "body", "attachments", "furniture", "blocked")
            }
        ),
        data=tuple(_data_source(one) for one in _tables(table, "data")),
    )


def _data_source(table: Mapping[str, object]) -> DataSource:
    values = _section(table, "values")
    return DataSource(
        path=str(table["path"]),
        required=_strings(table, "required"),
        query={key: str(value) for key, value in _section(table, "query").items()},
        values={key: _strings(values, key) for key in values},
        queried=str(table.get("queried", "")),
        next={key: int(str(value)) for key, value in _section(table, "next").items()},
    )


def _tables(table: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    tables = table.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(one, Mapping) for one in tables):
        raise TypeError(f"[[{key}]] is no list of tables")
    return tables


def _section(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    section = table.get(key, {})
    if not isinstance(section, Mapping):
        raise TypeError(f"[{key}] is no table")
    return section


def _strings(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{key!r} is no list of strings")
    return tuple(values)
