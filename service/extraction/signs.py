"""Signs of the page as a whole: what it is when it is no listing."""

import re
from collections.abc import Mapping

from service.extraction.date_patterns import written_dates
from service.extraction.document import Document
from service.extraction.families import Family
from service.extraction.outline import Outline
from service.extraction.page_dates import letters, units

_NEIGHBOURS = re.compile(
    r"[\[【<«‹]*\s*(?:上一?[篇条则]|下一?[篇条则]|前一篇|后一篇|(?:previous|next) (?:post|article))",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:来源|作者|编辑|责编|责任编辑|发布人|撰稿|供稿|浏览次数|点击数|阅读次数|字号|by)\s*[:：]|^by [A-Z]",
    re.IGNORECASE,
)
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:News|Blog|Report|Scholarly|Tech)?(?:Article|Posting)"')
_ARTICLE_ADDRESS = re.compile(r"\d{5,}|(?:[^/-]+-){4,}[^/-]*$|(?:19|20)\d\d/\d{1,2}/")
_LISTING_ADDRESS = re.compile(
    r"(?:^|/)(?:index|list|default|home|main|more|category|channel|col|tag|archives?|news|blog|notice|forum)"
    r"[\w-]*(?:\.\w+)?/?$"
    r"|(?:^|/)(?:(?:tz|gg|xw|gs)(?:tz|gg|zx|dt|xx|gs)?|[a-z]{2}(?:tz|gg|xw|dt|gs)|zc(?:fg|wj))\d{0,2}(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_ARTICLE_MARKS = ("none_own_address", "none_article_type", "none_neighbours", "none_byline", "none_headline_dated")
_PROSE_UNITS = 60
_LONG_TITLE = 40
"""Width of letters beyond which a heading names an article; half of it where a letter says more (Chinese)."""


def page_features(document: Document, flat: Outline, family: Family | None) -> dict[str, float]:
    """What speaks for a page holding no listing, by name: mostly the marks of an article page."""
    head = document.text[:60_000]
    linked = {
        place for link in flat.links for place in range(flat.text_from[link.element], flat.text_to[link.element])
    }
    plain = [piece.text for place, piece in enumerate(flat.texts) if place not in linked]
    widths = [units(text) for text in plain]
    prose = sum(width for width in widths if width >= _PROSE_UNITS)
    all_units = sum(widths) + sum(units(link.text) for link in flat.links) or 1
    path = document.url.path
    headline = _headline(document.title, flat, linked)
    return {
        "none_headline": float(headline is not None),
        "none_headline_dated": float(headline is not None and _dated_below(flat, headline)),
        "none_own_address": float(family is not None and family.article_id(document.url) is not None),
        "none_article_type": float(_is_marked_article(document, head)),
        "none_neighbours": float(any(_NEIGHBOURS.match(piece.text) for piece in flat.texts)),
        "none_byline": float(any(len(text) < 80 and _BYLINE.search(text) for text in plain)),
        "none_prose": prose / all_units,
        "none_long_prose": min(prose / 1500, 2.0),
        "none_few_links": float(len(flat.links) < 5),
        "none_article_address": float(bool(_ARTICLE_ADDRESS.search(path))),
        "none_listing_address": float(path == "/" or bool(_LISTING_ADDRESS.search(path))),
    }


def _headline(title: str, flat: Outline, linked: set[int]) -> int | None:
    """The place of a text that stands in the page's title and is too long for the name of a section."""
    squeezed = "".join(title.split())
    for place, piece in enumerate(flat.texts):
        if place not in linked and _is_long(piece.text) and "".join(piece.text.split()) in squeezed:
            return place
    return None


def _is_long(text: str) -> bool:
    return letters(text) >= (_LONG_TITLE if text.isascii() else _LONG_TITLE // 2)


def _dated_below(flat: Outline, headline: int) -> bool:
    below = " ".join(piece.text for piece in flat.texts[headline + 1 : headline + 5])
    return bool(written_dates(below[:200]))


def has_article_marks(signs: Mapping[str, float]) -> bool:
    """Whether the page bears a mark that is one of articles alone."""
    return any(signs[mark] for mark in _ARTICLE_MARKS)


def _is_marked_article(document: Document, head: str) -> bool:
    for element in document.root.iter("meta"):
        if element.get("property") == "og:type" and (element.get("content") or "").lower() == "article":
            return True
        if (element.get("name") or "").lower() in ("articletitle", "pubdate", "contentsource"):
            return True
    return bool(_ARTICLE_TYPE.search(head))
