"""The sections of a site, from the menu of its home page, and its own feeds."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.poll import Page
from service.domain.source import SectionPath
from service.domain.urls import Url
from service.extraction.document import Document, read_document
from service.extraction.menu_data import menu_of_data
from service.extraction.outline import Link, Outline, folded, outline
from service.extraction.section_blocks import block_sections
from service.extraction.titles import is_paging, without_bullet

_HOME = re.compile(r".{0,6}首\s*页|主页|home(?:\s*page)?|startseite|accueil|inicio|トップ|ホーム", re.IGNORECASE)
_HERE = re.compile(
    r"(?:当前|您?现在|您的?|所在|目前)(?:的)?(?:所在)?(?:位置|栏目)|您在这里|you are here", re.IGNORECASE
)
_CRUMB_NAME = re.compile(r"crumb|weizhi|position|location|dqwz|curr?ent-?pos|wz\b|path\b|dangqian", re.IGNORECASE)
_MENU_NAME = re.compile(r"nav|menu|daohang|\bdh\b|column", re.IGNORECASE)
_NO_MENU = re.compile(
    r"crumb|foot|friend|link|copy|lang|share|pag(?:e|ing)|quick|kstd|tool|top-?bar|login|search|weizhi|position",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*(?:>+|»|›|→|/|\||·|::|-+>)\s*")
_FEED_PATH = re.compile(
    r"/(?:feed|rss|atom)(?:/(?:index\.xml)?)?$|/(?:feed|rss|atom|index)[\w-]*\.(?:xml|rss|atom|rdf)$|\.(?:rss|atom)$"
    r"|/feed\.json$",
    re.IGNORECASE,
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LONGEST_NAME = 24
_SOME = 0.2
_DAY = re.compile(r"\W*(?:\d{4}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\W*")
_DATED = 3
"""With as many days in it, it is a list of notices."""
_NO_SECTION = re.compile(
    r"log ?(?:in|out)|sign ?(?:in|up|out)|register|登[录陆]|注册|退出|设为首页|加入收藏|收藏本站", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of a site's menu. `path` holds the names from the outside in; they may stand elsewhere too."""

    path: SectionPath
    url: Url


def find_sections(page: Page) -> tuple[MenuItem, ...]:
    """The menu of a page as paths, in menu order, then what only a block's 更多 leads to. Where the page
    has no menu, the one that its scripts hold as data; empty where there is nothing.

    The link home is left out; links to other sites stay, their host tells. The same name under two parents is two
    items. An entry whose own link is that of its first child is there twice, once by each path.
    """
    document = read_document(page)
    flat = outline(document)
    menu = _menu(document, flat)
    written = list(_paths(_entries(flat, menu), ())) if menu is not None else menu_of_data(document)
    known = {url.canonical for _, reference in written if (url := document.link(reference)) is not None}
    for name, reference in block_sections(flat):
        url = document.link(reference)
        if url is not None and url.canonical not in known and url.host == document.url.host:
            written.append(((_clean(name),), reference))
    found: dict[tuple[SectionPath, str], MenuItem] = {}
    for path, reference in written:
        url = document.link(reference)
        if url is not None and not _leads_home(path[-1], url, document) and not _NO_SECTION.fullmatch(path[-1]):
            found.setdefault((path, url.canonical), MenuItem(path, url))
    return tuple(found.values())


def find_feeds(page: Page) -> tuple[Url, ...]:
    """The feeds of a page, each once: those it declares (`<link rel=alternate>`), then those it links to under
    one of the names that feeds usually have, on its own host. Both in page order."""
    document = read_document(page)
    feeds: dict[str, Url] = {}
    for element in document.root.iter("link"):
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in (element.get("rel") or "").lower().split() and kind in _FEED_TYPES:
            url = document.link(element.get("href"))
            if url is not None:
                feeds.setdefault(url.canonical, url)
    for element in document.root.iter("a"):
        url = document.link(element.get("href"))
        if url is not None and url.host == document.url.host and _FEED_PATH.search(url.path):
            feeds.setdefault(url.canonical, url)
    return tuple(feeds.values())


def breadcrumb(flat: Outline) -> SectionPath:
    """Where the page says it stands ('您的位置：首页 > 通知公告'), without the home page; () if it does not."""
    place = _breadcrumb_element(flat)
    if place is None:
        return ()
    text = " > ".join(piece.text for piece in flat.texts_of(place))
    said = _HERE.search(text)
    names = [name.strip(" :：>»[]") for name in _SEPARATORS.split(text[said.end() :] if said else text)]
    return tuple(
        name
        for name in names
        if any(map(str.isalpha, name))
        and len(name) <= _LONGEST_NAME
        and not _is_home_name(name)
        and name not in ("正文", "列表", "更多")
    )


def _breadcrumb_element(flat: Outline) -> int | None:
    for place in range(len(flat.elements)):
        texts = flat.text_to[place] - flat.text_from[place]
        if 1 < texts <= 14 and _CRUMB_NAME.search(flat.name(place)) and len(flat.text(place)) <= 160:
            text = flat.text(place)
            if _HERE.search(text) or (_SEPARATORS.search(text) and flat.link_to[place] > flat.link_from[place]):
                return place
    for piece in flat.texts:
        if len(piece.text) <= 60 and _HERE.match(piece.text.strip(" :：[【")):
            place = piece.owner
            while flat.parent[place] >= 0 and flat.text_to[place] - flat.text_from[place] < 2:
                place = flat.parent[place]
            return place if flat.text_to[place] - flat.text_from[place] <= 14 else None
    return None


