"""Reading a listing as its owner says: CSS selectors, answered by the soup."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from soupsieve import SelectorSyntaxError

from service.domain.errors import NoCandidates
from service.domain.remark import Remark
from service.domain.source import Recipe
from service.domain.urls import Url
from service.extraction.dates import find_dates
from service.extraction.document import Document
from service.extraction.outline import folded
from service.extraction.titles import is_cut, same_start, without_bullet
from service.extraction.written_date import WrittenDate


@dataclass(frozen=True, slots=True)
class RecipeItem:
    """One item as the recipe reads it, before its date is settled with those of the others."""

    url: Url
    title: str
    date: WrittenDate | None
    text: str


def apply_recipe(document: Document, recipe: Recipe, *, zone: str) -> list[RecipeItem]:
    """The items in page order. Items without a link are left out.

    Raises NoCandidates with the selector to blame: it is no CSS, it matches nothing, or no item has a link there.
    """
    items = _select(document, document.soup, recipe.item, "item")
    if not items:
        raise _mismatch(
            document, Remark("the item selector %(selector)r matches nothing on the page", selector=recipe.item)
        )
    found = list(_read(document, items, recipe, zone))
    if not found:
        wanted = (
            Remark("the link selector %(selector)r", selector=recipe.link) if recipe.link else Remark("a link")
        )
        cause = Remark(
            "%(wanted)s matches nothing in the %(count)d items of %(selector)r",
            wanted=wanted,
            count=len(items),
            selector=recipe.item,
        )
        raise _mismatch(document, cause)
    for part, selector in (("title", recipe.title), ("date", recipe.date)):
        if selector and not any(_select(document, item, selector, part) for item in items):
            cause = Remark(
                "the %(part)s selector %(selector)r matches nothing in any item",
                part=Remark(part),
                selector=selector,
            )
            raise _mismatch(document, cause)
    return found


def _read(document: Document, items: list[Tag], recipe: Recipe, zone: str) -> Iterator[RecipeItem]:
    for item in items:
        link = _link(document, item, recipe)
        url = document.link(str(link["href"])) if link is not None else None
        if link is None or url is None:
            continue
        title = _first(document, item, recipe.title, "title")
        named = folded(title.get_text(" ")) if title is not None else _link_title(link)
        date = _date(document, item, link, recipe, zone)
        yield RecipeItem(url, without_bullet(named) or str(url), date, _text(item))


def _link(document: Document, item: Tag, recipe: Recipe) -> Tag | None:
    chosen = _first(document, item, recipe.link, "link") if recipe.link else item
    if chosen is None or chosen.has_attr("href"):
        return chosen
    inner = chosen.find("a", href=True)
    return inner if isinstance(inner, Tag) else None


def _link_title(link: Tag) -> str:
    text = folded(link.get_text())
    attribute = folded(str(link.get("title", "")))
    return attribute if attribute and (not text or (is_cut(text) and same_start(text, attribute))) else text


def _date(document: Document, item: Tag, link: Tag, recipe: Recipe, zone: str) -> WrittenDate | None:
    """What the date selector names; without one the first date beside the link, then the first in it."""
    if recipe.date:
        place = _first(document, item, recipe.date, "date")
        written = [str(place.get("datetime") or "") or _text(place)] if place is not None else []
        return next((one for text in written for one in find_dates(text, zone=zone)), None)
    texts = (_text(item, without=link), _text(link))
    return next((one for text in texts for one in find_dates(text, zone=zone) if one.sure), None)


def _text(tag: Tag, without: Tag | None = None) -> str:
    """The text of a tag, a line for each piece, less what stands in the tag `without`."""
    pieces = [string for string in tag.find_all(string=True) if all(one is not without for one in string.parents)]
    return "\n".join(text for text in map(folded, pieces) if text)


def _first(document: Document, item: Tag, selector: str | None, part: str) -> Tag | None:
    return next(iter(_select(document, item, selector, part)), None) if selector else None


def _select(document: Document, within: Tag, selector: str, part: str) -> list[Tag]:
    try:
        return list(within.select(selector))
    except (SelectorSyntaxError, NotImplementedError) as error:
        reason = str(error).splitlines()[0]
        cause = Remark(
            "the %(part)s selector %(selector)r is no CSS selector: %(reason)s",
            part=Remark(part),
            selector=selector,
            reason=reason,
        )
        raise _mismatch(document, cause) from error


def _mismatch(document: Document, cause: str) -> NoCandidates:
    return NoCandidates(str(document.url), "other", cause)
