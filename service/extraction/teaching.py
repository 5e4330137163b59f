"""Learning a recipe from one item that a person points at: the page as it can be pointed at, and what each link
of it would teach."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

import nh3
import soupsieve
from bs4 import BeautifulSoup, Tag

from service.domain.poll import Page
from service.domain.source import Recipe
from service.extraction.document import Document, read_document
from service.extraction.outline import folded

_TAGS = frozenset((
    "article", "aside", "b", "blockquote", "br", "button", "caption", "dd", "div", "dl", "dt", "em", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li", "main", "nav", "ol", "p", "section",
    "small", "span", "strong", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
))  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "title"}
_FEWEST = 3
"""So many items alike, the one pointed at included, make a list."""
_MOST_RECIPES = 3
_STEPS = 4
"""How far up the page a selector reaches to be unique."""
_STABLE_CLASS = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}")
"""A class with digits is often a number of the item."""
_STABLE_ID = re.compile(r"[A-Za-z][\w-]{1,60}")


def pointable(page: Page, *, form: str, name: str, found: Collection[str] = ()) -> str:
    """The page's content as safe HTML in which each link is a button of the form with the id `form` that sends
    `name`=its number. No scripts, no styles, no pictures, no addresses. Links whose canonical address is in
    `found` have the class 'found', the first of them also as its id.
    """
    document = read_document(page)
    soup = BeautifulSoup(document.text, "lxml")
    for theirs in soup.find_all("button"):
        theirs.name = "span"
    anchor = True
    for number, link in enumerate(_links(soup)):
        text = _name(link)
        if not text:
            continue
        button = soup.new_tag("button", attrs={"form": form, "name": name, "value": str(number)})
        url = document.link(str(link["href"]))
        if url is not None and url.canonical in found:
            button["class"] = "found"
            if anchor:
                button["id"], anchor = "found", False
        button.string = text
        link.replace_with(button)
    attributes = {"button": {"form", "name", "value", "class", "id"}, "td": {"colspan"}, "th": {"colspan"}}
    body = soup.body.decode_contents() if soup.body else ""
    return nh3.clean(body, tags=set(_TAGS), attributes=attributes, clean_content_tags=_SILENT)


def taught(page: Page, number: int) -> list[Recipe]:
    """What the link with this number of `pointable` teaches: recipes of the lists it is an item of, from the
    innermost outwards, at most three; none when it stands alone or there is no such link."""
    document = read_document(page)
    links = list(_links(document.soup))
    if not 0 <= number < len(links):
        return []
    recipes: list[Recipe] = []
    counts: set[int] = set()
    for item, alike in _lists(links[number]):
        recipe = _recipe(document, links[number], item, alike)
        if recipe is None:
            continue
        count = len(document.soup.select(recipe.item))
        if count not in counts:
            counts.add(count)
            recipes.append(recipe)
    return recipes[:_MOST_RECIPES]


def _links(soup: BeautifulSoup) -> Iterator[Tag]:
    return iter(soup.find_all("a", href=True))


def _name(link: Tag) -> str:
    return folded(link.get_text(" ")) or folded(str(link.get("title", "")))


def _lists(link: Tag) -> Iterator[tuple[Tag, list[Tag]]]:
    """The item that the link belongs to at each height, with its brothers that hold a link too."""
    item: Tag | None = link
    while item is not None and item.parent is not None and item.name != "body":
        alike = [brother for brother in item.parent.find_all(item.name, recursive=False) if _holds_link(brother)]
        if len(alike) >= _FEWEST:
            yield item, alike
        item = item.parent


def _holds_link(tag: Tag) -> bool:
    inner = [tag] if tag.has_attr("href") else tag.find_all("a", href=True)
    return any(_name(link) for link in inner)


def _recipe(document: Document, link: Tag, item: Tag, alike: list[Tag]) -> Recipe | None:
    assert item.parent is not None
    often = Counter(name for brother in alike for name in _classes(brother))
    shared = [name for name in _classes(item) if 3 * often[name] >= 2 * len(alike)]
    selector = f"{_path(document, item.parent)} > {item.name}" + "".join(f".{name}" for name in shared)
    if not any(found is item for found in document.soup.select(selector)):
        return None
    inner = None if item is link else _inner(link, item, alike)
    return Recipe(selector, inner)


def _inner(link: Tag, item: Tag, alike: list[Tag]) -> str | None:
    """How to find the title's link in an item; None where it is the first with a name anyway."""
    if item.find("a", href=True) is link:
        return None
    parent = link.parent
    near = [_step(link)]
    if parent is not None and parent is not item:
        near += [f"{_step(parent)} > {_step(link)}"]
        near += [f"{parent.name}:nth-of-type({_place(parent)}) > {link.name}"]
    near += [f"{link.name}:nth-of-type({_place(link)})"]
    for selector in near:
        shared = sum(other.select_one(selector) is not None for other in alike)
        if item.select_one(selector) is link and 2 * shared > len(alike):
            return selector
    return None


def _path(document: Document, tag: Tag) -> str:
    """A selector of `tag`, as short as is unique on the page, at most four steps long."""
    steps: list[str] = []
    place: Tag | None = tag
    while place is not None and place.name not in ("html", "[document]") and len(steps) < _STEPS:
        steps.insert(0, _step(place))
        selector = " > ".join(steps)
        if len(document.soup.select(selector, limit=2)) == 1:
            return selector
        place = place.parent
    return " > ".join(steps)


def _step(tag: Tag) -> str:
    identity = str(tag.get("id", ""))
    if _STABLE_ID.fullmatch(identity) and not identity[-1].isdigit():
        return f"{tag.name}#{soupsieve.escape(identity)}"
    return tag.name + "".join(f".{name}" for name in _classes(tag))


def _classes(tag: Tag) -> list[str]:
    names = tag.get_attribute_list("class")
    return [str(name) for name in names if name and _STABLE_CLASS.fullmatch(str(name))]


def _place(tag: Tag) -> int:
    """Its number among its brothers of the same name, from 1."""
    return 1 + sum(isinstance(brother, Tag) for brother in tag.find_previous_siblings(tag.name))