@dataclass(slots=True)
class _Entry:
    """One entry while the menu is read; `reference` is None for a heading without a link."""

    name: str
    reference: str | None
    below: list["_Entry"]


def _menu(document: Document, flat: Outline) -> int | None:
    """The element that is most like the site's menu: many short internal links, few other words, near the top."""
    best, best_score = None, 0.0
    for place in range(1, len(flat.elements)):
        links = flat.links_of(place)
        if len(links) < 3 or flat.tags[place] in ("body", "a"):
            continue
        score = _menu_score(document, flat, place)
        if score > best_score:
            best, best_score = place, score
    return best


def _menu_score(document: Document, flat: Outline, place: int) -> float:
    links = flat.links_of(place)
    names = [link.label for link in links]
    short = sum(0 < len(name) <= _LONGEST_NAME for name in names) / len(links)
    internal = sum(_is_internal(document, link.href) for link in links) / len(links)
    words = sum(len(piece.text) for piece in flat.texts_of(place)) or 1
    linked = min(1.0, sum(len(link.text) for link in links) / words)
    paging = sum(is_paging(name) for name in names) / len(links)
    if (
        paging > _SOME
        or short < 0.9
        or internal < 0.5
        or linked < 0.5
        or any(re.search(r"\d{4}-\d\d", name) for name in names)
        or sum(bool(_DAY.fullmatch(piece.text)) for piece in flat.texts_of(place)) >= _DATED
    ):
        return 0.0
    around = " ".join(flat.name(one) for one in (place, *flat.ancestors(place)[:3]))
    score = math.sqrt(min(len({link.href for link in links}), 80)) * internal
    if _MENU_NAME.search(around) or any(flat.tags[one] == "nav" for one in (place, *flat.ancestors(place)[:2])):
        score *= 2.5
    if _NO_MENU.search(flat.name(place)):
        score *= 0.3
    if any(_is_home_name(name) for name in names):
        score *= 2.0
    return score * (1.5 - place / len(flat.elements))


def _is_internal(document: Document, reference: str) -> bool:
    return not re.match(r"(?:https?:)?//", reference) or document.url.host in reference


def _entries(flat: Outline, element: int) -> list[_Entry]:
    """The entries of a menu element, each with those below it."""
    children = _linked_children(flat, element)
    while len(children) == 1 and flat.tags[children[0]] != "a":
        element = children[0]
        children = _linked_children(flat, element)
    entries: list[_Entry] = []
    for child in children:
        if entries and flat.tags[child] in ("ul", "ol", "dd") and flat.tags[element] in ("ul", "ol", "dl"):
            entries[-1].below += _entries(flat, child)
        else:
            entries += _entry(flat, child)
    return entries


def _entry(flat: Outline, element: int) -> list[_Entry]:
    links = flat.links_of(element)
    if len({link.href for link in links}) == 1:
        above = _heading_before(flat, element)
        if above and any(flat.tags[one] in ("ul", "ol", "dl") for one in _between(flat, element, links[0])):
            return [_Entry(above, None, _entries(flat, element))]
        named = next((link for link in links if link.text), links[0])
        return [_Entry(_clean(named.label), named.href, [])]
    heading = _heading_before(flat, element)
    if heading:
        return [_Entry(heading, None, _entries(flat, element))]
    head, rest = _split(flat, element)
    if any(flat.tags[one] == "a" for one in rest):
        return _entries(flat, element)
    below = [
        entry
        for one in rest
        for entry in (_entries(flat, one) if len(flat.links_of(one)) > 1 else _entry(flat, one))
    ]
    return [_Entry(_clean(head.label), head.href, below)]


def _between(flat: Outline, element: int, link: Link) -> list[int]:
    """The elements inside `element` that hold the link."""
    return [one for one in flat.ancestors(link.element) if one > element]


def _split(flat: Outline, element: int) -> tuple[Link, list[int]]:
    """An entry's own link, its first, and the elements behind it that hold further links."""
    first = flat.links[flat.link_from[element]]
    rest: list[int] = []
    place = element
    while True:
        children = _linked_children(flat, place)
        branch = children[0]
        rest = [one for one in children[1:] if any(link.href != first.href for link in flat.links_of(one))] + rest
        if flat.tags[branch] == "a" or len({link.href for link in flat.links_of(branch)}) == 1:
            return first, rest
        place = branch


def _linked_children(flat: Outline, element: int) -> list[int]:
    return [one for one in flat.children(element) if flat.link_to[one] > flat.link_from[one]]


def _heading_before(flat: Outline, element: int) -> str:
    """A short text before an entry's first link: the name of an entry that is no link itself."""
    first = flat.links[flat.link_from[element]].element
    texts = [piece.text for piece in flat.texts[flat.text_from[element] : flat.text_from[first]]]
    name = _clean("".join(texts))
    return name if 2 <= len(name) <= _LONGEST_NAME else ""


def _paths(entries: list[_Entry], above: SectionPath) -> Iterator[tuple[SectionPath, str]]:
    for entry in entries:
        path = (*above, entry.name) if entry.name and not _is_home_name(entry.name) else above
        if entry.reference is not None and path != above and len(entry.name) <= _LONGEST_NAME:
            yield path, entry.reference
        if len(path) < 5:
            yield from _paths(entry.below, path)


def _clean(name: str) -> str:
    return without_bullet(folded(name)).strip(" >»›+-|·•▪▼▾∨")


def _is_home_name(name: str) -> bool:
    return bool(_HOME.fullmatch(name.strip(" >»›|[]")))


def _leads_home(name: str, url: Url, document: Document) -> bool:
    return _is_home_name(name) or (url.host == document.url.host and url.path == "/" and not url.query)
